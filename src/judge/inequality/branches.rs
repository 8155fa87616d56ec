//! Inequalities proved case by case: where each condition in them holds and where it does not, for each
//! remainder of integers that are rounded, on each piece of a period of a real number.

use super::super::claim::{Budget, Claim};
use super::super::contradiction::contradiction;
use super::super::pieces::by_pieces;
use super::super::remainders::by_remainders;
use super::super::symbols::{free_symbols, is_integer, opened};
use super::super::verdict::{Condition, Method, Verdict};
use super::compared;
use crate::expr::{Comparison, Expr, ExprKind, Predicate, deep};

/// So many conditions are told apart.
const MOST_CONDITIONS: usize = 4;

/// Proves a comparison for each truth of the conditions on which its sides depend; `None` where there are
/// none or where it is not proved in one of the cases.
pub(super) fn by_branches(
    claim: &Claim<'_>,
    comparison: Comparison,
    budget: &Budget,
) -> Option<Verdict> {
    let budget = budget.nested(MOST_CONDITIONS)?;
    let sides = [
        opened(claim.lhs, claim.under)?,
        opened(claim.rhs, claim.under)?,
    ];
    let known = sides.iter().find_map(condition)?;
    let (mut count, mut conditions) = (0, Vec::<Condition>::new());
    for truth in [true, false] {
        let mut under = claim.under.clone();
        let added = if truth {
            Some(known.clone())
        } else {
            known.opposite()
        };
        under
            .conditions
            .push(added.unwrap_or_else(|| Predicate::Not(Box::new(known.clone()))));
        if contradiction(&under, &budget).is_some() {
            continue;
        }
        let [lhs, rhs] = sides.each_ref().map(|side| settled(side, &known, truth));
        let case = Claim {
            lhs: &lhs,
            rhs: &rhs,
            relation: claim.relation,
            under: &under,
        };
        let Verdict::Holds { by, conditions: of } = compared(&case, comparison, &budget) else {
            return None;
        };
        count += match by {
            Method::Cases(count) => count,
            _ => 1,
        };
        for condition in of {
            if !conditions.contains(&condition) {
                conditions.push(condition);
            }
        }
    }
    Some(Verdict::Holds {
        by: Method::Cases(count),
        conditions,
    })
}

/// Roundings of integers by their remainders, and of one real symbol on each piece of a period.
pub(super) fn by_rounded_pieces(
    claim: &Claim<'_>,
    comparison: Comparison,
    budget: &Budget,
) -> Option<Verdict> {
    let budget = budget.nested(1)?;
    let decide = |case: &Claim<'_>| match compared(case, comparison, &budget) {
        Verdict::Holds { conditions, .. } => Some(conditions),
        _ => None,
    };
    let mut integers = free_symbols([claim.lhs, claim.rhs], claim.under);
    integers.retain(|symbol| is_integer(symbol, claim.under));
    by_remainders(claim, &integers, &budget, &decide).or_else(|| by_pieces(claim, &budget, &decide))
}

/// A condition on which a value depends; none that speaks of an index.
fn condition(expr: &Expr) -> Option<Predicate> {
    deep(|| match expr.kind() {
        ExprKind::BigOperator(_) => None,
        ExprKind::Bracket(known) => Some(known.clone()),
        ExprKind::Conditional(conditional) => Some(conditional.condition.clone()),
        _ => expr.children().into_iter().find_map(condition),
    })
}

/// The value where a condition holds, or does not.
fn settled(expr: &Expr, known: &Predicate, truth: bool) -> Expr {
    deep(|| match expr.kind() {
        ExprKind::BigOperator(_) => expr.clone(),
        ExprKind::Bracket(own) if own == known => Expr::integer(i64::from(truth)),
        ExprKind::Conditional(conditional) if conditional.condition == *known => {
            let branch = if truth {
                &conditional.then
            } else {
                &conditional.otherwise
            };
            settled(branch, known, truth)
        }
        _ => expr.map_children(|child| settled(child, known, truth)),
    })
}
