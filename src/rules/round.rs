//! `round`: a number to as many significant digits as people read, `=` becomes `≈`; also one that is not
//! rational, whose digits are proven by an enclosure.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::eval::{Environment, Value, evaluate_to_digits};
use crate::expr::{Expr, Literal, Relation};
use crate::number::{DecimalText, Rational, Written};

/// The digits kept of an approximation.
const DIGITS: u32 = 4;

/// The digits kept of a value that has no exact decimal.
const DIGITS_OF_VALUE: u32 = 6;

pub(super) fn apply(expr: &Expr, _: &Context<'_>) -> Option<Rewrite> {
    let (value, digits) = match expr.as_number() {
        Some(value) => (value, DIGITS),
        None => (enclosed(expr)?, DIGITS_OF_VALUE),
    };
    let shown = DecimalText::significant(&value.abs(), digits);
    // A power of ten says how many digits count; 6,574,000,000 would not.
    let order = shown.order();
    let text = if order >= i64::from(digits) {
        format!("{}e{order}", shown.mantissa())
    } else {
        shown.plain()
    };
    let written = Written::parse(&text).ok()?;
    if written.value() == value.abs() {
        return None;
    }
    let rounded = Expr::literal(Literal::from_written(written));
    let to = if value.is_negative() {
        Expr::negative(rounded)
    } else {
        rounded
    };
    Some(Rewrite {
        relation: Relation::Approx,
        ..Rewrite::from_to(expr, to).telling(Facts::none().with("digits", Expr::integer(digits)))
    })
}

/// A number with the same first digits as a value that is not rational.
fn enclosed(expr: &Expr) -> Option<Rational> {
    if !expr.free_symbols().is_empty() {
        return None;
    }
    match evaluate_to_digits(expr, &Environment::new(), DIGITS_OF_VALUE).ok()? {
        Value::Enclosure(found) => Some(found.low().clone()),
        _ => None,
    }
}
