//! The real numbers at which relations in one unknown hold, cut at the values where that may change, and two such sets
//! held against each other.

use std::cmp::Ordering;

use super::equations::Equation;
use super::sides::value;
use crate::expr::{Assumptions, Bound, Comparison, Expr, Predicate, Relation, Symbol};
use crate::judge::{self, Budget, Claim};
use crate::number::Rational;
use crate::solve::{self, Outcome, RootValue, Wanted};

/// The most values at which a set may begin or end.
const MOST_POINTS: usize = 48;

/// One relation between two expressions.
#[derive(Clone, Debug)]
pub(super) struct Relates {
    pub(super) lhs: Expr,
    pub(super) relation: Relation,
    pub(super) rhs: Expr,
}

impl From<&Equation> for Relates {
    fn from(equation: &Equation) -> Self {
        Self {
            lhs: equation.lhs.clone(),
            relation: Relation::Equal,
            rhs: equation.rhs.clone(),
        }
    }
}

impl Relates {
    /// Whether a condition says the same.
    pub(super) fn says(&self, known: &Predicate) -> bool {
        matches!(known, Predicate::Compare(lhs, comparison, rhs)
            if *lhs == self.lhs && comparison.relation() == self.relation && *rhs == self.rhs)
    }

    /// Whether it holds at a value of its unknown; `None` where that is not decided.
    pub(super) fn holds_at(&self, unknown: &Symbol, value: &Expr, budget: &Budget) -> Option<bool> {
        let under = Assumptions {
            definitions: [(unknown.clone(), value.clone())].into_iter().collect(),
            ..Assumptions::none()
        };
        let claim = Claim {
            lhs: &self.lhs,
            relation: self.relation,
            rhs: &self.rhs,
            under: &under,
        };
        match judge::judge(&claim, budget) {
            verdict if verdict.holds() => Some(true),
            verdict if verdict.fails() => Some(false),
            _ => None,
        }
    }
}

/// A real number: exactly, or as the only root between two rationals.
#[derive(Clone, Debug)]
struct Point {
    low: Rational,
    high: Rational,
    exact: Option<Expr>,
}

impl Point {
    fn of(root: &RootValue) -> Option<Self> {
        match root {
            RootValue::Exact(expr) => Self::exact(expr),
            RootValue::Enclosed(held) => Some(Self {
                low: held.low().clone(),
                high: held.high().clone(),
                exact: None,
            }),
        }
    }

    fn exact(expr: &Expr) -> Option<Self> {
        let amount = value(expr, &Assumptions::none())?.as_real()?;
        Some(Self {
            low: amount.low().clone(),
            high: amount.high().clone(),
            exact: Some(expr.clone()),
        })
    }

    fn rational(number: &Rational) -> Self {
        Self {
            low: number.clone(),
            high: number.clone(),
            exact: Some(Expr::number(number)),
        }
    }

    /// How two compare; `None` where that is not known.
    fn compare(&self, other: &Self, budget: &Budget) -> Option<Ordering> {
        if self.high < other.low {
            return Some(Ordering::Less);
        }
        if self.low > other.high {
            return Some(Ordering::Greater);
        }
        let (a, b) = (self.exact.as_ref()?, other.exact.as_ref()?);
        let none = Assumptions::none();
        let claim = Claim {
            lhs: a,
            relation: Relation::Equal,
            rhs: b,
            under: &none,
        };
        judge::judge(&claim, budget)
            .holds()
            .then_some(Ordering::Equal)
    }
}

/// Numbers from one end to another; an end is closed where it is one of them.
#[derive(Clone, Debug)]
struct Stretch {
    low: Option<(Point, bool)>,
    high: Option<(Point, bool)>,
}

impl Stretch {
    fn of(point: Point) -> Self {
        Self {
            low: Some((point.clone(), true)),
            high: Some((point, true)),
        }
    }
}

/// The numbers at which something holds.
#[derive(Clone, Debug)]
pub(super) struct Solutions(Formula);

/// How sets are put together.
#[derive(Clone, Debug)]
enum Formula {
    Stretches(Vec<Stretch>),
    All(Vec<Formula>),
    Any(Vec<Formula>),
}

impl Solutions {
    /// The numbers at which a relation holds; `None` where not all of them are known.
    pub(super) fn of(relates: &Relates, unknown: &Symbol, budget: &Budget) -> Option<Self> {
        let none = Assumptions::none();
        let Relates { lhs, relation, rhs } = relates;
        let comparison = relation.comparison()?;
        if !lhs.mentions(unknown) && !rhs.mentions(unknown) {
            return None;
        }
        let found = solve::solve(lhs, rhs, unknown, &none, &budget.poly);
        if comparison == Comparison::Equal {
            return stretches(found.ok()?.outcome).map(|all| Self(Formula::Stretches(all)));
        }
        let (solution, wanted) = (found.ok()?, Wanted::default());
        let held = solve::holding(&solution, (lhs, comparison, rhs), &none, &wanted)?;
        let end = |end: &solve::End| Some((Point::of(&end.value)?, !end.is_strict));
        let mut all = Vec::new();
        for range in &held.ranges {
            let (low, high) = (range.low.as_ref().map(end), range.high.as_ref().map(end));
            // An end that is not known is none.
            if matches!(low, Some(None)) || matches!(high, Some(None)) {
                return None;
            }
            all.push(Stretch {
                low: low.flatten(),
                high: high.flatten(),
            });
        }
        Some(Self(Formula::Stretches(all)))
    }

    /// The only number in a set, where it has one alone.
    pub(super) fn only(&self) -> Option<Expr> {
        match &self.0 {
            Formula::All(parts) | Formula::Any(parts) => match parts.as_slice() {
                [one] => Self(one.clone()).only(),
                _ => None,
            },
            Formula::Stretches(all) => match all.as_slice() {
                [
                    Stretch {
                        low: Some((low, true)),
                        high: Some((high, true)),
                    },
                ] if low.exact == high.exact => low.exact.clone(),
                _ => None,
            },
        }
    }

    /// What is in all of these sets.
    pub(super) fn all(of: Vec<Self>) -> Self {
        Self(Formula::All(of.into_iter().map(|one| one.0).collect()))
    }

    /// What is in any of these sets.
    pub(super) fn any(of: Vec<Self>) -> Self {
        Self(Formula::Any(of.into_iter().map(|one| one.0).collect()))
    }
}

/// The values that solve an equation, where those are all.
fn stretches(outcome: Outcome) -> Option<Vec<Stretch>> {
    let single = |root: &RootValue| Some(Stretch::of(Point::of(root)?));
    match outcome {
        Outcome::Root(root) if root.conditions.is_empty() => {
            single(&RootValue::Exact(root.value)).map(|one| vec![one])
        }
        Outcome::Roots(roots) if roots.conditions.is_empty() => {
            let each = roots.found.iter();
            each.map(|root| single(&root.value).filter(|_| root.conditions.is_empty()))
                .collect()
        }
        Outcome::Undone(undone) if undone.conditions.is_empty() && undone.families.is_empty() => {
            let each = undone.found.iter();
            let mut all: Vec<Stretch> = each
                .map(|root| single(&root.value).filter(|_| root.conditions.is_empty()))
                .collect::<Option<_>>()?;
            for range in undone.ranges.iter().chain(&undone.outside) {
                if !range.besides.is_empty() {
                    return None;
                }
                let end = |end: &Bound| (Point::rational(&end.value), !end.strict);
                all.push(Stretch {
                    low: range.low.as_ref().map(end),
                    high: range.high.as_ref().map(end),
                });
            }
            Some(all)
        }
        Outcome::Every(conditions) if conditions.is_empty() => Some(vec![Stretch {
            low: None,
            high: None,
        }]),
        Outcome::Never(_) => Some(Vec::new()),
        _ => None,
    }
}

/// What one set has and another one lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    /// This number.
    At(Expr),
    /// A number that has no closed form, near this one.
    Near(Rational),
}

/// Two sets held against each other.
#[derive(Clone, Debug)]
pub(super) struct Against {
    /// A number that only the first has.
    pub(super) lost: Option<Apart>,
    /// A number that only the second has.
    pub(super) gained: Option<Apart>,
    /// Whether the first has none at all.
    pub(super) is_empty: bool,
}

/// Holds two sets against each other; `None` where it is not known in which order their ends lie.
pub(super) fn against(first: &Solutions, second: &Solutions, budget: &Budget) -> Option<Against> {
    let mut points: Vec<Point> = Vec::new();
    for one in ends(&first.0).into_iter().chain(ends(&second.0)) {
        insert(&mut points, one, budget)?;
        if points.len() > MOST_POINTS {
            return None;
        }
    }
    let holds = |set: &Solutions| members(&set.0, &points, budget);
    let (first, second) = (holds(first)?, holds(second)?);
    let only = |one: &[bool], other: &[bool]| {
        let apart = one.iter().zip(other).enumerate();
        let apart = apart.filter(|(_, (one, other))| **one && !**other);
        // A whole number between two ends is easier to follow than an end.
        apart.map(|(at, _)| at).min_by_key(|at| at % 2)
    };
    let told = |at: Option<usize>| match at {
        None => Ok(None),
        Some(at) => sample(at, &points).map(Some).ok_or(()),
    };
    Some(Against {
        lost: told(only(&first, &second)).ok()?,
        gained: told(only(&second, &first)).ok()?,
        is_empty: !first.contains(&true),
    })
}

fn ends(formula: &Formula) -> Vec<Point> {
    match formula {
        Formula::Stretches(all) => {
            let ends = all.iter().flat_map(|one| [&one.low, &one.high]);
            ends.flatten().map(|(point, _)| point.clone()).collect()
        }
        Formula::All(parts) | Formula::Any(parts) => parts.iter().flat_map(ends).collect(),
    }
}

fn insert(points: &mut Vec<Point>, one: Point, budget: &Budget) -> Option<()> {
    let mut at = 0;
    for point in points.iter() {
        match one.compare(point, budget)? {
            Ordering::Less => break,
            Ordering::Equal => return Some(()),
            Ordering::Greater => at += 1,
        }
    }
    points.insert(at, one);
    Some(())
}

/// Which of the gaps before, between and behind the points, and which of the points, belong to a set: gap 0, point 0,
/// gap 1, and so on.
fn members(formula: &Formula, points: &[Point], budget: &Budget) -> Option<Vec<bool>> {
    let length = 2 * points.len() + 1;
    let joined = |parts: &[Formula], start: bool| {
        let mut found = vec![start; length];
        for part in parts {
            let own = members(part, points, budget)?;
            for (all, one) in found.iter_mut().zip(own) {
                *all = if start { *all && one } else { *all || one };
            }
        }
        Some(found)
    };
    match formula {
        Formula::All(parts) => joined(parts, true),
        Formula::Any(parts) => joined(parts, false),
        Formula::Stretches(all) => {
            let place = |point: &Point| {
                let is_it = |other: &Point| {
                    point.compare(other, budget) == Some(Ordering::Equal)
                        || point.exact.is_none()
                            && point.low == other.low
                            && point.high == other.high
                };
                points.iter().position(is_it).map(|at| 2 * at + 1)
            };
            let mut found = vec![false; length];
            for one in all {
                let from = match &one.low {
                    None => 0,
                    Some((point, closed)) => place(point)? + usize::from(!closed),
                };
                let to = match &one.high {
                    None => length - 1,
                    Some((point, closed)) => place(point)?.checked_sub(usize::from(!closed))?,
                };
                for member in found.iter_mut().take(to + 1).skip(from) {
                    *member = true;
                }
            }
            Some(found)
        }
    }
}

/// A number at a place.
fn sample(at: usize, points: &[Point]) -> Option<Apart> {
    if at % 2 == 1 {
        let point = points.get(at / 2)?;
        return Some(match &point.exact {
            Some(exact) => Apart::At(exact.clone()),
            None => Apart::Near(point.low.clone()),
        });
    }
    let low = (at / 2).checked_sub(1).and_then(|low| points.get(low));
    let high = points.get(at / 2);
    let one = Rational::from(1);
    let number = match (low, high) {
        (None, None) => Rational::from(1),
        (Some(low), None) => Rational::from(low.high.floor()) + one,
        (None, Some(high)) => Rational::from(high.low.ceil()) - one,
        (Some(low), Some(high)) => {
            let next = Rational::from(low.high.floor()) + one;
            if next < high.low {
                next
            } else {
                (&low.high + &high.low).checked_div(&Rational::from(2))?
            }
        }
    };
    Some(Apart::At(Expr::number(&number)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_chain;

    fn set(text: &str) -> Solutions {
        let chain = parse_chain(text).unwrap();
        let relates = Relates {
            lhs: chain.first.clone(),
            relation: chain.links[0].relation,
            rhs: chain.links[0].expr.clone(),
        };
        Solutions::of(&relates, &"x".into(), &Budget::default()).unwrap()
    }

    fn found(first: &str, second: &str) -> (Option<String>, Option<String>) {
        let found = against(&set(first), &set(second), &Budget::default()).unwrap();
        let text = |one: Option<Apart>| {
            one.map(|one| match one {
                Apart::At(expr) => expr.as_number().unwrap().to_string(),
                Apart::Near(_) => "near".to_owned(),
            })
        };
        (text(found.lost), text(found.gained))
    }

    fn both(lost: &str, gained: &str) -> (Option<String>, Option<String>) {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (text(lost), text(gained))
    }

    /// By hand.
    #[test]
    fn what_is_lost_and_gained() {
        for (first, second, lost, gained) in [
            ("1/x = 2", "x = 1/2", "", ""),
            ("1/x = 2", "x = 2", "1/2", "2"),
            ("abs(x) = 3", "x = 3", "-3", ""),
            ("2^x = 8", "x = 4", "3", "4"),
            ("sqrt(x) = -2", "x = 4", "", "4"),
            ("sqrt(x+5) = x - 1", "x = 4", "", ""),
            ("x^2 > 4", "x > 2", "-3", ""),
            ("x > 2", "x^2 > 4", "", "-3"),
            ("-2x > 4", "x < -2", "", ""),
            ("-2x > 4", "x > -2", "-3", "-1"),
            ("x < 3", "x <= 3", "", "3"),
            ("abs(x - 1) < 3", "x < 4", "", "-3"),
        ] {
            assert_eq!(
                found(first, second),
                both(lost, gained),
                "{first}, {second}"
            );
        }
    }
}
