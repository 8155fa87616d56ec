//! `telescope`: Σ (F(i + 1) − F(i)) is F(n + 1) − F(m), and Π F(i + 1)/F(i) is F(n + 1)/F(m).

use super::Context;
use super::series::Series;
use super::write_as_difference::ends;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{BigOperatorKind, Expr};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let series = Series::read(expr)?;
    let [first, second] = ends(&series, context)?;
    let to = match series.operator.kind {
        BigOperatorKind::Sum => Expr::difference(first, second),
        BigOperatorKind::Product => Expr::quotient(first, second),
    };
    let rewrite = Rewrite::from_to(expr, to.clone());
    Some(match series.operator.kind {
        BigOperatorKind::Sum => rewrite,
        BigOperatorKind::Product => rewrite.telling(
            Facts::none()
                .with("from", expr.clone())
                .with("to", to)
                .with("product", expr.clone()),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    #[test]
    fn what_is_left_of_differences() {
        let rule = super::apply;
        assert_eq!(
            applied(rule, "sum(i = 1..n, (i+1)^2 - i^2)"),
            Some(read("(n + 1)^2 - 1^2"))
        );
        assert_eq!(
            applied(rule, "prod(i = 1..n, (i+1)/i)"),
            Some(read("(n + 1)/1"))
        );
        assert_eq!(
            applied(rule, "sum(i = 1..n, 1/i - 1/(i+1))"),
            Some(read("1/1 - 1/(n + 1)"))
        );
        assert_eq!(applied(rule, "sum(i = 1..n, i^2 - (i+2)^2)"), None);
    }
}
