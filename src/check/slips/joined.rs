//! Terms of a sum joined in a wrong way.

use super::SlipKind;
use super::distribution::without;
use crate::expr::{Expr, ExprKind, Monomial};

/// `12Lh² + 4Lh` as `16Lh²` or `16Lh`, `16L²h³`, and `4h² + 4h²` as `16h²`.
pub(super) fn joined(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Sum(terms) = expr.kind() else {
        return Vec::new();
    };
    let monomials: Vec<Option<Monomial>> = terms.iter().map(Monomial::read).collect();
    let mut found = Vec::new();
    for (at, first) in monomials.iter().enumerate() {
        for (other, second) in monomials.iter().enumerate().skip(at + 1) {
            let (Some(first), Some(second)) = (first, second) else {
                continue;
            };
            for wrong in wrong_sums(first, second) {
                let mut rest = without(terms, other);
                if let Some(place) = rest.get_mut(at) {
                    *place = wrong.to_expr();
                }
                let kind = if first.is_like(second) {
                    SlipKind::CoefficientsMultiplied
                } else {
                    SlipKind::UnlikeJoined
                };
                found.push((kind, Expr::sum(rest)));
            }
        }
    }
    found
}

fn wrong_sums(first: &Monomial, second: &Monomial) -> Vec<Monomial> {
    if first.is_constant() && second.is_constant() {
        return Vec::new();
    }
    let added = &first.coefficient + &second.coefficient;
    if first.is_like(second) {
        let multiplied = &first.coefficient * &second.coefficient;
        return vec![Monomial {
            coefficient: multiplied,
            powers: first.powers.clone(),
        }];
    }
    let with = |powers: &Monomial| Monomial {
        coefficient: added.clone(),
        powers: powers.powers.clone(),
    };
    let mut wrong = vec![with(first), with(second)];
    wrong.extend(first.times(second).as_ref().map(with));
    wrong
}
