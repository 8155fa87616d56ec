//! The lines of a worked solution: numbered equations, each with what was done to those above.

use minijinja::Value;
use serde::Serialize;

use super::chain::Chains;
use super::doubt::Word;
use super::equations::{Flush, Numbered, numbered};
use super::writer::Writer;
use crate::diagnostic::Diagnostic;
use crate::expr::{Assumptions, Expr, ExprKind, Predicate};
use crate::solve::{How, Impossible, Line, Undoing};

/// The lines, and all of them laid out as one formula.
#[derive(Debug, Serialize)]
pub(super) struct LinesContext {
    pub(super) lines: Vec<LineContext>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<Value>,
}

/// A numbered equation, and why it follows.
#[derive(Debug, Serialize)]
pub(super) struct LineContext {
    number: usize,
    equation: String,
    #[serde(flatten)]
    how: HowContext,
    /// What must not be 0 for it.
    needs: Vec<String>,
    /// Why no number solves it.
    #[serde(skip_serializing_if = "Option::is_none")]
    never: Option<&'static str>,
    #[serde(flatten)]
    word: Word,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Value>,
}

/// What was done: `how` names it, and the rest is what its sentence needs. Lines are numbers, from 1.
#[derive(Debug, Default, Serialize)]
struct HowContext {
    how: &'static str,
    of: Option<usize>,
    /// A factor of that line, where it is not 1.
    times: Option<String>,
    /// The other line.
    other: Option<usize>,
    /// What it is multiplied or divided by, without its sign; what is added.
    by: Option<String>,
    /// Whether it is subtracted.
    negative: bool,
    known: Vec<usize>,
    degree: Option<usize>,
}

/// The lines as data.
///
/// # Errors
/// A sentence that cannot be written.
pub(super) fn lines(
    lines: &[Line],
    under: &Assumptions,
    chains: &Chains<'_>,
) -> Result<LinesContext, Diagnostic> {
    let mut told = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let mut context = line_context(at, line, under, chains.writer);
        context.reason = Some(chains.engine.sentence("line", &context)?);
        told.push(context);
    }
    let display = chains.display(|| layout(lines, &told, chains));
    Ok(LinesContext {
        lines: told,
        display,
    })
}

fn line_context(at: usize, line: &Line, under: &Assumptions, writer: &Writer) -> LineContext {
    let given = |known: &Predicate| writer.condition(known);
    let word = line.verdict.as_ref().map_or_else(Word::given, |verdict| {
        let mut under = under.clone();
        under.conditions.extend(line.conditions.iter().cloned());
        Word::on(verdict, &under, writer)
    });
    LineContext {
        number: at + 1,
        equation: from(line, writer) + &writer.relation(&line.lhs, line.relation, &line.rhs),
        how: how(&line.how, writer),
        needs: line.conditions.iter().map(given).collect(),
        never: line.never.map(Impossible::name),
        word,
        reason: None,
    }
}

/// `6 ≤ ` of `6 ≤ x < 9`.
fn from(line: &Line, writer: &Writer) -> String {
    let from = line.from.as_ref();
    from.map_or_else(String::new, |(end, sign)| {
        format!("{} {} ", writer.expr(end), writer.sign(*sign))
    })
}

fn how(how: &How, writer: &Writer) -> HowContext {
    let factor = |factor: &Expr| (*factor != Expr::one()).then(|| writer.expr(factor));
    let plain = |name: &'static str, of: &usize| HowContext {
        how: name,
        of: Some(of + 1),
        ..HowContext::default()
    };
    match how {
        How::Given => HowContext {
            how: "given",
            ..HowContext::default()
        },
        How::Multiply { of, by } => HowContext {
            by: Some(writer.expr(by)),
            ..plain("multiply", of)
        },
        How::Divide { of, by } => HowContext {
            by: Some(writer.expr(by)),
            ..plain("divide", of)
        },
        How::Add { of, what } => {
            let (negative, what) = unsigned(what);
            HowContext {
                by: Some(writer.expr(&what)),
                negative,
                ..plain("add", of)
            }
        }
        How::Rewrite { of } => plain("rewrite", of),
        How::Gather { of } => plain("gather", of),
        How::Combine {
            of,
            times,
            minus,
            by,
        } => {
            let (is_added, by) = unsigned(by);
            HowContext {
                times: factor(times),
                other: Some(minus + 1),
                by: factor(&by),
                negative: !is_added,
                ..plain("combine", of)
            }
        }
        How::PutIn { into, known } => HowContext {
            known: known.iter().map(|line| line + 1).collect(),
            ..plain("put-in", into)
        },
        How::CompleteSquare { of, added } => HowContext {
            by: Some(writer.expr(added)),
            ..plain("complete-square", of)
        },
        How::Factor { of } => plain("factor", of),
        How::ZeroFactor { of } => plain("zero-factor", of),
        How::Undo {
            of,
            how: Undoing::AtMost(most),
        } => HowContext {
            degree: usize::try_from(*most).ok(),
            ..plain("at-most", of)
        },
        How::Undo {
            of,
            how: Undoing::Turns(pieces),
        } => HowContext {
            degree: usize::try_from(*pieces).ok(),
            ..plain("turns", of)
        },
        How::Undo { of, how } => plain(
            match how {
                Undoing::Given => "given",
                Undoing::Isolate => "isolate",
                Undoing::Square => "square",
                Undoing::Undo => "undo",
                Undoing::Case => "case",
                Undoing::Branch => "branch",
                Undoing::JoinLogarithms => "join-logarithms",
                Undoing::TakeLogarithms => "take-logarithms",
                Undoing::PartIsRoot => "part-is-root",
                Undoing::Integer => "integer",
                Undoing::EveryInteger => "every-integer",
                Undoing::Solved => "solved",
                Undoing::Between => "between",
                Undoing::AtMost(_) => "at-most",
                Undoing::Turns(_) => "turns",
                Undoing::EveryValue => "every-value",
            },
            of,
        ),
        How::Root { of, degree } => HowContext {
            degree: Some(*degree),
            ..plain("root", of)
        },
    }
}

/// Whether an expression is written with a minus, and what it is without it.
fn unsigned(expr: &Expr) -> (bool, Expr) {
    match expr.kind() {
        ExprKind::Neg(inner) => (true, inner.clone()),
        _ => match expr.as_number() {
            Some(number) if number.is_negative() => (true, Expr::number(&-number)),
            _ => (false, expr.clone()),
        },
    }
}

/// The equations below each other, sign under sign, with their numbers; in text with their reasons.
fn layout(lines: &[Line], told: &[LineContext], chains: &Chains<'_>) -> String {
    let board = chains.board;
    let rows = lines.iter().zip(told).map(|(line, told)| Numbered {
        left: from(line, board) + &board.expr(&line.lhs),
        sign: board.sign(line.relation),
        right: board.expr(&line.rhs),
        number: told.number,
        reason: told.reason.as_ref(),
    });
    numbered(&rows.collect::<Vec<_>>(), Flush::Right, chains)
}
