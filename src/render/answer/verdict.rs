//! The judge's word on an equality.

use serde_json::Value as Json;

use super::value::value;
use crate::expr::{Expr, Symbol};
use crate::judge::{Condition, Excess, Failure, Point, Reason, Verdict, Witness};
use crate::render::{Style, json, plain, unicode_condition};

/// The largest difference that stands in a line of text.
const SHOWN_UP_TO: u64 = 100;

/// One line: `equal`, `different` or `undecided`, and after a tab what belongs to it: conditions
/// (`for x ≠ 1`), the witness and the difference of the sides, the reason.
pub fn verdict(verdict: &Verdict, difference: Option<&Expr>) -> String {
    let (word, mut detail) = told(verdict);
    if let Some(difference) = difference.filter(|found| found.size() <= SHOWN_UP_TO) {
        detail.push_str("; the difference is ");
        detail.push_str(&plain(difference));
    }
    if detail.is_empty() {
        word.to_owned()
    } else {
        format!("{word}\t{detail}")
    }
}

/// The line with values outside of its conditions at which the claim is false.
pub fn with_outside(line: String, point: Option<&Point>) -> String {
    match point {
        Some(point) => format!("{line}; false {}", at(point)),
        None => line,
    }
}

/// The same as JSON.
pub fn verdict_json(verdict: &Verdict, difference: Option<&Expr>, outside: Option<&Point>) -> Json {
    let (word, detail) = told(verdict);
    let mut fields = vec![
        ("verdict", Json::from(word)),
        ("detail", Json::from(detail)),
    ];
    let conditions: Vec<Json> = verdict
        .conditions()
        .iter()
        .map(|known| Json::from(condition(known)))
        .collect();
    fields.push(("conditions", Json::from(conditions)));
    if let Verdict::Fails {
        witness: Witness::Point(point),
        ..
    } = verdict
    {
        fields.push(("witness", witness_json(point)));
    }
    if let Some(difference) = difference {
        fields.push(("difference", Json::from(plain(difference))));
    }
    fields.extend(outside.map(|point| ("outside", witness_json(point))));
    json::result(fields)
}

fn told(verdict: &Verdict) -> (&'static str, String) {
    match verdict {
        Verdict::Holds { conditions, .. } => {
            let told: Vec<String> = conditions.iter().map(condition).collect();
            ("equal", told.join(" and "))
        }
        Verdict::Fails { witness, how } => ("different", failure(witness, how)),
        Verdict::Undecided { because } => ("undecided", reason(because)),
    }
}

/// `for x ≠ 1`, `if h ≥ 0`.
pub fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Except(known) => format!("for {}", unicode_condition(known, &Style::default())),
        Condition::If(known) => format!("if {}", unicode_condition(known, &Style::default())),
        Condition::PositiveIntegers(symbols) => {
            let names: Vec<&str> = symbols.iter().map(Symbol::name).collect();
            match names.as_slice() {
                [name] => format!("if {name} is a positive integer"),
                names => format!("if {} are positive integers", names.join(", ")),
            }
        }
    }
}

pub(super) fn failure(witness: &Witness, how: &Failure) -> String {
    let seen = match witness {
        Witness::Point(point) => at(point),
        Witness::Modular {
            modulus,
            left,
            right,
            ..
        } => {
            format!("modulo the prime {modulus} the sides are {left} and {right}")
        }
        Witness::Growth { term, excess, .. } => {
            let term = plain(term);
            match excess {
                Excess::Between => format!("the difference {term} is not of lower order"),
                Excess::NotOutgrown => format!("{term} is not outgrown by the other side"),
                Excess::NotBounded => format!("{term} is bounded by no multiple of the other side"),
            }
        }
    };
    match how {
        Failure::Factor(factor) => format!("{seen}; the left side is {factor} times the right"),
        Failure::Rounded => format!("{seen}; one is a rounding of the other"),
        Failure::Different | Failure::Loose { .. } => seen,
    }
}

/// `at L = 2, h = 3: 261 against 249`.
pub(super) fn at(point: &Point) -> String {
    let sides = format!(
        "{} against {}",
        value(&point.left, None),
        value(&point.right, None)
    );
    if point.values.is_empty() {
        return sides;
    }
    let values = point.values.iter();
    let values: Vec<String> = values
        .map(|(name, set)| format!("{name} = {}", plain(set)))
        .collect();
    format!("at {}: {sides}", values.join(", "))
}

pub(super) fn witness_json(point: &Point) -> Json {
    let values = point.values.iter();
    let values = values.map(|(name, value)| (name.name(), Json::from(plain(value))));
    json::object([
        ("values", json::object(values)),
        ("left", Json::from(point.left.to_string())),
        ("right", Json::from(point.right.to_string())),
    ])
}

pub(super) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Budget(name) => format!("budget: {name}"),
        Reason::Undefined { part, because, .. } => {
            format!("{} has no value: {because}", plain(part))
        }
        Reason::Beyond(part) => {
            format!(
                "the sides agree wherever they were tried, but {} is beyond what can be proved",
                plain(part)
            )
        }
        Reason::Overlap => "the values lie too close together to be told apart".to_owned(),
        Reason::NoPoint => "no values were found that tell the sides apart".to_owned(),
        Reason::Unusual(point) => {
            format!(
                "no usual values contradict it, but others do: {}",
                at(point)
            )
        }
        Reason::Cancellation(known) => {
            format!(
                "the kept terms may cancel where {}",
                unicode_condition(known, &Style::default())
            )
        }
        Reason::Growing(part) => {
            format!(
                "how fast {} grows beside the rest is not known",
                plain(part)
            )
        }
        Reason::Growth(why) => format!("the growth could not be compared: {why}"),
        Reason::Unsupported(what) => (*what).to_owned(),
    }
}
