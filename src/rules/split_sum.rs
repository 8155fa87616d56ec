//! `split-sum`: a sum over a range is taken term by term, and what does not depend on the index
//! stands before it: Σ (c·f + g) = c·Σ f + Σ g.

use super::Context;
use super::series::{Series, closed};
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let series = Series::sum(expr)?;
    let mut parts = Vec::new();
    for term in series.body().terms() {
        let (sign, term) = match term.kind() {
            ExprKind::Neg(inner) => (true, inner),
            _ => (false, term),
        };
        let (before, inside, below) = apart(&series, term);
        let sum = series.with(series.low, series.high, &inside);
        // What telescopes as a whole is not taken apart.
        closed(&sum, context)?;
        let above = match before {
            Some(factor) => Expr::product([factor, sum]),
            None => sum,
        };
        let part = match below {
            Some(below) => Expr::quotient(above, below),
            None => above,
        };
        parts.push(if sign { Expr::negative(part) } else { part });
    }
    let to = Expr::sum(parts);
    (to != *expr).then(|| Rewrite::from_to(expr, to))
}

/// The factors of a term that do not depend on the index, the others, and what it is divided by.
fn apart(series: &Series<'_>, term: &Expr) -> (Option<Expr>, Expr, Option<Expr>) {
    if let ExprKind::Quotient(above, below) = term.kind() {
        if series.depends(below) {
            return (None, term.clone(), None);
        }
        let (before, inside, inner) = apart(series, above);
        let below = match inner {
            Some(inner) => Expr::product([inner, below.clone()]),
            None => below.clone(),
        };
        return (before, inside, Some(below));
    }
    let (inside, before): (Vec<Expr>, Vec<Expr>) = term
        .factors()
        .iter()
        .cloned()
        .partition(|factor| series.depends(factor));
    if inside.is_empty() || before.is_empty() {
        return (None, term.clone(), None);
    }
    (Some(Expr::product(before)), Expr::product(inside), None)
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    #[test]
    fn sums_are_taken_apart() {
        let rule = super::apply;
        assert_eq!(
            applied(rule, "sum(i = 1..n, 3*i^2 + 2*i)"),
            Some(read("3*sum(i = 1..n, i^2) + 2*sum(i = 1..n, i)"))
        );
        assert_eq!(applied(rule, "sum(i = 1..n, i)"), None);
        assert_eq!(applied(rule, "sum(i = 1..n, 1/i - 1/(i+1))"), None);
    }
}
