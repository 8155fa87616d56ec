//! Data → text: the notations of expressions, numbers for people, diagnostics and JSON.

mod notation;
pub mod report;
mod style;

pub use notation::{latex, latex_condition, latex_symbol, plain, unicode};
pub use style::{CaseWords, Style};
