//! Equality with defined names kept as they are: most steps touch few of them.

use std::collections::BTreeSet;

use super::claim::{Budget, Claim};
use super::equality::{Proof, by_normal_form};
use super::verdict::Verdict;
use crate::expr::{Bindings, Expr, Symbol};

/// How often the names that stand on one side only are replaced by what they stand for.
const MAX_OPENED: usize = 8;

/// A proof without conditions that does not look into names which stand on both sides.
///
/// What is equal whatever a name stands for is equal for what it does stand for. The same names have to
/// be on both sides: where one is gone, the sides need not be defined at the same points.
pub(super) fn with_names_kept(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let (mut lhs, mut rhs) = (claim.lhs.clone(), claim.rhs.clone());
    for _ in 0..=MAX_OPENED {
        let (left, right) = (names(&lhs, claim), names(&rhs, claim));
        if left.is_empty() && right.is_empty() {
            return None;
        }
        if left == right {
            return kept(&lhs, &rhs, claim, budget);
        }
        let lone: Vec<&Symbol> = left.symmetric_difference(&right).collect();
        let lone = outermost(&lone, claim);
        lhs = lone.substitute(&lhs).ok()?;
        rhs = lone.substitute(&rhs).ok()?;
    }
    None
}

/// What those of some names stand for that no other of them is made of: `total` before the parts that the
/// other side may have by name.
fn outermost(lone: &[&Symbol], claim: &Claim<'_>) -> Bindings {
    let meaning = |name: &Symbol| claim.under.definitions.get(name);
    let mut parts = BTreeSet::new();
    for name in lone {
        let mut open: Vec<&Expr> = meaning(name).into_iter().collect();
        let mut own = BTreeSet::new();
        while let Some(expr) = open.pop() {
            for part in expr.free_symbols() {
                if own.insert(part.clone()) {
                    open.extend(meaning(&part));
                }
            }
        }
        parts.extend(own);
    }
    lone.iter()
        .filter(|name| !parts.contains(**name))
        .filter_map(|name| Some(((*name).clone(), meaning(name)?.clone())))
        .collect()
}

/// The defined names that occur in an expression.
fn names(expr: &Expr, claim: &Claim<'_>) -> BTreeSet<Symbol> {
    let defined = |name: &Symbol| claim.under.definitions.get(name).is_some();
    expr.free_symbols().into_iter().filter(defined).collect()
}

fn kept(lhs: &Expr, rhs: &Expr, claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let mut under = claim.under.clone();
    under.definitions = Bindings::new();
    let claim = Claim {
        lhs,
        rhs,
        under: &under,
        ..*claim
    };
    match by_normal_form(&claim, budget) {
        Ok(Proof::Same(verdict)) if verdict.conditions().is_empty() => Some(verdict),
        _ => None,
    }
}
