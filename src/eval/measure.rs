//! Numbers with a unit.

use std::fmt;

use super::Real;
use super::error::BARE;
use crate::number::{Rational, short_decimal};
use crate::units::{Dimension, Unit};

/// A number in base units (byte, FLOP, second) and what it measures.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// How many base units.
    pub amount: Real,
    /// What it measures.
    pub dimension: Dimension,
    /// The unit it was written in or converted to; products and quotients have none.
    pub unit: Option<&'static Unit>,
}

impl Quantity {
    pub(super) fn bare(amount: Real) -> Self {
        Self {
            amount,
            dimension: Dimension::NONE,
            unit: None,
        }
    }

    pub(super) fn with_amount(self, amount: Real) -> Self {
        Self { amount, ..self }
    }

    /// What it is measured in, for messages.
    pub(super) fn measured_in(&self) -> String {
        match self.unit {
            _ if self.dimension.is_none() => BARE.to_owned(),
            Some(unit) => unit.name.to_owned(),
            None => self.dimension.to_string(),
        }
    }

    /// Whether it may stand in a sum beside the other: the dimensions agree, or it is a bare 0.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        let is_nothing = |side: &Self| side.dimension.is_none() && side.amount.is_zero();
        self.dimension == other.dimension || is_nothing(self) || is_nothing(other)
    }

    /// How many of its unit it is; of base units where it has none.
    pub fn in_unit(&self) -> Real {
        let factor = self.unit.map_or(Rational::ONE, Unit::factor);
        let scale = |value: &Rational| value.checked_div(&factor).unwrap_or_default();
        match &self.amount {
            Real::Exact(value) => Real::Exact(scale(value)),
            Real::Enclosed(enclosure) => {
                let (low, high) = (scale(enclosure.low()), scale(enclosure.high()));
                super::Enclosure::between(low, high).into()
            }
        }
    }
}

/// Two quantities are equal when they are the same size, in whichever unit.
impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.amount == other.amount && self.dimension == other.dimension
    }
}

impl Eq for Quantity {}

/// `28 GB`; without a unit of its own in base units, `3 FLOP/second`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Some(unit) => write!(f, "{} {}", written(&self.in_unit()), unit.name),
            None => write!(f, "{} {}", written(&self.amount), self.dimension),
        }
    }
}

/// An amount as it stands beside a unit: `1.75`, and `10/3` where no short decimal is exact.
fn written(amount: &Real) -> String {
    let decimal = match amount {
        Real::Exact(value) => short_decimal(value),
        Real::Enclosed(_) => None,
    };
    decimal.unwrap_or_else(|| amount.to_string())
}
