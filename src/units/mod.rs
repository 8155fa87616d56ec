//! Units and storage formats as data: what `GB`, `FLOPs`, `tokens` and `FP16` stand for.
//!
//! A unit has a dimension and an exact factor to the base units byte, FLOP and second. Counting
//! labels (parameters, tokens, experts, layers) have no dimension and the factor 1, so they
//! vanish in products. Single Latin letters are never units.

mod dimension;
mod dtype;
mod dtype_table;
mod physical;
mod unit;
mod unit_table;

pub use dimension::Dimension;
pub use dtype::{Dtype, dtype, dtypes};
pub use physical::is_physical;
pub use unit::{Prefix, Unit, is_unit, unit, units};
