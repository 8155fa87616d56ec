//! The bound where kept terms of both signs are proved not to cancel.

use std::collections::BTreeSet;

use super::Approximation;
use super::bound::{Charge, bound_candidates, largest};
use super::sign::{Sign, Signs};
use super::validity;
use crate::expr::{Assumptions, Comparison, Expr, Predicate, Symbol};
use crate::number::Rational;

/// That terms of both signs together are, in absolute value, at least a part of the sum of their sizes:
/// `x² − xy + y² ≥ (x² + xy + y²)/3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPart {
    /// The part, above 0.
    pub part: Rational,
    /// The sum of the sizes.
    pub sizes: Expr,
    /// Whether the sum of the terms is positive; otherwise it is negative.
    pub is_positive: bool,
}

impl KeptPart {
    /// What is proved of the terms' sum: `x^2 - x*y + y^2 >= (x^2 + x*y + y^2)/3`.
    pub fn inequality(&self, sum: &Expr) -> Predicate {
        let above = self.part.numerator().clone();
        let mut least = self.sizes.clone();
        if !above.is_one() {
            least = Expr::product([Expr::integer(above), least]);
        }
        if !self.part.is_integer() {
            least = Expr::quotient(least, Expr::integer(self.part.denominator().clone()));
        }
        if self.is_positive {
            Expr::compare(sum.clone(), Comparison::GreaterEqual, least)
        } else {
            Expr::compare(sum.clone(), Comparison::LessEqual, Expr::negative(least))
        }
    }
}

impl Approximation {
    /// Takes it as proved that the kept terms come to at least a part of the sum of their sizes: they
    /// cannot cancel, and the relative error has a bound.
    pub fn keep_part(&mut self, known: KeptPart, assumptions: &Assumptions) {
        let whole = if known.is_positive {
            Sign::Positive
        } else {
            Sign::Negative
        };
        let charges = self.charges.iter();
        let charges: Option<Vec<Charge>> = charges
            .map(|charge| charge.of_part(&known.part, whole))
            .collect();
        let Some(charges) = charges else { return };
        let large: BTreeSet<Symbol> = self.scale.large.iter().cloned().collect();
        self.bound_by(&charges, &Signs::new(assumptions, &large));
        self.cancellation = None;
        self.kept_part = Some(known);
    }

    /// The bound that follows from what the dropped terms charge to the kept ones.
    pub(super) fn bound_by(&mut self, charges: &[Charge], signs: &Signs<'_>) {
        self.bounds = bound_candidates(charges);
        self.bound = largest(&self.bounds);
        if self.bounds.is_empty() {
            return;
        }
        let mut conditions: Vec<Predicate> = validity::conditions(charges, signs);
        for factor in &self.positive_factors {
            if !conditions.contains(factor) {
                conditions.push(factor.clone());
            }
        }
        self.bound_if = conditions;
    }
}
