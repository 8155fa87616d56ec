//! Comparison of exact and enclosed values.

use std::cmp::Ordering;

use crate::eval::Value;
use crate::number::Rational;

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    /// In this order; equal only where that is certain.
    Ordered(Ordering),
    /// They differ, and have no order: texts, lists, different dimensions.
    Different,
    /// Their enclosures overlap.
    Overlapping,
}

impl Compared {
    /// Whether they are equal, where that is certain.
    pub(super) fn equal(self) -> Option<bool> {
        match self {
            Self::Ordered(order) => Some(order == Ordering::Equal),
            Self::Different => Some(false),
            Self::Overlapping => None,
        }
    }
}

/// Compares two values. A bare 0 agrees with every unit.
pub(super) fn compare(left: &Value, right: &Value) -> Compared {
    if let (Some(a), Some(b)) = (left.as_quantity(), right.as_quantity()) {
        let zero = |value: &Value| value.as_number().is_some_and(Rational::is_zero);
        if a.dimension != b.dimension && !zero(left) && !zero(right) {
            return Compared::Different;
        }
        return match a.amount.compare(&b.amount) {
            Some(order) => Compared::Ordered(order),
            None => Compared::Overlapping,
        };
    }
    if left == right {
        Compared::Ordered(Ordering::Equal)
    } else {
        Compared::Different
    }
}
