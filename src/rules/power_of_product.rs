//! `power-of-product`: `(2h)^3 = 8h^3`, `(h^2)^3 = h^6`, `(a/b)^2 = a^2/b^2`.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind, Monomial};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Power(base, exponent) = expr.kind() else {
        return None;
    };
    let is_compound = matches!(
        base.kind(),
        ExprKind::Product(_) | ExprKind::Quotient(..) | ExprKind::Neg(_) | ExprKind::Power(..)
    );
    if !is_compound || base.as_number().is_some() {
        return None;
    }
    let exponent = exponent.as_number()?.to_integer()?.to_i64()?;
    let monomial = Monomial::read(base)?;
    let bits = monomial
        .coefficient
        .bits()
        .saturating_mul(exponent.unsigned_abs());
    if bits > context.budget.max_bits {
        return None;
    }
    let to = monomial.pow(exponent)?.to_expr();
    (to != *expr).then(|| Rewrite::from_to(expr, to))
}
