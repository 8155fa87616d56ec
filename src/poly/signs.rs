//! Powers of −1: what is even in the exponent vanishes.

use super::convert::Normalizer;
use super::fraction::Fraction;
use super::indeterminate::{Indeterminate, Kind};
use super::{PolyError, Polynomial};
use crate::expr::Expr;
use crate::number::{Integer, Rational};

impl Normalizer<'_> {
    /// `(−1)^exponent` for an exponent that is an integer.
    pub(super) fn sign_power(&mut self, exponent: &Polynomial) -> Result<Fraction, PolyError> {
        let mut odd = Vec::new();
        for (term, coefficient) in exponent.coefficients().enumerate() {
            let single = exponent.pick(&[term]);
            let half = Rational::new(Integer::ONE, Integer::from(2)).unwrap_or_default();
            if !self.is_whole(&single.scale(&half))? {
                odd.push(self.alike_in_parity(single, &coefficient)?);
            }
        }
        let sum = Polynomial::sum(odd, self.budget)?;
        let mut sign = Rational::ONE;
        let mut left = Vec::new();
        for (term, coefficient) in sum.coefficients().enumerate() {
            let is_even = coefficient.to_integer().is_some_and(|c| c.is_even());
            if sum.powers(term).is_empty() {
                sign = if is_even { sign } else { -sign };
            } else if !is_even
                || !self.is_whole(
                    &sum.pick(&[term])
                        .scale(&coefficient.recip().unwrap_or_default()),
                )?
            {
                left.push(term);
            }
        }
        let rest = sum.pick(&left);
        if rest.is_zero() {
            return Ok(Fraction::constant(&sign));
        }
        let shown = Expr::power(Expr::integer(-1), self.expr_of(&rest.into()));
        let key = shown.clone();
        let kind = Kind::Sign;
        let variable = self.table.number(&key, || Indeterminate { shown, kind });
        Ok(Fraction::from(Polynomial::variable(variable)).scale(&sign))
    }

    /// A term that is even where this one is: its coefficient 1, and every exponent 1, where what
    /// they belong to are integers.
    fn alike_in_parity(
        &mut self,
        term: Polynomial,
        coefficient: &Rational,
    ) -> Result<Polynomial, PolyError> {
        let powers = term.powers(0);
        let mut plain = Polynomial::one();
        for (variable, exponent) in &powers {
            if *exponent < 0 || !self.is_whole(&Polynomial::variable(*variable))? {
                return Ok(term);
            }
            plain.multiply_by_power(*variable, 1);
        }
        let odd = coefficient.to_integer().is_some_and(|c| !c.is_even());
        Ok(if odd { plain } else { term })
    }
}
