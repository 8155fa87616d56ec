//! Numbers that are written in another base than ten.

use super::super::walk::Walk;
use crate::document::{Link, Side};

impl Walk<'_> {
    /// `53~10~ = 00110101~2~`, `1011 + 1100 = 10111`: whether a line has numbers to another base, by the mark below them
    /// or, where the text speaks of such, by their digits.
    pub(super) fn is_in_another_base(&self, left: &Side, link: &Link) -> bool {
        let source = self.document.source.text();
        let text = self.relation_text(left, link);
        let behind = source.get(link.side.span.end..).unwrap_or_default();
        let before = source.get(..left.span.start).unwrap_or_default();
        let is_marked = |text: &str| {
            ["~2~", "~8~", "~10~", "~16~"]
                .iter()
                .any(|mark| text.contains(mark))
        };
        let around = [
            before.rsplit('\n').next().unwrap_or_default(),
            behind.split('\n').next().unwrap_or_default(),
        ];
        if is_marked(self.document.source.slice(left.span.to(link.side.span)))
            || around.into_iter().any(is_marked)
        {
            return true;
        }
        let mut numbers = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| digits.len() >= 4);
        let is_binary = |digits: &str| {
            let is_plain = digits.bytes().all(|digit| matches!(digit, b'0' | b'1'));
            is_plain && (digits.starts_with('0') || digits.matches('1').count() > 1)
        };
        let is_decimal = |digits: &str| {
            digits.len() >= 3 && digits.bytes().any(|digit| !matches!(digit, b'0' | b'1'))
        };
        let mut all = text.split(|c: char| !c.is_ascii_digit());
        numbers.any(is_binary) && !all.any(is_decimal) && self.speaks_of_bits()
    }
}
