//! A formula as source text of another language, exact over stated ranges.
//!
//! The text comes from the same [`Program`](crate::sweep::Program) that `sweep` runs, so both say the
//! same; bounds of the columns prove how many bits each value needs, and the proof stands in the
//! text as a comment. Where a language would round, wrap or fail silently at that width, nothing is
//! written and the reason is told.

mod dialect;
mod identifier;
mod javascript;
mod language;
mod piece;
mod python;
mod rust;
mod spreadsheet;
mod sql;
mod unfold;
mod writes;

pub use dialect::Dialect;
pub use language::{Formula, Language, NotEmitted, Range, emit};
