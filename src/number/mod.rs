//! Exact numbers: integers and rationals of any size, literals as they were written, residues, and
//! the decimals people read. Nothing here rounds but `decimal`.

mod decimal;
mod error;
mod group;
mod integer;
mod integer_division;
mod integer_operators;
#[cfg(test)]
mod integer_tests;
mod integer_text;
mod operators;
mod rational;
mod rational_operators;

pub use decimal::{RoundingMode, round_to_integer};
pub use error::ParseNumberError;
pub use group::group_digits;
pub use integer::Integer;
pub use rational::Rational;
