//! Readings of percent signs.

use super::compared::Need;
use super::readings::Reading;
use super::sides::value;
use super::unit_marks::Marks;
use crate::expr::{Assumptions, Expr, ExprKind};
use crate::number::{Rational, Suffix, Written};

/// `18/450 × 100 = 4%`: the bare side counts percent.
pub(super) fn in_percent(lhs: &Expr, rhs: &Expr, left: &Marks, right: &Marks) -> Option<Reading> {
    let hundredth = Expr::number(&Rational::new(1.into(), 100.into())?);
    let scaled = |expr: &Expr| Expr::product([expr.clone(), hundredth.clone()]);
    let (lhs, rhs) = match (left.has_percent, right.has_percent) {
        (false, true) if counts_percent(lhs) => (scaled(lhs), rhs.clone()),
        (true, false) if counts_percent(rhs) => (lhs.clone(), scaled(rhs)),
        _ => return None,
    };
    let needs = vec![Need::InUnit("%".to_owned())];
    Some(Reading { lhs, rhs, needs })
}

/// Whether a side may count percent: a share below 1 does not.
fn counts_percent(side: &Expr) -> bool {
    let value = value(side, &Assumptions::none());
    let amount = value.and_then(|value| Some(value.as_quantity()?.amount.low().clone()));
    amount.is_none_or(|amount| amount.abs() >= Rational::ONE)
}

/// `240 + 15% = 276`: a share at the end of a sum is taken of what stands before it, as merchants and
/// their calculators do.
pub(super) fn of_what_stands_before(lhs: &Expr, rhs: &Expr) -> Option<Reading> {
    let (left, right) = (raised(lhs), raised(rhs));
    let read = left.clone().or_else(|| right.clone())?;
    Some(Reading {
        lhs: left.unwrap_or_else(|| lhs.clone()),
        rhs: right.unwrap_or_else(|| rhs.clone()),
        needs: vec![Need::ReadAs(read)],
    })
}

/// A sum that ends with a share: what stands before it, raised or lowered by the share.
fn raised(expr: &Expr) -> Option<Expr> {
    let ExprKind::Sum(summands) = expr.kind() else {
        return None;
    };
    let (share, before) = summands.split_last()?;
    let whole = match before {
        [] => return None,
        [one] => one.clone(),
        several => Expr::sum(several.to_vec()),
    };
    // A share of something below 1 is rather added to it.
    let is_plain = !Marks::of(&whole).has_percent && counts_percent(&whole);
    let by = Expr::sum([Expr::integer(1), share.clone()]);
    (is_plain && is_share(share)).then(|| Expr::product([whole, by]))
}

/// Whether an expression is a percentage, with a sign or without: `15%`, `-15%`.
fn is_share(expr: &Expr) -> bool {
    match expr.kind() {
        ExprKind::Number(literal) => {
            literal.written().and_then(Written::suffix) == Some(Suffix::Percent)
        }
        ExprKind::Neg(inner) => is_share(inner),
        _ => false,
    }
}
