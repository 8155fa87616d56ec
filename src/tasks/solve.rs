//! `solve`: the value of one symbol.

use super::Question;
use super::failure::sound;
use super::question::Read;
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Expr, Relation, Symbol};
use crate::solve::{self, Solution, Wanted};

/// An equation and its solution.
#[derive(Clone, Debug)]
pub struct Solved {
    /// The left side.
    pub lhs: Expr,
    /// The right side.
    pub rhs: Expr,
    /// The solution.
    pub solution: Solution,
    /// Readings that were chosen.
    pub notes: Vec<Diagnostic>,
}

/// Solves one equation for one symbol, after its bindings are put in.
///
/// # Errors
/// Everything that is wrong with the input, and why there is no single solution.
pub fn solve(
    question: &Question,
    unknown: &Symbol,
    wanted: &Wanted,
) -> Result<Solved, Vec<Diagnostic>> {
    let mut question = question.clone();
    question.names.push(unknown.clone());
    question
        .read()?
        .then(|read| solve_read(&question, unknown, wanted, read))
}

fn solve_read(
    question: &Question,
    unknown: &Symbol,
    wanted: &Wanted,
    read: Read,
) -> Result<Solved, Vec<Diagnostic>> {
    sound(question, &read)?;
    let Read {
        chains,
        bindings,
        mut assumptions,
        notes,
        ..
    } = read;
    let source = question.source(0);
    let [chain] = chains.as_slice() else {
        let message = "one equation is needed";
        let hint = "write `solve '2*x + 6 = 10' --for x`";
        return Err(vec![Diagnostic::error(Code::USAGE, message).hint(hint)]);
    };
    let [link] = chain.links.as_slice() else {
        let message = "this is not an equation with two sides";
        let found = Diagnostic::error(Code::USAGE, message).at(&source, chain.span, "");
        return Err(vec![found.hint("write `solve '2*x + 6 = 10' --for x`")]);
    };
    if link.relation != Relation::Equal {
        let message = format!("an equation needs `=`, not `{}`", link.relation.sign());
        return Err(vec![
            Diagnostic::error(Code::USAGE, message).at(&source, link.sign, ""),
        ]);
    }
    for (symbol, value) in bindings.iter().filter(|(symbol, _)| *symbol != unknown) {
        assumptions
            .definitions
            .insert(symbol.clone(), value.clone());
    }
    let (lhs, rhs) = (chain.first.clone(), link.expr.clone());
    let budget = &question.budget.poly;
    let solution =
        solve::solve_for(&lhs, &rhs, unknown, &assumptions, wanted, budget).map_err(|error| {
            vec![
                error
                    .to_diagnostic()
                    .at(&source, chain.span.to(link.span), ""),
            ]
        })?;
    Ok(Solved {
        lhs,
        rhs,
        solution,
        notes,
    })
}
