//! Sums of powers with the index in the exponent (geometric), alone or times the index.

use super::convert::Normalizer;
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::series::Body;
use super::{PolyError, Polynomial};
use crate::expr::{Comparison, Expr, ExprKind, Predicate};
use crate::number::Rational;

impl Normalizer<'_> {
    /// `Σ q^i` or `Σ i·q^i` from `low` to `high`, for the part of a body's monomial that depends on the
    /// index; `None` where it is anything else.
    pub(super) fn geometric(
        &mut self,
        dependent: &[(usize, i64)],
        body: &Body,
        low: &Fraction,
        high: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let mut times = 0;
        let mut ratio = Fraction::constant(&Rational::ONE);
        for (variable, exponent) in dependent {
            if Some(*variable) == body.variable {
                times = *exponent;
                continue;
            }
            let Some(base) = self.ratio_of(*variable, body)? else {
                return Ok(None);
            };
            let factor = self.integer_power(&base, &(*exponent).into())?;
            ratio = self.multiply(&ratio, &factor)?;
        }
        let one = Fraction::constant(&Rational::ONE);
        let distance = self.add_all(vec![ratio.clone(), one.clone().negate()])?;
        let (true, Some(inverse)) = ((0..=1).contains(&times), distance.inverse(self.budget)?)
        else {
            return Ok(None);
        };
        let after = self.add_all(vec![high.clone(), one.clone()])?;
        let (Some(first), Some(last)) = (self.raised(&ratio, low)?, self.raised(&ratio, &after)?)
        else {
            return Ok(None);
        };
        self.note_ratio(&ratio);
        let inverse = self.reduce(inverse)?;
        if times == 0 {
            let above = self.add_all(vec![last, first.negate()])?;
            return self.multiply(&above, &inverse).map(Some);
        }
        // (b·q^(b+2) − (b+1)·q^(b+1) − (a−1)·q^(a+1) + a·q^a) / (q − 1)²
        let before = self.add_all(vec![low.clone(), one.negate()])?;
        let next = |this: &mut Self, value: &Fraction| this.multiply(value, &ratio);
        let (last_next, first_next) = (next(self, &last)?, next(self, &first)?);
        let summands = [
            self.multiply(high, &last_next)?,
            self.multiply(&after, &last)?.negate(),
            self.multiply(&before, &first_next)?.negate(),
            self.multiply(low, &first)?,
        ];
        let above = self.add_all(summands.to_vec())?;
        let divided = self.multiply(&above, &inverse)?;
        self.multiply(&divided, &inverse).map(Some)
    }

    /// What an indeterminate is multiplied by when the index grows by 1.
    pub(super) fn ratio_of(
        &mut self,
        variable: usize,
        body: &Body,
    ) -> Result<Option<Fraction>, PolyError> {
        let Some(entry) = self.table.get(variable).cloned() else {
            return Ok(None);
        };
        if let Kind::Exponential { base, exponent } = &entry.kind {
            let Some(index) = body.variable.filter(|v| exponent.exponent(0, *v) == 1) else {
                return Ok(None);
            };
            let mut step = exponent.clone();
            step.multiply_by_power(index, -1);
            if base.mentions(&body.index) {
                return Ok(None);
            }
            let base = self.convert(base)?;
            return self.raised(&base, &step.into());
        }
        let ExprKind::Power(base, exponent) = entry.shown.kind() else {
            return Ok(None);
        };
        let is_index = exponent.as_symbol() == Some(&body.index);
        if !is_index || base.mentions(&body.index) {
            return Ok(None);
        }
        self.convert(base).map(Some)
    }

    /// A power; `None` where no law of powers is known to apply.
    pub(super) fn raised(
        &mut self,
        base: &Fraction,
        exponent: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        if let Some(number) = exponent
            .as_constant()
            .and_then(|number| number.to_integer())
        {
            return self.integer_power(base, &number).map(Some);
        }
        match exponent.as_polynomial() {
            Some(exponent) => {
                let exponent: Polynomial = exponent.clone();
                self.symbolic_power(base, &exponent)
            }
            None => Ok(None),
        }
    }

    /// Notes that a ratio must not be 1, unless it is a number.
    fn note_ratio(&mut self, ratio: &Fraction) {
        if ratio.as_constant().is_none() {
            let ratio = self.expr_of(ratio);
            let condition = Predicate::Compare(ratio, Comparison::NotEqual, Expr::one());
            if !self.conditions.contains(&condition) {
                self.conditions.push(condition);
            }
        }
    }
}
