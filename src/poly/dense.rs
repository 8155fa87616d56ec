//! The product of polynomials that fill their box: rows of neighbouring terms are multiplied into
//! rows of sums, one slice of the first variable at a time.

use rayon::prelude::*;

use super::coefficients::Coefficients;
use super::lane::Lane;
use super::layout::{Key, Layout};
use super::multiply::{Factors, Terms};
use super::parallel::is_large;
use crate::number::Integer;

/// The most sums of one slice, which lie in memory together.
const MOST_CELLS: usize = 1 << 21;

/// Rows pay as long as the box of the product has at most so many cells for each product of terms.
const CELLS_PER_PRODUCT: u64 = 2;

/// The box of a product: how many exponents each variable can have, and how the cells of one slice
/// lie. The first variable that occurs tells slices apart, the last one runs along the rows.
pub(super) struct Shape {
    extents: Vec<usize>,
    /// The cells between neighbours in the direction of a variable; 0 for that of the slices.
    strides: Vec<usize>,
    slicing: usize,
    running: usize,
    /// The cells of one slice.
    cells: usize,
    /// The greatest total degree.
    degree: usize,
}

impl Shape {
    /// The box of a product, where the products of terms fill it well enough.
    pub(super) fn filled(factors: &Factors<'_>, products: u64) -> Option<Self> {
        let layout = &factors.layout;
        let mut extents = vec![1_usize; layout.variables()];
        for keys in [factors.left_keys, factors.right_keys] {
            for (variable, extent) in extents.iter_mut().enumerate() {
                let exponents = keys
                    .chunks_exact(layout.words())
                    .map(|key| layout.exponent(key, variable));
                *extent = extent.checked_add(usize::try_from(exponents.max()?).ok()?)?;
            }
        }
        let running = extents.iter().rposition(|extent| *extent > 1)?;
        let slicing = extents.iter().position(|extent| *extent > 1)?;
        let mut strides = vec![0; extents.len()];
        let mut cells = 1_usize;
        for (variable, extent) in extents.iter().enumerate().rev() {
            if variable != slicing || slicing == running {
                *strides.get_mut(variable)? = cells;
                cells = cells.checked_mul(*extent).filter(|c| *c <= MOST_CELLS)?;
            }
        }
        let slices = if slicing == running {
            1
        } else {
            *extents.get(slicing)?
        };
        let all = u64::try_from(cells.checked_mul(slices)?).ok()?;
        let top = |keys: &[u64]| layout.degree(keys.get(..layout.words()).unwrap_or(&[]));
        let degree = top(factors.left_keys) + top(factors.right_keys);
        (all <= products.saturating_mul(CELLS_PER_PRODUCT)).then_some(Self {
            slicing,
            running,
            cells,
            degree: usize::try_from(degree).ok()?,
            extents,
            strides,
        })
    }

    /// The slice of a key and its cell there.
    fn place(&self, layout: &Layout, key: &[u64]) -> (usize, usize) {
        let mut slice = 0;
        let mut cell = 0;
        for (variable, stride) in self.strides.iter().enumerate() {
            let exponent = usize::try_from(layout.exponent(key, variable)).unwrap_or(0);
            cell += exponent * stride;
            if variable == self.slicing && self.slicing != self.running {
                slice = exponent;
            }
        }
        (slice, cell)
    }

    fn slices(&self) -> usize {
        if self.slicing == self.running {
            return 1;
        }
        self.extents.get(self.slicing).copied().unwrap_or(1)
    }
}

/// Neighbouring terms of a factor: their first cell and where their coefficients lie.
#[derive(Clone, Copy)]
struct Row {
    cell: usize,
    start: usize,
    end: usize,
}

/// A factor cut into slices of rows.
struct Sliced<F> {
    coefficients: Vec<F>,
    /// Twice the coefficients, for squares.
    doubled: Vec<F>,
    rows: Vec<Row>,
    /// Where the rows of each slice end.
    ends: Vec<usize>,
}

impl<F: Clone> Sliced<F> {
    fn new<L: Lane<Factor = F>>(
        shape: &Shape,
        layout: &Layout,
        keys: &[u64],
        coefficients: &[Integer],
    ) -> Self {
        let places = keys.chunks_exact(layout.words());
        let mut order: Vec<((usize, usize), &Integer)> = places
            .map(|key| shape.place(layout, key))
            .zip(coefficients)
            .collect();
        order.sort_unstable_by_key(|(place, _)| *place);
        let mut rows: Vec<Row> = Vec::new();
        let mut ends = Vec::new();
        let mut last = None;
        let length = shape.extents.get(shape.running).copied().unwrap_or(1);
        for (index, ((slice, cell), _)) in order.iter().enumerate() {
            while ends.len() < *slice {
                ends.push(rows.len());
                last = None;
            }
            match rows.last_mut() {
                Some(row) if last == Some(*cell) && cell % length != 0 => row.end = index + 1,
                _ => rows.push(Row {
                    cell: *cell,
                    start: index,
                    end: index + 1,
                }),
            }
            last = Some(cell + 1);
        }
        ends.push(rows.len());
        let coefficients: Vec<F> = order.iter().map(|(_, value)| L::factor(value)).collect();
        Self {
            doubled: coefficients.iter().map(L::twice).collect(),
            coefficients,
            rows,
            ends,
        }
    }

    fn rows(&self, slice: usize) -> &[Row] {
        let before = slice
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let start = before.copied().unwrap_or(0);
        let end = self.ends.get(slice).copied().unwrap_or(start);
        self.rows.get(start..end).unwrap_or(&[])
    }

    fn terms(&self, row: Row) -> &[F] {
        self.coefficients.get(row.start..row.end).unwrap_or(&[])
    }

    fn twice(&self, row: Row) -> &[F] {
        self.doubled.get(row.start..row.end).unwrap_or(&[])
    }
}

/// The product by rows of sums.
pub(super) fn dense_product<K: Key, L: Lane>(factors: &Factors<'_>, shape: &Shape) -> Terms
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    let layout = &factors.layout;
    let sliced = |keys, coefficients| Sliced::new::<L>(shape, layout, keys, coefficients);
    let left = sliced(factors.left_keys, factors.left);
    let right = match &factors.square {
        None => Some(sliced(factors.right_keys, factors.right)),
        Some((keys, _)) if keys.is_empty() => None,
        Some((keys, extra)) => Some(sliced(keys, extra)),
    };
    let made = |cells: &mut Vec<L::Total>, slice: usize| {
        cells.resize(shape.cells, L::Total::default());
        if factors.square.is_some() {
            add_square::<L>(&left, slice, cells);
        }
        if let Some(right) = &right {
            add_products::<L>(&left, right, slice, cells);
        }
        read_out::<K, L>(shape, layout, slice, cells)
    };
    let count = shape.slices();
    let parts: Vec<(Vec<K>, Vec<L::Total>)> = if is_large(factors.products) {
        let places = (0..count).into_par_iter().rev().with_max_len(1);
        places.map_init(Vec::new, made).collect()
    } else {
        let mut cells = Vec::new();
        (0..count)
            .rev()
            .map(|place| made(&mut cells, place))
            .collect()
    };
    if parts.iter().map(|(keys, _)| keys.len()).sum::<usize>() > factors.max_terms {
        return None;
    }
    Some(by_degree::<K, L>(layout, shape.degree, parts))
}

/// Adds the products of two different factors that fall into a slice.
fn add_products<L: Lane>(
    left: &Sliced<L::Factor>,
    right: &Sliced<L::Factor>,
    slice: usize,
    cells: &mut [L::Total],
) {
    for place in 0..=slice.min(left.ends.len()) {
        for row in left.rows(place) {
            let terms = left.terms(*row);
            for other in right.rows(slice - place) {
                let sums = cells.get_mut(row.cell + other.cell..);
                add_row::<L>(terms, right.terms(*other), sums.unwrap_or(&mut []));
            }
        }
    }
}

/// Adds the products of a factor with itself that fall into a slice: each pair once, doubled.
fn add_square<L: Lane>(left: &Sliced<L::Factor>, slice: usize, cells: &mut [L::Total]) {
    for place in 0..slice.div_ceil(2) {
        for row in left.rows(place) {
            let terms = left.twice(*row);
            for other in left.rows(slice - place) {
                let sums = cells.get_mut(row.cell + other.cell..);
                add_row::<L>(terms, left.terms(*other), sums.unwrap_or(&mut []));
            }
        }
    }
    if slice % 2 == 1 {
        return;
    }
    let rows = left.rows(slice / 2);
    for (index, row) in rows.iter().enumerate() {
        let (terms, twice) = (left.terms(*row), left.twice(*row));
        let sums = cells.get_mut(2 * row.cell..).unwrap_or(&mut []);
        for (place, (term, double)) in terms.iter().zip(twice).enumerate() {
            let mut sums = sums.iter_mut().skip(2 * place);
            if let Some(sum) = sums.next() {
                L::add_product(sum, term, term);
            }
            for (sum, other) in sums.zip(terms.iter().skip(place + 1)) {
                L::add_product(sum, double, other);
            }
        }
        for other in rows.iter().skip(index + 1) {
            let sums = cells.get_mut(row.cell + other.cell..);
            add_row::<L>(twice, left.terms(*other), sums.unwrap_or(&mut []));
        }
    }
}

/// Adds the product of two rows.
#[inline]
fn add_row<L: Lane>(a: &[L::Factor], b: &[L::Factor], sums: &mut [L::Total]) {
    let (outer, inner) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut sums = sums;
    for term in outer {
        for (sum, other) in sums.iter_mut().zip(inner) {
            L::add_product(sum, term, other);
        }
        sums = sums.get_mut(1..).unwrap_or(&mut []);
    }
}

/// The sums of a slice with their keys, the last cell first; the cells are 0 afterwards.
fn read_out<K: Key, L: Lane>(
    shape: &Shape,
    layout: &Layout,
    slice: usize,
    cells: &mut [L::Total],
) -> (Vec<K>, Vec<L::Total>)
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    let (mut keys, mut totals) = (Vec::new(), Vec::new());
    let length = shape.extents.get(shape.running).copied().unwrap_or(1);
    let words = layout.words();
    let mut step = vec![0; words];
    layout.put_power(&mut step, shape.running, 1);
    let step = K::load(&step, words).into_owned().pop();
    let mut base = vec![0; words];
    for (row, sums) in cells.chunks_exact_mut(length).enumerate().rev() {
        let cell = row * length;
        let exponent = |variable: usize| -> usize {
            let (extent, stride) = (shape.extents.get(variable), shape.strides.get(variable));
            match (extent, stride) {
                _ if variable == shape.running => 0,
                (Some(_), Some(0)) => slice,
                (Some(extent), Some(stride)) => cell / stride % extent,
                _ => 0,
            }
        };
        let taken: usize = (0..layout.variables()).map(exponent).sum();
        // No term has a greater total degree.
        let Some(most) = shape.degree.checked_sub(taken) else {
            continue;
        };
        base.fill(0);
        let exponents = (0..layout.variables()).map(exponent);
        layout.pack(exponents.map(|e| u64::try_from(e).unwrap_or(0)), &mut base);
        let Some((mut key, step)) = K::load(&base, words).into_owned().pop().zip(step.as_ref())
        else {
            continue;
        };
        let first = keys.len();
        for total in sums.iter_mut().take(most + 1) {
            if !L::is_zero(total) {
                keys.push(key.clone());
                totals.push(std::mem::take(total));
            }
            key = key.plus(step);
        }
        if let Some(found) = keys.get_mut(first..) {
            found.reverse();
        }
        if let Some(found) = totals.get_mut(first..) {
            found.reverse();
        }
    }
    (keys, totals)
}

/// Terms in lexicographic order brought to the order by total degree first.
fn by_degree<K: Key, L: Lane>(
    layout: &Layout,
    degree: usize,
    parts: Vec<(Vec<K>, Vec<L::Total>)>,
) -> (Vec<u64>, Coefficients)
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    let below = |key: &K| {
        let own = usize::try_from(layout.degree(key.words())).unwrap_or(0);
        degree.saturating_sub(own)
    };
    let mut places = vec![0_usize; degree + 2];
    for key in parts.iter().flat_map(|(keys, _)| keys) {
        if let Some(count) = places.get_mut(below(key) + 1) {
            *count += 1;
        }
    }
    let mut before = 0;
    for place in &mut places {
        before += *place;
        *place = before;
    }
    let words = layout.words();
    let mut keys = vec![0; before * words];
    let mut totals = vec![L::Total::default(); before];
    for (key, total) in parts
        .into_iter()
        .flat_map(|(keys, totals)| keys.into_iter().zip(totals))
    {
        let Some(place) = places.get_mut(below(&key)) else {
            continue;
        };
        if let Some(room) = keys.get_mut(*place * words..(*place + 1) * words) {
            room.copy_from_slice(key.words());
        }
        if let Some(room) = totals.get_mut(*place) {
            *room = total;
        }
        *place += 1;
    }
    (keys, L::gather(totals))
}
