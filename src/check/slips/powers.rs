//! Powers of sums and products.

use super::SlipKind;
use crate::expr::{Expr, ExprKind};

fn square(expr: &Expr) -> Expr {
    Expr::power(expr.clone(), Expr::integer(2))
}

/// `(a + b)²` as `a² + b²`, with only one term squared, or with half the cross term; other powers
/// term by term.
pub(super) fn cross_term(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Power(base, exponent) = expr.kind() else {
        return Vec::new();
    };
    let ExprKind::Sum(terms) = base.kind() else {
        return Vec::new();
    };
    let each = terms
        .iter()
        .map(|term| Expr::power(term.clone(), exponent.clone()));
    let kind = || SlipKind::CrossTermMissing;
    let mut found = vec![(kind(), Expr::sum(each))];
    if let [a, b] = terms.as_slice()
        && exponent.as_number().is_some_and(|n| n == 2.into())
    {
        // (a − b)² as a² − b².
        if let ExprKind::Neg(b) = b.kind() {
            found.push((kind(), Expr::difference(square(a), square(b))));
        }
        found.push((kind(), Expr::sum([square(a), b.clone()])));
        found.push((kind(), Expr::sum([a.clone(), square(b)])));
        let half = Expr::product([a.clone(), b.clone()]);
        found.push((kind(), Expr::sum([square(a), half, square(b)])));
    }
    found
}

/// `(ab)²` as `ab²` or `a²b`; `12h²` as `(12h)²`.
pub(super) fn of_product(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let mut found = Vec::new();
    if let ExprKind::Power(base, exponent) = expr.kind()
        && let ExprKind::Product(factors) = base.kind()
    {
        for at in 0..factors.len() {
            let raised = |other: usize, factor: &Expr| {
                if other == at {
                    Expr::power(factor.clone(), exponent.clone())
                } else {
                    factor.clone()
                }
            };
            let product = factors.iter().enumerate();
            let product = Expr::product(product.map(|(other, factor)| raised(other, factor)));
            found.push((SlipKind::PowerToOneFactor, product));
        }
    }
    if let ExprKind::Product(factors) = expr.kind() {
        for (at, factor) in factors.iter().enumerate() {
            let ExprKind::Power(base, exponent) = factor.kind() else {
                continue;
            };
            // Each factor before it drawn under the power, one after the other.
            for from in (0..at).rev() {
                let (Some(before), Some(drawn), Some(behind)) = (
                    factors.get(..from),
                    factors.get(from..at),
                    factors.get(at + 1..),
                ) else {
                    continue;
                };
                let inside = Expr::product(drawn.iter().cloned().chain([base.clone()]));
                let power = Expr::power(inside, exponent.clone());
                let whole = before.iter().cloned().chain([power]);
                let whole = Expr::product(whole.chain(behind.iter().cloned()));
                found.push((SlipKind::PowerToAllFactors, whole));
            }
        }
    }
    found
}
