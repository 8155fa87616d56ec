//! `normalise`: the normal form in one step, where no elementary rule leads there.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::Expr;
use crate::poly;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let form = poly::normal_form(expr, context.assumptions, context.budget).ok()?;
    let to = form.to_expr();
    (to != *expr).then(|| Rewrite::from_to(expr, to))
}
