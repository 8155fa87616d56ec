//! Real roots of polynomials in one variable, told apart exactly.
//!
//! A polynomial is split into square-free parts; the roots of each are isolated by bisection with
//! Descartes' rule of signs (Collins and Akritas), rational ones are recognised, and the others are
//! held in intervals that can be narrowed to any width.

mod dense;
mod descartes;
mod root;
#[cfg(test)]
mod tests;

pub use dense::RealPolynomial;
pub use root::RealRoot;

/// More work would be needed to tell roots apart than is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RootLimit;

impl std::fmt::Display for RootLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("its roots take too long to tell apart")
    }
}

impl std::error::Error for RootLimit {}
