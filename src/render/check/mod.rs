//! The report of a check: as diagnostics with places, as lines of text, as JSON.

mod arrow;
mod difference;
mod finding;
mod grades;
mod json;
mod message;
mod misuse;
mod slip;
mod text;

pub use difference::difference;
pub use finding::{Places, Replaced, all_findings, code_of, findings, replacement};
pub use grades::{grades_csv, grades_json, grades_text};
pub use json::json;
pub use message::{Said, said};
pub use text::{summary, text};
