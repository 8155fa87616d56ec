//! A real number: exact, or held between two rationals.

use std::cmp::Ordering;
use std::fmt;

use super::Enclosure;
use super::radical::Radical;
use crate::number::{Integer, Rational};

/// A real number: exact where it is known to be rational, else enclosed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Real {
    /// The number itself.
    Exact(Rational),
    /// An interval that is proven to hold it.
    Enclosed(Enclosure),
}

impl Real {
    /// The number, where it is exact.
    pub fn exact(&self) -> Option<&Rational> {
        match self {
            Self::Exact(value) => Some(value),
            Self::Enclosed(_) => None,
        }
    }

    /// An interval that holds it.
    pub fn enclosure(&self) -> Enclosure {
        match self {
            Self::Exact(value) => Enclosure::point(value.clone()),
            Self::Enclosed(enclosure) => enclosure.clone(),
        }
    }

    /// The greatest number known not to be above it.
    pub fn low(&self) -> &Rational {
        match self {
            Self::Exact(value) => value,
            Self::Enclosed(enclosure) => enclosure.low(),
        }
    }

    /// The least number known not to be below it.
    pub fn high(&self) -> &Rational {
        match self {
            Self::Exact(value) => value,
            Self::Enclosed(enclosure) => enclosure.high(),
        }
    }

    /// How it compares, where that is certain.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if let (Self::Exact(a), Self::Exact(b)) = (self, other) {
            return Some(a.cmp(b));
        }
        if self.high() < other.low() {
            Some(Ordering::Less)
        } else if self.low() > other.high() {
            Some(Ordering::Greater)
        } else {
            Radical::of(self)?.compare(&Radical::of(other)?)
        }
    }

    /// −1, 0 or 1, where that is certain.
    pub fn signum(&self) -> Option<i32> {
        match self {
            Self::Exact(value) => Some(value.signum()),
            Self::Enclosed(enclosure) if enclosure.low().is_positive() => Some(1),
            Self::Enclosed(enclosure) if enclosure.high().is_negative() => Some(-1),
            Self::Enclosed(_) => None,
        }
    }

    /// Whether it is exactly 0.
    pub(super) fn is_zero(&self) -> bool {
        self.exact().is_some_and(Rational::is_zero)
    }

    pub(super) fn negated(&self) -> Self {
        match self {
            Self::Exact(value) => Self::Exact(-value),
            Self::Enclosed(enclosure) => Self::Enclosed(enclosure.negated()),
        }
    }

    pub(super) fn absolute(&self) -> Self {
        match self {
            Self::Exact(value) => Self::Exact(value.abs()),
            Self::Enclosed(enclosure) => Self::Enclosed(enclosure.absolute()),
        }
    }
}

impl From<Rational> for Real {
    fn from(value: Rational) -> Self {
        Self::Exact(value)
    }
}

impl From<Integer> for Real {
    fn from(value: Integer) -> Self {
        Self::Exact(Rational::from_integer(value))
    }
}

impl From<Enclosure> for Real {
    /// An interval of one number is that number.
    fn from(enclosure: Enclosure) -> Self {
        match enclosure.single() {
            Some(value) => Self::Exact(value.clone()),
            None => Self::Enclosed(enclosure),
        }
    }
}

impl fmt::Display for Real {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(value) => value.fmt(f),
            Self::Enclosed(enclosure) => enclosure.fmt(f),
        }
    }
}
