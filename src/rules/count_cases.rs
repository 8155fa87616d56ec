//! `count-cases`: where a term takes one of two values, it is counted how often it takes each.

use super::Context;
use super::series::{Series, closed, normal};
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Expr, ExprKind, Predicate};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let series = Series::however_short(expr)?;
    let (condition, then, other) = read(&series)?;
    let bracket = Expr::bracket(condition.clone());
    let how_often = series.with(series.low, series.high, &bracket);
    let count = match context.value(&how_often) {
        Some(count) => Expr::number(&count),
        None => closed(Series::sum(&how_often).map(|_| &how_often)?, context)?.to_expr(),
    };
    let rest = Expr::difference(series.count(context)?, count.clone());
    let rest = normal(&rest, context)?.to_expr();
    let times = |count: &Expr, value: &Expr| Expr::product([count.clone(), value.clone()]);
    let to = match &other {
        Some(other) => Expr::sum([times(&count, &then), times(&rest, other)]),
        None => count.clone(),
    };
    let facts = Facts::none()
        .with("from", expr.clone())
        .with("to", to.clone())
        .with("count", count)
        .with("condition", bracket);
    Some(Rewrite::equal(to).telling(facts))
}

/// The condition, and the value where it holds and where it does not.
fn read(series: &Series<'_>) -> Option<(Predicate, Expr, Option<Expr>)> {
    match series.body().kind() {
        ExprKind::Conditional(conditional) => {
            let (then, other) = (&conditional.then, &conditional.otherwise);
            let is_constant = !series.depends(then) && !series.depends(other);
            let values = || {
                (
                    conditional.condition.clone(),
                    then.clone(),
                    Some(other.clone()),
                )
            };
            is_constant.then(values)
        }
        ExprKind::Bracket(condition) => Some((condition.clone(), Expr::one(), None)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    /// Of 0, …, 31 eight leave the remainder 3 when divided by 4, and two are in the list.
    #[test]
    fn counted() {
        let rule = super::apply;
        assert_eq!(
            applied(rule, "sum(l = 0..31, if l mod 4 = 3 then a else b)"),
            Some(read("8*a + 24*b"))
        );
        assert_eq!(
            applied(rule, "sum(l = 0..31, if l in list(3, 7) then a else b)"),
            Some(read("2*a + 30*b"))
        );
        assert_eq!(
            applied(rule, "sum(l = 0..4, if l < 2 then a else b)"),
            Some(read("2*a + 3*b"))
        );
        assert_eq!(
            applied(rule, "sum(l = 0..31, if l < k then l else b)"),
            None
        );
    }
}
