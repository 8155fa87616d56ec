//! The normal form of a rational function, by which two expressions are the same or are not.
//!
//! An expression becomes a quotient of Laurent polynomials over the rationals, in its symbols and
//! in those of its parts that are no polynomials (`sqrt(x)`, `2^n`, `[tied = 0]`). Integer
//! coefficients stand over one common denominator, exponents are packed into machine words, and
//! every operation estimates what it will need before it takes the memory.

mod add;
mod binomial_sums;
mod budget;
mod coefficients;
mod collect;
mod conditions;
mod consecutive;
mod convert;
mod counted;
mod denest;
mod dense;
mod derivative;
mod divide;
mod error;
mod exponents;
mod factor;
mod factored;
mod factors;
mod faulhaber;
mod field;
mod fraction;
mod functions;
mod gcd;
mod geometric;
mod hashed;
mod hypergeometric;
mod image;
mod indeterminate;
mod integers;
mod joined;
mod known;
mod lane;
mod layout;
mod lift;
mod logarithms;
mod multinomial;
mod multiply;
mod normal;
mod order;
mod parallel;
mod parts;
mod pieces;
mod plain;
mod plain_expand;
mod plain_order;
mod plain_terms;
mod polynomial;
mod power;
mod present;
mod quantities;
mod ranges;
mod real;
mod recognised;
mod recurrence;
mod relations;
mod residue;
mod residue_told;
mod root_products;
mod roots;
mod rounded_roots;
mod rounding;
mod series;
mod signs;
mod sliced;
mod splitting;
mod squarefree;
mod stated;
mod support;
mod telescope;
mod univariate;
mod zeros;

#[cfg(test)]
mod gcd_tests;
#[cfg(test)]
mod kernel_tests;
#[cfg(test)]
mod normal_tests;
#[cfg(test)]
mod plain_tests;
#[cfg(test)]
mod polynomial_tests;
#[cfg(test)]
mod relation_tests;
#[cfg(test)]
mod testing;

pub use budget::Budget;
pub(crate) use derivative::outer_derivative;
pub use derivative::{DerivativeError, derivative};
pub use error::{Measure, PolyError};
pub use factored::Pattern;
pub use normal::{NormalForm, Term, difference, normal_form, same};
pub use pieces::{Pieces, pieces};
pub use plain::PlainPolynomial;
pub use plain_order::PlainTerm;
pub use polynomial::Polynomial;
pub use real::{RealPolynomial, RealRoot, RootLimit};
pub use recognised::{recognised, says_more};
pub use residue::{residue, residue_of};
pub use zeros::zeros_beyond;
