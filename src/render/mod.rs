//! Data → text: the notations of expressions, numbers for people, diagnostics and JSON.

mod notation;

pub use notation::plain;
