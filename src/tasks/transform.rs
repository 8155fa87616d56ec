//! `expand`, `collect`, `factor`, `simplify`: another form of the same expression.

use super::Question;
use super::question::Read;
use crate::derivation::Judged;
use crate::derive::{self, Goal};
use crate::diagnostic::Diagnostic;
use crate::expr::{Assumptions, Expr};
use crate::judge::Budget;
use crate::poly::{self, PolyError};

/// An expression in another form.
#[derive(Clone, Debug)]
pub struct Transformed {
    /// The expression as read.
    pub expr: Expr,
    /// The new form.
    pub result: Expr,
    /// The way there, every step judged, where it was asked for.
    pub derivation: Option<Judged>,
    /// Readings that were chosen.
    pub notes: Vec<Diagnostic>,
}

/// The largest expression that is simplified by rules; a larger one is brought to normal form.
const RULES_UP_TO: u64 = 2_000;

/// Brings an expression to the form that a goal names; with its derivation if `steps` is set.
///
/// # Errors
/// Everything that is wrong with the input, and limits that were reached.
pub fn transform(
    question: &Question,
    goal: &Goal,
    steps: bool,
) -> Result<Transformed, Vec<Diagnostic>> {
    let Read {
        chains,
        assumptions,
        notes,
        ..
    } = question.read()?;
    let chain = question.only(&chains)?;
    let expr = chain.first.clone();
    let source = question.source(0);
    let result = form(&expr, goal, &assumptions, &question.budget).map_err(|error| {
        vec![
            error
                .to_diagnostic()
                .at(&source, chain.span, "in this expression"),
        ]
    })?;
    let derivation = if steps || result.is_none() {
        let derivation =
            derive::derive(&expr, goal, assumptions, &question.budget.poly).map_err(|limit| {
                vec![
                    limit
                        .to_diagnostic()
                        .at(&source, chain.span, "derived from here"),
                ]
            })?;
        Some(derivation)
    } else {
        None
    };
    let result = match (result, &derivation) {
        (Some(result), _) => result,
        (None, Some(derivation)) => derivation.result().clone(),
        (None, None) => expr.clone(),
    };
    let derivation = derivation
        .filter(|_| steps)
        .map(|found| found.judge(&question.budget));
    Ok(Transformed {
        expr,
        result,
        derivation,
        notes,
    })
}

/// The form, where it does not take a derivation to find it.
fn form(
    expr: &Expr,
    goal: &Goal,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<Option<Expr>, PolyError> {
    if matches!(goal, Goal::Tidy | Goal::Approximate | Goal::Evaluate(_)) {
        return Ok(None);
    }
    let form = poly::normal_form(expr, assumptions, &budget.poly)?;
    Ok(match goal {
        Goal::Collect(symbol) => Some(form.collected(&Expr::symbol(symbol.clone()))),
        Goal::Factor => Some(form.factored()),
        // Division by zero and limits were found above; the form is for the rules to find.
        Goal::Simplify if expr.size() <= RULES_UP_TO => None,
        _ => Some(form.to_expr()),
    })
}
