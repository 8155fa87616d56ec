//! A refuted line that may mean something else than what was refuted: it is told as an equation for what
//! stands in it, and not as wrong.

mod afar;
mod bases;
mod layout;
mod notation;
mod operators;
mod things;

use super::naming::is_word;
use super::report::Judged;
use super::walk::Walk;
use crate::document::{Link, Side, Statement};
use crate::expr::{Bindings, Expr, Relation, Symbol};

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
            || self.is_laid_out(statement, left, link)
            || self.swaps_unknowns(statement, left, link)
            || self.is_behind_name(statement, left, link)
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

    /// Whether each side has a name of its own of which nothing is said: they may stand for the same,
    /// `d_v × n = d_k × n`; with `≈`, where such a name stands in every term of its side.
    fn swaps_unknowns(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let (lhs, rhs) = (&left.expr, &link.side.expr);
        let (before, after) = (lhs.free_symbols(), rhs.free_symbols());
        let is_unknown = |symbol: &&Symbol| {
            let known = self.context.meaning(symbol, &statement.place, false);
            known.is_none_or(|(entry, _)| entry.is_number && self.is_afar(entry.span, left.span))
        };
        let gone: Vec<&Symbol> = before.difference(&after).collect();
        let new: Vec<&Symbol> = after.difference(&before).collect();
        let swaps = gone.iter().chain(&new).all(is_unknown)
            && gone.len() == new.len()
            && self.is_renamed(statement, left, link, [&gone, &new]);
        let everywhere = |side: &Expr, symbols: &[&Symbol]| {
            let is_through =
                |symbol: &&&Symbol| side.terms().iter().all(|term| term.mentions(symbol));
            symbols.iter().filter(is_through).any(is_unknown)
        };
        let is_rough = link.relation != Relation::Equal && !before.is_empty() && !after.is_empty();
        swaps || is_rough && (everywhere(lhs, &gone) || everywhere(rhs, &new))
    }

    /// Whether the sides are the same once the new names stand for those that are gone, in the order in which
    /// they come.
    fn is_renamed(
        &self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        [gone, new]: [&[&Symbol]; 2],
    ) -> bool {
        let old = left.expr.symbols_in_order();
        let old = old.iter().filter(|symbol| gone.contains(symbol));
        let come = link.side.expr.symbols_in_order();
        let come = come.iter().filter(|symbol| new.contains(symbol));
        let names: Bindings = come
            .zip(old)
            .map(|(new, old)| (new.clone(), Expr::symbol(old.clone())))
            .collect();
        let Ok(expr) = names.substitute(&link.side.expr) else {
            return false;
        };
        let renamed = Side {
            expr,
            ..link.side.clone()
        };
        !gone.is_empty()
            && self
                .pair(left, link.relation, &renamed, &statement.place)
                .is_right()
    }
}

/// Whether a side is a number.
fn is_closed(expr: &Expr) -> bool {
    expr.free_symbols().is_empty()
}
