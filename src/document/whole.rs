//! A document as it was read.

use crate::diagnostic::{Position, Source, Span};

use super::statement::{Large, Section, Statement, Suppression, Unread};

/// A document as it was read: statements in order, and what could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The text that all spans are places of: the file itself, or the joined cells of a notebook.
    pub source: Source,
    /// The sections; the first one has no heading.
    pub sections: Vec<Section>,
    /// The formulas, in the order of the text.
    pub statements: Vec<Statement>,
    /// What looks like a formula and could not be read.
    pub unread: Vec<Unread>,
    /// Symbols that the words say grow without bound.
    pub large: Vec<Large>,
    /// Comments that switch codes off.
    pub suppressions: Vec<Suppression>,
    /// Fences in the formula language, without their fence lines.
    pub fences: Vec<Span>,
    /// Where the cells of a notebook begin in the source.
    pub(super) cells: Vec<usize>,
    /// Where the lines of the source begin.
    pub(super) lines: Vec<usize>,
}

/// A place as people look it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The cell of a notebook, from 1.
    pub cell: Option<usize>,
    /// The line, from 1; in a notebook, of the cell.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl Document {
    /// A document with nothing read yet.
    pub(super) fn new(source: Source) -> Self {
        let newlines = source.text().bytes().enumerate();
        let starts = newlines
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(starts).collect();
        let untitled = Section {
            title: String::new(),
            span: Span::default(),
            level: 0,
            parent: None,
        };
        Self {
            source,
            sections: vec![untitled],
            statements: Vec::new(),
            unread: Vec::new(),
            large: Vec::new(),
            suppressions: Vec::new(),
            fences: Vec::new(),
            cells: Vec::new(),
            lines,
        }
    }

    /// The place of a byte, in time that does not grow with the text before it.
    ///
    /// ```
    /// use longhand::diagnostic::Source;
    /// use longhand::document::read;
    ///
    /// let document = read(&Source::new("a.md", "# Count\n\n합은 $3 + 4 = 7$\n"));
    /// let spot = document.spot(document.statements[0].links[0].sign.start);
    /// assert_eq!((spot.line, spot.column), (3, 11));
    /// ```
    pub fn spot(&self, byte: usize) -> Spot {
        let line = self.lines.partition_point(|&start| start <= byte).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.source.slice(Span::new(start, byte)).chars().count() + 1;
        let cell = self.cells.partition_point(|&start| start <= byte);
        let Some(cell_start) = cell.checked_sub(1).and_then(|index| self.cells.get(index)) else {
            return Spot {
                cell: None,
                line,
                column,
            };
        };
        let before = self.lines.partition_point(|start| start < cell_start);
        Spot {
            cell: Some(cell),
            line: line - before,
            column,
        }
    }

    /// The line and column of a byte in the source.
    pub fn position(&self, byte: usize) -> Position {
        let line = self.lines.partition_point(|&start| start <= byte).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.source.slice(Span::new(start, byte)).chars().count() + 1;
        Position { line, column }
    }

    /// The headings above a section and its own, the outermost first.
    pub fn path(&self, section: usize) -> Vec<&Section> {
        let mut path = Vec::new();
        let mut next = Some(section);
        while let Some(section) = next.and_then(|index| self.sections.get(index)) {
            path.push(section);
            next = section.parent;
        }
        path.reverse();
        path
    }
}
