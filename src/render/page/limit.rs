//! A limit that was reached, as data for templates.

use serde::Serialize;

use super::writer::Writer;
use crate::expr::Expr;
use crate::number::{Integer, Rational};
use crate::poly::{Measure, PolyError};

/// A limit that was reached: what there would be too much of, how much, and how much may be.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub(super) struct LimitWord {
    what: &'static str,
    /// Whether the estimate is a power of two that the true number exceeds.
    exceeds: bool,
    estimate: String,
    limit: String,
}

impl LimitWord {
    /// Nothing where the error tells of no limit.
    pub(super) fn of(error: &PolyError, writer: &Writer) -> Option<Self> {
        let PolyError::Budget {
            what,
            estimate,
            limit,
        } = error
        else {
            return None;
        };
        // Nobody reads twenty digits of an estimate.
        let exceeds = estimate.bits() > 64;
        let shown = if exceeds {
            Expr::power(
                Expr::integer(2),
                Expr::number(&Rational::from(Integer::from(estimate.bits() - 1))),
            )
        } else {
            Expr::number(&Rational::from(estimate.clone()))
        };
        Some(Self {
            what: name(*what),
            exceeds,
            estimate: writer.expr(&shown),
            limit: writer.expr(&Expr::number(&Rational::from(Integer::from(*limit)))),
        })
    }
}

fn name(what: Measure) -> &'static str {
    match what {
        Measure::Terms => "terms",
        Measure::Bits => "bits",
        Measure::Exponent => "exponent",
        Measure::Volume => "volume",
        Measure::Products => "products",
        Measure::Elements => "elements",
        Measure::Size => "size",
    }
}
