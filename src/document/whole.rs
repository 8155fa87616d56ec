//! A document as it was read.

use std::collections::BTreeSet;

use crate::diagnostic::{Position, Source, Span};

use super::known::Known;
use super::names_met::own_letters;
use super::pieces::{Cell, Piece};
use super::statement::{Label, Place, Section, Statement, Suppression, Unread};
use super::switch::Switch;
use super::table::Table;

/// A document as it was read: statements in order, and what could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The text that all spans are places of: the file itself, the joined cells of a notebook, or
    /// the comments of a source file.
    pub source: Source,
    /// The file as it is.
    pub file: Source,
    /// The sections; the first one has no heading.
    pub sections: Vec<Section>,
    /// The formulas, in the order of the text.
    pub statements: Vec<Statement>,
    /// The tables, in the order of the text.
    pub tables: Vec<Table>,
    /// What looks like a formula and could not be read.
    pub unread: Vec<Unread>,
    /// Whether the file as a whole could not be read: a notebook that is no JSON, a formula file with
    /// mistakes. What is unread says why.
    pub is_unreadable: bool,
    /// Comments that switch codes off, in the order of the text.
    pub suppressions: Vec<Suppression>,
    /// How far the comments up to each one reach, so that few are looked at for a place.
    pub(super) suppressions_reach: Vec<usize>,
    /// Comments that switch a code on which is not off.
    pub idle_switches: Vec<Span>,
    /// Fences in the formula language, without their fence lines.
    pub fences: Vec<Span>,
    /// The symbols of all statements so far.
    pub(super) met: Known<()>,
    /// Letters that may stand for thousands and stand for something of their own somewhere in the text.
    pub(super) own_letters: BTreeSet<char>,
    /// The block that the last statement ends in.
    pub(super) last_block: usize,
    /// Whether the line that was read last could not be read, so that nothing goes on with it.
    pub(super) is_broken: bool,
    /// What a line of words alone, `Attention:`, calls what stands below it.
    pub(super) label_above: Option<(Label, Place)>,
    /// Functions that the author defines, and how many arguments they take.
    pub(super) functions: Known<usize>,
    /// The cells of a notebook.
    pub(super) cells: Vec<Cell>,
    /// Where the text stands in the file, where it is not the file itself.
    pub(super) pieces: Vec<Piece>,
    /// Where the lines of the file begin, where the text is not the file itself.
    pub(super) file_lines: Vec<usize>,
    /// Where the lines of the source begin.
    pub(super) lines: Vec<usize>,
    /// Comments that switch codes, until it is known what they cover.
    pub(super) switches: Vec<Switch>,
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
        let lines = line_starts(source.text());
        let untitled = Section {
            title: String::new(),
            span: Span::default(),
            level: 0,
            parent: None,
        };
        Self {
            own_letters: own_letters(source.text()),
            file: source.clone(),
            source,
            sections: vec![untitled],
            statements: Vec::new(),
            tables: Vec::new(),
            unread: Vec::new(),
            is_unreadable: false,
            suppressions: Vec::new(),
            suppressions_reach: Vec::new(),
            idle_switches: Vec::new(),
            switches: Vec::new(),
            fences: Vec::new(),
            met: Known::default(),
            last_block: 0,
            is_broken: false,
            label_above: None,
            functions: Known::default(),
            cells: Vec::new(),
            pieces: Vec::new(),
            file_lines: Vec::new(),
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
        let cell = self.cells.partition_point(|cell| cell.at <= byte);
        let found = cell.checked_sub(1).and_then(|index| self.cells.get(index));
        if let Some(first) = found {
            let before = self.lines.partition_point(|start| *start < first.at);
            let Position { line, column } = self.position(byte);
            let cell = Some(cell);
            let line = line - before;
            return Spot { cell, line, column };
        }
        let Position { line, column } = if self.pieces.is_empty() {
            self.position(byte)
        } else {
            position(&self.file, &self.file_lines, self.in_file(byte))
        };
        let cell = None;
        Spot { cell, line, column }
    }

    /// The line and column of a byte in the source.
    pub fn position(&self, byte: usize) -> Position {
        position(&self.source, &self.lines, byte)
    }

    /// The line of a byte of the source, from 1; unlike [`position`](Self::position), in a time that no long line
    /// lengthens.
    pub(crate) fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|&start| start <= byte).max(1)
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

/// Where the lines of a text begin.
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    let starts = newlines.map(|(at, _)| at + 1);
    std::iter::once(0).chain(starts).collect()
}

fn position(source: &Source, lines: &[usize], byte: usize) -> Position {
    let line = lines.partition_point(|&start| start <= byte).max(1);
    let start = lines.get(line - 1).copied().unwrap_or(0);
    let column = source.slice(Span::new(start, byte)).chars().count() + 1;
    Position { line, column }
}
