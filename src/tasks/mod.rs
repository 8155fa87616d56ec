//! One function a command, for the command line and for users of the library alike.
//!
//! Each takes what a person types as [`Source`](crate::diagnostic::Source)s in a [`Question`] and
//! returns data, or [`Diagnostic`](crate::diagnostic::Diagnostic)s with places. Nothing here reads
//! a file, prints, or looks at a clock.
//!
//! ```
//! use longhand::tasks::{Question, evaluate};
//!
//! let question = Question::new("12*L*h^2 + V*h").with_bindings(["L=32", "h=4096", "V=32000"]);
//! let answer = evaluate(&question, None).unwrap();
//! assert_eq!(answer.value.to_string(), "6573522944");
//! ```

mod approximate;
#[cfg(test)]
mod arrow_tests;
mod assumed;
mod bindings;
mod check;
mod compare;
mod count;
mod derive;
mod diff;
mod doubts;
mod emit;
mod equal;
mod evaluate;
mod failure;
mod fix;
mod grade;
mod heads;
mod lines;
mod no_cache;
mod of_model;
mod over_file;
mod pages;
mod pairs;
mod points;
mod prove;
mod question;
mod ranges;
mod size;
mod solve;
mod stored;
mod sweep;
mod transform;
mod unknowns;
mod verify;

pub use approximate::{Approximated, approximate, approximate_over};
pub use bindings::bindings;
pub use check::{check, check_as};
pub use compare::{Compare, compare};
pub use count::{Counted, Counting, configured, count};
pub use derive::{Derived, bundled, derive, model_types, nearest, source, title};
pub use diff::{Derivative, Differentiated, Differentiation, differentiate};
pub use emit::{Emission, Emitted, Target, emit};
pub use equal::{Compared, equal};
pub use evaluate::{Evaluated, evaluate};
pub use fix::{Fixed, fix};
pub use grade::{grade, grade_as, reference};
pub use lines::{expanded, identical};
pub use no_cache::no_cache;
pub use pages::{page, page_names};
pub use pairs::{PairAnswer, equal_pairs};
pub use prove::{Proved, ProvedLink, prove};
pub use question::Question;
pub use size::{Sized, apart, size, size_names, size_source};
pub use solve::{Solved, SolvedSystem, solve, solve_in, solve_system, solve_system_in};
pub use stored::{StoredAs, stored};
pub use sweep::{Before, Rows, SweptTable, sweep};
pub use transform::{Transformed, transform};
pub use unknowns::{equations_and_values, unnamed_unknowns};
pub use verify::{Checked, Verifying, verify};
