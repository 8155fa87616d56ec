//! The exact value of an expression, or two rationals that are proven to hold it.
//!
//! Whatever is rational comes out exact, however it was written (`8^(1/3)`, `log2(1024)`, also
//! products and powers of roots, `sqrt(2)*sqrt(8)`). What is not (`sqrt(2)`, `ln(3)`) comes out as an [`Enclosure`], narrowed until the digits asked for
//! are certain. No step rounds to nearest and no floating point takes part: each bound is pushed
//! outward, so it stays a proof.
//!
//! Conventions: `x^0` is 1 for every x, 0 included; a bare 0 agrees with every unit, so that an
//! empty sum may stand beside bytes; `0` divides only 0; the real odd root of a negative number
//! is `root(x, n)`, while a negative number to a fractional power is undefined.

mod arithmetic;
mod big_operator;
mod call;
mod combinatorics;
mod conversion;
mod decide;
mod enclosure;
mod environment;
mod error;
mod evaluator;
mod exponential;
mod fault;
mod fold;
mod kinds;
mod logarithm;
mod measure;
mod power;
mod precision;
mod radical;
mod real;
mod rounding;
mod separation;
mod terms;
#[cfg(test)]
mod tests;
mod toward;
mod value;

pub use enclosure::Enclosure;
pub use environment::{Environment, EvalLimits};
pub use error::{EvalError, Limit};
pub use kinds::Kinds;
pub use measure::Quantity;
pub use precision::{
    decide, enclosed_sign, evaluate, evaluate_over, evaluate_over_within, evaluate_to_digits,
    evaluate_within,
};
pub use real::Real;
pub use separation::algebraic_sign;
pub use value::{Kind, Value};
