//! `neutral-element`: `x + 0`, `1·x`, `x/1` and `x^1` are x; `0·x` is 0; `x^0` is 1.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind, deep};
use crate::number::Rational;

pub(super) fn apply(expr: &Expr, _: &Context<'_>) -> Option<Rewrite> {
    Some(Rewrite::from_to(expr, settled(&without_neutral(expr)?)))
}

/// An expression in which the rule fits nowhere, so that one line says it all.
fn settled(expr: &Expr) -> Expr {
    deep(|| match without_neutral(expr) {
        Some(simpler) => settled(&simpler),
        None => expr.map_children(settled),
    })
}

fn without_neutral(expr: &Expr) -> Option<Expr> {
    Some(match expr.kind() {
        ExprKind::Sum(terms) => without(terms, is_nothing).map(Expr::sum)?,
        ExprKind::Product(factors) if factors.iter().any(is_zero) => Expr::zero(),
        ExprKind::Product(factors) => without(factors, is_unit).map(Expr::product)?,
        ExprKind::Quotient(a, b) if is_one(b) => a.clone(),
        ExprKind::Quotient(a, b) if is_zero(a) && !is_zero(b) => Expr::zero(),
        ExprKind::Power(base, exponent) if is_one(exponent) => base.clone(),
        ExprKind::Power(base, exponent) if is_zero(exponent) && !is_zero(base) => Expr::one(),
        ExprKind::Neg(inner) if is_zero(inner) => Expr::zero(),
        _ => return None,
    })
}

/// The parts that are not neutral, where some are.
fn without(parts: &[Expr], is_neutral: fn(&Expr) -> bool) -> Option<Vec<Expr>> {
    let kept: Vec<Expr> = parts
        .iter()
        .filter(|part| !is_neutral(part))
        .cloned()
        .collect();
    (kept.len() < parts.len()).then_some(kept)
}

/// What a sum need not hold: 0, `0·x`, −0.
fn is_nothing(term: &Expr) -> bool {
    match term.kind() {
        ExprKind::Neg(inner) => is_zero(inner),
        ExprKind::Product(factors) => factors.iter().any(is_zero),
        _ => is_zero(term),
    }
}

/// What a product need not hold: 1, `x^0`.
fn is_unit(factor: &Expr) -> bool {
    match factor.kind() {
        ExprKind::Power(base, exponent) => is_zero(exponent) && !is_zero(base),
        _ => is_one(factor),
    }
}

fn is_zero(expr: &Expr) -> bool {
    expr.as_number().is_some_and(|value| value.is_zero())
}

fn is_one(expr: &Expr) -> bool {
    expr.as_number() == Some(Rational::ONE)
}
