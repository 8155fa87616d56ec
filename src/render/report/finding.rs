//! A diagnostic with what programs want to know beside it.

use crate::diagnostic::{Diagnostic, Source, Span};

/// A diagnostic, what to write instead, and whether the author hides it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is found.
    pub diagnostic: Diagnostic,
    /// What to write instead.
    pub fix: Option<Fix>,
    /// The author's reason to hide it; empty where none is given.
    pub hidden: Option<String>,
}

/// A text to write in place of a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The text that is changed.
    pub source: Source,
    /// The stretch.
    pub span: Span,
    /// What to write there.
    pub text: String,
    /// Whether it is the one right answer.
    pub is_certain: bool,
}

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            diagnostic,
            fix: None,
            hidden: None,
        }
    }
}
