//! Equalities proved for what symbols usually are, which is told.

use super::claim::{Budget, Claim};
use super::equality::{Proof, by_normal_form, in_parts};
use super::exceptions::without_following;
use super::symbols::is_integer;
use super::usual::{contradicted_usually, unspoken, usual};
use super::values::Compared;
use super::verdict::{Condition, Verdict};
use crate::expr::{Assumptions, Domain, Symbol};

/// The most symbols of which it is tried which a proof needs.
const MOST_TRIED: usize = 4;

/// Proves an equality for symbols of which nothing is said as positive integers where they count, as numbers
/// from 0 on or above it where they do not.
pub(super) fn as_usual(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let given = usual(claim)?;
    let unequal = |compared: Compared| compared.equal() == Some(false);
    if contradicted_usually(claim, budget, unequal).is_some() {
        return None;
    }
    let (counts, others): (Vec<Symbol>, Vec<Symbol>) = unspoken(claim)
        .into_iter()
        .partition(|symbol| is_integer(symbol, &given));
    let shown = |counts: &[Symbol], others: &[Symbol], strict: bool| {
        let mut under: Assumptions = claim.under.clone();
        for symbol in counts {
            under
                .domains
                .insert(symbol.clone(), Domain::positive_integer());
        }
        for symbol in others {
            under
                .domains
                .insert(symbol.clone(), Domain::from_zero(strict));
        }
        shown(&claim.under(&under), budget)
    };
    let ways: &[bool] = if others.is_empty() {
        &[true]
    } else {
        &[false, true]
    };
    ways.iter().find_map(|strict| {
        let mut verdict = shown(&counts, &others, *strict)?;
        let mut needed = (counts.clone(), others.clone());
        if counts.len() + others.len() <= MOST_TRIED {
            for symbol in counts.iter().chain(&others) {
                let fewer = |all: &[Symbol]| -> Vec<Symbol> {
                    all.iter().filter(|one| *one != symbol).cloned().collect()
                };
                let fewer = (fewer(&needed.0), fewer(&needed.1));
                if let Some(found) = shown(&fewer.0, &fewer.1, *strict) {
                    (verdict, needed) = (found, fewer);
                }
            }
        }
        told(claim, verdict, needed, *strict, budget)
    })
}

fn shown(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let verdict = match by_normal_form(claim, budget).ok()? {
        Proof::Same(verdict) => Some(verdict),
        Proof::Differs(difference) => in_parts(claim, &difference, budget),
    };
    verdict.filter(Verdict::holds)
}

/// A proof with what it needs of the symbols besides its own conditions.
fn told(
    claim: &Claim<'_>,
    verdict: Verdict,
    (counts, others): (Vec<Symbol>, Vec<Symbol>),
    strict: bool,
    budget: &Budget,
) -> Option<Verdict> {
    let mut stated: Vec<Condition> = others
        .into_iter()
        .map(|symbol| Condition::from_zero(symbol, strict))
        .collect();
    if !counts.is_empty() {
        stated.insert(0, Condition::PositiveIntegers(counts));
    }
    let Verdict::Holds { by, conditions } = verdict.if_so(stated) else {
        return None;
    };
    let conditions = without_following(conditions, claim.under, &budget.poly);
    Some(Verdict::Holds { by, conditions })
}
