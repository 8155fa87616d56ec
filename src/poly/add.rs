//! Sums of polynomials: all summands at once over one common denominator.

use std::borrow::Cow;

use super::collect::collect_terms;
use super::layout::{Key, Layout, with_key};
use super::{Budget, PolyError, Polynomial};
use crate::number::Integer;

impl Polynomial {
    /// The sum of many polynomials, collected once.
    ///
    /// # Errors
    /// [`PolyError::Budget`] when exponents or the number of terms pass the limits.
    pub fn sum(
        summands: impl IntoIterator<Item = Self>,
        budget: &Budget,
    ) -> Result<Self, PolyError> {
        let mut summands: Vec<Self> = summands.into_iter().filter(|s| !s.is_zero()).collect();
        match summands.len() {
            0 => Ok(Self::zero()),
            1 => Ok(summands.pop().unwrap_or_else(Self::zero)),
            _ => sum_of(&summands, budget),
        }
    }

    /// The sum of two polynomials.
    ///
    /// # Errors
    /// [`PolyError::Budget`] when exponents or the number of terms pass the limits.
    pub fn add(&self, other: &Self, budget: &Budget) -> Result<Self, PolyError> {
        match (self.is_zero(), other.is_zero()) {
            (true, _) => Ok(other.clone()),
            (_, true) => Ok(self.clone()),
            _ => sum_of(&[Cow::Borrowed(self), Cow::Borrowed(other)], budget),
        }
    }

    /// The difference of two polynomials.
    ///
    /// # Errors
    /// [`PolyError::Budget`] when exponents or the number of terms pass the limits.
    pub fn subtract(&self, other: &Self, budget: &Budget) -> Result<Self, PolyError> {
        self.add(&other.clone().negate(), budget)
    }
}

/// Summands over different denominators beyond this number are added in two halves.
const TOGETHER: usize = 8;

/// The sum of at least two polynomials that are not 0.
fn sum_of<P: std::borrow::Borrow<Polynomial>>(
    summands: &[P],
    budget: &Budget,
) -> Result<Polynomial, PolyError> {
    if summands.len() > TOGETHER && has_different_denominators(summands) {
        // Halves of halves keep the denominators as short as they can be for as long as possible.
        let (left, right) = summands.split_at(summands.len() / 2);
        return sum_of(left, budget)?.add(&sum_of(right, budget)?, budget);
    }
    let polynomials = || summands.iter().map(std::borrow::Borrow::borrow);
    let shift = common_shift(polynomials());
    let layout = common_layout(polynomials(), &shift, budget)?;
    let mut denominator = Integer::ONE;
    for part in polynomials() {
        if !part.denominator.is_one() {
            denominator = denominator.lcm(&part.denominator);
        }
    }
    let length: usize = polynomials().map(Polynomial::len).sum();
    budget.allow_keys(u64::try_from(length).unwrap_or(u64::MAX), &layout)?;
    let (keys, coefficients) = if let [a, b] = summands {
        let (a, b) = (a.borrow(), b.borrow());
        let left = (a.keys_in(layout, &shift), scaled(a, &denominator));
        let right = (b.keys_in(layout, &shift), scaled(b, &denominator));
        let words = layout.words();
        with_key!(words, merge(words, &left.0, &left.1, &right.0, &right.1))
    } else {
        let mut keys = Vec::new();
        let mut coefficients = Vec::new();
        for part in polynomials() {
            keys.extend_from_slice(&part.keys_in(layout, &shift));
            coefficients.extend_from_slice(&scaled(part, &denominator));
        }
        collect_terms(layout.words(), &keys, coefficients)
    };
    budget.allow_terms(coefficients.len())?;
    let sum = Polynomial {
        layout,
        shift,
        keys,
        coefficients: coefficients.into(),
        denominator,
    };
    Ok(sum.reduced())
}

fn has_different_denominators<P: std::borrow::Borrow<Polynomial>>(summands: &[P]) -> bool {
    let first = summands.first().map(|part| &part.borrow().denominator);
    summands
        .iter()
        .any(|part| Some(&part.borrow().denominator) != first)
}

/// The greatest monomial that is nowhere above the shift of a summand.
fn common_shift<'a>(mut summands: impl Iterator<Item = &'a Polynomial> + Clone) -> Vec<i64> {
    if summands.clone().all(|part| part.shift.is_empty()) {
        return Vec::new();
    }
    let variables = summands.clone().map(|part| part.shift.len()).max();
    let first = summands.next();
    let mut shift: Vec<i64> = (0..variables.unwrap_or(0))
        .map(|variable| first.map_or(0, |part| part.shifted(variable)))
        .collect();
    for part in summands {
        for (variable, least) in shift.iter_mut().enumerate() {
            *least = (*least).min(part.shifted(variable));
        }
    }
    shift
}

/// A layout that holds every summand under the common shift; that of a summand where it will do.
fn common_layout<'a>(
    summands: impl Iterator<Item = &'a Polynomial> + Clone,
    shift: &[i64],
    budget: &Budget,
) -> Result<Layout, PolyError> {
    let mut variables = shift.len();
    let mut degree = 0_u64;
    for part in summands.clone() {
        variables = variables.max(part.layout.variables());
        let raise: i128 = if shift.is_empty() {
            0
        } else {
            (0..variables.max(shift.len()))
                .map(|v| {
                    let least = shift.get(v).copied().unwrap_or(0);
                    i128::from(part.shifted(v)) - i128::from(least)
                })
                .sum()
        };
        let raised = i128::from(part.top()) + raise;
        budget.allow_exponent(raised)?;
        degree = degree.max(u64::try_from(raised).unwrap_or(u64::MAX));
    }
    let fits = |layout: &Layout| layout.variables() == variables && layout.capacity() >= degree;
    let used = summands.map(|part| part.layout).find(fits);
    Ok(used.unwrap_or_else(|| Layout::fitting(variables, degree)))
}

/// The numerators of the coefficients over another denominator, a multiple of theirs.
fn scaled<'a>(part: &'a Polynomial, denominator: &Integer) -> Cow<'a, [Integer]> {
    match denominator.div_exact(&part.denominator) {
        Some(factor) if !factor.is_one() => part.coefficients.iter().map(|c| c * &factor).collect(),
        _ => Cow::Borrowed(&part.coefficients),
    }
}

/// Merges two sorted lists of terms.
fn merge<K: Key>(
    words: usize,
    left_keys: &[u64],
    left: &[Integer],
    right_keys: &[u64],
    right: &[Integer],
) -> (Vec<u64>, Vec<Integer>)
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    let (left_keys, right_keys) = (K::load(left_keys, words), K::load(right_keys, words));
    let mut a = left_keys.iter().zip(left).peekable();
    let mut b = right_keys.iter().zip(right).peekable();
    let most = left.len() + right.len();
    let (mut keys, mut coefficients) = (Vec::with_capacity(most), Vec::with_capacity(most));
    while let (Some((key, value)), Some((other_key, other))) = (a.peek(), b.peek()) {
        match key.cmp(other_key) {
            std::cmp::Ordering::Greater => {
                keys.push((*key).clone());
                coefficients.push((*value).clone());
                a.next();
            }
            std::cmp::Ordering::Less => {
                keys.push((*other_key).clone());
                coefficients.push((*other).clone());
                b.next();
            }
            std::cmp::Ordering::Equal => {
                let total = *value + *other;
                if !total.is_zero() {
                    keys.push((*key).clone());
                    coefficients.push(total);
                }
                a.next();
                b.next();
            }
        }
    }
    for (key, value) in a.chain(b) {
        keys.push(key.clone());
        coefficients.push(value.clone());
    }
    (K::store(keys), coefficients)
}
