//! A formula solved for another of its names: `E = m c²`, so `m = E / c²`.

use super::context::Entry;
use super::equations::Equation;
use super::moved::Mended;
use super::report::Flaw;
use super::several::solved_for;
use super::walk::Walk;
use crate::document::{Link, Statement};
use crate::expr::{Expr, Symbol};

/// A formula above, and the name that stands for it.
struct Above {
    name: Symbol,
    entry: Entry,
    /// Whether it is made of just the names that the line is made of.
    has_same_names: bool,
}

impl Walk<'_> {
    /// Takes a name that is given a formula for the first time as one for which a formula above is solved; whether
    /// it is that.
    ///
    /// What is right is a claim wherever it stands. What is wrong is one where it is made of all the names of the
    /// formula above, follows it, and says so.
    pub(super) fn rearranged(
        &mut self,
        statement: &Statement,
        link: &Link,
        symbol: &Symbol,
    ) -> bool {
        // No formula above speaks of a name that was not met.
        if !self.context.has_met(symbol) {
            return false;
        }
        let value = &link.side.expr;
        let Some(above) = self.formula_of(statement, symbol, value) else {
            return false;
        };
        let first = &statement.first;
        let found = self.pair(first, link.relation, &link.side, &statement.place);
        let is_wrong = found.compared.verdict.is_wrong();
        if !(found.is_right() || is_wrong && self.is_drawn_from(&above, statement)) {
            return false;
        }
        let own = Self::entry(value, statement, first.span.to(link.side.span));
        self.claim(statement, first, link, found, None);
        self.context.add(symbol, own);
        if let Some(claim) = self.claims.last_mut().filter(|_| is_wrong) {
            claim.against = Some(above.entry.span);
            claim.flaw = Some(Flaw::Apart);
            claim.difference = None;
            let equation = Equation {
                lhs: Expr::symbol(above.name),
                rhs: above.entry.value,
            };
            let meant = solved_for(&equation, symbol, &self.options.budget);
            if let Some(rhs) = meant.filter(|_| claim.suggestion.is_none()) {
                let latex = self.document.source.slice(link.side.span).contains('\\');
                let meant = Mended {
                    equation: Equation {
                        lhs: first.expr.clone(),
                        rhs,
                    },
                    slip: claim.slip.take(),
                };
                claim.mend(meant, statement.span(), latex);
            }
        }
        true
    }

    /// The formula above of which an expression with a name is made: that of one of its names, with all others in it.
    fn formula_of(&self, statement: &Statement, symbol: &Symbol, value: &Expr) -> Option<Above> {
        let place = &statement.place;
        let mut names = value.free_symbols();
        names.insert(symbol.clone());
        let above = |name: &Symbol| {
            let (entry, _) = self.context.meaning(name, place, false)?;
            let (meanings, _) = self.context.meanings([&entry.value], place, false);
            let opened = meanings.substitute(&entry.value).ok()?;
            let with_name = |expr: &Expr| {
                let mut own = expr.free_symbols();
                own.insert(name.clone());
                own
            };
            let is_above = opened.mentions(symbol) || entry.value.mentions(symbol);
            is_above.then(|| Above {
                name: name.clone(),
                entry: entry.clone(),
                has_same_names: with_name(&entry.value) == names || with_name(&opened) == names,
            })
        };
        value.free_symbols().iter().find_map(above)
    }

    /// Whether a formula is told to come of one above, with a word that says so.
    fn is_drawn_from(&self, above: &Above, statement: &Statement) -> bool {
        let (said, here) = (&above.entry.place, &statement.place);
        above.has_same_names
            && statement.announced.is_none()
            && said.section == here.section
            && said.row == here.row
            && self.concludes(above.entry.span, statement.first.span)
    }
}
