//! Diagnostics as data for programs.

use serde_json::{Value, json};

use super::place::{Places, boundary};
use crate::diagnostic::{Diagnostic, Label, Severity};

/// One object a diagnostic: `code`, `severity`, `message`, `labels` with file, line and column from
/// 1, end of the place, and message, the primary one first, and `hints`.
///
/// ```
/// use longhand::diagnostic::{Code, Diagnostic, Source, Span};
/// use longhand::render::report;
///
/// let source = Source::new("a.lh", "x = 1 +");
/// let error = Diagnostic::error(Code::UNEXPECTED, "an operand is missing")
///     .at(&source, Span::new(7, 7), "here");
/// let objects = report::json(&[error]);
/// assert_eq!(objects[0]["labels"][0]["column"], 8);
/// ```
pub fn json(diagnostics: &[Diagnostic]) -> Vec<Value> {
    let mut places = Places::default();
    diagnostics
        .iter()
        .map(|diagnostic| object(diagnostic, &mut places))
        .collect()
}

fn object(diagnostic: &Diagnostic, places: &mut Places) -> Value {
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| label_object(label, places))
        .collect();
    json!({
        "code": diagnostic.code.name(),
        "severity": match diagnostic.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
        "message": diagnostic.message,
        "labels": labels,
        "hints": diagnostic.hints,
    })
}

fn label_object(label: &Label, places: &mut Places) -> Value {
    let text = label.source.text();
    let lines = places.lines(&label.source);
    let start = lines.position(boundary(text, label.span.start));
    let end = lines.position(boundary(text, label.span.end.max(label.span.start)));
    json!({
        "file": label.source.name(),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "message": label.message,
    })
}
