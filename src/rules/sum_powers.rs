//! `sum-powers`: Σ i^k from 1 to n is a polynomial in n (Faulhaber's formula).

use super::Context;
use super::series::{Series, closed, next_to};
use super::write_as_difference::through_differences;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Expr, ExprKind};
use crate::number::Rational;

/// Sums of higher powers are neither factored nor taken apart.
const MOST_EXPONENT: i64 = 8;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let series = Series::sum(expr)?;
    let is_index = |part: &Expr| part.as_symbol() == Some(&series.operator.index);
    let exponent = match series.body().kind() {
        ExprKind::Symbol(_) if is_index(series.body()) => Expr::one(),
        ExprKind::Power(base, exponent) if is_index(base) => {
            let number = exponent.as_number()?.to_integer()?;
            (number.is_positive()).then(|| exponent.clone())?
        }
        _ => return None,
    };
    let is_small = exponent
        .as_number()
        .is_some_and(|exponent| exponent <= Rational::from(MOST_EXPONENT));
    let up_to = |end: &Expr| {
        let sum = series.with(&Expr::one(), end, series.body());
        let form = closed(&sum, context)?;
        Some(if is_small {
            form.factored()
        } else {
            form.to_expr()
        })
    };
    let is_from_start = *series.low == Expr::one() || *series.low == Expr::zero();
    let to = if is_from_start {
        up_to(series.high)?
    } else {
        let before = next_to(series.low, -1, context)?;
        Expr::difference(up_to(series.high)?, up_to(&before)?)
    };
    let facts = Facts::none()
        .with("from", expr.clone())
        .with("to", to.clone())
        .with("exponent", exponent);
    let substeps = is_small.then(|| through_differences(expr, &to, context));
    let substeps = substeps.flatten().unwrap_or_default();
    Some(Rewrite::equal(to).telling(facts).through(substeps))
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    /// Known to every schoolbook.
    #[test]
    fn powers() {
        let rule = super::apply;
        for (sum, expected) in [
            ("sum(i = 1..n, i)", Some("n*(n + 1)/2")),
            ("sum(i = 1..n, i^2)", Some("n*(n + 1)*(2*n + 1)/6")),
            ("sum(i = 1..n, i^3)", Some("n^2*(n + 1)^2/4")),
            ("sum(i = 0..n - 1, i)", Some("n*(n - 1)/2")),
            ("sum(i = 1..100, i)", Some("5050")),
            ("sum(i = 1..3, i)", None),
            ("sum(i = 1..n, 1/i)", None),
        ] {
            assert_eq!(applied(rule, sum), expected.map(read), "{sum}");
        }
    }
}
