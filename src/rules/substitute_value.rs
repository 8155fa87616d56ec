//! `substitute-value`: every symbol that has a value is replaced by it, all in one line.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::expr::Expr;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let values = context.given.values?;
    let result = values.substitute(expr).ok()?;
    if result == *expr {
        return None;
    }
    let used = expr.symbols_in_order().into_iter();
    let (names, put) = used
        .filter_map(|symbol| {
            let value = values.get(&symbol)?.clone();
            Some((Expr::symbol(symbol), value))
        })
        .unzip();
    let facts = Facts::none()
        .with_list("names", names)
        .with_list("values", put);
    Some(Rewrite::equal(result).telling(facts))
}
