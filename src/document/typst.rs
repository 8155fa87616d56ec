//! Typst: `$ … $`, and formulas in its sentences.

use std::ops::Range;

use super::markdown::Walk;
use super::statement::{Origin, Unread};
use crate::diagnostic::Span;
use crate::syntax::typst::lower;

/// A stretch of the text by what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Text,
    Math,
    Comment,
    Raw,
}

impl Walk<'_> {
    /// Reads a text in Typst.
    pub(super) fn typst(&mut self, text: &str) {
        let mut start = 0;
        for (range, part) in parts(text) {
            self.markup(text, start..range.start);
            start = range.end;
            match part {
                Part::Math => self.formula(text, range.start + 1..range.end - 1),
                Part::Comment => {
                    let slice = text.get(range.clone()).unwrap_or_default();
                    let inner = slice.trim_start_matches('/');
                    self.document.comment(inner, Span::from(range));
                }
                Part::Text | Part::Raw => {}
            }
        }
        self.markup(text, start..text.len());
    }

    fn formula(&mut self, text: &str, inner: Range<usize>) {
        let slice = text.get(inner.clone()).unwrap_or_default();
        let frame = self.frame(Origin::Math);
        match lower(slice) {
            Ok(lowered) => self.document.add_lines(&lowered, inner.start, &frame),
            Err(error) if slice.contains(['=', '<', '>', '≈']) || slice.contains("approx") => {
                let (start, end) = (error.span.start, error.span.end);
                self.document.unread.push(Unread {
                    is_refuted: false,
                    span: Span::from(inner.clone()),
                    at: Span::new(inner.start + start, inner.start + end),
                    reason: error.reason,
                });
            }
            Err(_) => {}
        }
        self.place.line += 1;
    }

    /// Lines of text: headings, bindings of code, sentences.
    fn markup(&mut self, text: &str, range: Range<usize>) {
        let mut at = range.start;
        for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
            let start = at;
            at += line.len();
            let body = line.trim_end();
            let trimmed = body.trim_start();
            let offset = start + (body.len() - trimmed.len());
            let is_line_start = text
                .get(..start)
                .is_none_or(|before| before.is_empty() || before.ends_with('\n'));
            let level = trimmed.len() - trimmed.trim_start_matches('=').len();
            let is_heading = level > 0
                && trimmed
                    .get(level..)
                    .is_some_and(|rest| rest.starts_with(' '));
            if trimmed.is_empty() {
                // Blank lines part blocks; what is left of a line does not.
                if is_line_start && line.ends_with('\n') {
                    self.place.block += 1;
                    self.place.line = 0;
                }
            } else if is_line_start && is_heading {
                let title = trimmed.get(level..).unwrap_or_default().trim();
                self.open_section(title, Span::new(offset, offset + trimmed.len()), level);
            } else if let Some(code) = trimmed.strip_prefix('#').filter(|_| is_line_start) {
                if let Some(binding) = code.strip_prefix("let ") {
                    let frame = self.frame(Origin::Code);
                    let from = offset + 1 + (code.len() - binding.len());
                    self.document.read_plain(binding, from, &frame);
                }
            } else {
                let marks = trimmed.trim_start_matches(['-', '+', ' ']);
                let is_item = trimmed.len() != marks.len()
                    && trimmed.starts_with(['-', '+'])
                    && trimmed.get(1..).is_some_and(|rest| rest.starts_with(' '));
                let words = if is_item && is_line_start {
                    marks
                } else {
                    trimmed
                };
                let frame = self.frame(Origin::Prose);
                let from = offset + (trimmed.len() - words.len());
                self.document.read_plain(words, from, &frame);
            }
            self.place.line += usize::from(line.ends_with('\n'));
        }
    }
}

/// What in a text is no sentence, in order.
fn parts(text: &str) -> Vec<(Range<usize>, Part)> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let before = text.get(..at).unwrap_or_default();
        let (length, part) = if rest.starts_with("//") && !before.ends_with(':') {
            (rest.find('\n').unwrap_or(rest.len()), Part::Comment)
        } else if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            (end, Part::Comment)
        } else if rest.starts_with('`') {
            (raw(rest), Part::Raw)
        } else if rest.starts_with('\\') {
            let escaped = rest.chars().nth(1).map_or(0, char::len_utf8);
            (1 + escaped, Part::Text)
        } else if rest.starts_with('$') {
            match closing_dollar(rest) {
                Some(end) => (end + 1, Part::Math),
                // Nothing closes it: there is no mathematics from here on.
                None => return parts,
            }
        } else {
            (rest.chars().next().map_or(1, char::len_utf8), Part::Text)
        };
        if part != Part::Text {
            parts.push((at..at + length, part));
        }
        at += length;
    }
    parts
}

/// The dollar that closes a formula: not one that is escaped, nor one within a text.
fn closing_dollar(rest: &str) -> Option<usize> {
    let (mut is_escaped, mut in_text) = (false, false);
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => in_text = !in_text,
            '$' if !in_text => return Some(at),
            _ => {}
        }
    }
    None
}

/// The length of raw text: from a run of backticks to the same run.
fn raw(rest: &str) -> usize {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let run = rest.get(..ticks).unwrap_or_default();
    if ticks == 2 {
        return 2;
    }
    let behind = rest.get(ticks..).unwrap_or_default();
    behind
        .find(run)
        .map_or(rest.len(), |length| ticks + length + ticks)
}
