//! Products of polynomials: the kernel is chosen by length and density, its arithmetic by bounds.

use super::coefficients::Coefficients;
use super::dense::{Shape, dense_product};
use super::hashed::hashed_product;
use super::lane::{Double, Lane, Single, Unbounded, Width, with_lane};
use super::layout::{Key, Layout, with_key};
use super::sliced::sliced_product;
use super::{Budget, Measure, PolyError, Polynomial};
use crate::number::Integer;

/// Below so many products of terms all are listed, sorted and joined.
const LISTED: u64 = 4_096;

/// With a factor this short the list of products is a few sorted runs, so longer ones are listed.
const SHORT: usize = 16;

/// The longest list of products.
const LISTED_RUNS: u64 = 1 << 20;

/// Two factors as a kernel sees them: keys in the layout of the product, and coefficients.
pub(super) struct Factors<'a> {
    pub(super) layout: Layout,
    pub(super) left_keys: &'a [u64],
    pub(super) left: &'a [Integer],
    pub(super) right_keys: &'a [u64],
    pub(super) right: &'a [Integer],
    /// The terms of the right factor minus the left one, where these are none or few: the product
    /// is then the square of the left one and the product with these.
    pub(super) square: Option<(Vec<u64>, Vec<Integer>)>,
    /// How many products of terms there are.
    pub(super) products: u64,
    /// The most terms that the product may have.
    pub(super) max_terms: usize,
}

/// The terms of a product, sorted; `None` when there are more than allowed.
pub(super) type Terms = Option<(Vec<u64>, Coefficients)>;

impl Polynomial {
    /// The product of two polynomials.
    ///
    /// # Errors
    /// [`PolyError::Budget`] when exponents, coefficients, terms or work pass the limits.
    pub fn multiply(&self, other: &Self, budget: &Budget) -> Result<Self, PolyError> {
        if self.is_zero() || other.is_zero() {
            return Ok(Self::zero());
        }
        if let Some(value) = other.as_constant() {
            budget.allow_volume(terms_of(self), self.bits() + value.bits())?;
            return Ok(self.scale(&value));
        }
        if let Some(value) = self.as_constant() {
            budget.allow_volume(terms_of(other), other.bits() + value.bits())?;
            return Ok(other.scale(&value));
        }
        let shift = added_shifts(self, other, budget)?;
        let layout = product_layout(self, other, budget)?;
        let products = terms_of(self).saturating_mul(terms_of(other));
        let work = Integer::from(products) * Integer::from(words(self) * words(other));
        budget.allow_products(work)?;
        let shorter = self.len().min(other.len());
        let carry = u64::from(usize::BITS - shorter.leading_zeros());
        let bits = self.bits() + other.bits() + carry;
        let most = u64::try_from(budget.max_terms).unwrap_or(u64::MAX);
        budget.allow_volume(products.min(most), bits)?;
        budget.allow_keys(products.min(most), &layout)?;
        let total = if products > LISTED {
            sum_bits(self, other).map_or(bits, |norm| norm.min(bits))
        } else {
            bits
        };
        let width = Width::fitting(self.bits().max(other.bits()), total);
        let left_keys = self.keys_in(layout, &self.shift);
        let right_keys = other.keys_in(layout, &other.shift);
        let mut factors = Factors {
            layout,
            left_keys: &left_keys,
            left: &self.coefficients,
            right_keys: &right_keys,
            right: &other.coefficients,
            square: None,
            products,
            max_terms: budget.max_terms,
        };
        if products > LISTED {
            factors.square = difference(&factors);
        }
        let terms = with_key!(layout.words(), product(&factors, width, shorter));
        let Some((keys, coefficients)) = terms else {
            let estimate = Integer::from(products);
            return Err(PolyError::Budget {
                what: Measure::Terms,
                estimate,
                limit: most,
            });
        };
        budget.allow_terms(coefficients.len())?;
        let product = Self {
            layout,
            shift,
            keys,
            coefficients,
            denominator: &self.denominator * &other.denominator,
        };
        Ok(product.reduced())
    }
}

/// The bits of the longest coefficient of a product: none is greater than the sum of the magnitudes
/// of one factor times the longest of the other. What is summed on the way may wrap, its end does not.
fn sum_bits(left: &Polynomial, right: &Polynomial) -> Option<u64> {
    let bound = |a: &Polynomial, b: &Polynomial| Some(a.coefficients.norm_bits()? + b.bits());
    match (bound(left, right), bound(right, left)) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The number of terms, as what budgets count in.
fn terms_of(polynomial: &Polynomial) -> u64 {
    u64::try_from(polynomial.len()).unwrap_or(u64::MAX)
}

/// The words of the longest coefficient.
fn words(polynomial: &Polynomial) -> u64 {
    polynomial.bits() / 64 + 1
}

/// Chooses the kernel.
fn product<K: Key>(factors: &Factors<'_>, width: Width, shorter: usize) -> Terms
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    let products = factors.products;
    if products <= LISTED || (shorter <= SHORT && products <= LISTED_RUNS) {
        return Some(with_lane!(width, K, listed_product(factors)));
    }
    if let Some(shape) = Shape::filled(factors, products) {
        return with_lane!(width, K, dense_product(factors, &shape));
    }
    if factors.layout.words() > 1 {
        return with_lane!(width, K, hashed_product(factors));
    }
    match width {
        Width::Single => sliced_product::<Single>(factors),
        Width::Double => sliced_product::<Double>(factors),
        Width::Unbounded => sliced_product::<Unbounded>(factors),
    }
}

/// With more terms than one in so many apart, factors are no near squares.
const APART: usize = 16;

/// The terms of the right factor minus the left one, where both are nearly the same.
fn difference(factors: &Factors<'_>) -> Option<(Vec<u64>, Vec<Integer>)> {
    let words = factors.layout.words();
    let most = factors.left.len() / APART;
    if factors.left.len().abs_diff(factors.right.len()) > most {
        return None;
    }
    let terms = |keys, values| std::iter::zip(<[u64]>::chunks_exact(keys, words), values);
    let mut left = terms(factors.left_keys, factors.left).peekable();
    let mut right = terms(factors.right_keys, factors.right).peekable();
    let (mut keys, mut values): (Vec<u64>, Vec<Integer>) = (Vec::new(), Vec::new());
    loop {
        let (key, value) = match (left.peek(), right.peek()) {
            (None, None) => return Some((keys, values)),
            (Some((key, a)), Some((other, b))) if key == other => {
                let term = (*key, *b - *a);
                left.next();
                right.next();
                term
            }
            (Some((key, a)), other) if other.is_none_or(|(other, _)| key > other) => {
                let term = (*key, -*a);
                left.next();
                term
            }
            (_, Some((key, b))) => {
                let term = (*key, (*b).clone());
                right.next();
                term
            }
            (Some(_), None) => return None,
        };
        if !value.is_zero() {
            if values.len() == most {
                return None;
            }
            keys.extend_from_slice(key);
            values.push(value);
        }
    }
}

/// Lists all products of terms, sorts them and joins those of one key.
fn listed_product<K: Key, L: Lane>(factors: &Factors<'_>) -> (Vec<u64>, Coefficients)
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    let words = factors.layout.words();
    let left_keys = K::load(factors.left_keys, words);
    let right_keys = K::load(factors.right_keys, words);
    let left: Vec<L::Factor> = factors.left.iter().map(L::factor).collect();
    let right: Vec<L::Factor> = factors.right.iter().map(L::factor).collect();
    let mut terms: Vec<(K, L::Total)> = Vec::with_capacity(left.len() * right.len());
    for (key, a) in left_keys.iter().zip(&left) {
        for (other, b) in right_keys.iter().zip(&right) {
            let mut total = L::zero();
            L::add_product(&mut total, a, b);
            terms.push((key.plus(other), total));
        }
    }
    terms.sort_by(|a, b| b.0.cmp(&a.0));
    joined::<K, L>(terms)
}

/// Joins sorted terms of the same key; sums that are 0 vanish.
pub(super) fn joined<K: Key, L: Lane>(terms: Vec<(K, L::Total)>) -> (Vec<u64>, Coefficients) {
    let mut keys: Vec<K> = Vec::new();
    let mut coefficients = Vec::new();
    let mut terms = terms.into_iter();
    let Some((mut key, mut total)) = terms.next() else {
        return (Vec::new(), Coefficients::new());
    };
    let mut close = |key: K, total: L::Total| {
        if !L::is_zero(&total) {
            keys.push(key);
            coefficients.push(L::finish(total));
        }
    };
    for (next, value) in terms {
        if next == key {
            L::add(&mut total, &value);
        } else {
            close(
                std::mem::replace(&mut key, next),
                std::mem::replace(&mut total, value),
            );
        }
    }
    close(key, total);
    (K::store(keys), coefficients.into())
}

/// The shift of a product.
fn added_shifts(
    left: &Polynomial,
    right: &Polynomial,
    budget: &Budget,
) -> Result<Vec<i64>, PolyError> {
    let variables = left.shift.len().max(right.shift.len());
    let mut shift = Vec::with_capacity(variables);
    for variable in 0..variables {
        let sum = i128::from(left.shifted(variable)) + i128::from(right.shifted(variable));
        budget.allow_exponent(sum.abs())?;
        shift.push(i64::try_from(sum).unwrap_or(i64::MAX));
    }
    Ok(shift)
}

/// A layout that holds the product; that of a factor where it will do.
fn product_layout(
    left: &Polynomial,
    right: &Polynomial,
    budget: &Budget,
) -> Result<Layout, PolyError> {
    let variables = left.variables().max(right.variables());
    let degree = left.top() + right.top();
    budget.allow_exponent(degree)?;
    let fits = |layout: &Layout| layout.variables() == variables && layout.capacity() >= degree;
    let used = [left.layout, right.layout].into_iter().find(fits);
    Ok(used.unwrap_or_else(|| Layout::fitting(variables, degree)))
}
