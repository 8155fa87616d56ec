//! Data → text: the notations of expressions, numbers for people, diagnostics and JSON.

pub mod answer;
pub mod check;
pub mod json;
pub mod math;
mod notation;
pub mod number;
mod page;
pub mod plot;
pub mod report;
pub mod rows;
mod style;
mod tame;

pub use notation::{
    Placement, latex, latex_condition, latex_relation, latex_symbol, mathml, plain,
    plain_condition, plain_form, plain_polynomial, plain_relation, unicode, unicode_condition,
    unicode_relation, unicode_symbol,
};
pub use page::{LANGUAGES, PageFormat, PageOptions, derivation, known_language, page};
pub use style::{FormulaWords, Style};
pub use tame::tame;
