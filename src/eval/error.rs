//! Why an expression has no value.

use std::borrow::Cow;
use std::fmt;

use super::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Expr, Symbol};
use crate::number::{Integer, Rational, group_digits, scaled};

/// Why an expression has no value. The expression it carries is the offending part, so that the
/// room that holds the source text can find the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvalError {
    /// Division by zero, or a negative power of zero.
    DivisionByZero {
        /// What is zero.
        divisor: Expr,
    },
    /// A function outside the values it is defined for.
    Undefined {
        /// The call.
        expr: Expr,
        /// What it is defined for.
        because: Cow<'static, str>,
    },
    /// A symbol without a value.
    Unbound {
        /// The symbol.
        symbol: Symbol,
    },
    /// A definition or function that depends on itself.
    Cycle {
        /// The names on the way round, the first one again at the end.
        names: Vec<Symbol>,
    },
    /// A function that nobody declared.
    UnknownFunction {
        /// The call.
        expr: Expr,
        /// The name.
        name: Symbol,
    },
    /// A call with the wrong number of arguments.
    Arity {
        /// The call.
        expr: Expr,
        /// The fewest arguments it takes.
        least: usize,
        /// The most arguments it takes.
        most: usize,
        /// How many there are.
        given: usize,
    },
    /// A value of the wrong kind.
    Kind {
        /// What has the wrong kind.
        expr: Expr,
        /// The kind that is needed.
        expected: Kind,
        /// The kind it has.
        found: Kind,
    },
    /// Two values that must agree in their unit.
    Units {
        /// The operation.
        expr: Expr,
        /// What one is measured in.
        left: String,
        /// What the other is measured in.
        right: String,
    },
    /// A unit or storage format that does not exist.
    UnknownUnit {
        /// The quantity or conversion.
        expr: Expr,
        /// The name.
        name: Symbol,
    },
    /// A limit, noticed before time or memory was spent.
    Limit {
        /// What is too large.
        expr: Expr,
        /// Which limit.
        limit: Limit,
    },
    /// The enclosures overlap at the highest precision tried.
    Undecided {
        /// What depends on values that cannot be told apart.
        expr: Expr,
    },
}

/// Which limit was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The bits of one number.
    Bits {
        /// An upper estimate of what would be needed.
        estimate: Integer,
        /// What is allowed.
        limit: u64,
    },
    /// The terms of one sum or product.
    Terms {
        /// How many there are.
        count: Integer,
        /// What is allowed.
        limit: u64,
    },
    /// The steps of one evaluation.
    Steps {
        /// What is allowed.
        limit: u64,
    },
}

impl EvalError {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::DivisionByZero { .. } => Code::DIVISION_BY_ZERO,
            Self::Undefined { .. } => Code::UNDEFINED,
            Self::Unbound { .. } => Code::MISSING_VALUE,
            Self::Cycle { .. } => Code::CYCLE,
            Self::UnknownFunction { .. } => Code::UNKNOWN_NAME,
            Self::Arity { .. } => Code::ARITY,
            Self::Kind { .. } => Code::KIND,
            Self::Units { .. } | Self::UnknownUnit { .. } => Code::UNITS,
            Self::Limit { .. } => Code::LIMIT,
            Self::Undecided { .. } => Code::UNSETTLED,
        }
    }

    /// The offending part, where it is an expression and not a name.
    pub fn expr(&self) -> Option<&Expr> {
        match self {
            Self::DivisionByZero { divisor } => Some(divisor),
            Self::Undefined { expr, .. }
            | Self::UnknownFunction { expr, .. }
            | Self::Arity { expr, .. }
            | Self::Kind { expr, .. }
            | Self::Units { expr, .. }
            | Self::UnknownUnit { expr, .. }
            | Self::Limit { expr, .. }
            | Self::Undecided { expr } => Some(expr),
            Self::Unbound { .. } | Self::Cycle { .. } => None,
        }
    }

    /// The way out, where there is one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unbound { symbol } => Some(format!("give it a value: {symbol}=…")),
            Self::Kind {
                expected: Kind::Number,
                found: Kind::Boolean,
                ..
            } => Some("put it in brackets: `[tied] V` is V where `tied` is true, else 0".into()),
            Self::Kind {
                expected: Kind::Boolean,
                found: Kind::Number | Kind::Quantity,
                ..
            } => Some("write a comparison, such as `x > 0`".into()),
            Self::Kind {
                expected: Kind::Number,
                found: Kind::Quantity,
                ..
            } => Some("divide by a unit to get a bare number: `x / (1 GiB)`".into()),
            Self::Units { left, right, .. } if left == BARE || right == BARE => {
                Some("give the bare number a unit, such as `28 GB` or `n * 2 bytes`".into())
            }
            Self::Units { left, right, .. } => Some(format!(
                "add and compare like with like, such as `28 GB + 3 GB`; turn {right} into {left} \
                 with a factor first"
            )),
            _ => None,
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

/// How a number without a unit is called in [`EvalError::Units`].
pub(super) const BARE: &str = "a bare number";

impl fmt::Display for EvalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DivisionByZero { .. } => f.write_str("division by zero"),
            Self::Undefined { because, .. } => f.write_str(because),
            Self::Unbound { symbol } => write!(f, "`{symbol}` has no value"),
            Self::Cycle { names } => {
                f.write_str("a definition depends on itself: ")?;
                write_joined(f, names, " → ")
            }
            Self::UnknownFunction { name, .. } => write!(f, "`{name}` is no function"),
            Self::Arity {
                least, most, given, ..
            } => write_arity(f, *least, *most, *given),
            Self::Kind {
                expected, found, ..
            } => write!(f, "{found} stands where {expected} is needed"),
            Self::Units { left, right, .. } => {
                write!(f, "the units do not agree: {left} and {right}")
            }
            Self::UnknownUnit { name, .. } => {
                write!(f, "`{name}` is no unit and no storage format")
            }
            Self::Limit { limit, .. } => limit.fmt(f),
            Self::Undecided { .. } => f.write_str(
                "the values lie too close together to be told apart within the precision limit",
            ),
        }
    }
}

fn write_joined(f: &mut fmt::Formatter<'_>, names: &[Symbol], sign: &str) -> fmt::Result {
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            f.write_str(sign)?;
        }
        write!(f, "{name}")?;
    }
    Ok(())
}

fn write_arity(f: &mut fmt::Formatter<'_>, least: usize, most: usize, given: usize) -> fmt::Result {
    match (least, most) {
        (1, 1) => f.write_str("it takes one argument")?,
        (least, most) if least == most => write!(f, "it takes {least} arguments")?,
        (least, usize::MAX) => write!(f, "it takes at least {least} arguments")?,
        (least, most) => write!(f, "it takes {least} to {most} arguments")?,
    }
    write!(f, ", not {given}")
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bits { estimate, limit } => write!(
                f,
                "the value would have about {} digits; the limit is {}",
                scaled(&digits(estimate), 2),
                scaled(&digits(&Integer::from(*limit)), 2)
            ),
            Self::Terms { count, limit } => write!(
                f,
                "it has {} terms; the limit is {}",
                Count(count),
                Count(&Integer::from(*limit))
            ),
            Self::Steps { limit } => write!(
                f,
                "the evaluation takes more than {} steps",
                Count(&Integer::from(*limit))
            ),
        }
    }
}

/// About how many decimal digits a number of so many bits has.
fn digits(bits: &Integer) -> Rational {
    // log10(2) is about 0.30103.
    let digits = Rational::new(bits * Integer::from(30_103), Integer::from(100_000));
    Rational::from_integer(digits.unwrap_or_default().ceil())
}

/// A number in groups of three, or its order of magnitude where that would be long.
struct Count<'a>(&'a Integer);

impl fmt::Display for Count<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.bits() <= 64 {
            return f.write_str(&group_digits(&self.0.to_string()));
        }
        let digits = digits(&Integer::from(self.0.bits()));
        write!(f, "about 10^{digits}")
    }
}

impl std::error::Error for EvalError {}
