//! Text → expressions and statements: two notations, one tree, and every mistake with its place.
//!
//! A text is normalised (`text`), scanned for brackets (`scan`), read by the grammar (`pairs`),
//! given its precedence (`build`), and its names are resolved (`habits`, `names`, `resolve`). Where
//! nothing needs a decision, `plain` goes from the grammar to the expression.

mod ast;
mod build;
mod calls;
mod conditions;
mod domains;
mod doubts;
mod draft;
mod elsewhere;
mod failure;
mod file;
#[cfg(test)]
mod file_tests;
mod habits;
mod hints;
#[cfg(test)]
mod hostile_tests;
pub mod latex;
mod locate;
#[cfg(test)]
mod message_tests;
mod names;
mod neighbours;
mod operand;
mod pairs;
mod plain;
mod products;
mod read;
mod resolve;
mod resolve_name;
mod resolve_statement;
mod scan;
mod scope;
#[cfg(test)]
mod shape;
mod signs;
mod slips;
mod statement;
#[cfg(test)]
mod tests;
mod text;
pub mod typst;
mod units;
mod words;

pub(crate) use calls::names_function;
pub use domains::{Declared, is_other_set, named_set, parse_domains};
pub use file::{parse_file, parse_file_in, used_files};
pub use locate::locate;
pub(crate) use names::nearest;
pub use plain::PlainText;
pub use read::{
    parse_assumptions, parse_bindings, parse_chain, parse_condition, parse_expression, parse_input,
    parse_names,
};
pub use scope::{Assumption, Binding, Chain, Link, Reading, Scope, Spanned};
pub use statement::{
    Approx, Case, Compare, Definition, Expect, File, FunctionDeclaration, Param, Part, Show, Solve,
    Statement, StatementKind, Step,
};
pub(crate) use units::{is_label, is_unit_word};
pub(crate) use words::multiplier;
