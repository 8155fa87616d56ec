//! Why a derivation stops short of its goal.

use std::fmt;

use crate::derivation::StepLimit;
use crate::diagnostic::Diagnostic;
use crate::poly::PolyError;

/// Why a derivation stops short of its goal.
#[derive(Clone, Debug)]
pub enum DeriveError {
    /// It grew past its step limit; what was reached is attached.
    Steps(StepLimit),
    /// The goal has no normal form to lead to.
    Poly(PolyError),
}

impl DeriveError {
    /// What is wrong and what to do about it; the place is added by who holds the text.
    pub fn to_diagnostic(&self) -> Diagnostic {
        match self {
            Self::Steps(limit) => limit.to_diagnostic(),
            Self::Poly(error) => error.to_diagnostic(),
        }
    }
}

impl fmt::Display for DeriveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Steps(limit) => limit.fmt(f),
            Self::Poly(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DeriveError {}

impl From<StepLimit> for DeriveError {
    fn from(limit: StepLimit) -> Self {
        Self::Steps(limit)
    }
}

impl From<PolyError> for DeriveError {
    fn from(error: PolyError) -> Self {
        Self::Poly(error)
    }
}
