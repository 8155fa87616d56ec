//! `count-terms`: a sum of equal terms is counted, `sum(i = 1..n, c) = n·c`, and a product of equal
//! factors is a power.

use super::Context;
use super::series::Series;
use crate::derivation::Rewrite;
use crate::expr::{BigOperatorKind, Expr, ExprKind, Range};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::BigOperator(operator) = expr.kind() else {
        return None;
    };
    let Range::Interval(from, to) = &operator.range else {
        return None;
    };
    if operator.body.mentions(&operator.index) {
        return None;
    }
    let count = count(from, to).or_else(|| Series::read(expr)?.count(context))?;
    let rewrite = Rewrite::from_to(
        expr,
        match operator.kind {
            BigOperatorKind::Sum => Expr::product([count.clone(), operator.body.clone()]),
            BigOperatorKind::Product => Expr::power(operator.body.clone(), count.clone()),
        },
    );
    let facts = rewrite.facts.clone();
    let facts = facts
        .with("count", count)
        .with("term", operator.body.clone());
    Some(rewrite.telling(facts))
}

/// How many numbers there are from 1 to n, or from 0 to n − 1.
fn count(from: &Expr, to: &Expr) -> Option<Expr> {
    if *from == Expr::one() {
        return Some(to.clone());
    }
    match to.terms() {
        [last, one] if *from == Expr::zero() && *one == Expr::negative(Expr::one()) => {
            Some(last.clone())
        }
        _ => None,
    }
}
