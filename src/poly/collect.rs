//! Lists of terms: sorted, and like terms joined.

use super::layout::{Key, with_key};
use crate::number::Integer;

/// Sorts terms by descending key and joins those of the same key; sums that are 0 vanish.
pub(super) fn collect_terms(
    words: usize,
    keys: &[u64],
    coefficients: Vec<Integer>,
) -> (Vec<u64>, Vec<Integer>) {
    with_key!(words, collect_with(words, keys, coefficients))
}

fn collect_with<K: Key>(
    words: usize,
    keys: &[u64],
    coefficients: Vec<Integer>,
) -> (Vec<u64>, Vec<Integer>)
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    let loaded = K::load(keys, words);
    let mut terms: Vec<(K, Integer)> = loaded.iter().cloned().zip(coefficients).collect();
    // Stable sorting finds the runs that the summands are already sorted in.
    terms.sort_by(|a, b| b.0.cmp(&a.0));
    let mut sorted: (Vec<K>, Vec<Integer>) = (Vec::new(), Vec::new());
    for (key, coefficient) in terms {
        match (sorted.0.last(), sorted.1.last_mut()) {
            (Some(last), Some(total)) if *last == key => *total += coefficient,
            _ => {
                drop_zero(&mut sorted);
                sorted.0.push(key);
                sorted.1.push(coefficient);
            }
        }
    }
    drop_zero(&mut sorted);
    (K::store(sorted.0), sorted.1)
}

/// Takes the last term away when its coefficient is 0.
fn drop_zero<K>(terms: &mut (Vec<K>, Vec<Integer>)) {
    if terms.1.last().is_some_and(Integer::is_zero) {
        terms.0.pop();
        terms.1.pop();
    }
}
