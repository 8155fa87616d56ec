//! How wide the sums of a multiplication are: chosen once from bounds, before the loop.

use super::coefficients::Coefficients;
use crate::number::Integer;

/// The arithmetic of one multiplication: what coefficients are held in and what they are summed in.
pub(super) trait Lane {
    /// A coefficient of a factor.
    type Factor: Clone + Send + Sync;
    /// A sum of products; none at first, which is 0.
    type Total: Clone + Default + Send + Sync;
    /// A coefficient, which the bounds have shown to fit.
    fn factor(value: &Integer) -> Self::Factor;
    /// Twice a coefficient.
    fn twice(value: &Self::Factor) -> Self::Factor;
    /// The empty sum.
    fn zero() -> Self::Total;
    /// Adds a product, which the bounds have shown to fit.
    fn add_product(total: &mut Self::Total, a: &Self::Factor, b: &Self::Factor);
    /// Adds another sum.
    fn add(total: &mut Self::Total, other: &Self::Total);
    /// Whether a sum is 0.
    fn is_zero(total: &Self::Total) -> bool;
    /// The sum as a coefficient.
    fn finish(total: Self::Total) -> Integer;
    /// Sums as coefficients.
    fn gather(totals: Vec<Self::Total>) -> Coefficients {
        totals.into_iter().map(Self::finish).collect()
    }
}

/// Everything fits an `i64`.
pub(super) struct Single;

/// Coefficients fit an `i64`, sums an `i128`.
pub(super) struct Double;

/// No bound.
pub(super) struct Unbounded;

impl Lane for Single {
    type Factor = i64;
    type Total = i64;

    fn factor(value: &Integer) -> i64 {
        value.to_i64().unwrap_or(0)
    }

    fn twice(value: &i64) -> i64 {
        value << 1
    }

    fn zero() -> i64 {
        0
    }

    #[inline]
    fn add_product(total: &mut i64, a: &i64, b: &i64) {
        *total = total.wrapping_add(a.wrapping_mul(*b));
    }

    #[inline]
    fn add(total: &mut i64, other: &i64) {
        *total = total.wrapping_add(*other);
    }

    fn is_zero(total: &i64) -> bool {
        *total == 0
    }

    fn finish(total: i64) -> Integer {
        Integer::from(total)
    }
}

impl Lane for Double {
    type Factor = i64;
    type Total = i128;

    fn factor(value: &Integer) -> i64 {
        value.to_i64().unwrap_or(0)
    }

    fn twice(value: &i64) -> i64 {
        value << 1
    }

    fn zero() -> i128 {
        0
    }

    #[inline]
    fn add_product(total: &mut i128, a: &i64, b: &i64) {
        *total = total.wrapping_add(i128::from(*a) * i128::from(*b));
    }

    #[inline]
    fn add(total: &mut i128, other: &i128) {
        *total = total.wrapping_add(*other);
    }

    fn is_zero(total: &i128) -> bool {
        *total == 0
    }

    fn finish(total: i128) -> Integer {
        Integer::from(total)
    }

    fn gather(totals: Vec<i128>) -> Coefficients {
        totals.into()
    }
}

impl Lane for Unbounded {
    type Factor = Integer;
    type Total = Integer;

    fn factor(value: &Integer) -> Integer {
        value.clone()
    }

    fn twice(value: &Integer) -> Integer {
        value.mul_i64(2)
    }

    fn zero() -> Integer {
        Integer::ZERO
    }

    fn add_product(total: &mut Integer, a: &Integer, b: &Integer) {
        total.add_mul(a, b);
    }

    fn add(total: &mut Integer, other: &Integer) {
        *total += other;
    }

    fn is_zero(total: &Integer) -> bool {
        total.is_zero()
    }

    fn finish(total: Integer) -> Integer {
        total
    }
}

/// Which arithmetic a multiplication can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    Single,
    Double,
    Unbounded,
}

impl Width {
    /// The narrowest arithmetic for factors of so many bits and sums of so many bits.
    pub(super) fn fitting(factor_bits: u64, total_bits: u64) -> Self {
        match (factor_bits, total_bits) {
            (..=61, ..=62) => Self::Single,
            (..=61, ..=126) => Self::Double,
            _ => Self::Unbounded,
        }
    }
}

/// Calls a function that is generic over a key type and a lane.
macro_rules! with_lane {
    ($width:expr, $key:ty, $function:ident($($argument:expr),* $(,)?)) => {
        match $width {
            Width::Single => $function::<$key, Single>($($argument),*),
            Width::Double => $function::<$key, Double>($($argument),*),
            Width::Unbounded => $function::<$key, Unbounded>($($argument),*),
        }
    };
}

pub(super) use with_lane;
