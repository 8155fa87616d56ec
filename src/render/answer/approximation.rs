//! An approximation as data: terms and their fate, the bound, and the exact error at values.

use serde_json::Value as Json;

use super::ApproximationAnswer;
use crate::diagnostic::Diagnostic;
use crate::eval::{Real, Value};
use crate::expr::{Expr, Predicate};
use crate::growth::{DroppedTerm, Within};
use crate::number::Rational;
use crate::render::{PageOptions, json, page, plain, plain_condition};

/// An approximation as JSON, with the derivation where steps were asked for.
///
/// # Errors
/// A language without templates.
pub fn approximation_json(
    answer: &ApproximationAnswer<'_>,
    options: &PageOptions,
) -> Result<Json, Diagnostic> {
    let (found, at) = (answer.approximation, answer.at);
    let kept: Vec<Json> = found.kept.iter().map(|kept| text(&kept.term)).collect();
    let dropped: Vec<Json> = found.dropped.iter().map(dropped_term).collect();
    let large = found.scale.large.iter();
    let large: Vec<Json> = large.map(|symbol| Json::from(symbol.name())).collect();
    let conditions: Vec<Json> = found.conditions.iter().map(condition).collect();
    let bound_if: Vec<Json> = found.bound_if.iter().map(condition).collect();
    let value = |value: &Value| Json::from(value.to_string());
    let or_null = |found: Option<Json>| found.unwrap_or(Json::Null);
    let error = at.and_then(|at| at.relative_error.as_ref());
    let bound = at.and_then(|at| at.bound.as_ref());
    let mut fields = vec![
        ("approximation", text(&found.approximation)),
        ("kept", Json::from(kept)),
        ("dropped", Json::from(dropped)),
        ("bound", or_null(found.bound.as_ref().map(text))),
        ("bound_if", Json::from(bound_if)),
        ("order", or_null(found.order.as_ref().map(text))),
        ("large", Json::from(large)),
        ("proven", Json::from(answer.derivation.is_proven())),
        ("conditions", Json::from(conditions)),
        (
            "cancellation",
            or_null(found.cancellation.as_ref().map(condition)),
        ),
        (
            "kept_part",
            or_null(found.kept_part().as_ref().map(condition)),
        ),
        ("exact", or_null(at.map(|at| value(&at.exact)))),
        ("approximate", or_null(at.map(|at| value(&at.approximate)))),
        ("relative_error", number(error)),
        ("bound_at_values", number(bound)),
        ("within", or_null(answer.within.map(within))),
    ];
    if answer.steps {
        let steps = page::derivation_json(answer.derivation, options)?;
        fields.push(("derivation", steps));
    }
    Ok(json::result(fields))
}

fn text(expr: &Expr) -> Json {
    Json::from(plain(expr))
}

fn condition(known: &Predicate) -> Json {
    Json::from(plain_condition(known))
}

fn number(real: Option<&Real>) -> Json {
    real.and_then(Real::exact).map_or(Json::Null, json::exact)
}

fn dropped_term(dropped: &DroppedTerm) -> Json {
    let by: Vec<String> = dropped.dominated_by.iter().map(plain).collect();
    json::object([
        ("term", text(&dropped.term)),
        ("dominated_by", Json::from(by.join(", "))),
        ("ratio", text(&dropped.ratio)),
    ])
}

fn within((tolerance, found): &(Rational, Within)) -> Json {
    let share = |(term, share): &(Expr, Rational)| {
        json::object([("term", text(term)), ("share", json::exact(share))])
    };
    let dropped: Vec<Json> = found.dropped.iter().map(share).collect();
    let error = found
        .errors
        .iter()
        .flatten()
        .max_by(|a, b| a.high().cmp(b.high()));
    json::object([
        ("tolerance", json::exact(tolerance)),
        ("approximation", text(&found.approximation)),
        ("dropped", Json::from(dropped)),
        ("relative_error", number(error)),
    ])
}
