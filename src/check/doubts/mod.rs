//! A refuted line that may mean something else than what was refuted: it is told as an equation for what
//! stands in it, and not as wrong.

mod afar;
mod bases;
mod hedges;
mod layout;
mod notation;
mod numerals;
mod operators;
mod parts;
mod prefixes;
mod rings;
mod things;
mod unknowns;
mod written;

pub(super) use self::rings::Named;
use self::unknowns::states_powers;
use super::naming::is_word;
use super::report::Judged;
use super::walk::Walk;
use crate::document::{Link, Side, Statement};
use crate::expr::{Expr, ExprKind};

impl Walk<'_> {
    /// Whether something else may be meant.
    pub(super) fn is_doubtful(
        &self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        judged: &Judged,
    ) -> bool {
        self.is_said_elsewhere(statement, left, link, judged)
            || self.is_of_other_things(left, link)
            || self.is_notation(statement, left, link)
            || self.is_of_other_numerals(statement, left, link)
            || self.is_laid_out(statement, left, link)
            || self.swaps_unknowns(statement, left, link)
            || self.is_behind_name(statement, left, link)
            || self.is_of_residues(statement, left, link)
            || self.has_prefixes(left, link)
            || self.is_hedged(statement, left, link)
            || self.is_part(statement, left, link)
            || self.is_written_otherwise(statement, left, link, judged)
            || self.is_solved_below(statement, left, link)
            || self.limits_unknown(left, link, judged)
            || states_powers(statement, left, &link.side)
            // `128K × 2 bytes = per head, …`: a word goes on.
            || is_closed(&left.expr) && link.side.expr.as_symbol().is_some_and(is_word)
    }

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

/// Whether a side is one number, with its unit or without.
fn is_one_number(expr: &Expr) -> bool {
    match expr.kind() {
        ExprKind::Quantity(amount, _) => amount.as_number().is_some(),
        _ => expr.as_number().is_some(),
    }
}

/// Whether a side is a number.
fn is_closed(expr: &Expr) -> bool {
    expr.free_symbols().is_empty()
}
