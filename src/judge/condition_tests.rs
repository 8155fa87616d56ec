//! Claims that are false, or hold under a condition only, and look like ones that are proved: each value
//! and each condition was worked by hand.

use super::{Budget, Claim, Condition, Verdict, judge};
use crate::diagnostic::Source;
use crate::expr::Assumptions;
use crate::render::answer;
use crate::syntax::{self, Assumption, Scope, parse_chain};

fn verdict(text: &str, assumed: &[&str]) -> Verdict {
    let mut under = Assumptions::none();
    for text in assumed {
        let source = Source::new("condition", *text);
        let read = syntax::parse_assumptions(&source, &Scope::open()).unwrap();
        match &read.value[0].value {
            Assumption::Condition(known) => under.conditions.push(known.clone()),
            Assumption::Growth(_) => panic!("{text}"),
        }
    }
    let chain = parse_chain(text).unwrap();
    let link = &chain.links[0];
    let claim = Claim {
        lhs: &chain.first,
        relation: link.relation,
        rhs: &link.expr,
        under: &under,
    };
    judge(&claim, &Budget::default())
}
