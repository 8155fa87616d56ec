//! Units converted by hand: `3000 bytes × 8 = 24,000 bits`, `(2.92e8 s)/(24 × 60 × 60) = 3,379 days`.

use super::compared::Need;
use super::readings::Reading;
use super::unit_marks::Marks;
use crate::expr::{Expr, ExprKind, deep};
use crate::number::Rational;
use crate::units::{Dimension, unit};

/// Numbers by which people turn one unit into another: bits of a byte, parts of a day, thousands.
const FAMILIES: [&[i64]; 3] = [
    &[8],
    &[24, 60, 3_600, 86_400],
    &[1_000, 1_024, 1_000_000, 1_000_000_000],
];

/// The most factors that are looked for.
const MOST_FACTORS: usize = 6;

/// The left side without the factors that only convert, where each side measures, in units of its own.
pub(super) fn by_hand(lhs: &Expr, rhs: &Expr, left: &Marks, right: &Marks) -> Vec<Reading> {
    let names = |marks: &Marks| {
        let mut names: Vec<&str> = marks.measuring().map(|unit| unit.name).collect();
        names.sort_unstable();
        names
    };
    let (before, after) = (names(left), names(right));
    if before.is_empty() || after.is_empty() || before == after {
        return Vec::new();
    }
    let mut found = Vec::new();
    collect(lhs, &mut Vec::new(), &mut found);
    let of = |family: usize| -> Vec<&Factor> {
        found
            .iter()
            .filter(|factor| factor.family == family)
            .collect()
    };
    let mut tried: Vec<Vec<&Factor>> = found.iter().map(|factor| vec![factor]).collect();
    tried.extend((0..FAMILIES.len()).map(of));
    tried.push([of(0), of(2)].concat());
    tried.retain(|factors| (1..=MOST_FACTORS).contains(&factors.len()));
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

/// A number that may only convert.
struct Factor {
    path: Vec<usize>,
    family: usize,
    written: Rational,
}

/// The numbers of a product or a quotient that may convert, with the ways to them.
fn collect(expr: &Expr, path: &mut Vec<usize>, found: &mut Vec<Factor>) {
    deep(|| {
        let base = match expr.kind() {
            ExprKind::Power(base, exponent) if exponent.as_number().is_some() => base,
            _ => expr,
        };
        if let (Some(number), Some(written)) = (
            base.as_number(),
            expr.as_number().or_else(|| base.as_number()),
        ) {
            let is_in =
                |family: &&[i64]| family.iter().any(|known| Rational::from(*known) == number);
            if let Some(family) = FAMILIES.iter().position(is_in) {
                found.push(Factor {
                    path: path.clone(),
                    family,
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
