//! Sides that differ only by a number in front, `134217728 B = 1.3e8 B`, `√128 h ≈ 11.3 h`: it was rounded.

use super::compared::Compared;
use super::sides::{Under, numbers};
use crate::expr::{Expr, ExprKind, Relation, deep};
use crate::poly;

/// The word on what the left side is in place of the number in front of the right one; none where the rest is
/// another one, or no number stands in front.
pub(super) fn by_leading_number(
    lhs: &Expr,
    relation: Relation,
    rhs: &Expr,
    under: &Under<'_>,
) -> Option<Compared> {
    let (number, rest) = leading(rhs)?;
    let ratio = Expr::quotient(lhs.clone(), rest);
    let form = poly::normal_form(&ratio, under.assumptions, &under.budget.poly).ok()?;
    let ratio = form.to_expr();
    if !ratio.free_symbols().is_empty() {
        return None;
    }
    let found = numbers(&ratio, relation, &number, under);
    let is_right = found.verdict.holds() || found.verdict.is_warning();
    is_right.then(|| Compared::new(found.verdict, lhs, rhs))
}

/// The number in front of a side, and the side with 1 in its place.
fn leading(side: &Expr) -> Option<(Expr, Expr)> {
    deep(|| match side.kind() {
        ExprKind::Product(factors) => {
            let (first, others) = factors.split_first()?;
            let (number, rest) = match first.kind() {
                ExprKind::Number(_) => (first.clone(), Expr::one()),
                _ => leading(first)?,
            };
            let rest = std::iter::once(rest).chain(others.iter().cloned());
            Some((number, Expr::product(rest)))
        }
        ExprKind::Quotient(above, below) => {
            let (number, rest) = match above.kind() {
                ExprKind::Number(_) => (above.clone(), Expr::one()),
                _ => leading(above)?,
            };
            Some((number, Expr::quotient(rest, below.clone())))
        }
        _ => None,
    })
}
