//! What an approximation consists of.

use super::bound::Charge;
use super::direction::Direction;
use super::kept_part::KeptPart;
use super::{Certificate, Exponents, Scale};
use crate::expr::{Expr, Predicate};

/// An expression, its leading terms, and the fate of every term.
#[derive(Clone, Debug)]
pub struct Approximation {
    /// The expression written out.
    pub exact: Expr,
    /// The sum of the kept terms.
    pub approximation: Expr,
    /// What is kept, in order.
    pub kept: Vec<KeptTerm>,
    /// What is dropped, in order.
    pub dropped: Vec<DroppedTerm>,
    /// A bound of the relative error in symbols; `None` where nothing is dropped, and where the
    /// kept terms may cancel, as long as nothing is known of the part that is left of them.
    pub bound: Option<Expr>,
    /// When the bound is one, besides for positive large symbols: `n > 100` where `100n` is taken
    /// from `n²`. Empty where that is always so.
    pub bound_if: Vec<Predicate>,
    /// The O-form of what is dropped: `O(L*h)`.
    pub order: Option<Expr>,
    /// What grows.
    pub scale: Scale,
    /// The declared relations that were used, by index.
    pub relations_used: Vec<usize>,
    /// What has to hold besides: a leading coefficient that is not 0, constants that are positive.
    pub conditions: Vec<Predicate>,
    /// Where the kept terms cancel, if they can: there the approximation fails.
    pub cancellation: Option<Predicate>,
    /// The expressions of which the bound is the largest.
    pub bounds: Vec<Expr>,
    /// Whether no kept or dropped term takes from the sum of the others, so that each dropped term
    /// may be charged to any kept term that dominates it.
    pub adds_up: bool,
    /// What kept terms of both signs are proved to come to; the bound rests on it.
    pub kept_part: Option<KeptPart>,
    /// What the dropped terms charge to the kept ones.
    pub(super) charges: Vec<Charge>,
    /// That the growing factors are positive, where large symbols that are positive do not imply it.
    pub(super) positive_factors: Vec<Predicate>,
}

impl Approximation {
    /// What is proved of kept terms of both signs, as an inequality.
    pub fn kept_part(&self) -> Option<Predicate> {
        let known = self.kept_part.as_ref()?;
        Some(known.inequality(&self.approximation))
    }

    /// Whether the relative error tends to 0 however the large symbols grow.
    pub fn is_proven(&self) -> bool {
        self.cancellation.is_none()
    }
}

/// A term of the approximation; terms that differ by a constant factor stand together.
#[derive(Clone, Debug)]
pub struct KeptTerm {
    /// The term: `12*L*h^2`, `(a - b)*h^2`.
    pub term: Expr,
    /// How fast it grows.
    pub exponents: Exponents,
    /// Why it stays.
    pub reason: KeptReason,
}

/// Why a term stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptReason {
    /// There is no other term.
    Alone,
    /// All other terms are of lower order.
    Leading,
    /// It is not of lower order than the other kept terms.
    Unbeaten {
        /// A way to grow along which nothing beats it.
        direction: Direction,
        /// Itself over each of the other kept terms; none of these tends to 0.
        ratios: Vec<Rival>,
    },
    /// It contains a part whose growth is not known.
    UnknownGrowth(Expr),
    /// All other kept terms contain parts whose growth is not known; these are the parts.
    NotCompared(Vec<Expr>),
}

/// A kept term seen from another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The other term.
    pub term: Expr,
    /// The quotient by the other term: `V/(12*L*h)`.
    pub ratio: Expr,
    /// What has to grow faster, for the term to beat the other one: `V`.
    pub faster: Expr,
    /// Than this: `L*h`.
    pub slower: Expr,
}

/// A term that is of lower order.
#[derive(Clone, Debug)]
pub struct DroppedTerm {
    /// The term.
    pub term: Expr,
    /// How fast it grows.
    pub exponents: Exponents,
    /// The kept terms that it is set against; one, but where several dominate it together.
    pub dominated_by: Vec<Expr>,
    /// The term over the one that dominates it; it tends to 0. Of several: the term over their
    /// weighted geometric mean.
    pub ratio: Expr,
    /// The proof.
    pub certificate: Certificate,
    /// The kept terms, by index, that dominate it by themselves, with the quotients.
    pub choices: Vec<(usize, Expr)>,
}
