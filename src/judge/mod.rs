//! The judge: a claim under assumptions in, a verdict out.
//!
//! It stands below the rules and cannot see them. What it calls proved follows from the normal form,
//! from exact values, or from a certificate that it checks itself; a refutation always comes with
//! a point, or a way to grow, at which the claim can be seen to be false; and what it can do neither
//! for is undecided, with the reason.

mod as_usual;
#[cfg(test)]
mod asked;
mod at_last;
mod bounds;
mod cases;
mod certificate;
mod claim;
mod coefficients;
mod contradiction;
mod decide;
mod derivative;
mod difference;
mod elimination;
mod equality;
mod exceptions;
mod far_along;
mod first_order;
mod from_zero;
mod growth_cases;
mod implied;
mod induction;
mod inequality;
mod kept_part;
#[cfg(test)]
mod laws;
mod log_products;
mod lower_order;
mod message;
#[cfg(test)]
mod model_tests;
mod moving;
mod named;
#[cfg(test)]
mod nested_tests;
mod one_base;
mod order_form;
mod periodic;
mod pieces;
mod positive;
mod predicate;
mod ranges;
mod remainders;
mod requirements;
mod root_squares;
mod rounding;
mod roundings;
mod sample;
mod sign_cases;
mod smooth;
mod stated;
mod symbols;
#[cfg(test)]
mod tests;
mod thresholds;
mod told;
mod usual;
mod values;
mod verdict;

pub use claim::{Budget, Claim};
pub use coefficients::by_coefficients;
pub use contradiction::contradiction;
pub use decide::{judge, judge_everywhere};
pub use derivative::judge_derivative;
pub use difference::difference;
pub use kept_part::approximate;
pub use predicate::judge_predicate;
pub use sample::is_plainly_unequal;
pub(crate) use stated::Stated;
pub use told::compared_with_zero;
pub use usual::outside;
pub use verdict::{
    Condition, Excess, Failure, Method, Point, Reason, SignMethod, SignProof, Verdict, Witness,
};
