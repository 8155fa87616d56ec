//! Signs that are not carried into a bracket.

use super::SlipKind;
use super::distribution::without;
use crate::expr::{Expr, ExprKind};

/// `−(b + c)` as `−b + c`, `−a(x − b)` as `−ax − ab`.
pub(super) fn not_carried(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Neg(inner) = expr.kind() else {
        return Vec::new();
    };
    let (rest, terms): (Vec<Expr>, &[Expr]) = match inner.kind() {
        ExprKind::Sum(terms) => (Vec::new(), terms),
        ExprKind::Product(factors) => {
            let sum = factors.iter().enumerate();
            let mut sums = sum.filter_map(|(at, factor)| match factor.kind() {
                ExprKind::Sum(terms) => Some((without(factors, at), terms.as_slice())),
                _ => None,
            });
            match sums.next() {
                Some(found) => found,
                None => return Vec::new(),
            }
        }
        _ => return Vec::new(),
    };
    let signed = |is_turned: &dyn Fn(usize) -> bool| {
        Expr::sum(terms.iter().enumerate().map(|(at, term)| {
            let product = Expr::product(rest.iter().cloned().chain([term.clone()]));
            if is_turned(at) {
                Expr::negative(product)
            } else {
                product
            }
        }))
    };
    let mut found = vec![(SlipKind::SignNotCarried, signed(&|at| at == 0))];
    for turned in 1..terms.len() {
        found.push((SlipKind::SignNotCarried, signed(&|at| at != turned)));
    }
    found
}
