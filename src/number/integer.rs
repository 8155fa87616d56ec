//! Exact integers of any size: an inline `i64` that spills to a big integer and shrinks back.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

/// An exact integer of any size, 16 bytes wide.
///
/// Values that fit an `i64` are held inline and cost about what checked `i64` arithmetic costs;
/// others live in one allocation. The form is canonical, so equality and hashing are plain.
///
/// ```
/// use longhand::number::Integer;
///
/// let most = Integer::from(i64::MAX);
/// let more = &most + &Integer::ONE;
/// assert_eq!(more.to_string(), "9223372036854775808");
/// assert_eq!(more - Integer::ONE, most);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Integer(pub(super) Repr);

/// `Big` holds only what does not fit `Small`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Repr {
    Small(i64),
    Big(Box<BigInt>),
}

impl Integer {
    /// 0.
    pub const ZERO: Self = Self(Repr::Small(0));
    /// 1.
    pub const ONE: Self = Self(Repr::Small(1));

    pub(super) fn from_big(value: BigInt) -> Self {
        match value.to_i64() {
            Some(small) => Self(Repr::Small(small)),
            None => Self(Repr::Big(Box::new(value))),
        }
    }

    pub(super) fn to_big(&self) -> BigInt {
        match &self.0 {
            Repr::Small(value) => BigInt::from(*value),
            Repr::Big(value) => value.as_ref().clone(),
        }
    }

    /// Back to the inline form after a change in place that may have made the number small.
    #[inline]
    pub(super) fn shrink(&mut self) {
        if let Repr::Big(value) = &self.0
            && let Some(small) = value.to_i64()
        {
            self.0 = Repr::Small(small);
        }
    }

    /// Whether this is 0.
    #[inline]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0))
    }

    /// Whether this is 1.
    #[inline]
    pub fn is_one(&self) -> bool {
        matches!(self.0, Repr::Small(1))
    }

    /// Whether this is less than 0.
    #[inline]
    pub fn is_negative(&self) -> bool {
        self.signum() < 0
    }

    /// Whether this is greater than 0.
    #[inline]
    pub fn is_positive(&self) -> bool {
        self.signum() > 0
    }

    /// Whether 2 divides this.
    pub fn is_even(&self) -> bool {
        match &self.0 {
            Repr::Small(value) => value & 1 == 0,
            Repr::Big(value) => !value.bit(0),
        }
    }

    /// −1, 0 or 1.
    #[inline]
    pub fn signum(&self) -> i32 {
        match &self.0 {
            Repr::Small(value) => match value.cmp(&0) {
                Ordering::Less => -1,
                Ordering::Equal => 0,
                Ordering::Greater => 1,
            },
            Repr::Big(value) => match value.sign() {
                Sign::Minus => -1,
                Sign::NoSign => 0,
                Sign::Plus => 1,
            },
        }
    }

    /// The absolute value.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() {
            -self
        } else {
            self.clone()
        }
    }

    /// The bit length of the absolute value; 0 for 0.
    pub fn bits(&self) -> u64 {
        match &self.0 {
            Repr::Small(value) => u64::from(64 - value.unsigned_abs().leading_zeros()),
            Repr::Big(value) => value.bits(),
        }
    }

    /// The value as an `i64`, if it fits.
    #[inline]
    pub fn to_i64(&self) -> Option<i64> {
        match self.0 {
            Repr::Small(value) => Some(value),
            Repr::Big(_) => None,
        }
    }

    /// The value as an `i128`, if it fits.
    pub fn to_i128(&self) -> Option<i128> {
        match &self.0 {
            Repr::Small(value) => Some(i128::from(*value)),
            Repr::Big(value) => value.to_i128(),
        }
    }

    /// The value as a `u64`, if it fits.
    pub fn to_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Small(value) => u64::try_from(*value).ok(),
            Repr::Big(value) => value.to_u64(),
        }
    }

    /// The value as a `u32`, if it fits.
    pub fn to_u32(&self) -> Option<u32> {
        u32::try_from(self.to_i64()?).ok()
    }

    /// The value as a `usize`, if it fits.
    pub fn to_usize(&self) -> Option<usize> {
        usize::try_from(self.to_u64()?).ok()
    }
}

impl Default for Integer {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Ord for Integer {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Repr::Small(left), Repr::Small(right)) = (&self.0, &other.0) {
            return left.cmp(right);
        }
        self.cmp_spilled(other)
    }
}

impl Integer {
    #[cold]
    fn cmp_spilled(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(left), Repr::Small(right)) => left.cmp(right),
            (Repr::Big(left), Repr::Big(right)) => left.cmp(right),
            // A spilled number lies beyond all inline ones, on the side of its sign.
            (Repr::Small(_), Repr::Big(_)) => 0.cmp(&other.signum()),
            (Repr::Big(_), Repr::Small(_)) => self.signum().cmp(&0),
        }
    }
}

impl PartialOrd for Integer {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Integer {
    #[inline]
    fn from(value: i64) -> Self {
        Self(Repr::Small(value))
    }
}

impl From<i32> for Integer {
    #[inline]
    fn from(value: i32) -> Self {
        Self(Repr::Small(i64::from(value)))
    }
}

impl From<u32> for Integer {
    #[inline]
    fn from(value: u32) -> Self {
        Self(Repr::Small(i64::from(value)))
    }
}

impl From<u64> for Integer {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or_else(|_| Self::from_big(BigInt::from(value)), Self::from)
    }
}

impl From<usize> for Integer {
    fn from(value: usize) -> Self {
        i64::try_from(value).map_or_else(|_| Self::from_big(BigInt::from(value)), Self::from)
    }
}

impl From<i128> for Integer {
    #[inline]
    fn from(value: i128) -> Self {
        i64::try_from(value).map_or_else(|_| Self::from_big(BigInt::from(value)), Self::from)
    }
}
