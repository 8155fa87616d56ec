//! Strategies: a goal and rules in order lead from a line to a derivation.
//!
//! A strategy owns the only loop. It writes what a good teacher would write on the board: inside
//! brackets first, one idea a line, the same idea at several places at once.

mod algebra;
mod cases;
mod definitions;
mod derivative;
mod error;
mod in_numbers;
mod joined_powers;
mod order;
mod questions;
mod smoothed;
mod strategy;
mod within_ranges;
mod work_out;
pub mod worked;

pub use algebra::{Board, Goal, derive};
pub use derivative::{DerivativeLine, DerivativeRule, derivative_lines};
pub use error::DeriveError;
pub use joined_powers::joined_powers;
pub use smoothed::{Smoothed, smoothed};
pub use strategy::Strategy;
pub use within_ranges::within_ranges;
pub use work_out::{Wanted, work_out};
