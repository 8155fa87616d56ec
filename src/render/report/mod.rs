//! Diagnostics as people and programs read them.

mod excerpt;
mod json;
mod place;
mod text;

pub use json::json;
pub use text::text;
