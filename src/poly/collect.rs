//! Polynomials from lists of terms: sorted, and like terms joined.

use super::Polynomial;
use super::layout::{Key, Layout, with_key};
use crate::number::Integer;

impl Polynomial {
    /// The sum of terms with integer coefficients over one positive denominator. Exponents are
    /// within the limits of a budget.
    pub(super) fn from_terms(terms: Vec<(Integer, Vec<i64>)>, denominator: Integer) -> Self {
        let variables = terms.iter().map(|(_, exponents)| exponents.len()).max();
        let mut shift = vec![0_i64; variables.unwrap_or(0)];
        for (_, exponents) in &terms {
            for (least, exponent) in shift.iter_mut().zip(exponents) {
                *least = (*least).min(*exponent);
            }
        }
        // Missing exponents are 0, which the shift may lie below.
        let raised = |exponents: &[i64]| -> Vec<u64> {
            let full = exponents.iter().copied().chain(std::iter::repeat(0));
            full.zip(&shift)
                .map(|(e, least)| e.abs_diff(*least))
                .collect()
        };
        let degree = terms.iter().map(|(_, e)| raised(e).iter().sum::<u64>());
        let layout = Layout::fitting(shift.len(), degree.max().unwrap_or(0));
        let mut keys = vec![0; layout.words() * terms.len()];
        let mut coefficients = Vec::with_capacity(terms.len());
        let places = keys.chunks_exact_mut(layout.words());
        for ((coefficient, exponents), key) in terms.into_iter().zip(places) {
            layout.pack(raised(&exponents).into_iter(), key);
            coefficients.push(coefficient);
        }
        let (keys, coefficients) = collect_terms(layout.words(), &keys, coefficients);
        if shift.iter().all(|exponent| *exponent == 0) {
            shift.clear();
        }
        let collected = Self {
            layout,
            shift,
            keys,
            coefficients,
            denominator,
        };
        collected.reduced()
    }
}

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
