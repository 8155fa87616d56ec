//! Rates: what counts by the day or by the second.

use super::compared::Need;
use super::readings::Reading;
use super::unit_marks::Marks;
use crate::expr::{Expr, ExprKind, deep};
use crate::units::{Dimension, Unit, unit};

/// `250 × 1 GB = 250 GB/day`: a side that counts by the day beside one that does not say so.
pub(super) fn without_rates(
    lhs: &Expr,
    rhs: &Expr,
    left: &Marks,
    right: &Marks,
) -> Option<Reading> {
    let is_time = |unit: &&'static Unit| unit.dimension == Dimension::TIME;
    let (in_left, in_right) = (
        left.units.iter().copied().find(|unit| is_time(unit)),
        right.units.iter().copied().find(|unit| is_time(unit)),
    );
    let (changed, unit) = match (in_left, in_right) {
        (Some(unit), None) => ((over_one(lhs), rhs.clone()), unit),
        (None, Some(unit)) => ((lhs.clone(), over_one(rhs)), unit),
        _ => return None,
    };
    let (new_lhs, new_rhs) = changed;
    (new_lhs != *lhs || new_rhs != *rhs).then(|| Reading {
        lhs: new_lhs,
        rhs: new_rhs,
        needs: vec![Need::Per(unit.name)],
    })
}

/// The expression with `x/(1 day)` as `x`.
fn over_one(expr: &Expr) -> Expr {
    deep(|| {
        if let ExprKind::Quotient(above, below) = expr.kind()
            && is_unit_of_time(below)
        {
            return over_one(above);
        }
        expr.map_children(over_one)
    })
}

/// `500 GB x 2 / 10 Gbps`: the rate behind the last number is that of the number, and not of the whole.
pub(super) fn over_rate(lhs: &Expr, rhs: &Expr) -> Option<Reading> {
    let ExprKind::Quotient(quotient, time) = lhs.kind() else {
        return None;
    };
    let ExprKind::Quotient(above, size) = quotient.kind() else {
        return None;
    };
    let ExprKind::Quantity(below, _) = size.kind() else {
        return None;
    };
    let is_measured = Marks::of(above).measuring().next().is_some();
    if !is_measured || below.as_number().is_none() || !is_unit_of_time(time) {
        return None;
    }
    let rate = Expr::quotient(size.clone(), time.clone());
    let lhs = Expr::quotient(above.clone(), rate);
    Some(Reading {
        needs: vec![Need::ReadAs(lhs.clone())],
        lhs,
        rhs: rhs.clone(),
    })
}

/// Whether a side is one unit of time.
fn is_unit_of_time(expr: &Expr) -> bool {
    match expr.kind() {
        ExprKind::Quantity(one, name) => {
            one.as_number().is_some_and(|one| one.is_one())
                && unit(name.name()).is_some_and(|unit| unit.dimension == Dimension::TIME)
        }
        _ => false,
    }
}
