//! Laws that are right only for a value that a symbol got in another paragraph.

use super::pair::Pair;
use super::report::Used;
use super::walk::Walk;
use crate::document::{Link, Side, Statement, Unread};
use crate::expr::{Assumptions, Relation};
use crate::judge::{self, Claim};

/// Whether a text has another paragraph, and a word that says that what follows holds for all values.
fn says_generally(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "general",
        "allgemein",
        "généra",
        "otherwise",
        "sonst",
        "일반",
        "一般",
        "в общем",
        "always",
        "immer",
    ];
    let text = text.to_lowercase();
    text.contains("\n\n") && WORDS.iter().any(|word| text.contains(word))
}

impl Walk<'_> {
    /// `Let n = 0 …`, and in another paragraph `aⁿ = a²ⁿ`: a law that is right only for a number that its symbol got
    /// there, and that is put in on neither side, is told as left open; whether it is one.
    pub(super) fn is_special(
        &mut self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        found: &Pair,
    ) -> bool {
        let (lhs, rhs) = (&left.expr, &link.side.expr);
        let start = statement.first.span;
        let is_elsewhere = |used: &Used| {
            used.value.as_number().is_some()
                && lhs.mentions(&used.symbol)
                && rhs.mentions(&used.symbol)
                && says_generally(self.between(used.span, start))
        };
        let is_law = !found.compared.lhs.free_symbols().is_empty();
        if link.relation != Relation::Equal || !is_law || !found.used.iter().any(is_elsewhere) {
            return false;
        }
        let claim = Claim {
            lhs,
            relation: Relation::Equal,
            rhs,
            under: &Assumptions::none(),
        };
        let is_false = judge::judge(&claim, &self.options.budget).fails();
        if is_false {
            self.unread.push(Unread {
                span: left.span.to(link.side.span),
                at: link.sign,
                reason: "it is right for a value that was given for another case".to_owned(),
                is_refuted: true,
            });
        }
        is_false
    }
}
