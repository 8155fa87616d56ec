//! `add-exponents`: powers of one base are multiplied by adding exponents, `h · h^2 = h^3`.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind};

pub(super) fn apply(expr: &Expr, _: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Product(factors) = expr.kind() else {
        return None;
    };
    let base = base(factors.first()?);
    let is_base = matches!(
        base.kind(),
        ExprKind::Symbol(_) | ExprKind::Call(..) | ExprKind::Sum(_) | ExprKind::Number(_)
    );
    // Numbers are multiplied, unless an exponent keeps them from it: 2^n · 2^m.
    let is_computable = factors.iter().any(|factor| factor.as_number().is_some());
    if !is_base || is_computable || !factors.iter().all(|factor| self::base(factor) == base) {
        return None;
    }
    let exponents: Vec<Expr> = factors.iter().map(exponent).collect();
    let numbers = exponents.iter().map(Expr::as_number).sum::<Option<_>>();
    let total = match &numbers {
        Some(total) => Expr::number(total),
        None => Expr::sum(exponents.iter().cloned()),
    };
    let to = Expr::power(base.clone(), total);
    let rewrite = Rewrite::from_to(expr, to);
    let facts = rewrite
        .facts
        .clone()
        .with("base", base.clone())
        .with_list("exponents", exponents);
    Some(rewrite.telling(facts))
}

fn base(factor: &Expr) -> &Expr {
    match factor.kind() {
        ExprKind::Power(base, _) => base,
        _ => factor,
    }
}

fn exponent(factor: &Expr) -> Expr {
    match factor.kind() {
        ExprKind::Power(_, exponent) => exponent.clone(),
        _ => Expr::one(),
    }
}
