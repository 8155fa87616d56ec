//! The widths of integer in which a block of rows is worked out.

use std::cmp::Ordering;

use super::wide::Wide;
use crate::number::Integer;

/// A width of integer. All arithmetic of fixed widths wraps; a block is worked out in a width only
/// after its bounds have shown that no value leaves it.
pub(super) trait Lane: Clone + Default + Send + Sync {
    fn to_integer(&self) -> Integer;
    fn add(&self, other: &Self) -> Self;
    fn subtract(&self, other: &Self) -> Self;
    fn multiply(&self, other: &Self) -> Self;
    /// The floor of the quotient, and what remains; 0 and 0 for a divisor of 0.
    fn divide(&self, divisor: &Self) -> (Self, Self);
    fn compare(&self, other: &Self) -> Ordering;
    fn truth(value: bool) -> Self;
    fn is_zero(&self) -> bool;
}

macro_rules! machine_lane {
    () => {
        fn to_integer(&self) -> Integer {
            Integer::from(*self)
        }
        #[inline]
        fn add(&self, other: &Self) -> Self {
            self.wrapping_add(*other)
        }
        #[inline]
        fn subtract(&self, other: &Self) -> Self {
            self.wrapping_sub(*other)
        }
        #[inline]
        fn multiply(&self, other: &Self) -> Self {
            self.wrapping_mul(*other)
        }
        #[inline]
        fn divide(&self, divisor: &Self) -> (Self, Self) {
            let Some(quotient) = self.checked_div(*divisor) else {
                return (0, 0);
            };
            let rest = self.wrapping_sub(quotient.wrapping_mul(*divisor));
            if rest != 0 && (rest < 0) != (*divisor < 0) {
                (quotient.wrapping_sub(1), rest.wrapping_add(*divisor))
            } else {
                (quotient, rest)
            }
        }
        #[inline]
        fn compare(&self, other: &Self) -> Ordering {
            self.cmp(other)
        }
        #[inline]
        fn truth(value: bool) -> Self {
            Self::from(value)
        }
        #[inline]
        fn is_zero(&self) -> bool {
            *self == 0
        }
    };
}

impl Lane for i64 {
    machine_lane!();
}

impl Lane for i128 {
    machine_lane!();
}

impl Lane for Wide {
    fn to_integer(&self) -> Integer {
        Wide::to_integer(*self)
    }
    #[inline]
    fn add(&self, other: &Self) -> Self {
        Wide::add(*self, *other)
    }
    #[inline]
    fn subtract(&self, other: &Self) -> Self {
        Wide::subtract(*self, *other)
    }
    #[inline]
    fn multiply(&self, other: &Self) -> Self {
        Wide::multiply(*self, *other)
    }
    /// Rare enough at this width to go through integers of any size.
    fn divide(&self, divisor: &Self) -> (Self, Self) {
        let parts = self.to_integer().div_rem_floor(&divisor.to_integer());
        parts.map_or_else(Default::default, |(quotient, rest)| {
            (Wide::from_integer(&quotient), Wide::from_integer(&rest))
        })
    }
    #[inline]
    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }
    fn truth(value: bool) -> Self {
        Wide::from(i64::from(value))
    }
    fn is_zero(&self) -> bool {
        *self == Self::default()
    }
}

impl Lane for Integer {
    fn to_integer(&self) -> Integer {
        self.clone()
    }
    fn add(&self, other: &Self) -> Self {
        self + other
    }
    fn subtract(&self, other: &Self) -> Self {
        self - other
    }
    fn multiply(&self, other: &Self) -> Self {
        self * other
    }
    fn divide(&self, divisor: &Self) -> (Self, Self) {
        self.div_rem_floor(divisor).unwrap_or_default()
    }
    fn compare(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }
    fn truth(value: bool) -> Self {
        Self::from(i64::from(value))
    }
    fn is_zero(&self) -> bool {
        Integer::is_zero(self)
    }
}
