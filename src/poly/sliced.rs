//! The product of sparse polynomials whose keys are single words: the terms of the product are cut
//! into slices by the top fields of their keys, and the sums of one slice are made in a table that
//! stays in the cache. Slices come out in order, and each can be made by another thread.

use super::coefficients::Coefficients;
use super::lane::Lane;
use super::layout::Layout;
use super::multiply::Factors;
use super::parallel::{Listed, in_order, is_large};
use crate::number::Integer;

/// The products of terms in one slice are about so many: fewer make the work of pairing slices
/// count, more drive the table out of the cache.
const PRODUCTS_PER_SLICE: u64 = 1 << 13;

/// Two slices have about so many products at least: with fewer, listing the pairs of slices would cost more
/// than their products.
const PRODUCTS_PER_PAIR: u64 = 16;

/// Slices made together by one thread hold about so many products of terms: their sums stay in the cache
/// until they are put behind those before.
const PRODUCTS_PER_PART: u64 = 1 << 17;

/// A slice of a factor: the top fields of its keys, and where its terms lie.
#[derive(Clone, Copy)]
struct Slice {
    top: u64,
    start: usize,
    end: usize,
}

/// Two slices whose products have the same top fields.
#[derive(Clone, Copy)]
struct Pair {
    top: u64,
    left: u32,
    right: u32,
    how: How,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// All products.
    All,
    /// All products, each of which stands for two.
    Doubled,
    /// Both slices are one: each product of two different terms stands for two.
    Square,
}

/// A factor by slices, the greatest first; keys without their top fields.
struct Sliced<F> {
    slices: Vec<Slice>,
    rests: Vec<u64>,
    coefficients: Vec<F>,
    doubled: Vec<F>,
}

impl<F> Sliced<F> {
    fn new<L: Lane<Factor = F>>(keys: &[u64], coefficients: &[Integer], shift: u32) -> Self {
        let mut slices: Vec<Slice> = Vec::new();
        for (index, key) in keys.iter().enumerate() {
            let top = key >> shift;
            match slices.last_mut() {
                Some(slice) if slice.top == top => slice.end = index + 1,
                _ => slices.push(Slice {
                    top,
                    start: index,
                    end: index + 1,
                }),
            }
        }
        let coefficients: Vec<F> = coefficients.iter().map(L::factor).collect();
        Self {
            slices,
            rests: keys.iter().map(|key| key & rest_mask(shift)).collect(),
            doubled: coefficients.iter().map(L::twice).collect(),
            coefficients,
        }
    }

    fn slice(&self, place: u32) -> Option<Terms<'_, F>> {
        let slice = *self.slices.get(usize::try_from(place).ok()?)?;
        let range = slice.start..slice.end;
        Some((
            self.rests.get(range.clone())?,
            self.coefficients.get(range.clone())?,
            self.doubled.get(range)?,
        ))
    }

    fn length(&self, place: u32) -> u64 {
        let slice = usize::try_from(place)
            .ok()
            .and_then(|place| self.slices.get(place));
        slice.map_or(0, |slice| {
            u64::try_from(slice.end - slice.start).unwrap_or(0)
        })
    }
}

/// The rests of keys in a slice, its coefficients, and twice these.
type Terms<'s, F> = (&'s [u64], &'s [F], &'s [F]);

/// The bits of a key below its top fields.
fn rest_mask(shift: u32) -> u64 {
    (1 << shift) - 1
}

/// The bits below the top fields that tell slices apart: as few fields as make the slices small.
fn shift_for(layout: &Layout, factors: &Factors<'_>) -> u32 {
    let fields = layout.variables() + 1;
    let count = |keys: &[u64], shift: u32| {
        let tops = keys.iter().map(|key| key >> shift);
        let mut last = None;
        let count = tops.filter(|top| last.replace(*top) != Some(*top)).count();
        u64::try_from(count).unwrap_or(u64::MAX)
    };
    let counts = |shift| {
        (
            count(factors.left_keys, shift),
            count(factors.right_keys, shift),
        )
    };
    let mut shift = 64 - layout.bits();
    let mut slices = counts(shift);
    for _ in 3..fields {
        // Slices of a product are about as many as there are sums of two tops; a field adds the
        // extents of both factors.
        let made = slices.0.max(slices.1).saturating_mul(8);
        let finer = counts(shift - layout.bits());
        let pairs = finer.0.saturating_mul(finer.1);
        if factors.products / made <= PRODUCTS_PER_SLICE
            || pairs.saturating_mul(PRODUCTS_PER_PAIR) > factors.products
        {
            break;
        }
        (shift, slices) = (shift - layout.bits(), finer);
    }
    shift
}

/// The product by slices; `None` past the most terms allowed.
pub(super) fn sliced_product<L: Lane>(factors: &Factors<'_>) -> Option<(Vec<u64>, Coefficients)> {
    let shift = shift_for(&factors.layout, factors);
    let left = Sliced::new::<L>(factors.left_keys, factors.left, shift);
    let right = match &factors.square {
        None => Sliced::new::<L>(factors.right_keys, factors.right, shift),
        Some((keys, extra)) => Sliced::new::<L>(keys, extra, shift),
    };
    let pairs = pairs_of(&left, &right, factors.square.is_some());
    let parts = parts_of(&left, &right, &pairs);
    let part = |table: &mut Table<L::Total>, pairs: &&[Pair], list: &mut Listed<L::Total>| {
        for slice in pairs.chunk_by(|a, b| a.top == b.top) {
            for pair in slice {
                let (one, two) = match pair.how {
                    How::All => (left.slice(pair.left), right.slice(pair.right)),
                    _ => (left.slice(pair.left), left.slice(pair.right)),
                };
                if let Some((one, (rests, terms, _))) = one.zip(two) {
                    add_products::<L>(table, pair.how, one, (rests, terms));
                }
            }
            let top = slice.first().map_or(0, |pair| pair.top) << shift;
            table.read_out::<L>(top, list);
            if list.keys.len() > factors.max_terms {
                break;
            }
        }
    };
    let list = if is_large(factors.products) {
        in_order(&parts, factors.max_terms, Table::new, part)
    } else {
        let mut list = Listed::new();
        part(&mut Table::new(), &pairs.as_slice(), &mut list);
        list
    };
    let is_allowed = list.keys.len() <= factors.max_terms;
    is_allowed.then(|| (list.keys, L::gather(list.totals)))
}

/// All pairs of slices with products to make, by descending top fields of these.
fn pairs_of<F>(left: &Sliced<F>, right: &Sliced<F>, square: bool) -> Vec<Pair> {
    let mut pairs = Vec::with_capacity(left.slices.len() * right.slices.len().max(1));
    for (place, one) in (0_u32..).zip(&left.slices) {
        for (other, two) in (0..).zip(&right.slices) {
            pairs.push(Pair {
                top: one.top + two.top,
                left: place,
                right: other,
                how: How::All,
            });
        }
        if square {
            let from = usize::try_from(place).unwrap_or(usize::MAX);
            for (other, two) in (place..).zip(left.slices.iter().skip(from)) {
                pairs.push(Pair {
                    top: one.top + two.top,
                    left: place,
                    right: other,
                    how: if place == other {
                        How::Square
                    } else {
                        How::Doubled
                    },
                });
            }
        }
    }
    pairs.sort_unstable_by_key(|pair| std::cmp::Reverse(pair.top));
    pairs
}

/// Whole slices together, so that threads have about equal parts.
fn parts_of<'p, F>(left: &Sliced<F>, right: &Sliced<F>, pairs: &'p [Pair]) -> Vec<&'p [Pair]> {
    let mut parts = Vec::new();
    let (mut start, mut end, mut products) = (0, 0, 0);
    for slice in pairs.chunk_by(|a, b| a.top == b.top) {
        end += slice.len();
        products += slice
            .iter()
            .map(|pair| {
                let other = if pair.how == How::All { right } else { left };
                left.length(pair.left) * other.length(pair.right)
            })
            .sum::<u64>();
        if products >= PRODUCTS_PER_PART || end == pairs.len() {
            parts.extend(pairs.get(start..end));
            (start, products) = (end, 0);
        }
    }
    parts
}

fn add_products<L: Lane>(
    table: &mut Table<L::Total>,
    how: How,
    (keys, coefficients, doubled): Terms<'_, L::Factor>,
    (rests, terms): (&[u64], &[L::Factor]),
) {
    let left = if how == How::All {
        coefficients
    } else {
        doubled
    };
    for (place, (key, a)) in keys.iter().zip(left).enumerate() {
        let mut from = 0;
        if how == How::Square {
            if let Some(own) = coefficients.get(place) {
                table.add::<L>(key + key, own, own);
            }
            from = place + 1;
        }
        table.reserve(rests.len());
        let rests = rests.get(from..).unwrap_or(&[]);
        let terms = terms.get(from..).unwrap_or(&[]);
        for (rest, b) in rests.iter().zip(terms) {
            table.add::<L>(key + rest, a, b);
        }
    }
}

/// Sums by the rest of the key: an open table. No key is as large as [`FREE`].
struct Table<T> {
    keys: Vec<u64>,
    totals: Vec<T>,
    used: usize,
    shift: u32,
    /// The used slots' keys and totals, when they are read out.
    found: Vec<(u64, u32)>,
}

/// The key of a slot that is not in use.
const FREE: u64 = u64::MAX;

const SMALLEST: usize = 1 << 8;

impl<T: Clone + Default> Table<T> {
    fn new() -> Self {
        Self {
            keys: vec![FREE; SMALLEST],
            totals: vec![T::default(); SMALLEST],
            used: 0,
            shift: 64 - SMALLEST.trailing_zeros(),
            found: Vec::new(),
        }
    }

    #[inline]
    fn start(&self, key: u64) -> usize {
        // The shift leaves as many bits as the table has slots.
        usize::try_from(key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift).unwrap_or(0)
    }

    /// Makes room for so many more keys.
    #[inline]
    fn reserve(&mut self, more: usize) {
        while (self.used + more) * 2 > self.keys.len() {
            self.grow();
        }
    }

    #[inline]
    fn add<L: Lane<Total = T>>(&mut self, key: u64, a: &L::Factor, b: &L::Factor) {
        let mask = self.keys.len() - 1;
        let mut slot = self.start(key);
        loop {
            let Some(place) = self.keys.get_mut(slot) else {
                return;
            };
            if *place == key {
                break;
            }
            if *place == FREE {
                *place = key;
                self.used += 1;
                break;
            }
            slot = (slot + 1) & mask;
        }
        if let Some(total) = self.totals.get_mut(slot) {
            L::add_product(total, a, b);
        }
    }

    #[cold]
    fn grow(&mut self) {
        let size = self.keys.len() * 2;
        let keys = std::mem::replace(&mut self.keys, vec![FREE; size]);
        let totals = std::mem::replace(&mut self.totals, vec![T::default(); size]);
        self.shift -= 1;
        for (key, total) in keys.into_iter().zip(totals) {
            if key == FREE {
                continue;
            }
            let mut slot = self.start(key);
            while self.keys.get(slot).is_some_and(|taken| *taken != FREE) {
                slot = (slot + 1) & (size - 1);
            }
            if let (Some(place), Some(sum)) = (self.keys.get_mut(slot), self.totals.get_mut(slot)) {
                (*place, *sum) = (key, total);
            }
        }
    }

    /// The sums that are not 0, by descending key under the top fields; the table is empty
    /// afterwards.
    fn read_out<L: Lane<Total = T>>(&mut self, top: u64, list: &mut Listed<T>) {
        self.found.clear();
        for (slot, key) in (0_u32..).zip(&mut self.keys) {
            if *key != FREE {
                self.found.push((std::mem::replace(key, FREE), slot));
            }
        }
        self.found
            .sort_unstable_by_key(|(key, _)| std::cmp::Reverse(*key));
        for (key, slot) in &self.found {
            let slot = usize::try_from(*slot).unwrap_or(usize::MAX);
            let total = self.totals.get_mut(slot).map(std::mem::take);
            if let Some(total) = total.filter(|total| !L::is_zero(total)) {
                list.keys.push(top | key);
                list.totals.push(total);
            }
        }
        // The next slice is about as long.
        if self.used * 8 < self.keys.len() && self.keys.len() > SMALLEST {
            let size = self.keys.len() / 2;
            self.keys.truncate(size);
            self.totals.truncate(size);
            self.shift += 1;
        }
        self.used = 0;
    }
}
