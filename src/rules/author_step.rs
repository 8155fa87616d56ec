//! `author-step`: the author's own next line, taken as it stands; the judge decides whether it
//! follows.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::Expr;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let next = context.given.next?;
    (next != expr).then(|| Rewrite::from_to(expr, next.clone()))
}
