//! `sum-geometric`: Σ q^i is (q^(n + 1) − q^m)/(q − 1).

use super::Context;
use super::series::{Series, closed, next_to, normal};
use super::write_as_difference::through_differences;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Expr, ExprKind};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let series = Series::sum(expr)?;
    let ExprKind::Power(base, exponent) = series.body().kind() else {
        return None;
    };
    if series.depends(base) || !series.depends(exponent) {
        return None;
    }
    let index = Expr::symbol(series.operator.index.clone());
    let after = series.at(series.body(), &next_to(&index, 1, context)?)?;
    let ratio = normal(&Expr::quotient(after, series.body().clone()), context)?.to_expr();
    if series.depends(&ratio) || ratio == Expr::one() {
        return None;
    }
    let to = closed(expr, context)?.to_expr();
    let facts = Facts::none()
        .with("from", expr.clone())
        .with("to", to.clone())
        .with("ratio", ratio);
    let substeps = through_differences(expr, &to, context).unwrap_or_default();
    Some(Rewrite::equal(to).telling(facts).through(substeps))
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    #[test]
    fn geometric_sums() {
        let rule = super::apply;
        for (sum, expected) in [
            ("sum(i = 0..n, 2^i)", Some("2*2^n - 1")),
            ("sum(i = 0..n - 1, q^i)", Some("(q^n - 1)/(q - 1)")),
            ("sum(i = 1..n, i)", None),
            ("sum(i = 1..n, i^i)", None),
        ] {
            assert_eq!(applied(rule, sum), expected.map(read), "{sum}");
        }
    }
}
