//! Powers and roots.

use super::arithmetic::{Arithmetic, with_radical};
use super::enclosure::{binary_order, round_down, round_up};
use super::fault::Fault;
use super::radical::Radical;
use super::{Enclosure, Real};
use crate::number::{Integer, Rational};

const FRACTIONAL: &str =
    "a negative number has no real power that is fractional; root(x, n) gives its real odd root";
const EVEN_ROOT: &str = "a negative number has no real even root";
const DEGREE: &str = "the degree of a root is an integer from 1";

/// Roots of a higher degree are taken by logarithms.
const MAX_DEGREE: u32 = 64;

impl Arithmetic {
    /// `base ^ exponent`; `x^0` is 1 for every x.
    pub(super) fn power(&mut self, base: &Real, exponent: &Real) -> Result<Real, Fault> {
        let Real::Exact(exponent) = exponent else {
            return self.real_power(base, exponent);
        };
        if exponent.is_zero() {
            return Ok(Rational::ONE.into());
        }
        if let Some(integer) = exponent.to_integer() {
            return self.integer_power(base, &integer);
        }
        self.fractional_power(base, exponent)
    }

    fn integer_power(&mut self, base: &Real, exponent: &Integer) -> Result<Real, Fault> {
        match base {
            Real::Exact(base) => self.exact_power(base, exponent).map(Real::Exact),
            Real::Enclosed(enclosure) => {
                if let Some(power) = self.exact_power_of_root(enclosure, exponent)? {
                    return Ok(Real::Exact(power));
                }
                let radical = Radical::of(base).and_then(|root| root.power(exponent));
                let power = self.enclosed_power(enclosure, exponent)?;
                Ok(with_radical(power, radical))
            }
        }
    }

    /// The power of a root where that is rational and not too long: `sqrt(2)^6` is 8.
    fn exact_power_of_root(
        &mut self,
        base: &Enclosure,
        exponent: &Integer,
    ) -> Result<Option<Rational>, Fault> {
        let power = base
            .radical()
            .and_then(|root| root.rational_power(exponent));
        let Some((base, rest, is_negative)) = power else {
            return Ok(None);
        };
        let length = rest.abs() * Integer::from(base.bits());
        if length > Integer::from(self.limits.max_bits) {
            return Ok(None);
        }
        let power = self.exact_power(base, &rest)?;
        Ok(Some(if is_negative { -power } else { power }))
    }

    fn exact_power(&mut self, base: &Rational, exponent: &Integer) -> Result<Rational, Fault> {
        if base.is_zero() {
            return if exponent.is_negative() {
                Err(Fault::ZeroDivisor)
            } else {
                Ok(Rational::ZERO)
            };
        }
        if base.is_integer() && base.numerator().bits() == 1 {
            let sign = if base.is_negative() && !exponent.is_even() {
                -1
            } else {
                1
            };
            return Ok(Rational::from(sign));
        }
        let estimate = exponent.abs() * Integer::from(base.bits());
        let small = exponent
            .to_i64()
            .and_then(|exponent| i32::try_from(exponent).ok());
        match (small, estimate.to_u64()) {
            (Some(exponent), Some(bits)) if bits <= self.limits.max_bits => {
                self.spend_product(bits / 2, bits / 2)?;
                base.pow(exponent).ok_or(Fault::ZeroDivisor)
            }
            _ => Err(self.too_long(&(exponent.abs() * bits_per_64(base)).shifted_right(6))),
        }
    }

    /// An integer power of every number held.
    fn enclosed_power(&mut self, base: &Enclosure, exponent: &Integer) -> Result<Real, Fault> {
        let size = exponent.abs();
        let Some(count) = size.to_u64() else {
            return Err(self.too_long(&size));
        };
        self.spend(64 * (1 + self.precision / 256))?;
        let magnitude = base.absolute();
        let low = self.power_toward(magnitude.low(), count, round_down)?;
        let high = self.power_toward(magnitude.high(), count, round_up)?;
        let power = if size.is_even() || !base.low().is_negative() {
            Enclosure::between(low, high)
        } else if !base.high().is_positive() {
            Enclosure::between(-high, -low)
        } else {
            let below = self.power_toward(&-base.low(), count, round_up)?;
            let above = self.power_toward(base.high(), count, round_up)?;
            Enclosure::between(-below, above)
        };
        if exponent.is_negative() {
            let inverse = power.reciprocal().ok_or(Fault::Open)?;
            return Ok(self.settle(&inverse));
        }
        Ok(power.into())
    }

    /// A power with a fractional exponent in lowest terms.
    fn fractional_power(&mut self, base: &Real, exponent: &Rational) -> Result<Real, Fault> {
        match base.signum() {
            Some(-1) => return Err(Fault::Undefined(FRACTIONAL)),
            None => return Err(Fault::Open),
            _ => {}
        }
        if base.is_zero() {
            return if exponent.is_negative() {
                Err(Fault::ZeroDivisor)
            } else {
                Ok(Rational::ZERO.into())
            };
        }
        let degree = exponent
            .denominator()
            .to_u32()
            .filter(|degree| *degree <= MAX_DEGREE);
        match degree {
            Some(degree) => {
                let root = self.root(base, degree)?;
                self.integer_power(&root, exponent.numerator())
            }
            None if base.exact().is_some_and(Rational::is_one) => Ok(base.clone()),
            None => {
                if let Some(root) = exact_high_root(base, exponent.denominator()) {
                    return self.integer_power(&Real::Exact(root), exponent.numerator());
                }
                self.real_power(base, &Real::Exact(exponent.clone()))
            }
        }
    }

    /// `exp(exponent · ln(base))` for a positive base.
    fn real_power(&mut self, base: &Real, exponent: &Real) -> Result<Real, Fault> {
        if base.exact().is_some_and(Rational::is_one) {
            return Ok(base.clone());
        }
        if base.is_zero() {
            return match exponent.signum() {
                Some(1) => Ok(Rational::ZERO.into()),
                Some(_) => Err(Fault::ZeroDivisor),
                None => Err(Fault::Open),
            };
        }
        match base.signum() {
            Some(-1) => Err(Fault::Undefined(FRACTIONAL)),
            None => Err(Fault::Open),
            _ => {
                let logarithm = self.ln(base)?;
                let product = self.multiply(exponent, &logarithm)?;
                self.exp(&product)
            }
        }
    }

    /// `root(x, n)` for a degree that is itself a value.
    pub(super) fn root_of_degree(&mut self, value: &Real, degree: &Real) -> Result<Real, Fault> {
        let degree = super::combinatorics::integer(degree, DEGREE)?;
        if !degree.is_positive() {
            return Err(Fault::Undefined(DEGREE));
        }
        let small = degree.to_u32().filter(|degree| *degree <= MAX_DEGREE);
        match (small, value.signum()) {
            (Some(degree), _) => self.root(value, degree),
            (None, Some(-1)) if degree.is_even() => Err(Fault::Undefined(EVEN_ROOT)),
            (None, Some(-1)) => {
                let root = self.root_of_degree(&value.negated(), &Real::from(degree))?;
                Ok(root.negated())
            }
            (None, _) => {
                let inverse = Rational::new(Integer::ONE, degree).unwrap_or_default();
                self.fractional_power(value, &inverse)
            }
        }
    }

    /// The real root of a small degree: of an even one the one that is not negative.
    pub(super) fn root(&mut self, value: &Real, degree: u32) -> Result<Real, Fault> {
        let is_even = degree.is_multiple_of(2);
        if is_even {
            match value.signum() {
                Some(-1) => return Err(Fault::Undefined(EVEN_ROOT)),
                None => return Err(Fault::Open),
                _ => {}
            }
        }
        if let Real::Exact(value) = value {
            self.spend_product(value.bits(), value.bits() / 2)?;
            if let Some(root) = value.exact_root(degree) {
                return Ok(Real::Exact(root));
            }
        }
        let low = self.enclosed_root(value.low(), degree)?;
        let hull = match value {
            Real::Exact(_) => low,
            Real::Enclosed(value) => {
                let high = self.enclosed_root(value.high(), degree)?;
                Enclosure::between(low.low().clone(), high.high().clone())
            }
        };
        Ok(with_radical(hull.into(), Radical::root_of(value, degree)))
    }

    /// An enclosure of a root, by the integer root of the scaled number.
    fn enclosed_root(&mut self, value: &Rational, degree: u32) -> Result<Enclosure, Fault> {
        if value.is_zero() {
            return Ok(Enclosure::point(Rational::ZERO));
        }
        if value.is_negative() {
            return Ok(self.enclosed_root(&-value, degree)?.negated());
        }
        let precision = i64::try_from(self.precision).unwrap_or(i64::MAX);
        let shift = precision - binary_order(value) / i64::from(degree);
        let length = self.precision.saturating_mul(u64::from(degree));
        self.spend_product(length, length)?;
        let scaled = value.scaled_floor(shift * i64::from(degree));
        let root = scaled.root(degree);
        // root^degree ≤ scaled value < (root + 1)^degree, and both ends are shifted back.
        let above = &root + Integer::ONE;
        Ok(Enclosure::between(
            Rational::dyadic(&root, -shift),
            Rational::dyadic(&above, -shift),
        ))
    }

    /// A power of a number that is not negative, each product rounded the same way.
    fn power_toward(
        &self,
        base: &Rational,
        mut count: u64,
        round: impl Fn(&Rational, u64) -> Rational,
    ) -> Result<Rational, Fault> {
        let (mut base, mut power) = (round(base, self.precision), Rational::ONE);
        while count > 0 {
            let order = binary_order(&base).unsigned_abs();
            if order > self.limits.max_bits {
                return Err(self.too_long(&(Integer::from(count) * Integer::from(order))));
            }
            if count & 1 == 1 {
                power = round(&(&power * &base), self.precision);
            }
            count >>= 1;
            if count > 0 {
                base = round(&(&base * &base), self.precision);
            }
        }
        Ok(power)
    }
}

/// An exact root of a high degree: only numbers longer than the degree have one.
fn exact_high_root(base: &Real, degree: &Integer) -> Option<Rational> {
    let base = base.exact()?;
    let degree = degree
        .to_u32()
        .filter(|degree| u64::from(*degree) <= base.bits())?;
    base.exact_root(degree)
}

/// The bits of the 64th power of a number, for estimates that are not far off for short numbers.
fn bits_per_64(base: &Rational) -> Integer {
    let longer = base.numerator().abs().max(base.denominator().clone());
    match longer.bits() {
        bits if bits <= 64 => Integer::from(longer.pow(64).bits()),
        bits => Integer::from(bits).shifted_left(6),
    }
}
