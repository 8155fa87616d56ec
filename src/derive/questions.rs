//! The questions of a formula file: values in units, equations to solve.

use super::Wanted;
use super::cases::Cases;
use super::worked::{Block, WorkedShow, WorkedSolve};
use crate::diagnostic::Diagnostic;
use crate::expr::{Expr, Symbol};
use crate::judge::Budget;
use crate::model::{Model, Show, Solve};
use crate::solve;

/// `show`: the value in each unit, a row a case.
pub(super) fn show(
    model: &Model,
    wanted: &Wanted,
    question: &Show,
) -> Result<Block, Vec<Diagnostic>> {
    let cases = Cases::new(model, wanted);
    let rows = match &question.case {
        Some(name) => vec![cases.named(name, &question.place)?],
        None => cases.rows()?,
    };
    let asked = |unit: &Symbol| Expr::conversion(question.expr.clone(), unit.clone());
    let mut columns: Vec<Expr> = question.units.iter().map(asked).collect();
    if columns.is_empty() {
        columns.push(question.expr.clone());
    }
    let mut shown = Vec::new();
    for row in rows {
        let values = columns.iter().map(|column| row.valuation.evaluate(column));
        let values = values.collect::<Result<_, _>>();
        let values = values.map_err(|found| vec![question.place.mark(found, "asked for here")])?;
        shown.push((row.name, values));
    }
    Ok(Block::Show(WorkedShow {
        shown: question.expr.clone(),
        units: question.units.clone(),
        rows: shown,
    }))
}

/// `solve`: the value of one symbol, under the values of a case where one is named.
pub(super) fn solve_equation(
    model: &Model,
    wanted: &Wanted,
    question: &Solve,
    budget: &Budget,
) -> Result<Block, Vec<Diagnostic>> {
    let assumptions = match &question.case {
        Some(name) => {
            let row = Cases::new(model, wanted).named(name, &question.place)?;
            row.valuation.assumptions_with_values()
        }
        None => model.assumptions().clone(),
    };
    let sides = [&question.lhs, &question.rhs];
    let [lhs, rhs] = sides;
    let found = solve::solve(lhs, rhs, &question.unknown, &assumptions, &budget.poly);
    let wanted = solve::Wanted::default();
    let solution = solve::or_integers(found, sides, &question.unknown, &assumptions, &wanted)
        .map_err(|error| vec![question.place.mark(error.to_diagnostic(), "asked for here")])?;
    let lines = solve::steps(sides, &solution, &assumptions, budget)
        .map_err(|error| vec![question.place.mark(error.to_diagnostic(), "asked for here")])?;
    Ok(Block::Solve(Box::new(WorkedSolve {
        lines,
        under: assumptions,
        lhs: question.lhs.clone(),
        rhs: question.rhs.clone(),
        unknown: question.unknown.clone(),
        case: question.case.clone(),
        solution,
    })))
}
