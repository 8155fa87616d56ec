//! Exact rationals: a reduced pair of integers.

use std::cmp::Ordering;
use std::fmt;

use super::Integer;

/// An exact rational: numerator and denominator without common factor, the denominator positive.
///
/// ```
/// use longhand::number::{Integer, Rational};
///
/// let ratio = Rational::new(Integer::from(-6), Integer::from(16)).unwrap();
/// assert_eq!(ratio.to_string(), "-3/8");
/// assert_eq!((&ratio + Rational::from(1)).to_string(), "5/8");
/// assert_eq!(ratio.floor(), Integer::from(-1));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rational {
    pub(super) numerator: Integer,
    pub(super) denominator: Integer,
}

impl Rational {
    /// 0.
    pub const ZERO: Self = Self {
        numerator: Integer::ZERO,
        denominator: Integer::ONE,
    };
    /// 1.
    pub const ONE: Self = Self {
        numerator: Integer::ONE,
        denominator: Integer::ONE,
    };

    /// The reduced quotient; `None` when the denominator is 0.
    pub fn new(numerator: Integer, denominator: Integer) -> Option<Self> {
        if denominator.is_zero() {
            return None;
        }
        Some(Self::reduced(numerator, denominator))
    }

    /// The reduced quotient of numbers of which the second is not 0.
    pub(super) fn reduced(numerator: Integer, denominator: Integer) -> Self {
        if denominator.is_one() {
            return Self::from_integer(numerator);
        }
        let common = numerator.gcd(&denominator);
        Self::coprime(
            without_factor(numerator, &common),
            without_factor(denominator, &common),
        )
    }

    /// A pair that has no common factor already; only the sign may be in the wrong place.
    pub(super) fn coprime(numerator: Integer, denominator: Integer) -> Self {
        if denominator.is_negative() {
            Self {
                numerator: -numerator,
                denominator: -denominator,
            }
        } else {
            Self {
                numerator,
                denominator,
            }
        }
    }

    /// An integer as a rational.
    #[inline]
    pub fn from_integer(value: Integer) -> Self {
        Self {
            numerator: value,
            denominator: Integer::ONE,
        }
    }

    /// The numerator, which carries the sign.
    #[inline]
    pub fn numerator(&self) -> &Integer {
        &self.numerator
    }

    /// The denominator, at least 1.
    #[inline]
    pub fn denominator(&self) -> &Integer {
        &self.denominator
    }

    /// Whether the denominator is 1.
    #[inline]
    pub fn is_integer(&self) -> bool {
        self.denominator.is_one()
    }

    /// The value as an integer, if it is one.
    pub fn to_integer(&self) -> Option<Integer> {
        self.is_integer().then(|| self.numerator.clone())
    }

    /// Whether this is 0.
    #[inline]
    pub fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }

    /// Whether this is 1.
    #[inline]
    pub fn is_one(&self) -> bool {
        self.numerator.is_one() && self.is_integer()
    }

    /// Whether this is less than 0.
    #[inline]
    pub fn is_negative(&self) -> bool {
        self.numerator.is_negative()
    }

    /// Whether this is greater than 0.
    #[inline]
    pub fn is_positive(&self) -> bool {
        self.numerator.is_positive()
    }

    /// −1, 0 or 1.
    #[inline]
    pub fn signum(&self) -> i32 {
        self.numerator.signum()
    }

    /// The absolute value.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self {
            numerator: self.numerator.abs(),
            denominator: self.denominator.clone(),
        }
    }

    /// The bit length of the longer of numerator and denominator.
    pub fn bits(&self) -> u64 {
        self.numerator.bits().max(self.denominator.bits())
    }

    /// The greatest integer not above this.
    pub fn floor(&self) -> Integer {
        if self.is_integer() {
            return self.numerator.clone();
        }
        let quotient = self.numerator.div_rem_floor(&self.denominator);
        quotient.map(|(floor, _)| floor).unwrap_or_default()
    }

    /// The least integer not below this.
    pub fn ceil(&self) -> Integer {
        -(-self).floor()
    }

    /// The nearest integer; of two equally near ones the even one.
    pub fn round_half_even(&self) -> Integer {
        super::decimal::round_to_integer(self, super::RoundingMode::HalfEven)
    }

    /// This number to a power; `None` for a negative power of 0. The caller checks the size of the
    /// result first, with [`Integer::pow_bits`].
    pub fn pow(&self, exponent: i32) -> Option<Self> {
        let size = exponent.unsigned_abs();
        // A power of coprime numbers is coprime.
        let (numerator, denominator) = (self.numerator.pow(size), self.denominator.pow(size));
        if exponent >= 0 {
            return Some(Self {
                numerator,
                denominator,
            });
        }
        (!numerator.is_zero()).then(|| Self::coprime(denominator, numerator))
    }

    /// The rational whose `degree`-th power this is, the positive one for an even degree; `None`
    /// when there is none.
    pub fn exact_root(&self, degree: u32) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.exact_root(degree)?,
            denominator: self.denominator.exact_root(degree)?,
        })
    }
}

/// `value / factor` where the factor is known to divide.
pub(super) fn without_factor(value: Integer, factor: &Integer) -> Integer {
    if factor.is_one() {
        return value;
    }
    value.div_exact(factor).unwrap_or(value)
}

impl Default for Rational {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        self.signum().cmp(&other.signum()).then_with(|| {
            (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
        })
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Integer> for Rational {
    fn from(value: Integer) -> Self {
        Self::from_integer(value)
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Self::from_integer(Integer::from(value))
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_integer() {
            return fmt::Display::fmt(&self.numerator, f);
        }
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
