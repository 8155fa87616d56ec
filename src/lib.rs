//! longhand writes a formula out in full: the exact number, the honest approximation, and the
//! derivation that proves both.

#[cfg(feature = "cli")]
pub mod cli;
pub mod derivation;
pub mod derive;
pub mod diagnostic;
pub mod eval;
pub mod expr;
pub mod growth;
pub mod judge;
pub mod model;
pub mod number;
pub mod poly;
pub mod render;
pub mod rules;
pub mod solve;
pub mod syntax;
pub mod tasks;
pub mod units;
