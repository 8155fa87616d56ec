//! `drop-lower-order`: terms that some kept term outgrows are left out of the whole line, and
//! `=` becomes `≈`.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Expr, Relation};
use crate::growth;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let approximation = growth::approximate(expr, context.assumptions, context.budget).ok()?;
    if approximation.dropped.is_empty() {
        return None;
    }
    let dropped = approximation
        .dropped
        .iter()
        .map(|term| term.term.clone())
        .collect();
    let ratios = approximation
        .dropped
        .iter()
        .map(|term| term.ratio.clone())
        .collect();
    let large = approximation
        .scale
        .large
        .iter()
        .cloned()
        .map(Expr::symbol)
        .collect();
    let facts = Facts::none()
        .with("from", expr.clone())
        .with("to", approximation.approximation.clone())
        .with_list("dropped", dropped)
        .with_list("ratios", ratios)
        .with_list("large", large);
    let rewrite = Rewrite::equal(approximation.approximation).telling(facts);
    Some(Rewrite {
        relation: Relation::Approx,
        ..rewrite
    })
}
