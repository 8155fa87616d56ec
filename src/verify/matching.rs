//! Which groups of tensors are which terms: what is exactly as large.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::groups::Group;
use super::places::{Count, grid, repeats};
use super::shapes::fits;
use super::term::Term;
use crate::expr::{Expr, Symbol};
use crate::model::Patterns;
use crate::number::Integer;

/// The most terms of which some may be one group together.
const MAX_TERMS_TOGETHER: usize = 12;

/// A term and the definition that it comes from.
pub(super) type Named = (Expr, Option<Symbol>);

/// A group and what it holds.
pub(super) struct Claim<'g> {
    pub(super) group: &'g Group,
    /// The terms as one, and the definition that they come from.
    pub(super) term: Named,
    /// The terms, one unless several stand in one matrix.
    pub(super) held: Vec<Term>,
}

impl Claim<'_> {
    /// What so large a tensor is of its term.
    pub(super) fn one(&self, values: &Integer) -> Expr {
        match self.held.as_slice() {
            [only] => only.each(values),
            _ => self.term.0.clone(),
        }
    }

    /// The first of its terms.
    pub(super) fn first(&self) -> Option<&Term> {
        self.held.first()
    }
}

/// What a group was found to hold.
type Found = (Named, Vec<Term>);

/// Whether a group may be a term.
type MayBe<'f> = &'f dyn Fn(&Group, &Term) -> bool;

/// Takes out the groups that are some of the terms, and these terms; `size` says how many values a
/// group counts for, where it may be taken out at all.
///
/// Tensors that stand in every layer are first held against terms that count layers, then those that stand
/// once against terms that do not, so that a layer's tensor is no norm behind the last one where both are as
/// large. Before all that, tensors that a definition says it covers are held against its terms alone: others may be
/// as large by chance.
pub(super) fn matched<'g>(
    open: &mut Vec<&'g Group>,
    terms: &mut Vec<Term>,
    said: &Said,
    size: &dyn Fn(&Group) -> Option<Integer>,
) -> Vec<Claim<'g>> {
    let mut claims = alike(open, terms, size, &is_covered);
    claims.extend(several(open, terms, size, true, &is_covered));
    claims.extend(by_size(open, terms, said, size));
    claims
}

/// What definitions say of the tensors that they cover: these are of their terms and of no other.
pub(super) struct Said {
    groups: BTreeSet<String>,
    covers: Vec<Rc<Patterns>>,
    /// Whether no other tensors are of their terms: those that another library stores as one may be.
    is_strict: bool,
}

impl Said {
    pub(super) fn new(groups: &[&Group], terms: &[Term]) -> Self {
        let mut said = Self {
            groups: BTreeSet::new(),
            covers: Vec::new(),
            is_strict: true,
        };
        for term in terms {
            for group in groups.iter().filter(|group| is_covered(group, term)) {
                said.groups.insert(group.pattern.clone());
                if !said.is_said(term) {
                    said.covers.extend(term.covers.clone());
                }
            }
        }
        said
    }

    pub(super) fn loosened(&self) -> Self {
        Self {
            groups: self.groups.clone(),
            covers: Vec::new(),
            is_strict: false,
        }
    }

    /// Whether the definition of a term covers a tensor that is there.
    fn is_said(&self, term: &Term) -> bool {
        let is = |covers: &Rc<Patterns>| self.covers.iter().any(|one| Rc::ptr_eq(one, covers));
        term.covers.as_ref().is_some_and(is)
    }

    /// Whether a group may be a term.
    pub(super) fn allows(&self, group: &Group, term: &Term) -> bool {
        let is_free = !self.groups.contains(&group.pattern);
        is_covered(group, term) || (is_free && !(self.is_strict && self.is_said(term)))
    }
}

/// Whether the definition of a term says that it covers a group.
pub(super) fn is_covered(group: &Group, term: &Term) -> bool {
    let first = group.tensors.first();
    let covers = first.zip(term.covers.as_ref());
    covers.is_some_and(|(tensor, covers)| covers.cover(&tensor.name))
}

/// Takes out the groups that are terms by what they hold, and these terms.
fn by_size<'g>(
    open: &mut Vec<&'g Group>,
    terms: &mut Vec<Term>,
    said: &Said,
    size: &dyn Fn(&Group) -> Option<Integer>,
) -> Vec<Claim<'g>> {
    let is_once = |group: &Group| group.stack().is_none();
    // First what stands in the very layers that the formula chooses: the matrices of two dense layers are as large
    // together as one of each expert in the others, by chance.
    let mut claims = alike(open, terms, size, &|group, term| {
        said.allows(group, term) && has_sides(group, term) && stands_in(group, term)
    });
    claims.extend(alike(open, terms, size, &|group, term| {
        said.allows(group, term) && stands_in(group, term)
    }));
    // Then what has both sides of a matrix: two narrow ones are as large as one that is twice as wide.
    claims.extend(alike(open, terms, size, &|group, term| {
        said.allows(group, term)
            && !is_once(group)
            && has_sides(group, term)
            && repeats(group, term)
    }));
    claims.extend(alike(open, terms, size, &|group, term| {
        said.allows(group, term) && !is_once(group) && repeats(group, term)
    }));
    let counters: Vec<Expr> = claims.iter().filter_map(counter).collect();
    let counts = |term: &Term| term.factors.iter().any(|f| counters.contains(&f.expr));
    let once = alike(open, terms, size, &|group, term| {
        said.allows(group, term) && is_once(group) && !counts(term)
    });
    claims.extend(once);
    // First what has the sizes of its terms: others may be as large by chance.
    for must_fit in [true, false] {
        claims.extend(alike(open, terms, size, &|group, term| {
            said.allows(group, term) && (!must_fit || fits(group, std::slice::from_ref(term)))
        }));
        claims.extend(several(open, terms, size, must_fit, &|group, term| {
            said.allows(group, term)
        }));
    }
    claims
}

/// Takes out the groups that are several terms together, where they may be.
fn several<'g>(
    open: &mut Vec<&'g Group>,
    terms: &mut Vec<Term>,
    size: &dyn Fn(&Group) -> Option<Integer>,
    must_fit: bool,
    may_be: MayBe<'_>,
) -> Vec<Claim<'g>> {
    let mut claims = Vec::new();
    terms.retain(|term| !term.value.is_zero());
    open.retain(|group| {
        let values = size(group);
        let held = values.and_then(|values| together(group, &values, terms, must_fit, may_be));
        let Some((term, held)) = held else {
            return true;
        };
        claims.push(Claim { group, term, held });
        false
    });
    claims
}

/// Whether the layers that have a tensor of a group are those that a sum of the formula goes through for a term.
pub(super) fn stands_in(group: &Group, term: &Term) -> bool {
    let layers = term.layers.as_ref();
    layers.is_some_and(|layers| group.stack().is_some() && **layers == group.layers())
}

/// Whether the tensors of a group have the two sizes of a matrix, whichever way round.
pub(super) fn has_sides(group: &Group, term: &Term) -> bool {
    let sides = term.sides.as_ref().filter(|sides| sides.is_whole);
    let usual = group.usual().map(|usual| usual.shape.as_slice());
    let (Some(sides), Some([one, other])) = (sides, usual) else {
        return false;
    };
    let (one, other) = (Integer::from(*one), Integer::from(*other));
    (&one, &other) == (&sides.from, &sides.to) || (&other, &one) == (&sides.from, &sides.to)
}

/// The factor that counts the layers of a claim.
fn counter(claim: &Claim<'_>) -> Option<Expr> {
    let term = claim.first()?;
    match grid(claim.group, term)?.counts.first()? {
        Count::Factor(at) => term.factors.get(*at).map(|f| f.expr.clone()),
        Count::Coefficient | Count::Fixed => None,
    }
}

/// Takes out the groups that are a term or some of its number in front, where they may be.
fn alike<'g>(
    open: &mut Vec<&'g Group>,
    terms: &mut Vec<Term>,
    size: &dyn Fn(&Group) -> Option<Integer>,
    may_be: MayBe<'_>,
) -> Vec<Claim<'g>> {
    let mut claims = Vec::new();
    let mut take = |open: &mut Vec<&'g Group>,
                    find: &mut dyn FnMut(&Group, &Integer) -> Option<Found>| {
        open.retain(|group| {
            let found = size(group).and_then(|values| find(group, &values));
            let Some((term, held)) = found else {
                return true;
            };
            claims.push(Claim { group, term, held });
            false
        });
    };
    loop {
        let before = open.len();
        for by_name in [true, false] {
            take(open, &mut |group, values| {
                whole_term(group, values, terms, by_name, may_be)
            });
        }
        for is_once in [true, false] {
            take(open, &mut |group, values| {
                by_coefficient(group, values, terms, is_once, may_be)
            });
        }
        // What is taken off the number in front leaves a term that one more group may be.
        if open.len() == before {
            return claims;
        }
    }
}

/// A term and the definition that it comes from.
pub(super) fn named(term: &Term) -> Named {
    (term.expr(), term.definition.clone())
}

/// The term that is a group; first those whose names agree, so that `k_proj` is held against `keys`
/// where queries are as many.
fn whole_term(
    group: &Group,
    values: &Integer,
    terms: &mut Vec<Term>,
    by_name: bool,
    may_be: MayBe<'_>,
) -> Option<Found> {
    let equal = terms
        .iter()
        .enumerate()
        .filter(|(_, term)| term.value == *values && may_be(group, term));
    let equal = equal.map(|(at, term)| (at, likeness(group, term), term));
    let may_be = equal.filter(|(_, likeness, _)| *likeness > 0 || !by_name);
    let equal: Vec<(usize, usize, &Term)> = may_be.collect();
    let most = equal.iter().rev().max_by_key(|(_, likeness, term)| {
        let is_fit = equal.len() == 1 || fits(group, std::slice::from_ref(*term));
        let is_one = term.coefficient.is_one();
        (is_fit, *likeness, is_one, kinship(group, term))
    });
    let at = most.map(|(at, ..)| *at);
    at.map(|at| {
        let term = terms.remove(at);
        (named(&term), vec![term])
    })
}

/// The likeness of a group whose name the definition of a term covers: more than any letters in common.
const COVERED: usize = 1000;

/// How many letters the names of a group and of a term's definition or block begin with in common: `k_proj` and
/// `keys`, `ffn_down` and `down`; most of all where the definition says that it covers the group.
pub(super) fn likeness(group: &Group, term: &Term) -> usize {
    if is_covered(group, term) {
        return COVERED;
    }
    let names = [&term.definition, &term.block].into_iter().flatten();
    names.map(|name| letters(group, name)).max().unwrap_or(0)
}

/// How many letters the name of a group and another begin with in common.
fn letters(group: &Group, definition: &Symbol) -> usize {
    let ends = ["weight", "bias", "*"];
    let Some(name) = group.pattern.rsplit('.').find(|part| !ends.contains(part)) else {
        return 0;
    };
    let inner = name
        .match_indices('_')
        .filter_map(|(at, _)| name.get(at + 1..));
    let common = |name: &str| {
        let letters = name.chars().zip(definition.name().chars());
        letters.take_while(|(one, other)| one == other).count()
    };
    std::iter::once(name)
        .chain(inner)
        .map(common)
        .max()
        .unwrap_or(0)
}

/// How many letters the words of a group's stack and of a term's factors begin with in common, so that
/// `decoder.block.*` is held against what `decoder_layers` counts where the encoder has as many.
pub(super) fn kinship(group: &Group, term: &Term) -> usize {
    let stack = group.stack().unwrap_or(&group.pattern);
    let common = |word: &str, other: &str| {
        let letters = word.chars().zip(other.chars());
        letters.take_while(|(one, other)| one == other).count()
    };
    let nearest = |word: &str| {
        let words = stack.split(['.', '_']).map(|other| common(word, other));
        words.max().filter(|letters| *letters > 2).unwrap_or(0)
    };
    let factors = term.factors.iter();
    let symbols = factors.flat_map(|factor| factor.expr.symbols_in_order());
    symbols
        .map(|symbol| symbol.name().split('_').map(nearest).sum::<usize>())
        .sum()
}

/// The term that a group holds less often than its number in front says: two matrices of `2*h*i`;
/// once, or several times.
fn by_coefficient(
    group: &Group,
    values: &Integer,
    terms: &mut [Term],
    is_once: bool,
    may_be: MayBe<'_>,
) -> Option<Found> {
    let held = |term: &Term| {
        let one = whole(&term.value, &term.coefficient)?;
        let times = whole(values, &one).filter(|_| !term.coefficient.is_one())?;
        let fits = !times.is_zero() && times.is_one() == is_once && times < term.coefficient;
        fits.then_some(times)
    };
    let found = terms.iter().enumerate().rev();
    let found = found
        .filter(|(_, term)| may_be(group, term))
        .filter_map(|(at, term)| Some((at, held(term)?, kinship(group, term))));
    let (at, times, kin) = found.max_by_key(|(.., kinship)| *kinship)?;
    // What is left of a term is taken whole in the next round.
    let is_nearer =
        |term: &Term| term.value == *values && may_be(group, term) && kinship(group, term) > kin;
    if terms.iter().any(is_nearer) {
        return None;
    }
    let term = terms.get_mut(at)?;
    let held = Term {
        coefficient: times.clone(),
        ..term.clone()
    };
    take(term, &times);
    Some((named(&held), vec![held]))
}

/// Takes so many of the number in front off.
pub(super) fn take(term: &mut Term, times: &Integer) {
    if let Some(one) = whole(&term.value, &term.coefficient) {
        term.value = &term.value - &(&one * times);
        term.coefficient = &term.coefficient - times;
    }
}

/// The terms that a group holds together: queries, keys and values in one matrix.
fn together(
    group: &Group,
    values: &Integer,
    terms: &mut Vec<Term>,
    must_fit: bool,
    may_be: MayBe<'_>,
) -> Option<Found> {
    let asked = terms.iter().filter(|term| may_be(group, term));
    let asked: Vec<&Term> = asked.collect();
    if asked.len() > MAX_TERMS_TOGETHER {
        return None;
    }
    let is_chosen = |chosen: u32, at: usize| chosen >> at & 1 == 1;
    let some = |chosen: u32| {
        let terms = asked.iter().enumerate();
        terms
            .filter(move |(at, _)| is_chosen(chosen, *at))
            .map(|(_, term)| *term)
    };
    let is_as_large = |chosen: &u32| {
        let sum = some(*chosen).fold(Integer::from(0), |sum, term| &sum + &term.value);
        sum == *values
    };
    let definition = |chosen: u32| {
        some(chosen)
            .next()
            .and_then(|term| term.definition.as_ref())
    };
    let is_alike = |chosen: &u32| {
        let mut held = some(*chosen);
        held.all(|term| term.definition.as_ref() == definition(*chosen))
    };
    // Those that have the sizes of the matrix before others, those of one definition before others.
    let all: Vec<u32> = (1_u32..1 << asked.len()).filter(is_as_large).collect();
    let ranked = all.into_iter().rev().map(|chosen| {
        let held: Vec<Term> = some(chosen).cloned().collect();
        let like = held.iter().map(|term| likeness(group, term)).min();
        ((fits(group, &held), is_alike(&chosen), like), chosen)
    });
    let ranked = ranked.filter(|((is_fit, ..), _)| *is_fit || !must_fit);
    let (_, chosen) = ranked.max_by_key(|(rank, _)| *rank)?;
    let mut held = Vec::new();
    let mut at = 0;
    terms.retain(|term| {
        if !may_be(group, term) {
            return true;
        }
        at += 1;
        let stays = !is_chosen(chosen, at - 1);
        if !stays {
            held.push(term.clone());
        }
        stays
    });
    let first = held.first()?;
    let is_alike = held.iter().all(|term| term.definition == first.definition);
    let sum: Vec<Expr> = held.iter().map(Term::expr).collect();
    let sum = match sum.as_slice() {
        [only] => only.clone(),
        _ => Expr::sum(sum),
    };
    let definition = first.definition.clone();
    Some(((sum, definition.filter(|_| is_alike)), held))
}

/// A quotient, where it is whole.
pub(super) fn whole(value: &Integer, by: &Integer) -> Option<Integer> {
    let (quotient, rest) = value.div_rem_floor(by)?;
    rest.is_zero().then_some(quotient)
}
