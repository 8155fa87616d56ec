//! A suggestion put in and judged before anybody sees it.

use super::report::{Judged, Replacement, Suggestion};
use super::walk::Walk;
use crate::diagnostic::{Source, Span};
use crate::document::{Document, Link, Origin, Side, Statement, read};

/// The longest stretch that is read again.
const MAX_LENGTH: usize = 2_000;

impl Walk<'_> {
    /// The judgement without its suggestion where the line, with that written in, would not hold.
    pub(super) fn verified(&self, statement: &Statement, left: &Side, judged: Judged) -> Judged {
        let holds = judged
            .suggestion
            .as_ref()
            .is_none_or(|suggestion| self.mends(statement, left, &judged, suggestion));
        let suggestion = judged.suggestion.clone().filter(|_| holds);
        Judged {
            suggestion,
            ..judged
        }
    }

    /// Whether a line holds once a suggestion is written in. What cannot be read by itself is left as it
    /// is.
    fn mends(
        &self,
        statement: &Statement,
        left: &Side,
        judged: &Judged,
        suggestion: &Suggestion,
    ) -> bool {
        let Replacement::Text(text) = &suggestion.with else {
            return true;
        };
        let source = &self.document.source;
        let start = left.span.start;
        let rest = source.text().get(judged.rhs.end..).unwrap_or_default();
        let ends = |c: char| matches!(c, '\n' | '$' | '|' | '`');
        let end = judged.rhs.end + rest.find(ends).unwrap_or(rest.len()).min(40);
        let end = (judged.rhs.end..=end).rfind(|end| source.text().is_char_boundary(*end));
        let Some(end) = end.filter(|end| start < suggestion.span.start && end - start < MAX_LENGTH)
        else {
            return true;
        };
        let before = source.slice(Span::new(start, suggestion.span.start));
        let behind = source.slice(Span::new(suggestion.span.end.min(end), end));
        let sign = if statement.origin == Origin::Math {
            "$$"
        } else {
            ""
        };
        let written = format!("{sign}{before}{text}{behind}{sign}");
        let at = sign.len() + before.len();
        let again = read(&Source::new("line.md", written));
        let Some(link) = link_at(&again, at) else {
            return true;
        };
        let found = self.pair(left, link.relation, &link.side, &statement.place);
        found.compared.verdict.holds()
    }
}

/// The relation at whose sign or in whose side a place is.
fn link_at(document: &Document, at: usize) -> Option<&Link> {
    let links = document
        .statements
        .iter()
        .flat_map(|statement| &statement.links);
    let mut links = links.filter(|link| link.sign.start <= at && at < link.side.span.end);
    links.next_back()
}
