//! Errors of growth as diagnostics, with the way out; the place is added by who holds the text.

use super::{GrowthError, WithinError};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::Symbol;

impl GrowthError {
    /// What is wrong and what to do about it.
    pub fn to_diagnostic(&self) -> Diagnostic {
        let found = Diagnostic::error(self.code(), self.to_string());
        match self {
            Self::Contradiction(_) => found.hint("leave out one of the relations"),
            Self::NotAMonomial { .. } => {
                found.hint("compare products of powers, as in `V >> h` or `n ~ h^2`")
            }
            Self::NothingLarge { candidates, .. } => {
                let names: Vec<&str> = candidates.iter().map(Symbol::name).collect();
                found.hint(format!(
                    "let one of them grow too: --large {}",
                    names.join(",")
                ))
            }
            Self::NotASum(_) => found.hint("approximate numerator and denominator one by one"),
            Self::Poly(error) => found.hint(error.hint()),
            Self::Limit(_) => found.hint("raise the limit, or ask for less"),
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::Poly(error) => error.code(),
            Self::Limit(_) => Code::LIMIT,
            _ => Code::GROWTH,
        }
    }
}

impl WithinError {
    /// What is wrong and what to do about it.
    pub fn to_diagnostic(&self) -> Diagnostic {
        match self {
            Self::Growth(error) => error.to_diagnostic(),
            Self::Eval(error) => error.to_diagnostic(),
            Self::NoCase => {
                let message = "a tolerance is measured at values, and none are given";
                Diagnostic::error(Code::MISSING_VALUE, message)
                    .hint("give a value for every symbol: L=32 h=4096 V=32000")
            }
        }
    }
}
