//! How fast a term grows: its exponents over the growing quantities.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::exponential::Exponential;
use crate::expr::{Expr, Symbol};
use crate::number::Rational;

/// A quantity over which growth is measured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coordinate {
    /// A symbol that grows without bound.
    Symbol(Symbol),
    /// A logarithm of something that grows like these exponents, scaled so that the first is 1:
    /// `ln(h)`, `log2(h)` and `log10(4h²)` grow alike.
    Logarithm(Exponents),
    /// A constant to a power that grows: `2^n`.
    Exponential(Exponential),
    /// A part that contains a growing symbol but whose growth is not known.
    Unknown(Expr),
}

/// Exponents over the growing quantities; those that are not listed are 0.
///
/// `12 L h²` has the exponents 1 over `L` and 2 over `h`; `sqrt(h)` has 1/2 over `h`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exponents(BTreeMap<Coordinate, Rational>);

impl Exponents {
    /// The exponents of a constant.
    pub fn constant() -> Self {
        Self::default()
    }

    /// Exponent 1 over one quantity.
    pub fn of(coordinate: Coordinate) -> Self {
        Self(BTreeMap::from([(coordinate, Rational::ONE)]))
    }

    /// Whether there is no growing quantity in it.
    pub fn is_constant(&self) -> bool {
        self.0.is_empty()
    }

    /// The exponent over a quantity.
    pub fn get(&self, coordinate: &Coordinate) -> Rational {
        self.0.get(coordinate).cloned().unwrap_or_default()
    }

    /// The exponents that are not 0.
    pub fn iter(&self) -> impl Iterator<Item = (&Coordinate, &Rational)> {
        self.0.iter()
    }

    /// Whether every part's growth is known.
    pub fn is_measured(&self) -> bool {
        self.unknown_part().is_none()
    }

    /// Whether a power with a growing exponent is among them.
    pub fn has_exponential(&self) -> bool {
        let mut coordinates = self.0.keys();
        coordinates.any(|coordinate| matches!(coordinate, Coordinate::Exponential(_)))
    }

    /// A part whose growth is not known, if there is one.
    pub fn unknown_part(&self) -> Option<&Expr> {
        self.0.keys().find_map(|coordinate| match coordinate {
            Coordinate::Unknown(part) => Some(part),
            _ => None,
        })
    }

    /// Whether all exponents are positive and there is one.
    pub fn is_growing(&self) -> bool {
        !self.is_constant() && self.is_measured() && self.0.values().all(Rational::is_positive)
    }

    /// Adds the exponents of another, each times a factor: the growth of a product with a power.
    pub fn add(&mut self, other: &Self, factor: &Rational) {
        for (coordinate, exponent) in &other.0 {
            let entry = self.0.entry(coordinate.clone()).or_default();
            *entry += exponent * factor;
            if entry.is_zero() {
                self.0.remove(coordinate);
            }
        }
    }

    /// The exponents of the quotient.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut result = self.clone();
        result.add(other, &Rational::from(-1));
        result
    }

    /// The sum of the exponents over symbols.
    pub(super) fn degree(&self) -> Rational {
        let powers = self.0.iter();
        powers
            .filter(|(coordinate, _)| matches!(coordinate, Coordinate::Symbol(_)))
            .map(|(_, exponent)| exponent)
            .sum()
    }

    /// Whether these are nowhere below the others, and not the same: told without arithmetic where both
    /// have powers of symbols alone, `None` elsewhere.
    pub(super) fn plainly_exceed(&self, other: &Self) -> Option<bool> {
        let is_plain = |coordinate| matches!(coordinate, &Coordinate::Symbol(_));
        let (mut own, mut rival) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut is_above = true;
        let mut differs = false;
        loop {
            let (coordinate, order) = match (own.peek(), rival.peek()) {
                (None, None) => return Some(is_above && differs),
                (Some(&(c, e)), None) => (c, e.signum()),
                (None, Some(&(c, e))) => (c, -e.signum()),
                (Some(&(a, x)), Some(&(b, y))) => match a.cmp(b) {
                    Ordering::Less => (a, x.signum()),
                    Ordering::Greater => (b, -y.signum()),
                    Ordering::Equal => (a, x.cmp(y) as i32),
                },
            };
            if !is_plain(coordinate) {
                return None;
            }
            is_above &= order >= 0;
            differs |= order != 0;
            let at = |peeked: Option<&(&Coordinate, &Rational)>| {
                peeked.is_some_and(|(c, _)| *c == coordinate)
            };
            let (step_own, step_rival) = (at(own.peek()), at(rival.peek()));
            if step_own {
                own.next();
            }
            if step_rival {
                rival.next();
            }
        }
    }

    /// The exponents of a power.
    #[must_use]
    pub fn times(&self, factor: &Rational) -> Self {
        let mut result = Self::constant();
        result.add(self, factor);
        result
    }

    /// The same direction with 1 as its first exponent.
    #[must_use]
    pub fn normalized(&self) -> Self {
        let first = self.0.values().next().and_then(Rational::recip);
        first.map_or_else(Self::constant, |scale| self.times(&scale))
    }
}
