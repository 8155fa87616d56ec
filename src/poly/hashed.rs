//! The product of sparse polynomials: sums in a table by key, sorted at the end.

use super::lane::Lane;
use super::layout::Key;
use super::multiply::{Factors, Terms, joined};

/// Sums by key: an open table of places in two parallel lists.
struct Table<K, T> {
    /// One more than the place of an entry; 0 where there is none. Its length is a power of two.
    slots: Vec<u32>,
    keys: Vec<K>,
    totals: Vec<T>,
}

impl<K: Key, T: Clone> Table<K, T> {
    fn new() -> Self {
        Self {
            slots: vec![0; 1 << 12],
            keys: Vec::new(),
            totals: Vec::new(),
        }
    }

    /// The slot where the search for a key starts.
    fn start(&self, key: &K) -> usize {
        let mut hash = 0_u64;
        for word in key.words() {
            hash = (hash.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
        let bits = self.slots.len().trailing_zeros();
        usize::try_from(hash >> (64 - bits)).unwrap_or(0)
    }

    /// The sum under a key, made as `zero` where there is none yet.
    fn total(&mut self, key: K, zero: impl FnOnce() -> T) -> Option<&mut T> {
        let mask = self.slots.len() - 1;
        let mut slot = self.start(&key);
        loop {
            let place = usize::try_from(*self.slots.get(slot)?).ok()?;
            if place == 0 {
                break;
            }
            if *self.keys.get(place - 1)? == key {
                return self.totals.get_mut(place - 1);
            }
            slot = (slot + 1) & mask;
        }
        self.keys.push(key);
        self.totals.push(zero());
        *self.slots.get_mut(slot)? = u32::try_from(self.keys.len()).ok()?;
        if self.keys.len() * 2 > self.slots.len() {
            self.grow()?;
        }
        self.totals.last_mut()
    }

    fn grow(&mut self) -> Option<()> {
        let size = self.slots.len() * 2;
        self.slots = vec![0; size];
        for (place, key) in self.keys.iter().enumerate() {
            let mut slot = self.start(key);
            while *self.slots.get(slot)? != 0 {
                slot = (slot + 1) & (size - 1);
            }
            *self.slots.get_mut(slot)? = u32::try_from(place + 1).ok()?;
        }
        Some(())
    }
}

/// The product by a table of sums; `None` past the most terms allowed.
pub(super) fn hashed_product<K: Key, L: Lane>(factors: &Factors<'_>) -> Terms
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    let words = factors.layout.words();
    let left_keys = K::load(factors.left_keys, words);
    let right_keys = K::load(factors.right_keys, words);
    let left: Vec<L::Factor> = factors.left.iter().map(L::factor).collect();
    let right: Vec<L::Factor> = factors.right.iter().map(L::factor).collect();
    let mut table: Table<K, L::Total> = Table::new();
    for (key, a) in left_keys.iter().zip(&left) {
        for (other, b) in right_keys.iter().zip(&right) {
            L::add_product(table.total(key.plus(other), L::zero)?, a, b);
        }
        if table.keys.len() > factors.max_terms {
            return None;
        }
    }
    let mut terms: Vec<(K, L::Total)> = table.keys.into_iter().zip(table.totals).collect();
    terms.sort_unstable_by(|a, b| b.0.cmp(&a.0));
    Some(joined::<K, L>(terms))
}
