//! Logarithms: what is a power of the base comes out; the rest is split where identity is decided.

use super::convert::{Normalizer, Purpose};
use super::exponents::is_euler;
use super::factors::prime_powers;
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::{PolyError, Polynomial};
use crate::expr::{Expr, ExprKind, Function};
use crate::number::{Integer, Rational};

impl Normalizer<'_> {
    /// A call of a logarithm.
    pub(super) fn convert_logarithm(
        &mut self,
        expr: &Expr,
        function: &Function,
        argument: &Expr,
    ) -> Result<Fraction, PolyError> {
        let value = self.normalise_inside(argument)?;
        if !self.natural || *function == Function::Ln {
            return match self.logarithm(function, &value)? {
                Some(logarithm) => Ok(logarithm),
                None => self.plain_call(expr),
            };
        }
        let above = match self.logarithm(&Function::Ln, &value)? {
            Some(logarithm) => logarithm,
            None => self.plain_call(&Expr::call(Function::Ln, [argument.clone()]))?,
        };
        let base = if *function == Function::Log2 { 2 } else { 10 };
        let below = self.logarithm_of_number(&Function::Ln, &Rational::from(base));
        let below = self.add_all(below)?.inverse(self.budget)?;
        self.multiply(&above, &below.unwrap_or_else(|| Polynomial::zero().into()))
    }

    /// The logarithm of a value; `None` where nothing is known about it.
    pub(super) fn logarithm(
        &mut self,
        function: &Function,
        value: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        if value.numerator.len() > 1 && value.factors.is_empty() {
            return self.logarithm_of_sum(function, value);
        }
        if value.numerator.len() != 1 || !value.factors.is_empty() {
            return Ok(None);
        }
        let coefficient = value.numerator.coefficient(0).unwrap_or_default();
        let powers = value.numerator.powers(0);
        let positive = powers
            .iter()
            .all(|(variable, _)| self.is_positive(*variable));
        if !coefficient.is_positive() || !positive {
            return Ok(None);
        }
        if let Some(power) = whole_power(function, &coefficient)
            && powers.is_empty()
        {
            return Ok(Some(Fraction::constant(&power)));
        }
        let mut summands = self.logarithm_of_number(function, &coefficient);
        for (variable, times) in powers {
            let summand = self.logarithm_of_variable(function, variable)?;
            summands.push(summand.scale(&Rational::from(times)));
        }
        let sum = self.add_all(summands)?;
        let plain = self.purpose == Purpose::Decide || !self.mentions_logarithm(&sum, function);
        Ok(plain.then_some(sum))
    }

    /// `ln((n + 1)/2)` as ln(n + 1) - ln 2 where identity is decided: what all terms have in common is positive, so that
    /// both have a value at the same places.
    fn logarithm_of_sum(
        &mut self,
        function: &Function,
        value: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let content = value.numerator.content();
        let inverse = Rational::ONE.checked_div(&content);
        let Some(inverse) =
            inverse.filter(|_| self.purpose == Purpose::Decide && !content.is_one())
        else {
            return Ok(None);
        };
        let mut primitive = value.clone();
        primitive.numerator = primitive.numerator.scale(&inverse);
        let argument = self.expr_of(&primitive);
        let own = self.plain_call(&Expr::call(function.clone(), [argument]))?;
        let mut summands = self.logarithm_of_number(function, &content);
        summands.push(own);
        self.add_all(summands).map(Some)
    }

    /// The logarithm of a positive number over its primes.
    fn logarithm_of_number(&mut self, function: &Function, value: &Rational) -> Vec<Fraction> {
        let above = prime_powers(value.numerator()).into_iter();
        let below = prime_powers(value.denominator()).into_iter();
        let below = below.map(|(prime, times)| (prime, -times));
        let mut summands = Vec::new();
        for (prime, times) in above.chain(below) {
            let times = Rational::from(times);
            let own = match function {
                Function::Log2 => 2,
                // log10(5) = 1 − log10(2)
                Function::Log10 => 5,
                _ => 0,
            };
            let is_own = prime == Integer::from(own);
            if is_own {
                summands.push(Fraction::constant(&times));
            }
            if !is_own {
                let logarithm = self.plain_logarithm(function, Expr::integer(prime));
                summands.push(logarithm.scale(&times));
            } else if *function == Function::Log10 {
                let logarithm = self.plain_logarithm(function, Expr::integer(2));
                summands.push(logarithm.scale(&-times));
            }
        }
        summands
    }

    fn plain_logarithm(&mut self, function: &Function, argument: Expr) -> Fraction {
        self.indeterminate(&Expr::call(function.clone(), [argument]), Kind::Opaque)
    }

    fn logarithm_of_variable(
        &mut self,
        function: &Function,
        variable: usize,
    ) -> Result<Fraction, PolyError> {
        let Some(entry) = self.table.get(variable).cloned() else {
            return Ok(Polynomial::zero().into());
        };
        let (base, factor) = match entry.kind {
            Kind::Exponential { base, exponent } => (base, Fraction::from(exponent)),
            Kind::Root { base, order, .. } => {
                let share = Rational::new(Integer::ONE, Integer::from(order));
                (base, Fraction::constant(&share.unwrap_or_default()))
            }
            _ if is_euler(&entry.shown) && *function == Function::Ln => {
                return Ok(Fraction::constant(&Rational::ONE));
            }
            _ => return Ok(self.plain_logarithm(function, entry.shown)),
        };
        let form = self.convert(&base)?;
        let logarithm = match self.logarithm(function, &form)? {
            Some(logarithm) => logarithm,
            None => self.plain_logarithm(function, base),
        };
        self.multiply(&logarithm, &factor)
    }

    pub(super) fn mentions_logarithm(&self, sum: &Fraction, function: &Function) -> bool {
        self.table.iter().enumerate().any(|(number, entry)| {
            matches!(entry.shown.kind(), ExprKind::Call(called, _) if called == function)
                && sum.numerator.mentions(number)
        })
    }
}

/// The integer power of the base that a number is, 1 being the power 0.
fn whole_power(function: &Function, value: &Rational) -> Option<Rational> {
    if value.is_one() {
        return Some(Rational::ZERO);
    }
    let base = match function {
        Function::Log2 => 2,
        Function::Log10 => 10,
        _ => return None,
    };
    let (size, sign) = match (value.numerator().is_one(), value.is_integer()) {
        (_, true) => (value.numerator(), 1),
        (true, _) => (value.denominator(), -1),
        _ => return None,
    };
    // The degree from the bit length: 10^k has between 3.32·k and 3.33·k + 1 bits.
    let bits = size.bits();
    let degree = if base == 2 {
        bits - 1
    } else {
        (bits - 1) * 1000 / 3321
    };
    let degree = u32::try_from(degree).ok()?;
    let base = Integer::from(base);
    let fits = [degree, degree.saturating_sub(1), degree + 1];
    let degree = fits.into_iter().find(|degree| base.pow(*degree) == *size)?;
    Some(Rational::from(sign * i64::from(degree)))
}
