//! Slips of size: powers of 1000 and 1024, bits and bytes, elements of another width, a factor of
//! two.

use super::search::Lines;
use super::{Slip, SlipKind};
use crate::check::sides::value;
use crate::expr::{Expr, ExprKind, deep};
use crate::judge::Stated;
use crate::number::{Integer, Rational};
use crate::units::{Dimension, dtype, unit};

/// The number before and the number written, in base units.
struct Numbers {
    exact: Rational,
    stated: Rational,
    /// How far the number written may be from one that it rounds.
    half_unit: Rational,
    is_data: bool,
}

impl Numbers {
    fn of(lines: &Lines<'_>) -> Option<Self> {
        let before = value(lines.before, lines.under)?.as_quantity()?;
        let after = value(lines.after, lines.under)?.as_quantity()?;
        let half = Rational::new(1.into(), 2.into())?;
        Some(Self {
            exact: before.amount.exact()?.clone(),
            stated: after.amount.exact()?.clone(),
            half_unit: Stated::of(lines.after)
                .map_or(Rational::from(0), |stated| stated.unit() * half),
            is_data: after.dimension == Dimension::DATA,
        })
    }

    /// The power of a thousand in which the number is told: 3 of so many GB.
    fn thousands(&self) -> i32 {
        let bounds = (1..=8).map_while(|power| Rational::from(1000).pow(power));
        let reached = bounds.take_while(|bound| *bound <= self.stated.abs());
        i32::try_from(reached.count()).unwrap_or(i32::MAX)
    }

    /// Whether the number written misses the exact one by no more than its last digit: that any slip does.
    fn is_next(&self) -> bool {
        (&self.exact - &self.stated).abs() < &self.half_unit * Rational::from(3)
    }

    /// Whether the number written rounds the exact one times a factor.
    fn is_times(&self, factor: &Rational) -> bool {
        (&self.exact * factor - &self.stated).abs() <= self.half_unit
    }
}

/// Whether the number written has so many digits that it is no multiple of another by chance.
fn says_enough(lines: &Lines<'_>) -> bool {
    Stated::of(lines.after).is_none_or(|stated| stated.significant_digits() >= 3)
}

fn ratio(a: i64, b: i64) -> Option<Rational> {
    Rational::new(Integer::from(a), Integer::from(b))
}

/// A unit that was taken for another.
pub(super) fn unit_slip(lines: &Lines<'_>) -> Option<Slip> {
    let numbers = Numbers::of(lines)?;
    if numbers.exact.is_zero() || numbers.stated.is_zero() || !numbers.is_data {
        return None;
    }
    let binary = ratio(1024, 1000)?;
    let own = numbers.thousands();
    for power in 1..=5 {
        // Between GB and GiB lies the third power; only a number that says enough tells another one.
        if power != own && !says_enough(lines) {
            continue;
        }
        let factor = binary.pow(power)?;
        let is_binary = numbers.is_times(&factor) || numbers.is_times(&factor.recip()?);
        if is_binary && !numbers.is_next() {
            return Some(Slip::of(SlipKind::BinaryForDecimal));
        }
    }
    for eight in [ratio(8, 1)?, ratio(1, 8)?] {
        if numbers.is_times(&eight) {
            return Some(Slip::of(SlipKind::BitsForBytes));
        }
    }
    let names_width = mentions_width(lines.before) || mentions_width(lines.after);
    if names_width {
        for two in [ratio(2, 1)?, ratio(1, 2)?] {
            if numbers.is_times(&two) {
                return Some(Slip::of(SlipKind::WrongDtype));
            }
        }
    }
    None
}

/// Whether a number of bytes an element is written: `4 bytes`, `in FP16`.
fn mentions_width(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Conversion(_, name) if dtype(name.name()).is_some() => true,
        ExprKind::Quantity(amount, name) => {
            let is_byte = unit(name.name()).is_some_and(|unit| unit.name == "byte");
            let is_width = |width: i64| amount.as_number() == Some(Rational::from(width));
            is_byte && [1, 2, 4, 8].into_iter().any(is_width)
        }
        _ => expr.children().into_iter().any(mentions_width),
    })
}

/// A power of a thousand or ten thousand, or a small factor.
pub(super) fn factor_slip(lines: &Lines<'_>) -> Option<Slip> {
    let numbers = Numbers::of(lines)?;
    if numbers.exact.is_zero() || numbers.stated.is_zero() {
        return None;
    }
    let either = |factor: Rational| {
        let inverse = factor.recip()?;
        if numbers.is_times(&factor) {
            return Some(factor);
        }
        numbers.is_times(&inverse).then_some(inverse)
    };
    for power in 1..=4 {
        if let Some(factor) = either(Rational::from(1000).pow(power)?) {
            return Some(Slip::of(SlipKind::PowerOfThousand(factor)));
        }
    }
    // A number of one or two digits is near many others.
    let is_sure =
        |factor: &Rational| says_enough(lines) || numbers.exact == &numbers.stated * factor;
    for factor in [10_000, 100_000_000, 10, 100] {
        if let Some(factor) = either(Rational::from(factor))
            .filter(|factor| is_sure(factor) || factor.recip().is_some_and(|back| is_sure(&back)))
        {
            return Some(Slip::of(SlipKind::Myriad(factor)));
        }
    }
    for factor in [2, 3, 4, 8, 1024] {
        if says_enough(lines)
            && let Some(factor) = either(Rational::from(factor))
        {
            return Some(Slip::of(SlipKind::NamedFactor(factor)));
        }
    }
    None
}
