//! Products of polynomials: the kernel is chosen by length and density, its arithmetic by bounds.

use super::dense::{Shape, dense_product};
use super::hashed::hashed_product;
use super::lane::{Double, Lane, Single, Unbounded, Width, with_lane};
use super::layout::{Key, Layout, with_key};
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
    /// Whether both factors are one polynomial.
    pub(super) square: bool,
    /// The most terms that the product may have.
    pub(super) max_terms: usize,
}

/// The terms of a product, sorted; `None` when there are more than allowed.
pub(super) type Terms = Option<(Vec<u64>, Vec<Integer>)>;

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
        let width = Width::fitting(self.bits().max(other.bits()), bits);
        let factors = Factors {
            layout,
            left_keys: &self.keys_in(layout, &self.shift),
            left: &self.coefficients,
            right_keys: &other.keys_in(layout, &other.shift),
            right: &other.coefficients,
            square: std::ptr::eq(self, other),
            max_terms: budget.max_terms,
        };
        let terms = with_key!(layout.words(), product(&factors, width, products, shorter));
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

/// The number of terms, as what budgets count in.
fn terms_of(polynomial: &Polynomial) -> u64 {
    u64::try_from(polynomial.len()).unwrap_or(u64::MAX)
}

/// The words of the longest coefficient.
fn words(polynomial: &Polynomial) -> u64 {
    polynomial.bits() / 64 + 1
}

/// Chooses the kernel.
fn product<K: Key>(factors: &Factors<'_>, width: Width, products: u64, shorter: usize) -> Terms
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    if products <= LISTED || (shorter <= SHORT && products <= LISTED_RUNS) {
        return Some(with_lane!(width, K, listed_product(factors)));
    }
    match Shape::filled(factors, products) {
        Some(shape) => with_lane!(width, K, dense_product(factors, &shape)),
        None => with_lane!(width, K, hashed_product(factors)),
    }
}

/// Lists all products of terms, sorts them and joins those of one key.
fn listed_product<K: Key, L: Lane>(factors: &Factors<'_>) -> (Vec<u64>, Vec<Integer>)
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
pub(super) fn joined<K: Key, L: Lane>(terms: Vec<(K, L::Total)>) -> (Vec<u64>, Vec<Integer>) {
    let mut keys: Vec<K> = Vec::new();
    let mut coefficients = Vec::new();
    let mut terms = terms.into_iter();
    let Some((mut key, mut total)) = terms.next() else {
        return (Vec::new(), Vec::new());
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
    (K::store(keys), coefficients)
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
