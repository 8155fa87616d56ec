//! `expand-sum`: a sum or product over an index is written out, or closed.

use super::Context;
use super::series::MOST_TERMS;
use crate::derivation::Rewrite;
use crate::expr::{BigOperator, BigOperatorKind, Bindings, Expr, ExprKind, Range};
use crate::number::Integer;
use crate::poly;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::BigOperator(operator) = expr.kind() else {
        return None;
    };
    let to = in_a_list(expr, context)
        .or_else(|| written_out(operator))
        .or_else(|| closed_form(expr, context))?;
    Some(Rewrite::from_to(expr, to))
}

/// The value of a sum over what stands in a list too long to be repeated in every term.
fn in_a_list(expr: &Expr, context: &Context<'_>) -> Option<Expr> {
    let is_named = !expr.free_symbols().is_empty();
    let value = is_named.then(|| context.value(expr)).flatten()?;
    Some(Expr::number(&value))
}

fn written_out(operator: &BigOperator) -> Option<Expr> {
    let values = match &operator.range {
        Range::Interval(from, to) => interval(from, to)?,
        Range::Elements(list) => match list.kind() {
            ExprKind::List(elements) if elements.len() <= MOST_TERMS => elements.clone(),
            _ => return None,
        },
    };
    let parts: Option<Vec<Expr>> = values
        .into_iter()
        .map(|value| {
            let bindings: Bindings = [(operator.index.clone(), value)].into_iter().collect();
            bindings.substitute(&operator.body).ok()
        })
        .collect();
    Some(match operator.kind {
        BigOperatorKind::Sum => Expr::sum(parts?),
        BigOperatorKind::Product => Expr::product(parts?),
    })
}

fn interval(from: &Expr, to: &Expr) -> Option<Vec<Expr>> {
    let from = from.as_number()?.to_integer()?;
    let to = to.as_number()?.to_integer()?;
    let count = (&to - &from).to_i64()?.checked_add(1)?;
    let count = usize::try_from(count)
        .ok()
        .filter(|count| *count <= MOST_TERMS)?;
    Some(
        (0..count)
            .map(|step| Expr::integer(&from + &Integer::from(step)))
            .collect(),
    )
}

/// A polynomial term has a polynomial sum (Faulhaber's formula).
fn closed_form(expr: &Expr, context: &Context<'_>) -> Option<Expr> {
    let form = poly::normal_form(expr, context.assumptions, context.budget).ok()?;
    let closed = form.to_expr();
    let is_closed = !matches!(closed.kind(), ExprKind::BigOperator(_));
    (is_closed && closed != *expr).then_some(closed)
}
