//! What the judge is asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::expr::{Assumptions, Comparison, Expr, Relation};
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

    /// The sides of a comparison, the one that is to be larger first, and whether it may not be equal.
    pub(super) fn larger_first(
        &self,
        comparison: Comparison,
    ) -> Option<(&'a Expr, &'a Expr, bool)> {
        match comparison {
            Comparison::Greater => Some((self.lhs, self.rhs, true)),
            Comparison::GreaterEqual => Some((self.lhs, self.rhs, false)),
            Comparison::Less => Some((self.rhs, self.lhs, true)),
            Comparison::LessEqual => Some((self.rhs, self.lhs, false)),
            Comparison::Equal | Comparison::NotEqual => None,
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
    /// What is left of the proofs on which others rest.
    pub attempts: Attempts,
    /// The deviation up to which zeros at the end of a number may be insignificant.
    pub tolerance: Rational,
}

/// The claims on which another one rests, directly or not, have so many parts together.
const MOST_ATTEMPTED: u64 = 600;

/// The sizes of normal forms in proofs on which others rest: of each there are many.
const NESTED_TERMS: usize = 1_000;
const NESTED_PRODUCTS: u64 = 1 << 14;

/// What is left of the proofs that may be tried for one claim, counted by all of them together, each by the
/// size of what it is to prove; the judge begins to count with each claim.
#[derive(Clone, Debug, Default)]
pub struct Attempts(Option<Arc<AtomicU64>>);

impl Attempts {
    /// Takes one of this size; `false` where no more is left.
    pub(super) fn take(&self, size: u64) -> bool {
        self.0.as_ref().is_none_or(|left| {
            let less = |left: u64| left.checked_sub(size);
            let is_taken = left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
                .is_ok();
            if !is_taken {
                left.store(0, Ordering::Relaxed);
            }
            is_taken
        })
    }

    /// Whether none is left.
    pub(super) fn are_used_up(&self) -> bool {
        let left = self.0.as_ref();
        left.is_some_and(|left| left.load(Ordering::Relaxed) == 0)
    }
}

impl Budget {
    /// The same with little effort: for many claims of which each is a guess.
    ///
    /// ```
    /// use longhand::judge::Budget;
    ///
    /// let budget = Budget::default();
    /// assert!(budget.brief().max_points < budget.max_points);
    /// ```
    #[must_use]
    pub fn brief(&self) -> Self {
        Self {
            poly: poly::Budget {
                max_terms: 1_000,
                max_products: 10_000,
                max_volume: 1 << 20,
                max_elements: 8,
                ..self.poly.clone()
            },
            max_points: 20,
            max_cases: 4,
            nesting: 0,
            ..self.clone()
        }
    }

    /// The same with the attempts counted, unless they are already.
    pub(super) fn with_limited_attempts(&self) -> Self {
        let mut limited = self.clone();
        limited
            .attempts
            .0
            .get_or_insert_with(|| Arc::new(AtomicU64::new(MOST_ATTEMPTED)));
        limited
    }

    /// For proofs on which another one rests, at most so deep again; `None` where that is too deep.
    pub(super) fn nested(&self, most: usize) -> Option<Self> {
        let poly = &self.poly;
        Some(Self {
            nesting: self.nesting.checked_sub(1)?.min(most),
            poly: poly::Budget {
                max_terms: poly.max_terms.min(NESTED_TERMS),
                max_products: poly.max_products.min(NESTED_PRODUCTS),
                ..poly.clone()
            },
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
            attempts: Attempts::default(),
            tolerance: Rational::new(1.into(), 100.into()).unwrap_or_default(),
        }
    }
}
