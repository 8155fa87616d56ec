//! Where the text of a document stands in its file: of a notebook the cells are read, of a source
//! file the comments, and places are told as they are found in the file.

use super::whole::Document;
use crate::diagnostic::{Source, Span};

/// A stretch of the text that was taken out of the file as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it begins in the text.
    pub(super) at: usize,
    /// Where it begins in the file.
    pub(super) in_file: usize,
}

/// A cell of a notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Where it begins in the text.
    pub(super) at: usize,
    /// Its text by itself, under the name that messages call it by.
    pub(super) source: Source,
}

impl Document {
    /// The byte of the file that a byte of the text comes from.
    pub fn in_file(&self, byte: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.at <= byte);
        let piece = next.checked_sub(1).and_then(|index| self.pieces.get(index));
        piece.map_or(byte, |piece| piece.in_file + (byte - piece.at))
    }

    /// The stretch of the file that a stretch of the text comes from.
    pub fn span_in_file(&self, span: Span) -> Span {
        let start = self.in_file(span.start);
        let end = match span.end.checked_sub(1).filter(|last| *last >= span.start) {
            // What ends with a piece ends there, and not where the next one begins, unless the
            // next one goes on.
            Some(last) => {
                let next = self.in_file(span.end);
                let near = self.in_file(last) + 1;
                if self.is_cut_at(span.end) && next > near + 2 {
                    near
                } else {
                    next
                }
            }
            None => start,
        };
        Span::new(start, end.max(start))
    }

    /// Whether a stretch of the text stands in one line of the file, so that it may be replaced.
    pub fn is_whole_in_file(&self, span: Span) -> bool {
        self.pieces.is_empty() || !self.source.slice(span).contains('\n')
    }

    /// A text as it is to be written into the file: in a notebook as a part of a string of JSON.
    pub fn as_in_file(&self, text: &str) -> String {
        if self.cells.is_empty() {
            return text.to_owned();
        }
        let quoted = serde_json::Value::from(text).to_string();
        let inner = quoted.get(1..quoted.len().saturating_sub(1));
        inner.unwrap_or_default().to_owned()
    }

    fn is_cut_at(&self, byte: usize) -> bool {
        let index = self.pieces.binary_search_by_key(&byte, |piece| piece.at);
        index.is_ok()
    }

    /// A stretch as a message shows it: in the cell of a notebook, in the file of any other document.
    pub fn shown(&self, span: Span) -> (Source, Span) {
        let next = self.cells.partition_point(|cell| cell.at <= span.start);
        match next.checked_sub(1).and_then(|index| self.cells.get(index)) {
            Some(cell) => {
                let inside = |byte: usize| (byte - cell.at).min(cell.source.text().len());
                let shown = Span::new(inside(span.start), inside(span.end));
                (cell.source.clone(), shown)
            }
            None => (self.file.clone(), self.span_in_file(span)),
        }
    }
}
