//! Equations in one symbol: its value, whether it is admissible, and where there is none, why.
//!
//! An equation is brought into the form a·x + b = 0, or a polynomial of a higher degree in x, by the
//! normal form of [`crate::poly`]; the coefficients are free of x. What a reader sees of the way there is a strategy of `derive`; here are the
//! pieces it needs.

mod error;
mod fit;
mod line;
mod linear;
mod root;
mod roots;
mod rows;
mod solution;
mod steps;
mod system;
#[cfg(test)]
mod system_tests;
#[cfg(test)]
mod tests;

pub use error::SolveError;
pub use line::{How, Line};
pub use roots::{FoundRoot, RootValue, Roots};
pub use solution::{Fit, Neighbour, Never, Outcome, Root, Solution, Wanted, solve, solve_for};
pub use steps::steps;
pub use system::{SystemOutcome, SystemSolution, Values, solve_system};
