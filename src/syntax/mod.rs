//! Text → expressions and statements: two notations, one tree, and every mistake with its place.
//!
//! A text is normalised (`text`), scanned for brackets (`scan`), read by the grammar (`pairs`),
//! given its precedence (`build`), and its names are resolved (`habits`, `names`, `resolve`).

mod ast;
mod build;
mod calls;
mod conditions;
mod failure;
mod habits;
mod names;
mod pairs;
mod read;
mod resolve;
mod scan;
mod scope;
#[cfg(test)]
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod units;
mod words;

pub use read::{parse_assumptions, parse_bindings, parse_chain, parse_expression, parse_input};
pub use scope::{Assumption, Binding, Chain, Link, Reading, Scope, Spanned};
