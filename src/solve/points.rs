//! Numbers at which a sign may change, in order, and numbers between them.

use std::cmp::Ordering;

use super::holding::End;
use super::roots::narrow;
use super::{Outcome, RootValue, Solution, Wanted};
use crate::eval::{Enclosure, Environment, Value, evaluate};
use crate::expr::Expr;
use crate::number::{Integer, Rational};
use crate::poly::RealRoot;

/// A gap between two points is found in so many steps.
const MOST_NARROWINGS: usize = 4_000;

/// A number at which the sign may change.
#[derive(Clone, Debug)]
pub(super) enum Point {
    At(Rational),
    Root(RealRoot),
}

/// A root, as a number where it is rational.
pub(super) fn point(root: RealRoot) -> Point {
    match root.rational() {
        Some(value) => Point::At(value.clone()),
        None => Point::Root(root),
    }
}

/// Puts a number among points in order, unless it is one of them.
pub(super) fn insert(points: &mut Vec<Point>, number: Rational) {
    for (at, point) in points.iter_mut().enumerate() {
        let order = match point {
            Point::At(value) => (*value).cmp(&number),
            Point::Root(root) => root.compare(&number),
        };
        match order {
            Ordering::Less => {}
            Ordering::Equal => return,
            Ordering::Greater => {
                points.insert(at, Point::At(number));
                return;
            }
        }
    }
    points.push(Point::At(number));
}

/// A number between two points.
pub(super) fn between(low: Option<Point>, high: Option<Point>) -> Option<Rational> {
    let (mut low, mut high) = (low, high);
    for _ in 0..MOST_NARROWINGS {
        let above = low.as_ref().map(|low| match low {
            Point::At(value) => value.clone(),
            Point::Root(root) => root.high().clone(),
        });
        let below = high.as_ref().map(|high| match high {
            Point::At(value) => value.clone(),
            Point::Root(root) => root.low().clone(),
        });
        match (above, below) {
            (None, None) => return Some(Rational::ZERO),
            (Some(above), None) => return Some(above + Rational::ONE),
            (None, Some(below)) => return Some(below - Rational::ONE),
            (Some(above), Some(below)) if above < below => {
                return (above + below).checked_div(&Rational::from(2));
            }
            _ => {}
        }
        for end in [&mut low, &mut high] {
            if let Some(Point::Root(root)) = end {
                halve(root);
            }
        }
    }
    None
}

fn halve(root: &mut RealRoot) {
    let width = (root.high() - root.low()) * Rational::dyadic(&Integer::ONE, -1);
    root.narrow(&width);
}

/// Whether both ends are one point.
pub(super) fn is_same(low: Option<&Point>, high: Option<&Point>) -> bool {
    match (low, high) {
        (Some(Point::At(low)), Some(Point::At(high))) => low == high,
        (Some(Point::Root(low)), Some(Point::Root(high))) => low == high,
        _ => false,
    }
}

/// The multiple of a step that is nearest to an end within a range.
pub(super) fn multiple(
    end: Point,
    is_strict: bool,
    step: &Integer,
    is_low: bool,
) -> Option<Integer> {
    let step_of = Rational::from_integer(step.clone());
    let rounded = |value: &Rational| {
        let share = value.checked_div(&step_of)?;
        Some(if is_low { share.ceil() } else { share.floor() })
    };
    let count = match end {
        Point::At(value) => {
            let count = rounded(&value)?;
            let is_hit = Rational::from_integer(&count * step) == value;
            match (is_hit && is_strict, is_low) {
                (false, _) => count,
                (true, true) => count + Integer::ONE,
                (true, false) => count - Integer::ONE,
            }
        }
        Point::Root(mut root) => {
            let mut found = None;
            for _ in 0..MOST_NARROWINGS {
                let (low, high) = (rounded(root.low())?, rounded(root.high())?);
                if low == high {
                    found = Some(low);
                    break;
                }
                halve(&mut root);
            }
            found?
        }
    };
    Some(&count * step)
}

/// An end in closed form, where the solution of the equation has one for it.
pub(super) fn closed(point: Point, is_strict: bool, solution: &Solution, wanted: &Wanted) -> End {
    let mut root = match point {
        Point::At(value) => {
            return End {
                value: RootValue::Exact(Expr::number(&value)),
                is_strict,
            };
        }
        Point::Root(root) => root,
    };
    let forms = match &solution.outcome {
        Outcome::Roots(roots) => roots.found.as_slice(),
        _ => &[],
    };
    let exact = forms.iter().find_map(|found| match &found.value {
        RootValue::Exact(value) => match evaluate(value, &Environment::new()).ok()? {
            Value::Enclosure(held)
                if root.compare(held.low()).is_ge() && root.compare(held.high()).is_le() =>
            {
                Some(found.value.clone())
            }
            _ => None,
        },
        RootValue::Enclosed(_) => None,
    });
    let value = exact.unwrap_or_else(|| {
        narrow(&mut root, wanted.digits);
        let held = Enclosure::new(root.low().clone(), root.high().clone());
        held.map_or_else(
            || RootValue::Exact(Expr::number(root.low())),
            RootValue::Enclosed,
        )
    });
    End { value, is_strict }
}
