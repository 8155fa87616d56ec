//! Values that stand behind a formula in its sentence: `12Lh² = 216, where L = 2 and h = 3`.

use super::context::Entry;
use super::walk::Walk;
use crate::document::{Announced, Statement};
use crate::expr::{Relation, Symbol};

/// How many values behind a formula are taken.
const MOST: usize = 16;

impl Walk<'_> {
    /// Gives the names of a statement the values that "where", "with" or "for" says of them behind it.
    pub(super) fn take_values_behind(&mut self, at: usize, statement: &Statement) {
        if statement.announced.is_some() || statement.links.is_empty() {
            return;
        }
        let behind = self.document.statements.iter().skip(at + 1).take(MOST);
        let mut last = statement;
        let mut found: Vec<(Symbol, Entry)> = Vec::new();
        for next in behind {
            let Some((symbol, entry)) = told(next) else {
                break;
            };
            let between = self.between(last.span(), next.first.span);
            let joins = ["", "and", "和", "및", "und", "et", "y", "и"]
                .contains(&between.trim_matches([' ', ',', '，', '、', '$', '`', '\n']));
            let is_said = matches!(next.announced, Some(Announced::Where | Announced::For));
            if !is_said && (found.is_empty() || !joins) {
                break;
            }
            let goes_on = self.is_one_sentence(last.span(), next.first.span)
                && next.place.section == statement.place.section
                && next.place.row == statement.place.row;
            if !goes_on {
                break;
            }
            if statement.sides().any(|side| side.expr.mentions(&symbol)) {
                found.push((symbol, entry));
            }
            last = next;
        }
        // One name with two values: cases, of which each has a formula of its own.
        let is_again = |(at, (symbol, _)): (usize, &(Symbol, Entry))| {
            found.iter().take(at).any(|(other, _)| other == symbol)
        };
        if found.iter().enumerate().any(is_again) {
            return;
        }
        for (symbol, entry) in found {
            self.context.add(&symbol, entry);
        }
    }

    /// Whether a meaning is what a statement itself says, taken before its turn.
    pub(super) fn is_taken(entry: &Entry, statement: &Statement) -> bool {
        entry.span == statement.span() && entry.place == statement.place
    }
}

/// The number that a statement gives a name.
fn told(statement: &Statement) -> Option<(Symbol, Entry)> {
    let [link] = statement.links.as_slice() else {
        return None;
    };
    let value = &link.side.expr;
    let is_value = link.relation == Relation::Equal && value.free_symbols().is_empty();
    let symbol = statement.first.expr.as_symbol()?.clone();
    let entry = Walk::entry(value, statement, statement.span());
    (is_value && statement.label.is_none()).then_some((symbol, entry))
}
