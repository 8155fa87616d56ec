//! Counts side by side: as a table, as CSV and as JSON.

use serde_json::Value as Json;

use super::TableFormat;
use super::count::{CountAnswer, count_json, csv_text, flat, row, text};
use crate::eval::Value;
use crate::model::{Change, Column, Comparison, Count, Difference};
use crate::number::Rational;
use crate::render::page::{Align, PageFormat, table};
use crate::render::{json, number};

/// Counts side by side in a form.
pub fn comparison(comparison: &Comparison, format: TableFormat) -> String {
    match format {
        TableFormat::Text => page(comparison, PageFormat::Text),
        TableFormat::Markdown => page(comparison, PageFormat::Markdown),
        TableFormat::Csv => csv(comparison),
        TableFormat::Json => json::document(vec![comparison_json(comparison)]),
    }
}

/// Why no table of keys stands below that of parts.
const NO_KEYS: &str =
    "Two formula files count these models, so the difference is told by parts and not by keys.";

/// What stands in place of a table without rows.
const NO_CHANGE: &str = "Nothing differs: each parameter has the same value in both.";

fn page(comparison: &Comparison, format: PageFormat) -> String {
    let mut align = vec![Align::Left];
    align.extend(comparison.columns.iter().map(|_| Align::Right));
    align.push(Align::Right);
    let mut blocks = vec![table(&rows(comparison, text), &align, format)];
    if let Some(difference) = &comparison.difference
        && difference.changes.is_empty()
        && difference.total.is_zero()
    {
        blocks.push(NO_CHANGE.to_owned());
    } else if let Some(difference) = &comparison.difference {
        let align = [
            Align::Left,
            Align::Left,
            Align::Right,
            Align::Right,
            Align::Right,
        ];
        blocks.push(table(&change_rows(difference), &align, format));
    } else if comparison.columns.len() == 2 && !comparison.is_of_one_file {
        blocks.push(NO_KEYS.to_owned());
    }
    blocks.join("\n\n") + "\n"
}

/// What each count has of a thing, by its name; nothing where it has none.
fn named(count: &Count, is_dense: bool) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = flat(&count.parts, "")
        .into_iter()
        .map(|(name, value)| (name, value.clone()))
        .collect();
    found.push((count.symbol.name().to_owned(), count.total.clone()));
    let mut more = |name: &str, value: &Rational| {
        found.push((name.to_owned(), Value::from(value.clone())));
    };
    if let Some(active) = count.active.as_ref().filter(|_| !is_dense) {
        more(
            "active (embedding and output layer)",
            &active.embedding_and_head,
        );
        more("active (output layer)", &active.head_only);
        more("active (neither)", &active.neither);
    }
    found
}

/// A row a part, in the order in which the configurations have them; of two, also the difference.
fn rows(comparison: &Comparison, shown: impl Fn(&Value) -> String) -> Vec<Vec<String>> {
    let columns = &comparison.columns;
    // Beside a model with experts, a token of one without them uses all of it.
    let uses_all = |column: &Column| column.count.active.as_ref().is_none_or(|a| a.is_dense);
    let is_dense = columns.iter().all(uses_all);
    let counts = columns.iter().map(|c| named(&c.count, is_dense));
    let counts: Vec<Vec<(String, Value)>> = counts.collect();
    let mut names: Vec<&String> = Vec::new();
    for (name, _) in counts.iter().flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // The whole and what is told of it stand behind all parts.
    let is_part = |name: &String| {
        !name.starts_with("active (") && columns.iter().all(|c| c.count.symbol.name() != name)
    };
    names.sort_by_key(|name| !is_part(name));
    let mut head = vec!["part".to_owned()];
    head.extend(columns.iter().map(|column| column.label.clone()));
    let is_pair = columns.len() == 2;
    if is_pair {
        head.push("difference".to_owned());
    }
    let mut rows = vec![head];
    for name in names {
        let values = counts.iter().map(|count| {
            let found = count.iter().find(|(other, _)| other == name);
            found.map(|(_, value)| value)
        });
        let values: Vec<Option<&Value>> = values.collect();
        let mut cells = vec![name.clone()];
        cells.extend(
            values
                .iter()
                .map(|value| value.map_or(String::new(), &shown)),
        );
        if let (true, [first, second]) = (is_pair, values.as_slice()) {
            let zero = Rational::from(0);
            let number = |value: Option<&Value>| match value {
                Some(value) => value.as_number().cloned(),
                None => Some(zero.clone()),
            };
            let apart = number(*first).zip(number(*second));
            let apart = apart.map(|(first, second)| shown(&Value::from(&second - &first)));
            cells.push(apart.unwrap_or_default());
        }
        rows.push(cells);
    }
    rows
}

/// Which parameter makes which part of the difference.
fn change_rows(difference: &Difference) -> Vec<Vec<String>> {
    let mut rows = vec![row(["what differs", "key", "first", "second", "change"])];
    for change in &difference.changes {
        let name = match &change.description {
            Some(what) => format!("{}, {what}", change.symbol),
            None => change.symbol.to_string(),
        };
        let key = change.key.clone().unwrap_or_default();
        rows.push(row([
            &name,
            &key,
            &text(&change.from),
            &text(&change.to),
            &signed(&change.change),
        ]));
    }
    rows.push(row(["together", "", "", "", &signed(&difference.total)]));
    rows
}

fn signed(value: &Rational) -> String {
    if value.is_integer() {
        number::signed(value.numerator())
    } else {
        value.to_string()
    }
}

fn csv(comparison: &Comparison) -> String {
    let mut rows = rows(comparison, ToString::to_string);
    for change in comparison
        .difference
        .iter()
        .flat_map(|difference| &difference.changes)
    {
        let key = change.key.as_deref().unwrap_or(change.symbol.name());
        rows.push(row([
            &format!("by {key}"),
            &change.from.to_string(),
            &change.to.to_string(),
            &change.change.to_string(),
        ]));
    }
    csv_text(&rows)
}

fn comparison_json(comparison: &Comparison) -> Json {
    let columns = comparison.columns.iter().map(|column| {
        count_json(&CountAnswer {
            title: None,
            subject: Some((&column.name, column.class.as_deref())),
            count: &column.count,
            bindings: true,
            layers: false,
        })
    });
    let difference = comparison
        .difference
        .as_ref()
        .map_or(Json::Null, |difference| {
            json::object([
                ("total", json::exact(&difference.total)),
                (
                    "changes",
                    difference.changes.iter().map(change_json).collect(),
                ),
            ])
        });
    json::result([("configs", columns.collect()), ("difference", difference)])
}

fn change_json(change: &Change) -> Json {
    json::object([
        ("name", Json::from(change.symbol.name())),
        ("key", change.key.as_deref().map_or(Json::Null, Json::from)),
        ("from", Json::from(change.from.to_string())),
        ("to", Json::from(change.to.to_string())),
        ("change", json::exact(&change.change)),
    ])
}
