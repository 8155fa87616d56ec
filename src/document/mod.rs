//! Markdown, LaTeX and plain text → statements with their places.
//!
//! `statement` says what comes out, `whole` holds it.

mod statement;
mod thin;
mod whole;

pub use statement::{
    Alternative, Announced, Label, Large, Link, Note, Origin, Place, Section, Side, Statement,
    Suppression, Unread,
};
pub use thin::read;
pub use whole::{Document, Spot};
