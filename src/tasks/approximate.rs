//! `approx`: lower-order terms dropped, with the reason, the bound and the exact error.

use super::Question;
use super::doubts::{outcome, warnings};
use super::failure::sound;
use super::question::Read;
use crate::derivation::Judged;
use crate::derive::{self, Goal, within_ranges};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::eval::Environment;
use crate::expr::{Assumptions, Bindings, Expr, Predicate, Symbol};
use crate::growth::{self, Approximation, AtValues, ValueRange, Within};
use crate::judge;
use crate::number::Rational;
use crate::syntax;

/// An approximation, its account and its derivation.
#[derive(Clone, Debug)]
pub struct Approximated {
    /// The expression as read.
    pub expr: Expr,
    /// Terms, reasons, bound and O-form.
    pub approximation: Approximation,
    /// What may be dropped within a tolerance at the values, where one was asked for.
    pub within: Option<(Rational, Within)>,
    /// The ranges over which it may, where they were given.
    pub ranges: Vec<Predicate>,
    /// The values put in.
    pub bindings: Bindings,
    /// The exact error and the bound at those values, where all are given.
    pub at: Option<AtValues>,
    /// From the expression to its approximation, every step judged: its last line is the
    /// approximation.
    pub derivation: Judged,
    /// Readings that were chosen, and what to know about the values.
    pub notes: Vec<Diagnostic>,
}

impl Approximated {
    /// What the judge's word on the derivation means for the command as a whole.
    pub fn outcome(&self) -> Outcome {
        outcome(&self.derivation)
    }
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
    approximate_over(question, within, &[])
}

/// The same, with ranges of values over which terms may be dropped within the tolerance.
///
/// # Errors
/// As [`approximate`]; ranges that cannot be read, or in which the expression may vanish.
pub fn approximate_over(
    question: &Question,
    within: Option<&Rational>,
    ranges: &[ValueRange],
) -> Result<Approximated, Vec<Diagnostic>> {
    let mut question = question.clone();
    question
        .names
        .extend(ranges.iter().map(|range| range.symbol.clone()));
    question
        .read()?
        .then(|read| approximate_read(&question, within, ranges, read))
}

fn approximate_read(
    question: &Question,
    within: Option<&Rational>,
    ranges: &[ValueRange],
    read: Read,
) -> Result<Approximated, Vec<Diagnostic>> {
    sound(question, &read)?;
    let Read {
        chains,
        bindings,
        assumptions,
        mut notes,
        ..
    } = read;
    let chain = question.only(&chains)?;
    let source = question.source(0);
    let expr = chain.first.clone();
    let unknown = unknown_large(question, &expr, &assumptions);
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let budget = &question.budget;
    let here = |error: Diagnostic| vec![error.at(&source, chain.span, "in this expression")];
    let mut approximation = judge::approximate(&expr, &assumptions, budget)
        .map_err(|error| here(error.to_diagnostic()))?;
    let derivation = derive::derive(&expr, &Goal::Approximate, assumptions.clone(), &budget.poly)
        .map_err(|error| here(error.to_diagnostic()))?
        .judge(budget);
    // What is told is the line that was judged.
    approximation.approximation = derivation.derivation().result().clone();
    notes.extend(warnings(&derivation));
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
    if within.is_some() {
        let is_told = |symbol: &Symbol| {
            is_bound(symbol.clone()) || ranges.iter().any(|range| range.symbol == *symbol)
        };
        let open = expr.symbols_in_order().into_iter();
        let open: Vec<Symbol> = open.filter(|symbol| !is_told(symbol)).collect();
        if let Some(error) = without_values(&open) {
            return Err(here(error));
        }
    }
    let within = match within {
        Some(tolerance) if !ranges.is_empty() => {
            let found = within_ranges(&expr, tolerance, ranges, &bindings, &assumptions, budget);
            Some((tolerance.clone(), found.map_err(here)?))
        }
        Some(tolerance) => {
            let cases = [bindings.clone()];
            let found = growth::within(&expr, tolerance, &cases, &assumptions, &budget.poly);
            let found = found.map_err(|error| here(error.to_diagnostic()))?;
            Some((tolerance.clone(), found))
        }
        None => None,
    };
    Ok(Approximated {
        expr,
        approximation,
        within,
        ranges: ranges.iter().flat_map(ValueRange::conditions).collect(),
        bindings,
        at,
        derivation,
        notes,
    })
}

/// What `--within` needs of symbols that have neither a value nor a range.
fn without_values(symbols: &[Symbol]) -> Option<Diagnostic> {
    let quoted: Vec<String> = symbols.iter().map(|name| format!("`{name}`")).collect();
    let message = match quoted.split_last()? {
        (last, []) => format!("{last} has no value and no range"),
        (last, others) => format!(
            "{} and {last} have no values and no ranges",
            others.join(", ")
        ),
    };
    let values: Vec<String> = symbols.iter().map(|name| format!("{name}=…")).collect();
    let first = symbols.first()?;
    let hint = format!(
        "an error is told at values or over ranges: {}, or {first}=1024..16384",
        values.join(" ")
    );
    Some(Diagnostic::error(Code::MISSING_VALUE, message).hint(hint))
}

/// The symbols that are said to be large and stand nowhere: what was meant would be held fixed.
fn unknown_large(question: &Question, expr: &Expr, assumptions: &Assumptions) -> Vec<Diagnostic> {
    let mut present = expr.free_symbols();
    for relation in &assumptions.growth {
        present.extend(relation.left.free_symbols());
        present.extend(relation.right.free_symbols());
    }
    let absent = question
        .large
        .iter()
        .filter(|symbol| !present.contains(*symbol));
    let told = absent.map(|symbol| {
        let message = format!("`{symbol}` is to be large, but does not occur");
        let error = Diagnostic::error(Code::GROWTH, message);
        let names: Vec<&str> = present.iter().map(Symbol::name).collect();
        match syntax::nearest(symbol.name(), names.iter().copied()) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None if names.is_empty() => error.hint("leave it out: nothing here can grow"),
            None => error.hint(format!("what can grow here is {}", names.join(", "))),
        }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::plain;

    fn answer(text: &str, large: &[&str]) -> Approximated {
        let question = Question::new(text).with_large(large.iter().copied());
        approximate(&question, None).unwrap()
    }

    /// The outcome is the judge's: near y = x^2 the kept terms of the second cancel.
    #[test]
    fn what_may_cancel_is_undecided() {
        let fine = answer("L*(12*h^2 + 4*h)", &["L", "h"]);
        assert_eq!(plain(&fine.approximation.approximation), "12*L*h^2");
        assert_eq!((fine.outcome(), fine.notes.len()), (Outcome::Clean, 0));
        let doubtful = answer("x^2 - y + x", &["x", "y"]);
        assert_eq!(plain(&doubtful.approximation.approximation), "x^2 - y");
        assert_eq!(doubtful.outcome(), Outcome::Undecided);
        let [note] = doubtful.notes.as_slice() else {
            panic!("{:?}", doubtful.notes)
        };
        assert_eq!(note.code, Code::STEP_UNDECIDED);
        assert!(note.message.ends_with("cancel where x^2 - y = 0"), "{note}");
    }

    /// What growth tells of the terms belongs to the line that was derived and judged.
    #[test]
    fn the_account_and_the_derivation_have_one_result() {
        for (text, large) in [
            ("L*(12*h^2 + 4*h) + V*h + 2*h", vec!["L", "h", "V"]),
            ("(h + 1)^3", vec!["h"]),
            ("(a - b)*h^2 + h", vec!["h"]),
            ("h^2", vec!["h"]),
            ("2*h + h*h + 3*h*h", vec!["h"]),
            ("sqrt(x)*x + x", vec!["x"]),
        ] {
            let answer = answer(text, &large);
            let kept = answer
                .approximation
                .kept
                .iter()
                .map(|kept| kept.term.clone());
            let claim = Expr::difference(
                Expr::sum(kept),
                answer.derivation.derivation().result().clone(),
            );
            let form = crate::poly::normal_form(
                &claim,
                &Assumptions::none(),
                &crate::poly::Budget::default(),
            );
            assert!(form.unwrap().is_zero(), "{text}");
        }
    }

    #[test]
    fn what_is_large_has_to_occur() {
        let told = |expression: &str, large: &[&str], assume: &[&str]| {
            let question = Question::new(expression)
                .with_large(large.iter().copied())
                .assuming(assume.iter().copied());
            let errors = approximate(&question, None).err().unwrap_or_default();
            let told = errors
                .into_iter()
                .map(|e| format!("{}; {}", e.message, e.hints.join("")));
            told.collect::<Vec<_>>()
        };
        assert_eq!(
            told("L*h^2 + V*h", &["L", "h", "v"], &[]),
            ["`v` is to be large, but does not occur; did you mean `V`?"]
        );
        assert_eq!(
            told("L*h^2 + 1", &["X"], &[]),
            ["`X` is to be large, but does not occur; what can grow here is L, h"]
        );
        assert_eq!(
            told("7", &["h"], &[]),
            ["`h` is to be large, but does not occur; leave it out: nothing here can grow"]
        );
        // A relation speaks of it.
        assert!(told("h^2 + h", &["h", "V"], &["V >> h"]).is_empty());
    }
}
