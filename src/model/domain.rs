//! Whether a value belongs to a domain, and how a domain is called.

use crate::eval::{Real, Value};
use crate::expr::{Domain, Expr};
use crate::number::{Rational, group_digits};

/// Whether a value may be given to a parameter of this domain.
pub(super) fn admits(domain: &Domain, value: &Value) -> bool {
    match (domain, value) {
        (Domain::Boolean, Value::Boolean(_))
        | (Domain::Text, Value::Text(_))
        | (Domain::List, Value::List(_))
        // A bandwidth, a memory size: real, and measured in a unit.
        | (Domain::Real { min: None, max: None }, Value::Quantity(_)) => true,
        (Domain::Integer { .. } | Domain::Real { .. }, Value::Number(number)) => {
            domain.contains(number)
        }
        (Domain::Real { .. }, Value::Enclosure(enclosure)) => {
            domain.contains(enclosure.low()) && domain.contains(enclosure.high())
        }
        _ => false,
    }
}

/// What a value of the domain is: `an integer ≥ 1`.
pub(super) fn describe(domain: &Domain) -> String {
    let bounds = |low: Option<(&Rational, bool)>, high: Option<(&Rational, bool)>| {
        let above = low.map(|(value, strict)| (if strict { ">" } else { "≥" }, value));
        let below = high.map(|(value, strict)| (if strict { "<" } else { "≤" }, value));
        let parts = above.into_iter().chain(below);
        let parts: Vec<String> = parts
            .map(|(sign, value)| format!(" {sign} {value}"))
            .collect();
        parts.join(" and")
    };
    match domain {
        Domain::Integer { min, max } => {
            let low = min.as_ref().map(|value| (value, false));
            format!(
                "an integer{}",
                bounds(low, max.as_ref().map(|value| (value, false)))
            )
        }
        Domain::Real { min, max } => {
            let low = min.as_ref().map(|bound| (&bound.value, bound.strict));
            let high = max.as_ref().map(|bound| (&bound.value, bound.strict));
            format!("a real number{}", bounds(low, high))
        }
        Domain::Boolean => "`true` or `false`".into(),
        Domain::Text => "a text in quotes".into(),
        Domain::List => "a list such as `list(1, 2)`".into(),
    }
}

/// A value as messages show it, its digits in groups.
pub(super) fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text
        .bytes()
        .skip(usize::from(text.starts_with('-')))
        .all(|b| b.is_ascii_digit())
    {
        return group_digits(&text);
    }
    text
}

/// The value as an expression, where it can be written exactly.
pub(super) fn as_expr(value: &Value) -> Option<Expr> {
    match value {
        Value::Number(number) => Some(Expr::number(number)),
        Value::Boolean(truth) => Some(Expr::boolean(*truth)),
        Value::Text(text) => Some(Expr::text(text)),
        Value::List(elements) => {
            let elements: Option<Vec<Expr>> = elements.iter().map(as_expr).collect();
            elements.map(Expr::list)
        }
        Value::Quantity(quantity) => match (quantity.unit, quantity.in_unit()) {
            (Some(unit), Real::Exact(amount)) => {
                Some(Expr::quantity(Expr::number(&amount), unit.name))
            }
            _ => None,
        },
        Value::Enclosure(_) => None,
    }
}
