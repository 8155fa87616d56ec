//! Which tensor and which term of its part do not agree.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::assignment::{Assigned, assigned, is_uneven};
use super::exchanged::{exchanged, torn};
use super::groups::{Group, Held};
use super::kin::Kin;
use super::matching::{Claim, Said, kinship, likeness, matched, named, take, whole};
use super::numbers::{Expected, lacking, wrong};
use super::term::Term;
use crate::expr::{Expr, Symbol};
use crate::number::Integer;

/// Where a part and its tensors disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Tensors that hold another number of values than their term says.
    Size {
        /// The tensors.
        tensors: Vec<Held>,
        /// How many each should hold.
        expected: Integer,
        /// The sizes that each should have, where the formula tells them.
        shape: Option<Vec<u64>>,
        /// What gives that: the term without the factors that count tensors.
        one: Expr,
        /// The term, and the definition it comes from.
        term: (Expr, Option<Symbol>),
    },
    /// Tensors of one name that hold together another number of values than their term gives.
    Term {
        /// The tensors.
        tensors: Vec<Held>,
        /// What the term gives.
        formula: Integer,
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
    /// Tensors that hold as many values as their term says, in sizes that are no factors of it.
    Sizes {
        /// The tensors.
        tensors: Vec<Held>,
        /// The term, and the definition it comes from.
        term: (Expr, Option<Symbol>),
    },
    /// Tensors whose two sizes stand the other way round than those of their like.
    Turned {
        /// The tensors.
        tensors: Vec<Held>,
        /// The sizes as they should be.
        expected: Vec<u64>,
    },
    /// A bias that is as long as no side of its matrix.
    Bias {
        /// The bias.
        bias: Held,
        /// The matrix of the same name.
        weight: Held,
    },
    /// A layer that holds more or less than the formula gives it, while all layers together hold what they should.
    Layer {
        /// How the names of its tensors begin.
        name: String,
        /// What they hold.
        tensors: Integer,
        /// What the formula gives.
        formula: Integer,
    },
    /// Tensors behind a number that none has.
    Gap {
        /// How a name with the missing number begins.
        name: String,
        /// The tensors behind it.
        tensors: Vec<Held>,
    },
}

/// What came of holding the terms of a part against its tensors.
pub(super) struct Attributed<'g> {
    /// The groups that are as large as their terms.
    pub(super) claims: Vec<Claim<'g>>,
    /// Where they disagree.
    pub(super) faults: Vec<Fault>,
    /// Whether each group is some of the terms, and no term is left.
    pub(super) is_complete: bool,
    /// Why the tensors are held in sum alone, where they are.
    pub(super) untold: Option<Untold>,
}

/// Why tensors that are as large in sum are not held one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untold {
    /// The formula gives a number and says nothing of what it is made of.
    Number,
    /// There are more ways to hold them against the terms than are tried.
    Open,
}

/// Whether a part is a number as it is written, which says nothing of its tensors but how much they hold.
fn is_number(terms: &[Term], groups: &[&Group]) -> bool {
    let [only] = terms else {
        return false;
    };
    let tensors = || groups.iter().flat_map(|group| &group.tensors);
    let is_row = tensors().count() == 1 && tensors().all(|tensor| tensor.shape.len() < 2);
    let is_scalar = tensors().all(|tensor| tensor.values < 2);
    only.factors.is_empty() && only.sides.is_none() && !is_row && !is_scalar
}

/// Holds the terms of a part against its tensors, one after another and, where that leaves something of what is as
/// large in sum, all at once.
pub(super) fn attributed<'g>(
    groups: &[&'g Group],
    all: &[Term],
    kin: &Kin<'g>,
    is_as_large: bool,
) -> Attributed<'g> {
    if is_as_large && is_number(all, groups) {
        return Attributed {
            claims: Vec::new(),
            faults: Vec::new(),
            is_complete: false,
            untold: Some(Untold::Number),
        };
    }
    let (mut open, mut terms) = (groups.to_vec(), all.to_vec());
    let said = Said::new(groups, all);
    let mut claims = matched(&mut open, &mut terms, &said, &|group| Some(group.values()));
    let is_told = open.is_empty() && terms.is_empty();
    if is_as_large && !(is_told && claims.iter().all(|claim| !is_uneven(claim.group))) {
        if let Some(settled) = at_once(groups, all, &said, kin) {
            return settled;
        }
        // Several shapes that make up a term by chance.
        for claim in claims.extract_if(.., |claim| is_uneven(claim.group)) {
            open.push(claim.group);
            terms.extend(claim.held);
        }
    }
    let is_complete = open.is_empty() && terms.is_empty();
    let mut faults: Vec<Fault> = claims
        .iter()
        .filter_map(|claim| super::shapes::unfit(claim, all, kin.sizes.as_ref()))
        .collect();
    faults.extend(exchanged(&mut claims));
    // What would fit if every tensor had the usual shape, or if none were missing.
    for claim in matched(&mut open, &mut terms, &said, &|group| {
        let number = group.tensors.len();
        group.mended(number).filter(|_| number > 1)
    }) {
        faults.extend(unlike(&claim, claim.group.tensors.len(), kin));
    }
    faults.extend(torn(&mut open, &mut terms));
    let left: Vec<Held> = open
        .iter()
        .flat_map(|group| group.tensors.clone())
        .collect();
    faults.extend(lacking(&claims, &mut terms, kin));
    let layers: Vec<_> = terms
        .iter()
        .filter_map(|term| term.layers.clone())
        .collect();
    let may_be = |group: &Group| numbers(group, &layers, kin);
    let counts: BTreeSet<usize> = open.iter().flat_map(|group| may_be(group)).collect();
    for number in counts.into_iter().rev() {
        for claim in matched(&mut open, &mut terms, &said, &|group| {
            let is_known = may_be(group).contains(&number);
            group.mended(number).filter(|_| is_known)
        }) {
            faults.extend(unlike(&claim, number, kin));
        }
    }
    for group in open {
        faults.extend(blamed(group, &mut terms, &said, kin));
    }
    for term in terms {
        faults.push(Fault::Unheld {
            values: term.value.clone(),
            term: named(&term),
        });
    }
    if faults.is_empty() && !left.is_empty() {
        faults.push(Fault::Surplus { tensors: left });
    }
    Attributed {
        claims,
        faults,
        is_complete,
        untold: None,
    }
}

/// What comes of all tensors and all terms at once; nothing where they do not agree.
fn at_once<'g>(
    groups: &[&'g Group],
    terms: &[Term],
    said: &Said,
    kin: &Kin<'g>,
) -> Option<Attributed<'g>> {
    let mut found = assigned(groups, terms, said, kin.sizes.as_ref());
    if matches!(found, Assigned::None) {
        found = assigned(groups, terms, &said.loosened(), kin.sizes.as_ref());
    }
    let (claims, untold) = match found {
        Assigned::Found(claims) => (claims, None),
        Assigned::Open => (Vec::new(), Some(Untold::Open)),
        Assigned::None => return None,
    };
    Some(Attributed {
        claims,
        faults: Vec::new(),
        is_complete: untold.is_none(),
        untold,
    })
}

/// How many tensors a group may be meant to have: as many as others of its stack, as many as fill its rows, as many
/// as there are layers that a term of the formula chooses.
fn numbers(group: &Group, layers: &[Rc<BTreeSet<u64>>], kin: &Kin<'_>) -> BTreeSet<usize> {
    let there = group.layers();
    let is_near = |layers: &&Rc<BTreeSet<u64>>| {
        let is_one_each = there.len() == group.tensors.len();
        is_one_each && (there.is_subset(layers) || there.is_superset(layers))
    };
    let of_layers = layers.iter().filter(is_near).map(|layers| layers.len());
    let all = kin.numbers(group).chain(group.filled()).chain(of_layers);
    all.collect()
}

/// What keeps a group from being its term: tensors that are not as large as is usual, that are missing,
/// or that are too many.
fn unlike(claim: &Claim<'_>, number: usize, kin: &Kin<'_>) -> Vec<Fault> {
    let usual = claim.group.usual().map_or(0, |usual| usual.values);
    let each = Integer::from(usual);
    let expected = Expected {
        one: claim.one(&each),
        each,
        number: Integer::from(number),
        sides: claim.first().and_then(|term| term.sides.clone()),
        term: claim.term.clone(),
        layers: claim.first().and_then(|term| term.layers.clone()),
    };
    wrong(claim.group, &expected, kin)
}

/// What is wrong with a group that no term is left for.
fn blamed(group: &Group, terms: &mut Vec<Term>, said: &Said, kin: &Kin<'_>) -> Vec<Fault> {
    let surplus = || {
        let tensors = group.tensors.clone();
        vec![Fault::Surplus { tensors }]
    };
    let Some(at) = nearest(group, terms, said) else {
        return surplus();
    };
    let Some(term) = terms.get_mut(at) else {
        return Vec::new();
    };
    let (name, layers, whole) = (named(term), term.layers.clone(), term.clone());
    let Some((each, number, is_all)) = expected(group, term) else {
        // Told with the term that is left without tensors.
        return surplus();
    };
    if is_all {
        terms.remove(at);
    } else {
        take(term, &Integer::from(1));
    }
    let expected = Expected {
        one: whole.each(&each),
        each,
        number,
        sides: whole.sides.clone(),
        term: name,
        layers,
    };
    wrong(group, &expected, kin)
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
    let usual = group
        .usual()
        .filter(|_| group.tensors.len() > 1 || group.stack().is_some());
    let is_counted =
        |number: &Integer| is_factor(term, number) || is_number_of_layers(term, number);
    for (value, is_all) in &shares {
        let number = usual.and_then(|usual| whole(value, &Integer::from(usual.values)));
        if let (Some(usual), Some(number)) = (usual, number)
            && (is_counted(&number)
                || (!is_counted(&count) && &(&number - &count).abs() * &Integer::from(2) <= count))
        {
            return Some((Integer::from(usual.values), number, *is_all));
        }
    }
    let each =
        |(value, is_all): &(Integer, bool)| Some((whole(value, &count)?, count.clone(), *is_all));
    let far = |(each, ..): &(Integer, Integer, bool)| {
        let tensors = group.tensors.iter();
        let far = tensors.map(|tensor| (&Integer::from(tensor.values) - each).abs());
        far.min()
    };
    let near = shares
        .iter()
        .filter_map(each)
        .filter(|(each, ..)| is_near(group, each))
        .min_by_key(far);
    near.or_else(|| each(shares.first()?))
}

/// Whether a term counts so many of something.
fn is_factor(term: &Term, number: &Integer) -> bool {
    term.factors.iter().any(|factor| factor.value == *number)
}

/// Whether so many layers have a term.
fn is_number_of_layers(term: &Term, number: &Integer) -> bool {
    let layers = term.layers.as_ref();
    layers.is_some_and(|layers| Integer::from(layers.len()) == *number)
}

/// Whether a tensor of a group holds about so many values: less than 16 times more or fewer.
fn is_near(group: &Group, each: &Integer) -> bool {
    group.tensors.iter().any(|tensor| {
        let (values, sixteen) = (Integer::from(tensor.values), Integer::from(16));
        values < each * &sixteen && *each < &values * &sixteen
    })
}

/// The term that a group is most likely meant to hold: by its name, then by the ratio of values.
fn nearest(group: &Group, terms: &[Term], said: &Said) -> Option<usize> {
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
        .filter(|(_, term)| said.allows(group, term))
        .min_by_key(|(_, term)| (unlike(term), far(term), usize::MAX - kinship(group, term)));
    found.map(|(at, _)| at)
}
