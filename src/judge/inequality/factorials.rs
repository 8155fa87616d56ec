//! Several factorials by as few as they are multiples of.

use super::super::implied::everywhere;
use crate::expr::{Assumptions, Expr, ExprKind, Function, deep};
use crate::poly;

/// An expression with several factorials by as few as they are multiples of: `(n + 1)! − n!` is `n·n!`.
pub(super) fn by_one(expr: &Expr, under: &Assumptions, budget: &poly::Budget) -> Option<Expr> {
    if factorials(expr) < 2 {
        return None;
    }
    let form = poly::difference(expr, &Expr::zero(), under, budget).ok()?;
    let form = everywhere(form, under).filter(|form| form.nonzero().is_empty())?;
    let joined = form.to_expr();
    (factorials(&joined) < factorials(expr)).then_some(joined)
}

/// How many factorials stand in an expression.
fn factorials(expr: &Expr) -> usize {
    let is_one = matches!(expr.kind(), ExprKind::Call(Function::Factorial, _));
    let children = || expr.children().into_iter();
    usize::from(is_one) + deep(|| children().map(factorials).sum::<usize>())
}
