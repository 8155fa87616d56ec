//! `evaluate-integers`: a sum, product, quotient or power of numbers is computed, exactly.

use super::Context;
use crate::derivation::Rewrite;
use crate::eval::{Environment, Value, evaluate};
use crate::expr::{Expr, ExprKind};

pub(super) fn apply(expr: &Expr, _: &Context<'_>) -> Option<Rewrite> {
    let is_arithmetic = matches!(
        expr.kind(),
        ExprKind::Sum(_) | ExprKind::Product(_) | ExprKind::Quotient(..) | ExprKind::Power(..)
    );
    if !is_arithmetic
        || !expr
            .children()
            .iter()
            .all(|child| child.as_number().is_some())
    {
        return None;
    }
    rewrite(expr)
}

/// The value in place of an expression without symbols; `None` where there is no exact one or it
/// already stands there.
pub(super) fn rewrite(expr: &Expr) -> Option<Rewrite> {
    let Ok(Value::Number(value)) = evaluate(expr, &Environment::new()) else {
        return None;
    };
    let to = Expr::number(&value);
    (to != *expr).then(|| Rewrite::from_to(expr, to))
}
