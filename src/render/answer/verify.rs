//! A formula held against a checkpoint: a row a part, then whatever does not agree.

use std::fmt::Write as _;

use serde_json::Value as Json;

use super::TableFormat;
use super::count::csv_text;
use super::faults::{buffer_fault, described, explained, fault, some, tensors};
use crate::expr::{Expr, Symbol};
use crate::number::{Integer, Rational};
use crate::render::page::{Align, PageFormat, table};
use crate::render::{json, number, plain};
use crate::verify::{Explanation, Fault, Held, PartHeld, Untold, Verified};

/// What is shown of a verification.
#[derive(Clone, Copy, Debug)]
pub struct VerifyAnswer<'a> {
    /// What the formula file is about.
    pub title: Option<&'a str>,
    /// The checkpoint and the class it was read for.
    pub subject: (&'a str, Option<&'a str>),
    /// The parts and their tensors.
    pub verified: &'a Verified,
}

/// A verification in a form.
pub fn verify(answer: &VerifyAnswer<'_>, format: TableFormat) -> String {
    match format {
        TableFormat::Text => page(answer, PageFormat::Text),
        TableFormat::Markdown => page(answer, PageFormat::Markdown),
        TableFormat::Csv => csv_text(&rows(answer.verified, ToString::to_string)),
        TableFormat::Json => json::document(vec![verify_json(answer)]),
    }
}

fn page(answer: &VerifyAnswer<'_>, format: PageFormat) -> String {
    let is_markdown = format == PageFormat::Markdown;
    let mut blocks = Vec::new();
    if let Some(title) = answer.title {
        blocks.push(format!("{}{title}", if is_markdown { "# " } else { "" }));
    }
    let (path, class) = answer.subject;
    let class = class.map(|class| format!(", {class}")).unwrap_or_default();
    blocks.push(format!("{path}{class}"));
    let align = [
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
    ];
    blocks.push(table(
        &rows(answer.verified, number::integer),
        &align,
        format,
    ));
    blocks.extend(explained(&answer.verified.explanations));
    let bullet = if is_markdown { "- " } else { "  " };
    for (heading, lines) in lists(answer.verified) {
        let lines: Vec<String> = lines.iter().map(|line| format!("{bullet}{line}")).collect();
        let gap = if is_markdown { "\n\n" } else { "\n" };
        blocks.push(format!("{heading}:{gap}{}", lines.join("\n")));
    }
    blocks.extend(answer.verified.rows.iter().filter_map(untold));
    blocks.extend(inputs_first(answer.verified));
    blocks.push(stored(answer.verified));
    let verdict = if answer.verified.is_open() {
        "Whether the formula and the tensors agree is open."
    } else if answer.verified.agrees() {
        "The formula and the tensors agree."
    } else {
        "The formula and the tensors differ."
    };
    blocks.push(verdict.to_owned());
    blocks.join("\n\n") + "\n"
}

/// The parts and their sum.
fn rows(verified: &Verified, shown: impl Fn(&Integer) -> String) -> Vec<Vec<String>> {
    let head = [
        "part",
        "formula",
        "tensors",
        "difference",
        "how many",
        "bytes",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let row = |name: &str, [formula, tensors, bytes]: [&Integer; 3], count: usize| {
        let difference = tensors - formula;
        let count = count.to_string();
        vec![
            name.to_owned(),
            shown(formula),
            shown(tensors),
            if difference.is_zero() {
                "0".to_owned()
            } else {
                number::signed(&difference)
            },
            count,
            shown(bytes),
        ]
    };
    let mut sums = [Integer::from(0), Integer::from(0), Integer::from(0)];
    let mut count = 0;
    for part in &verified.rows {
        let numbers = [&part.formula, &part.tensors, &part.bytes];
        rows.push(row(part.symbol.name(), numbers, part.count));
        for (sum, number) in sums.iter_mut().zip(numbers) {
            *sum = &*sum + number;
        }
        count += part.count;
    }
    let [formula, tensors, bytes] = &sums;
    rows.push(row("total", [formula, tensors, bytes], count));
    rows
}

/// What is told below the table: a heading and its lines.
fn lists(verified: &Verified) -> Vec<(String, Vec<String>)> {
    let mut lists = Vec::new();
    for part in &verified.rows {
        if !part.faults.is_empty() {
            let lines = part.faults.iter().flat_map(fault).collect();
            lists.push((format!("In {}", part.symbol), lines));
        }
        if !part.copies.is_empty() {
            let heading = format!("Tied copies in {}, counted once", part.symbol);
            lists.push((heading, tensors(&part.copies)));
        }
    }
    let mut push = |heading: &str, held: &[Held]| {
        if !held.is_empty() {
            lists.push((format!("{heading} ({})", held.len()), tensors(held)));
        }
    };
    push("Covered by no part", &verified.uncovered);
    push("Buffers, which are no parameters", &verified.buffers);
    if !verified.buffer_faults.is_empty() {
        let lines = verified.buffer_faults.iter().map(buffer_fault);
        let heading = format!("Buffers that do not fit ({})", verified.buffer_faults.len());
        lists.push((heading, some(lines.collect())));
    }
    if !verified.unscaled.is_empty() {
        let heading = format!("Quantised without a scale ({})", verified.unscaled.len());
        lists.push((heading, some(verified.unscaled.clone())));
    }
    if !verified.doubly.is_empty() {
        let lines = verified.doubly.iter().map(|(tensor, parts)| {
            let parts: Vec<&str> = parts.iter().map(Symbol::name).collect();
            format!("{}: {}", described(tensor), parts.join(", "))
        });
        let heading = format!("Covered by several parts ({})", verified.doubly.len());
        lists.push((heading, some(lines.collect())));
    }
    lists
}

/// Why the tensors of a part are held in sum alone, where they are.
fn untold(part: &PartHeld) -> Option<String> {
    let name = &part.symbol;
    Some(match part.untold? {
        Untold::Number => format!(
            "`{name}` is a number in the formula: its tensors are held in sum, not one by one."
        ),
        Untold::Open => format!(
            "In {name} the sum agrees, and which tensor is which term was not found within the limit. Write `covers` behind its definitions."
        ),
    })
}

/// The parts whose matrices are stored the other way than most libraries do.
fn inputs_first(verified: &Verified) -> Option<String> {
    let parts = verified.rows.iter().filter(|part| part.inputs_first);
    let names: Vec<&str> = parts.map(|part| part.symbol.name()).collect();
    let names = match names.as_slice() {
        [] => return None,
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    };
    Some(format!(
        "Matrices of {names} are stored [from, to]; most libraries store [to, from]."
    ))
}

/// What lies in the files.
fn stored(verified: &Verified) -> String {
    let files = match verified.files {
        1 => "1 file".to_owned(),
        files => format!("{files} files"),
    };
    let size = number::bytes(&Rational::from(verified.data_bytes.clone()), 4).text;
    let bytes = number::integer(&verified.data_bytes);
    let mut text = format!("{files}, {bytes} bytes of data ({size})");
    let (packed, count) = &verified.packed;
    if *count > 0 {
        let packed = number::integer(packed);
        let tensors = if *count == 1 { "tensor" } else { "tensors" };
        let _ = write!(text, ", {packed} values packed in {count} {tensors}");
    }
    if !verified.scales.is_empty() {
        let count = verified.scales.len();
        let tables = if count == 1 { "table" } else { "tables" };
        let _ = write!(
            text,
            ", {count} {tables} beside quantised tensors, not counted"
        );
    }
    text + "."
}

fn verify_json(answer: &VerifyAnswer<'_>) -> Json {
    let verified = answer.verified;
    let held = |tensor: &Held| held_json(tensor);
    let all = |tensors: &[Held]| tensors.iter().map(held).collect::<Json>();
    let doubly = verified.doubly.iter().map(|(tensor, parts)| {
        let parts: Json = parts.iter().map(Symbol::name).collect();
        json::object([("tensor", held_json(tensor)), ("parts", parts)])
    });
    let (mut formula, mut tensors) = (Integer::from(0), Integer::from(0));
    for part in &verified.rows {
        formula = &formula + &part.formula;
        tensors = &tensors + &part.tensors;
    }
    json::result([
        ("title", answer.title.map_or(Json::Null, Json::from)),
        ("agrees", Json::from(verified.agrees())),
        ("formula", json::integer(&formula)),
        ("tensors", json::integer(&tensors)),
        ("difference", json::integer(&(&tensors - &formula))),
        ("parts", verified.rows.iter().map(part_json).collect()),
        (
            "explanations",
            verified.explanations.iter().map(explanation_json).collect(),
        ),
        ("uncovered", all(&verified.uncovered)),
        (
            "unscaled",
            verified.unscaled.iter().map(String::as_str).collect(),
        ),
        ("doubly_covered", doubly.collect()),
        ("buffers", all(&verified.buffers)),
        (
            "buffer_faults",
            verified.buffer_faults.iter().map(buffer_fault).collect(),
        ),
        ("scales", all(&verified.scales)),
        ("packed_values", json::integer(&verified.packed.0)),
        ("data_bytes", json::integer(&verified.data_bytes)),
        ("file_bytes", json::integer(&verified.file_bytes)),
        ("files", Json::from(verified.files)),
    ])
}

fn explanation_json(explanation: &Explanation) -> Json {
    json::object([
        ("parameter", Json::from(explanation.symbol.name())),
        (
            "key",
            explanation.key.as_deref().map_or(Json::Null, Json::from),
        ),
        ("configured", Json::from(plain(&explanation.said))),
        ("stored", Json::from(plain(&explanation.stored))),
    ])
}

fn part_json(part: &PartHeld) -> Json {
    json::object([
        ("name", Json::from(part.symbol.name())),
        ("formula", json::integer(&part.formula)),
        ("tensors", json::integer(&part.tensors)),
        ("difference", json::integer(&part.difference())),
        ("count", Json::from(part.count)),
        ("bytes", json::integer(&part.bytes)),
        ("tied_copies", part.copies.iter().map(held_json).collect()),
        ("faults", part.faults.iter().map(fault_json).collect()),
        ("inputs_first", Json::from(part.inputs_first)),
        ("held_in_sum", part.untold.map_or(Json::Null, why_json)),
    ])
}

fn why_json(untold: Untold) -> Json {
    Json::from(match untold {
        Untold::Number => "number",
        Untold::Open => "limit",
    })
}

fn held_json(tensor: &Held) -> Json {
    json::object([
        ("name", Json::from(tensor.name.as_str())),
        ("dtype", Json::from(tensor.dtype)),
        ("shape", tensor.shape.iter().copied().collect()),
        ("values", json::integer(&Integer::from(tensor.values))),
    ])
}

fn fault_json(found: &Fault) -> Json {
    let term = |(term, definition): &(Expr, Option<Symbol>)| {
        let definition = definition
            .as_ref()
            .map_or(Json::Null, |name| Json::from(name.name()));
        json::object([
            ("expression", Json::from(plain(term))),
            ("definition", definition),
        ])
    };
    let all = |tensors: &[Held]| tensors.iter().map(held_json).collect::<Json>();
    let message = Json::from(fault(found).join("; "));
    let (kind, tensors, of) = match found {
        Fault::Size {
            tensors, term: of, ..
        } => ("size", all(tensors), Some(of)),
        Fault::Term {
            tensors, term: of, ..
        } => ("term", all(tensors), Some(of)),
        Fault::Shape { tensor, .. } => ("shape", all(std::slice::from_ref(tensor)), None),
        Fault::Missing {
            names, term: of, ..
        } => (
            "missing",
            names.iter().map(String::as_str).collect(),
            Some(of),
        ),
        Fault::Unheld { term: of, .. } => ("no-tensor", Json::Array(Vec::new()), Some(of)),
        Fault::Sizes { tensors, term: of } => ("sizes", all(tensors), Some(of)),
        Fault::Turned { tensors, .. } => ("turned", all(tensors), None),
        Fault::Bias { bias, .. } => ("bias", all(std::slice::from_ref(bias)), None),
        Fault::Layer { name, .. } => ("layer", std::iter::once(name.as_str()).collect(), None),
        Fault::Gap { tensors, .. } => ("gap", all(tensors), None),
        Fault::Surplus { tensors } => ("surplus", all(tensors), None),
    };
    json::object([
        ("kind", Json::from(kind)),
        ("tensors", tensors),
        ("term", of.map_or(Json::Null, term)),
        ("message", message),
    ])
}
