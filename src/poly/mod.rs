//! The normal form of a rational function, by which two expressions are the same or are not.
//!
//! An expression becomes a quotient of Laurent polynomials over the rationals, in its symbols and
//! in those of its parts that are no polynomials (`sqrt(x)`, `2^n`, `[tied = 0]`). Integer
//! coefficients stand over one common denominator, exponents are packed into machine words, and
//! every operation estimates what it will need before it takes the memory.

mod add;
mod budget;
mod convert;
mod dense;
mod divide;
mod error;
mod fraction;
mod hashed;
mod indeterminate;
mod lane;
mod layout;
mod multiply;
mod normal;
#[cfg(test)]
mod normal_tests;
mod order;
mod polynomial;
mod power;
mod present;
#[cfg(test)]
pub(crate) mod testing;

pub use budget::Budget;
pub use error::{Measure, PolyError};
pub use normal::{NormalForm, Term, difference, normal_form, same};
pub use polynomial::Polynomial;
