//! Grades, a row a document.

use serde_json::Value;

use super::slip;
use crate::check::{Grade, Report};
use crate::render::json as form;

/// The columns of a table of grades.
const COLUMNS: [&str; 7] = [
    "file",
    "reached",
    "wrong",
    "first_wrong_line",
    "verdict",
    "slip",
    "told",
];

/// The fields of one grade. A hint names the place and the kind of slip, and keeps the answer.
fn fields(report: &Report, grade: &Grade, hint_only: bool) -> [String; 7] {
    let line = |span: crate::diagnostic::Span| report.document.spot(span.start).line.to_string();
    let first = grade.first_wrong.as_ref();
    let slip = first.and_then(|claim| claim.slip.as_ref());
    let told = match slip {
        Some(slip) if hint_only => slip::kind(slip),
        Some(slip) => slip::sentence(slip),
        None => String::new(),
    };
    [
        report.document.source.name().to_owned(),
        if grade.reached { "yes" } else { "no" }.to_owned(),
        grade.wrong.to_string(),
        first.map(|claim| line(claim.sign)).unwrap_or_default(),
        first
            .map(|claim| claim.verdict.word().to_owned())
            .unwrap_or_default(),
        slip.map(|slip| slip.kind.name().to_owned())
            .unwrap_or_default(),
        told,
    ]
}

/// The grades as CSV with a line of headings.
pub fn grades_csv(grades: &[(Report, Grade)], hint_only: bool) -> String {
    let rows = std::iter::once(COLUMNS.map(str::to_owned)).chain(
        grades
            .iter()
            .map(|(report, grade)| fields(report, grade, hint_only)),
    );
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

/// A cell in quotes where it needs them; what a spreadsheet would take for a formula is kept text.
fn quoted(cell: &str) -> String {
    let cell = if cell.starts_with(['=', '+', '-', '@']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// The grades as lines for people.
pub fn grades_text(grades: &[(Report, Grade)], hint_only: bool) -> String {
    let mut text = String::new();
    for (report, grade) in grades {
        let [file, reached, _, line, verdict, _, told] = fields(report, grade, hint_only);
        let result = if reached == "yes" {
            "reached"
        } else {
            "not reached"
        };
        text.extend([file.as_str(), ": ", result]);
        if !line.is_empty() {
            text.extend(["; line ", &line, " ", &verdict]);
        }
        if !told.is_empty() {
            text.extend([": ", &told]);
        }
        text.push('\n');
    }
    text
}

/// The grades as data for programs.
pub fn grades_json(grades: &[(Report, Grade)], hint_only: bool) -> Vec<Value> {
    let object = |(report, grade): &(Report, Grade)| {
        let row = fields(report, grade, hint_only);
        let cells = COLUMNS.iter().zip(row);
        form::result(cells.map(|(name, cell)| {
            let value = match *name {
                "reached" => Value::from(cell == "yes"),
                _ if cell.is_empty() => Value::Null,
                "wrong" | "first_wrong_line" => {
                    cell.parse::<u64>().map_or(Value::Null, Value::from)
                }
                _ => Value::from(cell),
            };
            (*name, value)
        }))
    };
    grades.iter().map(object).collect()
}
