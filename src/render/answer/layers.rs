//! What each layer adds: as a table, as CSV and as JSON.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::count::{csv_text, row};
use crate::expr::Expr;
use crate::model::{Count, LayerGroup, Layers, Shares, Stack};
use crate::number::Rational;
use crate::render::page::{Align, PageFormat, table};
use crate::render::{json, number, plain};

/// The significant digits of a share.
const SHARE_DIGITS: u32 = 3;

/// The layers of a count, grouped where they are alike, and what is outside of them.
pub(super) fn layer_table(count: &Count, format: PageFormat) -> Option<String> {
    let layers = count.layers.as_ref()?;
    let mut rows = vec![row([
        "layers", "how many", "each", "active", "together", "share", "of which",
    ])];
    for (name, group) in groups(layers, runs) {
        let together = together(group);
        rows.push(row([
            &name,
            &group.layers.len().to_string(),
            &shown(&group.each.total),
            &active(&group.each),
            &shown(&together),
            &share(&together, count),
            &of_which(&group.each),
        ]));
    }
    let outside = &layers.outside;
    if !outside.total.is_zero() {
        let total = &outside.total;
        rows.push(row([
            "outside",
            "",
            "",
            "",
            &shown(total),
            &share(total, count),
            &of_which(outside),
        ]));
    }
    let mut align = vec![
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Left,
    ];
    if layers.outside.active.is_none() {
        align.remove(ACTIVE);
        for row in &mut rows {
            row.remove(ACTIVE);
        }
    }
    Some(table(&rows, &align, format))
}

/// The column of what one token uses, which stands only where that is not all.
const ACTIVE: usize = 3;

/// What one token uses of a layer.
fn active(shares: &Shares) -> String {
    shares.active.as_ref().map_or_else(String::new, shown)
}

/// The same as a number, also where it is all.
fn active_or_all(shares: &Shares) -> String {
    shares.active.as_ref().unwrap_or(&shares.total).to_string()
}

/// The groups of all stacks with their names; the stack is named where there are several.
fn groups(layers: &Layers, runs: fn(&[usize]) -> String) -> Vec<(String, &LayerGroup)> {
    let is_one = layers.stacks.len() == 1;
    let named = layers.stacks.iter().flat_map(|stack| {
        let groups = stack.groups.iter();
        groups.map(move |group| (named(stack, is_one, &runs(&group.layers)), group))
    });
    named.collect()
}

fn named(stack: &Stack, is_one: bool, runs: &str) -> String {
    if is_one {
        runs.to_owned()
    } else {
        format!("{} {runs}", stack.symbol)
    }
}

/// Numbers in rising order, shortened: `0–2, 5`, and `1, 3, …, 31` where they rise by more than one.
fn runs(numbers: &[usize]) -> String {
    let mut found = Vec::new();
    let mut rest = numbers;
    while let Some((&first, after)) = rest.split_first() {
        let by = after.first().map_or(1, |second| second - first);
        let count = 1 + after
            .iter()
            .zip(1..)
            .take_while(|(number, at)| **number == first + by * at)
            .count();
        let last = first + by * (count - 1);
        let text = match (by, count) {
            (_, 1) => first.to_string(),
            (1, _) => format!("{first}–{last}"),
            (_, 4..) => format!("{first}, {}, …, {last}", first + by),
            // Two or three far apart stand alone; the next may begin a longer run.
            _ => {
                found.push(first.to_string());
                rest = after;
                continue;
            }
        };
        found.push(text);
        rest = rest.get(count..).unwrap_or_default();
    }
    found.join(", ")
}

/// Numbers in rising order as programs read them: `0-2 5`.
fn plain_runs(numbers: &[usize]) -> String {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match found.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => found.push((*number, *number)),
        }
    }
    let runs = found.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        _ => format!("{first}-{last}"),
    });
    runs.collect::<Vec<_>>().join(" ")
}

fn together(group: &LayerGroup) -> Rational {
    let number = i64::try_from(group.layers.len()).unwrap_or(i64::MAX);
    &group.each.total * &Rational::from(number)
}

fn shown(value: &Rational) -> String {
    if value.is_integer() {
        return number::integer(value.numerator());
    }
    value.to_string()
}

fn share(value: &Rational, count: &Count) -> String {
    let total = count.total.as_number();
    let ratio = total.and_then(|total| value.checked_div(total));
    ratio.map_or_else(String::new, |ratio| number::percent(&ratio, SHARE_DIGITS))
}

/// `attention 2,097,152, mlp.dense 4,194,304`.
fn of_which(shares: &Shares) -> String {
    let parts = shares.parts.iter();
    let parts = parts.map(|(way, count)| format!("{} {}", name(way), shown(count)));
    parts.collect::<Vec<_>>().join("; ")
}

fn name(way: &[Expr]) -> String {
    way.iter().map(plain).collect::<Vec<_>>().join(".")
}

/// One row a group, with a column for each part: what one layer has of it; a last row for what is outside.
pub(super) fn layer_csv(count: &Count) -> String {
    let mut head = row(["layers", "number", "each", "together", "share", "active"]);
    let Some(layers) = &count.layers else {
        return csv_text(&[head]);
    };
    let groups = groups(layers, plain_runs);
    let all = groups.iter().map(|(_, group)| &group.each);
    let all = all.chain([&layers.outside]);
    let mut names: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for (way, _) in all.flat_map(|shares| &shares.parts) {
        if seen.insert(name(way)) {
            names.push(name(way));
        }
    }
    head.extend(names.iter().cloned());
    let mut rows = vec![head];
    let columns = |shares: &Shares| {
        let count = |wanted: &String| {
            let part = shares.parts.iter().find(|(way, _)| name(way) == *wanted);
            part.map_or_else(|| "0".to_owned(), |(_, count)| count.to_string())
        };
        names.iter().map(count).collect::<Vec<_>>()
    };
    for (name, group) in &groups {
        let together = together(group);
        let mut cells = row([
            name,
            &group.layers.len().to_string(),
            &group.each.total.to_string(),
            &together.to_string(),
            &share(&together, count),
            &active_or_all(&group.each),
        ]);
        cells.extend(columns(&group.each));
        rows.push(cells);
    }
    let outside = layers.outside.total.to_string();
    let mut cells = row([
        "outside",
        "",
        "",
        &outside,
        &share(&layers.outside.total, count),
        &active_or_all(&layers.outside),
    ]);
    cells.extend(columns(&layers.outside));
    rows.push(cells);
    csv_text(&rows)
}

/// The layers as JSON; `null` where there are none.
pub(super) fn layers_json(count: &Count) -> Json {
    let Some(layers) = &count.layers else {
        return Json::Null;
    };
    let groups = layers.stacks.iter().flat_map(|stack| {
        let group = |group: &LayerGroup| {
            json::object([
                ("stack", Json::from(stack.symbol.name())),
                ("layers", group.layers.iter().copied().collect()),
                ("each", json::exact(&group.each.total)),
                ("together", json::exact(&together(group))),
                ("active", active_json(&group.each)),
                ("parts", parts_json(&group.each)),
            ])
        };
        stack.groups.iter().map(group).collect::<Vec<_>>()
    });
    let outside = json::object([
        ("count", json::exact(&layers.outside.total)),
        ("active", active_json(&layers.outside)),
        ("parts", parts_json(&layers.outside)),
    ]);
    json::object([("groups", groups.collect()), ("outside", outside)])
}

/// What one token uses; `null` where that is all.
fn active_json(shares: &Shares) -> Json {
    shares.active.as_ref().map_or(Json::Null, json::exact)
}

fn parts_json(shares: &Shares) -> Json {
    let part = |(way, count): &(Vec<Expr>, Rational)| {
        json::object([
            ("name", Json::from(name(way))),
            ("count", json::exact(count)),
        ])
    };
    shares.parts.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_by_their_numbers() {
        let even: Vec<usize> = (0..32).step_by(2).collect();
        for (numbers, expected) in [
            (vec![0], "0"),
            (vec![0, 1], "0–1"),
            (vec![0, 1, 2, 5], "0–2, 5"),
            (vec![4, 12, 20, 28], "4, 12, …, 28"),
            (vec![0, 3, 4, 5], "0, 3–5"),
            (vec![0, 2, 4], "0, 2, 4"),
            (even, "0, 2, …, 30"),
            (vec![0, 1, 2, 3, 5, 6, 7, 9], "0–3, 5–7, 9"),
            (vec![], ""),
        ] {
            assert_eq!(runs(&numbers), expected);
        }
        assert_eq!(plain_runs(&[0, 1, 2, 5, 7, 8]), "0-2 5 7-8");
    }
}
