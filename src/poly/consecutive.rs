//! Products of consecutive integers: quotients of them cancel but for the ends, others are factorials,
//! where identity is decided.

use super::convert::{Normalizer, Purpose};
use super::factored::search_budget;
use super::fraction::{Fraction, split_unit};
use super::indeterminate::Kind;
use super::series::Body;
use super::splitting::factors_of;
use super::{PolyError, Polynomial};
use crate::expr::{Expr, Function};
use crate::number::Rational;

/// Farther apart, factors of a product are not cancelled.
const FARTHEST: i64 = 16;

impl Normalizer<'_> {
    /// The product of a body: powers with the index in their exponents add those up, the rest is a product
    /// of linear factors.
    pub(super) fn product_in_parts(
        &mut self,
        body: &Body,
        low: &Fraction,
        high: &Fraction,
        length: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let Some(raised) = self.product_of_powers(body, low, high)? else {
            return self.product_of_linear(body, low, high, length);
        };
        let (rest, powers) = raised;
        let product = if rest.dependent.is_empty() {
            match length.as_polynomial().cloned() {
                Some(length) => self.symbolic_power(&rest.form, &length)?,
                None => None,
            }
        } else {
            self.product_of_linear(&rest, low, high, length)?
        };
        match product {
            Some(product) => self.multiply(&product, &powers).map(Some),
            None => Ok(None),
        }
    }

    /// The product of the powers of a one-term body that have the index in their exponents, and the body
    /// without them; `None` where there are none.
    fn product_of_powers(
        &mut self,
        body: &Body,
        low: &Fraction,
        high: &Fraction,
    ) -> Result<Option<(Body, Fraction)>, PolyError> {
        let (Some(index), true) = (body.variable, body.form.numerator.len() == 1) else {
            return Ok(None);
        };
        let mut rest = Body {
            form: body.form.clone(),
            index: body.index.clone(),
            variable: body.variable,
            dependent: body.dependent.clone(),
        };
        let mut product = Fraction::constant(&Rational::ONE);
        for (variable, times) in body.form.numerator.powers(0) {
            let entry = self.table.get(variable).cloned();
            let Some(Kind::Exponential { base, exponent }) = entry.map(|entry| entry.kind) else {
                continue;
            };
            if base.mentions(&body.index) || !exponent.mentions(index) {
                continue;
            }
            let mut parts = Vec::new();
            for (power, cofactor) in exponent.coefficients_in(index) {
                let Ok(power) = u64::try_from(power) else {
                    return Ok(None);
                };
                let sum = self.sum_of_powers(power, low, high)?;
                parts.push(self.multiply(&sum, &cofactor.into())?);
            }
            let total = self.add_all(parts)?.scale(&Rational::from(times));
            let base = self.convert(&base)?;
            let Some(raised) = self.raised(&base, &total)? else {
                return Ok(None);
            };
            product = self.multiply(&product, &raised)?;
            rest.form.numerator.multiply_by_power(variable, -times);
            rest.dependent.retain(|known| *known != variable);
        }
        if rest.dependent.len() == body.dependent.len() {
            return Ok(None);
        }
        if !rest.form.numerator.mentions(index) {
            rest.dependent.retain(|known| *known != index);
        }
        Ok(Some((rest, product)))
    }

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
        let mut constant = unit.clone();
        let mut factors: Vec<(Polynomial, i64)> = Vec::new();
        let below = body.form.factors.iter();
        let below =
            below.map(|(factor, times)| (factor, -i64::try_from(*times).unwrap_or(i64::MAX)));
        for (whole, times) in std::iter::once((&primitive, 1)).chain(below) {
            if shift_of(whole, index).is_some() || whole.is_one() {
                factors.push((whole.clone(), times));
                continue;
            }
            let mut product = Polynomial::one();
            for (factor, repeated) in factors_of(whole, &search_budget()) {
                product = product.multiply(&factor.power(repeated, self.budget)?, self.budget)?;
                let repeated = i64::try_from(repeated).unwrap_or(i64::MAX);
                factors.push((factor, times.saturating_mul(repeated)));
            }
            // What the factors leave is a number, and 1 where only the sign may differ.
            let Some(left) = whole.divide_exact(&product, self.budget)? else {
                return Ok(None);
            };
            let Some(left) = left.as_constant() else {
                return Ok(None);
            };
            let left = self.integer_power(&Fraction::constant(&left), &times.into())?;
            constant = match left.as_constant() {
                Some(left) => constant.scale(&left),
                None => return Ok(None),
            };
        }
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
        let mut product = product;
        for (shift, times) in shifts {
            let part = match self.purpose {
                Purpose::Decide => self.consecutive(&shift, low, high)?,
                Purpose::Show => self.factorials_shown((&shift, times), low, high)?,
            };
            let Some(part) = part else {
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

    /// The product of i + a over positive integers as a quotient of factorials, to be read.
    fn factorials_shown(
        &mut self,
        (shift, times): (&Fraction, i64),
        low: &Fraction,
        high: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let before = Fraction::constant(&Rational::from(-1));
        let first = self.add_all(vec![low.clone(), shift.clone(), before])?;
        let is_natural = |first: Rational| first.is_integer() && !first.is_negative();
        if times < 0 || !first.as_constant().is_some_and(is_natural) {
            return Ok(None);
        }
        let last = self.add_all(vec![high.clone(), shift.clone()])?;
        let above = if last.as_constant().is_some() {
            self.factorial_of(&last)?
        } else {
            let key = Expr::call(Function::Factorial, [self.expr_of(&last)]);
            Some(self.indeterminate(&key, Kind::Opaque))
        };
        let (Some(above), Some(below)) = (above, self.factorial_of(&first)?) else {
            return Ok(None);
        };
        match below.inverse(self.budget)? {
            Some(inverse) => self.multiply(&above, &inverse).map(Some),
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
