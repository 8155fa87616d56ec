//! Evidence that a term must stay: a way to grow along which no other term beats it.

use std::collections::BTreeSet;

use super::linear::System;
use super::search::Search;
use super::{Coordinate, Exponents};
use crate::expr::Symbol;
use crate::number::{Integer, Rational};

/// A way to grow: each symbol is the given power of one growing quantity t.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// The powers of t, whole numbers without a common divisor.
    pub powers: Vec<(Symbol, Integer)>,
}

impl Direction {
    /// The power of t that the large symbols make of these exponents, logarithms left out.
    pub fn degree(&self, exponents: &Exponents) -> Rational {
        let powers = self.powers.iter().map(|(symbol, power)| {
            let exponent = exponents.get(&Coordinate::Symbol(symbol.clone()));
            exponent * Rational::from_integer(power.clone())
        });
        powers.sum()
    }
}

/// A direction in which the exponents at an index exceed all others, or, where there is none,
/// in which nothing exceeds them.
pub(super) fn unbeaten(index: usize, all: &[Exponents], search: &Search) -> Option<Direction> {
    let own = all.get(index)?;
    let rivals: Vec<Exponents> = all
        .iter()
        .filter(|other| other.is_measured() && *other != own)
        .map(|other| own.minus(other))
        .collect();
    solve(&rivals, search, &Rational::ONE).or_else(|| solve(&rivals, search, &Rational::ZERO))
}

/// Powers of t under which every growing monomial has degree at least 1, every bounded ratio
/// degree 0, and every difference degree at least `margin`.
fn solve(differences: &[Exponents], search: &Search, margin: &Rational) -> Option<Direction> {
    let growing = search.growing().iter().map(|(_, g)| (g, &Rational::ONE));
    let at_least: Vec<(&Exponents, &Rational)> = growing
        .chain(differences.iter().map(|d| (d, margin)))
        .collect();
    let bounded = search.bounded().iter().map(|(_, b)| b);
    let every = at_least.iter().map(|(e, _)| *e).chain(bounded.clone());
    let coordinates: BTreeSet<&Coordinate> =
        every.flat_map(Exponents::iter).map(|(c, _)| c).collect();
    let mut system = System::new(coordinates.len() + at_least.len());
    for (at, (exponents, right)) in at_least.iter().enumerate() {
        let slack = (0..at_least.len()).map(|s| Rational::from(-i64::from(s == at)));
        let row = coordinates.iter().map(|c| exponents.get(c)).chain(slack);
        system.equation(row, right);
    }
    for exponents in bounded {
        system.equation(
            coordinates.iter().map(|c| exponents.get(c)),
            &Rational::ZERO,
        );
    }
    // Evidence that would take too long is left out.
    let solution = system.solve(&search.directions).ok().flatten();
    solution.map(|solution| {
        let named = coordinates.iter().zip(&solution);
        whole(named.filter_map(|(coordinate, power)| match coordinate {
            Coordinate::Symbol(symbol) => Some((symbol.clone(), power.clone())),
            _ => None,
        }))
    })
}

/// The powers times their common denominator, over their common divisor.
fn whole(powers: impl Iterator<Item = (Symbol, Rational)>) -> Direction {
    let powers: Vec<(Symbol, Rational)> = powers.collect();
    let common = |fold: fn(&Integer, &Integer) -> Integer, part: fn(&Rational) -> &Integer| {
        let mut parts = powers.iter().map(|(_, power)| part(power).clone());
        let first = parts.next().unwrap_or(Integer::ONE);
        parts.fold(first, |a, b| fold(&a, &b))
    };
    let lcm = common(Integer::lcm, Rational::denominator);
    let gcd = common(Integer::gcd, Rational::numerator);
    let scale = Rational::new(lcm, gcd).unwrap_or(Rational::ONE);
    Direction {
        powers: powers
            .into_iter()
            .map(|(symbol, power)| (symbol, (power * &scale).numerator().clone()))
            .collect(),
    }
}
