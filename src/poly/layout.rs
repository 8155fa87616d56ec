//! Exponent vectors packed into machine words.
//!
//! A key holds the total degree in its top field and one field for each variable below it, all
//! of one width. Comparing keys word by word is the graded lexicographic order, and adding keys
//! multiplies monomials. Nothing can carry from field to field as long as the total degree fits
//! its field, since no exponent exceeds it: that one comparison guards every operation.

use std::borrow::Cow;

/// The widest field; one addition of two such fields stays inside the word.
const MAX_FIELD_BITS: u32 = 62;

/// How exponents lie in a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    variables: usize,
    words: usize,
    per_word: usize,
    bits: u32,
}

impl Layout {
    /// The layout of fewest words in which so many variables reach this total degree.
    pub(super) fn fitting(variables: usize, degree: u64) -> Self {
        let fields = variables + 1;
        let mut words = 1;
        loop {
            let layout = Self::of(variables, fields, words);
            if layout.bits > 0 && (layout.capacity() >= degree || words >= fields) {
                return layout;
            }
            words *= 2;
        }
    }

    fn of(variables: usize, fields: usize, words: usize) -> Self {
        let per_word = fields.div_ceil(words);
        let width = u32::try_from(64 / per_word).unwrap_or(0);
        Self {
            variables,
            words,
            per_word,
            bits: width.min(MAX_FIELD_BITS),
        }
    }

    /// How many variables it has fields for.
    pub(super) fn variables(&self) -> usize {
        self.variables
    }

    /// How many words a key has.
    pub(super) fn words(&self) -> usize {
        self.words
    }

    /// The width of each field.
    pub(super) fn bits(&self) -> u32 {
        self.bits
    }

    /// The greatest total degree that a key can hold.
    pub(super) fn capacity(&self) -> u64 {
        (1 << self.bits) - 1
    }

    /// Where field 0, the total degree, or field `i + 1`, variable `i`, lies: word and shift.
    fn place(&self, field: usize) -> (usize, u32) {
        let slot = u32::try_from(field % self.per_word).unwrap_or(0);
        (field / self.per_word, 64 - self.bits * (slot + 1))
    }

    /// The total degree in a key.
    pub(super) fn degree(&self, key: &[u64]) -> u64 {
        self.field(key, 0)
    }

    /// The exponent of a variable in a key.
    pub(super) fn exponent(&self, key: &[u64], variable: usize) -> u64 {
        if variable < self.variables {
            self.field(key, variable + 1)
        } else {
            0
        }
    }

    fn field(&self, key: &[u64], field: usize) -> u64 {
        let (word, shift) = self.place(field);
        key.get(word)
            .map_or(0, |word| (word >> shift) & self.capacity())
    }

    /// Writes the key of these exponents, whose sum must be within the capacity, into zeroed words.
    pub(super) fn pack(&self, exponents: impl Iterator<Item = u64>, key: &mut [u64]) {
        let mut degree = 0;
        for (variable, exponent) in exponents.enumerate().take(self.variables) {
            degree += exponent;
            self.put(key, variable + 1, exponent);
        }
        debug_assert!(
            degree <= self.capacity(),
            "the layout was chosen too narrow"
        );
        self.put(key, 0, degree);
    }

    /// Writes the key of a few powers, given by variable, into zeroed words.
    pub(super) fn pack_powers(&self, powers: impl Iterator<Item = (usize, u64)>, key: &mut [u64]) {
        let mut degree = 0;
        for (variable, exponent) in powers {
            degree += exponent;
            self.put(key, variable + 1, exponent);
        }
        debug_assert!(
            degree <= self.capacity(),
            "the layout was chosen too narrow"
        );
        self.put(key, 0, degree);
    }

    /// Writes the key of one power into zeroed words.
    pub(super) fn put_power(&self, key: &mut [u64], variable: usize, exponent: u64) {
        self.pack_powers(std::iter::once((variable, exponent)), key);
    }

    /// The variables with an exponent in a key, and the exponents.
    pub(super) fn nonzero(&self, key: &[u64]) -> impl Iterator<Item = (usize, u64)> {
        let used = key.iter().enumerate().filter(|(_, word)| **word != 0);
        used.flat_map(move |(place, word)| {
            let first = place * self.per_word;
            (first..first + self.per_word).filter_map(move |field| {
                let (_, shift) = self.place(field);
                let exponent = (word >> shift) & self.capacity();
                Some((field.checked_sub(1)?, exponent)).filter(|(_, exponent)| *exponent > 0)
            })
        })
    }

    fn put(&self, key: &mut [u64], field: usize, value: u64) {
        let (word, shift) = self.place(field);
        if let Some(word) = key.get_mut(word) {
            *word |= value << shift;
        }
    }

    /// Whether each exponent of `divisor` is at most that of `key`.
    pub(super) fn divides(&self, divisor: &[u64], key: &[u64]) -> bool {
        (0..=self.variables).all(|field| self.field(divisor, field) <= self.field(key, field))
    }
}

/// A key in the form the kernels work on: one word, a few, or any number.
pub(super) trait Key: Clone + Ord + Send + Sync {
    /// The keys that lie one after the other in `flat`, `words` words each.
    fn load(flat: &[u64], words: usize) -> Cow<'_, [Self]>
    where
        [Self]: ToOwned<Owned = Vec<Self>>;
    /// The words of keys, one after the other.
    fn store(keys: Vec<Self>) -> Vec<u64>;
    /// The key of a product.
    fn plus(&self, other: &Self) -> Self;
    /// The key of an exact quotient.
    fn minus(&self, other: &Self) -> Self;
    /// The words.
    fn words(&self) -> &[u64];
}

impl Key for u64 {
    fn load(flat: &[u64], _: usize) -> Cow<'_, [Self]> {
        Cow::Borrowed(flat)
    }

    fn store(keys: Vec<Self>) -> Vec<u64> {
        keys
    }

    #[inline]
    fn plus(&self, other: &Self) -> Self {
        self.wrapping_add(*other)
    }

    #[inline]
    fn minus(&self, other: &Self) -> Self {
        self.wrapping_sub(*other)
    }

    #[inline]
    fn words(&self) -> &[u64] {
        std::slice::from_ref(self)
    }
}

impl<const N: usize> Key for [u64; N] {
    fn load(flat: &[u64], _: usize) -> Cow<'_, [Self]> {
        Cow::Borrowed(flat.as_chunks::<N>().0)
    }

    fn store(keys: Vec<Self>) -> Vec<u64> {
        keys.as_flattened().to_vec()
    }

    #[inline]
    fn plus(&self, other: &Self) -> Self {
        let mut sum = *self;
        for (word, other) in sum.iter_mut().zip(other) {
            *word = word.wrapping_add(*other);
        }
        sum
    }

    #[inline]
    fn minus(&self, other: &Self) -> Self {
        let mut difference = *self;
        for (word, other) in difference.iter_mut().zip(other) {
            *word = word.wrapping_sub(*other);
        }
        difference
    }

    #[inline]
    fn words(&self) -> &[u64] {
        self
    }
}

impl Key for Box<[u64]> {
    fn load(flat: &[u64], words: usize) -> Cow<'_, [Self]> {
        Cow::Owned(flat.chunks_exact(words.max(1)).map(Self::from).collect())
    }

    fn store(keys: Vec<Self>) -> Vec<u64> {
        keys.iter().flatten().copied().collect()
    }

    fn plus(&self, other: &Self) -> Self {
        let pairs = self.iter().zip(other.iter());
        pairs.map(|(a, b)| a.wrapping_add(*b)).collect()
    }

    fn minus(&self, other: &Self) -> Self {
        let pairs = self.iter().zip(other.iter());
        pairs.map(|(a, b)| a.wrapping_sub(*b)).collect()
    }

    fn words(&self) -> &[u64] {
        self
    }
}

/// Calls a function that is generic over the key with the key type for so many words.
macro_rules! with_key {
    ($words:expr, $function:ident($($argument:expr),* $(,)?)) => {
        match $words {
            1 => $function::<u64>($($argument),*),
            2 => $function::<[u64; 2]>($($argument),*),
            4 => $function::<[u64; 4]>($($argument),*),
            _ => $function::<Box<[u64]>>($($argument),*),
        }
    };
}

pub(super) use with_key;
