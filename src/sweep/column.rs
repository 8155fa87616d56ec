//! Columns of integers.

use std::borrow::Cow;
use std::ops::Range;

use super::plan::Reach;
use crate::number::Integer;

/// The values of one name, a row each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Each fits a machine word.
    Small(Vec<i64>),
    /// At least one does not.
    Large(Vec<Integer>),
}

impl Column {
    /// An empty column with room for so many rows.
    pub fn with_capacity(rows: usize) -> Self {
        Self::Small(Vec::with_capacity(rows))
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Small(values) => values.len(),
            Self::Large(values) => values.len(),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value in a row, if there is such a row.
    pub fn get(&self, row: usize) -> Option<Integer> {
        match self {
            Self::Small(values) => values.get(row).map(|value| Integer::from(*value)),
            Self::Large(values) => values.get(row).cloned(),
        }
    }

    /// One row more. The first value past a machine word widens the whole column.
    pub fn push(&mut self, value: Integer) {
        match (&mut *self, value.to_i64()) {
            (Self::Small(values), Some(small)) => values.push(small),
            (Self::Small(values), None) => {
                let mut widened: Vec<Integer> = values.iter().map(|v| Integer::from(*v)).collect();
                widened.push(value);
                *self = Self::Large(widened);
            }
            (Self::Large(values), _) => values.push(value),
        }
    }

    /// One row more, of a machine word.
    pub fn push_small(&mut self, value: i64) {
        match self {
            Self::Small(values) => values.push(value),
            Self::Large(values) => values.push(Integer::from(value)),
        }
    }

    /// Forgets the rows and keeps the room.
    pub fn clear(&mut self) {
        match self {
            Self::Small(values) => values.clear(),
            Self::Large(_) => *self = Self::Small(Vec::new()),
        }
    }

    /// How far the rows of a range reach from 0, up to a power of two.
    pub(super) fn reach(&self, rows: Range<usize>) -> Reach {
        match self {
            Self::Small(values) => {
                let values = values.get(rows).unwrap_or_default();
                let mut bits = values.iter().fold(0, |bits, value| bits | value);
                let negative = bits < 0;
                if negative {
                    // The bits of `v ^ (v >> 63)` are those of a number at least as far from 0.
                    let folded = values.iter().map(|value| value ^ (value >> 63));
                    bits = folded.fold(0, |bits, value| bits | value);
                }
                Reach::new(u64::from(64 - bits.leading_zeros()), negative)
            }
            Self::Large(values) => {
                let values = values.get(rows).unwrap_or_default();
                let bits = values.iter().map(Integer::bits).max();
                Reach::new(bits.unwrap_or(0), values.iter().any(Integer::is_negative))
            }
        }
    }

    /// The rows of a range as integers of any size.
    pub(super) fn integers(&self, rows: Range<usize>) -> Cow<'_, [Integer]> {
        match self {
            Self::Small(values) => {
                let values = values.get(rows).unwrap_or_default();
                values.iter().map(|value| Integer::from(*value)).collect()
            }
            Self::Large(values) => Cow::Borrowed(values.get(rows).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_value_is_within_reach(values in prop::collection::vec(
            (any::<i64>(), 0_u32..64).prop_map(|(v, shift)| v >> shift), 1..20
        )) {
            let column = Column::Small(values.clone());
            let (low, high) = column.reach(0..values.len()).interval();
            for value in values.iter().map(|value| Integer::from(*value)) {
                prop_assert!(low <= value && value <= high);
            }
            // Within a factor of two of the value farthest from 0.
            let farthest = values.iter().map(|value| value.unsigned_abs()).max().unwrap_or(0);
            prop_assert!(high <= Integer::from(farthest) + Integer::from(farthest));
        }
    }

    #[test]
    fn a_column_widens_with_its_first_large_value() {
        let mut column = Column::with_capacity(2);
        column.push(Integer::from(7));
        column.push(Integer::from(2).pow(80));
        column.push_small(-1);
        let expected = [7.into(), Integer::from(2).pow(80), (-1).into()];
        assert_eq!(column, Column::Large(expected.to_vec()));
    }
}
