//! LaTeX mathematics → the notation that the expression grammar reads, each byte with its place.
//!
//! `tokens` is the only file that sees the grammar, `lower` puts arguments, groups and environments
//! together, `commands` says what each command is.

mod accent;
mod commands;
mod commas;
mod functions;
mod lower;
mod lowered;
mod names;
mod numbers;
mod raised;
mod structures;
mod tokens;
mod words;

pub use lower::{LatexError, Macros, lower, lower_sides};
pub use lowered::{Lowered, Phrase};
