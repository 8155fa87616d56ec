//! Derivatives and elasticities with the way there, and the ranking of symbols.

use minijinja::Value;
use serde::Serialize;

use super::PageOptions;
use super::answer::result;
use super::chain::Chains;
use super::doubt::{Word, condition_formula};
use super::engine::Engine;
use super::equations::{Flush, Numbered, numbered};
use super::page::{json_with_chains, with_chains};
use super::writer::Writer;
use crate::derive::{DerivativeLine, Smoothed};
use crate::diagnostic::Diagnostic;
use crate::eval;
use crate::expr::{Assumptions, Expr, Relation, Symbol};
use crate::judge::{Condition, Verdict};
use crate::render::answer::{self, Notation};

/// How an expression changes with one symbol, and the way there.
#[derive(Clone, Copy, Debug)]
pub struct DerivativeAnswer<'a> {
    /// The symbol.
    pub by: &'a Symbol,
    /// The derivative or the elasticity.
    pub result: &'a Expr,
    /// Its value at the values given.
    pub at: Option<&'a eval::Value>,
    /// The elasticity as it is defined, and the judge's word on it.
    pub share: Option<&'a (Expr, Verdict)>,
    /// The way to the derivative.
    pub steps: &'a [DerivativeLine],
    /// Where it holds.
    pub conditions: &'a [Condition],
    /// The roundings that were taken as what they round.
    pub smoothed: &'a [Smoothed],
}

#[derive(Debug, Serialize)]
struct DerivativesContext {
    /// Whether rows are percent per percent.
    elasticity: bool,
    /// The answer in text, as it stands without steps.
    head: Value,
    rows: Vec<RowContext>,
    /// Whether the rows are ordered by their values, the greatest first.
    ranked: bool,
    /// Whether the first row is above those of all other symbols.
    leads: bool,
}

#[derive(Debug, Serialize)]
struct RowContext {
    symbol: String,
    /// On a line of its own.
    result: Value,
    /// In a table.
    formula: String,
    value: Option<String>,
    /// Where it holds.
    conditions: Vec<String>,
    /// The roundings that were left out.
    smoothed: Vec<SmoothedContext>,
    steps: Option<StepsContext>,
}

/// A rounding, what it was taken as, and how far apart the two may be.
#[derive(Debug, Serialize)]
struct SmoothedContext {
    rounding: String,
    as_if: String,
    apart: String,
}

#[derive(Debug, Serialize)]
struct StepsContext {
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<Value>,
    lines: Vec<StepContext>,
}

#[derive(Debug, Serialize)]
struct StepContext {
    number: usize,
    of: String,
    /// What the rule gives, where it is not the result yet.
    written: Option<String>,
    result: String,
    rule: &'static str,
    by: String,
    #[serde(flatten)]
    word: Word,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Value>,
}

/// The digits of a value in a ranking.
const DIGITS: u32 = 4;

/// The derivatives, the way there where it is known, and, where no symbol is left out (`is_whole`), which one matters
/// most; `alone` is one that was asked for by name.
///
/// # Errors
/// A language without templates.
pub fn worked_derivatives(
    rows: &[DerivativeAnswer<'_>],
    (alone, is_whole): (bool, bool),
    under: &Assumptions,
    notation: Notation,
    options: &PageOptions,
) -> Result<String, Diagnostic> {
    let engine = Engine::new(options)?;
    let told: Vec<answer::DerivativeRow<'_>> = rows
        .iter()
        .map(|row| (row.by, row.result, row.at))
        .collect();
    let head = answer::derivatives(&told, alone, notation);
    let context = with_chains(&engine, options, |chains| {
        let written = rows
            .iter()
            .map(|row| row_context(row, under, notation, chains));
        Ok(DerivativesContext {
            elasticity: rows.iter().any(|row| row.share.is_some()),
            head: Value::from_safe_string(head),
            rows: written.collect::<Result<_, _>>()?,
            ranked: rows.len() > 1 && rows.iter().all(|row| row.at.is_some()),
            leads: is_whole && leads(rows),
        })
    })?;
    let lines = context.rows.iter().flat_map(|row| &row.steps);
    let length = rows.len() + lines.map(|steps| steps.lines.len()).sum::<usize>();
    engine.page("derivatives", None, &context, length)
}

/// Whether the first of several values stands above the second; they are in the order of their sizes.
fn leads(rows: &[DerivativeAnswer<'_>]) -> bool {
    let size = |row: &DerivativeAnswer<'_>| {
        let real = row.at.and_then(eval::Value::as_real);
        real.map(|real| (real.low().abs(), real.high().abs()))
    };
    match rows {
        [first, second, ..] => size(first) != size(second),
        _ => false,
    }
}

/// The way to one derivative as JSON.
///
/// # Errors
/// A language without templates.
pub(in crate::render) fn derivative_steps_json(
    row: &DerivativeAnswer<'_>,
    under: &Assumptions,
    options: &PageOptions,
) -> Result<serde_json::Value, Diagnostic> {
    json_with_chains(options, |chains| {
        Ok(steps(row, under, chains)?.map(|steps| steps.lines))
    })
}

fn row_context(
    row: &DerivativeAnswer<'_>,
    under: &Assumptions,
    notation: Notation,
    chains: &Chains<'_>,
) -> Result<RowContext, Diagnostic> {
    let written = |condition: &Condition| condition_formula(condition, chains.writer);
    let smoothed = |one: &Smoothed| SmoothedContext {
        rounding: chains.writer.expr(&one.rounding),
        as_if: chains.writer.expr(&one.as_if),
        apart: chains.writer.expr(&one.apart),
    };
    Ok(RowContext {
        symbol: chains.writer.symbol(row.by),
        result: Value::from_safe_string(result(row.result, notation, chains)),
        formula: chains.writer.expr(row.result),
        value: row.at.map(|at| answer::value(at, Some(DIGITS))),
        conditions: row.conditions.iter().map(written).collect(),
        smoothed: row.smoothed.iter().map(smoothed).collect(),
        steps: steps(row, under, chains)?,
    })
}

fn steps(
    row: &DerivativeAnswer<'_>,
    under: &Assumptions,
    chains: &Chains<'_>,
) -> Result<Option<StepsContext>, Diagnostic> {
    if row.steps.is_empty() {
        return Ok(None);
    }
    let by = row.by;
    let mut lines = Vec::new();
    let mut sides = Vec::new();
    for line in row.steps {
        let word = Word::on(&line.verdict, under, chains.writer);
        let left = chains.writer.derivative(&line.of, by);
        let parts = [&line.written, &line.result];
        lines.push(step(
            lines.len() + 1,
            left,
            parts,
            (line.rule.name(), by),
            word,
            chains,
        )?);
        sides.push((chains.board.derivative(&line.of, by), parts));
    }
    if let Some((share, verdict)) = row.share {
        let word = Word::on(verdict, under, chains.writer);
        let left = chains.writer.expr(share);
        let parts = [row.result, row.result];
        lines.push(step(
            lines.len() + 1,
            left,
            parts,
            ("elasticity", by),
            word,
            chains,
        )?);
        sides.push((chains.board.expr(share), parts));
    }
    let display = chains.display(|| layout(&sides, &lines, chains));
    Ok(Some(StepsContext { display, lines }))
}

fn step(
    number: usize,
    of: String,
    [written, result]: [&Expr; 2],
    (rule, by): (&'static str, &Symbol),
    word: Word,
    chains: &Chains<'_>,
) -> Result<StepContext, Diagnostic> {
    let (written, result) = (chains.writer.expr(written), chains.writer.expr(result));
    let mut context = StepContext {
        number,
        of,
        written: (written != result).then_some(written),
        result,
        rule,
        by: chains.writer.symbol(by),
        word,
        reason: None,
    };
    context.reason = Some(chains.engine.sentence("derivative", &context)?);
    Ok(context)
}

/// `∂/∂h (…) = … = …`, below each other.
fn layout(sides: &[(String, [&Expr; 2])], lines: &[StepContext], chains: &Chains<'_>) -> String {
    let sign = chains.board.sign(Relation::Equal);
    let right = |[written, result]: [&Expr; 2]| {
        let (written, result) = (chains.board.expr(written), chains.board.expr(result));
        if written == result {
            result
        } else {
            format!("{written} {sign} {result}")
        }
    };
    let rows = sides
        .iter()
        .zip(lines)
        .map(|((left, parts), line)| Numbered {
            left: left.clone(),
            sign,
            right: right(*parts),
            number: line.number,
            reason: line.reason.as_ref(),
        });
    numbered(&rows.collect::<Vec<_>>(), Flush::Left, chains)
}

impl Writer {
    /// The derivative of an expression by a symbol, not worked out.
    fn derivative(&self, of: &Expr, by: &Symbol) -> String {
        let (of_text, by) = (self.expr(of), self.symbol(by));
        match (self.is_latex(), of.as_symbol()) {
            (true, Some(_)) => format!("\\frac{{\\partial}}{{\\partial {by}}} {of_text}"),
            (true, None) => {
                format!("\\frac{{\\partial}}{{\\partial {by}}} \\left({of_text}\\right)")
            }
            (false, Some(_)) => format!("∂/∂{by} {of_text}"),
            (false, None) => format!("∂/∂{by} ({of_text})"),
        }
    }
}
