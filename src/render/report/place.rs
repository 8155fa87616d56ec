//! Lines and columns of many places in one text, without counting from its beginning each time.

use std::rc::Rc;

use crate::diagnostic::{Position, Source};

/// Where each line of a text begins.
pub(super) struct Lines {
    source: Source,
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn of(source: &Source) -> Self {
        let newlines = source.text().match_indices('\n').map(|(at, _)| at + 1);
        Self {
            source: source.clone(),
            starts: std::iter::once(0).chain(newlines).collect(),
        }
    }

    /// Whether these are the lines of the very same text.
    fn is_of(&self, source: &Source) -> bool {
        std::ptr::eq(self.source.text(), source.text()) && self.source.name() == source.name()
    }

    /// The index of the line that holds a byte.
    pub(super) fn index(&self, byte: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= byte)
            .saturating_sub(1)
    }

    /// The bytes of a line, without its line end.
    pub(super) fn bounds(&self, index: usize) -> (usize, usize) {
        let length = self.source.text().len();
        let start = self.starts.get(index).copied().unwrap_or(length);
        let end = self.starts.get(index + 1).map_or(length, |next| next - 1);
        let line = self.source.text().get(start..end).unwrap_or_default();
        (start, end - usize::from(line.ends_with('\r')))
    }

    /// Line and column, both from 1, of a byte on a character's boundary.
    pub(super) fn position(&self, byte: usize) -> Position {
        let index = self.index(byte);
        let start = self.starts.get(index).copied().unwrap_or(0);
        let before = self.source.text().get(start..byte).unwrap_or_default();
        Position {
            line: index + 1,
            column: before.chars().count() + 1,
        }
    }
}

/// The lines of the texts that were asked for, so that each is counted once.
#[derive(Default)]
pub(super) struct Places(Vec<Rc<Lines>>);

impl Places {
    pub(super) fn lines(&mut self, source: &Source) -> Rc<Lines> {
        if let Some(known) = self.0.iter().find(|lines| lines.is_of(source)) {
            return Rc::clone(known);
        }
        let lines = Rc::new(Lines::of(source));
        self.0.push(Rc::clone(&lines));
        lines
    }
}

/// The nearest boundary of a character at or before a byte, within the text.
pub(super) fn boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
