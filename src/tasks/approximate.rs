//! `approx`: lower-order terms dropped, with the reason, the bound and the exact error.

use super::Question;
use super::question::Read;
use crate::derivation::Judged;
use crate::derive::{self, Goal};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::Environment;
use crate::expr::{Bindings, Expr};
use crate::growth::{self, Approximation, AtValues, Within};
use crate::number::Rational;

/// An approximation, its account and its derivation.
#[derive(Clone, Debug)]
pub struct Approximated {
    /// The expression as read.
    pub expr: Expr,
    /// Terms, reasons, bound and O-form.
    pub approximation: Approximation,
    /// What may be dropped within a tolerance at the values, where one was asked for.
    pub within: Option<(Rational, Within)>,
    /// The values put in.
    pub bindings: Bindings,
    /// The exact error and the bound at those values, where all are given.
    pub at: Option<AtValues>,
    /// From the expression to its approximation, every step judged.
    pub derivation: Judged,
    /// Readings that were chosen, and what to know about the values.
    pub notes: Vec<Diagnostic>,
}

/// Drops the lower-order terms of an expression as its large symbols grow; all its symbols where
/// none is named.
///
/// # Errors
/// Everything that is wrong with the input, relations of growth that cannot be used, limits.
pub fn approximate(
    question: &Question,
    within: Option<&Rational>,
) -> Result<Approximated, Vec<Diagnostic>> {
    let Read {
        chains,
        bindings,
        assumptions,
        mut notes,
    } = question.read()?;
    let chain = question.only(&chains)?;
    let source = question.source(0);
    let expr = chain.first.clone();
    let budget = &question.budget;
    let approximation =
        growth::approximate(&expr, &assumptions, &budget.poly).map_err(|error| {
            vec![
                error
                    .to_diagnostic()
                    .at(&source, chain.span, "in this expression"),
            ]
        })?;
    let is_bound = |symbol| bindings.get(&symbol).is_some();
    let has_values = !bindings.is_empty() && expr.free_symbols().into_iter().all(is_bound);
    let environment = Environment::from_assumptions(&assumptions).with_bindings(&bindings);
    let at = has_values
        .then(|| approximation.at(&environment))
        .transpose();
    let at = at.map_err(|error| vec![error.to_diagnostic().at(&source, chain.span, "")])?;
    if at.as_ref().is_some_and(|at| !at.is_asymptotic()) {
        let message =
            "these values are not in the asymptotic range: the error or its bound is over 10 %";
        notes.push(Diagnostic::warning(Code::NOT_ASYMPTOTIC, message).hint("use the exact value"));
    }
    let within = match within {
        Some(tolerance) => {
            let cases = [bindings.clone()];
            let found = growth::within(&expr, tolerance, &cases, &assumptions, &budget.poly);
            let found = found.map_err(|error| {
                vec![
                    error
                        .to_diagnostic()
                        .at(&source, chain.span, "in this expression"),
                ]
            })?;
            Some((tolerance.clone(), found))
        }
        None => None,
    };
    let derivation = derive::derive(&expr, &Goal::Approximate, assumptions, &budget.poly)
        .map_err(|limit| {
            vec![
                limit
                    .to_diagnostic()
                    .at(&source, chain.span, "derived from here"),
            ]
        })?
        .judge(budget);
    Ok(Approximated {
        expr,
        approximation,
        within,
        bindings,
        at,
        derivation,
        notes,
    })
}
