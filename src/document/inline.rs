//! Lines of text that are no Markdown: plain text, comments, reStructuredText. Mathematics and code
//! between their signs are read as such, the rest as sentences.

use std::ops::Range;

use super::announce::{announced, announced_above, announced_behind, clause};
use super::beside::unit_behind;
use super::labels::label_before;
use super::lines::logical_lines;
use super::markdown::Walk;
use super::statement::Origin;

/// A stretch between signs.
struct Signed {
    whole: Range<usize>,
    inner: Range<usize>,
    is_code: bool,
}

/// The signs that a kind of text knows, with what they enclose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// `$…$`, `$$…$$`, `\(…\)`, `` `…` ``.
    Plain,
    /// ``:math:`…` ``, ``` ``…`` ```.
    Rst,
}

impl Walk<'_> {
    /// Reads a line that stands at `range` of a text, which begins at `base` of the source.
    pub(super) fn inline(&mut self, text: &str, range: Range<usize>, signs: Signs, base: usize) {
        let mut start = range.start;
        while let Some(signed) = next(text, start..range.end, signs) {
            self.sentence(text, start..signed.whole.start, base);
            if signed.is_code {
                self.code(text, signed.inner, base);
            } else {
                let marks = signed.inner.start - signed.whole.start;
                self.look_around(text, &signed.whole, &range, marks, base);
                self.math(text, signed.inner, base);
                self.look_away();
            }
            start = signed.whole.end;
        }
        self.sentence(text, start..range.end, base);
        self.place.line += 1;
    }

    /// A stretch of code in a line: a formula of a program, or one of LaTeX without its signs.
    pub(super) fn code(&mut self, text: &str, inner: Range<usize>, base: usize) {
        let slice = text.get(inner.clone()).unwrap_or_default();
        if is_latex(slice) {
            return self.math(text, inner, base);
        }
        let frame = self.frame(Origin::Code);
        self.document.read_plain(slice, inner.start + base, &frame);
        self.place.line += 1;
    }

    /// Lines that are set in: formulas between dollars below an item as often as code.
    pub(super) fn indented(&mut self, text: &str, at: Range<usize>, base: usize) {
        let start = at.start;
        let inner = text.get(at).unwrap_or_default();
        for line in logical_lines(inner) {
            let written = inner.get(line.clone()).unwrap_or_default();
            self.place.block += usize::from(written.trim().is_empty());
            self.inline(
                text,
                start + line.start..start + line.end,
                Signs::Plain,
                base,
            );
        }
    }

    /// Takes note of what stands around mathematics at a place of its block.
    pub(super) fn look_around(
        &mut self,
        text: &str,
        at: &Range<usize>,
        block: &Range<usize>,
        signs: usize,
        base: usize,
    ) {
        let before = text.get(block.start..at.start).unwrap_or_default();
        self.announced = if before.trim().is_empty() {
            announced_above(text.get(..block.start).unwrap_or_default())
        } else {
            announced(before)
        };
        let behind = text.get(at.end..block.end).unwrap_or_default();
        self.announced = announced_behind(behind).or(self.announced);
        let around = text.get(block.clone()).unwrap_or_default();
        self.place.clause = clause(around, at.start - block.start, block.start + base);
        self.label = label_before(text, block.start..at.start, signs, base);
        self.unit = unit_behind(behind);
    }

    /// Forgets what stood around mathematics.
    pub(super) fn look_away(&mut self) {
        self.announced = None;
        self.unit = None;
        self.place.clause = None;
    }

    fn sentence(&mut self, text: &str, range: Range<usize>, base: usize) {
        let slice = text.get(range.clone()).unwrap_or_default();
        if !slice.trim().is_empty() {
            let frame = self.frame(Origin::Prose);
            self.document.read_plain(slice, range.start + base, &frame);
        }
    }
}

/// `64 \times 4096 = 262{,}144`: whether a stretch of code has commands of LaTeX in it and a relation.
fn is_latex(code: &str) -> bool {
    let commands = ["\\times", "\\frac", "\\cdot", "\\sqrt", "\\approx", "{,}"];
    code.contains(['=', '≈', '\\']) && commands.iter().any(|command| code.contains(command))
}

/// The next stretch between signs.
fn next(text: &str, range: Range<usize>, signs: Signs) -> Option<Signed> {
    let line = text.get(range.clone())?;
    let pairs: &[(&str, &str, bool)] = match signs {
        Signs::Plain => &[
            ("$$", "$$", false),
            ("$", "$", false),
            ("\\(", "\\)", false),
            ("\\[", "\\]", false),
            ("`", "`", true),
        ],
        Signs::Rst => &[(":math:`", "`", false), ("``", "``", true)],
    };
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let pair = pairs.iter().find(|(open, ..)| rest.starts_with(open));
        let Some((open, close, is_code)) = pair else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let behind = rest.get(open.len()..).unwrap_or_default();
        let end = behind.find(close);
        let inner = end.and_then(|end| behind.get(..end)).unwrap_or_default();
        // A dollar before a price is no sign of mathematics.
        let is_one = !inner.trim().is_empty()
            && (*open != "$"
                || !inner.starts_with(char::is_whitespace)
                    && !inner.ends_with(char::is_whitespace));
        if !is_one {
            end?;
            at += open.len();
            continue;
        }
        let start = range.start + at;
        let from = start + open.len();
        return Some(Signed {
            whole: start..from + inner.len() + close.len(),
            inner: from..from + inner.len(),
            is_code: *is_code,
        });
    }
    None
}
