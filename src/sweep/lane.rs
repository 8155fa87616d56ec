//! The widths of integer in which a block of rows is worked out.

use std::cmp::Ordering;

use super::column::Column;
use super::wide::Wide;
use crate::number::Integer;

/// A width of integer. All arithmetic of fixed widths wraps; a block is worked out in a width only
/// after its bounds have shown that no value leaves it.
pub(super) trait Lane: Clone + Default + Send + Sync {
    fn from_integer(value: &Integer) -> Self;
    fn to_integer(&self) -> Integer;
    /// The rows of a column; `None` where they are held in this very width already.
    fn from_column(column: &Column, rows: std::ops::Range<usize>) -> Vec<Self>;
    /// The rows themselves where the column holds this very width.
    fn borrowed(_: &Column, _: std::ops::Range<usize>) -> Option<&[Self]> {
        None
    }
    fn add(&self, other: &Self) -> Self;
    fn subtract(&self, other: &Self) -> Self;
    fn multiply(&self, other: &Self) -> Self;
    /// The floor of the quotient, and what remains; 0 and 0 for a divisor of 0.
    fn divide(&self, divisor: &Self) -> (Self, Self);
    fn compare(&self, other: &Self) -> Ordering;
    fn truth(value: bool) -> Self;
    fn is_zero(&self) -> bool;
}

/// The rows of a range; a column is as long as its table.
fn within<T>(values: &[T], rows: std::ops::Range<usize>) -> &[T] {
    values.get(rows).unwrap_or_default()
}

macro_rules! machine_lane {
    ($type:ty, $to_integer:expr, $narrow:ident) => {
        fn from_integer(value: &Integer) -> Self {
            value.$narrow().unwrap_or_default()
        }
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
    machine_lane!(i64, Integer::from, to_i64);

    fn from_column(column: &Column, rows: std::ops::Range<usize>) -> Vec<Self> {
        match column {
            Column::Small(values) => within(values, rows).to_vec(),
            Column::Large(values) => within(values, rows)
                .iter()
                .map(Self::from_integer)
                .collect(),
        }
    }

    fn borrowed(column: &Column, rows: std::ops::Range<usize>) -> Option<&[Self]> {
        match column {
            Column::Small(values) => values.get(rows),
            Column::Large(_) => None,
        }
    }
}

impl Lane for i128 {
    machine_lane!(i128, Integer::from, to_i128);

    fn from_column(column: &Column, rows: std::ops::Range<usize>) -> Vec<Self> {
        match column {
            Column::Small(values) => within(values, rows)
                .iter()
                .map(|v| i128::from(*v))
                .collect(),
            Column::Large(values) => within(values, rows)
                .iter()
                .map(Self::from_integer)
                .collect(),
        }
    }
}

impl Lane for Wide {
    fn from_integer(value: &Integer) -> Self {
        Wide::from_integer(value)
    }
    fn to_integer(&self) -> Integer {
        Wide::to_integer(*self)
    }
    fn from_column(column: &Column, rows: std::ops::Range<usize>) -> Vec<Self> {
        match column {
            Column::Small(values) => within(values, rows)
                .iter()
                .map(|v| Wide::from_small(*v))
                .collect(),
            Column::Large(values) => within(values, rows)
                .iter()
                .map(Wide::from_integer)
                .collect(),
        }
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
        Wide::from_small(i64::from(value))
    }
    fn is_zero(&self) -> bool {
        *self == Self::default()
    }
}

impl Lane for Integer {
    fn from_integer(value: &Integer) -> Self {
        value.clone()
    }
    fn to_integer(&self) -> Integer {
        self.clone()
    }
    fn from_column(column: &Column, rows: std::ops::Range<usize>) -> Vec<Self> {
        match column {
            Column::Small(values) => within(values, rows)
                .iter()
                .map(|v| Self::from(*v))
                .collect(),
            Column::Large(values) => within(values, rows).to_vec(),
        }
    }
    fn borrowed(column: &Column, rows: std::ops::Range<usize>) -> Option<&[Self]> {
        match column {
            Column::Large(values) => values.get(rows),
            Column::Small(_) => None,
        }
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
