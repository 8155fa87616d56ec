//! `definition`: a defined name is what its definition came to.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::expr::Expr;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let result = context.given.results?.get(expr.as_symbol()?)?;
    let facts = Facts::none()
        .with("name", expr.clone())
        .with("value", result.clone());
    Some(Rewrite::equal(result.clone()).telling(facts))
}
