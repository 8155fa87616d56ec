//! What people wrote → which line is right, which is wrong, why, and what to write instead.
//!
//! The lines of a document are held against each other, never against steps of our own: this room
//! cannot see the rules. Two sides are compared (`sides`) in every reading that the text allows
//! (`readings`), the judge decides, and where it refutes, wrong rules are tried (`slips`) until one
//! explains the line exactly.

mod compared;
mod large;
mod readings;
mod sides;
#[cfg(test)]
mod sides_tests;
pub mod slips;
mod stated;

pub use compared::{Compared, Need, Verdict};
pub use sides::{Under, compare};
