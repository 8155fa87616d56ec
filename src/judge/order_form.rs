//! Claims with an O-form: `12Lh² + 4Lh = 12Lh² + O(Lh)`.

use super::claim::{Budget, Claim};
use super::lower_order::falls_short;
use super::verdict::{Method, Verdict};
use crate::expr::{Expr, ExprKind};
use crate::growth::Strictness;

/// Judges a claim one side of which is a sum with O-forms; `None` where neither is. As on paper,
/// `a = b + O(c)` says that a − b grows at most like c; it is not read backwards.
pub(super) fn with_order(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let (left, right) = (Split::of(claim.lhs), Split::of(claim.rhs));
    let (left, right) = match (left.orders.is_empty(), right.orders.is_empty()) {
        (true, true) => return None,
        (false, true) => (right, left),
        _ => (left, right),
    };
    let mut terms = vec![Expr::difference(
        Expr::sum(left.plain),
        Expr::sum(right.plain),
    )];
    terms.extend(left.orders);
    let reference = Expr::sum(right.orders);
    let difference = Expr::sum(terms);
    let verdict = falls_short(
        claim,
        &difference,
        &reference,
        Strictness::SameOrder,
        budget,
    );
    Some(match verdict {
        Verdict::Holds { conditions, .. } => Verdict::Holds {
            by: Method::Growth,
            conditions,
        },
        other => other,
    })
}

/// The terms of a sum: those outside O-forms, and what the O-forms are of.
struct Split {
    plain: Vec<Expr>,
    orders: Vec<Expr>,
}

impl Split {
    fn of(expr: &Expr) -> Self {
        let mut split = Self {
            plain: Vec::new(),
            orders: Vec::new(),
        };
        for term in expr.terms() {
            let inner = match term.kind() {
                ExprKind::Neg(inner) => inner,
                _ => term,
            };
            match inner.kind() {
                ExprKind::Order(of) => split.orders.push(of.clone()),
                _ => split.plain.push(term.clone()),
            }
        }
        split
    }
}
