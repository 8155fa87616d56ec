//! Columns of integers.

use std::ops::Range;

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

    /// Bounds of the rows of a range, both met or passed by none: quickly and up to a power of two.
    pub(super) fn roughly(&self, rows: Range<usize>) -> (Integer, Integer) {
        match self {
            Self::Small(values) => {
                let values = values.get(rows).unwrap_or_default();
                // The bits of `v ^ (v >> 63)` are those of a number at least as far from 0.
                let (bits, signs) = values.iter().fold((0, 0), |(bits, signs), value| {
                    (bits | (value ^ (value >> 63)), signs | value)
                });
                let most = i64::MAX >> bits.leading_zeros().saturating_sub(1).min(63);
                let least = if signs < 0 { -most - 1 } else { 0 };
                (Integer::from(least), Integer::from(most))
            }
            Self::Large(_) => self.exactly(rows),
        }
    }

    /// The least and the greatest value of the rows of a range; 0 of no rows.
    pub(super) fn exactly(&self, rows: Range<usize>) -> (Integer, Integer) {
        match self {
            Self::Small(values) => {
                let values = values.get(rows).unwrap_or_default();
                let least = values.iter().copied().min().unwrap_or(0);
                let most = values.iter().copied().max().unwrap_or(0);
                (Integer::from(least), Integer::from(most))
            }
            Self::Large(values) => {
                let values = values.get(rows).unwrap_or_default();
                let least = values.iter().min().cloned().unwrap_or_default();
                (least, values.iter().max().cloned().unwrap_or_default())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rough_bounds_hold_every_value(values in prop::collection::vec(
            (any::<i64>(), 0_u32..64).prop_map(|(v, shift)| v >> shift), 1..20
        )) {
            let column = Column::Small(values.clone());
            let (low, high) = column.roughly(0..values.len());
            let (least, most) = column.exactly(0..values.len());
            prop_assert!(low <= least && most <= high);
            // Rough, but within a factor of two of the value farthest from 0.
            let farthest = least.abs().max(most.abs());
            prop_assert!(high <= &farthest + &farthest + Integer::ONE);
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
