//! What the tests of rules for sums share.

use super::{Context, Given};
use crate::derivation::Rewrite;
use crate::expr::{Assumptions, Expr};
use crate::poly::Budget;
use crate::syntax::parse_expression;

/// What a rule makes of an expression; held against what an expected text is read as.
pub(super) fn applied(
    rule: impl Fn(&Expr, &Context<'_>) -> Option<Rewrite>,
    text: &str,
) -> Option<Expr> {
    let (assumptions, budget) = (Assumptions::none(), Budget::default());
    let context = Context {
        assumptions: &assumptions,
        budget: &budget,
        given: Given::default(),
    };
    rule(&parse_expression(text).unwrap(), &context).map(|rewrite| rewrite.to)
}

/// What a text is read as.
pub(super) fn read(text: &str) -> Expr {
    parse_expression(text).unwrap()
}
