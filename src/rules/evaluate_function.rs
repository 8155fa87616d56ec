//! `evaluate-function`: a function of numbers is computed where its value is exact.

use super::{Context, evaluate_integers};
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind};

pub(super) fn apply(expr: &Expr, _: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Call(_, arguments) = expr.kind() else {
        return None;
    };
    if !arguments
        .iter()
        .all(|argument| argument.free_symbols().is_empty())
    {
        return None;
    }
    evaluate_integers::rewrite(expr)
}
