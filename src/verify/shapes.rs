//! Whether the sizes of a tensor are made of the factors of its term.

use std::collections::{BTreeMap, BTreeSet};

use super::attribute::Fault;
use super::groups::{Group, Held};
use super::matching::Claim;
use super::term::{Sides, Term};
use crate::number::Integer;

/// The most factors of a term that are tried in all ways.
const MAX_FACTORS: usize = 10;

/// The most terms of a part of which some are tried together.
const MAX_TERMS: usize = 14;

/// The most sizes of a tensor for that.
const MAX_SIZES: usize = 5;

/// The sizes that a tensor should have which is to hold so many values, where the formula tells them: a vector has
/// one, and a matrix the sides of its block, which stand as those of the tensor do where it has one of them.
pub(super) fn sized(like: &Held, values: &Integer, sides: Option<&Sides>) -> Option<Vec<u64>> {
    let size = |number: &Integer| number.to_usize().map(|size| size as u64);
    match like.shape.as_slice() {
        _ if like.is_packed => None,
        [_] => Some(vec![size(values)?]),
        [first, last] => {
            let sides = sides.filter(|sides| &sides.from * &sides.to == *values)?;
            let (from, to) = (size(&sides.from)?, size(&sides.to)?);
            let agree =
                |one: u64, other: u64| usize::from(*first == one) + usize::from(*last == other);
            let is_written = agree(from, to) > agree(to, from);
            Some(if is_written {
                vec![from, to]
            } else {
                vec![to, from]
            })
        }
        _ => None,
    }
}

/// The tensors of a claim whose sizes are no factors of its terms, nor of another term of the part; `sizes` are
/// those of all matrices, where they are known.
pub(super) fn unfit(
    claim: &Claim<'_>,
    all: &[Term],
    sizes: Option<&BTreeSet<u64>>,
) -> Option<Fault> {
    let group = claim.group;
    let held = Tensors::of(group)?;
    let (own, matrices) = (as_matrices(&claim.held), as_matrices(all));
    let is_fit = |shape: &[u64]| {
        let plain: Vec<u128> = shape
            .iter()
            .filter(|n| **n > 1)
            .map(|n| u128::from(*n))
            .collect();
        let is_new = |size: &u64| sizes.is_some_and(|sizes| !sizes.contains(size));
        let is_flat = shape.len() == 1 && shape.first().is_none_or(is_new);
        let most = if is_flat { 1 } else { usize::MAX };
        let fits = |own: &[Term], all: &[Term]| {
            held.together(&plain, own, most)
                || all.iter().any(|term| held.other(&plain, term, most))
        };
        // A convolution from one channel or to one is no matrix of its steps.
        let steps = shape.len() > 2 && shape.iter().take(2).any(|n| *n == 1);
        plain.len() > MAX_SIZES
            || fits(&own, &matrices)
            || ((plain.len() != 2 || steps) && fits(&claim.held, all))
            || held.some(&plain, &plain_terms(all), most)
    };
    let usual = group.usual().map(|usual| &usual.shape);
    let mut known: BTreeMap<&[u64], bool> = BTreeMap::new();
    let mut tensors = Vec::new();
    for tensor in &group.tensors {
        let is_told = usual.is_some_and(|usual| *usual != tensor.shape);
        if tensor.is_packed || is_told {
            continue;
        }
        let shape = tensor.shape.as_slice();
        if !*known.entry(shape).or_insert_with(|| is_fit(shape)) {
            tensors.push(tensor.clone());
        }
    }
    (!tensors.is_empty()).then(|| Fault::Sizes {
        tensors,
        term: claim.term.clone(),
    })
}

/// The terms that are no matrix of a block, nor columns of one.
fn plain_terms(terms: &[Term]) -> Vec<Term> {
    let terms = terms.iter().filter(|term| term.sides.is_none());
    terms.cloned().collect()
}

/// The terms, a matrix of a block as its two sides; the columns of one matrix as that matrix.
fn as_matrices(terms: &[Term]) -> Vec<Term> {
    let mut all: Vec<Term> = Vec::new();
    for term in terms {
        let is_column = |sides: &Sides| !sides.is_whole;
        let is_next = term.sides.as_ref().is_some_and(is_column)
            && all.last().is_some_and(|last| {
                let same = |one: &Sides, other: &Sides| {
                    (&one.block, &one.from, &one.to) == (&other.block, &other.from, &other.to)
                };
                let sides = last.sides.as_ref().zip(term.sides.as_ref());
                sides.is_some_and(|(one, other)| is_column(one) && same(one, other))
            });
        if !is_next {
            all.push(term.as_matrix());
        }
    }
    all
}

/// Tensors of one name: how many, and how much each holds.
struct Tensors {
    number: u128,
    values: u128,
}

/// Whether the usual tensor of a group has the sizes of terms, one or several beside one another; sizes that
/// nothing is known of are not refused.
pub(super) fn fits(group: &Group, terms: &[Term]) -> bool {
    let tensor = group.usual().or_else(|| group.tensors.first());
    let Some((tensor, held)) = tensor.zip(Tensors::of(group)) else {
        return true;
    };
    let sizes = tensor.shape.iter().filter(|n| **n > 1);
    let sizes: Vec<u128> = sizes.map(|n| u128::from(*n)).collect();
    tensor.is_packed
        || sizes.len() > MAX_SIZES
        || held.together(&sizes, &as_matrices(terms), usize::MAX)
        || (sizes.len() != 2 && held.together(&sizes, terms, usize::MAX))
}

/// Whether tensors that are all alike have the sizes of terms; a row is no table, unless its length is one of the
/// sizes that matrices have.
pub(super) fn holds(group: &Group, terms: &[Term], known: Option<&BTreeSet<u64>>) -> bool {
    let Some((tensor, held)) = group.tensors.first().zip(Tensors::of(group)) else {
        return false;
    };
    let sizes = tensor.shape.iter().filter(|n| **n > 1);
    let sizes: Vec<u128> = sizes.map(|n| u128::from(*n)).collect();
    let is_new = |size: &u64| known.is_some_and(|known| !known.contains(size));
    let is_flat = tensor.shape.len() == 1 && tensor.shape.first().is_none_or(is_new);
    let most = if is_flat { 1 } else { usize::MAX };
    let steps = tensor.shape.len() > 2 && tensor.shape.iter().take(2).any(|n| *n == 1);
    tensor.is_packed
        || sizes.len() > MAX_SIZES
        || held.together(&sizes, &as_matrices(terms), most)
        || ((sizes.len() != 2 || steps) && held.together(&sizes, terms, most))
}

/// The places of terms that may stand beside others in tensors of these sizes, along one of them; a list for each.
pub(super) fn beside(group: &Group, terms: &[Term]) -> Vec<Vec<usize>> {
    let Some((tensor, held)) = group.tensors.first().zip(Tensors::of(group)) else {
        return Vec::new();
    };
    let sizes = tensor.shape.iter().filter(|n| **n > 1);
    let sizes: Vec<u128> = sizes.map(|n| u128::from(*n)).collect();
    if sizes.len() > MAX_SIZES {
        return Vec::new();
    }
    let matrices: Vec<Term> = terms.iter().map(Term::as_matrix).collect();
    let along = |axis: usize| {
        let fits = |at: &usize| {
            let of = |terms: &[Term]| {
                let term = terms.get(*at);
                term.is_some_and(|term| held.is_beside(&sizes, axis, term, usize::MAX))
            };
            of(terms) || of(&matrices)
        };
        (0..terms.len()).filter(fits).collect()
    };
    (0..sizes.len()).map(along).collect()
}

impl Tensors {
    /// Nothing where they are of several sizes: layers of several widths are as wide as a list says.
    fn of(group: &Group) -> Option<Self> {
        let values = group.tensors.first()?.values;
        let is_alike = group.tensors.iter().all(|tensor| tensor.values == values);
        is_alike.then_some(Self {
            number: u128::try_from(group.tensors.len()).ok()?,
            values: u128::from(values),
        })
    }

    /// Whether some of the terms of a part stand beside one another in one tensor of these sizes.
    fn some(&self, sizes: &[u128], all: &[Term], most: usize) -> bool {
        let Some(own) = self.number.checked_mul(self.values) else {
            return true;
        };
        let along = |axis: usize| {
            let may_be = all
                .iter()
                .filter(|term| self.is_beside(sizes, axis, term, most));
            let values: Option<Vec<u128>> = may_be.map(|term| unsigned(&term.value)).collect();
            let Some(values) = values else {
                return true;
            };
            let sum = |chosen: u32| {
                let values = values.iter().enumerate();
                let chosen = values.filter(|(at, _)| chosen >> at & 1 == 1);
                chosen.map(|(_, value)| *value).sum::<u128>()
            };
            values.len() <= MAX_TERMS && (1_u32..1 << values.len()).any(|chosen| sum(chosen) == own)
        };
        (0..sizes.len()).any(along)
    }

    /// Whether terms stand in one tensor of these sizes, beside one another along one of them.
    fn together(&self, sizes: &[u128], terms: &[Term], most: usize) -> bool {
        if let [only] = terms {
            return splits(sizes, only, None, most);
        }
        let along = |axis: usize| {
            let mut terms = terms.iter();
            terms.all(|term| self.is_beside(sizes, axis, term, most))
        };
        // Or each of them is some of the tensors: two norms in all layers, a third in a few.
        let apart = |term: &Term| {
            let value = unsigned(&term.value).filter(|_| self.values > 0);
            value.is_some_and(|value| value.is_multiple_of(self.values))
                && splits(sizes, term, None, most)
        };
        (0..sizes.len()).any(along) || terms.iter().all(apart)
    }

    /// Whether a term may be one of several that stand beside one another along one of the sizes.
    fn is_beside(&self, sizes: &[u128], axis: usize, term: &Term, most: usize) -> bool {
        let others = sizes.iter().enumerate().filter(|(at, _)| *at != axis);
        let others: u128 = others.map(|(_, size)| *size).product();
        let Some(value) = unsigned(&term.value) else {
            return true;
        };
        if self.number == 0 || others == 0 || !value.is_multiple_of(self.number) {
            return true;
        }
        let value = value / self.number;
        let mut sizes = sizes.to_vec();
        match sizes.get_mut(axis) {
            Some(size) if value.is_multiple_of(others) => *size = value / others,
            _ => return false,
        }
        splits(&sizes, term, None, most)
    }

    /// Whether sizes are those of another term, or of some of the number in front of it.
    fn other(&self, sizes: &[u128], term: &Term, most: usize) -> bool {
        let Some(coefficient) = unsigned(&term.coefficient) else {
            return true;
        };
        let (Some(value), Some(own)) = (
            unsigned(&term.value).filter(|value| *value > 0),
            self.number.checked_mul(self.values),
        ) else {
            return true;
        };
        let Some(times) = coefficient.checked_mul(own) else {
            return true;
        };
        times.is_multiple_of(value)
            && own <= value
            && splits(sizes, term, Some(times / value), most)
    }
}

/// Whether sizes are products of factors of a term, of at most so many, and of the number in front; factors that are left over count tensors.
fn splits(sizes: &[u128], term: &Term, coefficient: Option<u128>, most: usize) -> bool {
    let Some(coefficient) = coefficient.or_else(|| unsigned(&term.coefficient)) else {
        return true;
    };
    let factors: Option<Vec<u128>> = term.factors.iter().map(|f| unsigned(&f.value)).collect();
    let Some(mut factors) = factors else {
        return true;
    };
    factors.retain(|factor| *factor > 1);
    // A matrix from many to many is no row.
    let is_matrix = term.sides.as_ref().is_some_and(|sides| {
        let one = Integer::from(1);
        sides.is_whole && sides.from > one && sides.to > one
    });
    let most = if is_matrix && sizes.len() == 1 {
        1
    } else {
        most
    };
    if factors.len() > MAX_FACTORS {
        return true;
    }
    factors.sort_unstable_by(|one, other| other.cmp(one));
    let mut open = sizes.to_vec();
    taken(&mut open, &factors, coefficient, most)
}

/// Gives each factor to a size that it divides, or to none; what stays open is of the number in front.
fn taken(open: &mut Vec<u128>, factors: &[u128], coefficient: u128, most: usize) -> bool {
    let rest = open
        .iter()
        .try_fold(1_u128, |all, size| all.checked_mul(*size));
    if rest.is_some_and(|rest| rest > 0 && coefficient.is_multiple_of(rest)) {
        return true;
    }
    let Some((factor, behind)) = factors.split_first() else {
        return false;
    };
    if most > 0 {
        for at in 0..open.len() {
            let Some(size) = open.get(at).copied() else {
                continue;
            };
            if !size.is_multiple_of(*factor) {
                continue;
            }
            replace(open, at, size / factor);
            if taken(open, behind, coefficient, most - 1) {
                return true;
            }
            replace(open, at, size);
        }
    }
    taken(open, behind, coefficient, most)
}

fn replace(open: &mut [u128], at: usize, size: u128) {
    if let Some(place) = open.get_mut(at) {
        *place = size;
    }
}

pub(super) fn unsigned(value: &Integer) -> Option<u128> {
    u128::try_from(value.to_i64()?).ok()
}
