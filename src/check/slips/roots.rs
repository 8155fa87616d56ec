//! Functions of sums taken apart as if they were factors before a bracket.

use super::SlipKind;
use super::distribution::without;
use crate::expr::{Expr, ExprKind, Function};

/// `sqrt(a + b)` as `sqrt(a) + sqrt(b)`; `ln(a + b)` as `ln(a) + ln(b)` or as `ln(a) + b`.
pub(super) fn of_sum(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Call(function, arguments) = expr.kind() else {
        return Vec::new();
    };
    let (Some(kind), [argument]) = (kind_of(function), arguments.as_slice()) else {
        return Vec::new();
    };
    let ExprKind::Sum(terms) = argument.kind() else {
        return Vec::new();
    };
    let of = |term: &Expr| match term.kind() {
        ExprKind::Neg(inner) => Expr::negative(Expr::call(function.clone(), [inner.clone()])),
        _ => Expr::call(function.clone(), [term.clone()]),
    };
    let to_each = Expr::sum(terms.iter().map(of));
    let mut found = vec![(kind.clone(), to_each)];
    for (at, term) in terms.iter().enumerate() {
        let others = without(terms, at);
        let to_one = Expr::sum(std::iter::once(of(term)).chain(others));
        found.push((kind.clone(), to_one));
    }
    found
}

fn kind_of(function: &Function) -> Option<SlipKind> {
    match function {
        Function::Sqrt => Some(SlipKind::RootOfSum),
        Function::Ln | Function::Log2 | Function::Log10 => Some(SlipKind::LogarithmOfSum),
        Function::Floor | Function::Ceil => Some(SlipKind::RoundingOfSum),
        _ => None,
    }
}
