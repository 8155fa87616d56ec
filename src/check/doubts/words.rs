//! Words that were read as names: one before a bracket, one behind a sign.

use super::super::naming::is_word;
use super::super::walk::Walk;
use super::{Doubt, is_closed, means};
use crate::document::{Link, Side, Statement};
use crate::expr::Expr;

/// Lines in which a word was read as a name.
pub(super) const DOUBTS: &[Doubt] = &[
    means(
        |walk, line| walk.is_behind_name(line.statement, line.left, line.link),
        "it is right without the word that stands apart before its first bracket",
    ),
    // `128K × 2 bytes = per head, …`: a word goes on.
    means(
        |_, line| {
            let name = line.link.side.expr.as_symbol();
            is_closed(&line.left.expr) && name.is_some_and(is_word)
        },
        "words stand behind its sign",
    ),
];

impl Walk<'_> {
    /// `embeddings e_j (z - e)^2 = …`: whether the line is right without the name that stands apart before its
    /// first bracket.
    fn is_behind_name(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let factors = left.expr.factors();
        let Some((name, rest)) = factors.split_first() else {
            return false;
        };
        let written = self.document.source.slice(left.span);
        let is_apart = name
            .as_symbol()
            .and_then(|name| written.strip_prefix(name.name()))
            .is_some_and(|behind| behind.starts_with(" ("));
        let without = Side {
            expr: Expr::product(rest.iter().cloned()),
            ..left.clone()
        };
        is_apart
            && self
                .pair(&without, link.relation, &link.side, &statement.place)
                .is_right()
    }
}
