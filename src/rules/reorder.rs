//! `reorder`: terms by growth and then as written, factors as the products were written; or the line
//! that was handed over, where it differs in order only.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Expr, Monomial};
use crate::poly;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ordered = match context.given.next {
        Some(next) => next.clone(),
        None => poly::normal_form(expr, context.assumptions, context.budget)
            .ok()?
            .to_expr(),
    };
    if ordered == *expr || keys(expr)? != keys(&ordered)? {
        return None;
    }
    Some(Rewrite::from_to(expr, ordered))
}

/// The terms as sorted monomials, which forget every order.
fn keys(expr: &Expr) -> Option<Vec<Monomial>> {
    let mut keys: Vec<Monomial> = expr
        .terms()
        .iter()
        .map(Monomial::read)
        .collect::<Option<_>>()?;
    for key in &mut keys {
        key.powers.sort();
    }
    keys.sort_by(|a, b| (&a.powers, &a.coefficient).cmp(&(&b.powers, &b.coefficient)));
    Some(keys)
}
