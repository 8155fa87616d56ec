//! Whether the numbers in the names of tensors are those that the formula counts: layers 0 to L − 1, each
//! with its experts.

use std::collections::{BTreeMap, BTreeSet};

use super::attribute::Fault;
use super::groups::{Group, Held, MAX_NAMES, majority, product, sets};
use super::matching::Claim;
use super::term::Term;
use crate::expr::Expr;
use crate::number::Integer;

/// What says how many numbers there are at a place of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// A factor of the term, by its position.
    Factor(usize),
    /// The number in front.
    Coefficient,
    /// Nothing: there is but one.
    Fixed,
}

/// The numbers in the names of a group.
pub(super) struct Grid {
    /// What counts them, place by place.
    pub(super) counts: Vec<Count>,
    /// Which they are.
    sets: Vec<BTreeSet<u64>>,
}

/// Which factors of a term count the tensors of a group, a factor for each number of its name; nothing where
/// their product is not how many tensors there are.
pub(super) fn grid(group: &Group, term: &Term) -> Option<Grid> {
    let numbers = group.numbers()?;
    let all = sets(&numbers)?;
    let number = Integer::from(group.tensors.len());
    let found = |sets: Vec<BTreeSet<u64>>| {
        let sizes: Vec<Integer> = sets.iter().map(|set| Integer::from(set.len())).collect();
        // As many as there are before fewer.
        let counts = [true, false].into_iter().find_map(|is_exact| {
            let mut found = Vec::new();
            assigned((term, is_exact), &sizes, &number, &mut found).then_some(found)
        });
        counts.map(|counts| Grid { counts, sets })
    };
    // Where nearly all have one number, the others are astray.
    let settled = || {
        let sets = all.iter().enumerate();
        let sets = sets.map(|(place, set)| match usual(&numbers, place) {
            Some(number) => BTreeSet::from([number]),
            None => set.clone(),
        });
        sets.collect::<Vec<_>>()
    };
    found(all.clone()).or_else(|| found(settled()).filter(|grid| grid.sets != all))
}

/// The number that at least three of four tensors have at a place.
fn usual(numbers: &[Vec<u64>], place: usize) -> Option<u64> {
    let all = || numbers.iter().filter_map(|all| all.get(place).copied());
    let most = majority(all())?;
    let others = all().filter(|number| *number != most).count();
    (4 * others <= numbers.len()).then_some(most)
}

/// Whether a factor of a term counts the tensors of a group, one for each layer.
pub(super) fn repeats(group: &Group, term: &Term) -> bool {
    let grid = grid(group, term);
    let first = grid.as_ref().and_then(|grid| grid.counts.first());
    matches!(first, Some(Count::Factor(_)))
}

/// Finds a count for each place that is left, so that their product is the rest.
///
/// Factors are written as numbers stand in names: the layers before the experts of each.
fn assigned(
    (term, is_exact): (&Term, bool),
    sizes: &[Integer],
    rest: &Integer,
    found: &mut Vec<Count>,
) -> bool {
    let Some(size) = sizes.get(found.len()) else {
        return rest.is_one();
    };
    let one = Integer::from(1);
    let factors = term.factors.iter().enumerate();
    let factors = factors.map(|(at, factor)| (Count::Factor(at), &factor.value));
    let mut choices: Vec<(Count, &Integer)> = factors.collect();
    if !term.coefficient.is_one() {
        choices.push((Count::Coefficient, &term.coefficient));
    }
    if size.is_one() {
        choices.push((Count::Fixed, &one));
    }
    let fits = |value: &Integer| {
        if is_exact {
            value == size
        } else {
            value <= size
        }
    };
    choices.retain(|(_, value)| fits(value) && !value.is_zero() && !value.is_negative());
    for (choice, value) in choices {
        if choice != Count::Fixed && found.contains(&choice) {
            continue;
        }
        let Some(rest) = super::matching::whole(rest, value) else {
            continue;
        };
        found.push(choice);
        if assigned((term, is_exact), sizes, &rest, found) {
            return true;
        }
        found.pop();
    }
    false
}

/// A claim whose tensors are counted, and the part it is of.
struct Counted<'c, 'g> {
    part: usize,
    claim: &'c Claim<'g>,
    counts: Vec<Count>,
    numbers: Vec<Vec<u64>>,
    sets: Vec<BTreeSet<u64>>,
}

/// Where numbers stand, and the factor that counts them.
type Key<'c> = (&'c str, &'c Expr);

/// What is known of a place: how many there are by the formula, and which.
struct Place<'c> {
    size: u64,
    is_parameter: bool,
    /// The numbers that each group has there.
    held: Vec<&'c BTreeSet<u64>>,
    expected: Option<BTreeSet<u64>>,
    /// Whether one group at least is counted by this and nothing else.
    is_clear: bool,
}

/// Tensors whose numbers are not among those that the formula counts, and those that are missing for it, with
/// the part of each: a layer 7 of 3 in place of layer 2 changes no sum.
pub(super) fn astray(claims: &[(usize, Claim<'_>)]) -> Vec<(usize, Fault)> {
    let counted: Vec<Counted<'_, '_>> = claims
        .iter()
        .filter_map(|(part, c)| counted(*part, c))
        .collect();
    let places = places(&counted);
    let fixed = fixed(&counted);
    let told = counted.iter().map(|one| misplaced(one, &places, &fixed));
    let told: Vec<Vec<Fault>> = told.collect();
    let pairs = || counted.iter().zip(&told);
    let is_credible = |one: &Counted<'_, '_>| {
        let alike = pairs().filter(|(other, _)| one.stands_with(other));
        let (mut all, mut blamed) = (0, 0);
        for (_, faults) in alike {
            all += 1;
            blamed += usize::from(!faults.is_empty());
        }
        2 * blamed >= all
    };
    let told = pairs().filter(|(one, faults)| !faults.is_empty() && is_credible(one));
    let told = told.flat_map(|(one, faults)| faults.iter().map(|fault| (one.part, fault.clone())));
    told.collect()
}

fn counted<'c, 'g>(part: usize, claim: &'c Claim<'g>) -> Option<Counted<'c, 'g>> {
    let values = claim.group.tensors.first()?.values;
    // Several terms in tensors of several sizes: nothing says which factor counts them.
    if claim.held.len() > 1 && claim.group.tensors.iter().any(|t| t.values != values) {
        return None;
    }
    let Grid { counts, sets } = grid(claim.group, claim.first()?)?;
    Some(Counted {
        part,
        claim,
        counts,
        numbers: claim.group.numbers()?,
        sets,
    })
}

impl<'c> Counted<'c, '_> {
    /// Whether another group has the same numbers. One of many that is blamed alone was taken for the
    /// wrong term: two are as large by chance.
    fn stands_with(&self, other: &Self) -> bool {
        self.claim.group.stack() == other.claim.group.stack() && self.sets == other.sets
    }

    /// The module of its tensors, where nothing counts the numbers at a place: `h.*.layer.*.attention` of
    /// `h.*.layer.*.attention.q.weight`.
    fn module(&self, place: usize) -> Option<Module<'c>> {
        let is_fixed = matches!(self.counts.get(place), Some(Count::Fixed));
        let group: &'c Group = self.claim.group;
        let mut ends = group.pattern.rmatch_indices('.');
        let end = ends.nth(1).filter(|_| is_fixed).map(|(at, _)| at)?;
        let stack = group.stacks().nth(place)?;
        // The number itself is part of the module.
        let module = group.pattern.get(..end)?;
        (module.len() > stack.len()).then_some((module, place))
    }

    /// What counts the numbers at a place, how many and whether it is a parameter, and whether that is certain.
    fn key(&self, place: usize) -> Option<(Key<'c>, (u64, bool), bool)> {
        let Count::Factor(at) = *self.counts.get(place)? else {
            return None;
        };
        let term = self.claim.first()?;
        let factor = term.factors.get(at)?;
        let others = term
            .factors
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at);
        let is_same = |other: &super::term::Factor| {
            other.value == factor.value && other.is_parameter != factor.is_parameter
        };
        let is_in_front = !term.coefficient.is_one()
            && super::matching::whole(&term.coefficient, &factor.value).is_some();
        // Two tensors may be two terms, as wide as twice something.
        let is_size = self.claim.held.len() > 1 && term.of_block.contains(&factor.expr);
        let is_unclear = is_size
            || (factor.value.is_one() && at > 0)
            || (!factor.value.is_one() && is_in_front)
            || others.into_iter().any(|(_, other)| is_same(other));
        let size = factor.value.to_usize()? as u64;
        let stack = self.claim.group.stacks().nth(place)?;
        let said = (size, factor.is_parameter);
        Some(((stack, &factor.expr), said, !is_unclear))
    }
}

/// Which numbers there are at each place, the places with the most of them first.
fn places<'c>(counted: &'c [Counted<'c, '_>]) -> BTreeMap<Key<'c>, Place<'c>> {
    let mut places: BTreeMap<Key<'c>, Place<'c>> = BTreeMap::new();
    for one in counted {
        for (at, set) in one.sets.iter().enumerate() {
            let Some((key, (size, is_parameter), is_clear)) = one.key(at) else {
                continue;
            };
            let place = places.entry(key).or_insert_with(|| Place {
                size,
                is_parameter,
                held: Vec::new(),
                expected: None,
                is_clear: false,
            });
            place.is_clear |= is_clear;
            place.held.push(set);
        }
    }
    places.retain(|_, place| place.is_clear);
    let mut order: Vec<(u64, Key<'c>)> = places
        .iter()
        .map(|(key, place)| (place.size, *key))
        .collect();
    order.sort_by(|one, other| other.cmp(one));
    for (size, key) in order {
        let Some(place) = places.get(&key) else {
            continue;
        };
        let most = majority(place.held.iter().copied());
        let larger = |most: &&BTreeSet<u64>| {
            places.iter().any(|(other, place)| {
                let expected = place.expected.as_ref();
                other.0 == key.0 && place.size > size && expected.is_some_and(|e| most.is_subset(e))
            })
        };
        let is_row = |most: &&BTreeSet<u64>| {
            let first = most.first().copied().unwrap_or(0);
            let last = most.last().copied().unwrap_or(0);
            most.len() as u64 == size && first <= 1 && last - first == size - 1
        };
        let expected = if place.is_parameter {
            // Numbers from 0 on, or from 1; a few of the layers where others are in all of them.
            let held = most.filter(|most| is_row(most) || larger(most));
            let few = size <= MAX_NAMES as u64;
            // As many, and most agree: the parameter may be as large by chance, and a gap is told elsewhere.
            let agree =
                || most.is_some_and(|most| most.len() as u64 == size && place.held.len() > 1);
            held.cloned()
                .or_else(|| (few && !agree()).then(|| (0..size).collect()))
        } else {
            most.filter(|most| most.len() as u64 == size).cloned()
        };
        if let Some(place) = places.get_mut(&key) {
            place.expected = expected;
        }
    }
    places
}

/// The module that a tensor is in, and a place of its name.
type Module<'c> = (&'c str, usize);

/// The one number that more than half of the tensors of a module have at a place that nothing counts.
fn fixed<'c>(counted: &'c [Counted<'c, '_>]) -> BTreeMap<Module<'c>, BTreeSet<u64>> {
    let mut held: BTreeMap<Module<'c>, Vec<&BTreeSet<u64>>> = BTreeMap::new();
    for one in counted {
        for (at, set) in one.sets.iter().enumerate() {
            // Which layers are of a kind is seen elsewhere.
            if let Some(module) = one.module(at).filter(|_| at > 0 && set.len() == 1) {
                held.entry(module).or_default().push(set);
            }
        }
    }
    let most = held
        .into_iter()
        .filter_map(|(module, sets)| Some((module, majority(sets.into_iter())?.clone())));
    most.collect()
}

/// The tensors of a claim whose numbers are not the expected ones, and those that are missing.
fn misplaced(
    counted: &Counted<'_, '_>,
    places: &BTreeMap<Key<'_>, Place<'_>>,
    fixed: &BTreeMap<Module<'_>, BTreeSet<u64>>,
) -> Vec<Fault> {
    let group = counted.claim.group;
    let expected = |at: usize, set: &BTreeSet<u64>| {
        let key = counted.key(at).map(|(key, ..)| key);
        let place = key.and_then(|key| places.get(&key));
        // Two kinds of layers of which there are as many: it may be of the other kind.
        let is_of_other = key.zip(place).is_some_and(|(key, place)| {
            places.iter().any(|(other, kind)| {
                let is_like = other.0 == key.0 && *other != key && kind.size == place.size;
                is_like && kind.expected.as_ref() == Some(set)
            })
        });
        if is_of_other {
            return set.clone();
        }
        let only = || fixed.get(&counted.module(at)?).cloned();
        let expected = place.and_then(|place| place.expected.clone()).or_else(only);
        expected.unwrap_or_else(|| set.clone())
    };
    let sets = counted.sets.iter().enumerate();
    let sets: Vec<BTreeSet<u64>> = sets.map(|(at, set)| expected(at, set)).collect();
    let is_in = |numbers: &Vec<u64>| numbers.iter().zip(&sets).all(|(n, set)| set.contains(n));
    let pairs = group.tensors.iter().zip(&counted.numbers);
    let stray: Vec<Held> = pairs
        .filter(|(_, numbers)| !is_in(numbers))
        .map(|(t, _)| t.clone())
        .collect();
    let names = sets
        .iter()
        .try_fold(1_usize, |all, set| all.checked_mul(set.len()));
    if stray.is_empty() || names != Some(group.tensors.len()) {
        return Vec::new();
    }
    let there: BTreeSet<&Vec<u64>> = counted.numbers.iter().collect();
    let lost = product(&sets)
        .into_iter()
        .filter(|numbers| !there.contains(numbers));
    let names: Vec<String> = lost
        .map(|numbers| {
            let texts: Vec<String> = numbers.iter().map(u64::to_string).collect();
            group.name(&texts.iter().map(String::as_str).collect::<Vec<_>>())
        })
        .collect();
    let missing = Fault::Missing {
        count: Integer::from(names.len()),
        names,
        term: counted.claim.term.clone(),
    };
    vec![missing, Fault::Surplus { tensors: stray }]
}
