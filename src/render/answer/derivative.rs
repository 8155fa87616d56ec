//! Derivatives and elasticities, a line a symbol.

use serde_json::Value as Json;

use super::value::{value, value_json};
use super::verdict::condition;
use super::{DerivativeAnswer, Notation, expression};
use crate::derive::Smoothed;
use crate::diagnostic::Diagnostic;
use crate::eval::Value;
use crate::expr::{Assumptions, Expr, Symbol};
use crate::render::page::derivative_steps_json;
use crate::render::{PageOptions, json, plain};

/// The digits of a value in a ranking.
const DIGITS: u32 = 4;

/// A symbol, the derivative by it, and its value at the values given.
pub type DerivativeRow<'a> = (&'a Symbol, &'a Expr, Option<&'a Value>);

/// The derivative alone on its line, with its value below where values are given; of several symbols
/// a line each: symbol, value where there is one, expression, parted by tabs.
pub fn derivatives(rows: &[DerivativeRow<'_>], alone: bool, notation: Notation) -> String {
    let mut lines = Vec::new();
    for (symbol, result, at) in rows {
        let written = expression(result, notation);
        let at = at.map(|at| value(at, Some(DIGITS)));
        if alone {
            lines.push(written);
            lines.extend(at);
        } else {
            let cells = [Some(symbol.to_string()), at, Some(written)];
            lines.push(cells.into_iter().flatten().collect::<Vec<_>>().join("\t"));
        }
    }
    lines.join("\n")
}

/// The same as JSON, with the way there where it is known.
///
/// # Errors
/// A language without templates.
pub fn derivatives_json(
    rows: &[DerivativeAnswer<'_>],
    elasticity: bool,
    under: &Assumptions,
    options: &PageOptions,
) -> Result<Json, Diagnostic> {
    let mut told = Vec::new();
    for row in rows {
        let at = row.at.map_or(Json::Null, |at| value_json(at, None, None));
        let mut fields = vec![
            ("by", Json::from(row.by.name())),
            ("result", Json::from(plain(row.result))),
            ("value", at),
            ("conditions", row.conditions.iter().map(condition).collect()),
        ];
        if !row.smoothed.is_empty() {
            let one = |one: &Smoothed| {
                json::object([
                    ("rounding", Json::from(plain(&one.rounding))),
                    ("as", Json::from(plain(&one.as_if))),
                    ("apart", Json::from(plain(&one.apart))),
                ])
            };
            fields.push(("smoothed", row.smoothed.iter().map(one).collect()));
        }
        if !row.steps.is_empty() {
            fields.push(("steps", derivative_steps_json(row, under, options)?));
        }
        told.push(json::object(fields));
    }
    Ok(json::result([
        ("elasticity", Json::from(elasticity)),
        ("derivatives", Json::from(told)),
    ]))
}
