//! Rates: what counts by the day or by the second.

use super::compared::Need;
use super::readings::{Reading, power_of_units};
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
        // `1000 ms / 70 ms ≈ 14 tokens/s`.
        (Some(_), Some(unit)) if power_of_units(lhs).is_some_and(Dimension::is_none) => {
            ((lhs.clone(), over_one(rhs)), unit)
        }
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

/// `500 GB x 2 / 10 Gbps`, `14e9 / 2 TB/s` for a time: the rate behind the last number is that of the number, and not of
/// the whole.
pub(super) fn over_rate(lhs: &Expr, rhs: &Expr) -> Option<Reading> {
    let ExprKind::Quotient(quotient, time) = lhs.kind() else {
        return None;
    };
    let quotient = unit_below(quotient).unwrap_or_else(|| quotient.clone());
    let ExprKind::Quotient(above, size) = quotient.kind() else {
        return None;
    };
    let ExprKind::Quantity(below, name) = size.kind() else {
        return None;
    };
    let is_measured = Marks::of(above).measuring().next().is_some();
    let is_for_time = Marks::of(rhs)
        .measuring()
        .any(|unit| unit.dimension == Dimension::TIME);
    if !(is_measured || is_for_time) || below.as_number().is_none() || !is_unit_of_time(time) {
        return None;
    }
    let above = if is_measured {
        above.clone()
    } else {
        let kind = unit(name.name())?.dimension;
        let base = [("byte", Dimension::DATA), ("FLOP", Dimension::OPERATIONS)];
        let (base, _) = base.into_iter().find(|(_, other)| *other == kind)?;
        Expr::quantity(above.clone(), base)
    };
    let rate = Expr::quotient(size.clone(), time.clone());
    let lhs = Expr::quotient(above, rate);
    Some(Reading {
        needs: vec![Need::ReadAs(lhs.clone())],
        lhs,
        rhs: rhs.clone(),
    })
}

/// `(14e9 / 2) TB` as `14e9 / (2 TB)`.
pub(super) fn unit_below(expr: &Expr) -> Option<Expr> {
    let ExprKind::Quantity(amount, name) = expr.kind() else {
        return None;
    };
    let ExprKind::Quotient(above, below) = amount.kind() else {
        return None;
    };
    let below = Expr::quantity(below.clone(), name.name());
    Some(Expr::quotient(above.clone(), below))
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
