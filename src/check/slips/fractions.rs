//! Fractions taken apart, cancelled and turned over wrongly.

use super::SlipKind;
use super::distribution::without;
use crate::expr::{Expr, ExprKind};

/// `a/(b + c)` as `a/b + a/c`; `(a + b)/c` as `a/c + b`.
pub(super) fn split(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Quotient(above, below) = expr.kind() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let ExprKind::Sum(terms) = below.kind() {
        let each = terms
            .iter()
            .map(|term| Expr::quotient(above.clone(), term.clone()));
        found.push((SlipKind::DenominatorSplit, Expr::sum(each)));
    }
    if let ExprKind::Sum(terms) = above.kind() {
        for at in 0..terms.len() {
            let divided = terms.iter().enumerate().map(|(other, term)| {
                if other == at {
                    Expr::quotient(term.clone(), below.clone())
                } else {
                    term.clone()
                }
            });
            found.push((SlipKind::NumeratorSplit, Expr::sum(divided)));
        }
    }
    found
}

/// `(a + b)/a` as `b` or `1 + b`; `(a + b)/(a + c)` as `b/c`.
pub(super) fn cancelled(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Quotient(above, below) = expr.kind() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, term) in above.terms().iter().enumerate() {
        let rest = Expr::sum(without(above.terms(), at));
        if above.terms().len() > 1 && term == below {
            found.push((SlipKind::TermCancelled, rest.clone()));
        }
        let shared = below.terms().iter().position(|other| other == term);
        if let Some(other) = shared
            && above.terms().len() > 1
            && below.terms().len() > 1
        {
            let under = Expr::sum(without(below.terms(), other));
            found.push((SlipKind::TermCancelled, Expr::quotient(rest, under)));
        }
    }
    found
}

/// `a/b + c/d` as `(a + c)/(b + d)`, and `1/a + 1/b` as `1/(a + b)`.
pub(super) fn added(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Sum(terms) = expr.kind() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, term) in terms.iter().enumerate() {
        for (other, second) in terms.iter().enumerate().skip(at + 1) {
            let (Some((a, b)), Some((c, d))) = (fraction(term), fraction(second)) else {
                continue;
            };
            let kept = (a == c).then(|| a.clone());
            let above = [Some(Expr::sum([a, c])), kept];
            let below = Expr::sum([b, d]);
            for above in above.into_iter().flatten() {
                let mut rest = without(terms, other);
                if let Some(place) = rest.get_mut(at) {
                    *place = Expr::quotient(above, below.clone());
                }
                found.push((SlipKind::FractionsAdded, Expr::sum(rest)));
            }
        }
    }
    found
}

/// The numerator, with its sign, and the denominator.
fn fraction(expr: &Expr) -> Option<(Expr, Expr)> {
    match expr.kind() {
        ExprKind::Quotient(above, below) => Some((above.clone(), below.clone())),
        ExprKind::Neg(inner) => {
            let (above, below) = fraction(inner)?;
            Some((Expr::negative(above), below))
        }
        _ => None,
    }
}

/// `a/b` as `b/a`; `a/(b/c)` as `a/(bc)`.
pub(super) fn inverted(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Quotient(above, below) = expr.kind() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let ExprKind::Quotient(b, c) = below.kind() {
        let product = Expr::product([b.clone(), c.clone()]);
        let wrong = Expr::quotient(above.clone(), product);
        found.push((SlipKind::NotInverted, wrong));
        let divided = Expr::quotient(above.clone(), b.clone());
        found.push((SlipKind::NotInverted, Expr::quotient(divided, c.clone())));
    }
    let turned = Expr::quotient(below.clone(), above.clone());
    found.push((SlipKind::Inverted, turned));
    found
}
