//! Lines of text that are no Markdown: plain text, comments, reStructuredText. Mathematics and code
//! between their signs are read as such, the rest as sentences.

use std::ops::Range;

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
    /// Reads a line that stands at `range` of the source.
    pub(super) fn inline(&mut self, text: &str, range: Range<usize>, signs: Signs) {
        let mut start = range.start;
        while let Some(signed) = next(text, start..range.end, signs) {
            self.sentence(text, start..signed.whole.start);
            if signed.is_code {
                let frame = self.frame(Origin::Code);
                let slice = text.get(signed.inner.clone()).unwrap_or_default();
                self.document.read_plain(slice, signed.inner.start, &frame);
            } else {
                self.math(text, signed.inner, 0);
            }
            start = signed.whole.end;
        }
        self.sentence(text, start..range.end);
        self.place.line += 1;
    }

    fn sentence(&mut self, text: &str, range: Range<usize>) {
        let slice = text.get(range.clone()).unwrap_or_default();
        if !slice.trim().is_empty() {
            let frame = self.frame(Origin::Prose);
            self.document.read_plain(slice, range.start, &frame);
        }
    }
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
