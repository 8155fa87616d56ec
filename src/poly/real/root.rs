//! One real root: a number, or an interval that holds it and can be narrowed.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{RealPolynomial, RootLimit};
use crate::number::{Integer, Rational};

/// A real root of a polynomial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RealRoot {
    /// What it is a simple root of; the only one in the interval, and no end is one.
    polynomial: Option<Arc<RealPolynomial>>,
    low: Rational,
    high: Rational,
    multiplicity: u64,
}

/// Intervals of different roots are told apart down to this size.
const CLOSEST: i64 = -20_000;

/// The greatest power of two by which an interval is divided at once.
const BOLDEST: u32 = 1 << 20;

impl RealRoot {
    /// A rational root.
    pub(super) fn exact(value: Rational, multiplicity: u64) -> Self {
        Self {
            polynomial: None,
            low: value.clone(),
            high: value,
            multiplicity,
        }
    }

    /// The root in an interval; it is recognised where it is rational.
    pub(super) fn new(
        polynomial: &RealPolynomial,
        multiplicity: u64,
        low: Rational,
        high: Rational,
    ) -> Self {
        let mut root = Self {
            polynomial: Some(Arc::new(polynomial.clone())),
            low,
            high,
            multiplicity,
        };
        // A rational root is an integer divided by a divisor of the leading coefficient.
        let leading = Rational::from_integer(polynomial.leading().abs());
        root.narrow(&leading.recip().unwrap_or(Rational::ONE));
        if root.is_exact() {
            return root;
        }
        let candidate = Rational::from_integer((root.low() * &leading).ceil());
        let candidate = candidate.checked_div(&leading).unwrap_or_default();
        if &candidate < root.high() && polynomial.sign_at(&candidate) == 0 {
            return Self::exact(candidate, multiplicity);
        }
        root
    }

    /// The lower end.
    pub fn low(&self) -> &Rational {
        &self.low
    }

    /// The upper end.
    pub fn high(&self) -> &Rational {
        &self.high
    }

    /// How often it occurs.
    pub fn multiplicity(&self) -> u64 {
        self.multiplicity
    }

    /// Whether it is the rational number at both ends.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    /// The root, where it is rational.
    pub fn rational(&self) -> Option<&Rational> {
        self.is_exact().then_some(&self.low)
    }

    /// How it compares with a number; the interval shrinks to the side that holds it.
    pub fn compare(&mut self, value: &Rational) -> Ordering {
        if let Some(root) = self.rational() {
            return root.cmp(value);
        }
        if value <= &self.low {
            return Ordering::Greater;
        }
        if value >= &self.high {
            return Ordering::Less;
        }
        self.cut(value.clone());
        match self.rational() {
            Some(_) => Ordering::Equal,
            None if value == &self.low => Ordering::Greater,
            None => Ordering::Less,
        }
    }

    /// Narrows the interval until it is no wider than this, by bold guesses between its ends that
    /// are taken back where they fail (Abbott, quadratic interval refinement).
    pub fn narrow(&mut self, width: &Rational) {
        let mut parts = 1_u32;
        while !self.is_exact() && &(&self.high - &self.low) > width {
            let hit = self.guess(parts);
            parts = if hit {
                (parts * 2).min(BOLDEST)
            } else {
                (parts / 2).max(1)
            };
        }
    }

    /// Divides the interval by 2^parts around where a straight line meets 0, if the root is there;
    /// else cuts off what the try showed.
    fn guess(&mut self, parts: u32) -> bool {
        let Some(polynomial) = self.polynomial.clone() else {
            return false;
        };
        let width = &self.high - &self.low;
        let step = &width * Rational::dyadic(&Integer::ONE, -i64::from(parts));
        let (left, right) = (
            polynomial.value_at(&self.low),
            polynomial.value_at(&self.high),
        );
        let share = left.checked_div(&(&left - &right)).unwrap_or_default();
        let place = share.scaled_floor(i64::from(parts));
        let top = Integer::ONE.shifted_left(parts);
        let place = place.max(Integer::ZERO).min(top - Integer::ONE);
        let near = &self.low + &step * Rational::from_integer(place);
        let far = &near + &step;
        if near > self.low {
            self.cut(near.clone());
        }
        if !self.is_exact() && far < self.high && far > self.low {
            self.cut(far.clone());
        }
        self.is_exact() || (&self.high - &self.low) <= step
    }

    /// Cuts the interval at a number inside it and keeps the part with the root.
    fn cut(&mut self, at: Rational) {
        let Some(polynomial) = &self.polynomial else {
            return;
        };
        let sign = polynomial.sign_at(&at);
        if sign == 0 {
            self.low = at.clone();
            self.high = at;
        } else if sign == polynomial.sign_at(&self.low) {
            self.low = at;
        } else {
            self.high = at;
        }
    }

    /// Sorts roots of polynomials without common roots; their intervals are narrowed until they do
    /// not touch.
    pub(super) fn sort(roots: &mut [Self]) -> Result<(), RootLimit> {
        let closest = Rational::dyadic(&Integer::ONE, CLOSEST);
        roots.sort_by(|a, b| a.low.cmp(&b.low));
        let mut at = 1;
        while at < roots.len() {
            let (before, after) = roots.split_at_mut(at);
            let (Some(a), Some(b)) = (before.last_mut(), after.first_mut()) else {
                break;
            };
            if a.high < b.low {
                at += 1;
                continue;
            }
            let quarter = Rational::dyadic(&Integer::ONE, -2);
            let (left, right) = (&a.high - &a.low, &b.high - &b.low);
            let wider = (&left).max(&right) * &quarter;
            if wider < closest {
                return Err(RootLimit);
            }
            a.narrow(&wider);
            b.narrow(&wider);
            if a.low > b.low {
                std::mem::swap(a, b);
            }
            at = at.saturating_sub(1).max(1);
        }
        Ok(())
    }
}
