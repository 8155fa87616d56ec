//! Conditions that a document states: `Let h > 0`, `for x ≠ 1`, `0 < r < 1`.

use std::collections::BTreeSet;

use super::standing::Standing;
use super::walk::Walk;
use crate::document::{Announced, Link, Side, Statement};
use crate::expr::{Assumptions, Comparison, Expr, Predicate, Relation, Symbol};
use crate::judge;

use super::report::GivenKind;

/// The comparison that a relation is; none for equality, which gives a meaning or claims something.
pub(super) fn comparison(relation: Relation) -> Option<Comparison> {
    Some(match relation {
        Relation::NotEqual => Comparison::NotEqual,
        Relation::Less => Comparison::Less,
        Relation::LessEqual => Comparison::LessEqual,
        Relation::Greater => Comparison::Greater,
        Relation::GreaterEqual => Comparison::GreaterEqual,
        _ => return None,
    })
}

impl Walk<'_> {
    /// Takes a statement as a condition where it is one; whether it did.
    pub(super) fn condition(&mut self, statement: &Statement) -> bool {
        if self.ahead.remove(&statement.first.span.start) {
            return true;
        }
        let compares = |link: &Link| comparison(link.relation).is_some();
        if statement.links.is_empty() || !statement.links.iter().all(compares) {
            return false;
        }
        let is_announced = matches!(
            statement.announced,
            Some(
                Announced::Let
                    | Announced::If
                    | Announced::For
                    | Announced::Where
                    | Announced::SuchThat
            )
        );
        let is_plain = |side: &Side| side.expr.as_symbol().is_some() || is_number(&side.expr);
        let has_symbol = statement
            .sides()
            .any(|side| side.expr.as_symbol().is_some());
        let is_open = statement.sides().any(|side| !is_number(&side.expr));
        let limits = is_open && (is_announced || has_symbol && statement.sides().all(is_plain));
        // `If x > 1 … If x > 0 …`: a case of its own, whatever was said of the last one.
        let is_case = matches!(statement.announced, Some(Announced::If | Announced::For));
        if !limits || !is_case && self.is_known(statement) {
            return false;
        }
        self.stand(statement);
        true
    }

    /// Whether what was said before decides the statement, so that it claims something.
    fn is_known(&self, statement: &Statement) -> bool {
        let sides: Vec<&Side> = statement.sides().collect();
        let mut pairs = sides.windows(2).zip(&statement.links);
        pairs.all(|(pair, link)| {
            let [left, right] = pair else { return false };
            let found = self.pair(left, link.relation, right, &statement.place);
            let verdict = found.compared.verdict;
            verdict == super::Verdict::Holds
                || verdict.is_wrong() && statement.announced.is_none() && !found.used.is_empty()
        })
    }

    pub(super) fn stand(&mut self, statement: &Statement) {
        let sides: Vec<&Side> = statement.sides().collect();
        let symbols: BTreeSet<Symbol> = sides
            .iter()
            .flat_map(|side| side.expr.free_symbols())
            .collect();
        let place = statement.place;
        let is_lasting = matches!(statement.announced, None | Some(Announced::Let));
        let stated = predicates(statement);
        let budget = &self.options.budget;
        let mut stands = std::mem::take(&mut self.context.stated);
        stands.forget(&symbols, &place, |known| {
            // `If x > 0 … If x < 0 …`: cases, each for itself.
            let is_other_case = !is_lasting
                && !known.is_lasting
                && !self.is_one_sentence(known.span, statement.first.span);
            let of_both = |new: &Predicate| Assumptions {
                conditions: vec![known.predicate.clone(), new.clone()],
                ..Assumptions::none()
            };
            let denies = |new: &Predicate| judge::contradiction(&of_both(new), budget).is_some();
            let is_within = |new: &Predicate| known.is_within(new, is_lasting);
            is_other_case || stated.iter().any(is_within) || stated.iter().any(denies)
        });
        for predicate in stated {
            stands.add(Standing {
                predicate,
                place,
                span: statement.span(),
                is_lasting,
            });
        }
        self.context.stated = stands;
        for (pair, link) in sides.windows(2).zip(&statement.links) {
            let [left, _] = pair else { continue };
            let name = self.document.source.slice(left.span).trim().to_owned();
            self.give(link.sign, GivenKind::Condition, name, None);
        }
    }
}

/// What a statement of comparisons says.
fn predicates(statement: &Statement) -> Vec<Predicate> {
    let sides: Vec<&Side> = statement.sides().collect();
    let pairs = sides.windows(2).zip(&statement.links);
    pairs
        .filter_map(|(pair, link)| match (pair, comparison(link.relation)) {
            ([left, right], Some(comparison)) => {
                let (left, right) = (left.expr.clone(), right.expr.clone());
                Some(Predicate::Compare(left, comparison, right))
            }
            _ => None,
        })
        .collect()
}

fn is_number(expr: &Expr) -> bool {
    expr.free_symbols().is_empty()
}
