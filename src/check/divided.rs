//! A divisor that converts: `7B × 16 bits / 8 = 14 GB`, `7,000 MB / 1000 = 7 GB`, `18,000 s / 3600 = 5 h`.
//!
//! The author divides the number and writes the new unit behind it; the old one goes with the divisor.

use super::compared::Need;
use super::readings::{Reading, without_units};
use super::unit_marks::Marks;
use crate::expr::{Expr, ExprKind, deep};
use crate::number::{Integer, Rational};
use crate::units::{Prefix, Unit, unit};

/// The sides without the units that a divisor of the left one converts, where each side measures in one unit.
pub(super) fn divided(lhs: &Expr, rhs: &Expr, left: &Marks, right: &Marks) -> Option<Reading> {
    let only = |marks: &Marks| match marks.measuring().collect::<Vec<_>>()[..] {
        [unit] => Some(unit),
        _ => None,
    };
    let (before, after) = only(left).zip(only(right))?;
    divisors(lhs).iter().find_map(|divisor| {
        let (lhs, rhs) = converted(lhs, rhs, divisor, before, after)?;
        let needs = vec![Need::Converted(divisor.to_string())];
        Some(Reading { lhs, rhs, needs })
    })
}

/// The sides as numbers of the right unit, where the divisor leads from one unit to the other; bits that are divided
/// by 8 are bytes.
fn converted(
    lhs: &Expr,
    rhs: &Expr,
    divisor: &Rational,
    before: &Unit,
    after: &Unit,
) -> Option<(Expr, Expr)> {
    if before.dimension != after.dimension {
        return None;
    }
    let eight = Rational::from(8);
    let is_in_bits = |unit: &Unit| unit.name.ends_with("bit");
    let ratio = after.factor().checked_div(&before.factor())?;
    if *divisor == ratio
        || after.prefix != Prefix::Plain && binary(&ratio).as_ref() == Some(divisor)
    {
        let bare = |side| without_units(side, &|unit| !unit.is_counting_label());
        return Some((bare(lhs), bare(rhs)));
    }
    let to_bytes = *divisor == eight && before.name == "bit" && !is_in_bits(after);
    to_bytes.then(|| (in_bytes(lhs), rhs.clone()))
}

/// 1024ᵏ for 1000ᵏ, where a ratio is such a power, up to bits.
fn binary(ratio: &Rational) -> Option<Rational> {
    let thousand = Rational::from(1_000);
    let (mut left, mut power) = (ratio.clone(), 0);
    while left > Rational::from(8) {
        left = left.checked_div(&thousand)?;
        power += 1;
    }
    let is_whole = left == Rational::from(1) || left == Rational::from(8);
    is_whole.then(|| left * Rational::from_integer(Integer::from(1024).pow(power)))
}

/// The numbers that a side is divided by: each, and all of them together.
fn divisors(expr: &Expr) -> Vec<Rational> {
    let mut found = Vec::new();
    collect(expr, &mut found);
    let one = Rational::from(1);
    let all = found
        .iter()
        .fold(one.clone(), |product, divisor| product * divisor);
    found.push(all);
    found.retain(|divisor| *divisor != one);
    found
}

fn collect(expr: &Expr, found: &mut Vec<Rational>) {
    deep(|| match expr.kind() {
        ExprKind::Quotient(above, below) => {
            found.extend(number(below));
            collect(above, found);
        }
        ExprKind::Product(factors) => factors.iter().for_each(|factor| collect(factor, found)),
        ExprKind::Quantity(amount, _) => collect(amount, found),
        _ => {}
    });
}

/// A number or a power of one.
fn number(expr: &Expr) -> Option<Rational> {
    match expr.kind() {
        ExprKind::Power(base, exponent) => {
            let exponent = exponent.as_number()?.to_integer()?.to_i64()?;
            base.as_number()?.pow(
                i32::try_from(exponent)
                    .ok()
                    .filter(|power| power.abs() < 64)?,
            )
        }
        ExprKind::Product(factors) => factors
            .iter()
            .map(number)
            .try_fold(Rational::from(1), |all, one| Some(all * one?)),
        _ => expr.as_number(),
    }
}

/// A side with bytes for bits.
fn in_bytes(expr: &Expr) -> Expr {
    match expr.kind() {
        ExprKind::Quantity(amount, name)
            if unit(name.name()).is_some_and(|unit| unit.name == "bit") =>
        {
            Expr::quantity(amount.clone(), "byte")
        }
        _ => deep(|| expr.map_children(in_bytes)),
    }
}
