//! `expand-sum`: a sum or product over an index is written out, or closed.

use super::Context;
use super::series::MOST_TERMS;
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind};
use crate::poly;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::BigOperator(operator) = expr.kind() else {
        return None;
    };
    let to = in_a_list(expr, context)
        .or_else(|| operator.written_out(MOST_TERMS))
        .or_else(|| closed_form(expr, context))?;
    Some(Rewrite::from_to(expr, to))
}

/// The value of a sum over what stands in a list too long to be repeated in every term.
fn in_a_list(expr: &Expr, context: &Context<'_>) -> Option<Expr> {
    let is_named = !expr.free_symbols().is_empty();
    let value = is_named.then(|| context.value(expr)).flatten()?;
    Some(Expr::number(&value))
}

/// A polynomial term has a polynomial sum (Faulhaber's formula).
fn closed_form(expr: &Expr, context: &Context<'_>) -> Option<Expr> {
    let form = poly::normal_form(expr, context.assumptions, context.budget).ok()?;
    let closed = form.to_expr();
    let is_closed = !matches!(closed.kind(), ExprKind::BigOperator(_));
    (is_closed && closed != *expr).then_some(closed)
}
