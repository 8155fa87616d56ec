//! Numbers whose digits go on, `0.333…`: where these are the first ones, the line is right.

use super::compared::Verdict;
use super::report::{Judged, Used};
use super::walk::Walk;
use crate::diagnostic::Span;
use crate::document::Link;

/// What says that more digits follow.
const DOTS: &[&str] = &["\\ldots", "\\dots", "\\cdots", "…", "...", "⋯"];

/// So far behind the beginning of a statement its dots are looked for, in bytes.
const NEAR: usize = 80;

impl Walk<'_> {
    /// `2/3 = 0.666…`: a rounding or a truncation is right where dots say that its digits go on.
    pub(super) fn with_more_digits(&self, link: &Link, judged: Judged) -> Judged {
        let is_near = matches!(judged.verdict, Verdict::Rounded | Verdict::Loose);
        let value = judged.exact.as_ref().or(judged.near.as_ref());
        let is_cut = value
            .zip(judged.stated.as_ref())
            .is_some_and(|(value, stated)| stated.abs() <= value.abs());
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
        let behind = self
            .document
            .source
            .text()
            .get(number.end..)
            .unwrap_or_default();
        let behind = behind.trim_start_matches(['}', '\\', ',', '!', ' ', '{']);
        let from = self.document.source.text().len() - behind.len();
        let with_mark = self
            .document
            .source
            .text()
            .get(from.saturating_sub(1)..)
            .unwrap_or(behind);
        DOTS.iter()
            .any(|dots| behind.starts_with(dots) || with_mark.starts_with(dots))
    }

    /// `x = 0.999…`, then `10x = 9.999…`: whether a value that was used is written with digits that go on.
    pub(super) fn uses_cut_digits(&self, used: &[Used]) -> bool {
        used.iter().any(|used| {
            let near = self.document.source.around(used.span, 0, NEAR);
            let written = self.document.source.slice(near);
            let written = written.split([';', '\n', '$']).next().unwrap_or_default();
            DOTS.iter().any(|dots| written.contains(dots))
        })
    }
}
