//! `evaluate-function`: a function of numbers is computed where its value is exact, or written in the exact
//! form that says more: `sqrt(50)` as `5*sqrt(2)`.

use super::{Context, evaluate_integers};
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind, Function};
use crate::poly::{recognised, says_more};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Call(function, arguments) = expr.kind() else {
        return None;
    };
    if arguments
        .iter()
        .any(|argument| !argument.free_symbols().is_empty())
    {
        let value = context.value(expr)?;
        return Some(Rewrite::from_to(expr, Expr::number(&value)));
    }
    evaluate_integers::rewrite(expr).or_else(|| {
        let is_closed = matches!(
            function,
            Function::Sqrt
                | Function::Root
                | Function::Ln
                | Function::Log2
                | Function::Log10
                | Function::Exp
        );
        let found = is_closed.then(|| recognised(expr, context.assumptions).ok().flatten());
        let to = found.flatten().filter(|to| says_more(to, expr))?;
        Some(Rewrite::from_to(expr, to))
    })
}
