//! `≈` to a number: judged by the digits that were written.

use super::claim::{Budget, Claim};
use super::sample::value_at;
use super::stated::{Stated, power_of_ten};
use super::values::{Compared, compare};
use super::verdict::{Failure, Method, Point, Reason, Verdict, Witness};
use crate::eval::{Real, Value};
use crate::expr::{Bindings, Expr};
use crate::number::{Integer, Rational};

/// A number as it was written: how much one unit of its last digit is worth, and which of its
/// zeros may not count.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Digits {
    /// The unit of the last digit.
    unit: Rational,
    /// The number of zeros at its end that may be insignificant.
    zeros: u32,
    /// Whether it has no point, suffix or unit.
    bare: bool,
    /// How many digits count.
    significant: u32,
}

/// Judges `lhs ≈ rhs` between values; `None` where a side has symbols without a value.
pub(super) fn rounded(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let (left, right) = values(claim)?;
    let point = Point {
        values: Vec::new(),
        left: left.clone(),
        right: right.clone(),
    };
    match compare(&left, &right) {
        Compared::Ordered(std::cmp::Ordering::Equal) => {
            return Some(Verdict::proved(Method::Evaluation));
        }
        Compared::Different => return Some(Verdict::refuted(point)),
        _ => {}
    }
    let written = Digits::of(claim.rhs).or_else(|| Digits::of_power(claim.rhs));
    let written = written.map(|digits| (digits, &left, &right));
    let written = written.or_else(|| Digits::of(claim.lhs).map(|digits| (digits, &right, &left)));
    let Some((digits, exact, stated)) = written else {
        return Some(without_digits(
            exact_deviation(&left, &right),
            point,
            budget,
        ));
    };
    let (exact, stated) = (amount(exact)?, amount(stated)?);
    Some(judge_digits(
        &digits,
        &exact,
        stated.exact()?,
        point,
        budget,
    ))
}

/// `=` that stands where `≈` is right.
pub(super) fn is_rounded(claim: &Claim<'_>, budget: &Budget) -> bool {
    let Some((left, right)) = values(claim) else {
        return false;
    };
    let dimension = |value: &Value| value.as_quantity().map(|quantity| quantity.dimension);
    if dimension(&left) != dimension(&right) {
        return false;
    }
    let written = Digits::of(claim.rhs).map(|digits| (digits, &left, &right));
    let written = written.or_else(|| Digits::of(claim.lhs).map(|digits| (digits, &right, &left)));
    let Some((digits, exact, stated)) = written else {
        return false;
    };
    let (Some(exact), Some(Real::Exact(stated))) = (amount(exact), amount(stated)) else {
        return false;
    };
    let deviation = distance(&exact, &stated);
    // A whole number of one digit beside a fraction says too little to be a rounding.
    let rounds = digits.significant >= 2 && exact.exact().is_some_and(|exact| !exact.is_integer());
    let close = deviation <= &budget.tolerance * magnitude(&exact);
    let allowed = !digits.bare || close || rounds;
    allowed && rounds_to(&exact, &stated, &digits.unit)
}

fn values(claim: &Claim<'_>) -> Option<(Value, Value)> {
    let nothing = Bindings::new();
    let left = value_at(claim.lhs, &nothing, claim.under).ok()?;
    let right = value_at(claim.rhs, &nothing, claim.under).ok()?;
    Some((left, right))
}

fn amount(value: &Value) -> Option<Real> {
    Some(value.as_quantity()?.amount)
}

fn halved(value: &Rational) -> Rational {
    value.checked_div(&Rational::from(2)).unwrap_or_default()
}

/// Whether a value rounds to a number of such a last digit: halfway away from 0 or to an even digit, so that 0.55
/// is 0.6 and never 0.5.
fn rounds_to(exact: &Real, stated: &Rational, unit: &Rational) -> bool {
    let (deviation, half) = (distance(exact, stated), halved(unit));
    let is_even = || {
        let digits = stated
            .checked_div(unit)
            .and_then(|count| count.to_integer());
        digits.is_none_or(|count| count.is_even())
    };
    deviation < half || deviation == half && (stated.abs() > magnitude(exact) || is_even())
}

/// The largest distance that a value may have from a number.
fn distance(exact: &Real, stated: &Rational) -> Rational {
    let low = (exact.low() - stated).abs();
    low.max((exact.high() - stated).abs())
}

/// The least absolute value that a value may have.
fn magnitude(exact: &Real) -> Rational {
    exact.low().abs().min(exact.high().abs())
}

fn judge_digits(
    digits: &Digits,
    exact: &Real,
    stated: &Rational,
    point: Point,
    budget: &Budget,
) -> Verdict {
    let deviation = distance(exact, stated);
    let size = magnitude(exact);
    let share = deviation.checked_div(&size);
    let tolerable = deviation <= &budget.tolerance * &size;
    if rounds_to(exact, stated, &digits.unit) {
        return Verdict::proved(Method::Rounding {
            unit: digits.unit.clone(),
        });
    }
    let mut unit = digits.unit.clone();
    for _ in 0..digits.zeros {
        unit *= Rational::from(10);
        if deviation <= halved(&unit) {
            if tolerable {
                return Verdict::proved(Method::Rounding { unit });
            }
            return loose(share, point);
        }
    }
    let truncated = stated.abs() < size;
    if deviation < digits.unit && (truncated || tolerable) {
        return loose(share, point);
    }
    let how = named_factor(&point).map_or(Failure::Different, Failure::Factor);
    Verdict::Fails {
        witness: Witness::Point(point),
        how,
    }
}

fn loose(share: Option<Rational>, point: Point) -> Verdict {
    let how = match share {
        Some(deviation) => Failure::Loose { deviation },
        None => Failure::Different,
    };
    Verdict::Fails {
        witness: Witness::Point(point),
        how,
    }
}

/// Neither side is a number with digits to judge by: within the tolerance it is loose.
fn without_digits(share: Option<Rational>, point: Point, budget: &Budget) -> Verdict {
    match share {
        Some(deviation) if deviation <= budget.tolerance => loose(Some(deviation), point),
        Some(_) => Verdict::refuted(point),
        None => Verdict::undecided(Reason::Overlap),
    }
}

/// |left − right| / |left|.
fn exact_deviation(left: &Value, right: &Value) -> Option<Rational> {
    let (left, right) = (amount(left)?, amount(right)?);
    let far = distance(&left, right.low()).max(distance(&left, right.high()));
    far.checked_div(&magnitude(&left))
}

/// The ratio of the sides, where it is one that a person confuses: 2, 3, 4, 8, 1000, 1024, 1000/1024.
pub(super) fn named_factor(point: &Point) -> Option<Rational> {
    let dimension = |value: &Value| value.as_quantity().map(|quantity| quantity.dimension);
    if dimension(&point.left) != dimension(&point.right) {
        return None;
    }
    let (left, right) = (amount(&point.left)?, amount(&point.right)?);
    let ratio = left.exact()?.checked_div(right.exact()?)?;
    let named = [
        (2, 1),
        (3, 1),
        (4, 1),
        (8, 1),
        (1000, 1),
        (1024, 1),
        (1000, 1024),
    ];
    let is_named = |value: &Rational| {
        named.iter().any(|&(a, b)| {
            Rational::new(Integer::from(a), Integer::from(b)).as_ref() == Some(value)
        })
    };
    let squares = [1_000_000_i64, 1 << 20, 1_000_000_000, 1 << 30];
    let is_power = |value: &Rational| squares.iter().any(|&power| *value == Rational::from(power));
    let known = |value: &Rational| is_named(value) || is_power(value);
    (known(&ratio) || ratio.recip().is_some_and(|inverse| known(&inverse))).then_some(ratio)
}

impl Digits {
    /// The digits of a number, with a sign, a unit or a power of ten.
    fn of(expr: &Expr) -> Option<Self> {
        let stated = Stated::of(expr)?;
        Some(Self {
            unit: stated.unit(),
            zeros: stated.written.trailing_zeros(),
            bare: stated.is_bare,
            significant: stated.significant_digits(),
        })
    }

    /// `10^3` is a 1 with zeros: a factor of ten more or less would be another power.
    fn of_power(expr: &Expr) -> Option<Self> {
        let unit = power_of_ten(expr)?.checked_div(&Rational::from(10))?;
        Some(Self {
            unit,
            zeros: 1,
            bare: false,
            significant: 1,
        })
    }
}
