//! Units converted by hand: `3000 bytes × 8 = 24,000 bits`, `(2.92e8 s)/(24 × 60 × 60) = 3,379 days`.

use super::compared::Need;
use super::readings::Reading;
use super::sides::value;
use super::unit_marks::Marks;
use crate::expr::{Assumptions, Expr, ExprKind, deep};
use crate::number::Rational;
use crate::units::{Dimension, unit};

/// Bits of a byte, and parts of a day: what such a factor converts is another unit and no other prefix.
const OF_UNITS: &[i64] = &[8, 24, 60, 3_600, 86_400];

/// The prefixes that are converted with them: `MB/s × 8 / 1000` in Gbit/s.
const OF_PREFIXES: &[i64] = &[1_000, 1_000_000, 1_000_000_000];

/// The most factors that are looked for.
const MOST_FACTORS: usize = 6;

/// The left side without the factors that only convert: where each side measures in units of its own, and the
/// numbers alone agree with the factors, as the units do without them.
pub(super) fn by_hand(lhs: &Expr, rhs: &Expr, left: &Marks, right: &Marks) -> Vec<Reading> {
    let names = |marks: &Marks| {
        let mut names: Vec<&str> = marks.measuring().map(|unit| unit.name).collect();
        names.sort_unstable();
        names
    };
    let (before, after) = (names(left), names(right));
    if before.is_empty() || after.is_empty() || before == after || !numbers_agree(lhs, rhs) {
        return Vec::new();
    }
    let mut found = Vec::new();
    collect(lhs, &mut Vec::new(), &mut found);
    let of_units: Vec<&Factor> = found.iter().filter(|factor| factor.is_of_units).collect();
    let mut tried: Vec<Vec<&Factor>> = of_units.iter().map(|factor| vec![*factor]).collect();
    tried.push(of_units);
    tried.push(found.iter().collect());
    tried.retain(|factors| {
        (1..=MOST_FACTORS).contains(&factors.len())
            && factors.iter().any(|factor| factor.is_of_units)
    });
    let reading = |factors: Vec<&Factor>| {
        let without = factors.iter().try_fold(lhs.clone(), |side, factor| {
            side.replace_at(&factor.path, Expr::one())
        });
        let written: Vec<String> = factors
            .iter()
            .map(|factor| factor.written.to_string())
            .collect();
        Some(Reading {
            lhs: without?,
            rhs: rhs.clone(),
            needs: vec![Need::Converted(written.join(" and "))],
        })
    };
    tried.into_iter().filter_map(reading).collect()
}

/// Whether the numbers of the sides agree where no unit is looked at, up to a rounding.
fn numbers_agree(lhs: &Expr, rhs: &Expr) -> bool {
    let number = |side: &Expr| {
        let value = value(&without_units(side), &Assumptions::none())?;
        value.as_number().cloned()
    };
    number(lhs).zip(number(rhs)).is_some_and(|(left, right)| {
        let apart = (&left - &right).abs() * Rational::from(100);
        apart <= left.abs()
    })
}

/// The expression with each quantity as its number.
fn without_units(expr: &Expr) -> Expr {
    deep(|| match expr.kind() {
        ExprKind::Quantity(amount, _) => without_units(amount),
        _ => expr.map_children(without_units),
    })
}

/// A number that may only convert.
struct Factor {
    path: Vec<usize>,
    is_of_units: bool,
    written: Rational,
}

/// The numbers of a product or a quotient that may convert, with the ways to them.
fn collect(expr: &Expr, path: &mut Vec<usize>, found: &mut Vec<Factor>) {
    deep(|| {
        if let Some(written) = expr.as_number() {
            let is_in = |known: &[i64]| known.iter().any(|known| Rational::from(*known) == written);
            let is_of_units = is_in(OF_UNITS);
            if is_of_units || is_in(OF_PREFIXES) {
                found.push(Factor {
                    path: path.clone(),
                    is_of_units,
                    written,
                });
            }
            return;
        }
        if matches!(expr.kind(), ExprKind::Product(_) | ExprKind::Quotient(..)) {
            for (at, child) in expr.children().into_iter().enumerate() {
                path.push(at);
                collect(child, path, found);
                path.pop();
            }
        }
    });
}

/// `500 GB x 2 / 10 Gbps`: the rate behind the last number is that of the number, and not of the whole.
pub(super) fn over_rate(lhs: &Expr, rhs: &Expr) -> Option<Reading> {
    let ExprKind::Quotient(above, time) = lhs.kind() else {
        return None;
    };
    let (last, others) = above.factors().split_last()?;
    let ExprKind::Quantity(amount, name) = last.kind() else {
        return None;
    };
    let ExprKind::Quotient(factor, below) = amount.kind() else {
        return None;
    };
    let measures = others
        .iter()
        .any(|other| Marks::of(other).measuring().next().is_some());
    if !measures || below.as_number().is_none() || !is_one_of(time, Dimension::TIME) {
        return None;
    }
    let above = others.iter().chain([factor]).cloned();
    let rate = Expr::quotient(Expr::quantity(below.clone(), name.name()), time.clone());
    let lhs = Expr::quotient(Expr::product(above), rate);
    Some(Reading {
        needs: vec![Need::ReadAs(lhs.clone())],
        lhs,
        rhs: rhs.clone(),
    })
}

/// Whether a side is one unit of a dimension.
fn is_one_of(expr: &Expr, dimension: Dimension) -> bool {
    match expr.kind() {
        ExprKind::Quantity(one, name) => {
            one.as_number().is_some_and(|one| one.is_one())
                && unit(name.name()).is_some_and(|unit| unit.dimension == dimension)
        }
        _ => false,
    }
}
