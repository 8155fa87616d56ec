//! An approximation: the result alone on its line, then the fate of every term.

use serde_json::Value as Json;

use super::Notation;
use crate::eval::{Real, Value};
use crate::expr::{Expr, Predicate, Symbol};
use crate::growth::{Approximation, AtValues, KeptReason, Within};
use crate::number::Rational;
use crate::render::{
    Style, answer, json, number, plain, plain_condition, unicode, unicode_condition,
};

/// The approximation first, alone on its line; then the table of terms, what was assumed, the
/// bound, the O-form, and the exact error where values are given.
pub fn approximation(
    found: &Approximation,
    within: Option<&(Rational, Within)>,
    at: Option<&AtValues>,
    notation: Notation,
) -> String {
    let mut lines = vec![
        answer::expression(&found.approximation, notation),
        String::new(),
    ];
    lines.extend(table(found));
    lines.push(String::new());
    let large: Vec<&str> = found.scale.large.iter().map(Symbol::name).collect();
    if !large.is_empty() {
        lines.push(format!("for large {}", large.join(", ")));
    }
    if found.dropped.is_empty() {
        lines.push(nothing_dropped(found).to_owned());
    }
    lines.extend(
        found
            .conditions
            .iter()
            .map(|known| format!("if {}", unicode_condition(known, &Style::default()))),
    );
    if let Some(known) = &found.cancellation {
        let curve = unicode_condition(known, &Style::default());
        lines.push(format!(
            "undecided: the kept terms cancel where {curve}, and the approximation fails near there"
        ));
    }
    if let Some(bound) = &found.bound {
        let bound = math(bound);
        lines.push(match conditions(&found.bound_if, unicode_of).as_slice() {
            [] => format!("relative error ≤ {bound}"),
            needed => format!("relative error ≤ {bound} if {}", needed.join(" and ")),
        });
    }
    if let Some(order) = &found.order {
        let terms = found.approximation.terms().iter().chain([order]);
        let with_order = Expr::sum(terms.cloned());
        lines.push(format!("= {}", math(&with_order)));
    }
    if let Some(at) = at {
        lines.extend(errors(at));
    }
    if let Some((tolerance, within)) = within {
        lines.push(format!(
            "within {}: {}",
            number::percent(tolerance, 3),
            answer::expression(&within.approximation, notation)
        ));
    }
    lines.join("\n") + "\n"
}

/// Why the approximation is the whole.
fn nothing_dropped(found: &Approximation) -> &'static str {
    if found.scale.large.is_empty() {
        "nothing grows, so nothing is dropped"
    } else {
        "no term is of lower order, so nothing is dropped"
    }
}

fn unicode_of(condition: &Predicate) -> String {
    unicode_condition(condition, &Style::default())
}

fn conditions(known: &[Predicate], text: fn(&Predicate) -> String) -> Vec<String> {
    known.iter().map(text).collect()
}

fn math(expr: &Expr) -> String {
    unicode(expr, &Style::default())
}

/// A row a term: the term, its fate, and why.
fn table(found: &Approximation) -> Vec<String> {
    let mut rows = Vec::new();
    for kept in &found.kept {
        let why = match &kept.reason {
            KeptReason::Alone => "it is the only term".to_owned(),
            KeptReason::Leading => "all other terms are of lower order".to_owned(),
            KeptReason::Unbeaten { ratios, .. } => {
                let rivals = ratios.iter().map(|rival| {
                    format!(
                        "beats {} when {} outgrows {}",
                        math(&rival.term),
                        math(&rival.faster),
                        math(&rival.slower)
                    )
                });
                rivals.collect::<Vec<_>>().join("; ")
            }
            KeptReason::UnknownGrowth(part) => format!("how {} grows is not known", math(part)),
            KeptReason::NotCompared(parts) => {
                let parts: Vec<String> = parts.iter().map(math).collect();
                format!("how it grows beside {} is not compared", parts.join(", "))
            }
        };
        rows.push([math(&kept.term), "kept".to_owned(), why]);
    }
    for dropped in &found.dropped {
        let by: Vec<String> = dropped.dominated_by.iter().map(math).collect();
        let why = format!(
            "against {}: ratio {} → 0",
            by.join(" and "),
            math(&dropped.ratio)
        );
        rows.push([math(&dropped.term), "dropped".to_owned(), why]);
    }
    aligned(&rows)
}

/// Columns of equal width; the last one as long as it is.
fn aligned(rows: &[[String; 3]]) -> Vec<String> {
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| Some(row.get(column)?.chars().count()))
            .max()
            .unwrap_or(0)
    };
    let (first, second) = (width(0), width(1));
    rows.iter()
        .map(|[term, fate, why]| format!("{term:first$}  {fate:second$}  {why}"))
        .collect()
}

fn errors(at: &AtValues) -> Vec<String> {
    let mut lines = vec![
        format!("exact {}", shown(&at.exact)),
        format!("approximation {}", shown(&at.approximate)),
    ];
    if let Some(error) = &at.relative_error {
        let mut line = format!("relative error {}", percent(error));
        if let Some(bound) = &at.bound {
            line = format!("{line}, bound {}", percent(bound));
        }
        if let Some(least) = at
            .least_bound
            .as_ref()
            .filter(|least| Some(*least) != at.bound.as_ref())
        {
            line = format!("{line}, least bound {}", percent(least));
        }
        lines.push(line);
    }
    lines
}

fn shown(value: &Value) -> String {
    match value.as_number().and_then(Rational::to_integer) {
        Some(integer) => number::integer(&integer),
        None => answer::value(value, None),
    }
}

fn percent(real: &Real) -> String {
    number::percent(real.high(), 3)
}

/// The same as JSON.
pub fn approximation_json(found: &Approximation, at: Option<&AtValues>) -> Json {
    let text = |expr: &Expr| Json::from(plain(expr));
    let kept: Vec<Json> = found.kept.iter().map(|kept| text(&kept.term)).collect();
    let dropped: Vec<Json> = found
        .dropped
        .iter()
        .map(|dropped| {
            let by: Vec<String> = dropped.dominated_by.iter().map(plain).collect();
            json::object([
                ("term", text(&dropped.term)),
                ("dominated_by", Json::from(by.join(", "))),
                ("ratio", text(&dropped.ratio)),
            ])
        })
        .collect();
    let large: Vec<Json> = found
        .scale
        .large
        .iter()
        .map(|symbol| Json::from(symbol.name()))
        .collect();
    let value = |value: &Value| Json::from(value.to_string());
    let number = |real: Option<&Real>| real.and_then(Real::exact).map_or(Json::Null, json::exact);
    json::result([
        ("approximation", text(&found.approximation)),
        ("kept", Json::from(kept)),
        ("dropped", Json::from(dropped)),
        ("bound", found.bound.as_ref().map_or(Json::Null, text)),
        (
            "bound_if",
            Json::from(conditions(&found.bound_if, plain_condition)),
        ),
        (
            "conditions",
            Json::from(conditions(&found.conditions, plain_condition)),
        ),
        (
            "cancellation",
            found
                .cancellation
                .as_ref()
                .map_or(Json::Null, |known| Json::from(plain_condition(known))),
        ),
        ("order", found.order.as_ref().map_or(Json::Null, text)),
        ("large", Json::from(large)),
        ("proven", Json::from(found.is_proven())),
        ("exact", at.map_or(Json::Null, |at| value(&at.exact))),
        (
            "approximate",
            at.map_or(Json::Null, |at| value(&at.approximate)),
        ),
        (
            "relative_error",
            number(at.and_then(|at| at.relative_error.as_ref())),
        ),
        (
            "bound_at_values",
            number(at.and_then(|at| at.bound.as_ref())),
        ),
    ])
}
