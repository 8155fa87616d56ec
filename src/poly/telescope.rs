//! Sums that telescope: the summand is a difference g(i + 1) − g(i) of a rational function, found by
//! S. A. Abramov's algorithm.

use super::convert::Normalizer;
use super::fraction::{Fraction, split_unit};
use super::series::Body;
use super::{Budget, PolyError, Polynomial};
use crate::number::Rational;

/// The farthest apart that factors of the denominator are looked for.
const FARTHEST: i64 = 16;

/// Higher degrees of numerators and denominators are not tried.
const MOST_DEGREE: i64 = 16;

impl Normalizer<'_> {
    /// The sum from `low` to `high` of a body that is a number times a rational function of the index,
    /// or a factor without the index times one; `None` where it does not telescope.
    pub(super) fn telescoped(
        &mut self,
        body: &Body,
        low: &Fraction,
        high: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let Some(index) = body.variable.filter(|index| body.dependent == [*index]) else {
            return Ok(None);
        };
        let mut below = Polynomial::one();
        let mut apart = Fraction::constant(&Rational::ONE);
        for (factor, times) in &body.form.factors {
            let power = factor.power(*times, self.budget)?;
            if factor.mentions(index) {
                below = below.multiply(&power, self.budget)?;
            } else if let Some(inverse) = Fraction::from(power).inverse(self.budget)? {
                apart = self.multiply(&apart, &inverse)?;
            }
        }
        // A power of the index that is divided by stands in the numerator.
        let mut above = body.form.numerator.clone();
        let lowest = above.low_degree_in(index).unwrap_or(0).min(0);
        above.multiply_by_power(index, -lowest);
        below.multiply_by_power(index, -lowest);
        let cofactor = above.content_in(index, self.budget)?;
        let Some(above) = above.divide_exact(&cofactor, self.budget)? else {
            return Ok(None);
        };
        let only = |p: &Polynomial| {
            p.occurring()
                .iter()
                .enumerate()
                .all(|(v, occurs)| v == index || !occurs)
        };
        // Other symbols may stand in one sum with the index: in (k + a)(k + a + 1) with j for k + a.
        let shift = match shift_of(&below, index) {
            Some(shift) if !only(&below) => shift,
            _ => Polynomial::zero(),
        };
        let above = moved(&above, index, &shift.clone().negate(), self.budget)?;
        let below = moved(&below, index, &shift.clone().negate(), self.budget)?;
        if !only(&above) || !only(&below) {
            return Ok(None);
        }
        let Some((g, divisor)) = antidifference(&above, &below, index, self.budget)? else {
            return Ok(None);
        };
        let one = Fraction::constant(&Rational::ONE);
        let shift = Fraction::from(shift);
        let after = self.add_all(vec![high.clone(), one, shift.clone()])?;
        let before = self.add_all(vec![low.clone(), shift])?;
        let (Some(end), Some(start)) = (
            self.quotient_at(&g, &divisor, index, &after)?,
            self.quotient_at(&g, &divisor, index, &before)?,
        ) else {
            return Ok(None);
        };
        let sum = self.add_all(vec![end, start.negate()])?;
        let sum = self.multiply(&sum, &cofactor.into())?;
        self.multiply(&sum, &apart).map(Some)
    }

    /// The value of a quotient of polynomials in the index; `None` at a pole.
    fn quotient_at(
        &mut self,
        above: &Polynomial,
        below: &Polynomial,
        index: usize,
        point: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let above = self.value_at(&dense(above, index), point)?;
        let below = self.value_at(&dense(below, index), point)?;
        let Some(inverse) = below.inverse(self.budget)? else {
            return Ok(None);
        };
        let never = self
            .known_sign(&below.numerator)?
            .is_some_and(|(_, strict)| strict);
        if !never {
            let divisor = self.expr_of(&below);
            if !self.nonzero.contains(&divisor) {
                self.nonzero.push(divisor);
            }
        }
        self.multiply(&above, &inverse).map(Some)
    }
}

/// The coefficients from that of the greatest power down.
fn dense(polynomial: &Polynomial, index: usize) -> Vec<Rational> {
    let mut coefficients = Vec::new();
    let mut place = polynomial.degree_in(index).unwrap_or(0);
    for (exponent, coefficient) in polynomial.coefficients_in(index) {
        while place > exponent {
            coefficients.push(Rational::ZERO);
            place -= 1;
        }
        coefficients.push(coefficient.as_constant().unwrap_or_default());
        place -= 1;
    }
    coefficients.extend((0..=place).map(|_| Rational::ZERO));
    coefficients
}

/// g and u with g(i + 1)/u(i + 1) − g(i)/u(i) = p/q.
fn antidifference(
    p: &Polynomial,
    q: &Polynomial,
    index: usize,
    budget: &Budget,
) -> Result<Option<(Polynomial, Polynomial)>, PolyError> {
    let degree = |polynomial: &Polynomial| polynomial.degree_in(index).unwrap_or(0);
    if degree(p).max(degree(q)) > MOST_DEGREE {
        return Ok(None);
    }
    let divisor = universal_denominator(q, index, budget)?;
    let next = shifted(&divisor, index, 1, budget)?;
    let growth = degree(p) - degree(q) + 1;
    let most = degree(&divisor) + growth.max(0);
    // p·u(i)·u(i+1) = q·(g(i+1)·u(i) − g(i)·u(i+1)), linear in the coefficients of g.
    let wanted = p.multiply(&divisor, budget)?.multiply(&next, budget)?;
    let mut columns = Vec::new();
    for exponent in 0..=most {
        let mut power = Polynomial::one();
        power.multiply_by_power(index, exponent);
        let later = shifted(&power, index, 1, budget)?.multiply(&divisor, budget)?;
        let now = power.multiply(&next, budget)?;
        columns.push(q.multiply(&later.subtract(&now, budget)?, budget)?);
    }
    let rows = columns
        .iter()
        .chain([&wanted])
        .map(degree)
        .max()
        .unwrap_or(0);
    let ascending = |polynomial: &Polynomial| {
        let mut list = dense(polynomial, index);
        list.reverse();
        list.resize(usize::try_from(rows).unwrap_or(0) + 1, Rational::ZERO);
        list
    };
    let columns: Vec<Vec<Rational>> = columns.iter().map(ascending).collect();
    let Some(solution) = solve(&columns, &ascending(&wanted)) else {
        return Ok(None);
    };
    let terms = solution.iter().zip(0..).map(|(coefficient, exponent)| {
        let mut term = Polynomial::constant(coefficient);
        term.multiply_by_power(index, exponent);
        term
    });
    Ok(Some((Polynomial::sum(terms, budget)?, divisor)))
}

/// A multiple of the denominator that every rational antidifference of 1/q has.
fn universal_denominator(
    q: &Polynomial,
    index: usize,
    budget: &Budget,
) -> Result<Polynomial, PolyError> {
    let mut a = split_unit_of(&shifted(q, index, -1, budget)?);
    let mut b = split_unit_of(q);
    let mut product = Polynomial::one();
    for distance in (0..=FARTHEST).rev() {
        let common = a.gcd(&shifted(&b, index, distance, budget)?, budget)?;
        if common.is_one() {
            continue;
        }
        a = a.quotient(&common, budget)?;
        b = b.quotient(&shifted(&common, index, -distance, budget)?, budget)?;
        for step in 0..=distance {
            product = product.multiply(&shifted(&common, index, -step, budget)?, budget)?;
        }
    }
    Ok(product)
}

/// The primitive polynomial, its powers of the index kept.
fn split_unit_of(polynomial: &Polynomial) -> Polynomial {
    let (unit, mut rest) = split_unit(polynomial);
    for (variable, exponent) in unit.powers(0) {
        rest.multiply_by_power(variable, exponent);
    }
    rest
}

pub(super) fn shifted(
    polynomial: &Polynomial,
    index: usize,
    distance: i64,
    budget: &Budget,
) -> Result<Polynomial, PolyError> {
    let distance = Polynomial::constant(&Rational::from(distance));
    moved(polynomial, index, &distance, budget)
}

/// What the other symbols add to the index, by the coefficients of the two highest powers of the index.
fn shift_of(polynomial: &Polynomial, index: usize) -> Option<Polynomial> {
    let degree = polynomial.degree_in(index).filter(|degree| *degree > 0)?;
    let parts = polynomial.coefficients_in(index);
    let [(first, lead), (second, next), ..] = parts.as_slice() else {
        return None;
    };
    if *first != degree || *second != degree - 1 {
        return None;
    }
    // c·(k + s)ᵈ begins with c·kᵈ + c·d·s·kᵈ⁻¹.
    let scale = lead.as_constant()? * Rational::from(degree);
    let sum = next.scale(&scale.recip()?);
    let others: Vec<usize> = (0..sum.len())
        .filter(|term| !sum.is_constant_term(*term))
        .collect();
    Some(sum.pick(&others))
}

/// The polynomial with another one added to the index.
fn moved(
    polynomial: &Polynomial,
    index: usize,
    by: &Polynomial,
    budget: &Budget,
) -> Result<Polynomial, PolyError> {
    if by.is_zero() {
        return Ok(polynomial.clone());
    }
    let replacement = Polynomial::variable(index).add(by, budget)?;
    let mut parts = Vec::new();
    for (exponent, part) in polynomial.coefficients_in(index) {
        let power = replacement.power(exponent.unsigned_abs(), budget)?;
        parts.push(part.multiply(&power, budget)?);
    }
    Polynomial::sum(parts, budget)
}

/// Coefficients of the columns that add up to the wanted one, by Gaussian elimination; those that may
/// be anything are 0.
pub(super) fn solve(columns: &[Vec<Rational>], wanted: &[Rational]) -> Option<Vec<Rational>> {
    let width = columns.len();
    let mut rows: Vec<Vec<Rational>> = (0..wanted.len())
        .map(|row| {
            let at = |column: &Vec<Rational>| column.get(row).cloned().unwrap_or_default();
            let mut line: Vec<Rational> = columns.iter().map(at).collect();
            line.push(wanted.get(row).cloned().unwrap_or_default());
            line
        })
        .collect();
    let mut pivots: Vec<(usize, Vec<Rational>)> = Vec::new();
    for column in 0..width {
        let leads = |row: &Vec<Rational>| row.get(column).is_some_and(|c| !c.is_zero());
        let Some(place) = rows.iter().position(leads) else {
            continue;
        };
        let row = rows.swap_remove(place);
        let scale = row.get(column)?.recip()?;
        let row: Vec<Rational> = row.iter().map(|c| c * &scale).collect();
        let eliminate = |other: &mut Vec<Rational>| {
            let factor = other.get(column).cloned().unwrap_or_default();
            for (slot, own) in other.iter_mut().zip(&row) {
                *slot = &*slot - &(&factor * own);
            }
        };
        rows.iter_mut().for_each(eliminate);
        pivots.iter_mut().map(|(_, row)| row).for_each(eliminate);
        pivots.push((column, row));
    }
    if rows
        .iter()
        .any(|row| row.last().is_some_and(|c| !c.is_zero()))
    {
        return None;
    }
    let mut solution = vec![Rational::ZERO; width];
    for (column, row) in pivots {
        *solution.get_mut(column)? = row.last()?.clone();
    }
    Some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1/(i(i+1)) is the difference of −1/i; 1/i and 1/i² are none of a rational function
    /// (R. W. Gosper).
    #[test]
    fn differences_of_rational_functions() {
        let budget = Budget::default();
        let i = Polynomial::variable(0);
        let after = i.add(&Polynomial::one(), &budget).unwrap();
        let product = i.multiply(&after, &budget).unwrap();
        let one = Polynomial::one();
        let (g, u) = antidifference(&one, &product, 0, &budget).unwrap().unwrap();
        assert_eq!(u, i);
        // Up to a constant, which is a multiple of u.
        assert_eq!(dense(&g, 0).last(), Some(&Rational::from(-1)));
        assert!(antidifference(&one, &i, 0, &budget).unwrap().is_none());
        let square = i.multiply(&i, &budget).unwrap();
        assert!(antidifference(&one, &square, 0, &budget).unwrap().is_none());
    }
}
