//! The exponential function, enclosed by a series with a bound for its remainder.

use super::arithmetic::Arithmetic;
use super::fault::Fault;
use super::toward::Toward;
use super::{Enclosure, Real};
use crate::number::{Integer, Rational};

/// Bits beyond the precision, for the rounding of terms and of the squarings.
const GUARD: u64 = 96;

/// The argument is halved at least so often, and the result squared as often.
const HALVINGS: u32 = 8;

/// How often it is halved at a precision: so often that about as many terms are left.
fn halvings(precision: u64) -> u32 {
    HALVINGS + u32::try_from(precision.isqrt() / 2).unwrap_or(0)
}

impl Arithmetic {
    /// `e^x`; exact only at 0.
    pub(super) fn exp(&mut self, value: &Real) -> Result<Real, Fault> {
        match value {
            Real::Exact(value) if value.is_zero() => Ok(Rational::ONE.into()),
            Real::Exact(value) => {
                let enclosure = self.exp_of(value)?;
                Ok(self.settle(&enclosure))
            }
            Real::Enclosed(value) => {
                let low = self.exp_of(value.low())?;
                let high = self.exp_of(value.high())?;
                let hull = Enclosure::between(low.low().clone(), high.high().clone());
                Ok(self.settle(&hull))
            }
        }
    }

    /// `e^x = 2^k · e^r` with `r = x − k·ln 2` between ln 2 and 2 ln 2, about.
    fn exp_of(&mut self, value: &Rational) -> Result<Enclosure, Fault> {
        let k = self.powers_of_two_in(value)?;
        let whole = Enclosure::point(Rational::from(k));
        let rest = Enclosure::point(value.clone()).plus(&self.ln_two()?.times(&whole).negated());
        let times = halvings(self.precision);
        // Each squaring may cost a bit.
        let width = self.width(GUARD + u64::from(times));
        self.spend_series(width, times, times)?;
        let low = rest.low().scaled_floor(i64::from(width));
        let high = rest.high().scaled_floor(i64::from(width)) + Integer::ONE;
        let shift = k - i64::from(width);
        Ok(Enclosure::between(
            Rational::dyadic(&exp_series(&low, (width, times), Toward::Down), shift),
            Rational::dyadic(&exp_series(&high, (width, times), Toward::Up), shift),
        ))
    }

    /// How often ln 2 goes into the number, less one.
    fn powers_of_two_in(&mut self, value: &Rational) -> Result<i64, Fault> {
        // |log2 e^x| < 3/2·|x|.
        let estimate = (value.abs().ceil() * Integer::from(3)).shifted_right(1);
        if estimate > Integer::from(self.limits.max_bits) {
            return Err(self.too_long(&estimate));
        }
        let ln_two = self.ln_two()?;
        let quotient = value.checked_div(ln_two.low()).unwrap_or_default().floor();
        Ok(quotient.to_i64().unwrap_or(0) - 1)
    }
}

/// `e^r` for r from 0 to 2, in units of `2^−width`.
///
/// Halved eight times or more r is below 1/128. Terms are added up to the first that is at most one unit;
/// those left out are together less than a unit, which is added to an upper bound.
fn exp_series(argument: &Integer, (width, times): (u32, u32), toward: Toward) -> Integer {
    let one = Integer::ONE.shifted_left(width);
    let halved = toward.shift(argument, times);
    let (mut term, mut sum, mut count) = (one.clone(), one, Integer::ONE);
    while term > Integer::ONE {
        term = toward.divide(&toward.multiply(&term, &halved, width), &count);
        sum += &term;
        count += Integer::ONE;
    }
    if toward == Toward::Up {
        sum += Integer::ONE;
    }
    (0..times).fold(sum, |root, _| toward.multiply(&root, &root, width))
}
