//! Exact numbers: integers and rationals of any size, literals as they were written, residues, and
//! the decimals people read. Nothing here rounds but `decimal`.

mod binary;
mod decimal;
mod decimal_text;
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
#[cfg(test)]
mod rational_tests;
mod residue;
mod suffix;
mod ten;
mod written;

pub use decimal::{
    MAX_DECIMAL_DIGITS, RoundingMode, decimal_order, round_to_integer, round_to_places,
    round_to_significant,
};
pub use decimal_text::{
    DecimalText, ScaledText, fixed, percent, percent_fixed, scaled, short_decimal, significant,
    terminating_decimal,
};
pub use error::ParseNumberError;
pub use group::group_digits;
pub use integer::Integer;
pub use rational::Rational;
pub use residue::Residue;
pub use suffix::Suffix;
pub use written::Written;
