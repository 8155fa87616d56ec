//! Equations and values that agree with an equation further up are told as right, however many words stand between.
//! Where they do not agree nothing is told: another equation may begin.

use super::equations::{Equation, Step, is_solved_by, step};
use super::pair::Pair;
use super::plus_minus::both_signs;
use super::walk::{Condition, Walk};
use super::{compared::Compared, compared::Verdict};
use crate::document::{Announced, Link, Side, Statement};
use crate::expr::{Expr, Relation, Symbol};

/// How many equations above are tried, the nearest first.
const MOST: usize = 12;

/// How many equations of one row are alternatives, `x + 3 = 2 or x + 3 = -2`.
const ALTERNATIVES: usize = 6;

impl Walk<'_> {
    /// Judges an equation that has the solutions of one above it; whether it was one.
    pub(super) fn agrees_above(&mut self, statement: &Statement, left: &Side, link: &Link) -> bool {
        if link.relation != Relation::Equal || left.span != statement.first.span {
            return false;
        }
        let own = Equation {
            lhs: left.expr.clone(),
            rhs: link.side.expr.clone(),
        };
        let Some(row) = self.row(statement, &own) else {
            return false;
        };
        let budget = &self.options.budget;
        let is_same = |above: &&Condition| {
            above.equation != own
                && step(&above.equation, &row, budget) == Some(Step::Same)
                && row.has_solutions(budget)
        };
        let agrees = self.above(statement).any(|above| is_same(&above));
        if agrees {
            let compared = Compared::new(Verdict::Holds, &own.lhs, &own.rhs);
            self.claim(statement, left, link, Pair::bare(compared), None);
        }
        agrees
    }

    /// The equation above that all values of a name solve, which a row tells as its solutions.
    pub(super) fn solved_above(
        &self,
        statement: &Statement,
        symbol: &Symbol,
        values: &[Expr],
    ) -> Option<Condition> {
        if !matches!(statement.announced, None | Some(Announced::Solve)) {
            return None;
        }
        let budget = &self.options.budget;
        let solves = |above: &&Condition| {
            above.equation.unknown().as_ref() == Some(symbol)
                && values
                    .iter()
                    .all(|value| is_solved_by(&above.equation, symbol, value, budget) == Some(true))
        };
        self.above(statement).find(solves).cloned()
    }

    /// The equations above in the same section, the last one first.
    fn above(&self, statement: &Statement) -> impl Iterator<Item = &Condition> {
        let place = statement.place;
        let row = self.document.line(statement.span().start);
        let conditions = self.conditions.iter().rev();
        conditions
            .take_while(move |above| above.place.section == place.section)
            .filter(move |above| self.document.line(above.sign.start) != row)
            .take(MOST)
    }

    /// The equations of a row as one: their alternatives, and both values of a `±`.
    fn row(&self, statement: &Statement, own: &Equation) -> Option<Equation> {
        let row = |other: &Statement| self.document.line(other.span().start);
        let statements = &self.document.statements;
        let here = statements.partition_point(|other| other.span().start < statement.span().start);
        let is_beside = |other: &&Statement| row(other) == row(statement);
        let before = statements.get(..here)?.iter().rev().take_while(is_beside);
        let behind = statements.get(here..)?.iter().take_while(is_beside);
        let mut differences = Vec::new();
        for other in before.chain(behind).take(ALTERNATIVES) {
            let [link] = other.links.as_slice() else {
                return None;
            };
            if link.relation != Relation::Equal {
                return None;
            }
            let (lhs, rhs) = (&other.first.expr, &link.side.expr);
            let values = both_signs(rhs).unwrap_or_else(|| vec![rhs.clone()]);
            differences.extend(
                values
                    .into_iter()
                    .map(|value| Expr::difference(lhs.clone(), value)),
            );
        }
        match differences.as_slice() {
            [_] => Some(own.clone()),
            _ => Some(Equation {
                lhs: Expr::product(differences),
                rhs: Expr::zero(),
            }),
        }
    }
}

/// `x` of `x_1`, and of `x_{1,2}`, which are its solutions.
pub(super) fn numbered(symbol: &Symbol) -> Option<Symbol> {
    let (name, index) = symbol.name().split_once('_')?;
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '_' | ',' | '{' | '}');
    (!name.is_empty() && index.chars().all(is_number)).then(|| Symbol::new(name))
}
