//! Rows of a table.

use std::ops::Range;

use super::cut::sign_at;
use super::markdown::{Part, Walk};
use super::statement::{Label, Origin, Place, Side};
use crate::diagnostic::Span;
use crate::units::unit;

/// A table, by the rows below its head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows, in their order.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Its place.
    pub place: Place,
    /// The cells, in the order of the columns.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCell {
    /// The stretch between the bars.
    pub span: Span,
    /// The expression that is all of it, where it is one.
    pub side: Option<Side>,
}

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
        let computed = self.computed_columns(text, header, base);
        let mut read = Vec::new();
        for (column, cell) in cells.iter().enumerate() {
            self.cells += 1;
            self.place.cell = Some(self.cells);
            let name = header
                .get(column)
                .and_then(|range| text.get(range.clone()))
                .unwrap_or_default();
            let before = self.document.statements.len();
            let name = name.trim().trim_matches(['*', '`', '$', ' ']);
            let alone = self.number_alone(text, cell, name, base);
            if alone.is_none() {
                self.cell(text, cell, name, apart, base);
            }
            let appended = self.document.statements.get(before..);
            let stated = match appended {
                Some([only]) if only.links.is_empty() => Some(only.first.clone()),
                _ => None,
            };
            read.push(TableCell {
                span: Span::new(cell.start + base, cell.end + base),
                side: alone.or(stated),
            });
        }
        self.place.cell = None;
        let sides = cells
            .iter()
            .cloned()
            .zip(read.iter().map(|cell: &TableCell| cell.side.clone()));
        self.compare_computed(&computed, &sides.collect::<Vec<_>>(), base);
        let place = self.place;
        if let Some(table) = self.document.tables.last_mut() {
            table.rows.push(TableRow { place, cells: read });
        }
        self.set_by_row(text, cells, base);
        apart.clear();
    }

    /// The formulas of a cell; a number under a name binds it.
    fn cell(
        &mut self,
        text: &str,
        cell: &Range<usize>,
        name: &str,
        apart: &mut Vec<(Range<usize>, Part)>,
        base: usize,
    ) {
        let slice = text.get(cell.clone()).unwrap_or_default();
        let has_relation = slice.contains(['=', '≈']);
        if has_relation
            || apart
                .iter()
                .any(|(at, _)| at.start >= cell.start && at.end <= cell.end)
        {
            self.prose(text, cell.clone(), apart, base);
        } else if is_symbol(name) && slice.trim().starts_with(|c: char| c.is_ascii_digit()) {
            self.bound(name, slice, cell.start + base);
        }
    }

    /// `2 × 768`, `≈ 94.9 M`, all of a cell that binds no name: what a sign at its beginning stands before belongs to
    /// another one.
    fn number_alone(
        &mut self,
        text: &str,
        cell: &Range<usize>,
        name: &str,
        base: usize,
    ) -> Option<Side> {
        let slice = text.get(cell.clone())?;
        let inner = slice.trim_start_matches([' ', '*', '~']);
        let sign = sign_at(inner).filter(|(sign, _)| matches!(*sign, "=" | "≈"));
        let behind = sign.map_or(slice, |(sign, _)| {
            inner.get(sign.len()..).unwrap_or_default()
        });
        let computes = behind.contains(['×', '+', '/', '÷']);
        let is_taken = if sign.is_some() {
            computes
        } else {
            is_symbol(name) && slice.trim().starts_with(|c: char| c.is_ascii_digit())
        };
        if is_taken || !is_numeric(behind) || behind.contains(['=', '≈']) {
            return None;
        }
        self.side_alone(behind, cell.end + base - behind.len())
    }

    /// The expression that a text is, read as if it were not there.
    pub(super) fn side_alone(&mut self, text: &str, base: usize) -> Option<Side> {
        let before = self.document.statements.len();
        self.alone(text, base);
        let side = self
            .document
            .statements
            .get(before)
            .map(|read| read.first.clone());
        self.document.statements.truncate(before);
        side
    }

    /// Reads an expression without a relation; what goes on behind it goes on as if it were not there.
    fn alone(&mut self, slice: &str, base: usize) {
        let last_block = self.document.last_block;
        let frame = self.frame(Origin::Table);
        self.document.read_plain(slice, base, &frame);
        self.document.last_block = last_block;
    }

    /// `name = cell`, as a statement of the row.
    pub(super) fn bound(&mut self, name: &str, cell: &str, base: usize) {
        let mut frame = self.frame(Origin::Table);
        frame.label = Some(Label {
            symbol: crate::expr::Symbol::new(name),
            span: Span::new(base, base + cell.len()),
        });
        self.document.read_plain(cell, base, &frame);
    }
}

/// Whether the head of a column is one short name, which its cells bind.
fn is_symbol(name: &str) -> bool {
    !name.is_empty()
        && name.chars().count() <= 12
        && name.chars().all(|c| {
            c.is_alphabetic() || c.is_ascii_digit() || c == '_' || ('₀'..='₉').contains(&c)
        })
}

/// Whether a cell is made of numbers, signs and units alone.
fn is_numeric(cell: &str) -> bool {
    let is_sign = |c: char| "0123456789.,()+-−–*/×·÷^²³~≈ \t".contains(c);
    let mut words = cell
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    let is_known =
        |word: &str| matches!(word, "K" | "M" | "B" | "T" | "k" | "x") || unit(word).is_some();
    cell.contains(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| is_sign(c) || c.is_alphabetic())
        && words.all(is_known)
}
