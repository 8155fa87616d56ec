//! `remove-parentheses`: a sum inside a sum joins it, a minus sign before it is carried to each
//! of its terms, and two minus signs vanish.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind};

pub(super) fn apply(expr: &Expr, _: &Context<'_>) -> Option<Rewrite> {
    let mut flat = Vec::new();
    match expr.kind() {
        ExprKind::Sum(terms) if terms.iter().any(is_bracketed) => {
            for term in terms {
                push_signed(term, false, &mut flat);
            }
        }
        ExprKind::Neg(inner) if is_sum_or_negative(inner) => push_signed(inner, true, &mut flat),
        _ => return None,
    }
    Some(Rewrite::from_to(expr, Expr::sum(flat)))
}

/// Whether a term shows brackets or a double sign: a sum, or the negative of a sum or negative.
fn is_bracketed(term: &Expr) -> bool {
    match term.kind() {
        ExprKind::Sum(_) => true,
        ExprKind::Neg(inner) => is_sum_or_negative(inner),
        _ => false,
    }
}

fn is_sum_or_negative(expr: &Expr) -> bool {
    matches!(expr.kind(), ExprKind::Sum(_) | ExprKind::Neg(_))
}

/// Appends the terms of one level of brackets, with the sign carried in.
fn push_signed(term: &Expr, negative: bool, flat: &mut Vec<Expr>) {
    match term.kind() {
        ExprKind::Sum(terms) => flat.extend(terms.iter().map(|inner| signed(inner, negative))),
        ExprKind::Neg(inner) if is_sum_or_negative(inner) => push_signed(inner, !negative, flat),
        _ => flat.push(signed(term, negative)),
    }
}

fn signed(term: &Expr, negative: bool) -> Expr {
    match term.kind() {
        _ if !negative => term.clone(),
        ExprKind::Neg(inner) => inner.clone(),
        _ => Expr::negative(term.clone()),
    }
}
