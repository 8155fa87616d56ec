//! Growth: which symbols grow, which terms lead, which are of lower order and why, and how large the
//! error of leaving them out is.
//!
//! A term is of lower order iff a convex combination of kept exponents exceeds its own by something
//! that grows without bound. What is found comes with a [`Certificate`] that the judge checks
//! without searching.

mod approximate;
mod approximation;
mod bound;
mod brackets;
mod certificate;
mod compare;
mod constant;
mod direction;
mod error;
mod expansion;
mod exponential;
mod exponents;
mod failure;
mod gap;
mod group;
mod kept_part;
mod linear;
mod measure;
mod order;
mod ratio;
mod scale;
mod search;
mod settled;
mod sign;
mod symbolic;
#[cfg(test)]
mod tests;
mod validity;
mod value_range;
mod values;
mod within;

pub use approximate::approximate;
pub use approximation::{Approximation, DroppedTerm, KeptReason, KeptTerm, Rival};
pub use certificate::{Certificate, GrowingMonomial};
pub use compare::{Compared, ComparedTerm, Measured, Strictness, compare};
pub use direction::Direction;
pub use error::GrowthError;
pub use exponential::{Exponential, Rank};
pub use exponents::{Coordinate, Exponents};
pub use kept_part::KeptPart;
pub(crate) use linear::{Effort, System};
pub use scale::{Scale, has_unsettled_base, steady_bases};
pub use value_range::ValueRange;
pub use values::AtValues;
pub use within::{Within, WithinError, within};
