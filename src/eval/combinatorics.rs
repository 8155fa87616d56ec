//! Greatest common divisors, factorials and binomial coefficients.

use super::Real;
use super::arithmetic::Arithmetic;
use super::fault::Fault;
use super::fold::ProductFold;
use crate::number::{Integer, Rational};

/// The integer that a value is; an enclosure may hold one, so it is left open.
pub(super) fn integer(value: &Real, otherwise: &'static str) -> Result<Integer, Fault> {
    match value {
        Real::Exact(value) => value.to_integer().ok_or(Fault::Undefined(otherwise)),
        Real::Enclosed(enclosure) if enclosure.low().ceil() > enclosure.high().floor() => {
            Err(Fault::Undefined(otherwise))
        }
        Real::Enclosed(_) => Err(Fault::Open),
    }
}

impl Arithmetic {
    /// The greatest common divisor or least common multiple of integers.
    pub(super) fn fold_integers(
        &mut self,
        values: &[Real],
        join: impl Fn(&Integer, &Integer) -> Integer,
    ) -> Result<Integer, Fault> {
        let mut total: Option<Integer> = None;
        for value in values {
            let value = integer(value, "gcd and lcm are defined for integers")?;
            total = Some(match total {
                None => value.abs(),
                Some(total) => {
                    self.spend_product(total.bits(), value.bits())?;
                    self.spend((total.bits() / 64).saturating_mul(value.bits() / 64))?;
                    join(&total, &value)
                }
            });
        }
        total.ok_or(Fault::Undefined("gcd and lcm need at least one number"))
    }

    /// `n!`.
    pub(super) fn factorial(&mut self, value: &Real) -> Result<Integer, Fault> {
        const DOMAIN: &str = "the factorial is defined for integers from 0";
        let n = integer(value, DOMAIN)?;
        if n.is_negative() {
            return Err(Fault::Undefined(DOMAIN));
        }
        // n! < n^n.
        let estimate = &n * Integer::from(n.bits());
        let Some(last) = n.to_u64().filter(|_| self.allows(&estimate)) else {
            return Err(self.too_long(&estimate));
        };
        self.falling_product(&n, last)
    }

    /// `binom(n, k)`, the number of ways to choose k of n; 0 for k below 0, and for k above a
    /// natural n.
    pub(super) fn binomial(&mut self, n: &Real, k: &Real) -> Result<Rational, Fault> {
        const DOMAIN: &str = "binom(n, k) is defined for an integer k";
        let k = integer(k, DOMAIN)?;
        let Real::Exact(n) = n else {
            return Err(Fault::Open);
        };
        if k.is_negative() {
            return Ok(Rational::ZERO);
        }
        if let Some(whole) = n.to_integer().filter(|n| !n.is_negative()) {
            let k = (&whole - &k).min(k);
            if k.is_negative() {
                return Ok(Rational::ZERO);
            }
            return self.choose(&Rational::from_integer(whole), &k);
        }
        self.choose(n, &k)
    }

    /// `n(n − 1)…(n − k + 1) / k!` for k from 0.
    fn choose(&mut self, n: &Rational, k: &Integer) -> Result<Rational, Fault> {
        let estimate = k * Integer::from(n.bits().max(k.bits()) + 1);
        let Some(count) = k.to_u64().filter(|_| self.allows(&estimate)) else {
            return Err(self.too_long(&estimate));
        };
        let below = self.falling_product(k, count)?;
        let mut above = ProductFold::default();
        let mut factor = n.clone();
        for _ in 0..count {
            self.spend(1)?;
            above.push(self, factor.clone())?;
            factor -= Rational::ONE;
        }
        let above = above.finish(self)?;
        self.divide_exact(&above, &Rational::from_integer(below))
    }

    /// `n(n − 1)…(n − count + 1)`.
    fn falling_product(&mut self, n: &Integer, count: u64) -> Result<Integer, Fault> {
        let mut product = ProductFold::default();
        let mut factor = n.clone();
        for _ in 0..count {
            self.spend(1)?;
            product.push(self, Rational::from_integer(factor.clone()))?;
            factor -= Integer::ONE;
        }
        Ok(product.finish(self)?.numerator().clone())
    }

    fn allows(&self, bits: &Integer) -> bool {
        *bits <= Integer::from(self.limits.max_bits)
    }
}
