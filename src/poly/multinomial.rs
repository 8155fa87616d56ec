//! Powers term by term: the multinomial formula.

use super::Polynomial;
use super::collect::collect_terms;
use super::layout::{Key, Layout, with_key};
use crate::number::Integer;

impl Polynomial {
    /// The power, all terms of the multinomial formula listed. The caller has checked that they
    /// are not too many and the exponents not too large.
    pub(super) fn multinomial_power(&self, exponent: u64) -> Self {
        let degree = self.top().saturating_mul(exponent);
        let layout = if self.layout.capacity() >= degree {
            self.layout
        } else {
            Layout::fitting(self.layout.variables(), degree)
        };
        let times = i64::try_from(exponent).unwrap_or(i64::MAX);
        let raised = self.shift.iter().map(|e| e.saturating_mul(times));
        let shift = raised.collect();
        let keys = self.keys_in(layout, &self.shift);
        let listing = (keys.as_ref(), &*self.coefficients);
        let words = layout.words();
        let (keys, coefficients) = with_key!(words, listed(words, listing, exponent));
        let (keys, coefficients) = collect_terms(words, &keys, coefficients);
        let power = Self {
            layout,
            shift,
            keys,
            coefficients: coefficients.into(),
            denominator: self.denominator.pow(u32::try_from(exponent).unwrap_or(0)),
        };
        power.reduced()
    }
}

/// The terms of a power in the making.
struct Listing<K> {
    /// For each term of the base its powers, from 0 up.
    powers: Vec<Vec<(K, Integer)>>,
    keys: Vec<K>,
    coefficients: Vec<Integer>,
}

fn listed<K: Key>(
    words: usize,
    (keys, coefficients): (&[u64], &[Integer]),
    exponent: u64,
) -> (Vec<u64>, Vec<Integer>)
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    let zero = vec![0; words];
    let zero = K::load(&zero, words);
    let Some(one) = zero.first() else {
        return (Vec::new(), Vec::new());
    };
    let powers = K::load(keys, words);
    let powers = powers.iter().zip(coefficients).map(|(key, coefficient)| {
        let mut power = (one.clone(), Integer::ONE);
        let mut powers = vec![power.clone()];
        for _ in 0..exponent {
            power = (power.0.plus(key), power.1 * coefficient);
            powers.push(power.clone());
        }
        powers
    });
    let mut listing = Listing {
        powers: powers.collect(),
        keys: Vec::new(),
        coefficients: Vec::new(),
    };
    listing.extend(0, exponent, one, &Integer::ONE);
    (K::store(listing.keys), listing.coefficients)
}

impl<K: Key> Listing<K> {
    /// Lists the terms in which the terms of the base from `place` on take the `left` powers that
    /// the ones before them left.
    fn extend(&mut self, place: usize, left: u64, key: &K, coefficient: &Integer) {
        let Some(powers) = self.powers.get(place) else {
            return;
        };
        if place + 1 == self.powers.len() {
            let last = usize::try_from(left).ok().and_then(|left| powers.get(left));
            if let Some((step, power)) = last {
                self.keys.push(key.plus(step));
                self.coefficients.push(coefficient * power);
            }
            return;
        }
        // C(left, taken), changed from one number taken to the next.
        let mut choices = Integer::ONE;
        for taken in 0..=left {
            let power = usize::try_from(taken).ok();
            let power = power.and_then(|taken| self.powers.get(place)?.get(taken));
            let Some((step, power)) = power else {
                return;
            };
            let key = key.plus(step);
            let coefficient = &(coefficient * &choices) * power;
            self.extend(place + 1, left - taken, &key, &coefficient);
            let next = choices * Integer::from(left - taken);
            choices = next.div_exact(&Integer::from(taken + 1)).unwrap_or(next);
        }
    }
}
