//! Products of sums multiplied out wrongly.

use super::SlipKind;
use crate::expr::{Expr, ExprKind};

/// The factors of a product apart from one bracket, and the terms in it; once for each bracket.
fn brackets(expr: &Expr) -> Vec<(Vec<Expr>, &[Expr])> {
    let ExprKind::Product(factors) = expr.kind() else {
        return Vec::new();
    };
    let sums = factors.iter().enumerate();
    sums.filter_map(|(at, factor)| match factor.kind() {
        ExprKind::Sum(terms) => Some((without(factors, at), terms.as_slice())),
        _ => None,
    })
    .collect()
}

pub(super) fn without(all: &[Expr], at: usize) -> Vec<Expr> {
    let others = all.iter().enumerate().filter(|(other, _)| *other != at);
    others.map(|(_, expr)| expr.clone()).collect()
}

fn times(rest: &[Expr], term: &Expr) -> Expr {
    Expr::product(rest.iter().cloned().chain([term.clone()]))
}

/// `L(a + b)` as `La + b` or `a + Lb`; of more terms, all but one without the factor, or all but
/// one with it.
pub(super) fn to_one_term(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let mut found = Vec::new();
    for (rest, terms) in brackets(expr) {
        for at in 0..terms.len() {
            let mixed = |is_multiplied: &dyn Fn(usize) -> bool| {
                Expr::sum(terms.iter().enumerate().map(|(other, term)| {
                    if is_multiplied(other) {
                        times(&rest, term)
                    } else {
                        term.clone()
                    }
                }))
            };
            found.push((SlipKind::FactorToOneTerm, mixed(&|other| other == at)));
            if terms.len() > 2 {
                found.push((SlipKind::FactorToOneTerm, mixed(&|other| other != at)));
            }
        }
    }
    found
}

/// `a(bx + c)` as `ax + ac`, and any other product with one factor lost, a fraction's too.
pub(super) fn factor_lost(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    match expr.kind() {
        ExprKind::Product(factors) => {
            let each = factors.iter().enumerate();
            let plain = each.filter(|(_, factor)| !matches!(factor.kind(), ExprKind::Sum(_)));
            plain
                .map(|(at, factor)| {
                    let rest = Expr::product(without(factors, at));
                    (SlipKind::FactorLost(factor.clone()), rest)
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

/// `a(b + c) + d` as `a(b + c + d)`.
pub(super) fn outside(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Sum(terms) = expr.kind() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, term) in terms.iter().enumerate() {
        for (rest, inner) in brackets(term) {
            for (other, added) in terms.iter().enumerate().filter(|(other, _)| *other != at) {
                let bracket = Expr::sum(inner.iter().cloned().chain([added.clone()]));
                let product = times(&rest, &bracket);
                let mut left: Vec<Expr> = Vec::new();
                for (index, kept) in terms.iter().enumerate() {
                    if index == at {
                        left.push(product.clone());
                    } else if index != other {
                        left.push(kept.clone());
                    }
                }
                found.push((SlipKind::FactorOutside, Expr::sum(left)));
            }
        }
    }
    found
}
