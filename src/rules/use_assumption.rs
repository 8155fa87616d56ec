//! `use-assumption`: a symbol that an assumption fixes (`N = 0`) is replaced by its value.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Comparison, Expr, Predicate};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let symbol = expr.as_symbol()?;
    let value = context.assumptions.fixed().get(symbol)?.clone();
    // Booleans are told where a condition is decided, not where they stand.
    value.as_number()?;
    let facts = Facts::none()
        .with("name", expr.clone())
        .with("value", value.clone());
    let condition = Predicate::Compare(expr.clone(), Comparison::Equal, value.clone());
    Some(Rewrite::equal(value).telling(facts).using(condition))
}
