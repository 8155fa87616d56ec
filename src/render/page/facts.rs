//! What the sentence about a step may name: the facts of its changes, as formulas of the page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::writer::Writer;
use crate::derivation::{Change, Fact, Step};
use crate::expr::{Expr, ExprKind};

/// Formulas with more parts are not repeated in a sentence.
const MOST_PARTS: u64 = 60;

/// One change as a template sees it: the rule's facts, `from`, `to`, and whether it is the whole
/// line that changed.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub(super) struct ChangeFacts {
    /// Whether the change is all of the step, so that the formula above tells it already.
    whole: bool,
    /// Whether its formulas are too long to be repeated in a sentence.
    long: bool,
    #[serde(flatten)]
    facts: BTreeMap<&'static str, Formulas>,
}

/// A fact in writing.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
#[serde(untagged)]
enum Formulas {
    One(String),
    Several(Vec<String>),
}

/// What the template of a sentence gets.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SentenceContext {
    changes: Vec<ChangeFacts>,
    /// The assumptions that were used.
    assumptions: Vec<String>,
    /// Whether only the name of what was done is wanted.
    brief: bool,
}

impl SentenceContext {
    /// The context for a step; the same change at several places is told once.
    pub(super) fn new(step: &Step, brief: bool, writer: &Writer) -> Self {
        let mut changes: Vec<ChangeFacts> = Vec::new();
        for change in &step.changes {
            let facts = facts(change, is_whole(change, step), writer);
            if !changes.contains(&facts) {
                changes.push(facts);
            }
        }
        let assumptions = step.assumptions.iter().map(|known| writer.condition(known));
        Self {
            changes,
            assumptions: assumptions.collect(),
            brief,
        }
    }
}

fn facts(change: &Change, whole: bool, writer: &Writer) -> ChangeFacts {
    let mut facts = BTreeMap::from([
        ("from", Formulas::One(writer.expr(&change.from))),
        ("to", Formulas::One(writer.expr(&change.to))),
    ]);
    for (name, fact) in change.facts.iter() {
        let written = match fact {
            Fact::Expr(expr) => Formulas::One(formula(name, expr, writer)),
            Fact::List(list) => Formulas::Several(
                list.iter()
                    .map(|expr| formula(name, expr, writer))
                    .collect(),
            ),
        };
        facts.insert(name, written);
    }
    ChangeFacts {
        whole,
        long: length(change) > MOST_PARTS,
        facts,
    }
}

/// How many parts the longest of the formulas has.
fn length(change: &Change) -> u64 {
    let facts = change.facts.iter().map(|(_, fact)| match fact {
        Fact::Expr(expr) => expr.size(),
        Fact::List(list) => list.iter().map(Expr::size).sum(),
    });
    facts
        .max()
        .unwrap_or_default()
        .max(change.from.size())
        .max(change.to.size())
}

/// A fact that is a condition travels in an Iverson bracket, which is not written.
fn formula(name: &str, expr: &Expr, writer: &Writer) -> String {
    match expr.kind() {
        ExprKind::Bracket(condition) if name == "condition" => writer.condition(condition),
        _ => writer.expr(expr),
    }
}

/// Whether a change is all there is to a step: one change of the whole line, of all its parts.
fn is_whole(change: &Change, step: &Step) -> bool {
    let picked = change.site.picked.len();
    let parts = change.from.children().len();
    step.changes.len() == 1 && change.site.path.is_empty() && (picked == 0 || picked == parts)
}
