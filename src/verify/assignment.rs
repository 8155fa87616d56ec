//! The terms of a part for all of its tensors at once: what goes one after another may take a term that a later
//! tensor needed.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::{Group, Held, layer};
use super::matching::{
    Claim, Said, has_sides, is_covered, kinship, likeness, named, stands_in, whole,
};
use super::shapes::{beside, holds, unsigned};
use super::term::Term;
use crate::expr::{Expr, Symbol};
use crate::number::Integer;

/// The most places that are looked at before the search is given up.
const MAX_PLACES: usize = 50_000;

/// The most sums of terms that are tried for one tensor.
const MAX_SUMS: usize = 5_000;

/// The greatest number in front that says how often a tensor of several terms is there.
const MAX_COPIES: u128 = 16;

/// Terms, and how much of each.
type Joined = Vec<(usize, u128)>;

/// Tensors of one name and of one shape.
struct Unit<'g> {
    group: &'g Group,
    /// These alone.
    own: Group,
    /// How many there are, and how much each holds.
    number: u128,
    each: u128,
    /// Whether others of its name have another shape: then it is no odd share of a term.
    is_uneven: bool,
    /// The terms that it may be some of.
    options: Vec<usize>,
    /// The terms that it may be together.
    joined: Vec<Joined>,
}

/// Tensors of a group by their shapes; those of stages, each with layers of its own width, also by their stage.
fn by_shape(group: &Group) -> Vec<Group> {
    let mut stages: BTreeMap<Option<u64>, &[u64]> = BTreeMap::new();
    // Experts of two widths in every layer are no stages.
    let is_even = group.tensors.iter().all(|tensor| {
        let width = stages.entry(layer(tensor)).or_insert(&tensor.shape);
        *width == tensor.shape.as_slice()
    });
    let is_staged = is_even && is_uneven(group) && group.stacks().count() > 1;
    let mut alike: BTreeMap<(&[u64], Option<u64>), Vec<Held>> = BTreeMap::new();
    for tensor in &group.tensors {
        let stage = layer(tensor).filter(|_| is_staged);
        let own = alike.entry((&tensor.shape, stage)).or_default();
        own.push(tensor.clone());
    }
    let of = |tensors| Group {
        pattern: group.pattern.clone(),
        tensors,
    };
    alike.into_values().map(of).collect()
}

/// Whether the tensors of a group are of several shapes, as far as these are known.
pub(super) fn is_uneven(group: &Group) -> bool {
    let first = group.tensors.first();
    let differs = |one: &Held| first.is_some_and(|first| first.shape != one.shape);
    group.tensors.iter().any(differs) && !group.tensors.iter().any(|tensor| tensor.is_packed)
}

/// What came of the search.
pub(super) enum Assigned<'g> {
    /// The terms of each group.
    Found(Vec<Claim<'g>>),
    /// There is no such way.
    None,
    /// It was given up.
    Open,
}

/// The terms of each group, where all tensors fill all terms; `sizes` are those of all matrices, where they are known.
pub(super) fn assigned<'g>(
    groups: &[&'g Group],
    terms: &[Term],
    said: &Said,
    sizes: Option<&BTreeSet<u64>>,
) -> Assigned<'g> {
    let values: Option<Vec<u128>> = terms.iter().map(|term| unsigned(&term.value)).collect();
    let Some(values) = values else {
        return Assigned::None;
    };
    let mut units = Vec::new();
    for group in groups {
        let shapes = by_shape(group);
        let is_uneven = is_uneven(group);
        for own in shapes {
            let each = own.tensors.first().map_or(0, |tensor| tensor.values);
            if each == 0 {
                continue;
            }
            let unit = Unit {
                group,
                number: own.tensors.len() as u128,
                each: u128::from(each),
                own,
                is_uneven,
                options: Vec::new(),
                joined: Vec::new(),
            };
            units.push(unit.with_options(terms, &values, said, sizes));
        }
    }
    units.sort_by_key(|unit| {
        (
            unit.options.len() + unit.joined.len(),
            u128::MAX - unit.each,
        )
    });
    // First as often as a number in front says, then any share of what a term counts.
    for is_strict in [true, false] {
        let mut search = Search {
            terms,
            values: &values,
            units: &units,
            is_strict,
            failed: BTreeSet::new(),
            chosen: Vec::new(),
            places: 0,
        };
        let mut left = values.clone();
        let number = units.first().map_or(0, |unit| unit.number);
        if search.place(0, number, &mut left) && left.iter().all(|left| *left == 0) {
            return Assigned::Found(claims(groups, &units, terms, &search.chosen));
        }
        if !is_strict && search.places > MAX_PLACES {
            return Assigned::Open;
        }
    }
    Assigned::None
}

impl Unit<'_> {
    fn with_options(
        mut self,
        terms: &[Term],
        values: &[u128],
        said: &Said,
        sizes: Option<&BTreeSet<u64>>,
    ) -> Self {
        let all = self.number * self.each;
        let may_be = |at: &usize| {
            let term = terms.get(*at);
            term.is_some_and(|term| said.allows(&self.own, term))
        };
        let value = |at: &usize| values.get(*at).copied().unwrap_or(0);
        let may: Vec<usize> = (0..terms.len()).filter(may_be).collect();
        let fits = |chosen: &[usize]| {
            let held: Vec<Term> = chosen
                .iter()
                .filter_map(|at| terms.get(*at).cloned())
                .collect();
            holds(&self.own, &held, sizes)
        };
        // Two of `3*L*h*i` may lie side by side in one tensor.
        let fits_share = |at: &usize| {
            let share = terms.get(*at).map(|term| shared(term, all));
            value(at) > all && share.is_some_and(|share| holds(&self.own, &[share], sizes))
        };
        // Layers of two kinds may have one name and one shape: some of the tensors are of one term, the others of another.
        let fits_some = |at: &usize| {
            terms
                .get(*at)
                .is_some_and(|term| self.are_some(term, sizes))
        };
        let mut options: Vec<usize> = may
            .iter()
            .copied()
            .filter(|at| value(at) >= self.each)
            .filter(|at| fits(&[*at]) || fits_share(at) || fits_some(at))
            .collect();
        let rank = |at: &usize| {
            let term = terms.get(*at);
            let sure = term.map(|term| {
                let is_own = has_sides(&self.own, term);
                (is_own, stands_in(&self.own, term))
            });
            let like = term.map(|term| (likeness(&self.own, term), kinship(&self.own, term)));
            (sure, value(at) == all, like)
        };
        options.sort_by_key(|at| std::cmp::Reverse(rank(at)));
        let mut joined = BTreeSet::new();
        for mut some in beside(&self.own, terms) {
            some.retain(|at| may.contains(at));
            joined.extend(together(&self.own, &some, (terms, values), sizes));
            joined.extend(self.some_together(&some, (terms, values), sizes));
        }
        self.options = options;
        self.joined = joined.into_iter().collect();
        self
    }
}

impl Unit<'_> {
    /// The first of the tensors, where these are not all.
    fn first(&self, number: u128) -> Option<Group> {
        let tensors = usize::try_from(number).ok()?;
        let tensors = self.own.tensors.get(..tensors)?;
        (number > 0 && number < self.number).then(|| Group {
            pattern: self.own.pattern.clone(),
            tensors: tensors.to_vec(),
        })
    }

    /// Whether some of the tensors are a term that says it covers them, or one of its number in front.
    fn are_some(&self, term: &Term, sizes: Option<&BTreeSet<u64>>) -> bool {
        let one = whole(&term.value, &term.coefficient);
        let values = [Some(term.value.clone()), one].into_iter().flatten();
        let mut values = values.filter_map(|value| unsigned(&value));
        is_covered(&self.own, term)
            && values.any(|value| {
                let some = self.first(value / self.each);
                let some = some.filter(|_| value.is_multiple_of(self.each));
                some.is_some_and(|some| holds(&some, &[shared(term, value)], sizes))
            })
    }

    /// The terms of one definition that say they cover the tensors and are some of these together, side by side.
    fn some_together(
        &self,
        some: &[usize],
        (terms, values): (&[Term], &[u128]),
        sizes: Option<&BTreeSet<u64>>,
    ) -> Vec<Joined> {
        let covered = |at: &&usize| {
            terms
                .get(**at)
                .is_some_and(|one| is_covered(&self.own, one))
        };
        let mut definitions: BTreeMap<Option<&Symbol>, Vec<usize>> = BTreeMap::new();
        for at in some.iter().filter(covered) {
            let definition = terms.get(*at).and_then(|term| term.definition.as_ref());
            definitions.entry(definition).or_default().push(*at);
        }
        let sums = definitions.into_values().filter_map(|some| {
            let shares = some.iter().map(|at| values.get(*at).copied().unwrap_or(0));
            let sum: u128 = shares.sum();
            let own = self.first(sum / self.each)?;
            let is_whole = some.len() > 1 && sum.is_multiple_of(self.each);
            is_whole.then(|| together(&own, &some, (terms, values), sizes))
        });
        sums.flatten().collect()
    }
}

/// The shares of several of some terms that are as large as all of a group: all of them, or as much of each as one in a
/// number in front that they have in common.
fn together(
    own: &Group,
    some: &[usize],
    (terms, values): (&[Term], &[u128]),
    sizes: Option<&BTreeSet<u64>>,
) -> Vec<Joined> {
    let all = own
        .tensors
        .iter()
        .map(|tensor| u128::from(tensor.values))
        .sum();
    let coefficient = |at: &usize| {
        let term = terms.get(*at)?;
        unsigned(&term.coefficient).filter(|one| (1..=MAX_COPIES).contains(one))
    };
    let copies: BTreeSet<u128> = some.iter().filter_map(coefficient).chain([1]).collect();
    let mut found = Vec::new();
    for copies in copies {
        let share = |at: &usize| {
            let value = values.get(*at).copied().unwrap_or(0);
            let is_even = coefficient(at).is_some_and(|one| one.is_multiple_of(copies));
            let share = if is_even { value / copies } else { 0 };
            (share > 0 && share < all).then_some((*at, share))
        };
        let shares: Vec<(usize, u128)> = some.iter().filter_map(share).collect();
        let fits = |joined: &Joined| {
            let held = joined.iter();
            let held = held.filter_map(|(at, share)| Some(shared(terms.get(*at)?, *share)));
            holds(own, &held.collect::<Vec<_>>(), sizes)
        };
        let mut sums = sums(&shares, all);
        sums.retain(|joined| joined.len() > 1 && fits(joined));
        found.extend(sums);
    }
    found
}

/// Which of some shares make up a sum, as far as it is looked for.
fn sums(shares: &[(usize, u128)], sum: u128) -> Vec<Joined> {
    let mut found = Vec::new();
    let mut open = vec![(0_usize, sum, Joined::new())];
    let mut tried = 0;
    while let Some((at, rest, chosen)) = open.pop() {
        tried += 1;
        if rest == 0 {
            found.push(chosen);
            continue;
        }
        let Some(share) = shares.get(at).filter(|_| tried < MAX_SUMS) else {
            continue;
        };
        open.push((at + 1, rest, chosen.clone()));
        if share.1 <= rest {
            open.push((at + 1, rest - share.1, [chosen, vec![*share]].concat()));
        }
    }
    found
}

/// A unit, a term, and how much of it.
type Choice = (usize, usize, u128);

struct Search<'s, 'g> {
    terms: &'s [Term],
    values: &'s [u128],
    units: &'s [Unit<'g>],
    /// Whether all are so many as a number in front says.
    is_strict: bool,
    /// What is known to lead nowhere: a unit, how many of it are not placed, and what is left of the terms.
    failed: BTreeSet<(usize, u128, Vec<u128>)>,
    chosen: Vec<Choice>,
    places: usize,
}

impl Search<'_, '_> {
    /// Places what is left of a unit, and all units behind it.
    fn place(&mut self, at: usize, number: u128, left: &mut Vec<u128>) -> bool {
        let units = self.units;
        let Some(unit) = units.get(at) else {
            return true;
        };
        let next = units.get(at + 1).map_or(0, |unit| unit.number);
        if number == 0 {
            return self.place(at + 1, next, left);
        }
        self.places += 1;
        let place = (at, number, left.clone());
        if self.places > MAX_PLACES || self.failed.contains(&place) {
            return false;
        }
        for is_last in [true, false] {
            for term in &unit.options {
                let Some(taken) = self.share(unit, *term, number, left) else {
                    continue;
                };
                let rest = left.get(*term).copied().unwrap_or(0) - taken * unit.each;
                let fills = rest == 0 && taken == number;
                if fills != is_last {
                    continue;
                }
                set(left, *term, rest);
                self.chosen.push((at, *term, taken * unit.each));
                if self.place(at, number - taken, left) {
                    return true;
                }
                self.chosen.pop();
                set(left, *term, rest + taken * unit.each);
            }
        }
        for joined in &unit.joined {
            let values: u128 = joined.iter().map(|(_, share)| share).sum();
            let taken = values / unit.each;
            if taken <= number {
                let is_left =
                    |(term, share): &(usize, u128)| left.get(*term).is_some_and(|l| l >= share);
                if !joined.iter().all(is_left) {
                    continue;
                }
                let (length, before) = (self.chosen.len(), left.clone());
                for (term, share) in joined {
                    let rest = left.get(*term).copied().unwrap_or(0) - share;
                    set(left, *term, rest);
                    self.chosen.push((at, *term, *share));
                }
                if self.place(at, number - taken, left) {
                    return true;
                }
                self.chosen.truncate(length);
                *left = before;
            }
        }
        self.failed.insert(place);
        false
    }

    /// How many of so many tensors are of what is left of a term: as many as may be.
    fn share(&self, unit: &Unit<'_>, term: usize, number: u128, left: &[u128]) -> Option<u128> {
        let left = left.get(term).copied()?;
        let most = number.min(left / unit.each);
        if !unit.is_uneven && !self.is_strict {
            return Some(most).filter(|most| *most > 0);
        }
        // Where a name has several shapes, each is all of a term, or so often as its number in front says.
        let value = self.values.get(term).copied()?;
        let coefficient = unsigned(&self.terms.get(term)?.coefficient).filter(|one| *one > 0)?;
        let one = if value.is_multiple_of(coefficient) {
            value / coefficient
        } else {
            value
        };
        if one == 0 {
            return None;
        }
        let step = one / gcd(one, unit.each);
        Some(most - most % step).filter(|most| *most > 0)
    }
}

fn gcd(one: u128, other: u128) -> u128 {
    if other == 0 {
        one
    } else {
        gcd(other, one % other)
    }
}

fn set(left: &mut [u128], at: usize, value: u128) {
    if let Some(place) = left.get_mut(at) {
        *place = value;
    }
}

/// What was chosen, group by group.
fn claims<'g>(
    groups: &[&'g Group],
    units: &[Unit<'g>],
    terms: &[Term],
    chosen: &[Choice],
) -> Vec<Claim<'g>> {
    let claim = |group: &&'g Group| {
        let own = chosen.iter().filter(|(unit, ..)| {
            let unit = units.get(*unit);
            unit.is_some_and(|unit| std::ptr::eq(unit.group, *group))
        });
        let held = own.filter_map(|(_, term, share)| Some(shared(terms.get(*term)?, *share)));
        let held: Vec<Term> = held.collect();
        let first = held.first()?;
        let definition = first.definition.clone();
        let is_alike = held.iter().all(|term| term.definition == definition);
        let term = match held.as_slice() {
            [only] => named(only),
            several => {
                let sum = Expr::sum(several.iter().map(Term::expr).collect::<Vec<_>>());
                (sum, definition.filter(|_| is_alike))
            }
        };
        Some(Claim { group, term, held })
    };
    groups.iter().filter_map(claim).collect()
}

/// So many values of a term, with the number in front that gives them where there is one.
fn shared(term: &Term, values: u128) -> Term {
    let values = i128::try_from(values).map_or_else(|_| term.value.clone(), Integer::from);
    let one = whole(&term.value, &term.coefficient);
    let coefficient = one.and_then(|one| whole(&values, &one));
    Term {
        coefficient: coefficient.unwrap_or_else(|| term.coefficient.clone()),
        value: values,
        ..term.clone()
    }
}
