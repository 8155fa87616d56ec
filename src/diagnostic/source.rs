//! A text that was given to us, and places in it.

use std::ops::Range;
use std::sync::Arc;

/// A range of bytes in a [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to but not including `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The least span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

/// A line and column as people count them: from 1, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1; a tab is one.
    pub column: usize,
}

/// A named text. Cloning shares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source(Arc<Inner>);

#[derive(Debug, PartialEq, Eq)]
struct Inner {
    name: String,
    text: String,
}

impl Source {
    /// A text under the name that messages call it by: a file's path, or `<expression>`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self(Arc::new(Inner {
            name: name.into(),
            text: text.into(),
        }))
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The text of a span; empty where the span is not one of this source.
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.start..span.end).unwrap_or("")
    }

    /// A span with so many bytes more of the text before it and behind it, up to whole characters.
    ///
    /// ```
    /// use longhand::diagnostic::{Source, Span};
    /// let source = Source::new("a.md", "über x = 1");
    /// assert_eq!(source.slice(source.around(Span::new(6, 7), 5, 2)), "ber x =");
    /// ```
    #[must_use]
    pub fn around(&self, span: Span, before: usize, behind: usize) -> Span {
        let text = self.text();
        let start = span.start.min(text.len());
        let from = (start.saturating_sub(before)..=start).find(|at| text.is_char_boundary(*at));
        let to = span.end.saturating_add(behind).min(text.len());
        let to = (to..=text.len()).find(|at| text.is_char_boundary(*at));
        Span::new(from.unwrap_or(start), to.unwrap_or(text.len()))
    }

    /// The line and column of a byte; past the end it is the end.
    ///
    /// ```
    /// use longhand::diagnostic::Source;
    /// let source = Source::new("a.lh", "λ = 1\nh²+");
    /// let position = source.position(source.text().len());
    /// assert_eq!((position.line, position.column), (2, 4));
    /// ```
    pub fn position(&self, byte: usize) -> Position {
        let mut end = byte.min(self.text().len());
        while !self.text().is_char_boundary(end) {
            end -= 1;
        }
        let before = self.text().get(..end).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
        let column = before.get(line_start..).unwrap_or("").chars().count() + 1;
        Position { line, column }
    }
}
