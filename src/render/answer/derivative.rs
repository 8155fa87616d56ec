//! Derivatives and elasticities, a line a symbol.

use serde_json::Value as Json;

use super::value::{value, value_json};
use super::{Notation, expression};
use crate::eval::Value;
use crate::expr::{Expr, Symbol};
use crate::render::{json, plain};

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

/// The same as JSON.
pub fn derivatives_json(rows: &[DerivativeRow<'_>], elasticity: bool) -> Json {
    let row = |(symbol, result, at): &DerivativeRow<'_>| {
        json::object([
            ("by", Json::from(symbol.name())),
            ("result", Json::from(plain(result))),
            ("value", at.map_or(Json::Null, |at| value_json(at, None))),
        ])
    };
    json::result([
        ("elasticity", Json::from(elasticity)),
        ("derivatives", rows.iter().map(row).collect()),
    ])
}
