//! Slips: wrong rules that people apply, one file a kind.
//!
//! A slip is named only when it explains the line exactly: the wrong rule is applied to one part of
//! the line before, and what comes out is the line that was written.

mod digits;
mod distribution;
mod exponents;
mod fractions;
mod joined;
mod powers;
mod precedence;
mod roots;
mod search;
mod signs;
mod sizes;
mod slip;
mod symbols;
mod terms;
#[cfg(test)]
mod tests;

pub(super) use digits::is_transposed;
pub use search::{Lines, find};
pub use slip::{Slip, SlipKind};
