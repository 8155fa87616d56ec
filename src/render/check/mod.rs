//! The report of a check: as diagnostics with places, as lines of text, as JSON.

mod finding;
mod json;
mod message;
mod slip;
mod text;

pub use finding::{Replaced, code_of, findings, replacement};
pub use json::json;
pub use message::{Said, said};
pub use text::{summary, text};
