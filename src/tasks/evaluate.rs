//! `eval`: the exact value of an expression.

use super::Question;
use super::failure::evaluation_failure;
use super::question::Read;
use crate::diagnostic::Diagnostic;
use crate::eval;
use crate::eval::{Environment, Value, evaluate_to_digits};
use crate::expr::{Bindings, Expr};

/// A value, exact or enclosed, and what it is the value of.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// The expression as read.
    pub expr: Expr,
    /// The values put in.
    pub bindings: Bindings,
    /// The exact value, or an enclosure where it is not rational.
    pub value: Value,
    /// Readings that were chosen.
    pub notes: Vec<Diagnostic>,
}

/// Evaluates an expression under its bindings, exactly; where the value is not rational, to an
/// enclosure that fixes the significant digits asked for.
///
/// # Errors
/// Everything that is wrong with the input, and what keeps it from having a value.
pub fn evaluate(question: &Question, digits: Option<u32>) -> Result<Evaluated, Vec<Diagnostic>> {
    question
        .read()?
        .then(|read| evaluate_read(question, digits, read))
}

fn evaluate_read(
    question: &Question,
    digits: Option<u32>,
    read: Read,
) -> Result<Evaluated, Vec<Diagnostic>> {
    let chain = question.only(&read.chains)?;
    let environment =
        Environment::from_assumptions(&read.assumptions).with_bindings(&read.bindings);
    let value = match digits {
        Some(digits) => evaluate_to_digits(&chain.first, &environment, digits),
        None => eval::evaluate(&chain.first, &environment),
    };
    let value = value.map_err(|error| {
        vec![evaluation_failure(
            &error,
            question,
            &read,
            chain,
            &environment,
        )]
    })?;
    Ok(Evaluated {
        expr: chain.first.clone(),
        value,
        notes: read.notes,
        bindings: read.bindings,
    })
}
