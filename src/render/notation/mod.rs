//! Expressions as text, one file a notation. Nothing is changed on the way: brackets stand
//! exactly where the tree needs them.

#[cfg(test)]
mod bundled_tests;
mod latex;
mod latex_name;
mod latex_product;
#[cfg(test)]
mod latex_tests;
#[cfg(test)]
mod law_tests;
mod level;
mod mathml;
mod name;
mod number_text;
mod plain;
mod plain_form;
mod predicate;
mod relation;
mod repeated;
mod unicode;
mod unicode_product;
#[cfg(test)]
mod unicode_tests;

pub use latex::{latex, latex_condition, latex_symbol};
pub(super) use latex_name::text as latex_text;
pub use mathml::{Placement, mathml};
pub use plain::{plain, plain_condition};
pub use plain_form::{plain_form, plain_polynomial};
pub use relation::{latex_relation, plain_relation, unicode_relation};
pub(super) use unicode::superscript;
pub use unicode::{unicode, unicode_condition, unicode_symbol};
