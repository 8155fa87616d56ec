//! What the tests of proofs ask: a claim in words, under conditions in words.

pub(in crate::judge) use super::tests::verdict_under as verdict;
use crate::expr::Assumptions;
use crate::syntax::parse_condition;

/// The conditions, and nothing else assumed.
pub(in crate::judge) fn under(conditions: &[&str]) -> Assumptions {
    let conditions = conditions.iter().map(|text| parse_condition(text).unwrap());
    Assumptions {
        conditions: conditions.collect(),
        ..Assumptions::none()
    }
}
