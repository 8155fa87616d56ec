//! How much a normal form may cost, and estimates made before anything is spent.

use super::layout::Layout;
use super::{Measure, PolyError};
use crate::number::Integer;

/// Limits on memory and work. They are compared with estimates before memory is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Terms of one polynomial.
    pub max_terms: usize,
    /// Bits of one coefficient.
    pub max_bits: u64,
    /// The largest exponent, by absolute value.
    pub max_exponent: u64,
    /// Bits of all coefficients, and bits of all packed exponents, of one polynomial together.
    pub max_volume: u64,
    /// Products of two terms, each counted as often as its coefficients have machine words to
    /// multiply: in one multiplication or power, and in all those of one normal form together.
    pub max_products: u64,
    /// Elements of a sum or product that is written out one by one.
    pub max_elements: u64,
}

/// The largest exponent that packing can hold with room for one addition.
const LARGEST_EXPONENT: u64 = 1 << 60;

impl Default for Budget {
    fn default() -> Self {
        Self {
            max_terms: 200_000,
            max_bits: 1 << 20,
            max_exponent: 1 << 50,
            max_volume: 1 << 31,
            max_products: 1 << 28,
            max_elements: 10_000,
        }
    }
}

impl Budget {
    /// Refuses an estimate above a limit.
    pub(super) fn allow(
        what: Measure,
        estimate: impl Into<Integer>,
        limit: u64,
    ) -> Result<(), PolyError> {
        let estimate = estimate.into();
        if estimate > Integer::from(limit) {
            return Err(PolyError::Budget {
                what,
                estimate,
                limit,
            });
        }
        Ok(())
    }

    /// Refuses more terms than allowed.
    pub(super) fn allow_terms(&self, estimate: impl Into<Integer>) -> Result<(), PolyError> {
        Self::allow(
            Measure::Terms,
            estimate,
            u64::try_from(self.max_terms).unwrap_or(u64::MAX),
        )
    }

    /// Refuses larger numbers than allowed.
    pub(super) fn allow_bits(&self, estimate: u64) -> Result<(), PolyError> {
        Self::allow(Measure::Bits, estimate, self.max_bits)
    }

    /// Refuses so many coefficients of so many bits.
    pub(super) fn allow_volume(&self, terms: u64, bits: u64) -> Result<(), PolyError> {
        self.allow_bits(bits)?;
        let volume = Integer::from(terms) * Integer::from(bits.max(64));
        Self::allow(Measure::Volume, volume, self.max_volume)
    }

    /// Refuses the keys of so many terms where they take many words each.
    pub(super) fn allow_keys(&self, terms: u64, layout: &Layout) -> Result<(), PolyError> {
        let words = u64::try_from(layout.words()).unwrap_or(u64::MAX);
        let bits = Integer::from(terms) * Integer::from(words.saturating_mul(64));
        Self::allow(Measure::Volume, bits, self.max_volume)
    }

    /// Refuses exponents of this size.
    pub(super) fn allow_exponent(&self, size: impl Into<Integer>) -> Result<(), PolyError> {
        Self::allow(
            Measure::Exponent,
            size,
            self.max_exponent.min(LARGEST_EXPONENT),
        )
    }

    /// Refuses so many products of terms.
    pub(super) fn allow_products(&self, estimate: impl Into<Integer>) -> Result<(), PolyError> {
        Self::allow(Measure::Products, estimate, self.max_products)
    }
}

/// The binomial coefficient `n` over `k`; past 2^64 only a lower bound that is past it too.
pub(super) fn binomial_estimate(n: u64, k: u64) -> Integer {
    let k = k.min(n.saturating_sub(k));
    let mut value = Integer::ONE;
    for i in 0..k {
        // Exact at every step: a product of i + 1 consecutive numbers over (i + 1)!.
        let product = value * Integer::from(n - i);
        value = product.div_exact(&Integer::from(i + 1)).unwrap_or(product);
        if value.bits() > 128 {
            break;
        }
    }
    value
}
