//! A search for a point that refutes an inequality: one symbol after the other is moved to where
//! the difference of the sides is least.

use std::cmp::Ordering;

use super::super::bounds::Bounds;
use super::super::claim::Claim;
use super::super::sample::{is_admissible, quick_value_at};
use super::super::symbols::{conditions, free_symbols, has_big_operator};
use super::super::values::compare;
use super::super::verdict::Point;
use crate::expr::{Bindings, Comparison, Domain, Expr, Symbol};
use crate::number::Rational;

/// Values that are tried beside multiples of those at hand.
const TRIED: &[(i64, i64)] = &[
    (0, 1),
    (1, 1),
    (2, 1),
    (3, 1),
    (5, 1),
    (10, 1),
    (100, 1),
    (1_000, 1),
    (1_000_000, 1),
    (1, 2),
    (1, 3),
    (2, 3),
    (3, 2),
    (1, 10),
    (1, 100),
    (1, 1_000),
    (1, 1_000_000),
];

/// The most points that are looked at.
const MAX_POINTS: usize = 1_500;

/// The same where each takes a sum over an index.
const MAX_POINTS_OF_SUMS: usize = 150;

/// The most symbols among which is searched.
const MAX_SYMBOLS: usize = 12;

/// A point at which the comparison does not hold.
pub(super) fn climb(claim: &Claim<'_>, comparison: Comparison) -> Option<Point> {
    let symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
    if symbols.is_empty() || symbols.len() > MAX_SYMBOLS {
        return None;
    }
    let relations = conditions(claim.under);
    let conditions = relations.iter().flat_map(|relation| relation.operands());
    let mut looked_at = conditions.chain([claim.lhs, claim.rhs]);
    let mut search = Climb {
        claim,
        comparison,
        symbols: &symbols,
        left: if looked_at.any(has_big_operator) {
            MAX_POINTS_OF_SUMS
        } else {
            MAX_POINTS
        },
    };
    for start in [1_i64, 2, 1_000] {
        let mut point = Bindings::new();
        for symbol in &symbols {
            let value = search.admissible(symbol, &Rational::from(start))?;
            point.insert(symbol.clone(), value);
        }
        if let Some(found) = search.from(point) {
            return Some(found);
        }
    }
    None
}

struct Climb<'a> {
    claim: &'a Claim<'a>,
    comparison: Comparison,
    symbols: &'a [Symbol],
    left: usize,
}

/// What a point gives: a refutation, or how far the sides are from one.
enum Seen {
    Refuted(Box<Point>),
    Distance(Rational),
}

impl Climb<'_> {
    fn from(&mut self, mut point: Bindings) -> Option<Point> {
        let mut least = match self.look(&point) {
            Some(Seen::Refuted(found)) => return Some(*found),
            Some(Seen::Distance(distance)) => Some(distance),
            None => None,
        };
        loop {
            let mut moved = false;
            for symbol in self.symbols {
                for value in self.candidates(symbol, &point) {
                    let mut next = point.clone();
                    next.insert(symbol.clone(), value);
                    match self.look(&next) {
                        Some(Seen::Refuted(found)) => return Some(*found),
                        Some(Seen::Distance(distance))
                            if least.as_ref().is_none_or(|least| distance < *least) =>
                        {
                            least = Some(distance);
                            point = next;
                            moved = true;
                        }
                        _ => {}
                    }
                }
            }
            if !moved || self.left == 0 {
                return None;
            }
        }
    }

    /// The distance of the sides, over their sizes.
    fn look(&mut self, point: &Bindings) -> Option<Seen> {
        self.left = self.left.checked_sub(1)?;
        if !is_admissible(point, self.claim.under) {
            return None;
        }
        let left = quick_value_at(self.claim.lhs, point, self.claim.under).ok()?;
        let right = quick_value_at(self.claim.rhs, point, self.claim.under).ok()?;
        if let super::Compared::Ordered(order) = compare(&left, &right)
            && !self.comparison.holds_for(order)
        {
            let value = |symbol: &Symbol| Some((symbol.clone(), point.get(symbol)?.clone()));
            let values = self.symbols.iter().filter_map(value).collect();
            return Some(Seen::Refuted(Box::new(Point {
                values,
                left,
                right,
            })));
        }
        let number = |value: &crate::eval::Value| Some(value.as_real()?.low().clone());
        let (left, right) = (number(&left)?, number(&right)?);
        let size = left.abs() + right.abs();
        let apart = (left - right).abs();
        Some(Seen::Distance(apart.checked_div(&size).unwrap_or_default()))
    }

    fn candidates(&self, symbol: &Symbol, point: &Bindings) -> Vec<Expr> {
        let mut values: Vec<Rational> = Vec::new();
        let bounds = Bounds::of(symbol, self.claim.under);
        values.extend(
            [&bounds.low, &bounds.high]
                .into_iter()
                .flatten()
                .map(|b| b.value.clone()),
        );
        for (above, below) in TRIED {
            values.extend(Rational::new((*above).into(), (*below).into()));
        }
        for other in self.symbols {
            let Some(value) = point.get(other).and_then(Expr::as_number) else {
                continue;
            };
            values.extend([
                value.clone(),
                &value * Rational::from(2),
                &value + Rational::ONE,
            ]);
            values.extend(value.checked_div(&Rational::from(2)));
            values.push(&value - Rational::ONE);
        }
        let negated: Vec<Rational> = values.iter().map(|value| -value).collect();
        values.extend(negated);
        let mut found: Vec<Expr> = Vec::new();
        for value in &values {
            if let Some(value) = self.admissible(symbol, value)
                && !found.contains(&value)
            {
                found.push(value);
            }
        }
        found
    }

    /// The value moved into the domain of a symbol; `None` where it holds no numbers.
    fn admissible(&self, symbol: &Symbol, value: &Rational) -> Option<Expr> {
        let bounds = Bounds::of(symbol, self.claim.under);
        let mut value = value.clone();
        match self.claim.under.domains.get(symbol) {
            Some(Domain::Boolean) => return Some(Expr::boolean(value.is_positive())),
            Some(Domain::Text | Domain::List) => return None,
            Some(Domain::Integer { .. }) => value = Rational::from_integer(value.floor()),
            _ => {}
        }
        let nudge = |strict: bool| Rational::from(i64::from(strict));
        if let Some(low) = &bounds.low
            && (value.cmp(&low.value) == Ordering::Less || (low.strict && value == low.value))
        {
            value = &low.value + nudge(low.strict);
        }
        if let Some(high) = &bounds.high
            && (value > high.value || (high.strict && value == high.value))
        {
            value = &high.value - nudge(high.strict);
        }
        Some(Expr::number(&value))
    }
}
