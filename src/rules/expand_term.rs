//! `expand-term`: the term of a sum over a range is multiplied out, so that it can be taken power by power,
//! Σ (2i + 1)² = Σ (4i² + 4i + 1).

use super::Context;
use super::series::{Series, closed, normal};
use crate::derivation::{Rewrite, reads_alike};
use crate::expr::{Expr, ExprKind, Symbol, deep};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let series = Series::sum(expr)?;
    let (body, index) = (series.body(), &series.operator.index);
    if body.terms().iter().all(|term| is_power(term, index)) || !is_polynomial(body, index) {
        return None;
    }
    let expanded = normal(body, context)?.to_expr();
    let is_flat = expanded.terms().iter().all(|term| is_power(term, index));
    if !is_flat || reads_alike(&expanded, body) {
        return None;
    }
    let to = series.with(series.low, series.high, &expanded);
    closed(&to, context)?;
    let rewrite = Rewrite::from_to(expr, to);
    let facts = rewrite.facts.clone();
    let facts = facts.with("term", body.clone()).with("expanded", expanded);
    Some(rewrite.telling(facts))
}

/// A power of the index, times what does not depend on it.
fn is_power(term: &Expr, index: &Symbol) -> bool {
    match term.kind() {
        ExprKind::Neg(inner) => is_power(inner, index),
        ExprKind::Quotient(above, below) => is_power(above, index) && !below.mentions(index),
        _ => {
            let mut depending = term
                .factors()
                .iter()
                .filter(|factor| factor.mentions(index));
            match (depending.next(), depending.next()) {
                (None, _) => true,
                (Some(factor), None) => match factor.kind() {
                    ExprKind::Symbol(_) => true,
                    ExprKind::Power(base, exponent) => {
                        base.as_symbol() == Some(index) && !exponent.mentions(index)
                    }
                    _ => false,
                },
                _ => false,
            }
        }
    }
}

/// Whether the index stands only where a polynomial in it has it.
fn is_polynomial(expr: &Expr, index: &Symbol) -> bool {
    if !expr.mentions(index) {
        return true;
    }
    deep(|| match expr.kind() {
        ExprKind::Symbol(_) => true,
        ExprKind::Sum(parts) | ExprKind::Product(parts) => {
            parts.iter().all(|part| is_polynomial(part, index))
        }
        ExprKind::Neg(inner) => is_polynomial(inner, index),
        ExprKind::Quotient(above, below) => is_polynomial(above, index) && !below.mentions(index),
        ExprKind::Power(base, exponent) => {
            let exponent = exponent.as_number();
            exponent.is_some_and(|number| number.is_integer() && !number.is_negative())
                && is_polynomial(base, index)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    #[test]
    fn terms_are_multiplied_out() {
        let rule = super::apply;
        for (sum, expected) in [
            (
                "sum(i = 0..n - 1, i*(i + 1))",
                Some("sum(i = 0..n - 1, i^2 + i)"),
            ),
            (
                "sum(i = 1..n, (2*i + 1)^2)",
                Some("sum(i = 1..n, 4*i^2 + 4*i + 1)"),
            ),
            (
                "sum(i = 1..n, (h + i)^2)",
                Some("sum(i = 1..n, h^2 + 2*h*i + i^2)"),
            ),
            ("sum(i = 1..n, i^2 + i)", None),
            ("sum(i = 1..n, i*2^i)", None),
            ("sum(i = 1..n, 1/(i*(i + 1)))", None),
        ] {
            assert_eq!(applied(rule, sum), expected.map(read), "{sum}");
        }
    }
}
