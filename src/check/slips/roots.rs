//! Roots of sums.

use super::SlipKind;
use crate::expr::{Expr, ExprKind, Function};

/// `sqrt(a + b)` as `sqrt(a) + sqrt(b)`.
pub(super) fn of_sum(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Call(function @ Function::Sqrt, arguments) = expr.kind() else {
        return Vec::new();
    };
    let Some(ExprKind::Sum(terms)) = arguments.first().map(Expr::kind) else {
        return Vec::new();
    };
    let root = |term: &Expr| match term.kind() {
        ExprKind::Neg(inner) => Expr::negative(Expr::call(function.clone(), [inner.clone()])),
        _ => Expr::call(function.clone(), [term.clone()]),
    };
    vec![(SlipKind::RootOfSum, Expr::sum(terms.iter().map(root)))]
}
