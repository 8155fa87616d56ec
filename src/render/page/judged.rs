//! The judge's word on a claim as a sentence of a language.

use serde::Serialize;

use super::PageOptions;
use super::doubt::{Doubt, at_point};
use super::engine::Engine;
use super::page::with_chains;
use super::question::{ExpectContext, expect};
use crate::derive::worked::WorkedExpect;
use crate::diagnostic::Diagnostic;
use crate::expr::{Assumptions, Expr, Relation};
use crate::judge::{Point, Verdict};

/// A relation, the judge's word on it, and values outside of the conditions of a proof at which it is false.
#[derive(Clone, Copy, Debug)]
pub struct JudgedAnswer<'a> {
    /// The left side.
    pub lhs: &'a Expr,
    /// The relation.
    pub relation: Relation,
    /// The right side.
    pub rhs: &'a Expr,
    /// The judge's word.
    pub verdict: &'a Verdict,
    /// Where it is false.
    pub outside: Option<&'a Point>,
}

#[derive(Debug, Serialize)]
struct JudgedContext {
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    claim: ExpectContext,
    outside: Option<Doubt>,
}

/// A sentence for each relation, with how it was proved and under which conditions, or why not.
///
/// # Errors
/// A language without templates.
pub fn judged(answers: &[JudgedAnswer<'_>], options: &PageOptions) -> Result<String, Diagnostic> {
    let engine = Engine::new(options)?;
    let none = Assumptions::none();
    let context = with_chains(&engine, options, |chains| {
        let rows = answers.iter().map(|answer| {
            let claim = WorkedExpect {
                first: answer.lhs.clone(),
                links: vec![(answer.relation, answer.rhs.clone(), answer.verdict.clone())],
                case: None,
                description: None,
                is_of_parts: false,
            };
            Row {
                claim: expect(&claim, &none, chains.writer),
                outside: answer
                    .outside
                    .map(|point| at_point(point, "different", chains.writer)),
            }
        });
        Ok(JudgedContext {
            rows: rows.collect(),
        })
    })?;
    let text = engine.page("judged", None, &context, answers.len())?;
    Ok(text.trim_end().to_owned())
}
