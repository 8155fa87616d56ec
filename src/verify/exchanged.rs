//! Tensors that stand under each other's names: in one layer of two, or in all of them.

use std::collections::BTreeSet;

use super::attribute::Fault;
use super::groups::{Group, Held};
use super::matching::{Claim, likeness, named, whole};
use super::shapes::sized;
use super::term::Term;
use crate::number::Integer;

/// Groups whose tensors are of several sizes, none of them usual, and the term of like name that one of the
/// sizes fits; both are taken out.
pub(super) fn torn(open: &mut Vec<&Group>, terms: &mut Vec<Term>) -> Vec<Fault> {
    let mut faults = Vec::new();
    open.retain(|group| {
        let found = if group.usual().is_none() {
            meant(group, terms)
        } else {
            None
        };
        let Some((at, expected)) = found else {
            return true;
        };
        let term = terms.remove(at);
        let like = group.tensors.first();
        let shape = like.and_then(|like| sized(like, &expected, term.sides.as_ref()));
        let (one, term) = (term.each(&expected), named(&term));
        let differs = |tensor: &&Held| Integer::from(tensor.values) != expected;
        let tensors = group.tensors.iter().filter(differs).cloned().collect();
        faults.push(Fault::Size {
            shape,
            tensors,
            expected,
            one,
            term,
        });
        false
    });
    faults
}

/// The term that is named like a group, or is as small as a bias, where one of the sizes of its tensors is what the term gives each.
fn meant(group: &Group, terms: &[Term]) -> Option<(usize, Integer)> {
    let number = Integer::from(group.tensors.len());
    let sizes: BTreeSet<u64> = group.tensors.iter().map(|tensor| tensor.values).collect();
    let sizes: Vec<Integer> = sizes.into_iter().map(Integer::from).collect();
    // A bias is the smaller one of a matrix and its bias.
    let is_kind = |each: &Integer| {
        let is_bias = group.pattern.ends_with("bias") && sizes.first() == Some(each);
        is_bias || group.pattern.ends_with("weight") && sizes.last() == Some(each)
    };
    let fit = terms.iter().enumerate().filter_map(|(at, term)| {
        let each = whole(&term.value, &number)?;
        let like = likeness(group, term);
        let may_be = sizes.contains(&each) && (like > 0 || is_kind(&each));
        may_be.then_some((like, at, each))
    });
    let (_, at, each) = fit.max_by_key(|(like, ..)| *like)?;
    Some((at, each))
}

/// Pairs of groups that are each as large as the term whose name is like that of the other, and are told with the
/// terms that their names say: `q_proj` that is as large as `keys`, and `k_proj` as large as `queries`; a bias that is
/// larger than its matrix.
pub(super) fn exchanged(claims: &mut [Claim<'_>]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for one in 0..claims.len() {
        for other in one + 1..claims.len() {
            let Some((first, rest)) =
                claims
                    .split_at_mut_checked(one + 1)
                    .and_then(|(before, behind)| {
                        Some((before.last_mut()?, behind.get_mut(other - one - 1)?))
                    })
            else {
                continue;
            };
            if is_exchanged(first, rest) {
                std::mem::swap(&mut first.term, &mut rest.term);
                std::mem::swap(&mut first.held, &mut rest.held);
                faults.extend(too_large(first, rest.group));
                faults.extend(too_large(rest, first.group));
            }
        }
    }
    faults
}

/// Whether two groups, as many tensors each and not as large, are each named like the terms of the other.
fn is_exchanged(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    let is_beside = one.group.stack() == other.group.stack()
        && one.group.tensors.len() == other.group.tensors.len()
        && one.group.values() != other.group.values();
    let is_single = |claim: &Claim<'_>| claim.held.len() == 1;
    if is_beside
        && is_single(one)
        && is_single(other)
        && (is_bias_of(one.group, other.group) || is_bias_of(other.group, one.group))
    {
        return true;
    }
    let is_of_one = is_of_one_definition(one) && is_of_one_definition(other);
    is_beside && is_of_one && is_named_like(one, other) && is_named_like(other, one)
}

/// Whether all terms of a claim come from one definition: a matrix that a sum of sizes makes is several of them.
fn is_of_one_definition(claim: &Claim<'_>) -> bool {
    let mut definitions = claim.held.iter().map(|term| &term.definition);
    let first = definitions.next();
    first.is_some_and(|first| definitions.all(|one| one == first))
        && (claim.held.len() == 1 || first.is_some_and(Option::is_some))
}

/// Whether the name of a group is more like the terms of another than like its own.
fn is_named_like(claim: &Claim<'_>, other: &Claim<'_>) -> bool {
    let most = |held: &[Term]| held.iter().map(|term| likeness(claim.group, term)).max();
    most(&other.held) > most(&claim.held)
}

/// Whether a group has the names of the biases of another, and the larger tensors.
fn is_bias_of(bias: &Group, weight: &Group) -> bool {
    let stem = bias.pattern.strip_suffix("bias");
    let is_pair = stem.is_some() && stem == weight.pattern.strip_suffix("weight");
    is_pair && bias.values() > weight.values()
}

/// The tensors of a claim with the size that its term gives each of them, which those of the other have.
fn too_large(claim: &Claim<'_>, other: &Group) -> Option<Fault> {
    let number = Integer::from(claim.group.tensors.len());
    let expected = whole(&other.values(), &number)?;
    Some(Fault::Size {
        shape: other.usual().map(|usual| usual.shape.clone()),
        tensors: claim.group.tensors.clone(),
        one: claim.one(&expected),
        term: claim.term.clone(),
        expected,
    })
}
