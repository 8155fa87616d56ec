//! How strongly the parts of an expression hold together, which decides where brackets stand.

use crate::expr::{Expr, ExprKind, Function};

/// The strength of what stands at the top of an expression, the weakest first. A place in a
/// notation asks for a least strength; what is weaker is put in brackets there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// `if p then a else b`, which extends to the right as far as it can.
    Conditional,
    /// `a in GiB`.
    Conversion,
    /// `a + b`.
    Sum,
    /// `-a`, the first term of a sum of one.
    Negative,
    /// `a // b`. By itself a level, so that no reader has to know how it mixes with `*`.
    FloorDivision,
    /// `a * b` and `a / b`.
    Product,
    /// `28 GB`, and a number with a suffix.
    Quantity,
    /// `a ^ b`.
    Power,
    /// `n!`.
    Postfix,
    /// What no operator can take apart.
    Atom,
}

impl Level {
    /// The strength of an expression.
    pub(super) fn of(expr: &Expr) -> Self {
        match expr.kind() {
            ExprKind::Conditional(_) => Self::Conditional,
            ExprKind::Conversion(..) => Self::Conversion,
            ExprKind::Sum(_) => Self::Sum,
            ExprKind::Neg(_) => Self::Negative,
            ExprKind::Call(Function::FloorDiv, arguments) if arguments.len() == 2 => {
                Self::FloorDivision
            }
            ExprKind::Product(_) | ExprKind::Quotient(..) => Self::Product,
            ExprKind::Quantity(..) => Self::Quantity,
            ExprKind::Number(literal) => match literal.written() {
                Some(written) if written.suffix().is_some() => Self::Quantity,
                _ => Self::Atom,
            },
            ExprKind::Power(..) => Self::Power,
            ExprKind::Call(Function::Factorial, arguments) if arguments.len() == 1 => Self::Postfix,
            ExprKind::Call(..)
            | ExprKind::Symbol(_)
            | ExprKind::Boolean(_)
            | ExprKind::Text(_)
            | ExprKind::BigOperator(_)
            | ExprKind::Bracket(_)
            | ExprKind::Order(_)
            | ExprKind::List(_) => Self::Atom,
        }
    }
}
