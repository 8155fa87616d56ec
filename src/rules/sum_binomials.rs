//! `sum-binomials`: Σ binom(n, k)·x^k over k from 0 to n is (1 + x)^n.

use super::Context;
use super::series::{Series, closed};
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Expr, ExprKind, Function, deep};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let series = Series::sum(expr)?;
    let from = series.low.as_number()?;
    if !(from.is_zero() || from.is_one()) || !has_row(series.body(), &series) {
        return None;
    }
    let to = closed(expr, context)?.to_expr();
    let facts = Facts::none()
        .with("from", expr.clone())
        .with("to", to.clone());
    Some(Rewrite::equal(to).telling(facts))
}

/// Whether `binom(n, k)` with the end of the range and the index stands in a term.
fn has_row(expr: &Expr, series: &Series<'_>) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Call(Function::Binom, arguments) => {
            let index = Expr::symbol(series.operator.index.clone());
            *arguments == [series.high.clone(), index]
        }
        _ => expr
            .children()
            .into_iter()
            .any(|child| has_row(child, series)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    /// The binomial theorem at x = 1 and 2, and its derivative at 1.
    #[test]
    fn rows_of_binomials() {
        let rule = super::apply;
        for (sum, expected) in [
            ("sum(k = 0..n, binom(n, k))", Some("2^n")),
            ("sum(k = 0..n, binom(n, k)*2^k)", Some("3^n")),
            ("sum(k = 0..n, k*binom(n, k))", Some("n*2^n/2")),
            ("sum(k = 0..n, binom(n, k)/(k + 1))", None),
            ("sum(k = 0..m, binom(n, k))", None),
        ] {
            assert_eq!(applied(rule, sum), expected.map(read), "{sum}");
        }
    }
}
