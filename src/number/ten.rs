//! Powers of ten, and decimals as rationals without a general greatest common divisor.

use super::integer::Repr::{Big, Small};
use super::{Integer, Rational};

/// 10 to a power.
pub(super) fn power_of_ten(exponent: u32) -> Integer {
    Integer::from(10).pow(exponent)
}

/// `digits · 10^exponent`, reduced: only the factors 2 and 5 can cancel, so that a long decimal
/// costs a few divisions.
pub(super) fn decimal_fraction(digits: Integer, exponent: i64) -> Rational {
    let size = u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX);
    if exponent >= 0 || digits.is_zero() {
        return Rational::from_integer(if digits.is_zero() {
            digits
        } else {
            digits * power_of_ten(size)
        });
    }
    let twos = trailing_zero_bits(&digits).min(size);
    let (numerator, fives) = without_fives(shifted_right(digits, twos), size);
    let denominator = Integer::from(5).pow(size - fives) * Integer::from(2).pow(size - twos);
    Rational {
        numerator,
        denominator,
    }
}

/// The number of times 2 divides a number that is not 0.
fn trailing_zero_bits(value: &Integer) -> u32 {
    match &value.0 {
        Small(value) => value.trailing_zeros(),
        Big(value) => u32::try_from(value.trailing_zeros().unwrap_or(0)).unwrap_or(u32::MAX),
    }
}

/// `value / 2^places` where it is an integer.
fn shifted_right(value: Integer, places: u32) -> Integer {
    match value.0 {
        Small(value) => Integer::from(value >> places.min(63)),
        Big(value) => Integer::from_big(*value >> places),
    }
}

/// The number without its factors 5, of which at most `limit` are taken; how many were taken.
fn without_fives(mut value: Integer, limit: u32) -> (Integer, u32) {
    let mut taken = 0;
    let mut ladder = Vec::new();
    let (mut power, mut exponent) = (Integer::from(5), 1);
    while taken + exponent <= limit
        && let Some(quotient) = value.div_exact(&power)
    {
        value = quotient;
        taken += exponent;
        let square = &power * &power;
        ladder.push((std::mem::replace(&mut power, square), exponent));
        exponent *= 2;
    }
    for (power, exponent) in ladder.into_iter().rev() {
        if taken + exponent <= limit
            && let Some(quotient) = value.div_exact(&power)
        {
            value = quotient;
            taken += exponent;
        }
    }
    (value, taken)
}

/// The number of decimal places of `1 / denominator` when it ends: the denominator is
/// `2^a · 5^b`, and the larger of a and b is returned if it is at most `limit`.
pub(super) fn places_of_denominator(denominator: &Integer, limit: u32) -> Option<u32> {
    // 10^limit bounds the denominator; a longer one is not looked at.
    if denominator.bits() > 4 * (u64::from(limit) + 1) {
        return None;
    }
    let twos = trailing_zero_bits(denominator);
    let (rest, fives) = without_fives(shifted_right(denominator.clone(), twos), limit);
    let places = twos.max(fives);
    (rest.is_one() && places <= limit).then_some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_reduced() {
        for (digits, exponent, fraction) in [
            (0, -5, "0"),
            (0, i64::MAX, "0"),
            (25, -2, "1/4"),
            (-125, -3, "-1/8"),
            (64, -6, "1/15625"),
            (7, 3, "7000"),
            (15_625, -4, "25/16"),
            (1024, -1, "512/5"),
            (i64::MIN, -1, "-4611686018427387904/5"),
        ] {
            assert_eq!(
                decimal_fraction(Integer::from(digits), exponent).to_string(),
                fraction
            );
        }
        let (fives, tens) = (Integer::from(5).pow(1000), power_of_ten(1200));
        assert_eq!(
            decimal_fraction(fives.clone(), -1200),
            Rational::new(fives, tens).unwrap_or_default()
        );
    }

    #[test]
    fn places_of_ending_fractions() {
        for (denominator, places) in [
            (1, Some(0)),
            (8, Some(3)),
            (3, None),
            (20, Some(2)),
            (15, None),
            (1024, Some(10)),
        ] {
            assert_eq!(
                places_of_denominator(&Integer::from(denominator), 10),
                places
            );
        }
        assert_eq!(places_of_denominator(&Integer::from(2048), 10), None);
        assert_eq!(places_of_denominator(&power_of_ten(400), 10), None);
    }
}
