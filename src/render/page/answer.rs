//! Answers of commands as text: the result alone on its first line, then what belongs to it.

use minijinja::Value;
use serde::Serialize;

use super::approximation::{TermsContext, WithinContext, terms, within_context};
use super::chain::{Chain, Chains};
use super::engine::Engine;
use super::number::Number;
use super::page::with_chains;
use super::{PageFormat, PageOptions};
use crate::derivation::Judged;
use crate::diagnostic::Diagnostic;
use crate::expr::{Expr, Predicate};
use crate::growth::{Approximation, AtValues, Within};
use crate::number::Rational;
use crate::render::answer::{Notation, expression};

/// An approximation and what is told of it.
#[derive(Clone, Copy, Debug)]
pub struct ApproximationAnswer<'a> {
    /// Terms, reasons, bound and O-form.
    pub approximation: &'a Approximation,
    /// From the expression to its approximation.
    pub derivation: &'a Judged,
    /// Whether the derivation is to be shown.
    pub steps: bool,
    /// What may be dropped within a tolerance.
    pub within: Option<&'a (Rational, Within)>,
    /// The ranges over which it may, where they were given.
    pub ranges: &'a [Predicate],
    /// The exact error and the bound at values.
    pub at: Option<&'a AtValues>,
}

#[derive(Debug, Serialize)]
struct ApproximationContext {
    /// The approximation in the notation asked for.
    result: Value,
    #[serde(flatten)]
    terms: TermsContext,
    within: Option<WithinContext>,
    at: Option<AtContext>,
    steps: Option<Chain>,
}

/// The exact value and the approximation at values.
#[derive(Debug, Serialize)]
struct AtContext {
    exact: Number,
    approximation: Number,
    relative_error: Option<Number>,
    bound: Option<Number>,
    /// The least bound over all ways to charge the dropped terms, where it is smaller.
    least_bound: Option<Number>,
}

impl AtContext {
    fn new(at: &AtValues) -> Self {
        let least = at.least_bound.as_ref();
        Self {
            exact: Number::of_value(&at.exact),
            approximation: Number::of_value(&at.approximate),
            relative_error: at.relative_error.as_ref().map(Number::share),
            bound: at.bound.as_ref().map(Number::share),
            least_bound: least
                .filter(|least| Some(*least) != at.bound.as_ref())
                .map(Number::share),
        }
    }
}

/// The approximation first, alone on its line; then the table of terms, what was assumed, the
/// bound, the O-form, and the exact error where values are given.
///
/// # Errors
/// A language without templates.
pub fn approximation(
    answer: &ApproximationAnswer<'_>,
    notation: Notation,
    options: &PageOptions,
) -> Result<String, Diagnostic> {
    let engine = Engine::new(options)?;
    let context = with_chains(&engine, options, |chains| {
        let under = answer.derivation.derivation().assumptions();
        let steps = answer.steps.then(|| chains.chain(None, answer.derivation));
        let within = answer.within.map(|(tolerance, within)| {
            within_context(tolerance, within, answer.ranges, chains.writer)
        });
        let result = result(&answer.approximation.approximation, notation, chains);
        Ok(ApproximationContext {
            result: Value::from_safe_string(result),
            terms: terms(answer.approximation, under, chains.writer),
            within,
            at: answer.at.map(AtContext::new),
            steps: steps.transpose()?,
        })
    })?;
    let lines = context.steps.as_ref().map_or(0, Chain::length) + context.terms.length();
    engine.page("approximation", None, &context, lines)
}

/// The result itself: displayed in a page, in the notation asked for in text.
pub(super) fn result(expr: &Expr, notation: Notation, chains: &Chains<'_>) -> String {
    match chains.format {
        PageFormat::Text | PageFormat::Json => expression(expr, notation),
        PageFormat::Markdown | PageFormat::Latex => chains.board.expr(expr),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::{Goal, derive};
    use crate::eval::Environment;
    use crate::expr::{Assumptions, Bindings, Symbol};
    use crate::growth;
    use crate::judge::Budget;
    use crate::syntax::parse_expression;

    fn approximated(text: &str, values: &[(&str, i64)], format: PageFormat) -> String {
        let budget = Budget::default();
        let expr = parse_expression(text).unwrap();
        let under = Assumptions {
            large: expr.symbols_in_order(),
            ..Assumptions::none()
        };
        let found = growth::approximate(&expr, &under, &budget.poly).unwrap();
        let values: Bindings = values
            .iter()
            .map(|(name, value)| (Symbol::new(name), Expr::integer(*value)))
            .collect();
        let at = found.at(&Environment::new().with_bindings(&values)).ok();
        let derivation = derive(&expr, &Goal::Approximate, under, &budget.poly);
        let answer = ApproximationAnswer {
            approximation: &found,
            derivation: &derivation.unwrap().judge(&budget),
            steps: false,
            within: None,
            ranges: &[],
            at: at.as_ref(),
        };
        let options = PageOptions {
            format,
            ..PageOptions::default()
        };
        approximation(&answer, Notation::Plain, &options).unwrap()
    }

    /// At h = 100: 10100 and 10000; the error is 100/10100 = 0.990 %, its bound 1/h = 1 %.
    #[test]
    fn the_approximation_stands_alone_on_its_line() {
        let text = approximated("h^2 + h", &[("h", 100)], PageFormat::Text);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..2], ["h^2", ""]);
        for line in [
            "h     dropped  of lower order than h²: the ratio 1/h tends to 0",
            "The relative error is at most 1/h.",
            "In O-notation: h² + O(h)",
            "10,100         10,000         0.990 %  1.00 %",
        ] {
            assert!(lines.contains(&line), "{line}\n{text}");
        }
    }

    #[test]
    fn latex_is_latex_throughout() {
        let text = approximated("h^2 + h", &[], PageFormat::Latex);
        assert!(text.starts_with("\\[\nh^{2}\n\\]\n"), "{text}");
        assert!(text.is_ascii(), "{text}");
        assert!(text.contains("\\begin{tabular}{lll}"), "{text}");
    }
}
