//! What a definition came to: `total = a + b = 290.2` gives the number of `total` where a and b have none.

use super::context::{Context, Entry};
use super::doubts::is_one_number;
use super::report::Used;
use super::walk::Walk;
use crate::document::{Place, Statement};
use crate::expr::{Assumptions, Expr, Relation, Symbol};

impl Walk<'_> {
    /// Notes the number in which the chain behind a definition ends.
    pub(super) fn notes_result(&mut self, statement: &Statement) {
        let first = &statement.first;
        let Some(symbol) = first.expr.as_symbol() else {
            return;
        };
        let defined = self.context.meaning(symbol, &statement.place, false);
        let is_own = defined.is_some_and(|(entry, _)| {
            !entry.is_number
                && first.span.start <= entry.span.start
                && entry.span.start < first.span.end
        });
        let result = statement.links.iter().skip(1).rev().find(|link| {
            matches!(link.relation, Relation::Equal | Relation::Approx)
                && is_one_number(&link.side.expr)
        });
        if let Some(link) = result.filter(|_| is_own) {
            let entry = Self::entry(&link.side.expr, statement, link.side.span);
            self.context.add_result(symbol, entry);
        }
    }
}

/// What is known at a place with the results of the names in two sides, where one of them has a result that
/// belongs to its definition.
pub(super) fn with_results(
    sides: [&Expr; 2],
    known: &(Assumptions, Vec<Used>),
    context: &Context,
    place: &Place,
) -> Option<(Assumptions, Vec<Used>)> {
    let result = |symbol: Symbol| {
        let (defined, _) = context.meaning(&symbol, place, false)?;
        let result = context.result(&symbol, place)?;
        let belongs = !defined.is_number && defined.span.start <= result.span.start;
        belongs.then_some((symbol, result))
    };
    let symbols = sides.into_iter().flat_map(Expr::free_symbols);
    let results: Vec<(Symbol, &Entry)> = symbols.filter_map(result).collect();
    if results.is_empty() {
        return None;
    }
    let (mut assumptions, mut used) = known.clone();
    for (symbol, result) in results {
        let value = result.value.clone();
        assumptions
            .definitions
            .insert(symbol.clone(), value.clone());
        used.retain(|used| used.symbol != symbol);
        used.push(Used {
            symbol,
            value,
            span: result.span,
        });
    }
    used.sort_by_key(|used| used.span);
    Some((assumptions, used))
}
