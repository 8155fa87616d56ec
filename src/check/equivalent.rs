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
        let row = self.row(statement, &own);
        let found = row.and_then(|row| Some((row.unknown()?, row)));
        let Some((unknown, row)) = found else {
            return false;
        };
        let budget = &self.options.budget;
        let is_same = |above: &&Condition| {
            above.equation != own
                && step(&above.equation, &row, budget) == Some(Step::Same)
                && row.has_solutions(budget)
        };
        let above = self.nearest_row(statement, &unknown);
        let agrees = above.first().is_some_and(is_same) && above.len() == 1
            || above.len() > 1
                && step(&Self::joined(&above), &row, budget) == Some(Step::Same)
                && row.has_solutions(budget);
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
        let row = self.nearest_row(statement, symbol);
        let solving = |value: &Expr| {
            let solves = |above: &&&Condition| {
                is_solved_by(&above.equation, symbol, value, budget) == Some(true)
            };
            row.iter().find(solves)
        };
        let solved: Option<Vec<&&Condition>> = values.iter().map(solving).collect();
        solved?.first().map(|condition| (**condition).clone())
    }

    /// The last equations for an unknown above a statement in its section, those of one row: what stands further up has
    /// been answered, or leads to these.
    fn nearest_row(&self, statement: &Statement, unknown: &Symbol) -> Vec<&Condition> {
        let place = statement.place;
        let line = |above: &Condition| self.document.line(above.sign.start);
        let own = self.document.line(statement.span().start);
        let mut above = self
            .conditions
            .iter()
            .rev()
            .take_while(|above| above.place.section == place.section)
            .filter(|above| line(above) != own)
            .take(MOST)
            .filter(|above| above.equation.unknown().as_ref() == Some(unknown))
            .peekable();
        let Some(last) = above.peek().map(|above| line(above)) else {
            return Vec::new();
        };
        let row = above.take_while(|above| line(above) == last);
        row.take(ALTERNATIVES).collect()
    }

    /// Alternatives as one equation.
    fn joined(row: &[&Condition]) -> Equation {
        let differences = row
            .iter()
            .map(|above| Expr::difference(above.equation.lhs.clone(), above.equation.rhs.clone()));
        Equation {
            lhs: Expr::product(differences),
            rhs: Expr::zero(),
        }
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
