//! Relations that are listed as unread, with the reason.

use std::ops::Range;

use super::cut::{Cut, cut};
use super::statement::Unread;
use super::whole::Document;
use crate::diagnostic::Span;
use crate::syntax::latex::Lowered;

impl Document {
    /// Lists the relations of a text as unread.
    pub(super) fn leave(&mut self, lowered: &Lowered, base: usize, reason: &str) {
        let cut = cut(&lowered.text);
        for (range, _) in &cut.signs {
            let span = lowered.original(Span::new(range.start, range.end));
            // The sign is surrounded by blanks that come from its own place.
            self.unread_at(Span::new(span.start + base, span.end + base), reason);
        }
    }

    pub(super) fn leave_signs(
        &mut self,
        cut: &Cut,
        at: impl Fn(&Range<usize>) -> Span,
        reason: &str,
    ) {
        for (range, _) in &cut.signs {
            self.unread_at(at(range), reason);
        }
    }

    pub(super) fn unread_at(&mut self, at: Span, reason: &str) {
        self.unread.push(Unread {
            is_refuted: false,
            span: at,
            at,
            reason: reason.to_owned(),
        });
    }
}
