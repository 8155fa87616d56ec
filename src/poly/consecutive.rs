//! Products of consecutive integers: quotients of them cancel but for the ends, others are factorials,
//! where identity is decided.

use super::convert::{Normalizer, Purpose};
use super::fraction::{Fraction, split_unit};
use super::series::Body;
use super::{PolyError, Polynomial};
use crate::number::Rational;

/// Farther apart, factors of a product are not cancelled.
const FARTHEST: i64 = 16;

impl Normalizer<'_> {
    /// The product from `low` to `high` of a number times powers of i + a: those are
    /// (high + a)!/(low + a − 1)!. `None` for anything else.
    pub(super) fn product_of_linear(
        &mut self,
        body: &Body,
        low: &Fraction,
        high: &Fraction,
        length: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let index = body.variable.filter(|index| body.dependent == [*index]);
        let Some(index) = index else {
            return Ok(None);
        };
        let (unit, primitive) = split_unit(&body.form.numerator);
        let mut factors: Vec<(Polynomial, i64)> = vec![(primitive, 1)];
        for (factor, times) in &body.form.factors {
            factors.push((factor.clone(), -i64::try_from(*times).unwrap_or(i64::MAX)));
        }
        let mut constant = unit.clone();
        let exponent = unit.exponent(0, index);
        constant.multiply_by_power(index, -exponent);
        factors.push((Polynomial::variable(index), exponent));
        factors.retain(|(factor, times)| *times != 0 && !factor.is_one());
        let Some(length) = length.as_polynomial().cloned() else {
            return Ok(None);
        };
        let mut constant: Fraction = constant.into();
        let mut shifts = Vec::new();
        for (factor, times) in factors {
            let Some((slope, shift)) = shift_of(&factor, index) else {
                return Ok(None);
            };
            let slope = self.integer_power(&slope, &times.into())?;
            constant = self.multiply(&constant, &slope)?;
            shifts.push((shift, times));
        }
        let Some(product) = self.symbolic_power(&constant, &length)? else {
            return Ok(None);
        };
        if let Some(rest) = self.balanced(&shifts, low, high)? {
            return self.multiply(&product, &rest).map(Some);
        }
        if self.purpose != Purpose::Decide {
            return Ok(None);
        }
        let mut product = product;
        for (shift, times) in shifts {
            let Some(part) = self.consecutive(&shift, low, high)? else {
                return Ok(None);
            };
            let part = self.integer_power(&part, &times.into())?;
            product = self.multiply(&product, &part)?;
        }
        Ok(Some(product))
    }

    /// The product of powers of i + a whose exponents add up to 0, where all a lie a few integers
    /// apart: what stands above and below cancels but for a few factors at the ends.
    fn balanced(
        &mut self,
        shifts: &[(Fraction, i64)],
        low: &Fraction,
        high: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let mut apart: Vec<(i64, i64)> = Vec::new();
        let Some((first, _)) = shifts.first() else {
            return Ok(Some(Fraction::constant(&Rational::ONE)));
        };
        for (shift, times) in shifts {
            let distance = self.add_all(vec![shift.clone(), first.clone().negate()])?;
            let whole = distance
                .as_constant()
                .and_then(|distance| distance.to_integer());
            let Some(whole) = whole.and_then(|whole| whole.to_i64()) else {
                return Ok(None);
            };
            apart.push((whole, *times));
        }
        let least = apart
            .iter()
            .map(|(distance, _)| *distance)
            .min()
            .unwrap_or(0);
        let total: i64 = apart.iter().map(|(_, times)| times).sum();
        let farthest = apart.iter().map(|(distance, _)| distance - least).max();
        if total != 0 || farthest.is_none_or(|farthest| farthest > FARTHEST) {
            return Ok(None);
        }
        let mut product = Fraction::constant(&Rational::ONE);
        for (distance, times) in apart {
            for step in least..distance {
                let at = |this: &mut Self, end: &Fraction, by: i64| {
                    let by = Fraction::constant(&Rational::from(step + by));
                    this.add_all(vec![end.clone(), first.clone(), by])
                };
                let (above, below) = (at(self, high, 1)?, at(self, low, 0)?);
                let Some(ratio) = self.quotient_of(&above, &below)? else {
                    return Ok(None);
                };
                let ratio = self.integer_power(&ratio, &times.into())?;
                product = self.multiply(&product, &ratio)?;
            }
        }
        Ok(Some(product))
    }

    /// a/b, where neither becomes 0 as far as is known; that they do not is noted.
    fn quotient_of(&mut self, a: &Fraction, b: &Fraction) -> Result<Option<Fraction>, PolyError> {
        for part in [a, b] {
            let known = self.known_sign(&part.numerator)?;
            if !known.is_some_and(|(_, strict)| strict) {
                let divisor = self.expr_of(part);
                if !self.nonzero.contains(&divisor) {
                    self.nonzero.push(divisor);
                }
            }
        }
        match b.inverse(self.budget)? {
            Some(inverse) => self.multiply(a, &inverse).map(Some),
            None => Ok(None),
        }
    }

    /// The product of i + a.
    fn consecutive(
        &mut self,
        shift: &Fraction,
        low: &Fraction,
        high: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let before = Fraction::constant(&Rational::from(-1));
        let last = self.add_all(vec![high.clone(), shift.clone()])?;
        let first = self.add_all(vec![low.clone(), shift.clone(), before])?;
        let (Some(above), Some(below)) = (self.factorial_of(&last)?, self.factorial_of(&first)?)
        else {
            return Ok(None);
        };
        match below.inverse(self.budget)? {
            Some(inverse) => self.multiply(&above, &inverse).map(Some),
            None => Ok(None),
        }
    }
}

/// b and a of a factor b·(i + a); `None` for what is not linear in the index.
fn shift_of(factor: &Polynomial, index: usize) -> Option<(Fraction, Fraction)> {
    let parts = factor.coefficients_in(index);
    let [(1, slope), rest @ ..] = parts.as_slice() else {
        return None;
    };
    let (Some(slope), true) = (
        slope.as_constant(),
        rest.iter().all(|(power, _)| *power == 0),
    ) else {
        return None;
    };
    let rest = rest
        .first()
        .map_or_else(Polynomial::zero, |(_, rest)| rest.clone());
    let inverse = Rational::ONE.checked_div(&slope)?;
    Some((Fraction::constant(&slope), rest.scale(&inverse).into()))
}
