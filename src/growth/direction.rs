//! Evidence that a term must stay: a way to grow along which no other term beats it.

use std::collections::BTreeSet;

use super::linear::{Solved, System};
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
pub(super) fn unbeaten<'a>(
    own: &Exponents,
    others: impl IntoIterator<Item = &'a Exponents>,
    search: &Search,
) -> Option<Direction> {
    let rivals: Vec<Exponents> = others
        .into_iter()
        .filter(|other| other.is_measured() && *other != own)
        .map(|other| other.minus(own))
        .collect();
    solve(&rivals, search, true).or_else(|| solve(&rivals, search, false))
}

/// Whether there is a way to grow in which exponents exceed others: none where a declared relation binds them.
pub(super) fn may_exceed(own: &Exponents, other: &Exponents, search: &Search) -> bool {
    !search.has_relations() || solve(&[other.minus(own)], search, true).is_some()
}

/// Powers of t under which every growing monomial has positive degree, every bounded ratio degree 0,
/// and every excess of a rival a negative one, or none where it need not be strict.
///
/// They are the multipliers of a contradiction: that no mean of the rivals' excesses, less what grows,
/// comes to nothing.
fn solve(excesses: &[Exponents], search: &Search, strict: bool) -> Option<Direction> {
    let minus = Rational::from(-1);
    let growing = search.growing().iter().map(|(_, g)| g.times(&minus));
    let bounded = search.bounded().iter();
    let mut columns: Vec<Exponents> = excesses.to_vec();
    columns.extend(growing);
    let counted = if strict { 0 } else { excesses.len() }..columns.len();
    columns.extend(bounded.clone().map(|(_, b)| b.clone()));
    columns.extend(bounded.map(|(_, b)| b.times(&minus)));
    let coordinates: BTreeSet<&Coordinate> = columns
        .iter()
        .flat_map(Exponents::iter)
        .map(|(c, _)| c)
        .collect();
    let mut system = System::new(columns.len());
    for coordinate in &coordinates {
        let row = columns.iter().map(|column| column.get(coordinate));
        system.equation(row, &Rational::ZERO);
    }
    let total = (0..columns.len()).map(|at| Rational::from(i64::from(counted.contains(&at))));
    system.equation(total, &Rational::ONE);
    // Evidence that would take too long is left out.
    match system.decide(&search.directions).ok()? {
        Solved::Solution(_) => None,
        Solved::Contradiction(times) => {
            let named = coordinates.iter().zip(&times);
            Some(whole(named.filter_map(
                |(coordinate, power)| match coordinate {
                    Coordinate::Symbol(symbol) => Some((symbol.clone(), power.clone())),
                    _ => None,
                },
            )))
        }
    }
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

#[cfg(test)]
mod tests {
    use super::super::{KeptReason, approximate};
    use crate::expr::{Assumptions, GrowthRelation, GrowthSign};
    use crate::poly::Budget;
    use crate::syntax::parse_expression;

    /// With a ≍ b neither of a² and ab is ever larger than every multiple of the other; of a² and c
    /// either may be.
    #[test]
    fn declared_relations_bind_what_may_exceed() {
        let parse = |text| parse_expression(text).unwrap();
        let mut under = Assumptions::none();
        under.growth.push(GrowthRelation {
            left: parse("a"),
            sign: GrowthSign::SameOrder,
            right: parse("b"),
        });
        for (sum, rivals) in [("a^2 + a*b + b", [0, 0]), ("a^2 + c", [1, 1])] {
            let found = approximate(&parse(sum), &under, &Budget::default()).unwrap();
            let told = found.kept.iter().map(|term| match &term.reason {
                KeptReason::Unbeaten { ratios, .. } => ratios.len(),
                _ => usize::MAX,
            });
            assert_eq!(told.collect::<Vec<_>>(), rivals, "{sum}");
        }
    }
}
