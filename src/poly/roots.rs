//! Roots and fractional powers: what is square comes out, the rest is a root with its relation.

use super::convert::Normalizer;
use super::factors::prime_powers;
use super::fraction::{Fraction, split_unit};
use super::indeterminate::{Indeterminate, Kind};
use super::joined::root_of_exponential;
use super::{PolyError, Polynomial};
use crate::expr::{Expr, Function};
use crate::number::{Integer, Rational};

/// Longer polynomials are not tried as squares.
const LONGEST_SQUARE: usize = 32;

/// The absolute value of a longer polynomial is not the root of its square, which would be longer by far.
const LONGEST_SQUARED: usize = 100;

impl Normalizer<'_> {
    /// The power of a value with an exponent that is no integer; `None` where it is not defined
    /// for all admissible values and nothing can be said.
    pub(super) fn fractional_power(
        &mut self,
        value: &Fraction,
        exponent: &Rational,
    ) -> Result<Option<Fraction>, PolyError> {
        if value.is_zero() {
            let zero = Fraction::constant(&Rational::ZERO);
            return Ok(exponent.is_positive().then_some(zero));
        }
        if half_of(exponent).is_some_and(|half| half.is_one())
            && let Some(root) = self.denested(value)?
        {
            return Ok(Some(root));
        }
        let (unit, primitive) = split_unit(&value.numerator);
        let content = unit.coefficient(0).unwrap_or_default();
        let mut result = self.number_power(&content.abs(), exponent)?;
        // What stays under the root: a monomial of variables that may be negative, and the rest.
        let mut inside = Polynomial::one();
        let occurring = unit.powers(0);
        let alone = occurring.len() == 1
            && primitive.is_one()
            && value.factors.is_empty()
            && !content.is_negative();
        for (variable, size) in occurring {
            let odd_alone = alone && size % 2 != 0;
            if odd_alone || self.is_nonnegative(variable) {
                let factor = self.variable_power(variable, &(exponent * Rational::from(size)))?;
                result = self.multiply(&result, &factor)?;
            } else if let Some(half) = half_of(exponent) {
                let absolute = self.absolute_variable(variable)?;
                let pairs = half * Integer::from(size.div_euclid(2));
                let factor = self.integer_power(&absolute, &pairs)?;
                result = self.multiply(&result, &factor)?;
                inside.multiply_by_power(variable, size.rem_euclid(2));
            } else {
                inside.multiply_by_power(variable, size);
            }
        }
        if content.is_negative() {
            inside = inside.negate();
        }
        let rest = Fraction {
            numerator: inside.multiply(&primitive, self.budget)?,
            factors: value.factors.clone(),
        };
        if let Some(times) = half_of(exponent)
            && let Some(root) = self.certain_square_root(&rest)?
        {
            let factor = self.integer_power(&root, &times)?;
            result = self.multiply(&result, &factor)?;
        } else if rest.as_constant().is_none_or(|rest| !rest.is_one()) {
            let base = self.expr_of(&rest);
            let factor = self.root_power(&base, &rest, exponent)?;
            result = self.multiply(&result, &factor)?;
        }
        Ok(Some(result))
    }

    /// The polynomial that is not negative and whose square this is, if there is one.
    fn certain_square_root(&mut self, value: &Fraction) -> Result<Option<Fraction>, PolyError> {
        let Some(square) = value
            .as_polynomial()
            .filter(|square| (2..=LONGEST_SQUARE).contains(&square.len()))
        else {
            return Ok(None);
        };
        let Some(root) = square.square_root(self.budget)? else {
            return Ok(None);
        };
        Ok(match self.known_sign(&root)? {
            Some((sign, _)) if sign.is_lt() => Some(root.negate().into()),
            Some(_) => Some(root.into()),
            None => None,
        })
    }

    /// The power of a positive number, by the primes that can be found in it.
    pub(super) fn number_power(
        &mut self,
        value: &Rational,
        exponent: &Rational,
    ) -> Result<Fraction, PolyError> {
        let mut product = Fraction::constant(&Rational::ONE);
        let above = prime_powers(value.numerator()).into_iter();
        let below = prime_powers(value.denominator()).into_iter();
        let below = below.map(|(prime, times)| (prime, -times));
        for (prime, times) in above.chain(below) {
            let power = exponent * Rational::from(times);
            let bits = power.abs().ceil() * Integer::from(prime.bits());
            self.budget.allow_bits(bits.to_u64().unwrap_or(u64::MAX))?;
            let base = Expr::integer(prime.clone());
            let radicand = Fraction::constant(&Rational::from(prime));
            let factor = self.root_power(&base, &radicand, &power)?;
            product = product.multiply(&factor, self.budget)?;
        }
        self.reduce(product)
    }

    /// The power of an indeterminate that is not negative.
    pub(super) fn variable_power(
        &mut self,
        variable: usize,
        exponent: &Rational,
    ) -> Result<Fraction, PolyError> {
        let radicand = Fraction::from(Polynomial::variable(variable));
        let entry = self.table.get(variable);
        if let Some(Kind::Root {
            base,
            radicand,
            order,
        }) = entry.map(|entry| entry.kind.clone())
        {
            let order = Rational::from(Integer::from(order));
            let exponent = exponent.checked_div(&order).unwrap_or_default();
            return self.root_power(&base, &radicand, &exponent);
        }
        let base = self.expr_of(&radicand);
        self.root_power(&base, &radicand, exponent)
    }

    /// The root of this order as an indeterminate.
    pub(super) fn root_variable(&mut self, base: &Expr, radicand: &Fraction, order: u64) -> usize {
        let degree = Expr::integer(order);
        let key = Expr::call(Function::Root, [base.clone(), degree]);
        let plain = if order == 2 {
            Expr::call(Function::Sqrt, [base.clone()])
        } else {
            key.clone()
        };
        let is_exponential = match radicand.numerator.powers(0)[..] {
            [(variable, 1)] => self.table.get(variable).is_some_and(|entry| {
                let is_one = matches!(entry.kind, Kind::Exponential { .. });
                is_one && radicand.numerator.is_monic_monomial()
            }),
            _ => false,
        };
        let shown = is_exponential
            .then(|| root_of_exponential(base, order))
            .flatten()
            .unwrap_or(plain);
        let kind = Kind::Root {
            base: base.clone(),
            radicand: Box::new(radicand.clone()),
            order,
        };
        self.table.number(&key, || Indeterminate { shown, kind })
    }

    /// The absolute value of an indeterminate.
    pub(super) fn absolute_variable(&mut self, variable: usize) -> Result<Fraction, PolyError> {
        let inner = Polynomial::variable(variable);
        if self.is_nonnegative(variable) {
            return Ok(inner.into());
        }
        match self.known_sign(&inner)? {
            Some((sign, _)) if sign.is_lt() => Ok(inner.negate().into()),
            Some(_) => Ok(inner.into()),
            None => self.absolute_root(&inner),
        }
    }

    /// The absolute value of a polynomial as the root of its square.
    pub(super) fn absolute_root(&mut self, inner: &Polynomial) -> Result<Fraction, PolyError> {
        if inner.len() > LONGEST_SQUARED {
            let size = Expr::call(Function::Abs, [self.expr_of(&inner.clone().into())]);
            return Ok(self.indeterminate(&size, Kind::Opaque));
        }
        let square = Fraction::from(inner.power(2, self.budget)?);
        let base = self.expr_of(&square);
        let key = Expr::call(Function::Root, [base.clone(), Expr::integer(2)]);
        let shown = Expr::call(Function::Abs, [self.expr_of(&inner.clone().into())]);
        let kind = Kind::Root {
            base,
            radicand: Box::new(square),
            order: 2,
        };
        let number = self.table.number(&key, || Indeterminate { shown, kind });
        Ok(Polynomial::variable(number).into())
    }
}

/// Twice the exponent, where it is an odd number of halves.
fn half_of(exponent: &Rational) -> Option<Integer> {
    (*exponent.denominator() == Integer::from(2)).then(|| exponent.numerator().clone())
}
