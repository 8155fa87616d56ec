//! reStructuredText: directives and roles of mathematics, and formulas in its sentences.

use std::ops::Range;

use super::inline::Signs;
use super::markdown::Walk;
use crate::diagnostic::Span;

/// A line of the text, without its end.
struct Line {
    range: Range<usize>,
    indent: usize,
    is_blank: bool,
}

impl Walk<'_> {
    /// Reads a text in reStructuredText.
    pub(super) fn rst(&mut self, text: &str) {
        let lines = lines(text);
        let mut marks: Vec<char> = Vec::new();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let slice = text.get(line.range.clone()).unwrap_or_default();
            let trimmed = slice.trim();
            if line.is_blank {
                self.place.block += 1;
                self.place.line = 0;
                at += 1;
            } else if let Some(rest) = trimmed.strip_prefix(".. ") {
                at = self.directive(text, &lines, at, rest.trim());
            } else if let Some(mark) = underline(text, &lines, at) {
                let level = marks.iter().position(|known| *known == mark);
                let level = level.unwrap_or_else(|| {
                    marks.push(mark);
                    marks.len() - 1
                });
                self.open_section(trimmed, Span::from(line.range.clone()), level + 1);
                at += 2;
            } else {
                self.inline(text, line.range.clone(), Signs::Rst, 0);
                at += 1;
            }
        }
    }

    /// A directive or a comment with what belongs to it; the line behind it.
    fn directive(&mut self, text: &str, lines: &[Line], at: usize, words: &str) -> usize {
        let Some(line) = lines.get(at) else {
            return at + 1;
        };
        let behind = lines.get(at + 1..).unwrap_or_default();
        let belongs = |next: &&Line| next.is_blank || next.indent > line.indent;
        let count = behind.iter().take_while(belongs).count();
        let body = behind.get(..count).unwrap_or_default();
        if let Some(argument) = words.strip_prefix("math::") {
            self.place.block += 1;
            self.place.line = 0;
            self.displayed(text, line, argument.trim(), body);
        } else if words.starts_with("longhand ") {
            let span = Span::new(line.range.start, line.range.end);
            self.document.comment(words, span);
        } else if words.contains("::") && !is_code(words) {
            // A note, an example: its body is text.
            return at + 1;
        }
        at + 1 + count
    }

    /// The mathematics of a directive: its argument, then its paragraphs.
    fn displayed(&mut self, text: &str, line: &Line, argument: &str, body: &[Line]) {
        if !argument.is_empty() {
            let slice = text.get(line.range.clone()).unwrap_or_default();
            let end = line.range.start + slice.trim_end().len();
            self.math(text, end - argument.len()..end, 0);
        }
        let mut open: Option<Range<usize>> = None;
        for line in body {
            let slice = text.get(line.range.clone()).unwrap_or_default().trim();
            let is_option =
                slice.starts_with(':') && slice.get(1..).is_some_and(|s| s.contains(':'));
            if line.is_blank || is_option {
                if let Some(range) = open.take() {
                    self.math(text, range, 0);
                }
            } else {
                let start = open.as_ref().map_or(line.range.start, |range| range.start);
                open = Some(start..line.range.end);
            }
        }
        if let Some(range) = open {
            self.math(text, range, 0);
        }
    }
}

fn is_code(words: &str) -> bool {
    let name = words.split("::").next().unwrap_or_default();
    matches!(
        name,
        "code" | "code-block" | "sourcecode" | "raw" | "image" | "figure" | "include" | "toctree"
    )
}

fn lines(text: &str) -> Vec<Line> {
    let mut at = 0;
    let line = |written: &str| {
        let start = at;
        at += written.len();
        let body = written.trim_end_matches(['\n', '\r']);
        Line {
            range: start..start + body.len(),
            indent: body.len() - body.trim_start().len(),
            is_blank: body.trim().is_empty(),
        }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// The sign that underlines a line as a title.
fn underline(text: &str, lines: &[Line], at: usize) -> Option<char> {
    let title = text.get(lines.get(at)?.range.clone())?.trim_end();
    let below = text.get(lines.get(at + 1)?.range.clone())?.trim_end();
    let mark = below.chars().next()?;
    let is_mark = mark.is_ascii_punctuation() && below.chars().all(|c| c == mark);
    let is_long = below.chars().count() >= title.chars().count().max(2);
    (is_mark && is_long && !title.starts_with(' ')).then_some(mark)
}
