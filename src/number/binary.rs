//! Powers of two: shifts, and rationals whose denominator is a power of two.

use num_bigint::BigInt;

use super::integer::Repr::{Big, Small};
use super::{Integer, Rational};

impl Integer {
    /// This number times a power of two. The caller keeps the exponent within its limits.
    #[must_use]
    pub fn shifted_left(&self, exponent: u32) -> Self {
        match &self.0 {
            Small(0) => Self::ZERO,
            // One bit stays for the sign.
            Small(value) if exponent.saturating_add(1) < value.unsigned_abs().leading_zeros() => {
                Self::from(value << exponent)
            }
            Small(value) => Self::from_big(BigInt::from(*value) << exponent),
            Big(value) => Self::from_big(value.as_ref() << exponent),
        }
    }

    /// The floor of this number divided by a power of two.
    ///
    /// ```
    /// use longhand::number::Integer;
    /// assert_eq!(Integer::from(-5).shifted_right(1), Integer::from(-3));
    /// ```
    #[must_use]
    pub fn shifted_right(&self, exponent: u32) -> Self {
        match &self.0 {
            Small(value) => Self::from(value >> exponent.min(63)),
            Big(value) => Self::from_big(value.as_ref() >> exponent),
        }
    }

    /// How often 2 divides this number; 0 for 0.
    pub fn trailing_zeros(&self) -> u64 {
        match &self.0 {
            Small(0) => 0,
            Small(value) => u64::from(value.trailing_zeros()),
            Big(value) => value.trailing_zeros().unwrap_or(0),
        }
    }
}

impl Rational {
    /// `mantissa · 2^exponent`, without a greatest common divisor. The caller keeps the exponent
    /// within its limits.
    ///
    /// ```
    /// use longhand::number::{Integer, Rational};
    /// assert_eq!(Rational::dyadic(&Integer::from(6), -3).to_string(), "3/4");
    /// ```
    pub fn dyadic(mantissa: &Integer, exponent: i64) -> Self {
        let size = |exponent: u64| u32::try_from(exponent).unwrap_or(u32::MAX);
        if exponent >= 0 {
            let shift = size(exponent.unsigned_abs());
            return Self::from_integer(mantissa.shifted_left(shift));
        }
        let wanted = exponent.unsigned_abs();
        let common = mantissa.trailing_zeros().min(wanted);
        if mantissa.is_zero() {
            return Self::ZERO;
        }
        Self::coprime(
            mantissa.shifted_right(size(common)),
            Integer::ONE.shifted_left(size(wanted - common)),
        )
    }

    /// The floor of `self · 2^exponent`, without a greatest common divisor. The caller keeps the
    /// exponent within its limits.
    pub fn scaled_floor(&self, exponent: i64) -> Integer {
        let shift = u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX);
        if exponent < 0 {
            // The floor of a quotient by a product is that of the quotients in turn.
            return self.floor().shifted_right(shift);
        }
        let above = self.numerator.shifted_left(shift);
        if self.denominator.is_one() {
            return above;
        }
        let quotient = above.div_rem_floor(&self.denominator);
        quotient.map(|(floor, _)| floor).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_agree_with_products_and_floors() {
        let two = Integer::from(2);
        for text in [
            "0",
            "1",
            "-1",
            "5",
            "-5",
            "9223372036854775807",
            "-9223372036854775808",
        ] {
            let value: Integer = text.parse().unwrap();
            for exponent in [0, 1, 2, 62, 63, 64, 65, 200] {
                let power = two.pow(exponent);
                let product = &value * &power;
                assert_eq!(
                    value.shifted_left(exponent),
                    product,
                    "{text} << {exponent}"
                );
                assert_eq!(product.shifted_right(exponent), value);
                let floor = value.div_rem_floor(&power).unwrap().0;
                assert_eq!(value.shifted_right(exponent), floor, "{text} >> {exponent}");
            }
        }
    }

    #[test]
    fn dyadic_rationals_are_reduced() {
        for (mantissa, exponent, text) in [
            (12, -2, "3"),
            (12, -5, "3/8"),
            (-12, -5, "-3/8"),
            (0, -7, "0"),
            (3, 4, "48"),
        ] {
            assert_eq!(
                Rational::dyadic(&Integer::from(mantissa), exponent).to_string(),
                text
            );
        }
    }

    #[test]
    fn scaled_floors() {
        let value = |n: i64, d: i64| Rational::new(Integer::from(n), Integer::from(d)).unwrap();
        for (n, d, exponent, floor) in [
            (7, 3, 0, 2),
            (-7, 3, 0, -3),
            (7, 3, 2, 9),
            (-7, 3, 2, -10),
            (-7, 3, -1, -2),
            (100, 3, -3, 4),
        ] {
            assert_eq!(
                value(n, d).scaled_floor(exponent),
                Integer::from(floor),
                "{n}/{d}"
            );
        }
    }
}
