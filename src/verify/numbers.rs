//! Tensors that a group lacks, and those that it has too many.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::attribute::Fault;
use super::groups::{Group, Held, layer, numbers_of};
use super::kin::Kin;
use super::matching::{Claim, Named, named};
use super::shapes::sized;
use super::term::{Sides, Term};
use crate::expr::Expr;
use crate::number::Integer;

/// What the tensors of a group should be.
pub(super) struct Expected {
    /// How many values each should hold.
    pub(super) each: Integer,
    /// How many tensors there should be.
    pub(super) number: Integer,
    /// The term that they are.
    pub(super) term: Named,
    /// What each is of it.
    pub(super) one: Expr,
    /// The sides of the matrix that each is.
    pub(super) sides: Option<Sides>,
    /// The layers that have one, where a sum of the formula goes through them.
    pub(super) layers: Option<Rc<BTreeSet<u64>>>,
}

impl Expected {
    /// The tensors of a group that stand in other layers, where the rest are as many as there should be.
    fn elsewhere(&self, group: &Group) -> Option<Vec<Held>> {
        let layers = self.layers.as_ref()?;
        let is_outside =
            |tensor: &&Held| layer(tensor).is_some_and(|layer| !layers.contains(&layer));
        let outside: Vec<Held> = group.tensors.iter().filter(is_outside).cloned().collect();
        let inside = group.tensors.len() - outside.len();
        (Integer::from(inside) == self.number && !outside.is_empty()).then_some(outside)
    }
}

/// The tensors of a group that are not as large as expected, that are missing, that are too many.
pub(super) fn wrong(group: &Group, expected: &Expected, kin: &Kin<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let elsewhere = expected.elsewhere(group).unwrap_or_default();
    let differs = |tensor: &&Held| {
        Integer::from(tensor.values) != expected.each && !elsewhere.contains(tensor)
    };
    let tensors: Vec<Held> = group.tensors.iter().filter(differs).cloned().collect();
    if !tensors.is_empty() {
        let like = group.usual().or(tensors.first());
        let shape = like.and_then(|like| sized(like, &expected.each, expected.sides.as_ref()));
        faults.push(Fault::Size {
            shape,
            tensors,
            expected: expected.each.clone(),
            one: expected.one.clone(),
            term: expected.term.clone(),
        });
    }
    let there = Integer::from(group.tensors.len());
    if expected.number > there {
        faults.push(Fault::Missing {
            names: lost(group, expected, kin),
            count: &expected.number - &there,
            term: expected.term.clone(),
        });
    } else if !elsewhere.is_empty() {
        faults.push(Fault::Surplus { tensors: elsewhere });
    } else if expected.number < there {
        let tensors = surplus(group, &expected.number, kin);
        faults.push(Fault::Surplus { tensors });
    }
    faults
}

/// What is left of a term that layers have, where groups of it lack some of these layers and as much; the term is
/// taken out.
pub(super) fn lacking(claims: &[Claim<'_>], terms: &mut Vec<Term>, kin: &Kin<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    terms.retain(|term| {
        let Some(layers) = term.layers.as_deref() else {
            return true;
        };
        let lacks = |claim: &&Claim<'_>| {
            let there = claim.group.layers();
            let is_one_each = there.len() == claim.group.tensors.len();
            let is_short = there.len() < layers.len() && there.is_subset(layers);
            let [held] = claim.held.as_slice() else {
                return false;
            };
            is_one_each && is_short && held.is_rest_of(term)
        };
        let short: Vec<&Claim<'_>> = claims.iter().filter(lacks).collect();
        let each = |claim: &Claim<'_>| claim.group.usual().map_or(0, |usual| usual.values);
        let lost = short.iter().map(|claim| {
            let number = layers.len().saturating_sub(claim.group.tensors.len());
            &Integer::from(each(claim)) * &Integer::from(number)
        });
        let lost = lost.fold(Integer::from(0), |all, one| &all + &one);
        if lost != term.value || short.is_empty() {
            return true;
        }
        faults.extend(short.into_iter().flat_map(|claim| {
            let each = Integer::from(each(claim));
            let expected = Expected {
                one: term.each(&each),
                each,
                number: Integer::from(layers.len()),
                sides: term.sides.clone(),
                term: named(term),
                layers: term.layers.clone(),
            };
            wrong(claim.group, &expected, kin)
        }));
        false
    });
    faults
}

/// The tensors of a group that are too many: those whose numbers a complete group of the same stack has not,
/// else the last.
fn surplus(group: &Group, number: &Integer, kin: &Kin<'_>) -> Vec<Held> {
    let keep = number.to_usize().unwrap_or(group.tensors.len());
    let complete = kin.complete(group, keep).iter();
    for other in complete {
        let names: BTreeSet<Vec<&str>> = numbers_of_all(other).collect();
        let tensors = group.tensors.iter();
        let is_more = |tensor: &&Held| !names.contains(&numbers_of(&tensor.name));
        let more: Vec<Held> = tensors.filter(is_more).cloned().collect();
        if more.len() + keep == group.tensors.len() {
            return more;
        }
    }
    group.tensors.get(keep..).unwrap_or_default().to_vec()
}

fn numbers_of_all(group: &Group) -> impl Iterator<Item = Vec<&str>> {
    group.tensors.iter().map(|tensor| numbers_of(&tensor.name))
}

/// The names that a group lacks: those of the layers that the formula chooses, those that a group of the same stack
/// has which is complete, or what fills its rows; else, where one number tells its tensors apart, the first that are
/// not there.
fn lost(group: &Group, expected: &Expected, kin: &Kin<'_>) -> Vec<String> {
    let number = expected.number.to_usize().unwrap_or(0);
    let stars = group.stacks().count();
    let there: BTreeSet<&str> = group.tensors.iter().map(|t| t.name.as_str()).collect();
    let fills = |names: &mut dyn Iterator<Item = String>| {
        let lost: Vec<String> = names
            .filter(|name| !there.contains(name.as_str()))
            .collect();
        (lost.len() + group.tensors.len() == number).then_some(lost)
    };
    let of_layers = || {
        let layers = expected.layers.as_ref().filter(|_| stars == 1)?;
        fills(&mut layers.iter().map(|layer| group.name(&[&layer.to_string()])))
    };
    let as_complete = || {
        let complete = kin.complete(group, number).iter();
        let mut complete = complete.filter(|other| other.stacks().count() == stars);
        complete
            .find_map(|other| fills(&mut numbers_of_all(other).map(|numbers| group.name(&numbers))))
    };
    let in_rows = || fills(&mut group.rows()?.into_iter());
    let first = || {
        let mut names = (0..number).map(|at| group.name(&[&at.to_string()]));
        (stars == 1).then(|| fills(&mut names))?
    };
    let found = of_layers()
        .or_else(as_complete)
        .or_else(in_rows)
        .or_else(first);
    found.unwrap_or_else(|| vec![group.pattern.clone()])
}
