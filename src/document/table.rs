//! Rows of a table.

use std::ops::Range;

use super::markdown::{Part, Walk};
use super::statement::{Label, Origin};
use crate::diagnostic::Span;

impl Walk<'_> {
    /// The cells of a row; a number under a name binds it.
    pub(super) fn row(
        &mut self,
        text: &str,
        header: &[Range<usize>],
        cells: &[Range<usize>],
        apart: &mut Vec<(Range<usize>, Part)>,
        base: usize,
    ) {
        for (column, cell) in cells.iter().enumerate() {
            self.cells += 1;
            self.place.cell = Some(self.cells);
            let slice = text.get(cell.clone()).unwrap_or_default();
            let name = header
                .get(column)
                .and_then(|range| text.get(range.clone()))
                .unwrap_or_default();
            let name = name.trim().trim_matches(['*', '`', '$', ' ']);
            let has_relation = slice.contains(['=', '≈']);
            let symbol = !name.is_empty()
                && name.chars().count() <= 12
                && name.chars().all(|c| c.is_alphanumeric() || c == '_');
            if has_relation
                || apart
                    .iter()
                    .any(|(at, _)| at.start >= cell.start && at.end <= cell.end)
            {
                self.prose(text, cell.clone(), apart, base);
            } else if symbol && slice.trim().starts_with(|c: char| c.is_ascii_digit()) {
                self.bound(name, slice, cell.start + base);
            }
        }
        self.place.cell = None;
        apart.clear();
    }

    /// `name = cell`, as a statement of the row.
    fn bound(&mut self, name: &str, cell: &str, base: usize) {
        let mut frame = self.frame(Origin::Table);
        frame.label = Some(Label {
            symbol: crate::expr::Symbol::new(name),
            span: Span::new(base, base + cell.len()),
        });
        self.document.read_plain(cell, base, &frame);
    }
}
