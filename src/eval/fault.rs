//! What arithmetic can refuse, before the place in the expression is known.

use super::{EvalError, Limit};
use crate::expr::Expr;

/// Why an operation on numbers gives no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The divisor is 0.
    ZeroDivisor,
    /// Outside the values an operation is defined for; which these are.
    Undefined(&'static str),
    /// The enclosures at this precision leave it open.
    Open,
    /// A limit.
    Limit(Limit),
}

impl Fault {
    /// The error of an operation written as `expr`, of which `divisor` is divided by.
    pub(super) fn at(self, expr: &Expr, divisor: Option<&Expr>) -> EvalError {
        match self {
            Self::ZeroDivisor => EvalError::DivisionByZero {
                divisor: divisor.unwrap_or(expr).clone(),
            },
            Self::Undefined(because) => EvalError::Undefined {
                expr: expr.clone(),
                because: because.into(),
            },
            Self::Open => EvalError::Undecided { expr: expr.clone() },
            Self::Limit(limit) => EvalError::Limit {
                expr: expr.clone(),
                limit,
            },
        }
    }
}
