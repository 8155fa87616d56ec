//! Rewrite rules, one a file. A rule looks at one expression and returns a
//! [`Rewrite`](crate::derivation::Rewrite) or nothing; it does not walk, print or mutate.

mod add_exponents;
mod apply_function;
mod author_step;
mod cancel_factor;
mod choose_branch;
mod collect_like_terms;
mod common_denominator;
mod context;
mod count_cases;
mod count_terms;
mod definition;
mod distribute;
mod drop_lower_order;
mod evaluate_function;
mod evaluate_integers;
mod expand_power;
mod expand_sum;
mod expand_term;
mod factor_out;
mod join_roundings;
mod multiply_monomials;
mod neutral_element;
mod normalise;
mod power_of_product;
mod recognise_extremum;
mod registry;
mod remove_parentheses;
mod reorder;
mod round;
mod series;
#[cfg(test)]
mod series_tests;
mod sign_of_power;
mod split_cases;
mod split_fraction;
mod split_into_factors;
mod split_range;
mod split_sum;
mod substitute_value;
mod sum_binomials;
mod sum_geometric;
mod sum_powers;
mod take_extremum;
mod telescope;
mod use_assumption;
mod use_divisibility;
mod write_as_difference;

pub use context::{Context, Given};
pub use registry::{Kind, RULES, Rule, kind, rule};
pub(crate) use series::has_operator;
