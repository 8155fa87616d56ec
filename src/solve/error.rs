//! Why an equation is not solved.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic};
use crate::eval::EvalError;
use crate::expr::{Expr, Symbol};
use crate::poly::PolyError;

/// Why an equation is not solved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SolveError {
    /// The unknown is in neither side.
    Absent {
        /// The unknown.
        unknown: Symbol,
    },
    /// The unknown is a boolean, a text or a list.
    NoNumber {
        /// The unknown.
        unknown: Symbol,
    },
    /// The unknown occurs to a higher power than the second, with coefficients that are no numbers.
    NotLinear {
        /// The unknown.
        unknown: Symbol,
        /// The highest power once the equation is freed of fractions.
        degree: i64,
    },
    /// The unknown occurs to a higher power than is looked at.
    Degree {
        /// The unknown.
        unknown: Symbol,
        /// The highest power once the equation is freed of fractions.
        degree: i64,
        /// The limit.
        limit: usize,
    },
    /// The unknown occurs to a higher power than the second, with coefficients that are numbers, but no fractions.
    Irrational {
        /// The unknown.
        unknown: Symbol,
        /// The highest power once the equation is freed of fractions.
        degree: i64,
    },
    /// Of several unknowns, two are multiplied or one is raised in this term.
    NotLinearSystem {
        /// The term.
        term: Expr,
    },
    /// Working out the roots would go past a limit; which.
    Limit(String),
    /// The unknown stands inside a part that is no polynomial.
    Inside {
        /// The unknown.
        unknown: Symbol,
        /// The part: `ceil(x / 2)`, `2^x`.
        part: Expr,
    },
    /// The sides are not measured alike, so no number makes them equal.
    Units {
        /// The unknown.
        unknown: Symbol,
        /// What it would have to be: a quantity with a unit.
        value: String,
    },
    /// The normal form could not be worked out.
    Poly(PolyError),
    /// A side has no value.
    Eval(EvalError),
}

impl From<PolyError> for SolveError {
    fn from(error: PolyError) -> Self {
        Self::Poly(error)
    }
}

impl From<EvalError> for SolveError {
    fn from(error: EvalError) -> Self {
        Self::Eval(error)
    }
}

impl SolveError {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::Absent { .. }
            | Self::NoNumber { .. }
            | Self::NotLinear { .. }
            | Self::Irrational { .. }
            | Self::NotLinearSystem { .. }
            | Self::Inside { .. } => Code::UNSOLVABLE,
            Self::Limit(_) | Self::Degree { .. } => Code::LIMIT,
            Self::Units { .. } => Code::UNITS,
            Self::Poly(error) => error.code(),
            Self::Eval(error) => error.code(),
        }
    }

    /// The offending part, where there is one smaller than the equation.
    pub fn expr(&self) -> Option<&Expr> {
        match self {
            Self::Inside { part, .. } => Some(part),
            Self::NotLinearSystem { term } => Some(term),
            Self::Poly(PolyError::DivisionByZero { divisor }) => Some(divisor),
            Self::Eval(error) => error.expr(),
            _ => None,
        }
    }

    /// The way out, where there is one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Absent { .. } => Some("ask for a symbol that the equation contains".into()),
            Self::NotLinear { unknown, .. } => Some(format!(
                "give values to the other symbols: the roots for `{unknown}` are then isolated exactly"
            )),
            Self::Irrational { .. } => Some(
                "write the equation as a product that is 0, if it is one: each factor is solved by itself".into(),
            ),
            Self::NotLinearSystem { .. } => {
                Some("solve one equation for one unknown, and put its value into the others".into())
            }
            Self::Inside { unknown, part } => Some(if is_rounding(part) {
                format!(
                    "assume what removes the part (`n divides h`), or evaluate both sides at values of `{unknown}`"
                )
            } else {
                format!(
                    "evaluate both sides at values of `{unknown}`: `eval` tells where they are equal"
                )
            }),
            Self::Units { unknown, .. } => Some(format!(
                "say how `{unknown}` is stored, such as `{unknown} in FP16`"
            )),
            Self::Eval(error) => error.hint(),
            Self::Poly(error) => Some(error.hint().into()),
            Self::Limit(_) | Self::Degree { .. } => Some("ask for less".into()),
            Self::NoNumber { .. } => None,
        }
    }

    /// The error as a diagnostic; the caller adds the place.
    pub fn to_diagnostic(&self) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.code(), self.to_string());
        match self.hint() {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        }
    }
}

impl fmt::Display for SolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent { unknown } => write!(f, "`{unknown}` is not in the equation"),
            Self::NoNumber { unknown } => {
                write!(
                    f,
                    "`{unknown}` is no number, so there is nothing to solve for"
                )
            }
            Self::NotLinear { unknown, degree } => write!(
                f,
                "`{unknown}` occurs to the power {degree}, and its coefficients are no numbers; there is \
                 no formula for that"
            ),
            Self::Degree {
                unknown,
                degree,
                limit,
            } => write!(
                f,
                "`{unknown}` occurs to the power {degree}; the limit is {limit}"
            ),
            Self::Irrational { unknown, degree } => write!(
                f,
                "`{unknown}` occurs to the power {degree} beside roots or logarithms of numbers; its roots were \
                 not found"
            ),
            Self::NotLinearSystem { .. } => f.write_str(
                "several unknowns are found only where each term has one of them, to the first power",
            ),
            Self::Inside { unknown, part } => {
                write!(f, "`{unknown}` stands inside {}", describe(part))
            }
            Self::Units { unknown, value } => {
                write!(
                    f,
                    "`{unknown}` is a bare number, and it would have to be {value}"
                )
            }
            Self::Limit(limit) => f.write_str(limit),
            Self::Poly(error) => error.fmt(f),
            Self::Eval(error) => error.fmt(f),
        }
    }
}

/// Whether a part is one that divisibility may remove.
fn is_rounding(part: &Expr) -> bool {
    use crate::expr::{ExprKind, Function};
    matches!(
        part.kind(),
        ExprKind::Call(
            Function::Floor
                | Function::Ceil
                | Function::FloorDiv
                | Function::Mod
                | Function::RoundUp,
            _
        )
    )
}

/// What kind of part it is, in words.
fn describe(part: &Expr) -> String {
    use crate::expr::ExprKind;
    match part.kind() {
        ExprKind::Call(function, _) => format!("`{}(…)`", function.name()),
        ExprKind::Power(..) => "a power that is no whole number".into(),
        ExprKind::BigOperator(_) => "a sum or product over a range".into(),
        ExprKind::Conditional(_) => "a conditional".into(),
        ExprKind::Bracket(_) => "a condition in brackets".into(),
        ExprKind::Order(_) => "an O-form".into(),
        _ => "a part that is no polynomial".into(),
    }
}

impl std::error::Error for SolveError {}
