//! Arithmetic modulo the prime 2^61 − 1: where two values differ, the numbers differ.

use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use super::integer::Repr::{Big, Small};
use super::{Integer, Rational};

/// A residue class modulo the prime 2^61 − 1.
///
/// ```
/// use longhand::number::{Integer, Rational, Residue};
///
/// let third = Rational::new(Integer::from(1), Integer::from(3)).unwrap();
/// let residue = Residue::from_rational(&third).unwrap();
/// assert_eq!(residue * Residue::new(3), Residue::ONE);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Residue(u64);

impl Residue {
    /// The prime 2^61 − 1.
    pub const MODULUS: u64 = (1 << 61) - 1;
    /// 0.
    pub const ZERO: Self = Self(0);
    /// 1.
    pub const ONE: Self = Self(1);

    /// The class of a number.
    #[inline]
    pub fn new(value: u64) -> Self {
        Self(value % Self::MODULUS)
    }

    /// The representative from 0 on and below the modulus.
    #[inline]
    pub fn value(self) -> u64 {
        self.0
    }

    /// Whether this is the class of 0.
    #[inline]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// A power, by repeated squaring.
    #[must_use]
    pub fn pow(self, mut exponent: u64) -> Self {
        let (mut base, mut power) = (self, Self::ONE);
        while exponent > 0 {
            if exponent & 1 == 1 {
                power *= base;
            }
            base *= base;
            exponent >>= 1;
        }
        power
    }

    /// The class whose product with this one is 1; `None` for 0.
    pub fn inverse(self) -> Option<Self> {
        if self.is_zero() {
            return None;
        }
        // Euclid: each remainder is this number times its factor, modulo the prime.
        let (mut before, mut remainder) = (Self::MODULUS, self.0);
        let (mut factor_before, mut factor) = (Self::ZERO, Self::ONE);
        while remainder > 1 {
            let quotient = before / remainder;
            (before, remainder) = (remainder, before % remainder);
            let next = factor_before - factor * Self::new(quotient);
            (factor_before, factor) = (factor, next);
        }
        Some(factor)
    }

    /// The class of a fraction; `None` when the prime divides the denominator.
    pub fn from_rational(value: &Rational) -> Option<Self> {
        let numerator = Self::from(value.numerator());
        if value.is_integer() {
            return Some(numerator);
        }
        Some(numerator * Self::from(value.denominator()).inverse()?)
    }
}

impl From<&Integer> for Residue {
    fn from(value: &Integer) -> Self {
        let magnitude = match &value.0 {
            Small(value) => Self::new(value.unsigned_abs()),
            // 2^64 is 8 modulo the prime.
            Big(value) => value
                .iter_u64_digits()
                .rev()
                .fold(Self::ZERO, |high, digit| high * Self(8) + Self::new(digit)),
        };
        if value.is_negative() {
            -magnitude
        } else {
            magnitude
        }
    }
}

impl Add for Residue {
    type Output = Self;
    #[inline]
    fn add(self, right: Self) -> Self {
        let sum = self.0 + right.0;
        Self(if sum >= Self::MODULUS {
            sum - Self::MODULUS
        } else {
            sum
        })
    }
}

impl Neg for Residue {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        Self(if self.0 == 0 {
            0
        } else {
            Self::MODULUS - self.0
        })
    }
}

impl Sub for Residue {
    type Output = Self;
    #[inline]
    fn sub(self, right: Self) -> Self {
        self + -right
    }
}

impl Mul for Residue {
    type Output = Self;
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the low 61 bits, and the 61 above them"
    )]
    fn mul(self, right: Self) -> Self {
        let product = u128::from(self.0) * u128::from(right.0);
        // 2^61 is 1 modulo the prime, so the high part is added to the low one.
        let low = Self(product as u64 & Self::MODULUS);
        low + Self((product >> 61) as u64)
    }
}

impl AddAssign for Residue {
    #[inline]
    fn add_assign(&mut self, right: Self) {
        *self = *self + right;
    }
}

impl SubAssign for Residue {
    #[inline]
    fn sub_assign(&mut self, right: Self) {
        *self = *self - right;
    }
}

impl MulAssign for Residue {
    #[inline]
    fn mul_assign(&mut self, right: Self) {
        *self = *self * right;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const P: u128 = Residue::MODULUS as u128;

    #[test]
    fn edges() {
        let last = Residue::new(Residue::MODULUS - 1);
        assert_eq!(last * last, Residue::ONE);
        assert_eq!(last + Residue::ONE, Residue::ZERO);
        assert_eq!(Residue::new(Residue::MODULUS), Residue::ZERO);
        assert_eq!(-Residue::ZERO, Residue::ZERO);
        assert_eq!(Residue::ZERO.inverse(), None);
        assert_eq!(Residue::ZERO.pow(0), Residue::ONE);
        let modulus = Rational::new(Integer::ONE, Integer::from(Residue::MODULUS)).unwrap();
        assert_eq!(Residue::from_rational(&modulus), None);
    }

    proptest! {
        #[test]
        fn agrees_with_wide_arithmetic(a in any::<u64>(), b in any::<u64>()) {
            let (x, y) = (Residue::new(a), Residue::new(b));
            let (a, b) = (u128::from(a) % P, u128::from(b) % P);
            prop_assert_eq!(u128::from((x * y).value()), a * b % P);
            prop_assert_eq!(u128::from((x + y).value()), (a + b) % P);
            prop_assert_eq!(u128::from((x - y).value()), (a + P - b) % P);
            if let Some(inverse) = x.inverse() {
                prop_assert_eq!(x * inverse, Residue::ONE);
            }
        }

        #[test]
        fn is_a_homomorphism(a in any::<i128>(), b in any::<i128>()) {
            let (a, b) = (Integer::from(a), Integer::from(b));
            let product = &a * &b;
            prop_assert_eq!(Residue::from(&product), Residue::from(&a) * Residue::from(&b));
            prop_assert_eq!(Residue::from(&(&a - &b)), Residue::from(&a) - Residue::from(&b));
            prop_assert_eq!(Residue::from(&product).value(), product.modulo(Residue::MODULUS));
        }
    }
}
