//! Equalities that hold case by case, or under stronger assumptions than those given.

use super::claim::{Budget, Claim};
use super::equality::{Proof, by_normal_form};
use super::exceptions::without_following;
use super::from_zero::{declared, from_zero as from_zero_on};
use super::induction::by_induction;
use super::inequality::is_proved;
use super::pieces::by_pieces;
use super::remainders::by_remainders;
use super::sign_cases::by_signs;
use super::symbols::{free_symbols, is_integer, is_undeclared};
use super::verdict::{Condition, Method, Verdict};
use crate::expr::{
    Assumptions, Comparison, Domain, Expr, ExprKind, Function, Predicate, Symbol, deep,
};
use crate::poly::NormalForm;

/// Proves a claim case by case: for each truth value of its booleans, for each remainder of its
/// integers.
pub(super) fn by_cases(
    claim: &Claim<'_>,
    difference: &NormalForm,
    budget: &Budget,
) -> Option<Verdict> {
    if let Some(verdict) = by_truth_values(claim, budget) {
        return Some(verdict);
    }
    let integers: Vec<Symbol> = in_opaque_parts(difference, claim.under)
        .into_iter()
        .filter(|symbol| is_integer(symbol, claim.under))
        .collect();
    let same = |case: &Claim<'_>| case_conditions(case, budget);
    by_remainders(claim, &integers, budget, &same)
        .or_else(|| by_pieces(claim, budget, &same))
        .or_else(|| by_signs(claim, budget))
}

/// Puts `true` and `false` for each declared boolean.
fn by_truth_values(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let boolean = |s: &Symbol| claim.under.domains.get(s) == Some(&Domain::Boolean);
    let mut symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
    symbols.retain(boolean);
    let count = 1_usize.checked_shl(u32::try_from(symbols.len()).ok()?)?;
    if symbols.is_empty() || count > budget.max_cases {
        return None;
    }
    let mut conditions: Vec<Condition> = Vec::new();
    for case in 0..count {
        let mut under = claim.under.clone();
        for (at, symbol) in symbols.iter().enumerate() {
            let truth = Predicate::Truth(Expr::symbol(symbol.clone()));
            under.conditions.push(if case >> at & 1 == 1 {
                truth
            } else {
                Predicate::Not(Box::new(truth))
            });
        }
        conditions.extend(case_conditions(&claim.under(&under), budget)?);
    }
    conditions.dedup();
    Some(Verdict::Holds {
        by: Method::Cases(count),
        conditions,
    })
}

/// The conditions under which a claim holds; `None` where it is not proved.
pub(super) fn case_conditions(claim: &Claim<'_>, budget: &Budget) -> Option<Vec<Condition>> {
    match by_normal_form(claim, budget) {
        Ok(Proof::Same(Verdict::Holds { conditions, .. })) => Some(conditions),
        _ => None,
    }
}

/// The symbols in parts of a difference that are no polynomials.
fn in_opaque_parts(difference: &NormalForm, under: &Assumptions) -> Vec<Symbol> {
    let parts: Vec<Expr> = difference
        .indeterminates()
        .into_iter()
        .filter(|part| part.as_symbol().is_none())
        .collect();
    free_symbols(&parts, under)
}

/// Proves a claim under the assumption that undeclared symbols are not negative, and says so.
pub(super) fn from_zero(
    claim: &Claim<'_>,
    difference: &NormalForm,
    budget: &Budget,
) -> Option<Verdict> {
    let symbols = undeclared_in_parts(claim, difference);
    if symbols.is_empty() {
        return None;
    }
    let found = from_zero_on(&symbols, claim.under, &|under| match by_normal_form(
        &claim.under(under),
        budget,
    ) {
        Ok(Proof::Same(verdict)) => Some(verdict).filter(Verdict::holds),
        _ => None,
    });
    let Verdict::Holds { by, conditions } = found? else {
        return None;
    };
    Some(Verdict::Holds {
        by,
        conditions: without_following(conditions, claim.under, &budget.poly),
    })
}

/// Proves a claim under the assumption that undeclared symbols are positive integers, and says so.
pub(super) fn of_positive_integers(
    claim: &Claim<'_>,
    difference: &NormalForm,
    budget: &Budget,
) -> Option<Verdict> {
    let symbols = undeclared_in_parts(claim, difference);
    if symbols.is_empty() {
        return None;
    }
    let under = declared(claim.under, &symbols, &Domain::positive_integer())?;
    let whole = claim.under(&under);
    let same = |case: &Claim<'_>| case_conditions(case, budget);
    let verdict = if let Ok(Proof::Same(verdict)) = by_normal_form(&whole, budget) {
        Some(verdict)
    } else {
        by_remainders(&whole, &symbols, budget, &same).or_else(|| by_binomials(&whole, budget))
    };
    match verdict? {
        Verdict::Holds { by, mut conditions } => {
            conditions.insert(0, Condition::PositiveIntegers(symbols));
            Some(Verdict::Holds { by, conditions })
        }
        other => Some(other),
    }
}

/// The undeclared symbols in parts of a difference that are no polynomials.
fn undeclared_in_parts(claim: &Claim<'_>, difference: &NormalForm) -> Vec<Symbol> {
    // Indices of sums stand in parts too, under names of their own.
    let own = free_symbols([claim.lhs, claim.rhs], claim.under);
    let mut symbols = in_opaque_parts(difference, claim.under);
    symbols.retain(|symbol| own.contains(symbol) && is_undeclared(symbol, claim.under));
    symbols
}

/// Induction where the undeclared symbols are positive integers, which is told.
pub(super) fn by_induction_of_integers(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let mut symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
    symbols.retain(|symbol| is_undeclared(symbol, claim.under));
    if symbols.is_empty() {
        return None;
    }
    let under = declared(claim.under, &symbols, &Domain::positive_integer())?;
    match by_induction(&claim.under(&under), budget)? {
        Verdict::Holds { by, mut conditions } => {
            conditions.insert(0, Condition::PositiveIntegers(symbols));
            Some(Verdict::Holds { by, conditions })
        }
        _ => None,
    }
}

/// The claim where the first arguments of its binomial coefficients are not negative, which is told.
fn by_binomials(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let mut uppers = Vec::new();
    binomials(claim.lhs, &mut uppers);
    binomials(claim.rhs, &mut uppers);
    let mut under = claim.under.clone();
    let mut stated = Vec::new();
    for upper in uppers {
        if is_proved(&upper, Comparison::GreaterEqual, &under, &budget.poly) {
            continue;
        }
        let known = Predicate::Compare(upper, Comparison::GreaterEqual, Expr::zero());
        under.conditions.push(known.clone());
        stated.push(Condition::If(known));
    }
    if stated.is_empty() {
        return None;
    }
    match by_normal_form(&claim.under(&under), budget) {
        Ok(Proof::Same(Verdict::Holds { by, conditions })) => {
            stated.extend(conditions);
            Some(Verdict::Holds {
                by,
                conditions: stated,
            })
        }
        _ => None,
    }
}

fn binomials(expr: &Expr, found: &mut Vec<Expr>) {
    deep(|| {
        if let ExprKind::Call(Function::Binom, parts) = expr.kind()
            && let [upper, _] = parts.as_slice()
            && !found.contains(upper)
        {
            found.push(upper.clone());
        }
        expr.children()
            .into_iter()
            .for_each(|part| binomials(part, found));
    });
}
