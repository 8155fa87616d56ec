//! A count and its parts: as a table, as CSV and as JSON.

use serde_json::Value as Json;

use super::layers::{layer_csv, layer_table, layers_json};
use crate::eval::{Kind, Value};
use crate::model::{Active, Bound, Count, Giver, PartCount, said};
use crate::number::Rational;
use crate::render::page::{Align, PageFormat, table};
use crate::render::{json, number, plain};

/// The significant digits of a share.
const SHARE_DIGITS: u32 = 3;

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Aligned columns.
    Text,
    /// Markdown.
    Markdown,
    /// Comma-separated values, numbers without marks between their digits.
    Csv,
    /// JSON; exact numbers are strings.
    Json,
}

/// A count as it is to be shown.
#[derive(Clone, Copy, Debug)]
pub struct CountAnswer<'a> {
    /// What the formula file is about.
    pub title: Option<&'a str>,
    /// The configuration and the class it was read for.
    pub subject: Option<(&'a str, Option<&'a str>)>,
    /// The count.
    pub count: &'a Count,
    /// Whether to tell who gave each parameter its value.
    pub bindings: bool,
    /// Whether the rows of CSV are layers, in place of parts.
    pub layers: bool,
}

/// A count in a form.
pub fn count(answer: &CountAnswer<'_>, format: TableFormat) -> String {
    match format {
        TableFormat::Text => page(answer, PageFormat::Text),
        TableFormat::Markdown => page(answer, PageFormat::Markdown),
        TableFormat::Csv if answer.layers => layer_csv(answer.count),
        TableFormat::Csv => csv(answer),
        TableFormat::Json => json::document(vec![count_json(answer)]),
    }
}

fn page(answer: &CountAnswer<'_>, format: PageFormat) -> String {
    let mut blocks = Vec::new();
    if let Some(title) = answer.title {
        let mark = if format == PageFormat::Markdown {
            "# "
        } else {
            ""
        };
        blocks.push(format!("{mark}{title}"));
    }
    if let Some((config, class)) = answer.subject {
        let class = class.map(|class| format!(", {class}")).unwrap_or_default();
        blocks.push(format!("{config}{class}"));
    }
    let align = [Align::Left, Align::Right, Align::Right, Align::Left];
    blocks.push(table(&part_rows(answer.count, format), &align, format));
    blocks.extend(layer_table(answer.count, format));
    let further = further_rows(answer.count);
    if further.len() > 1 {
        blocks.push(table(&further, &align, format));
    }
    if answer.bindings {
        blocks.push(table(
            &binding_rows(&answer.count.bindings, "en"),
            &[Align::Left; 4],
            format,
        ));
    }
    blocks.join("\n\n") + "\n"
}

pub(super) fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// The parts with their shares, and the total.
fn part_rows(count: &Count, format: PageFormat) -> Vec<Vec<String>> {
    let indent = if format == PageFormat::Markdown {
        "&ensp;"
    } else {
        "  "
    };
    let mut rows = vec![row(["part", "count", "share", "what"])];
    for part in &count.parts {
        push_part(&mut rows, part, &count.total, (indent, 0));
    }
    let total = plain(&crate::expr::Expr::symbol(count.symbol.clone()));
    rows.push(row([
        &total,
        &text(&count.total),
        &share(&count.total, &count.total),
        "",
    ]));
    if rows
        .iter()
        .skip(1)
        .all(|row| row.get(3).is_some_and(String::is_empty))
    {
        for row in &mut rows {
            row.truncate(3);
        }
    }
    rows
}

fn push_part(
    rows: &mut Vec<Vec<String>>,
    part: &PartCount,
    total: &Value,
    (indent, depth): (&str, usize),
) {
    let name = format!("{}{}", indent.repeat(depth), plain(&part.name));
    let what = part.description.as_deref().unwrap_or_default();
    rows.push(row([
        &name,
        &text(&part.count),
        &share(&part.count, total),
        what,
    ]));
    for inner in &part.parts {
        push_part(rows, inner, total, (indent, depth + 1));
    }
}

/// How much of the whole a part is.
fn share(part: &Value, total: &Value) -> String {
    let ratio = part.as_number().zip(total.as_number());
    let ratio = ratio.and_then(|(part, total)| part.checked_div(total));
    ratio.map_or_else(String::new, |ratio| number::percent(&ratio, SHARE_DIGITS))
}

/// The digits of a value that is not rational.
const ENCLOSED_DIGITS: u32 = 6;

/// A value, its digits in groups.
pub(super) fn text(value: &Value) -> String {
    match value.as_number() {
        Some(number) if number.is_integer() => number::integer(number.numerator()),
        None if value.kind() == Kind::Number => super::value(value, Some(ENCLOSED_DIGITS)),
        _ => value.to_string(),
    }
}

/// What one token uses, where that is not all.
fn some_active(count: &Count) -> Option<&Active> {
    count.active.as_ref().filter(|active| !active.is_dense)
}

/// What is told beside the parts: without the embedding, and for one token.
fn further_rows(count: &Count) -> Vec<Vec<String>> {
    let mut rows = vec![row(["of these", "count", "share"])];
    let mut push = |name: &str, value: &Rational| {
        let value = Value::from(value.clone());
        rows.push(row([name, &text(&value), &share(&value, &count.total)]));
    };
    if let Some(rest) = &count.non_embedding {
        push("without the embedding", &rest.head_counted);
        push("without embedding and output layer", &rest.head_not_counted);
    }
    if let Some(active) = some_active(count) {
        push(
            "active, embedding and output layer counted",
            &active.embedding_and_head,
        );
        push("active, output layer counted", &active.head_only);
        push("active, neither counted", &active.neither);
    }
    rows
}

pub(super) fn binding_rows(bindings: &[Bound], language: &str) -> Vec<Vec<String>> {
    let head = ["name", "value", "from", "what"];
    let mut rows = vec![row(head.map(|text| said(text, language)))];
    for bound in bindings {
        let what = bound.description.as_deref().unwrap_or_default();
        let value = shortened(&bound.value.to_string());
        rows.push(row([
            bound.symbol.name(),
            &value,
            &giver(&bound.from, language),
            what,
        ]));
    }
    rows
}

/// The most characters of a value in a table: a list of layers may be long.
const LONGEST: usize = 40;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Who gave a value, in words of a language.
fn giver(from: &Giver, language: &str) -> String {
    let word = match from {
        Giver::Key(key) => return key.clone(),
        Giver::Given => "given",
        Giver::Case => "case",
        Giver::Assumption => "assumption",
        Giver::Family => "family",
        Giver::Default(_) => "default",
    };
    let word = said(word, language);
    match from {
        Giver::Default(keys) if !keys.is_empty() => {
            let keys = keys
                .iter()
                .map(|(key, lack)| format!("{key} {}", said(lack.name(), language)));
            format!("{word}; {}", keys.collect::<Vec<_>>().join(", "))
        }
        _ => word.to_owned(),
    }
}

/// One row a part: its name, its count, and as a fraction its share.
fn csv(answer: &CountAnswer<'_>) -> String {
    let mut rows = vec![row(["part", "count", "share"])];
    let total = &answer.count.total;
    let mut push = |name: String, count: &Value| {
        rows.push(row([&name, &count.to_string(), &share(count, total)]));
    };
    for (name, count) in flat(&answer.count.parts, "") {
        push(name, count);
    }
    push(answer.count.symbol.name().to_owned(), total);
    csv_text(&rows)
}

/// Rows as comma-separated values.
pub(super) fn csv_text(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        if writer.write_record(row).is_err() {
            return String::new();
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The parts with their own, each by its way: `mlp.router`.
pub(super) fn flat<'a>(parts: &'a [PartCount], before: &str) -> Vec<(String, &'a Value)> {
    let mut found = Vec::new();
    for part in parts {
        let name = format!("{before}{}", plain(&part.name));
        let inner = flat(&part.parts, &format!("{name}."));
        found.push((name, &part.count));
        found.extend(inner);
    }
    found
}

/// A count as JSON.
pub fn count_json(answer: &CountAnswer<'_>) -> Json {
    let count = answer.count;
    let optional = |text: Option<&str>| text.map_or(Json::Null, Json::from);
    let non_embedding = count.non_embedding.as_ref().map_or(Json::Null, |rest| {
        json::object([
            ("head_counted", json::exact(&rest.head_counted)),
            ("head_not_counted", json::exact(&rest.head_not_counted)),
        ])
    });
    json::result([
        ("title", optional(answer.title)),
        ("config", optional(answer.subject.map(|(config, _)| config))),
        (
            "class",
            optional(answer.subject.and_then(|(_, class)| class)),
        ),
        ("name", Json::from(count.symbol.name())),
        ("total", Json::from(count.total.to_string())),
        ("parts", parts_json(&count.parts)),
        ("layers", layers_json(count)),
        ("non_embedding", non_embedding),
        ("active", some_active(count).map_or(Json::Null, active_json)),
        ("bindings", count.bindings.iter().map(bound_json).collect()),
    ])
}

fn parts_json(parts: &[PartCount]) -> Json {
    let part = |part: &PartCount| {
        let mut fields = vec![
            ("name", Json::from(plain(&part.name))),
            ("count", Json::from(part.count.to_string())),
        ];
        if !part.parts.is_empty() {
            fields.push(("parts", parts_json(&part.parts)));
        }
        json::object(fields)
    };
    parts.iter().map(part).collect()
}

fn active_json(active: &Active) -> Json {
    json::object([
        (
            "embedding_and_head",
            json::exact(&active.embedding_and_head),
        ),
        ("head_only", json::exact(&active.head_only)),
        ("neither", json::exact(&active.neither)),
    ])
}

pub(super) fn bound_json(bound: &Bound) -> Json {
    let value = match &bound.value {
        Value::Boolean(truth) => Json::from(*truth),
        other => Json::from(other.to_string()),
    };
    let (from, key) = match &bound.from {
        Giver::Key(key) => ("config", Json::from(key.as_str())),
        Giver::Given => ("given", Json::Null),
        Giver::Case => ("case", Json::Null),
        Giver::Assumption => ("assumption", Json::Null),
        Giver::Family => ("family", Json::Null),
        Giver::Default(_) => ("default", Json::Null),
    };
    let mut fields = vec![
        ("name", Json::from(bound.symbol.name())),
        ("value", value),
        ("from", Json::from(from)),
        ("key", key),
    ];
    if let Giver::Default(keys) = &bound.from {
        let keys = keys.iter();
        let keys = keys.map(|(key, lack)| (key.as_str(), Json::from(lack.name())));
        fields.push(("keys", json::object(keys)));
    }
    json::object(fields)
}
