//! The coefficients of a polynomial: one by one, or all in 128 bits as a kernel left them.

use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use crate::number::Integer;

/// The numerators of all coefficients of a polynomial.
///
/// Most are read as a list of integers. A large product whose sums fit 128 bits keeps them as they
/// came out of the kernel, 16 bytes each and without an allocation of their own; the list is made
/// when it is first asked for.
#[derive(Clone, Debug)]
pub(super) struct Coefficients {
    wide: Option<Vec<i128>>,
    list: OnceLock<Vec<Integer>>,
}

impl Coefficients {
    /// No coefficients.
    pub(super) fn new() -> Self {
        Vec::<Integer>::new().into()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.wide
            .as_ref()
            .map_or_else(|| self.list().len(), Vec::len)
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bit length of the longest.
    pub(super) fn bits(&self) -> u64 {
        match &self.wide {
            Some(wide) => {
                let longest = wide
                    .iter()
                    .fold(0, |longest, value| longest | value.unsigned_abs());
                u64::from(u128::BITS - longest.leading_zeros())
            }
            None => self.list().iter().map(Integer::bits).max().unwrap_or(0),
        }
    }

    /// The bit length of the sum of their magnitudes, where each fits 128 bits and the sum does too.
    pub(super) fn norm_bits(&self) -> Option<u64> {
        let sum = match &self.wide {
            Some(wide) => wide
                .iter()
                .try_fold(0_u128, |sum, value| sum.checked_add(value.unsigned_abs())),
            None => self.list().iter().try_fold(0_u128, |sum, value| {
                sum.checked_add(value.to_i128()?.unsigned_abs())
            }),
        };
        sum.map(|sum| u64::from(u128::BITS - sum.leading_zeros()))
    }

    /// One of them.
    pub(super) fn get(&self, place: usize) -> Option<Integer> {
        match &self.wide {
            Some(wide) => wide.get(place).copied().map(Integer::from),
            None => self.list().get(place).cloned(),
        }
    }

    fn list(&self) -> &Vec<Integer> {
        let convert = |wide: &Vec<i128>| wide.iter().copied().map(Integer::from).collect();
        self.list
            .get_or_init(|| self.wide.as_ref().map(convert).unwrap_or_default())
    }
}

impl Deref for Coefficients {
    type Target = [Integer];

    fn deref(&self) -> &[Integer] {
        self.list()
    }
}

impl DerefMut for Coefficients {
    fn deref_mut(&mut self) -> &mut [Integer] {
        self.list();
        self.wide = None;
        self.list.get_mut().map_or(&mut [], Vec::as_mut_slice)
    }
}

impl From<Vec<Integer>> for Coefficients {
    fn from(list: Vec<Integer>) -> Self {
        Self {
            wide: None,
            list: list.into(),
        }
    }
}

impl From<Vec<i128>> for Coefficients {
    fn from(wide: Vec<i128>) -> Self {
        Self {
            wide: Some(wide),
            list: OnceLock::new(),
        }
    }
}

impl FromIterator<Integer> for Coefficients {
    fn from_iter<I: IntoIterator<Item = Integer>>(values: I) -> Self {
        values.into_iter().collect::<Vec<Integer>>().into()
    }
}

impl PartialEq for Coefficients {
    fn eq(&self, other: &Self) -> bool {
        match (&self.wide, &other.wide) {
            (Some(a), Some(b)) => a == b,
            _ => self.list() == other.list(),
        }
    }
}

impl Eq for Coefficients {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_the_same_numbers() {
        let values = [0, -1, i128::from(i64::MIN), i128::MAX, i128::MIN];
        let wide = Coefficients::from(values.to_vec());
        let mut list: Coefficients = values.into_iter().map(Integer::from).collect();
        assert_eq!(wide, list);
        assert_eq!(wide.bits(), 128);
        assert_eq!(list.bits(), 128);
        assert_eq!((wide.norm_bits(), list.norm_bits()), (None, None));
        let few = Coefficients::from(vec![3_i128, -4, 1]);
        assert_eq!((few.bits(), few.norm_bits()), (3, Some(4)));
        assert_eq!(wide.get(2), Some(Integer::from(i64::MIN)));
        assert_eq!(wide.get(5), None);
        let mut changed = wide.clone();
        changed[0] = Integer::from(7);
        assert_ne!(changed, wide);
        list[0] = Integer::from(7);
        assert_eq!(changed, list);
    }
}
