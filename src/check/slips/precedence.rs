//! Sums taken before products.

use super::SlipKind;
use crate::expr::{Expr, ExprKind};

/// `a + bc` as `(a + b)c`, `ab + c` as `a(b + c)`.
pub(super) fn misread(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Sum(terms) = expr.kind() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, pair) in terms.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let joined = |middle: Expr| {
            let before = terms.get(..at).unwrap_or_default().iter().cloned();
            let behind = terms.get(at + 2..).unwrap_or_default().iter().cloned();
            let whole = Expr::sum(before.chain([middle]).chain(behind));
            (SlipKind::Precedence, whole)
        };
        if let ExprKind::Product(factors) = right.kind()
            && let Some((first, rest)) = factors.split_first()
        {
            let bracket = Expr::sum([left.clone(), first.clone()]);
            let product = Expr::product([bracket].into_iter().chain(rest.iter().cloned()));
            found.push(joined(product));
        }
        if let ExprKind::Product(factors) = left.kind()
            && let Some((last, rest)) = factors.split_last()
        {
            let bracket = Expr::sum([last.clone(), right.clone()]);
            found.push(joined(Expr::product(rest.iter().cloned().chain([bracket]))));
        }
    }
    found
}
