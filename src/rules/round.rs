//! `round`: a number to as many significant digits as people read, `=` becomes `≈`.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Expr, Literal, Relation};
use crate::number::{DecimalText, Written};

/// The digits kept.
const DIGITS: u32 = 4;

pub(super) fn apply(expr: &Expr, _: &Context<'_>) -> Option<Rewrite> {
    let value = expr.as_number()?;
    let shown = DecimalText::significant(&value.abs(), DIGITS);
    // A power of ten says how many digits count; 6,574,000,000 would not.
    let order = shown.order();
    let text = if order >= i64::from(DIGITS) {
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
        ..Rewrite::from_to(expr, to)
    })
}
