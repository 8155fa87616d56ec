//! What can keep an expression from having a normal form.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic};
use crate::expr::Expr;
use crate::number::Integer;

/// What a [`super::Budget`] limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Terms of one polynomial.
    Terms,
    /// Bits of one coefficient.
    Bits,
    /// The size of an exponent.
    Exponent,
    /// Bits of all coefficients, or of all packed exponents, of one polynomial together.
    Volume,
    /// Products of two terms in one multiplication, counted in machine words.
    Products,
    /// Terms of a sum or product that is written out element by element.
    Elements,
    /// The size of an expression that is written out.
    Size,
}

impl Measure {
    /// What is counted, for a message.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Bits => "bits in a number",
            Self::Exponent => "as an exponent",
            Self::Volume => "bits in one polynomial",
            Self::Products => "products of terms",
            Self::Elements => "elements of a sum or product",
            Self::Size => "parts of an expression",
        }
    }
}

/// Why there is no normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolyError {
    /// It would take more than the budget allows; nothing was spent on trying.
    Budget {
        /// What there would be too much of.
        what: Measure,
        /// How much it would take.
        estimate: Integer,
        /// How much is allowed.
        limit: u64,
    },
    /// Something is divided by an expression that is 0 for all values of its symbols.
    DivisionByZero {
        /// The divisor as written.
        divisor: Expr,
    },
}

impl PolyError {
    /// The stable code.
    pub fn code(&self) -> Code {
        match self {
            Self::Budget { .. } => Code::LIMIT,
            Self::DivisionByZero { .. } => Code::DIVISION_BY_ZERO,
        }
    }

    /// The way out.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Budget { .. } => "raise the limit with --max-terms, or ask for less",
            Self::DivisionByZero { .. } => "the divisor is 0 whatever its symbols are; remove it",
        }
    }

    /// What is wrong and what to do about it; the place is added by who holds the text.
    pub fn to_diagnostic(&self) -> Diagnostic {
        Diagnostic::error(self.code(), self.to_string()).hint(self.hint())
    }
}

impl fmt::Display for PolyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Budget {
                what,
                estimate,
                limit,
            } => {
                let what = what.name();
                if estimate.bits() > 64 {
                    let bits = estimate.bits() - 1;
                    write!(
                        f,
                        "it takes more than 2^{bits} {what}; the limit is {limit}"
                    )
                } else {
                    write!(f, "it takes about {estimate} {what}; the limit is {limit}")
                }
            }
            Self::DivisionByZero { .. } => f.write_str("division by an expression that is 0"),
        }
    }
}

impl std::error::Error for PolyError {}
