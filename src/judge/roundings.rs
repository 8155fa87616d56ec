//! Roundings that are said to be an integer: floor(x) is q where q ≤ x < q + 1.

use super::claim::{Budget, Claim};
use super::contradiction::leaves_room;
use super::exceptions::exceptions;
use super::inequality::{for_integers, is_shown};
use super::symbols::{free_symbols, is_undeclared};
use super::verdict::{Condition, Method, Verdict};
use crate::expr::{Assumptions, Comparison, Domain, Expr, ExprKind, Function, Symbol};
use crate::poly::NormalForm;

/// Proves that the one rounding in a claim is what the claim says, for undeclared symbols as positive
/// integers where that is needed.
pub(super) fn by_bounds(
    claim: &Claim<'_>,
    difference: &NormalForm,
    budget: &Budget,
) -> Option<Verdict> {
    let budget = &budget.nested(2)?;
    let (function, argument, value) = rounding(difference)?;
    let holds = |under: &Assumptions| {
        let apart = Expr::difference(argument.clone(), value.clone());
        let (far, from, to) = if function == Function::Floor {
            (
                Expr::difference(apart.clone(), Expr::one()),
                Comparison::GreaterEqual,
                Comparison::Less,
            )
        } else {
            (
                Expr::sum([apart.clone(), Expr::one()]),
                Comparison::LessEqual,
                Comparison::Greater,
            )
        };
        for_integers(&value, under, &budget.poly)
            && is_shown(&apart, from, under, budget)
            && is_shown(&far, to, under, budget)
    };
    let proved = |mut conditions: Vec<Condition>, under: &Assumptions| {
        conditions.extend(exceptions(&claim.under(under), difference, budget).ok()?);
        Some(Verdict::Holds {
            by: Method::Between,
            conditions,
        })
    };
    if holds(claim.under) {
        return proved(Vec::new(), claim.under);
    }
    let mut symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
    symbols.retain(|symbol: &Symbol| is_undeclared(symbol, claim.under));
    if symbols.is_empty() {
        return None;
    }
    let mut under = claim.under.clone();
    for symbol in &symbols {
        let domain = Domain::positive_integer();
        under.domains.insert(symbol.clone(), domain);
    }
    if !leaves_room(&under) || !holds(&under) {
        return None;
    }
    proved(vec![Condition::PositiveIntegers(symbols)], &under)
}

/// The one floor or ceiling in a difference, and what it would have to be.
fn rounding(difference: &NormalForm) -> Option<(Function, Expr, Expr)> {
    if !difference.is_polynomial() {
        return None;
    }
    let mut found: Option<(Function, Expr, bool)> = None;
    let mut rest = Vec::new();
    for term in difference.terms() {
        let rounded = match term.powers.as_slice() {
            [(base, 1)] => match base.kind() {
                ExprKind::Call(function @ (Function::Floor | Function::Ceil), inner) => {
                    Some((function.clone(), inner.first()?.clone()))
                }
                _ => None,
            },
            _ => None,
        };
        match rounded {
            Some((function, argument)) if found.is_none() && term.coefficient.abs().is_one() => {
                found = Some((function, argument, term.coefficient.is_negative()));
            }
            _ => rest.push(term.to_expr()),
        }
    }
    let (function, argument, is_negative) = found?;
    let rest = Expr::sum(rest);
    let value = if is_negative {
        rest
    } else {
        Expr::negative(rest)
    };
    Some((function, argument, value))
}
