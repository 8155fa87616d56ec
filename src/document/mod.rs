//! Markdown, LaTeX and plain text → statements with their places.
//!
//! `statement` says what comes out, `whole` holds it, `read` tells documents apart. Mathematics comes
//! lowered from `syntax::latex`; `token` and `plain` find formulas in sentences, code and cells, and
//! `assemble` cuts both at their relation signs.

mod assemble;
mod markdown;
mod mask;
mod plain;
mod read;
mod side;
mod statement;
mod token;
mod whole;

pub use read::read;
pub use statement::{
    Alternative, Announced, Label, Large, Link, Note, Origin, Place, Section, Side, Statement,
    Suppression, Unread,
};
pub use whole::{Document, Spot};
