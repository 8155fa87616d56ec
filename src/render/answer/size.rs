//! Sizes, item by item: as a table, as CSV and as JSON.

use serde_json::Value as Json;

use super::TableFormat;
use super::count::{binding_rows, bound_json, csv_text, row};
use crate::eval::Value;
use crate::model::{Bound, Giver, Itemised, ItemisedRow, said};
use crate::number::Rational;
use crate::render::page::{Align, PageFormat, table};
use crate::render::{json, number};

/// The significant digits of a figure for people, and of a share.
const DIGITS: u32 = 4;
const SHARE_DIGITS: u32 = 3;

/// Sizes as they are to be shown.
#[derive(Clone, Copy, Debug)]
pub struct SizeAnswer<'a> {
    /// What was asked for: `training`.
    pub what: &'a str,
    /// What the formula file is about.
    pub title: Option<&'a str>,
    /// The configuration.
    pub config: Option<&'a str>,
    /// The items.
    pub itemised: &'a Itemised,
    /// The values of the parameters.
    pub bindings: &'a [Bound],
    /// Whether to tell who gave each parameter its value.
    pub show_bindings: bool,
    /// The language of headings; descriptions are in that of the formula file.
    pub language: &'a str,
}

/// Sizes in a form, one after the other.
pub fn sizes(answers: &[SizeAnswer<'_>], format: TableFormat) -> String {
    let pages = |format| {
        let pages: Vec<String> = answers.iter().map(|answer| page(answer, format)).collect();
        pages.join("\n")
    };
    match format {
        TableFormat::Text => pages(PageFormat::Text),
        TableFormat::Markdown => pages(PageFormat::Markdown),
        TableFormat::Csv => csv(answers),
        TableFormat::Json => json::document(answers.iter().map(size_json).collect()),
    }
}

/// A value as it is shown: the exact number, what it measures, and the same for people.
struct Cells {
    exact: String,
    unit: &'static str,
    decimal: String,
    binary: String,
}

fn cells(value: &Value) -> Cells {
    let unit = unit(value);
    let amount = value.as_quantity();
    let amount = amount.as_ref().and_then(|held| held.amount.exact());
    let Some(amount) = amount else {
        return Cells {
            exact: value.to_string(),
            unit,
            decimal: String::new(),
            binary: String::new(),
        };
    };
    let is_bytes = unit == "byte";
    Cells {
        exact: if amount.is_integer() {
            number::integer(amount.numerator())
        } else {
            number::decimal(amount, DIGITS + 2).text
        },
        unit,
        decimal: match unit {
            "byte" => number::bytes(amount, DIGITS).text,
            "FLOP" => number::operations(amount, DIGITS).text,
            _ if amount < &Rational::from(1000) => String::new(),
            _ => number::people(amount, DIGITS).text,
        },
        binary: if is_bytes {
            number::binary_bytes(amount, DIGITS).text
        } else {
            String::new()
        },
    }
}

/// What a value measures, in base units.
fn unit(value: &Value) -> &'static str {
    let Value::Quantity(quantity) = value else {
        return "";
    };
    let exponents = quantity.dimension.exponents();
    let there = exponents.iter().filter(|(_, exponent)| *exponent != 0);
    match there.collect::<Vec<_>>().as_slice() {
        [(name, 1)] => name,
        _ => "",
    }
}

fn page(answer: &SizeAnswer<'_>, format: PageFormat) -> String {
    let is_markdown = format == PageFormat::Markdown;
    let mut blocks = Vec::new();
    if let Some(title) = answer.title {
        let mark = if is_markdown { "# " } else { "" };
        blocks.push(format!("{mark}{title}"));
    }
    blocks.extend(answer.config.map(str::to_owned));
    let align = [
        Align::Left,
        Align::Right,
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Left,
    ];
    let head = [
        "size", "exact", "unit", "decimal", "binary", "share", "what",
    ];
    let mut rows = vec![row(head.map(|text| said(text, answer.language)))];
    // What a choice leaves empty would only be in the way.
    let there = answer.itemised.rows.iter().filter(|item| !is_nothing(item));
    rows.extend(there.map(shown));
    let (rows, align) = without_empty(rows, &align);
    blocks.push(table(&rows, &align, format));
    if answer.show_bindings {
        let rows = binding_rows(answer.bindings, answer.language);
        blocks.push(table(&rows, &[Align::Left; 4], format));
    } else {
        let has_config = answer.config.is_some();
        let open = answer.bindings.iter();
        let open = open.filter(|bound| is_open(bound, has_config));
        let head = ["with", "value", "what"];
        let mut rows = vec![row(head.map(|text| said(text, answer.language)))];
        rows.extend(open.map(|bound| {
            let what = bound.description.as_deref().unwrap_or_default();
            row([bound.symbol.name(), &super::count::text(&bound.value), what])
        }));
        if rows.len() > 1 {
            blocks.push(table(&rows, &[Align::Left; 3], format));
        }
    }
    blocks.join("\n\n") + "\n"
}

/// Whether the value of a parameter is up to whoever asks: it was given, or could be, and no
/// configuration gives it.
fn is_open(bound: &Bound, has_config: bool) -> bool {
    match &bound.from {
        Giver::Given => true,
        Giver::Default(keys) => {
            bound.is_used && (keys.is_empty() && !bound.is_of_model || !has_config)
        }
        Giver::Key(_) | Giver::Case | Giver::Family | Giver::Assumption => false,
    }
}

fn is_nothing(item: &ItemisedRow) -> bool {
    let quantity = item.value.as_quantity();
    let amount = quantity.as_ref().and_then(|held| held.amount.exact());
    amount.is_some_and(Rational::is_zero) && item.symbol.name() != "total"
}

fn shown(item: &ItemisedRow) -> Vec<String> {
    let cells = cells(&item.value);
    let share = item.share.as_ref();
    let share = share.map_or_else(String::new, |share| number::percent(share, SHARE_DIGITS));
    row([
        item.symbol.name(),
        &cells.exact,
        cells.unit,
        &cells.decimal,
        &cells.binary,
        &share,
        &item.description,
    ])
}

/// The same without columns that hold nothing.
fn without_empty(rows: Vec<Vec<String>>, align: &[Align]) -> (Vec<Vec<String>>, Vec<Align>) {
    let is_full: Vec<bool> = (0..align.len())
        .map(|column| {
            let mut cells = rows.iter().skip(1).filter_map(|row| row.get(column));
            cells.any(|cell| !cell.is_empty())
        })
        .collect();
    let kept = |at: &usize| is_full.get(*at).copied().unwrap_or_default();
    let rows = rows.into_iter().map(|row| {
        let cells = row.into_iter().enumerate();
        cells.filter(|(at, _)| kept(at)).map(|(_, cell)| cell)
    });
    let rows = rows.map(Iterator::collect).collect();
    let align = align.iter().enumerate();
    let align = align.filter(|(at, _)| kept(at)).map(|(_, align)| *align);
    (rows, align.collect())
}

/// The exact number in base units.
fn exact(value: &Value) -> String {
    let quantity = value.as_quantity();
    let amount = quantity.as_ref().and_then(|held| held.amount.exact());
    amount.map_or_else(|| value.to_string(), ToString::to_string)
}

/// One row an item; the number is exact, in base units.
fn csv(answers: &[SizeAnswer<'_>]) -> String {
    let mut rows = vec![row([
        "of", "size", "value", "unit", "decimal", "binary", "share", "what",
    ])];
    for answer in answers {
        for item in &answer.itemised.rows {
            let mut cells = shown(item);
            if let Some(cell) = cells.get_mut(1) {
                *cell = exact(&item.value);
            }
            cells.insert(0, answer.what.to_owned());
            rows.push(cells);
        }
    }
    csv_text(&rows)
}

fn size_json(answer: &SizeAnswer<'_>) -> Json {
    let optional = |text: Option<&str>| text.map_or(Json::Null, Json::from);
    let item = |item: &ItemisedRow| {
        let cells = cells(&item.value);
        json::object([
            ("name", Json::from(item.symbol.name())),
            ("value", Json::from(exact(&item.value))),
            ("unit", optional(told(cells.unit))),
            ("decimal", optional(told(&cells.decimal))),
            ("binary", optional(told(&cells.binary))),
            ("share", item.share.as_ref().map_or(Json::Null, json::exact)),
            ("what", Json::from(item.description.as_str())),
        ])
    };
    json::result([
        ("of", Json::from(answer.what)),
        ("title", optional(answer.title)),
        ("config", optional(answer.config)),
        ("items", answer.itemised.rows.iter().map(item).collect()),
        ("bindings", answer.bindings.iter().map(bound_json).collect()),
    ])
}

/// A text that is there.
fn told(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
