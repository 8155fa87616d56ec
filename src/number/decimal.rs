//! The one home of rounding: from an exact number to a decimal with a named rule.
//!
//! A quotient is cut after the last wanted digit; two digits more, the next one and one that tells
//! whether anything follows, decide every rule. So the rounding itself is left to `rust_decimal`
//! while these digits fit its 96 bits, and the same question is put to the remainder beyond.

use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};

use super::ten::{decimal_fraction, power_of_ten};
use super::{Integer, Rational};

/// The most digits or decimal places that are made; larger requests are cut to this.
pub const MAX_DECIMAL_DIGITS: u32 = 1_000_000;

/// Which way a number goes that lies between two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RoundingMode {
    /// To the nearest; of two equally near ones to the even one.
    HalfEven,
    /// To the nearest; of two equally near ones away from zero. What people are shown.
    #[default]
    HalfUp,
    /// Toward zero.
    Down,
    /// Away from zero.
    Up,
}

impl RoundingMode {
    fn strategy(self) -> RoundingStrategy {
        match self {
            Self::HalfEven => RoundingStrategy::MidpointNearestEven,
            Self::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Self::Down => RoundingStrategy::ToZero,
            Self::Up => RoundingStrategy::AwayFromZero,
        }
    }
}

/// The integer that the mode picks for a value.
pub fn round_to_integer(value: &Rational, mode: RoundingMode) -> Integer {
    Rounded::at(value, 0, mode).units
}

/// Rounds to a number of decimal places; −3 places are thousands.
///
/// ```
/// use longhand::number::{Rational, RoundingMode, round_to_places};
///
/// let value = Rational::from(6_573_522_944);
/// let rounded = round_to_places(&value, -7, RoundingMode::HalfUp);
/// assert_eq!(rounded, Rational::from(6_570_000_000));
/// ```
#[must_use]
pub fn round_to_places(value: &Rational, places: i32, mode: RoundingMode) -> Rational {
    let limit = i64::from(MAX_DECIMAL_DIGITS);
    Rounded::at(value, i64::from(places).clamp(-limit, limit), mode).value()
}

/// Rounds to a number of significant digits, at least one.
#[must_use]
pub fn round_to_significant(value: &Rational, digits: u32, mode: RoundingMode) -> Rational {
    Rounded::significant(value, digits, mode).value()
}

/// The exponent of the first digit: floor(log10 |x|), exactly; `None` for 0.
///
/// ```
/// use longhand::number::{Integer, Rational, decimal_order};
///
/// assert_eq!(decimal_order(&Rational::from(-999)), Some(2));
/// assert_eq!(decimal_order(&Rational::new(Integer::from(1), Integer::from(1000)).unwrap()), Some(-3));
/// assert_eq!(decimal_order(&Rational::from(0)), None);
/// ```
pub fn decimal_order(value: &Rational) -> Option<i64> {
    if value.is_zero() {
        return None;
    }
    if value.is_integer()
        && let Some(small) = value.numerator().to_i64()
    {
        return small.unsigned_abs().checked_ilog10().map(i64::from);
    }
    let magnitude = value.abs();
    let mut order = order_below(&magnitude);
    while compare_to_power(&magnitude, order) == Ordering::Less {
        order -= 1;
    }
    while compare_to_power(&magnitude, order + 1) != Ordering::Less {
        order += 1;
    }
    Some(order)
}

/// floor(log10 2^k) for the greatest power of two that the bit lengths prove to lie below; at most
/// one too small, but for the rounding of the logarithm.
fn order_below(magnitude: &Rational) -> i64 {
    /// log10 2, times 10^18.
    const LOG: i128 = 301_029_995_663_981_195;
    let (top, bottom) = (magnitude.numerator().bits(), magnitude.denominator().bits());
    let power = i128::from(top) - i128::from(bottom) - 1;
    let order = (power * LOG).div_euclid(1_000_000_000_000_000_000);
    i64::try_from(order).unwrap_or(0)
}

fn compare_to_power(magnitude: &Rational, order: i64) -> Ordering {
    let power = power_of_ten(u32::try_from(order.unsigned_abs()).unwrap_or(u32::MAX));
    if order >= 0 {
        magnitude
            .numerator()
            .cmp(&(magnitude.denominator() * power))
    } else {
        (magnitude.numerator() * power).cmp(magnitude.denominator())
    }
}

/// A number of units of 10^−places, and whether nothing was lost.
#[derive(Clone, Debug)]
pub(super) struct Rounded {
    pub(super) units: Integer,
    pub(super) places: i64,
    pub(super) is_exact: bool,
}

impl Rounded {
    pub(super) fn at(value: &Rational, places: i64, mode: RoundingMode) -> Self {
        let power = power_of_ten(u32::try_from(places.unsigned_abs()).unwrap_or(u32::MAX));
        let (top, bottom) = (value.numerator().abs(), value.denominator());
        let cut = if places >= 0 {
            Cut::of(&(top * power), bottom.clone())
        } else {
            Cut::of(&top, bottom * power)
        };
        let is_exact = cut.rest.is_zero();
        let magnitude = cut.round(mode);
        let units = if value.is_negative() {
            -magnitude
        } else {
            magnitude
        };
        Self {
            units,
            places,
            is_exact,
        }
    }

    pub(super) fn significant(value: &Rational, digits: u32, mode: RoundingMode) -> Self {
        let Some(order) = decimal_order(value) else {
            return Self {
                units: Integer::ZERO,
                places: 0,
                is_exact: true,
            };
        };
        let digits = digits.clamp(1, MAX_DECIMAL_DIGITS);
        let mut rounded = Self::at(value, i64::from(digits) - 1 - order, mode);
        // 9.99 rounded up has a digit more, a zero.
        if rounded.units.abs() == power_of_ten(digits) {
            rounded.units = Integer::from(rounded.units.signum()) * power_of_ten(digits - 1);
            rounded.places -= 1;
        }
        rounded
    }

    fn value(self) -> Rational {
        decimal_fraction(self.units, -self.places)
    }
}

/// A non-negative quotient cut to an integer: `whole + rest/divisor`.
struct Cut {
    whole: Integer,
    rest: Integer,
    divisor: Integer,
}

impl Cut {
    fn of(dividend: &Integer, divisor: Integer) -> Self {
        let (whole, rest) = dividend.div_rem_floor(&divisor).unwrap_or_default();
        Self {
            whole,
            rest,
            divisor,
        }
    }

    fn round(self, mode: RoundingMode) -> Integer {
        if self.rest.is_zero() {
            return self.whole;
        }
        self.round_short(mode)
            .unwrap_or_else(|| self.round_long(mode))
    }

    /// By `rust_decimal`; `None` when the digits do not fit it.
    fn round_short(&self, mode: RoundingMode) -> Option<Integer> {
        let (next, behind) = self.rest.mul_i64(10).div_rem_floor(&self.divisor)?;
        let sticky = i128::from(!behind.is_zero());
        let digits = self.whole.to_i128()?.checked_mul(100)? + next.to_i128()? * 10 + sticky;
        let decimal = Decimal::try_from_i128_with_scale(digits, 2).ok()?;
        let rounded = decimal.round_dp_with_strategy(0, mode.strategy());
        (rounded.scale() == 0).then(|| Integer::from(rounded.mantissa()))
    }

    /// By the remainder itself.
    fn round_long(&self, mode: RoundingMode) -> Integer {
        let half = self.rest.mul_i64(2).cmp(&self.divisor);
        let up = match mode {
            RoundingMode::HalfEven => {
                half == Ordering::Greater || (half == Ordering::Equal && !self.whole.is_even())
            }
            RoundingMode::HalfUp => half != Ordering::Less,
            RoundingMode::Down => false,
            RoundingMode::Up => !self.rest.is_zero(),
        };
        if up {
            &self.whole + Integer::ONE
        } else {
            self.whole.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use RoundingMode::{Down, HalfEven, HalfUp, Up};

    fn fraction(numerator: i64, denominator: i64) -> Rational {
        Rational::new(Integer::from(numerator), Integer::from(denominator)).unwrap()
    }

    #[test]
    fn each_mode_by_hand() {
        for (numerator, denominator, half_even, half_up, down, up) in [
            (5, 2, 2_i64, 3_i64, 2_i64, 3_i64),
            (7, 2, 4, 4, 3, 4),
            (-5, 2, -2, -3, -2, -3),
            (-1, 2, 0, -1, 0, -1),
            (1, 3, 0, 0, 0, 1),
            (2, 3, 1, 1, 0, 1),
            (-2, 3, -1, -1, 0, -1),
            (4, 1, 4, 4, 4, 4),
            (
                i64::MIN,
                3,
                -3_074_457_345_618_258_603,
                -3_074_457_345_618_258_603,
                -3_074_457_345_618_258_602,
                -3_074_457_345_618_258_603,
            ),
        ] {
            let value = fraction(numerator, denominator);
            for (mode, expected) in [
                (HalfEven, half_even),
                (HalfUp, half_up),
                (Down, down),
                (Up, up),
            ] {
                assert_eq!(
                    round_to_integer(&value, mode),
                    Integer::from(expected),
                    "{value}"
                );
            }
        }
    }

    #[test]
    fn places_and_significant_digits() {
        for (numerator, denominator, places, expected) in [
            (1, 3, 2, "33/100"),
            (2, 3, 2, "67/100"),
            (1, 8, 2, "13/100"),
            (-1, 8, 2, "-13/100"),
            (15, 1, -1, "20"),
            (15, 1, -2, "0"),
            (50, 1, -2, "100"),
            (1, 2, 40, "1/2"),
        ] {
            let rounded = round_to_places(&fraction(numerator, denominator), places, HalfUp);
            assert_eq!(rounded.to_string(), expected);
        }
        for (numerator, denominator, digits, expected) in [
            (6_573_522_944, 1, 3, "6570000000"),
            (999, 1, 2, "1000"),
            (-999, 1, 2, "-1000"),
            (1, 3, 3, "333/1000"),
            (1, 300, 0, "3/1000"),
            (0, 1, 3, "0"),
            (5, 1, 9, "5"),
        ] {
            let rounded = round_to_significant(&fraction(numerator, denominator), digits, HalfUp);
            assert_eq!(rounded.to_string(), expected);
        }
    }

    #[test]
    fn tiny_numbers_do_not_vanish() {
        // Where `rust_decimal` alone would give 0 without a word: 10^-20 · 10^-20.
        let tiny = Rational::new(Integer::ONE, power_of_ten(40)).unwrap();
        assert_eq!(round_to_significant(&tiny, 3, HalfUp), tiny);
        assert_eq!(round_to_places(&tiny, 40, HalfUp), tiny);
        assert!(round_to_places(&tiny, 39, HalfUp).is_zero());
        assert_eq!(decimal_order(&tiny), Some(-40));
    }

    #[test]
    fn orders_at_the_powers_of_ten() {
        for exponent in 0..700 {
            let power = power_of_ten(exponent);
            let order = i64::from(exponent);
            let above = Rational::from(power.clone());
            assert_eq!(decimal_order(&above), Some(order));
            assert_eq!(decimal_order(&above.recip().unwrap()), Some(-order));
            let below = Rational::from(power - Integer::ONE);
            assert_eq!(decimal_order(&below), (exponent > 0).then_some(order - 1));
            if let Some(small) = below.recip() {
                assert_eq!(
                    decimal_order(&small),
                    Some(if exponent == 1 { -1 } else { -order })
                );
            }
        }
    }

    proptest! {
        #[test]
        fn short_and_long_rounding_agree(
            top in prop_oneof![0..=i64::MAX, 0_i64..1000],
            bottom in prop_oneof![1..=i64::MAX, 1_i64..20],
            scale in 0_u32..24,
        ) {
            let top = Integer::from(top) * power_of_ten(scale);
            for mode in [HalfEven, HalfUp, Down, Up] {
                let cut = Cut::of(&top, Integer::from(bottom));
                let long = cut.round_long(mode);
                if let Some(short) = cut.round_short(mode) {
                    prop_assert_eq!(&short, &long);
                } else {
                    prop_assert!(cut.whole.bits() > 88);
                }
                if !cut.rest.is_zero() {
                    prop_assert_eq!(cut.round(mode), long);
                }
            }
        }

        #[test]
        fn rounding_is_within_half_a_unit(top in any::<i64>(), bottom in 1..=i64::MAX, places in -20_i32..40) {
            let value = fraction(top, bottom);
            let unit = decimal_fraction(Integer::ONE, -i64::from(places));
            let error = (round_to_places(&value, places, HalfUp) - &value).abs();
            prop_assert!(error * Rational::from(2) <= unit);
            let down = round_to_places(&value, places, Down);
            prop_assert!(down.abs() <= value.abs() && (down - &value).abs() < unit);
        }
    }
}
