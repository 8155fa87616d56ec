//! `factor-out`: what all terms share is taken out of the sum; or, where a symbol was asked for,
//! the terms are gathered by its powers.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind};
use crate::poly;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    if let Some(next) = context.given.next {
        return (next != expr).then(|| Rewrite::from_to(expr, next.clone()));
    }
    if !matches!(expr.kind(), ExprKind::Sum(_)) {
        return None;
    }
    let form = poly::normal_form(expr, context.assumptions, context.budget).ok()?;
    let to = match context.given.by {
        Some(symbol) => form.collected(&Expr::symbol(symbol.clone())),
        None => form.common_factored(),
    };
    if to == *expr {
        return None;
    }
    let rewrite = Rewrite::from_to(expr, to.clone());
    let facts = rewrite.facts.clone();
    Some(rewrite.telling(match context.given.by {
        Some(symbol) => facts.with("by", Expr::symbol(symbol.clone())),
        None => facts.with("factor", common_factor(&to)),
    }))
}

/// Everything but the bracket.
fn common_factor(factored: &Expr) -> Expr {
    if let ExprKind::Quotient(above, below) = factored.kind() {
        return Expr::quotient(common_factor(above), below.clone());
    }
    if let ExprKind::Neg(inner) = factored.kind() {
        let inner = common_factor(inner);
        let is_one = inner == Expr::one();
        return if is_one {
            Expr::integer(-1)
        } else {
            Expr::negative(inner)
        };
    }
    let is_bracket = |factor: &&Expr| matches!(factor.kind(), ExprKind::Sum(_));
    Expr::product(
        factored
            .factors()
            .iter()
            .filter(|factor| !is_bracket(factor))
            .cloned(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::read;
    use crate::expr::Expr;

    #[test]
    fn the_sign_goes_with_what_is_taken_out() {
        assert_eq!(super::common_factor(&read("-(x + 1)")), Expr::integer(-1));
        assert_eq!(super::common_factor(&read("-2*x*(x + 1)")), read("-2*x"));
        assert_eq!(super::common_factor(&read("2*x*(x + 1)")), read("2*x"));
        for (factored, factor) in [
            ("n*(n^2 + 3*n + 2)/6", "n/6"),
            ("(a + b)/2", "1/2"),
            ("-(1 + x)/2", "-(1/2)"),
        ] {
            assert_eq!(super::common_factor(&read(factored)), read(factor));
        }
    }
}
