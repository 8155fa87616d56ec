//! Numbers whose digits go on, `0.333…`: where these are the first ones, the line is right.

use super::compared::Verdict;
use super::report::{Judged, Used};
use super::walk::Walk;
use crate::diagnostic::Span;
use crate::document::Link;
use crate::number::Rational;

/// What says that more digits follow.
const DOTS: &[&str] = &["\\ldots", "\\dots", "\\cdots", "…", "...", "⋯"];

/// So far behind the beginning of a statement its dots are looked for, in bytes.
const NEAR: usize = 80;

impl Walk<'_> {
    /// `2/3 = 0.666…`: a rounding or a truncation is right where dots say that its digits go on.
    pub(super) fn with_more_digits(&self, link: &Link, judged: Judged) -> Judged {
        let is_near = matches!(judged.verdict, Verdict::Rounded | Verdict::Loose);
        let value = judged.exact.as_ref().or(judged.near.as_ref());
        let is_first = |value: &Rational, stated: &Rational, unit: &Rational| {
            let rest = value.abs() - stated.abs();
            !rest.is_negative() && &rest < unit
        };
        let is_cut = match (value, &judged.stated, &judged.digit_unit) {
            (Some(value), Some(stated), Some(unit)) => is_first(value, stated, unit),
            _ => false,
        };
        if !(is_near && is_cut && self.goes_on_in_dots(link.side.span)) {
            return judged;
        }
        Judged {
            verdict: Verdict::Holds,
            suggestion: None,
            slip: None,
            ..judged
        }
    }

    /// Whether dots stand behind a number.
    fn goes_on_in_dots(&self, number: Span) -> bool {
        let text = self.document.source.text();
        let behind = text.get(number.end..).unwrap_or_default();
        begins_with_dots(behind)
    }

    /// `x = 0.999…`, then `10x = 9.999…`: whether a value that was used is written with digits that go on.
    pub(super) fn uses_cut_digits(&self, used: &[Used]) -> bool {
        used.iter().any(|used| {
            let near = self.document.source.around(used.span, 0, NEAR);
            let written = self.document.source.slice(near);
            let written = written.split([';', '\n', '$']).next().unwrap_or_default();
            written.char_indices().any(|(at, digit)| {
                digit.is_ascii_digit() && written.get(at + 1..).is_some_and(begins_with_dots)
            })
        })
    }
}

/// Whether dots come next, with nothing but the space and the brackets of mathematics before them.
fn begins_with_dots(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['}', '{', ' ']);
    let behind = behind.strip_prefix("\\,").unwrap_or(behind);
    DOTS.iter().any(|dots| behind.starts_with(dots))
}
