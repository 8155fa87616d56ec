//! The product of polynomials that fill their box: sums in an array with one cell for each
//! exponent vector.

use super::lane::Lane;
use super::layout::{Key, Layout};
use super::multiply::{Factors, Terms, joined};
use crate::number::Integer;

/// The largest array of sums, in cells.
const MOST_CELLS: u64 = 1 << 23;

/// An array pays as long as it has at most so many cells for each product of terms.
const CELLS_PER_PRODUCT: u64 = 2;

/// The box of a product: how many exponents each variable can have, and the cells between
/// neighbours in its direction.
pub(super) struct Shape {
    extents: Vec<u64>,
    strides: Vec<u64>,
    cells: usize,
}

impl Shape {
    /// The box of a product, where the products of terms fill it well enough.
    pub(super) fn filled(factors: &Factors<'_>, products: u64) -> Option<Self> {
        let most = MOST_CELLS.min(products.saturating_mul(CELLS_PER_PRODUCT));
        let layout = &factors.layout;
        let mut extents = vec![1_u64; layout.variables()];
        for keys in [factors.left_keys, factors.right_keys] {
            for (variable, extent) in extents.iter_mut().enumerate() {
                let highest = keys
                    .chunks_exact(layout.words())
                    .map(|key| layout.exponent(key, variable))
                    .max();
                *extent += highest.unwrap_or(0);
            }
        }
        let mut strides = vec![0; extents.len()];
        let mut cells = 1_u64;
        for (extent, stride) in extents.iter().zip(&mut strides).rev() {
            *stride = cells;
            cells = cells.checked_mul(*extent).filter(|cells| *cells <= most)?;
        }
        Some(Self {
            extents,
            strides,
            cells: usize::try_from(cells).ok()?,
        })
    }

    /// The cells of keys.
    fn places(&self, layout: &Layout, keys: &[u64]) -> Vec<usize> {
        let place = |key: &[u64]| {
            let offsets = self.strides.iter().enumerate();
            let cell: u64 = offsets
                .map(|(variable, stride)| layout.exponent(key, variable) * stride)
                .sum();
            usize::try_from(cell).unwrap_or(usize::MAX)
        };
        keys.chunks_exact(layout.words()).map(place).collect()
    }

    /// The exponents of a cell.
    fn exponents(&self, cell: usize) -> impl Iterator<Item = u64> {
        let cell = u64::try_from(cell).unwrap_or(0);
        let directions = self.extents.iter().zip(&self.strides);
        directions.map(move |(extent, stride)| cell / stride % extent)
    }
}

/// The product by an array of sums.
pub(super) fn dense_product<K: Key, L: Lane>(factors: &Factors<'_>, shape: &Shape) -> Terms
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    let layout = &factors.layout;
    let left = places_and_factors::<L>(shape, layout, factors.left_keys, factors.left);
    let right = places_and_factors::<L>(shape, layout, factors.right_keys, factors.right);
    let mut cells: Vec<L::Total> = vec![L::zero(); shape.cells];
    for (index, (place, a)) in left.iter().enumerate() {
        // The cell of a product is the sum of the cells of its factors.
        let row = cells.get_mut(*place..)?;
        let mut rest = right.iter();
        let mut twice = None;
        if factors.square {
            if let Some((other, b)) = rest.nth(index) {
                L::add_product(row.get_mut(*other)?, a, b);
            }
            twice = Some(L::twice(a));
        }
        let a = twice.as_ref().unwrap_or(a);
        for (other, b) in rest {
            L::add_product(row.get_mut(*other)?, a, b);
        }
    }
    let mut flat = Vec::new();
    let mut totals = Vec::new();
    let mut key = vec![0; layout.words()];
    for (cell, total) in cells.into_iter().enumerate() {
        if !L::is_zero(&total) {
            key.fill(0);
            layout.pack(shape.exponents(cell), &mut key);
            flat.extend_from_slice(&key);
            totals.push(total);
        }
    }
    if totals.len() > factors.max_terms {
        return None;
    }
    let keys = K::load(&flat, layout.words());
    let mut terms: Vec<(K, L::Total)> = keys.iter().cloned().zip(totals).collect();
    terms.sort_unstable_by(|a, b| b.0.cmp(&a.0));
    Some(joined::<K, L>(terms))
}

/// The cells and coefficients of one factor.
fn places_and_factors<L: Lane>(
    shape: &Shape,
    layout: &Layout,
    keys: &[u64],
    coefficients: &[Integer],
) -> Vec<(usize, L::Factor)> {
    let places = shape.places(layout, keys).into_iter();
    places.zip(coefficients.iter().map(L::factor)).collect()
}
