//! Diagnostics as people and programs read them.

mod excerpt;
mod finding;
mod github;
mod json;
mod place;
mod sarif;
mod text;

pub use finding::{Finding, Fix};
pub use github::github;
pub use json::json;
pub use sarif::sarif;
pub use text::text;
