//! What the tests of proofs ask: a claim in words, under conditions in words.

use super::{Budget, Claim, Verdict, judge};
use crate::expr::Assumptions;
use crate::syntax::{parse_chain, parse_condition};

/// The conditions, and nothing else assumed.
pub(in crate::judge) fn under(conditions: &[&str]) -> Assumptions {
    let conditions = conditions.iter().map(|text| parse_condition(text).unwrap());
    Assumptions {
        conditions: conditions.collect(),
        ..Assumptions::none()
    }
}

/// The verdict on the first relation of a text.
pub(in crate::judge) fn verdict(text: &str, under: &Assumptions) -> Verdict {
    let chain = parse_chain(text).unwrap();
    let link = &chain.links[0];
    let claim = Claim {
        lhs: &chain.first,
        relation: link.relation,
        rhs: &link.expr,
        under,
    };
    judge(&claim, &Budget::default())
}
