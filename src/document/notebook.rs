//! Notebooks: the cells of a file of JSON, each place found again in the file.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::comments::language;
use super::markdown::Walk;
use super::pieces::{Cell, Piece};
use super::statement::Unread;
use super::whole::{Document, line_starts};
use crate::diagnostic::{Source, Span};
use crate::syntax::latex::Macros;

/// What is read of a notebook; older ones keep their cells in worksheets.
#[derive(Deserialize)]
struct Notebook<'a> {
    #[serde(borrow, default)]
    cells: Vec<Written<'a>>,
    #[serde(borrow, default)]
    worksheets: Vec<Worksheet<'a>>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Worksheet<'a> {
    #[serde(borrow, default)]
    cells: Vec<Written<'a>>,
}

#[derive(Deserialize)]
struct Written<'a> {
    #[serde(default)]
    cell_type: String,
    #[serde(borrow, alias = "input")]
    source: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
struct Metadata {
    #[serde(default)]
    language_info: Named,
    #[serde(default)]
    kernelspec: Named,
}

#[derive(Deserialize, Default)]
struct Named {
    language: Option<String>,
    name: Option<String>,
}

/// Reads a notebook: cells of Markdown, and the comments of cells of code.
pub(super) fn notebook(file: &Source, known: impl FnOnce(&str) -> Macros) -> Document {
    let notebook: Notebook<'_> = match serde_json::from_str(file.text()) {
        Ok(notebook) => notebook,
        Err(error) => return unreadable(file, &error),
    };
    let sheets = notebook
        .worksheets
        .into_iter()
        .flat_map(|sheet| sheet.cells);
    let cells: Vec<Written<'_>> = notebook.cells.into_iter().chain(sheets).collect();
    let mut joined = Joined::default();
    let mut ranges = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let start = joined.text.len();
        if let Some(source) = cell.source {
            joined.source(source, file.text());
        }
        let end = joined.text.len();
        ranges.push(start..end);
        let name = format!("{}:cell {}", file.name(), index + 1);
        let text = joined.text.get(start..end).unwrap_or_default();
        joined.cells.push(Cell {
            at: start,
            source: Source::new(name, text),
        });
        joined.text.push_str("\n\n");
    }
    let mut document = Document::new(Source::new(file.name(), joined.text));
    document.file = file.clone();
    document.file_lines = line_starts(file.text());
    document.pieces = joined.pieces;
    document.cells = joined.cells;
    let text = document.source.clone();
    let kernel = notebook.metadata.kernelspec;
    let named = notebook.metadata.language_info.name;
    let named = named.or(kernel.language).or(kernel.name);
    let language = language(&named.unwrap_or_default().to_lowercase());
    let language = language.or(super::comments::language("python"));
    let mut walk = Walk::new(&mut document, known(text.text()));
    for (cell, range) in cells.iter().zip(ranges) {
        match (cell.cell_type.as_str(), language) {
            ("markdown" | "heading", _) => walk.markdown(range),
            ("code", Some(language)) => walk.source(text.text(), range, language),
            _ => {}
        }
    }
    document
}

fn unreadable(file: &Source, error: &serde_json::Error) -> Document {
    let mut document = Document::new(file.clone());
    let line = error.line().saturating_sub(1);
    let start = document.lines.get(line).copied().unwrap_or(0);
    let at = (start + error.column().saturating_sub(1)).min(file.text().len());
    let span = Span::new(at, at);
    document.is_unreadable = true;
    document.unread.push(Unread {
        is_refuted: false,
        span,
        at: span,
        reason: format!("the notebook is no JSON of cells: {error}"),
    });
    document
}

/// The text of the cells, and where it stands in the file.
#[derive(Default)]
struct Joined {
    text: String,
    pieces: Vec<Piece>,
    cells: Vec<Cell>,
}

impl Joined {
    /// The source of a cell: one string, or a list of them.
    fn source(&mut self, raw: &RawValue, file: &str) {
        if let Ok(strings) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) {
            for string in strings {
                self.string(string, file);
            }
        } else {
            self.string(raw, file);
        }
    }

    /// A string as it is written, decoded; what is escaped is a piece of its own.
    fn string(&mut self, raw: &RawValue, file: &str) {
        let written = raw.get();
        let start = written.as_ptr().addr().saturating_sub(file.as_ptr().addr());
        let Some(inner) = written
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
        else {
            return;
        };
        let start = start + 1;
        self.piece(start);
        let mut at = 0;
        while let Some(rest) = inner.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = rest.find('\\').unwrap_or(rest.len());
            self.text.push_str(rest.get(..plain).unwrap_or_default());
            at += plain;
            let escape = rest.get(plain..).unwrap_or_default();
            if let Some((decoded, length)) = escaped(escape) {
                self.piece(start + at);
                self.text.push(decoded);
                at += length;
                self.piece(start + at);
            }
        }
        self.piece(start + inner.len());
    }

    fn piece(&mut self, in_file: usize) {
        let at = self.text.len();
        if self.pieces.last().is_some_and(|last| last.at == at) {
            self.pieces.pop();
        }
        self.pieces.push(Piece { at, in_file });
    }
}

/// What an escape at the beginning of a text stands for, and its length.
fn escaped(text: &str) -> Option<(char, usize)> {
    let kind = text.strip_prefix('\\')?.chars().next()?;
    let unit = |from: usize| {
        let digits = text.get(from..from + 4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let decoded = match kind {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => {
            let first = unit(2)?;
            if !(0xD800..0xDC00).contains(&first) {
                return Some((char::from_u32(first).unwrap_or('\u{fffd}'), 6));
            }
            let second = unit(8).unwrap_or(0xDC00);
            let code = 0x1_0000 + ((first - 0xD800) << 10) + (second.wrapping_sub(0xDC00) & 0x3FF);
            return Some((char::from_u32(code).unwrap_or('\u{fffd}'), 12));
        }
        other => other,
    };
    Some((decoded, 1 + kind.len_utf8()))
}
