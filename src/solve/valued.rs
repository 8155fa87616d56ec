//! Parts of an equation that have no real value, whatever the unknown is: `x + ln(−1) = 2`.

use super::SolveError;
use crate::eval::{Environment, EvalError, evaluate};
use crate::expr::{Assumptions, Expr, ExprKind, deep};

/// That no part without open symbols is outside what it is defined for.
///
/// # Errors
/// The part, and why it has no value.
pub(super) fn valued(expr: &Expr, given: &Assumptions) -> Result<(), SolveError> {
    match without_value(expr, &Environment::from_assumptions(given)) {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

fn without_value(expr: &Expr, environment: &Environment<'_>) -> Option<EvalError> {
    deep(|| match expr.kind() {
        // A branch may not be taken, an index may not get there, and a condition picks them.
        ExprKind::Conditional(_) | ExprKind::Bracket(_) | ExprKind::BigOperator(_) => None,
        ExprKind::Call(..) | ExprKind::Power(..) if environment.missing(expr).is_empty() => {
            match evaluate(expr, environment) {
                Err(error @ EvalError::Undefined { .. }) => Some(error),
                _ => None,
            }
        }
        _ => {
            let mut parts = expr.children().into_iter();
            parts.find_map(|part| without_value(part, environment))
        }
    })
}
