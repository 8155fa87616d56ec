//! `split-fraction`: a sum over one monomial is divided term by term, `(a + b)/c = a/c + b/c`.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind, Monomial};

pub(super) fn apply(expr: &Expr, _: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Quotient(above, below) = expr.kind() else {
        return None;
    };
    let ExprKind::Sum(terms) = above.kind() else {
        return None;
    };
    if Monomial::read(below)?.has_sum() {
        return None;
    }
    let split: Option<Vec<Expr>> = terms
        .iter()
        .map(|term| Some(Monomial::read(&Expr::quotient(term.clone(), below.clone()))?.to_expr()))
        .collect();
    let rewrite = Rewrite::from_to(expr, Expr::sum(split?));
    let facts = rewrite.facts.clone().with("divisor", below.clone());
    Some(rewrite.telling(facts))
}
