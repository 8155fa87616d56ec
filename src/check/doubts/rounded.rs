//! Operands that were rounded before they stand in a line: `4 × 5.24 GFLOPs = 20.97 GFLOPs` comes of 5.242880.

use super::super::report::Judged;
use super::super::sides::value;
use super::super::walk::Walk;
use super::{Doubt, Refuted, is_one_number, means};
use crate::check::Verdict;
use crate::check::pair::Pair;
use crate::document::{Link, Statement};
use crate::expr::{Assumptions, Expr, ExprKind, Relation, deep};
use crate::judge::Stated;
use crate::number::{Rational, Written};
use crate::units::{Dimension, unit};

/// Operands that were rounded.
pub(super) const DOUBTS: &[Doubt] = &[
    means(
        |walk, line| walk.comes_of_rounded(&line.left.expr, &line.link.side.expr),
        "it is right for a number that was rounded before it stands here",
    ),
    means(
        |_, line| puts_in_rounded(line),
        "the numbers that are put in were rounded, and it is right for what they were rounded from",
    ),
    means(
        puts_in_wrong,
        "it goes on with a number of a line above that is wrong",
    ),
];

/// `C = 6 × 9.1·10⁹ × 182·10⁹` where N is 9.13·10⁹: whether the right side computes with decimals that may have been
/// rounded from what makes the left side of it. Of two digits only where a name stands on the left, and nothing else.
fn puts_in_rounded(line: &Refuted<'_>) -> bool {
    let right = &line.link.side.expr;
    let is_computed = matches!(
        right.kind(),
        ExprKind::Sum(_) | ExprKind::Product(_) | ExprKind::Quotient(..)
    );
    let Some(exact) = line.judged.exact.as_ref().filter(|_| is_computed) else {
        return false;
    };
    let is_name = line.left.expr.as_symbol().is_some();
    if !right.free_symbols().is_empty() || is_one_number(&line.left.expr) {
        return false;
    }
    let digits = if is_name { DIGITS - 1 } else { DIGITS };
    let mut operands = Vec::new();
    decimals(right, digits, is_name, &mut Vec::new(), &mut operands);
    if !(1..=MOST).contains(&operands.len()) {
        return false;
    }
    reached(right, &operands).is_some_and(|(low, high, _)| low <= *exact && *exact <= high)
}

/// The decimals of so many digits that a side computes with, and whole numbers of three digits where those count.
fn decimals(
    expr: &Expr,
    digits: u32,
    whole: bool,
    path: &mut Vec<usize>,
    found: &mut Vec<Operand>,
) {
    deep(|| {
        if let ExprKind::Number(literal) = expr.kind() {
            let decimal = literal.written().filter(|it| it.places() > 0);
            let half = Rational::new(1.into(), 2.into()).unwrap_or_default();
            let value = literal.value();
            let is_long = value.is_integer() && value.abs() >= Rational::from(100);
            let found_ends = match decimal {
                Some(written) => (written.significant_digits() >= digits).then(|| ends(written)),
                None => (whole && is_long).then(|| [value - &half, value + &half]),
            };
            found.extend(found_ends.map(|ends| Operand {
                path: path.clone(),
                ends,
            }));
            return;
        }
        for (at, child) in expr.children().into_iter().enumerate() {
            path.push(at);
            decimals(child, digits, whole, path, found);
            path.pop();
        }
    });
}

/// The most rounded operands of a side.
const MOST: usize = 4;

/// So many digits a measured number has that was rounded; fewer are exact as often, `1.5 GB`.
const DIGITS: u32 = 3;

/// A rounded operand: where it stands, and the ends of what it may have been rounded from.
struct Operand {
    path: Vec<usize>,
    ends: [Rational; 2],
}

/// `D = 20 × 2.9·10¹⁰` below `N = … ≈ 2.9·10¹⁰`, which is wrong: a mistake is told once, where it was made.
fn puts_in_wrong(walk: &Walk<'_>, line: &Refuted<'_>) -> bool {
    let source = &walk.document.source;
    let written = source.slice(line.link.side.span);
    let is_put_in = |claim: &&Judged| {
        let told = source.slice(claim.rhs).trim();
        let digits = told.chars().filter(char::is_ascii_digit).count();
        claim.verdict.is_wrong()
            && digits > 1
            && told.len() < written.len()
            && written.contains(told)
    };
    let is_computed = !is_one_number(&line.link.side.expr);
    let is_name = line.left.expr.as_symbol().is_some();
    is_computed
        && is_name
        && walk
            .claims
            .iter()
            .rev()
            .take(NEAR_CLAIMS)
            .any(|claim| is_put_in(&claim))
}

impl Walk<'_> {
    /// Whether a line that gives a name its value again puts in numbers that were rounded or wrong before.
    pub(in crate::check) fn puts_in_others(
        &self,
        statement: &Statement,
        link: &Link,
        found: &Pair,
    ) -> bool {
        let left = &statement.first;
        let judged = self.judged(statement, left, link, found.clone(), None);
        let refuted = Refuted {
            statement,
            left,
            link,
            judged: &judged,
        };
        judged.verdict.is_wrong() && (puts_in_rounded(&refuted) || puts_in_wrong(self, &refuted))
    }

    /// Whether a number is right for operands of the other side that were rounded: measured ones, and those that the text
    /// told as roundings before.
    fn comes_of_rounded(&self, left: &Expr, right: &Expr) -> bool {
        // `43 × 3.62 = 155.8 GB`: the unit of the result is that of both.
        let is_bare = amount(left).is_some_and(|(_, dimension)| dimension.is_none());
        let right = match right.kind() {
            ExprKind::Quantity(number, _) if is_bare => number,
            _ => right,
        };
        let (Some(stated), Some((told, of))) = (Stated::of(right), amount(right)) else {
            return false;
        };
        let mut operands = Vec::new();
        self.rounded_operands(
            left,
            Some(written_digits(right)),
            &mut Vec::new(),
            &mut operands,
        );
        if !(1..=MOST).contains(&operands.len()) || !left.free_symbols().is_empty() {
            return false;
        }
        let Some((low, high, dimension)) = reached(left, &operands) else {
            return false;
        };
        let half = Rational::new(1.into(), 2.into()).unwrap_or_default() * stated.unit();
        let is_alike = dimension == of || of.is_none() || dimension.is_none();
        is_alike && low <= &told + &half && &told - &half <= high
    }

    /// The operands that may have been rounded. `digits`: how many the result has, where nothing measures them.
    fn rounded_operands(
        &self,
        expr: &Expr,
        digits: Option<u32>,
        path: &mut Vec<usize>,
        found: &mut Vec<Operand>,
    ) {
        deep(|| {
            if let ExprKind::Number(literal) = expr.kind() {
                let ends = literal
                    .written()
                    .and_then(|written| self.rounded_from(written, digits));
                found.extend(ends.map(|ends| Operand {
                    path: path.clone(),
                    ends,
                }));
                return;
            }
            let measures = |name: &str| unit(name).is_some_and(|unit| !unit.is_counting_label());
            let digits = match expr.kind() {
                ExprKind::Quantity(_, name) if measures(name.name()) => None,
                _ => digits,
            };
            // The tenths of a sum are as exact as its parts.
            let is_sum = matches!(expr.kind(), ExprKind::Sum(_));
            for (at, child) in expr.children().into_iter().enumerate() {
                if is_sum && is_one_number(child) {
                    continue;
                }
                path.push(at);
                self.rounded_operands(child, digits, path, found);
                path.pop();
            }
        });
    }

    /// The ends of what a number was rounded from, where it may have been: where the text told so, it is measured, or the
    /// result has hardly more digits.
    fn rounded_from(&self, written: &Written, digits: Option<u32>) -> Option<[Rational; 2]> {
        let own = written.significant_digits();
        if written.places() == 0 || own < DIGITS {
            return None;
        }
        let may_be_rounded = match digits {
            Some(digits) => digits <= own + 1,
            None => written.suffix().is_none(),
        };
        let told = self.told_as_rounding(written);
        told.or_else(|| may_be_rounded.then(|| ends(written)))
    }

    /// `√5 ≈ 2.24`: what a line above tells a number as the rounding of.
    fn told_as_rounding(&self, written: &Written) -> Option<[Rational; 2]> {
        let marks = |c: char| matches!(c, '$' | '`' | '*' | ' ');
        let is_rounding = |claim: &&Judged| {
            let is_about = claim.relation == Relation::Approx && claim.verdict == Verdict::Holds
                || claim.verdict == Verdict::Rounded;
            let told = self.document.source.slice(claim.rhs).trim_matches(marks);
            is_about && told == written.text()
        };
        let claim = self.claims.iter().rev().find(is_rounding)?;
        if claim.unit.is_some() {
            return Some(ends(written));
        }
        if let Some(exact) = claim.exact.clone() {
            return Some([exact.clone(), exact]);
        }
        let near = claim.near.clone()?;
        let digit = near.abs() * Rational::new(1.into(), NEAR.into())?;
        Some([&near - &digit, near + digit])
    }
}

/// So many claims above a mistake may stand.
const NEAR_CLAIMS: usize = 8;

/// A number that is not rational is known to one part in so many.
const NEAR: i64 = 100_000;

/// The ends of what a number may have been rounded from.
fn ends(written: &Written) -> [Rational; 2] {
    let half = written.last_digit_unit() * Rational::new(1.into(), 2.into()).unwrap_or_default();
    let value = written.value();
    [&value - &half, &value + &half]
}

/// The least and the largest value of a side for what its operands may have been.
fn reached(side: &Expr, operands: &[Operand]) -> Option<(Rational, Rational, Dimension)> {
    let mut found: Option<(Rational, Rational, Dimension)> = None;
    for choice in 0..1_u32 << operands.len() {
        let mut changed = side.clone();
        for (at, operand) in operands.iter().enumerate() {
            let [low, high] = &operand.ends;
            let end = if choice >> at & 1 == 0 { low } else { high };
            changed = changed.replace_at(&operand.path, Expr::number(end))?;
        }
        let (value, of) = amount(&changed)?;
        found = Some(match found {
            None => (value.clone(), value, of),
            Some((low, high, of)) => (low.min(value.clone()), high.max(value), of),
        });
    }
    found
}

/// How many digits the number of a side has.
fn written_digits(side: &Expr) -> u32 {
    let number = match side.kind() {
        ExprKind::Quantity(amount, _) => amount.kind(),
        kind => kind,
    };
    match number {
        ExprKind::Number(literal) => literal.written().map_or(0, Written::significant_digits),
        _ => 0,
    }
}

fn amount(side: &Expr) -> Option<(Rational, Dimension)> {
    let value = value(side, &Assumptions::none())?.as_quantity()?;
    Some((value.amount.exact()?.clone(), value.dimension))
}
