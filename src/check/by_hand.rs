//! Units converted by hand: `3000 bytes × 8 = 24,000 bits`, `(2.92e8 s)/(24 × 60 × 60) = 3,379 days`.

use super::compared::Need;
use super::readings::{Reading, without_units};
use super::sides::value;
use super::unit_marks::Marks;
use crate::expr::{Assumptions, Expr, ExprKind, deep};
use crate::number::Rational;
use crate::units::{Dimension, Unit, unit};

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
    let by_time = !agree(lhs, rhs, &|_| true) && !agree_in_bytes(lhs, rhs);
    let reading = |factors: Vec<&Factor>| {
        let without = factors.iter().try_fold(lhs.clone(), |side, factor| {
            side.replace_at(&factor.path, Expr::one())
        })?;
        let written: Vec<String> = factors
            .iter()
            .map(|factor| factor.written.to_string())
            .collect();
        let needs = vec![Need::Converted(written.join(" and "))];
        if !by_time {
            return Some(Reading {
                lhs: without,
                rhs: rhs.clone(),
                needs,
            });
        }
        // The factors are what the units of time differ by: then the rest is compared without these.
        let lhs = without_units(lhs, &is_time);
        agree(&without, rhs, &|_| false).then(|| Reading {
            lhs,
            rhs: without_units(rhs, &is_time),
            needs,
        })
    };
    tried.into_iter().filter_map(reading).collect()
}

/// Whether the numbers of the sides agree where no unit is looked at, or none of time, `10 GB/s × 86,400 = 864 TB/day`, up
/// to a rounding.
fn numbers_agree(lhs: &Expr, rhs: &Expr) -> bool {
    agree(lhs, rhs, &|_| true) || agree(lhs, rhs, &is_time) || agree_in_bytes(lhs, rhs)
}

/// `14 GHz × 512 bit / 8 = 896 GB/s`: whether the sides agree where the 8 is what makes bytes of the bits.
fn agree_in_bytes(lhs: &Expr, rhs: &Expr) -> bool {
    let counted = in_bytes(lhs);
    counted != *lhs && agree(&counted, rhs, &|_| false)
}

/// Bits as so many bytes.
fn in_bytes(expr: &Expr) -> Expr {
    deep(|| match expr.kind() {
        ExprKind::Quantity(amount, name) if unit(name.name()).is_some_and(is_bit) => {
            Expr::quantity(amount.clone(), "byte")
        }
        _ => expr.map_children(in_bytes),
    })
}

fn is_bit(unit: &Unit) -> bool {
    unit.dimension == Dimension::DATA && unit.factor() * Rational::from(8) == Rational::from(1)
}

fn is_time(unit: &Unit) -> bool {
    unit.dimension == Dimension::TIME
}

/// Whether two sides agree up to a rounding once some units are left out.
fn agree(lhs: &Expr, rhs: &Expr, is_left_out: &dyn Fn(&Unit) -> bool) -> bool {
    let amount = |side: &Expr| {
        let value = value(&without_units(side, is_left_out), &Assumptions::none())?;
        let quantity = value.as_quantity()?;
        Some((quantity.amount.exact()?.clone(), quantity.dimension))
    };
    let amounts = amount(lhs).zip(amount(rhs));
    amounts.is_some_and(|((left, of), (right, other))| {
        let apart = (&left - &right).abs() * Rational::from(100);
        of == other && apart <= left.abs()
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
