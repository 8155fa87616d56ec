//! Where something is wrong, what it is, and what to write instead.
//!
//! Rooms below `syntax` return small errors of their own; the room that holds the source text
//! turns them into a [`Diagnostic`] with the place. Drawing one is the business of `render`.

mod code;
mod source;

pub use code::{CODES, Code, Outcome};
pub use source::{Position, Source, Span};

use std::fmt;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something worth knowing: a reading that was chosen.
    Note,
    /// Something to look at; it does not make the input wrong.
    Warning,
    /// The input is wrong or cannot be read.
    Error,
}

/// A place in a source and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The text the place is in.
    pub source: Source,
    /// The place.
    pub span: Span,
    /// What is to be seen there; may be empty.
    pub message: String,
}

/// One finding: what is wrong, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, which `explain` tells more about.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one short sentence without a full stop.
    pub message: String,
    /// Places, the primary one first.
    pub labels: Vec<Label>,
    /// Ways out: what to write instead.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// A warning without a place yet.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// A note without a place yet.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(code, message)
        }
    }

    /// Adds a place; the first one added is the primary one.
    #[must_use]
    pub fn at(mut self, source: &Source, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            source: source.clone(),
            span,
            message: message.into(),
        });
        self
    }

    /// Adds a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(label) = self.labels.first() {
            let position = label.source.position(label.span.start);
            write!(
                f,
                "{}:{}:{}: ",
                label.source.name(),
                position.line,
                position.column
            )?;
        }
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Diagnostic {}
