//! Why no approximation can be given.

use std::fmt;

use crate::expr::{Expr, Symbol};
use crate::poly::PolyError;

/// Why terms could not be compared by their growth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrowthError {
    /// The declared relations with these indices leave no way to grow: `V >> h, h >> V`.
    Contradiction(Vec<usize>),
    /// A side of the declared relation with this index is not a product of powers.
    NotAMonomial {
        /// The relation's index.
        relation: usize,
        /// The side.
        side: Expr,
    },
    /// The larger side of the declared relation with this index contains no symbol that grows.
    NothingLarge {
        /// The relation's index.
        relation: usize,
        /// The symbols of that side, one of which has to grow.
        candidates: Vec<Symbol>,
    },
    /// The expression is a quotient whose denominator is a sum: it has no list of terms.
    NotASum(Expr),
    /// The normal form could not be reached.
    Poly(PolyError),
    /// More work than allowed.
    Limit(&'static str),
}

impl fmt::Display for GrowthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contradiction(_) => {
                f.write_str("under the declared relations no growth is possible")
            }
            Self::NotAMonomial { .. } => {
                f.write_str("a side of a declared relation is not a product of powers")
            }
            Self::NothingLarge { .. } => {
                f.write_str("the larger side of a declared relation contains no symbol that grows")
            }
            Self::NotASum(_) => f.write_str("a quotient by a sum has no terms to compare"),
            Self::Poly(error) => error.fmt(f),
            Self::Limit(name) => write!(f, "limit reached: {name}"),
        }
    }
}

impl std::error::Error for GrowthError {}

impl From<PolyError> for GrowthError {
    fn from(error: PolyError) -> Self {
        Self::Poly(error)
    }
}
