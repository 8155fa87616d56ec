//! Equations: the value of one symbol, or of several in linear equations; whether a value is
//! admissible, and where there is none, why.
//!
//! An equation is brought into the form a·x + b = 0, or a polynomial of a higher degree in x, by the
//! normal form of [`crate::poly`]; the coefficients are free of x. The lines that
//! lead there are made along the way, each with what the judge needs.

mod bounded;
mod counting;
mod defined;
mod error;
mod excluded;
mod fit;
mod holding;
#[cfg(test)]
mod holding_tests;
mod images;
mod integers;
mod interval;
mod inverse;
mod line;
mod linear;
mod monotone;
mod pieces;
mod points;
mod power_steps;
mod radicals;
mod ranges;
mod regions;
mod root;
mod roots;
mod rows;
mod shares;
mod solution;
mod span;
mod split;
mod stepped;
mod steps;
mod stretches;
mod symbolic;
mod system;
#[cfg(test)]
mod system_tests;
#[cfg(test)]
mod tests;
mod trial;
mod turning;
mod undo;
#[cfg(test)]
mod undo_tests;
mod undone;
mod valued;
mod zero;

pub use bounded::{Bounded, bounded};
pub use error::SolveError;
pub use excluded::Excluded;
pub use holding::{End, Holding, Range, holding};
pub use integers::{Tried, or_integers};
pub use interval::Interval;
pub use line::{How, Line};
pub use roots::{FoundRoot, PowerValue, RootValue, Roots, Through};
pub use solution::{Fit, Neighbour, Never, Outcome, Root, Solution, Wanted, solve, solve_for};
pub use steps::steps;
pub use system::{SystemOutcome, SystemSolution, Values, solve_system};
pub use undone::{Family, Impossible, Rejected, Stage, Undoing, Undone};
