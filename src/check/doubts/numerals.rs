//! Numbers that are written for something else: ratios and times of day, an exclamation, a point for a sign, bits
//! for what they can count.

use super::super::sides::value;
use super::super::walk::Walk;
use super::{Doubt, means};
use crate::document::{Link, Side, Statement};
use crate::expr::{Assumptions, Expr, ExprKind, Function, Relation, deep};
use crate::number::{Integer, Rational};
use crate::syntax::parse_expression;
use crate::units::{Dimension, unit};

/// A number of binary floating point with 53 bits is written in at least so many digits, and is off by less than one
/// in two to the power of so many.
const PRINTED: (usize, u32) = (16, 51);

/// So many lines of one kind are no slip.
const FEW: usize = 3;

/// Lines of which a number may mean something else.
pub(super) const DOUBTS: &[Doubt] = &[
    means(
        |walk, line| walk.is_part_of_ratio(line.left) != walk.is_part_of_ratio(&line.link.side),
        "a colon touches a number: it may be a ratio or a time of day",
    ),
    means(
        |walk, line| walk.are_ends_of_ratios(line.left, &line.link.side),
        "its sides are ends of ratios",
    ),
    means(
        |walk, line| walk.has_decimal_group(line.statement, line.left, line.link),
        "it is right with a decimal comma",
    ),
    means(
        |walk, line| walk.exclaims(line.statement, line.left, line.link),
        "it is right where the last sign only exclaims",
    ),
    means(
        |walk, line| walk.multiplies_by_dots(line.left, line.link),
        "a point between its numbers may multiply",
    ),
    means(
        |walk, line| walk.has_dotted_groups(line.statement, line.left, line.link),
        "it is right where points part groups of three digits",
    ),
    means(
        |walk, line| walk.is_printed_in_binary(line.left, line.link),
        "a machine printed the number, rounded to binary digits",
    ),
    means(
        |_, line| counts_with_bits(&line.left.expr, &line.link.side.expr),
        "it tells how many values so many bits can tell apart",
    ),
    means(
        |_, line| {
            line.link.relation == Relation::Approx
                && measures_differently(&line.left.expr, &line.link.side.expr)
        },
        "its sides measure different kinds of things",
    ),
];

impl Walk<'_> {
    /// `1.6 = 6`: whether a point multiplies, as several lines name what one between two numbers comes to, `P1 = 1.6 = 6`.
    fn multiplies_by_dots(&self, left: &Side, link: &Link) -> bool {
        if !is_dotted_product(&left.expr, &link.side.expr) {
            return false;
        }
        let named = self.document.statements.iter().filter(|statement| {
            let [point, result, ..] = statement.links.as_slice() else {
                return false;
            };
            statement.first.expr.as_symbol().is_some()
                && is_dotted_product(&point.side.expr, &result.side.expr)
        });
        named.take(FEW).count() == FEW
    }

    /// `1030 = 10:30 AM`: whether a colon touches a number on both its sides.
    fn is_part_of_ratio(&self, side: &Side) -> bool {
        let text = self.document.source.text();
        let is_digit = |c: char| c.is_ascii_digit();
        let before = text.get(..side.span.start).unwrap_or_default();
        let behind = text.get(side.span.end..).unwrap_or_default();
        let before = before
            .strip_suffix(':')
            .is_some_and(|before| before.ends_with(is_digit));
        let behind = behind
            .strip_prefix(':')
            .is_some_and(|behind| behind.starts_with(is_digit));
        side.expr.as_number().is_some() && (before || behind)
    }

    /// `√3 : √2 : 1 ≈ 1.73 : 1.41 : 1`: the last of one ratio beside the first of another.
    fn are_ends_of_ratios(&self, left: &Side, right: &Side) -> bool {
        let text = self.document.source.text();
        let before = text.get(..left.span.start).unwrap_or_default();
        let behind = text.get(right.span.end..).unwrap_or_default();
        let is_ratio = self.document.source.slice(left.span).contains(" : ");
        (before.ends_with(" : ") || is_ratio) && behind.starts_with(" : ")
    }

    /// `\\sqrt{2} \\approx 1{,}414`: whether the line is right where the comma in braces is that of decimals.
    fn has_decimal_group(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let written = self.document.source.slice(link.side.span);
        let Some((whole, decimals)) = written.split_once("{,}") else {
            return false;
        };
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(decimals) {
            return false;
        }
        let Ok(expr) = parse_expression(&format!("{whole}.{decimals}")) else {
            return false;
        };
        let side = Side {
            expr,
            ..link.side.clone()
        };
        self.pair(left, link.relation, &side, &statement.place)
            .is_right()
    }

    /// `1.200 + 300 = 1.500`: whether the line is right where points part groups of three digits.
    fn has_dotted_groups(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let sides = [left, &link.side].map(|side| Side {
            expr: ungrouped(&side.expr),
            ..side.clone()
        });
        let [lhs, rhs] = &sides;
        (lhs.expr != left.expr || rhs.expr != link.side.expr)
            && self
                .pair(lhs, link.relation, rhs, &statement.place)
                .is_right()
    }

    /// `0.1 + 0.2 = 0.30000000000000004`: whether a machine printed the number.
    fn is_printed_in_binary(&self, left: &Side, link: &Link) -> bool {
        let (digits, bits) = PRINTED;
        let written = self.document.source.slice(link.side.span);
        let number = |side: &Side| {
            value(&side.expr, &Assumptions::none())?
                .as_number()
                .cloned()
        };
        let is_long = written.bytes().filter(u8::is_ascii_digit).count() >= digits;
        let is_near = |exact: &Rational, printed: &Rational| {
            let off = (exact - printed).abs();
            off * Rational::from_integer(Integer::ONE.shifted_left(bits)) <= exact.abs()
        };
        is_long
            && written.contains('.')
            && number(left)
                .zip(number(&link.side))
                .is_some_and(|(exact, printed)| is_near(&exact, &printed))
    }

    /// `10 + 1,000 = 1,010!`: whether the line is right where the last sign only exclaims.
    fn exclaims(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let ExprKind::Call(Function::Factorial, arguments) = link.side.expr.kind() else {
            return false;
        };
        let [number] = arguments.as_slice() else {
            return false;
        };
        let without = Side {
            expr: number.clone(),
            ..link.side.clone()
        };
        number.as_number().is_some()
            && self
                .pair(left, link.relation, &without, &statement.place)
                .is_right()
    }
}

/// An expression with each number such as `1.200` a thousand times as large.
fn ungrouped(expr: &Expr) -> Expr {
    if let ExprKind::Number(literal) = expr.kind()
        && let Some(written) = literal.written()
        && let Some((whole, group)) = written.text().split_once('.')
        && (1..=3).contains(&whole.len())
        && whole != "0"
        && group.len() == 3
        && let Ok(number) = parse_expression(&format!("{whole}{group}"))
    {
        return number;
    }
    deep(|| expr.map_children(ungrouped))
}

/// `1.6 = 6`, `-2.5 = -10`: whether the point of the left number is a sign of multiplication.
fn is_dotted_product(left: &Expr, right: &Expr) -> bool {
    let (left, is_negative) = match left.kind() {
        ExprKind::Neg(inner) => (inner, true),
        _ => (left, false),
    };
    let ExprKind::Number(literal) = left.kind() else {
        return false;
    };
    let parts = literal.written().and_then(|written| {
        let (whole, rest) = written.text().split_once('.')?;
        let (whole, rest) = (whole.parse::<i64>().ok()?, rest.parse::<i64>().ok()?);
        whole.checked_mul(rest)
    });
    let result = value(right, &Assumptions::none()).and_then(|value| value.as_number().cloned());
    parts.zip(result).is_some_and(|(product, result)| {
        let product = Rational::from(if is_negative { -product } else { product });
        product == result
    })
}

/// `10 bits = 1024`: as many values as so many bits can tell apart.
fn counts_with_bits(left: &Expr, right: &Expr) -> bool {
    let ExprKind::Quantity(bits, name) = left.kind() else {
        return false;
    };
    let bits = bits
        .as_number()
        .and_then(|bits| bits.to_integer()?.to_u64());
    let is_bits = unit(name.name()).is_some_and(|unit| unit.name == "bit");
    let bits = bits
        .filter(|bits| is_bits && *bits <= 128)
        .and_then(|bits| u32::try_from(bits).ok());
    let count = value(right, &Assumptions::none()).and_then(|value| value.as_number().cloned());
    bits.zip(count).is_some_and(|(bits, count)| {
        count == Rational::from_integer(Integer::ONE.shifted_left(bits))
    })
}

/// `41 bits ≈ 69 years`: whether one amount tells of another kind of thing than the other.
fn measures_differently(left: &Expr, right: &Expr) -> bool {
    let dimension = |side: &Expr| match side.kind() {
        ExprKind::Quantity(amount, name) => {
            let unit = unit(name.name()).filter(|_| amount.as_number().is_some())?;
            Some(unit.dimension).filter(|dimension| !dimension.is_none())
        }
        _ => None,
    };
    let kinds: Option<[Dimension; 2]> = dimension(left).zip(dimension(right)).map(Into::into);
    kinds.is_some_and(|[left, right]| left != right)
}
