//! `expand`, `collect`, `factor`, `simplify`: another form of the same expression.

use std::sync::Arc;

use super::Question;
use super::doubts::{of_verdict, outcome, warning, warnings};
use super::failure::sound;
use super::question::Read;
use crate::derivation::Judged;
use crate::derive::{Board, Goal};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::expr::{Assumptions, Expr, ExprKind, Range, Relation, deep};
use crate::judge::{Budget, Claim, Condition, Verdict, judge};
use crate::poly::{self, PolyError};
use crate::render::{answer, plain};

/// An expression in another form.
#[derive(Clone, Debug)]
pub struct Transformed {
    /// The expression as read.
    pub expr: Expr,
    /// The new form.
    pub result: Expr,
    /// The way there, every step judged, where it was asked for.
    pub derivation: Option<Judged>,
    /// The judge's word on the whole, where no steps were asked for; none for a form so large that
    /// it is read off the normal form, which the judge goes by itself.
    pub verdict: Option<Verdict>,
    /// What the result needs that the assumptions do not say: `x ≠ 1` where x − 1 was cancelled.
    pub conditions: Vec<Condition>,
    /// Readings that were chosen, and steps that are not proven.
    pub notes: Vec<Diagnostic>,
}

impl Transformed {
    /// What the judge's word means for the command as a whole.
    pub fn outcome(&self) -> Outcome {
        let steps = self.derivation.as_ref().map(outcome);
        let whole = self.verdict.as_ref().map(of_verdict);
        steps.max(whole).unwrap_or(Outcome::Clean)
    }
}

/// The largest expression that is simplified by rules; a larger one is brought to normal form.
const RULES_UP_TO: u64 = 2_000;

/// Brings an expression, its values put in, to the form that a goal names; with its derivation if
/// `steps` is set.
///
/// # Errors
/// Everything that is wrong with the input, and limits that were reached.
pub fn transform(
    question: &Question,
    goal: &Goal,
    steps: bool,
) -> Result<Transformed, Vec<Diagnostic>> {
    question
        .read()?
        .then(|read| transform_read(question, goal, steps, read))
}

fn transform_read(
    question: &Question,
    goal: &Goal,
    steps: bool,
    read: Read,
) -> Result<Transformed, Vec<Diagnostic>> {
    sound(question, &read)?;
    let Read {
        chains,
        bindings,
        mut assumptions,
        mut notes,
        ..
    } = read;
    let chain = question.only(&chains)?;
    let (expr, source) = (chain.first.clone(), question.source(0));
    let here = |error: Diagnostic| vec![error.at(&source, chain.span, "in this expression")];
    let budget = &question.budget;
    for (symbol, value) in bindings.iter() {
        assumptions
            .definitions
            .insert(symbol.clone(), value.clone());
    }
    let (result, is_lowest) =
        form(&expr, goal, &assumptions, budget).map_err(|error| here(error.to_diagnostic()))?;
    if !is_lowest {
        let message = "a common factor may be left in the fraction: to find it would take too long";
        notes.push(Diagnostic::note(Code::CONDITION, message).at(&source, chain.span, ""));
    }
    let assumptions = Arc::new(assumptions);
    let derivation = if steps || result.is_none() {
        let mut board = Board::new(expr.clone(), Arc::clone(&assumptions), &budget.poly);
        let reached = board.put_in(&bindings).and_then(|()| board.reach(goal));
        reached.map_err(|error| here(error.to_diagnostic()))?;
        Some(board.finish())
    } else {
        None
    };
    let result = match (result, &derivation) {
        (Some(result), _) => result,
        (None, Some(derivation)) => derivation.result().clone(),
        (None, None) => expr.clone(),
    };
    let whole = Claim {
        lhs: &expr,
        relation: Relation::Equal,
        rhs: &result,
        under: &assumptions,
    };
    let is_judged = !steps && expr.size() <= RULES_UP_TO;
    let verdict = is_judged.then(|| judge(&whole, budget));
    let open = verdict
        .iter()
        .flat_map(|verdict| verdict.open_conditions(&assumptions));
    let conditions: Vec<Condition> = open.cloned().collect();
    notes.extend(conditions.iter().map(|known| {
        let message = format!("the result holds {}", answer::condition(known));
        Diagnostic::note(Code::CONDITION, message).at(&source, chain.span, "")
    }));
    if let Some(open) = open_series(&result).filter(|_| *goal != Goal::Tidy) {
        let message = format!("no closed form of `{}` is known here", plain(&open));
        notes.push(Diagnostic::note(Code::CONDITION, message));
    }
    if let Some(verdict) = verdict.as_ref().filter(|verdict| !verdict.holds()) {
        notes.push(warning("the result", verdict));
    }
    let derivation = derivation
        .filter(|_| steps)
        .map(|found| found.judge(budget));
    notes.extend(derivation.iter().flat_map(warnings));
    Ok(Transformed {
        expr,
        result,
        derivation,
        verdict,
        conditions,
        notes,
    })
}

/// The first sum or product over a range that is left, short enough to be told.
fn open_series(expr: &Expr) -> Option<Expr> {
    deep(|| match expr.kind() {
        ExprKind::BigOperator(operator) if matches!(operator.range, Range::Interval(..)) => {
            (expr.size() <= MOST_TOLD).then(|| expr.clone())
        }
        _ => expr.children().into_iter().find_map(open_series),
    })
}

/// Longer sums are not repeated in a note.
const MOST_TOLD: u64 = 60;

/// The form, where it does not take a derivation to find it; whether its fractions are in lowest terms.
fn form(
    expr: &Expr,
    goal: &Goal,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<(Option<Expr>, bool), PolyError> {
    if matches!(goal, Goal::Tidy | Goal::Approximate | Goal::Evaluate(_)) {
        return Ok((None, true));
    }
    let form = poly::normal_form(expr, assumptions, &budget.poly)?;
    let found = match goal {
        Goal::Collect(symbol) => Some(form.collected(&Expr::symbol(symbol.clone()))),
        Goal::Factor => Some(form.factored()),
        // Division by zero and limits were found above; the form is for the rules to find.
        Goal::Simplify if expr.size() <= RULES_UP_TO => None,
        _ => Some(form.to_expr()),
    };
    Ok((found, form.is_in_lowest_terms()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (h + n)^2 at n = 3 is h^2 + 6 h + 9; the values are put in by a step of their own.
    #[test]
    fn values_are_put_in_first() {
        let question = Question::new("(h + n)^2").with_bindings(["n=3"]);
        for steps in [false, true] {
            let answer = transform(&question, &Goal::Expand, steps).unwrap();
            assert_eq!(plain(&answer.result), "h^2 + 6*h + 9");
            assert_eq!(answer.outcome(), Outcome::Clean);
            let Some(judged) = answer.derivation else {
                continue;
            };
            let first = &judged.derivation().steps()[0];
            assert_eq!(first.rule.name(), "substitute-value");
            assert_eq!(plain(&first.after), "(h + 3)^2");
            assert!(judged.is_proven(), "{:?}", judged.verdicts());
            assert_eq!(judged.derivation().result(), &answer.result);
        }
    }

    /// x² − 1 over x − 1 has no value at 1, its quotient has.
    #[test]
    fn a_cancelled_divisor_is_told() {
        let question = Question::new("(x^2-1)/(x-1)");
        for goal in [Goal::Simplify, Goal::Expand] {
            let answer = transform(&question, &goal, false).unwrap();
            assert_eq!(plain(&answer.result), "x + 1");
            assert_eq!(answer.conditions.len(), 1);
            assert_eq!(answer.notes[0].message, "the result holds for x ≠ 1");
        }
    }

    #[test]
    fn what_rules_found_is_judged_without_steps_too() {
        let answer = transform(&Question::new("(x^2 + x)/x"), &Goal::Simplify, false).unwrap();
        assert_eq!(plain(&answer.result), "x + 1");
        assert!(answer.verdict.is_some_and(|verdict| verdict.holds()));
    }
}
