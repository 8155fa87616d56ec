//! What commands answer, as text and as JSON.

mod approximation;
mod compare;
mod count;
mod derivative;
mod expression;
mod families;
mod faults;
mod layers;
mod proof;
mod size;
mod solution;
mod value;
mod verdict;
mod verify;

pub use super::page::{
    ApproximationAnswer, DerivativeAnswer, JudgedAnswer, approximation, judged, solution,
    system_solution, worked_derivatives,
};
pub use approximation::approximation_json;
pub use compare::comparison;
pub use count::{CountAnswer, TableFormat, count, count_json};
pub use derivative::{DerivativeRow, derivatives, derivatives_json};
pub use expression::{Notation, expression};
pub use proof::{proof, proof_json};
pub use size::{SizeAnswer, sizes};
pub use solution::{solution_json, system_json};
pub use value::{value, value_in, value_json};
pub use verdict::{condition, verdict, verdict_json, with_outside};
pub use verify::{VerifyAnswer, verify};
