//! One formula over many rows, exactly.
//!
//! A formula of integer arithmetic becomes a [`Program`]: a straight line of operations, each
//! value worked out once. It runs over [`Column`]s block by block; bounds of a block's columns
//! prove how wide its values can get, and each step is worked out in the narrowest width that
//! holds them: 64, 128 or 256 bits, or integers of any size. Nothing is checked in the inner
//! loop, and nothing wraps.

mod bank;
mod bounds;
mod cell;
mod column;
mod compile;
mod crew;
mod gathered;
mod graph;
mod grid;
mod horner;
mod input;
mod lane;
mod plan;
mod program;
mod ring;
mod rows;
mod run;
mod sweeper;
mod wide;

#[cfg(test)]
mod tests;

pub use bounds::Width;
pub use column::Column;
pub use compile::Names;
pub use grid::{Axis, Grid};
pub use input::{Input, Row};
pub use program::{Operand, Operation, Program, Quotient, Step};
pub use run::{Block, Values};
pub use sweeper::{Cell, Problem, Sweeper, Swept};
pub use wide::Wide;
