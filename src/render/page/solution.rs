//! Solutions of equations as text: the values first, then what belongs to them.

use minijinja::Value;
use serde::Serialize;

use super::answer::result;
use super::chain::Chains;
use super::engine::Engine;
use super::fit::{NeighbourContext, neighbour_context};
use super::lines::{LinesContext, lines};
use super::number::Number;
use super::page::{json_with_chains, with_chains};
use super::question::{OutcomeContext, between, outcome, value_text};
use super::writer::Writer;
use super::{PageFormat, PageOptions};
use crate::diagnostic::Diagnostic;
use crate::eval::{self, Environment, evaluate_to_digits};
use crate::expr::{Assumptions, Expr, Predicate, Relation, Symbol};
use crate::render::answer::Notation;
use crate::render::plain_relation;
use crate::solve::{
    Bounded, End, Excluded, Fit, FoundRoot, Holding, Line, Outcome, RootValue, Solution,
    SystemOutcome, SystemSolution,
};

/// The significant digits beside a root that is not rational.
const DIGITS: u32 = 15;

#[derive(Debug, Serialize)]
struct SolutionContext {
    /// The roots as equations in the notation asked for.
    results: Vec<Value>,
    /// What holds of an inequality, in place of what its equation says.
    bounded: Option<BoundedContext>,
    /// All values at which it holds, in place of that.
    holding: Option<HoldingContext>,
    solution: AboutSolution,
    steps: Option<LinesContext>,
}

/// Up to which value an inequality holds, or from which one on.
#[derive(Debug, Serialize)]
struct BoundedContext {
    /// `L ≤ 178` in the notation asked for.
    result: Value,
    is_up_to: bool,
    /// Whether the end is one of the values.
    is_reached: bool,
    end: String,
    is_proved: bool,
    /// The number whose multiples were looked for, where it is not 1.
    of: Option<String>,
    /// The last integer and the next one.
    beside: Option<[NeighbourContext; 2]>,
}

/// The values at which an inequality holds.
#[derive(Debug, Serialize)]
struct HoldingContext {
    unknown: String,
    /// `everywhere`, `nowhere` or `ranges`.
    kind: &'static str,
    /// Whether integers alone were looked for.
    is_whole: bool,
    /// The number whose multiples were looked for, where it is not 1.
    of: Option<String>,
    /// The digits that an end was rounded to.
    digits: Option<u32>,
}

#[derive(Debug, Serialize)]
struct AboutSolution {
    unknown: String,
    #[serde(flatten)]
    outcome: OutcomeContext,
}

/// The digits of a number that is not rational, beside its closed form.
fn digits_of(value: &Expr, digits: u32) -> Option<String> {
    match evaluate_to_digits(value, &Environment::new(), digits) {
        Ok(eval::Value::Enclosure(held)) => Some(value_text(&held, digits)),
        _ => None,
    }
}

/// The value first, then what belongs to it: conditions, the nearest integers, why there is none; and
/// the way there, where it is given, with what it was worked out under.
///
/// # Errors
/// A language without templates.
pub fn solution(
    (solution, bounded, holding): (&Solution, Option<&Bounded>, Option<&Holding>),
    steps: Option<(&[Line], &Assumptions)>,
    notation: Notation,
    options: &PageOptions,
) -> Result<String, Diagnostic> {
    let engine = Engine::new(options)?;
    let context = with_chains(&engine, options, |chains| {
        let about = chains.writer.sign(Relation::Approx);
        let equals = |value: &Expr, digits: u32| {
            let equation = equation(&solution.unknown, value, notation, chains);
            match digits_of(value, digits) {
                Some(digits) => format!("{equation} {about} {digits}"),
                None => equation,
            }
        };
        let told: Vec<String> = match &solution.outcome {
            _ if holding.is_some() => holding
                .into_iter()
                .flat_map(|holding| ranges(holding, notation, chains))
                .collect(),
            Outcome::Root(root) => vec![equals(&root.value, DIGITS)],
            Outcome::Roots(roots) => {
                let may_be = |found: &&FoundRoot| !matches!(found.fit, Fit::Outside(_));
                let is_any = roots.found.iter().any(|found| may_be(&found));
                // What the unknown may not be is told in the sentence, where there is another root.
                let shown = roots.found.iter().filter(|found| !is_any || may_be(found));
                let told = shown.map(|found| match &found.value {
                    RootValue::Exact(value) => equals(value, roots.digits),
                    RootValue::Enclosed(held) => {
                        let name = Expr::symbol(solution.unknown.clone());
                        let name = result(&name, notation, chains);
                        format!("{name} {about} {}", value_text(held, roots.digits))
                    }
                });
                told.collect()
            }
            Outcome::Undone(undone) => {
                let may_be = |found: &&FoundRoot| !matches!(found.fit, Fit::Outside(_));
                let is_any = undone.found.iter().any(|found| may_be(&found));
                let shown = undone.found.iter();
                let shown = shown.filter(|found| !is_any || may_be(found));
                let told = shown.map(|found| match &found.value {
                    RootValue::Exact(value) => equals(value, undone.digits),
                    RootValue::Enclosed(held) => {
                        let name = Expr::symbol(solution.unknown.clone());
                        let name = result(&name, notation, chains);
                        format!("{name} {about} {}", value_text(held, undone.digits))
                    }
                });
                let ranges = undone.ranges.iter();
                let families = undone
                    .families
                    .iter()
                    .map(|family| equation(&solution.unknown, &family.value(), notation, chains));
                told.chain(ranges.map(|range| between(range, &solution.unknown, chains.writer)))
                    .chain(families)
                    .collect()
            }
            Outcome::Tried(tried) => {
                let solutions = tried.solutions.iter().cloned();
                let solutions = solutions.map(|value| equals(&Expr::integer(value), DIGITS));
                solutions.collect()
            }
            Outcome::Every(_) | Outcome::Never(_) => Vec::new(),
        };
        let steps = steps.map(|(found, under)| lines(found, under, chains));
        Ok(SolutionContext {
            results: told.into_iter().map(Value::from_safe_string).collect(),
            bounded: bounded.map(|bounded| about_bounded(bounded, notation, chains)),
            holding: holding.map(|holding| about_holding(holding, chains)),
            solution: AboutSolution {
                unknown: chains.writer.symbol(&solution.unknown),
                outcome: outcome(solution, chains.writer),
            },
            steps: steps.transpose()?,
        })
    })?;
    let length = context.steps.as_ref().map_or(0, |steps| steps.lines.len());
    engine.page("solution", None, &context, 1 + length)
}

#[derive(Debug, Serialize)]
struct SystemContext {
    results: Vec<Value>,
    system: AboutSystem,
    steps: Option<LinesContext>,
}

/// What is told of the solutions of a system.
#[derive(Debug, Serialize)]
struct AboutSystem {
    outcome: &'static str,
    /// What must hold.
    conditions: Vec<String>,
    /// The unknowns that may have any value.
    free: Vec<String>,
    /// How many of the equations follow from the others.
    redundant: usize,
    /// Whether each equation was seen to hold for the values.
    checked: bool,
    /// The equation that is never true.
    contradiction: Option<String>,
    /// When it is true after all.
    unless: Option<String>,
    /// The values that may not be put in.
    excluded: Vec<String>,
    /// The number of the equation that has no value there.
    undefined: Option<usize>,
    /// What is assumed and is not so there.
    assumed: Option<String>,
    /// The unknown that may not have the value it would have.
    outside: Option<String>,
}

/// The values of several unknowns first, then what belongs to them.
///
/// # Errors
/// A language without templates.
pub fn system_solution(
    solution: &SystemSolution,
    steps: Option<&Assumptions>,
    notation: Notation,
    options: &PageOptions,
) -> Result<String, Diagnostic> {
    let engine = Engine::new(options)?;
    let context = with_chains(&engine, options, |chains| {
        let values = match &solution.outcome {
            SystemOutcome::Values(found) => found.values.as_slice(),
            SystemOutcome::Never { .. } | SystemOutcome::Excluded { .. } => &[],
        };
        let told = values
            .iter()
            .map(|(unknown, value)| equation(unknown, value, notation, chains));
        let steps = steps.map(|under| lines(&solution.lines, under, chains));
        Ok(SystemContext {
            results: told.map(Value::from_safe_string).collect(),
            system: about(solution, chains.writer),
            steps: steps.transpose()?,
        })
    })?;
    engine.page("system", None, &context, 1 + solution.lines.len())
}

/// The lines of a worked solution as JSON.
///
/// # Errors
/// A language without templates.
pub(in crate::render) fn lines_json(
    found: &[Line],
    under: &Assumptions,
    options: &PageOptions,
) -> Result<serde_json::Value, Diagnostic> {
    let mut told = json_with_chains(options, |chains| Ok(lines(found, under, chains)?.lines))?;
    for line in told.as_array_mut().into_iter().flatten() {
        if let Some(fields) = line.as_object_mut() {
            fields.retain(|_, value| !value.is_null());
        }
    }
    Ok(told)
}

/// A sign in the notation asked for.
fn sign_in<'s>(relation: Relation, notation: Notation, chains: &'s Chains<'_>) -> &'s str {
    let is_text = matches!(chains.format, PageFormat::Text | PageFormat::Json);
    if notation == Notation::Plain && is_text {
        plain_relation(relation)
    } else {
        chains.writer.sign(relation)
    }
}

fn about_holding(holding: &Holding, chains: &Chains<'_>) -> HoldingContext {
    let step = holding.step.as_ref().filter(|step| !step.is_one());
    let mut ends = holding
        .ranges
        .iter()
        .flat_map(|range| range.low.iter().chain(&range.high));
    let is_rounded = ends.any(|end| matches!(end.value, RootValue::Enclosed(_)));
    HoldingContext {
        unknown: chains.writer.symbol(&holding.unknown),
        kind: match holding.ranges.as_slice() {
            [] => "nowhere",
            _ if holding.is_everywhere => "everywhere",
            _ => "ranges",
        },
        is_whole: holding.step.is_some(),
        of: step.map(|step| chains.writer.expr(&Expr::integer(step.clone()))),
        digits: is_rounded.then_some(DIGITS),
    }
}

/// `3 <= h <= 7`, `h >= 12`; nothing where it holds everywhere.
fn ranges(holding: &Holding, notation: Notation, chains: &Chains<'_>) -> Vec<String> {
    let name = result(&Expr::symbol(holding.unknown.clone()), notation, chains);
    let value = |end: &End| match &end.value {
        RootValue::Exact(value) => result(value, notation, chains),
        RootValue::Enclosed(held) => value_text(held, DIGITS),
    };
    let sign = |strict: Relation, loose: Relation, end: &End| {
        let relation = if end.is_strict { strict } else { loose };
        sign_in(relation, notation, chains)
    };
    let told = holding.ranges.iter().filter_map(|range| {
        let up_to = |end: &End| sign(Relation::Less, Relation::LessEqual, end);
        Some(match (&range.low, &range.high) {
            (None, None) => return None,
            (Some(low), Some(high)) if low == high => format!("{name} = {}", value(low)),
            (Some(low), Some(high)) => {
                let (from, to) = (up_to(low), up_to(high));
                format!("{} {from} {name} {to} {}", value(low), value(high))
            }
            (Some(low), None) => {
                let from = sign(Relation::Greater, Relation::GreaterEqual, low);
                format!("{name} {from} {}", value(low))
            }
            (None, Some(high)) => format!("{name} {} {}", up_to(high), value(high)),
        })
    });
    told.collect()
}

fn about_bounded(bounded: &Bounded, notation: Notation, chains: &Chains<'_>) -> BoundedContext {
    let sign = sign_in(bounded.sign, notation, chains);
    let name = result(&Expr::symbol(bounded.unknown.clone()), notation, chains);
    let end = result(&bounded.end, notation, chains);
    let step = bounded.step.as_ref().filter(|step| !step.is_one());
    let whole = bounded.end.as_number();
    BoundedContext {
        result: Value::from_safe_string(format!("{name} {sign} {end}")),
        is_up_to: matches!(bounded.sign, Relation::Less | Relation::LessEqual),
        is_reached: matches!(bounded.sign, Relation::LessEqual | Relation::GreaterEqual),
        end: whole.map_or(end, |end| Number::of(&end).text),
        is_proved: bounded.is_proved,
        of: step.map(|step| chains.writer.expr(&Expr::integer(step.clone()))),
        beside: bounded
            .beside
            .as_ref()
            .map(|beside| beside.each_ref().map(neighbour_context)),
    }
}

fn equation(unknown: &Symbol, value: &Expr, notation: Notation, chains: &Chains<'_>) -> String {
    let name = result(&Expr::symbol(unknown.clone()), notation, chains);
    format!("{name} = {}", result(value, notation, chains))
}

fn about(solution: &SystemSolution, writer: &Writer) -> AboutSystem {
    let written = |known: &Predicate| writer.condition(known);
    let nothing = AboutSystem {
        outcome: "never",
        conditions: Vec::new(),
        free: Vec::new(),
        redundant: 0,
        checked: false,
        contradiction: None,
        unless: None,
        excluded: Vec::new(),
        undefined: None,
        assumed: None,
        outside: None,
    };
    match &solution.outcome {
        SystemOutcome::Values(values) => AboutSystem {
            outcome: "values",
            conditions: values.conditions.iter().map(written).collect(),
            free: values.free.iter().map(|name| writer.symbol(name)).collect(),
            redundant: values.redundant.len(),
            checked: values.is_checked(),
            ..nothing
        },
        SystemOutcome::Never { line, unless } => {
            let line = solution.lines.get(*line);
            AboutSystem {
                contradiction: line
                    .map(|line| writer.relation(&line.lhs, Relation::Equal, &line.rhs)),
                unless: unless.as_ref().map(written),
                ..nothing
            }
        }
        SystemOutcome::Excluded { values, by } => {
            let told = values.iter();
            let told = told.map(|(name, value)| writer.equation(name, value));
            let (mut undefined, mut assumed, mut outside) = (None, None, None);
            match by {
                Excluded::Undefined(at) => undefined = Some(at + 1),
                Excluded::Assumed(known) => assumed = Some(written(known)),
                Excluded::Outside(unknown) => outside = Some(writer.symbol(unknown)),
            }
            AboutSystem {
                outcome: "excluded",
                excluded: told.collect(),
                undefined,
                assumed,
                outside,
                ..nothing
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Budget;
    use crate::render::PageFormat;
    use crate::solve;
    use crate::syntax::parse_chain;

    #[test]
    fn solutions() {
        let solved = |text: &str| {
            let chain = parse_chain(text).unwrap();
            let (left, right) = (&chain.first, &chain.links[0].expr);
            let (under, budget) = (Assumptions::none(), Budget::default());
            let found = solve::solve(left, right, &Symbol::new("x"), &under, &budget.poly);
            let options = PageOptions {
                format: PageFormat::Text,
                ..PageOptions::default()
            };
            solution(
                (&found.unwrap(), None, None),
                None,
                Notation::Plain,
                &options,
            )
            .unwrap()
        };
        for (equation, text) in [
            ("2x + 6 = 10", "x = 2\n"),
            ("a x = b", "x = b/a\n\nThis needs a ≠ 0.\n"),
            (
                "x + 1 = x",
                "No value is a solution: x drops out, and what is left, 1 = 0, is not true.\n",
            ),
            ("2x = x + x", "Every value is a solution.\n"),
        ] {
            assert_eq!(solved(equation), text);
        }
    }
}
