//! Where a statement stands.

use std::fmt;

use crate::diagnostic::{Diagnostic, Source, Span};

/// A place in one of the files a model was read from.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Source,
    /// The place in it.
    pub span: Span,
}

impl Place {
    /// This part of a file.
    pub fn new(source: &Source, span: Span) -> Self {
        Self {
            source: source.clone(),
            span,
        }
    }

    /// The text that stands there.
    pub fn text(&self) -> &str {
        self.source.slice(self.span)
    }

    /// Adds this place to a diagnostic; the first place added is the primary one.
    #[must_use]
    pub fn mark(&self, diagnostic: Diagnostic, message: impl Into<String>) -> Diagnostic {
        diagnostic.at(&self.source, self.span, message)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let position = self.source.position(self.span.start);
        write!(
            f,
            "{}:{}:{}",
            self.source.name(),
            position.line,
            position.column
        )
    }
}
