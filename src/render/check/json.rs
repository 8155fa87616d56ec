//! A report as data for programs.

use serde_json::{Value, json};

use super::finding::replacement;
use super::message::said;
use crate::check::{Given, Judged, Report};
use crate::diagnostic::{Code, Span};
use crate::document::Unread;
use crate::render::json as form;

/// One object a document, as the interface describes it.
pub fn json(report: &Report) -> Value {
    let given: Vec<Value> = report.given.iter().map(|g| given(g, report)).collect();
    let claims: Vec<Value> = report.claims.iter().map(|c| claim(c, report)).collect();
    let unread: Vec<Value> = report
        .document
        .unread
        .iter()
        .map(|u| unread_object(u, report))
        .collect();
    let summary = report.summary();
    form::result([
        ("file", Value::from(report.document.file.name())),
        ("given", given.into()),
        ("claims", claims.into()),
        ("unread", unread.into()),
        (
            "summary",
            json!({
                "holds": summary.holds,
                "warnings": summary.warnings,
                "wrong": summary.wrong,
                "undecided": summary.undecided,
                "given": summary.given,
                "unread": summary.unread + summary.unjudged,
                "hidden": summary.hidden,
            }),
        ),
    ])
}

/// The fields of a place, before others.
fn placed(span: Span, report: &Report, mut fields: Vec<(&str, Value)>) -> Value {
    let spot = report.document.spot(span.start);
    let mut all = Vec::new();
    if let Some(cell) = spot.cell {
        all.push(("cell", Value::from(cell)));
    }
    all.push(("line", Value::from(spot.line)));
    all.push(("column", Value::from(spot.column)));
    all.append(&mut fields);
    form::object(all)
}

fn given(given: &Given, report: &Report) -> Value {
    let fields = vec![
        ("kind", Value::from(given.kind.word())),
        ("name", Value::from(given.name.as_str())),
    ];
    placed(given.sign, report, fields)
}

fn unread_object(unread: &Unread, report: &Report) -> Value {
    let text = report.document.source.slice(unread.span);
    let fields = vec![
        ("text", Value::from(text)),
        ("reason", Value::from(unread.why())),
        ("hidden", hidden(Code::UNREAD, unread.at, report)),
    ];
    placed(unread.at, report, fields)
}

/// The reason of the author to hide a finding.
fn hidden(code: Code, at: Span, report: &Report) -> Value {
    let index = report.hidden_by(code, at.start);
    let suppression = index.and_then(|index| report.document.suppressions.get(index));
    suppression.map_or(Value::Null, |one| Value::from(one.reason.as_str()))
}

fn claim(claim: &Judged, report: &Report) -> Value {
    let source = &report.document.source;
    let words = said(claim, report);
    let suggestion = replacement(claim).map(|replaced| {
        let start = report.document.spot(replaced.span.start);
        let end = report.document.spot(replaced.span.end);
        json!({
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "text": replaced.text,
            "certain": replaced.is_certain,
        })
    });
    let slip = claim
        .slip
        .as_ref()
        .map(|slip| json!({ "name": slip.kind.name(), "message": words.slip }));
    let used: Vec<Value> = claim
        .used
        .iter()
        .map(|used| {
            let fields = vec![
                ("name", Value::from(used.symbol.name())),
                ("value", Value::from(crate::render::plain(&used.value))),
            ];
            placed(used.span, report, fields)
        })
        .collect();
    let fields = vec![
        ("lhs", Value::from(source.slice(claim.lhs))),
        ("relation", Value::from(claim.relation.sign())),
        ("rhs", Value::from(source.slice(claim.rhs))),
        ("verdict", Value::from(claim.verdict.word())),
        ("conditions", words.conditions.into()),
        ("message", words.message.into()),
        (
            "difference",
            words.difference.map_or(Value::Null, Value::from),
        ),
        ("witness", words.witness.map_or(Value::Null, Value::from)),
        ("slip", slip.unwrap_or(Value::Null)),
        ("suggestion", suggestion.unwrap_or(Value::Null)),
        ("used", used.into()),
        ("hidden", hidden(claim.verdict.code(), claim.sign, report)),
    ];
    placed(claim.sign, report, fields)
}
