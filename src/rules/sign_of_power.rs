//! `sign-of-power`: `(-1)^(2n+1)` is −1 and `(-3)^(2n)` is `3^(2n)`, where n is an integer.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind, Predicate};
use crate::number::Rational;
use crate::poly;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Power(base, exponent) = expr.kind() else {
        return None;
    };
    let base = base.as_number().filter(Rational::is_negative)?;
    if exponent.as_number().is_some() {
        return None;
    }
    let sign = Expr::power(Expr::integer(-1), exponent.clone());
    let sign = poly::normal_form(&sign, context.assumptions, context.budget).ok()?;
    let is_negative = sign.as_number()?.is_negative();
    let size = if base.abs().is_one() {
        Expr::one()
    } else {
        Expr::power(Expr::number(&base.abs()), exponent.clone())
    };
    let to = if is_negative {
        Expr::negative(size)
    } else {
        size
    };
    let speaks = |condition: &&Predicate| {
        let symbols = exponent.free_symbols();
        condition
            .remainder()
            .is_some_and(|(_, dividend, _)| symbols.iter().any(|name| dividend.mentions(name)))
    };
    let stated = context.assumptions.conditions.iter().find(speaks);
    let rewrite = Rewrite::from_to(expr, to);
    Some(match stated {
        Some(known) => rewrite.using(known.clone()),
        None => rewrite,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Assumptions, Domain, Symbol};
    use crate::poly::Budget;
    use crate::rules::Given;
    use crate::syntax::parse_expression;

    /// By hand: an even power of −1 is 1, an odd one −1; of n itself nothing is known but that it is an integer.
    #[test]
    fn before_and_after() {
        let mut assumptions = Assumptions::none();
        let integer = Domain::Integer {
            min: None,
            max: None,
        };
        assumptions.domains.insert(Symbol::new("n"), integer);
        let budget = Budget::default();
        let context = Context {
            assumptions: &assumptions,
            budget: &budget,
            given: Given::default(),
        };
        for (before, after) in [
            ("(-1)^(2*n)", Some("1")),
            ("(-1)^(2*n + 1)", Some("-1")),
            ("(-1)^(n*(n + 1))", Some("1")),
            ("(-3)^(2*n)", Some("3^(2*n)")),
            ("(-3)^(4*n - 1)", Some("-3^(4*n - 1)")),
            ("(-1)^n", None),
            ("(-1)^(2*x)", None),
            ("2^(2*n)", None),
        ] {
            let found = apply(&parse_expression(before).unwrap(), &context);
            let found = found.map(|rewrite| rewrite.to);
            assert_eq!(found, after.map(|text| parse_expression(text).unwrap()));
        }
    }
}
