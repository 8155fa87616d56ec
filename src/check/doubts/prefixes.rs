//! Units that are not read: their prefixes may account for a power of ten.

use super::super::sides::value;
use super::super::walk::Walk;
use super::{Doubt, Refuted, means};
use crate::document::{Link, Side};
use crate::expr::{Assumptions, Expr, ExprKind};
use crate::judge::Stated;
use crate::number::{Rational, decimal_order};
use crate::units::is_physical;

/// Units of physics that are letters as well, or are written so in few texts only.
const ALONE: &[&str] = &[
    "m", "A", "V", "W", "N", "J", "g", "L", "l", "Å", "Ω", "K", "F", "H", "T", "s", "dm", "nm",
    "µm", "pm", "bar", "ms", "µs", "ns", "t", "dl", "cl", "ml", "µg", "μm", "mN",
];

/// How far behind a number its unit is looked for, in bytes.
const REACH: usize = 40;

/// Lines whose units are not read.
pub(super) const DOUBTS: &[Doubt] = &[
    means(
        |walk, line| walk.has_prefixes(line.left, line.link),
        "units that are not known here may account for the power of ten",
    ),
    means(
        |walk, line| walk.is_cut_rate(line.left, line.link),
        "what stands below the unit of a side is not read",
    ),
    means(
        counts_by,
        "its left side may count by what the words behind the number say, by the million",
    ),
];

/// Words for what large numbers are counted by, and the power of ten of each.
const COUNTED_BY: [(&str, u32); 4] = [
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
];

/// `5/0.0009 = 5.56 \times 10^3 million tokens`: whether the number alone, without the word behind it, is right, and
/// the word says what is counted.
fn counts_by(walk: &Walk<'_>, line: &Refuted<'_>) -> bool {
    let written = walk.document.source.slice(line.link.side.span);
    let told = value(&line.link.side.expr, &Assumptions::none())
        .and_then(|told| told.as_quantity()?.amount.exact().cloned());
    let (Some(exact), Some(told)) = (&line.judged.exact, told) else {
        return false;
    };
    COUNTED_BY.iter().any(|(word, power)| {
        let behind = written
            .split_once(word)
            .map(|(_, behind)| behind.trim_start());
        let is_of = behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_alphabetic()));
        let by = Rational::from(crate::number::Integer::from(10).pow(*power));
        let deviation = (exact * &by - &told).abs();
        is_of && deviation * Rational::from(100) <= told.abs()
    })
}

impl Walk<'_> {
    /// `50 tok/s = 3000 tok/min`: whether a side, one number with its unit, is told by something that was left out, and
    /// the other one is a rate as well.
    fn is_cut_rate(&self, left: &Side, link: &Link) -> bool {
        let text = self.document.source.text();
        let is_below = |rest: &str| {
            let mut rest = rest.chars();
            rest.next() == Some('/') && rest.next().is_some_and(char::is_alphabetic)
        };
        let behind = text.get(link.side.span.end..).unwrap_or_default();
        let own = self.document.source.slice(link.side.span);
        let is_rate = is_below(behind) || own.contains('/');
        let other = self.document.source.slice(left.span.to(link.sign));
        is_rate && other.contains('/') && is_rate_alone(&left.expr) && is_amount(&link.side.expr)
    }

    /// `0.00903 \text{ A} = 9.03 \text{ mA}`, `10⁻¹⁰ m = 0.1 nm`: whether the sides are a power of ten apart, and a unit
    /// that is not read stands behind the right one that does not stand behind the left one.
    fn has_prefixes(&self, left: &Side, link: &Link) -> bool {
        let Some((before, after)) = amount(left).zip(amount(&link.side)) else {
            return false;
        };
        let text = self.document.source.text();
        let written = self.document.source.slice(link.side.span);
        let behind = text.get(link.side.span.end..).unwrap_or_default();
        let is_measure = |unit: &String| is_physical(unit) || ALONE.contains(&unit.as_str());
        let last = |written: &str| unit(written.rsplit(' ').next()?).filter(is_measure);
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ');
        let own = unit(behind)
            .filter(is_measure)
            .or_else(|| last(written))
            .or_else(|| unit(written.trim_start_matches(digits)).filter(is_measure));
        let between = self.between(left.span, link.sign);
        let other = unit(between)
            .filter(is_measure)
            .or_else(|| last(self.document.source.slice(left.span)));
        let shift = own.zip(other).and_then(|(own, other)| shift(&other, &own));
        shift.is_some_and(|shift| {
            [1, 2, 3]
                .into_iter()
                .any(|power| is_moved(&before, &after, power * shift, &link.side))
        })
    }
}

/// A written number with its unit.
fn is_amount(expr: &Expr) -> bool {
    matches!(expr.kind(), ExprKind::Quantity(amount, _) if matches!(amount.kind(), ExprKind::Number(_)))
}

/// One amount by another, `50 tokens / (1 second)`, of which the lower one may be left out.
fn is_rate_alone(expr: &Expr) -> bool {
    match expr.kind() {
        ExprKind::Quotient(above, below) => is_amount(above) && is_amount(below),
        _ => is_amount(expr),
    }
}

/// The number of a side, where nothing but letters that may be its unit stands beside it.
fn amount(side: &Side) -> Option<Rational> {
    let numbers = side
        .expr
        .factors()
        .iter()
        .filter(|factor| factor.as_symbol().is_none());
    value(&Expr::product(numbers.cloned()), &Assumptions::none())?
        .as_number()
        .cloned()
}

/// Whether one number is another one times a power of ten, up to the rounding of the second.
fn is_moved(before: &Rational, after: &Rational, shift: i32, side: &Side) -> bool {
    let digits = Stated::of(&side.expr).map_or(3, |stated| stated.significant_digits());
    let apart = || {
        let moved = Rational::from(10).pow(shift)? * after;
        let order = i32::try_from(decimal_order(before)?).ok()?;
        let unit = Rational::from(10).pow(order + 1 - i32::try_from(digits).ok()?)?;
        Some((before - &moved).abs() <= unit)
    };
    shift != 0 && apart() == Some(true)
}

/// The power of ten that one of the second unit is worth in the first: −3 from A to mA.
fn shift(from: &str, to: &str) -> Option<i32> {
    let whole = |unit: &str| {
        let mut letters = unit.chars();
        let first = letters.next()?;
        let power = PREFIXES.iter().find(|(prefix, _)| *prefix == first)?.1;
        let base = letters.as_str();
        (!base.is_empty()).then(|| (base.to_owned(), power))
    };
    let readings = |unit: &str| {
        let plain = (unit.to_owned(), 0);
        std::iter::once(plain)
            .chain(whole(unit))
            .collect::<Vec<_>>()
    };
    let others = readings(to);
    readings(from).into_iter().find_map(|(base, power)| {
        let same = others.iter().find(|(other, _)| *other == base)?;
        Some(same.1 - power)
    })
}

/// Prefixes of units, with their powers of ten.
const PREFIXES: &[(char, i32)] = &[
    ('G', 9),
    ('M', 6),
    ('k', 3),
    ('h', 2),
    ('d', -1),
    ('c', -2),
    ('m', -3),
    ('µ', -6),
    ('μ', -6),
    ('n', -9),
    ('p', -12),
];

/// The unit that a text begins with, without the marks of LaTeX.
fn unit(text: &str) -> Option<String> {
    let end = (0..=REACH.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))?;
    let mut rest = text.get(..end)?;
    loop {
        let next = rest.trim_start_matches([' ', '~', '{', '\\', ',', '(']);
        let next = [
            "text",
            "mathrm",
            "rm",
            "operatorname",
            "mathsf",
            "thinspace",
        ]
        .iter()
        .find_map(|mark| next.strip_prefix(mark))
        .unwrap_or(next);
        if next.len() == rest.len() {
            break;
        }
        rest = next;
    }
    let unit: String = rest
        .chars()
        .take_while(|c| c.is_alphabetic() || matches!(c, 'µ' | 'Ω' | '°'))
        .collect();
    (!unit.is_empty()).then_some(unit)
}
