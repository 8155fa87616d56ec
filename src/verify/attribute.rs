//! Which tensor and which term of its part do not agree.

use super::groups::{Group, Held};
use super::terms::Term;
use crate::expr::{Expr, Symbol};
use crate::number::Integer;

/// The most groups of terms that are tried for one group of tensors.
const MAX_TERMS_TOGETHER: usize = 12;

/// Where a part and its tensors disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Tensors that hold another number of values than their term says.
    Size {
        /// The tensors.
        tensors: Vec<Held>,
        /// How many each should hold.
        expected: Integer,
        /// The term, and the definition it comes from.
        term: (Expr, Option<Symbol>),
    },
    /// A tensor shaped unlike all others of its name.
    Shape {
        /// The tensor.
        tensor: Held,
        /// The shape of the others.
        others: Vec<u64>,
    },
    /// Tensors that are not there.
    Missing {
        /// Their names, or the pattern of them where their numbers are not known.
        names: Vec<String>,
        /// How many.
        count: Integer,
        /// The term, and the definition it comes from.
        term: (Expr, Option<Symbol>),
    },
    /// A term that no tensor holds.
    Unheld {
        /// How many values it counts.
        values: Integer,
        /// The term, and the definition it comes from.
        term: (Expr, Option<Symbol>),
    },
    /// Tensors that no term counts.
    Surplus {
        /// The tensors.
        tensors: Vec<Held>,
    },
}

/// Tensors whose shape is not that of the others of their name.
pub(super) fn odd_shapes(groups: &[&Group]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for group in groups {
        let Some(usual) = group.usual() else { continue };
        for tensor in &group.tensors {
            let is_odd = tensor.shape != usual.shape && tensor.values == usual.values;
            if is_odd && !tensor.is_packed {
                let others = usual.shape.clone();
                faults.push(Fault::Shape {
                    tensor: tensor.clone(),
                    others,
                });
            }
        }
    }
    faults
}

/// Where the terms of a part and its tensors disagree, once it is known that they do.
pub(super) fn faults(groups: &[&Group], terms: Vec<Term>) -> Vec<Fault> {
    let mut open: Vec<&Group> = groups.to_vec();
    let mut terms = terms;
    one_to_one(&mut open, &mut terms);
    by_coefficient(&mut open, &mut terms);
    together(&mut open, &mut terms);
    let mut faults = Vec::new();
    for group in open {
        faults.extend(blamed(group, &mut terms));
    }
    for term in terms {
        faults.push(Fault::Unheld {
            values: term.value.clone(),
            term: named(&term),
        });
    }
    faults
}

fn named(term: &Term) -> (Expr, Option<Symbol>) {
    (term.expr(), term.definition.clone())
}

/// Takes out each group that is exactly one term; first those whose names agree, so that `k_proj` is
/// held against `keys` where queries are as many.
fn one_to_one(open: &mut Vec<&Group>, terms: &mut Vec<Term>) {
    for by_name in [true, false] {
        open.retain(|group| {
            let values = group.values();
            let fits = |term: &&(usize, usize)| term.1 > 0 || !by_name;
            let equal = terms
                .iter()
                .enumerate()
                .filter(|(_, term)| term.value == values);
            let equal = equal.map(|(at, term)| (at, likeness(group, term)));
            let equal: Vec<(usize, usize)> = equal.collect();
            let most = equal
                .iter()
                .filter(fits)
                .rev()
                .max_by_key(|(_, likeness)| *likeness);
            most.inspect(|(at, _)| drop(terms.remove(*at))).is_none()
        });
    }
}

/// How many letters the names of a group and of a term's definition begin with in common:
/// `k_proj` and `keys`.
fn likeness(group: &Group, term: &Term) -> usize {
    let ends = ["weight", "bias", "*"];
    let name = group.pattern.rsplit('.').find(|part| !ends.contains(part));
    let pair = name.zip(term.definition.as_ref());
    pair.map_or(0, |(name, definition)| {
        let letters = name.chars().zip(definition.name().chars());
        letters.take_while(|(one, other)| one == other).count()
    })
}

/// Takes out groups that are a term without its number in front: two matrices of `2*h*i`.
fn by_coefficient(open: &mut Vec<&Group>, terms: &mut Vec<Term>) {
    open.retain(|group| {
        let values = group.values();
        let found = terms.iter_mut().find(|term| {
            term.coefficient.to_i64().is_some_and(|c| c > 1)
                && &values * &term.coefficient == term.value
        });
        let Some(term) = found else { return true };
        take_one(term);
        false
    });
    terms.retain(|term| !term.value.is_zero());
}

/// Takes one of the number in front off.
fn take_one(term: &mut Term) {
    if let Some(each) = whole(&term.value, &term.coefficient) {
        term.value = &term.value - &each;
        term.coefficient = &term.coefficient - &Integer::from(1);
    }
}

/// Takes out groups that hold several terms: queries, keys and values in one matrix.
fn together(open: &mut Vec<&Group>, terms: &mut Vec<Term>) {
    open.retain(|group| {
        if terms.len() > MAX_TERMS_TOGETHER {
            return true;
        }
        let values = group.values();
        let chosen = (1_u32..1 << terms.len()).find(|chosen| {
            let mut sum = Integer::from(0);
            for (at, term) in terms.iter().enumerate() {
                if chosen >> at & 1 == 1 {
                    sum = &sum + &term.value;
                }
            }
            sum == values
        });
        let Some(chosen) = chosen else { return true };
        let mut at = 0;
        terms.retain(|_| {
            at += 1;
            chosen >> (at - 1) & 1 == 0
        });
        false
    });
}

/// What is wrong with a group that no term is left for.
fn blamed(group: &Group, terms: &mut Vec<Term>) -> Vec<Fault> {
    let Some(at) = nearest(group, terms) else {
        return vec![Fault::Surplus {
            tensors: group.tensors.clone(),
        }];
    };
    let Some(term) = terms.get_mut(at) else {
        return Vec::new();
    };
    let (name, count) = (named(term), group.tensors.len());
    let Some((each, number, is_all)) = expected(group, term) else {
        // Told with the term that is left without tensors.
        return vec![Fault::Surplus {
            tensors: group.tensors.clone(),
        }];
    };
    if is_all {
        terms.remove(at);
    } else {
        take_one(term);
    }
    let mut faults = Vec::new();
    let differs = |tensor: &&Held| Integer::from(tensor.values) != each;
    let tensors: Vec<Held> = group.tensors.iter().filter(differs).cloned().collect();
    if !tensors.is_empty() {
        faults.push(Fault::Size {
            tensors,
            expected: each.clone(),
            term: name.clone(),
        });
    }
    let there = Integer::from(count);
    if number > there {
        let names = lost(group, &number);
        faults.push(Fault::Missing {
            names,
            count: &number - &there,
            term: name,
        });
    } else if number < there {
        let keep = number.to_usize().unwrap_or(count);
        let tensors = group.tensors.get(keep..).unwrap_or_default().to_vec();
        faults.push(Fault::Surplus { tensors });
    }
    faults
}

/// How many values one tensor of a group should hold by a term, how many tensors there should be,
/// and whether they take all of the term or one of the number in front.
///
/// There should be as many as there are, or as many as the usual tensor fits in.
fn expected(group: &Group, term: &Term) -> Option<(Integer, Integer, bool)> {
    let count = Integer::from(group.tensors.len());
    let mut shares = vec![(term.value.clone(), true)];
    if !term.coefficient.is_one() {
        shares.extend(whole(&term.value, &term.coefficient).map(|value| (value, false)));
    }
    let usual = group.usual().filter(|_| group.tensors.len() > 1);
    for (value, is_all) in &shares {
        let number = usual.and_then(|usual| whole(value, &Integer::from(usual.values)));
        if let (Some(usual), Some(number)) = (usual, number)
            && &(&number - &count).abs() * &Integer::from(2) <= count
        {
            return Some((Integer::from(usual.values), number, *is_all));
        }
    }
    let each =
        |(value, is_all): &(Integer, bool)| Some((whole(value, &count)?, count.clone(), *is_all));
    let near = shares
        .iter()
        .filter_map(each)
        .find(|(each, ..)| is_near(group, each));
    near.or_else(|| each(shares.first()?))
}

/// A quotient, where it is whole.
fn whole(value: &Integer, by: &Integer) -> Option<Integer> {
    let (quotient, rest) = value.div_rem_floor(by)?;
    rest.is_zero().then_some(quotient)
}

/// Whether a tensor of a group holds about so many values: less than 16 times more or fewer.
fn is_near(group: &Group, each: &Integer) -> bool {
    group.tensors.iter().any(|tensor| {
        let (values, sixteen) = (Integer::from(tensor.values), Integer::from(16));
        values < each * &sixteen && *each < &values * &sixteen
    })
}

/// The term that a group is most likely meant to hold: by its name, then by the ratio of values.
fn nearest(group: &Group, terms: &[Term]) -> Option<usize> {
    let values = group.values();
    let far = |term: &Term| {
        let one = &term.value;
        let (large, small) = if *one > values {
            (one, &values)
        } else {
            (&values, one)
        };
        let small = if small.is_zero() {
            Integer::from(1)
        } else {
            small.clone()
        };
        (large * &Integer::from(1_000_000))
            .div_rem_floor(&small)
            .map(|(ratio, _)| ratio)
    };
    let unlike = |term: &Term| usize::MAX - likeness(group, term);
    let found = terms
        .iter()
        .enumerate()
        .min_by_key(|(_, term)| (unlike(term), far(term)));
    found.map(|(at, _)| at)
}

/// The names that a group lacks, where one number tells its tensors apart.
fn lost(group: &Group, number: &Integer) -> Vec<String> {
    let number = number.to_usize().unwrap_or(0);
    if group.pattern.matches('*').count() != 1 {
        return vec![group.pattern.clone()];
    }
    let name = |at: usize| group.pattern.replacen('*', &at.to_string(), 1);
    let names = (0..number).map(name);
    let is_lost = |name: &String| group.tensors.iter().all(|tensor| tensor.name != *name);
    names.filter(is_lost).collect()
}
