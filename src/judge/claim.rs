//! What the judge is asked.

use crate::expr::{Assumptions, Expr, Relation};
use crate::number::Rational;
use crate::poly;

/// A relation that is said to hold under assumptions.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The left side.
    pub lhs: &'a Expr,
    /// The relation.
    pub relation: Relation,
    /// The right side.
    pub rhs: &'a Expr,
    /// What is assumed.
    pub under: &'a Assumptions,
}

impl<'a> Claim<'a> {
    /// The same claim read from the right.
    pub(super) fn reversed(&self) -> Self {
        Self {
            lhs: self.rhs,
            rhs: self.lhs,
            ..*self
        }
    }

    /// The same claim under other assumptions.
    pub(super) fn under<'b>(&self, under: &'b Assumptions) -> Claim<'b>
    where
        'a: 'b,
    {
        Claim { under, ..*self }
    }
}

/// How far the judge goes, and how much it lets pass as a rounding.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Limits of normal forms.
    pub poly: poly::Budget,
    /// The most sample points that are tried.
    pub max_points: usize,
    /// The most cases into which a claim is split.
    pub max_cases: usize,
    /// How deep a proof may rest on proofs of other claims.
    pub nesting: usize,
    /// The deviation up to which zeros at the end of a number may be insignificant.
    pub tolerance: Rational,
}

impl Budget {
    /// For proofs on which another one rests, at most so deep again; `None` where that is too deep.
    pub(super) fn nested(&self, most: usize) -> Option<Self> {
        Some(Self {
            nesting: self.nesting.checked_sub(1)?.min(most),
            ..self.clone()
        })
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            poly: poly::Budget::default(),
            max_points: 400,
            max_cases: 256,
            nesting: 3,
            tolerance: Rational::new(1.into(), 100.into()).unwrap_or_default(),
        }
    }
}
