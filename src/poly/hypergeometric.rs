//! Sums whose terms have a rational quotient, each to the one before: `Σ i·i!`, `Σ i²·2^i` by R. W. Gosper's
//! algorithm (Decision procedure for indefinite hypergeometric summation, 1978), and `Σ binom(n, k)` by
//! the binomial theorem.

use super::convert::Normalizer;
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::series::Body;
use super::telescope::shifted;
use super::zeros::differs;
use super::{PolyError, Polynomial};
use crate::expr::{Bindings, ExprKind, Function};
use crate::number::Rational;

/// The farthest apart that factors of the quotient are looked for.
const FARTHEST: i64 = 8;

/// Higher degrees are not tried.
pub(super) const MOST_DEGREE: i64 = 8;

/// A term as a polynomial in the index times what has a rational quotient.
pub(super) struct Term {
    pub(super) index: usize,
    /// The polynomial.
    pub(super) factor: Polynomial,
    /// The polynomial with the index that divides it.
    pub(super) below: Polynomial,
    /// The indeterminates that depend on the index, and their exponents.
    pub(super) rest: Vec<(usize, i64)>,
}

impl Normalizer<'_> {
    /// The sum from `low` to `high`; `None` where no closed form is found.
    pub(super) fn hypergeometric(
        &mut self,
        body: &Body,
        (low, high): (&Fraction, &Fraction),
    ) -> Result<Option<Fraction>, PolyError> {
        let Some(mut term) = term_of(body) else {
            return Ok(None);
        };
        let mut below = Fraction::from(Polynomial::one());
        for (factor, times) in &body.form.factors {
            if factor.mentions(term.index) {
                let power = factor.power(*times, self.budget)?;
                term.below = term.below.multiply(&power, self.budget)?;
            } else {
                below.factors.push((factor.clone(), *times));
            }
        }
        let noted = (self.nonzero.len(), self.conditions.len());
        let found = match self.binomial_theorem(&term, body, low, high) {
            Ok(None) => self.gosper(&term, body, low, high),
            found => found,
        };
        let found = match found {
            Err(PolyError::DivisionByZero { .. }) => None,
            found => found?,
        };
        let Some(sum) = found else {
            self.nonzero.truncate(noted.0);
            self.conditions.truncate(noted.1);
            return Ok(None);
        };
        let length = self.add_all(vec![high.clone(), low.clone().negate()])?;
        if let Some(length) = length.as_polynomial().cloned()
            && self
                .known_sign(&length)?
                .is_none_or(|(sign, _)| sign.is_lt())
        {
            let condition = self.not_negative(&length)?;
            if !self.conditions.contains(&condition) {
                self.conditions.push(condition);
            }
        }
        self.multiply(&sum, &below).map(Some)
    }

    /// The sum as a difference G(high + 1) − G(low), where G is the term times a rational function.
    fn gosper(
        &mut self,
        term: &Term,
        body: &Body,
        low: &Fraction,
        high: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let index = term.index;
        let Some((above, below)) = self.quotient_of_terms(term, body)? else {
            return Ok(None);
        };
        // A power of the index that is divided by belongs to the quotient: i/(i + 1).
        let lowest = term.factor.low_degree_in(index).unwrap_or(0).min(0);
        let mut factor = term.factor.clone();
        factor.multiply_by_power(index, -lowest);
        let times = lowest.unsigned_abs();
        let next = shifted(&Polynomial::variable(index), index, 1, self.budget)?;
        let power = Polynomial::variable(index).power(times, self.budget)?;
        let mut above = above
            .multiply(&power, self.budget)?
            .multiply(&term.below, self.budget)?;
        let mut below = below
            .multiply(&next.power(times, self.budget)?, self.budget)?
            .multiply(&shifted(&term.below, index, 1, self.budget)?, self.budget)?;
        let mut extra = Polynomial::one();
        for distance in 0..=FARTHEST {
            let common = above.gcd(&shifted(&below, index, distance, self.budget)?, self.budget)?;
            if common.degree_in(index).unwrap_or(0) == 0 {
                continue;
            }
            above = above.quotient(&common, self.budget)?;
            let back = shifted(&common, index, -distance, self.budget)?;
            below = below.quotient(&back, self.budget)?;
            for step in 1..=distance {
                let factor = shifted(&common, index, -step, self.budget)?;
                extra = extra.multiply(&factor, self.budget)?;
            }
        }
        let wanted = factor.multiply(&extra, self.budget)?;
        let before = shifted(&below, index, -1, self.budget)?;
        let Some(solution) = self.polynomial_solution(&above, &before, &wanted, index)? else {
            return Ok(None);
        };
        // G is b(i − 1)·x(i)/c(i) times the rest of the term.
        let mut function = self.multiply(&before.into(), &solution)?;
        let Some(inverse) = Fraction::from(extra).inverse(self.budget)? else {
            return Ok(None);
        };
        function = self.multiply(&function, &inverse)?;
        let mut rest = Polynomial::one();
        rest.multiply_by_power(index, lowest);
        for (variable, exponent) in &term.rest {
            rest.multiply_by_power(*variable, *exponent);
        }
        let mut rest = Fraction::from(rest);
        if let Some(inverse) = Fraction::from(term.below.clone()).inverse(self.budget)? {
            rest = self.multiply(&rest, &inverse)?;
        }
        let function = self.multiply(&function, &rest)?;
        let end = if self.goes_on(term, body)? {
            let one = Fraction::constant(&Rational::ONE);
            let after = self.add_all(vec![high.clone(), one])?;
            self.at_index(&function, body, &after)?
        } else {
            // G(high) and the last term, where the next one may have no value.
            let whole = self.multiply(&factor.into(), &rest)?;
            let last = self.add_all(vec![function.clone(), whole])?;
            self.at_index(&last, body, high)?
        };
        let start = self.at_index(&function, body, low)?;
        self.add_all(vec![end, start.negate()]).map(Some)
    }

    /// Whether the term after the last one has a value: not where the index is taken from something, as in
    /// (n − k)! and binom(n, k).
    fn goes_on(&mut self, term: &Term, body: &Body) -> Result<bool, PolyError> {
        for (variable, _) in &term.rest {
            let Some(entry) = self.table.get(*variable).cloned() else {
                return Ok(false);
            };
            match entry.shown.kind() {
                ExprKind::Call(Function::Factorial, arguments) => {
                    for argument in arguments {
                        let form = self.convert(argument)?;
                        let slope = form.as_polynomial().and_then(|p| slope_of(p, term.index));
                        if slope != Some(1) {
                            return Ok(false);
                        }
                    }
                }
                ExprKind::Call(Function::Binom, arguments)
                    if arguments.last().is_none_or(|k| k.mentions(&body.index)) =>
                {
                    return Ok(false);
                }
                _ => {}
            }
        }
        Ok(true)
    }

    /// The value of an expression in the index at another place.
    fn at_index(
        &mut self,
        form: &Fraction,
        body: &Body,
        place: &Fraction,
    ) -> Result<Fraction, PolyError> {
        let mut form = form.clone();
        form.cancel(self.budget)?;
        let binding: Bindings = [(body.index.clone(), self.expr_of(place))]
            .into_iter()
            .collect();
        match binding.substitute(&self.expr_of(&form)) {
            Ok(expr) => self.convert(&expr),
            Err(_) => Err(super::series::too_large()),
        }
    }

    /// The quotient of what is no polynomial in the term to the same one step earlier.
    fn quotient_of_terms(
        &mut self,
        term: &Term,
        body: &Body,
    ) -> Result<Option<(Polynomial, Polynomial)>, PolyError> {
        let mut ratio = Fraction::constant(&Rational::ONE);
        for (variable, exponent) in &term.rest {
            let Some(own) = self.step_of(*variable, body, term.index)? else {
                return Ok(None);
            };
            let own = self.integer_power(&own, &(*exponent).into())?;
            ratio = self.multiply(&ratio, &own)?;
        }
        let mut below = ratio.denominator(self.budget)?;
        let mut above = ratio.numerator.clone();
        for variable in 0..above.variables() {
            let low = above.low_degree_in(variable).unwrap_or(0).min(0);
            above.multiply_by_power(variable, -low);
            below.multiply_by_power(variable, -low);
        }
        let others = term
            .rest
            .iter()
            .any(|(variable, _)| above.mentions(*variable) || below.mentions(*variable));
        let degree = |p: &Polynomial| p.degree_in(term.index).unwrap_or(0);
        let fits = !others && degree(&above).max(degree(&below)) <= MOST_DEGREE;
        Ok(fits.then_some((above, below)))
    }

    /// What an indeterminate is multiplied by when the index grows by 1.
    fn step_of(
        &mut self,
        variable: usize,
        body: &Body,
        index: usize,
    ) -> Result<Option<Fraction>, PolyError> {
        let Some(entry) = self.table.get(variable).cloned() else {
            return Ok(None);
        };
        if !matches!(entry.kind, Kind::Opaque) {
            return self.ratio_of(variable, body);
        }
        let ExprKind::Call(function, arguments) = entry.shown.kind() else {
            return self.ratio_of(variable, body);
        };
        let mut parts = Vec::new();
        for argument in arguments {
            let form = self.convert(argument)?;
            let slope = match form.as_polynomial() {
                Some(form) => slope_of(form, index),
                None => None,
            };
            let Some(slope) = slope else {
                return Ok(None);
            };
            parts.push((form, slope));
        }
        let one = Fraction::constant(&Rational::ONE);
        match (function, parts.as_slice()) {
            (Function::Factorial, [(n, 1)]) => self.add_all(vec![n.clone(), one]).map(Some),
            (Function::Factorial, [(n, -1)]) => n.inverse(self.budget),
            (Function::Binom, [(n, up), (k, down)]) => {
                let (n, k) = (n.clone(), k.clone());
                let more = self.add_all(vec![n.clone(), one.clone()])?;
                let next = self.add_all(vec![k.clone(), one])?;
                let (above, below) = match (up, down) {
                    (1, 0) => {
                        let below = self.add_all(vec![more.clone(), k.negate()])?;
                        (more, below)
                    }
                    (0, 1) => (self.add_all(vec![n, k.negate()])?, next),
                    (1, 1) => (more, next),
                    _ => return Ok(None),
                };
                match below.inverse(self.budget)? {
                    Some(inverse) => self.multiply(&above, &inverse).map(Some),
                    None => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }

    /// A polynomial x in the index with a(i)·x(i + 1) − b(i)·x(i) = c(i), by linear equations for its
    /// coefficients, which are fractions in the other variables.
    fn polynomial_solution(
        &mut self,
        a: &Polynomial,
        b: &Polynomial,
        c: &Polynomial,
        index: usize,
    ) -> Result<Option<Fraction>, PolyError> {
        let degree = |p: &Polynomial| p.degree_in(index).unwrap_or(0);
        let most = degree(c) - degree(a).max(degree(b)) + 1;
        if !(0..=MOST_DEGREE).contains(&most) {
            return Ok(None);
        }
        let mut columns = Vec::new();
        for exponent in 0..=most {
            let mut power = Polynomial::one();
            power.multiply_by_power(index, exponent);
            let later = shifted(&power, index, 1, self.budget)?.multiply(a, self.budget)?;
            columns.push(later.subtract(&power.multiply(b, self.budget)?, self.budget)?);
        }
        let rows = columns.iter().chain([c]).map(degree).max().unwrap_or(0);
        let mut table: Vec<Vec<Fraction>> = Vec::new();
        for row in 0..=rows {
            let at = |polynomial: &Polynomial| {
                let parts = polynomial.coefficients_in(index).into_iter();
                let mut parts = parts.filter(|(exponent, _)| *exponent == row);
                let part = parts.next().map_or_else(Polynomial::zero, |(_, part)| part);
                Fraction::from(part)
            };
            table.push(columns.iter().chain([c]).map(at).collect());
        }
        let Some(values) = self.solved(table, columns.len())? else {
            return Ok(None);
        };
        let mut terms = Vec::new();
        for (value, exponent) in values.into_iter().zip(0..) {
            for (factor, _) in &value.factors {
                // The sum has a value where this is 0, though not this one.
                let divisor = self.expr_of(&factor.clone().into());
                let known = differs(&divisor);
                if !self.conditions.contains(&known) {
                    self.conditions.push(known);
                }
            }
            let mut power = Polynomial::one();
            power.multiply_by_power(index, exponent);
            terms.push(self.multiply(&value, &power.into())?);
        }
        self.add_all(terms).map(Some)
    }

    /// The solution of linear equations, the right sides last in their rows; unknowns that may be
    /// anything are 0.
    fn solved(
        &mut self,
        mut rows: Vec<Vec<Fraction>>,
        unknowns: usize,
    ) -> Result<Option<Vec<Fraction>>, PolyError> {
        let mut pivots: Vec<(usize, Vec<Fraction>)> = Vec::new();
        for column in 0..unknowns {
            let leads = |row: &Vec<Fraction>| row.get(column).is_some_and(|c| !c.is_zero());
            let Some(place) = rows.iter().position(leads) else {
                continue;
            };
            let row = rows.swap_remove(place);
            let lead = row.get(column).cloned();
            let Some(scale) = lead.and_then(|lead| lead.inverse(self.budget).ok().flatten()) else {
                return Ok(None);
            };
            let mut pivot = Vec::new();
            for cell in &row {
                let mut cell = self.multiply(cell, &scale)?;
                cell.cancel(self.budget)?;
                pivot.push(cell);
            }
            let others = rows.iter_mut().chain(pivots.iter_mut().map(|(_, row)| row));
            for other in others {
                let factor = other
                    .get(column)
                    .cloned()
                    .unwrap_or_else(|| Polynomial::zero().into());
                if factor.is_zero() {
                    continue;
                }
                for (cell, own) in other.iter_mut().zip(&pivot) {
                    let less = self.multiply(&factor, own)?.negate();
                    let mut sum = self.add_all(vec![cell.clone(), less])?;
                    sum.cancel(self.budget)?;
                    *cell = sum;
                }
            }
            pivots.push((column, pivot));
        }
        if rows
            .iter()
            .any(|row| row.last().is_some_and(|c| !c.is_zero()))
        {
            return Ok(None);
        }
        let mut found = vec![Fraction::from(Polynomial::zero()); unknowns];
        for (column, row) in pivots {
            if let (Some(place), Some(value)) = (found.get_mut(column), row.last()) {
                *place = value.clone();
            }
        }
        Ok(Some(found))
    }
}

/// The term of a body in which all that depends on the index, but for its powers, is one product.
fn term_of(body: &Body) -> Option<Term> {
    let index = body.variable?;
    let numerator = &body.form.numerator;
    let mut rest: Option<Vec<(usize, i64)>> = None;
    for term in 0..numerator.len() {
        let powers = numerator.powers(term).into_iter();
        let own: Vec<(usize, i64)> = powers
            .filter(|(variable, _)| *variable != index && body.dependent.contains(variable))
            .collect();
        match &rest {
            None => rest = Some(own),
            Some(known) if *known == own => {}
            Some(_) => return None,
        }
    }
    let rest = rest.filter(|rest| !rest.is_empty())?;
    let is_below = |variable: &usize| body.form.factors.iter().any(|(p, _)| p.mentions(*variable));
    if rest.iter().any(|(variable, _)| is_below(variable)) {
        return None;
    }
    let mut factor = numerator.clone();
    for (variable, exponent) in &rest {
        factor.multiply_by_power(*variable, -exponent);
    }
    Some(Term {
        index,
        factor,
        below: Polynomial::one(),
        rest,
    })
}

/// The whole number by which a polynomial grows with the index; `None` where it does not grow so.
fn slope_of(polynomial: &Polynomial, index: usize) -> Option<i64> {
    let mut slope = 0;
    for (exponent, part) in polynomial.coefficients_in(index) {
        match exponent {
            0 => {}
            1 => slope = part.as_constant()?.to_integer()?.to_i64()?,
            _ => return None,
        }
    }
    Some(slope)
}
