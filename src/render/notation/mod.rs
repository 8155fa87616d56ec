//! Expressions as text, one file a notation. Nothing is changed on the way: brackets stand
//! exactly where the tree needs them.

mod latex;
mod latex_name;
mod latex_product;
#[cfg(test)]
mod latex_tests;
#[cfg(test)]
mod law_tests;
mod level;
mod name;
mod number_text;
mod plain;
mod predicate;
mod unicode;
mod unicode_product;
#[cfg(test)]
mod unicode_tests;

pub use latex::{latex, latex_condition, latex_symbol};
pub use plain::plain;
pub use unicode::unicode;
