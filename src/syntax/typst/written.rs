//! A text with the place that each byte comes from.

use std::ops::Range;

use crate::diagnostic::Span;
use crate::syntax::latex::LatexError;

/// A text and where each byte of it comes from.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) map: Vec<usize>,
}

impl Written {
    pub(super) fn push(&mut self, text: &str, at: usize) {
        self.text.push_str(text);
        self.map.resize(self.text.len(), at);
    }

    pub(super) fn copy(&mut self, text: &str, at: usize) {
        self.text.push_str(text);
        self.map.extend(at..at + text.len());
    }

    pub(super) fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        self.map.extend(&other.map);
    }
}

/// What was read, or where and why it cannot be.
pub(super) type Read<T> = Result<T, LatexError>;

/// A formula that cannot be written, from where to where and why.
pub(super) fn fail<T>(range: Range<usize>, reason: impl Into<String>) -> Read<T> {
    Err(LatexError {
        span: Span::from(range),
        reason: reason.into(),
    })
}
