//! Logarithms, enclosed by a series with a bound for its remainder.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::arithmetic::Arithmetic;
use super::enclosure::binary_order;
use super::fault::Fault;
use super::toward::Toward;
use super::{Enclosure, Real};
use crate::number::{Integer, Rational};

const DOMAIN: &str = "the logarithm is defined for positive numbers";

/// Bits beyond the precision, for the rounding of the series' terms.
const GUARD: u64 = 80;

/// The longest logarithm of 2 that is kept for the next evaluation.
const MOST_KEPT: u32 = 1_024;

thread_local! {
    /// The natural logarithm of 2 at each width: every logarithm of many evaluations at few widths needs it.
    static LN_TWO: RefCell<BTreeMap<u32, Enclosure>> = const { RefCell::new(BTreeMap::new()) };
}

impl Arithmetic {
    /// The natural logarithm; exact only at 1.
    pub(super) fn ln(&mut self, value: &Real) -> Result<Real, Fault> {
        require_positive(value)?;
        match value {
            Real::Exact(value) if value.is_one() => Ok(Rational::ZERO.into()),
            Real::Exact(value) => {
                let enclosure = self.ln_of(value)?;
                Ok(self.settle(&enclosure))
            }
            Real::Enclosed(value) => {
                let low = self.ln_of(value.low())?;
                let high = self.ln_of(value.high())?;
                let hull = Enclosure::between(low.low().clone(), high.high().clone());
                Ok(self.settle(&hull))
            }
        }
    }

    /// The logarithm to the base 2 or 10; exact where the value is a whole power of the base. A
    /// rational number has no other rational logarithm to these bases.
    pub(super) fn logarithm(&mut self, base: i64, value: &Real) -> Result<Real, Fault> {
        require_positive(value)?;
        let base = Integer::from(base);
        if let Real::Exact(value) = value
            && let Some(exponent) = self.exact_logarithm(&base, value)?
        {
            return Ok(Rational::from(exponent).into());
        }
        let (above, below) = (self.ln(value)?, self.ln(&Real::from(base))?);
        self.divide(&above, &below)
    }

    /// The whole number of which the power of the base is the value.
    fn exact_logarithm(&mut self, base: &Integer, value: &Rational) -> Result<Option<i64>, Fault> {
        let power = if value.is_integer() {
            value.numerator()
        } else if value.numerator().is_one() {
            value.denominator()
        } else {
            return Ok(None);
        };
        // 2 divides these bases once, so it divides the power as often as the exponent says.
        let exponent = u32::try_from(power.trailing_zeros()).unwrap_or(u32::MAX);
        self.spend_product(power.bits(), power.bits() / 2)?;
        let sign = if value.is_integer() { 1 } else { -1 };
        let is_power = base.pow(exponent) == *power;
        Ok(is_power.then(|| sign * i64::from(exponent)))
    }

    /// The natural logarithm of a positive number: with `x = m·2^k` and `1 ≤ m < 2` it is
    /// `k·ln 2 + ln m`.
    fn ln_of(&mut self, value: &Rational) -> Result<Enclosure, Fault> {
        let width = self.width(GUARD);
        let mut order = binary_order(value);
        if value.scaled_floor(-order).is_zero() {
            order -= 1;
        }
        let mantissa = value.scaled_floor(i64::from(width) - order);
        let above = &mantissa + Integer::ONE;
        let series = self.ln_series(&mantissa, &above, width)?;
        if order == 0 {
            return Ok(series);
        }
        let ln_two = self.ln_two()?;
        let whole = Enclosure::point(Rational::from(order));
        Ok(ln_two.times(&whole).plus(&series))
    }

    /// The natural logarithm of 2.
    pub(super) fn ln_two(&mut self) -> Result<Enclosure, Fault> {
        if let Some(known) = &self.ln_two {
            return Ok(known.clone());
        }
        let width = self.width(GUARD);
        let times = roots(self.precision);
        self.spend_series(width, 3 + 2 * times, ROOT_COST * times)?;
        let known = LN_TWO.with_borrow(|known| known.get(&width).cloned());
        let enclosure = known.unwrap_or_else(|| {
            let two = Integer::ONE.shifted_left(width + 1);
            self.sum_of_series(&two, &two, width)
        });
        if width <= MOST_KEPT {
            LN_TWO.with_borrow_mut(|known| known.insert(width, enclosure.clone()));
        }
        self.ln_two = Some(enclosure.clone());
        Ok(enclosure)
    }

    /// The logarithm of m by that of its root: `ln m = 2^k·ln m^(1/2^k)`, and
    /// `ln m = 2·artanh(z)` with `z = (m − 1)/(m + 1)`, for m from 1 to 2 given as numbers of
    /// units of `2^−width` below and above.
    ///
    /// `artanh(z) = z + z³/3 + z⁵/5 + …`; lower and upper sums are rounded down and up. The
    /// terms left out begin at two units or less and each is less than an eighth of the one
    /// before, since z is at most 1/3; so together they are less than three units.
    fn ln_series(&mut self, low: &Integer, high: &Integer, width: u32) -> Result<Enclosure, Fault> {
        let times = roots(self.precision);
        self.spend_series(width, 3 + 2 * times, ROOT_COST * times)?;
        Ok(self.sum_of_series(low, high, width))
    }

    /// The same, the steps of which are taken.
    fn sum_of_series(&self, low: &Integer, high: &Integer, width: u32) -> Enclosure {
        let times = roots(self.precision);
        let (mut low, mut high) = (low.clone(), high.clone());
        for _ in 0..times {
            low = low.shifted_left(width).root(2);
            high = high.shifted_left(width).root(2) + Integer::ONE;
        }
        let low = artanh(&argument(&low, width, Toward::Down), width, Toward::Down);
        let high = artanh(&argument(&high, width, Toward::Up), width, Toward::Up);
        let high = high + Integer::from(3);
        let doubled = i64::from(times) + 1 - i64::from(width);
        Enclosure::between(
            Rational::dyadic(&low, doubled),
            Rational::dyadic(&high, doubled),
        )
    }

    /// The bits behind the point of fixed-point numbers.
    pub(super) fn width(&self, guard: u64) -> u32 {
        u32::try_from(self.precision + guard).unwrap_or(u32::MAX)
    }

    /// Takes the steps of a series of which each term gives so many bits, and of so many products
    /// besides, for both ends.
    pub(super) fn spend_series(
        &mut self,
        width: u32,
        bits_per_term: u32,
        besides: u32,
    ) -> Result<(), Fault> {
        let words = u64::from(width / 64);
        let products = u64::from(width / bits_per_term) + u64::from(besides) + 1;
        self.spend(products.saturating_mul(1 + words * words.isqrt() / 16))
    }
}

/// From so many bits on roots are taken first.
const LONG: u64 = 1_500;

/// A root costs about as much as so many products.
const ROOT_COST: u32 = 40;

/// How many roots are taken first, one of the other.
fn roots(precision: u64) -> u32 {
    if precision < LONG { 0 } else { 12 }
}

fn require_positive(value: &Real) -> Result<(), Fault> {
    if value.low().is_positive() {
        Ok(())
    } else if value.high().is_positive() {
        Err(Fault::Open)
    } else {
        Err(Fault::Undefined(DOMAIN))
    }
}

/// `(m − 1)/(m + 1)`.
fn argument(mantissa: &Integer, width: u32, toward: Toward) -> Integer {
    let one = Integer::ONE.shifted_left(width);
    let above = (mantissa - &one).shifted_left(width);
    toward.divide(&above, &(mantissa + &one))
}

/// The sum of the terms above two units.
fn artanh(z: &Integer, width: u32, toward: Toward) -> Integer {
    let square = toward.multiply(z, z, width);
    let (mut power, mut sum, mut odd) = (z.clone(), Integer::ZERO, Integer::ONE);
    let two = Integer::from(2);
    while power > two {
        sum += toward.divide(&power, &odd);
        odd += &two;
        power = toward.multiply(&power, &square, width);
    }
    sum
}
