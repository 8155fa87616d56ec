//! A value: exact where it is rational, else an enclosure.

use serde_json::Value as Json;

use super::{Notation, expression};
use crate::eval::{Enclosure, Real, Value};
use crate::expr::Expr;
use crate::number::{Rational, RoundingMode, round_to_significant, significant};
use crate::render::json;

/// The digits of an enclosure where none are asked for.
const DIGITS: u32 = 15;

/// The exact text of a value, and beside it a rounding where digits are asked for. A value that
/// is not rational is rounded to digits that its enclosure makes certain.
pub fn value(value: &Value, digits: Option<u32>) -> String {
    match value {
        Value::Enclosure(enclosure) => approximately(enclosure, digits.unwrap_or(DIGITS)),
        Value::Quantity(quantity) => match (quantity.in_unit(), digits) {
            (Real::Enclosed(enclosure), digits) => {
                let digits = digits.unwrap_or(DIGITS);
                let amount = approximately(&enclosure, digits);
                let unit = quantity.unit.map_or_else(
                    || quantity.dimension.to_string(),
                    |unit| unit.name.to_owned(),
                );
                format!("{amount} {unit}")
            }
            (Real::Exact(amount), Some(digits)) => beside(&value.to_string(), &amount, digits),
            (Real::Exact(_), None) => value.to_string(),
        },
        Value::Number(number) => match digits {
            Some(digits) => beside(&value.to_string(), number, digits),
            None => value.to_string(),
        },
        _ => value.to_string(),
    }
}

/// The same in a notation, behind the exact form where there is one; quantities stay text.
pub fn value_in(
    found: &Value,
    form: Option<&Expr>,
    digits: Option<u32>,
    notation: Notation,
) -> String {
    if let Some(form) = form {
        let rounded = value_in(found, None, digits, notation);
        return format!("{} {rounded}", expression(form, notation));
    }
    match found {
        Value::Number(number) if notation == Notation::Latex => {
            let exact = expression(&Expr::number(number), notation);
            let text = match digits {
                Some(digits) => beside(&exact, number, digits),
                None => exact,
            };
            text.replace('≈', r"\approx")
        }
        Value::Number(number) if notation == Notation::Mathml => {
            expression(&Expr::number(number), notation)
        }
        Value::Enclosure(_) if notation == Notation::Latex => {
            let text = value(found, digits);
            text.replace('≈', r"\approx").replace('∈', r"\in")
        }
        _ => value(found, digits),
    }
}

/// The exact text with a rounding beside it, where it differs.
fn beside(exact: &str, number: &Rational, digits: u32) -> String {
    // A digit takes more than three bits.
    let is_short = || number.numerator().bits() / 3 < u64::from(digits);
    let is_exact = number.is_integer() && is_short()
        || round_to_significant(number, digits, RoundingMode::HalfUp) == *number;
    if is_exact && number.is_integer() {
        return exact.to_owned();
    }
    format!(
        "{exact} {} {}",
        if is_exact { "=" } else { "≈" },
        significant(number, digits)
    )
}

/// `≈` and the digits that are certain; the ends themselves where none is.
fn approximately(enclosure: &Enclosure, digits: u32) -> String {
    let (low, high) = (enclosure.low(), enclosure.high());
    match certain(low, high, digits) {
        Some(rounded) => format!("≈ {rounded}"),
        None => format!("∈ [{}, {}]", significant(low, 2), significant(high, 2)),
    }
}

/// The most significant digits, up to those asked for, on which both ends agree once rounded.
fn certain(low: &Rational, high: &Rational, digits: u32) -> Option<String> {
    let agree = |digits: &u32| {
        round_to_significant(low, *digits, RoundingMode::HalfUp)
            == round_to_significant(high, *digits, RoundingMode::HalfUp)
    };
    let digits = (1..=digits).rev().find(agree)?;
    Some(significant(low, digits))
}

/// A value as JSON fields: `exact`, `approx`, `digits`, and for a value that is not rational
/// `enclosure`, its two ends, and `form`, where its exact form is known (`5*sqrt(2)`).
pub fn value_json(value: &Value, form: Option<&Expr>, digits: Option<u32>) -> Json {
    let digits = digits.unwrap_or(DIGITS);
    let mut fields = vec![];
    fields.extend(form.map(|form| ("form", Json::from(crate::render::plain(form)))));
    match value
        .as_quantity()
        .map(|quantity| (quantity.in_unit(), quantity.unit))
    {
        Some((Real::Exact(number), unit)) => {
            fields.push(("exact", json::exact(&number)));
            fields.push(("approx", Json::from(significant(&number, digits))));
            fields.push(("digits", Json::from(digits)));
            fields.extend(unit.map(|unit| ("unit", Json::from(unit.name))));
        }
        Some((Real::Enclosed(enclosure), unit)) => {
            let (low, high) = (enclosure.low(), enclosure.high());
            fields.push(("exact", Json::Null));
            fields.push((
                "approx",
                certain(low, high, digits).map_or(Json::Null, Json::from),
            ));
            fields.push(("digits", Json::from(digits)));
            fields.push((
                "enclosure",
                Json::from(vec![json::exact(low), json::exact(high)]),
            ));
            fields.extend(unit.map(|unit| ("unit", Json::from(unit.name))));
        }
        None => fields.push(("exact", Json::from(value.to_string()))),
    }
    json::result(fields)
}
