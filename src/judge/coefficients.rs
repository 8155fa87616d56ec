//! `≈` between expressions with the same terms: `42.85N + 9180 ≈ 43N + 9180` is no matter of growth, and
//! neither is `12h² + 13h ≈ 12h² + 15h`.

use super::claim::{Budget, Claim};
use super::equality::equal;
use super::verdict::{Method, Verdict};
use crate::expr::{Expr, ExprKind, Relation, deep};
use crate::poly::{self, Term};

/// Judges `≈` by the coefficients of what stands on both sides: proved where all terms are the same and each
/// coefficient is within the tolerance, refuted like `=` where a term that was kept has another one; `None`
/// where something else lies between the sides.
pub fn by_coefficients(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    match compared(claim, budget)? {
        Shared::Agree => Some(Verdict::proved(Method::Coefficients)),
        Shared::Differ => {
            let exact = Claim {
                relation: Relation::Equal,
                ..*claim
            };
            Some(equal(&exact, budget))
        }
    }
}

/// How the coefficients of the terms on both sides compare.
enum Shared {
    /// Both sides have the same terms, each coefficient rounded.
    Agree,
    /// A term that was kept has another coefficient: it is not left out, it is wrong.
    Differ,
}

fn compared(claim: &Claim<'_>, budget: &Budget) -> Option<Shared> {
    if has_inner_number(claim.rhs) {
        return None;
    }
    let terms = |expr: &Expr| {
        let form = poly::normal_form(expr, claim.under, &budget.poly).ok()?;
        form.is_polynomial().then(|| form.terms())
    };
    let (before, after) = (terms(claim.lhs)?, terms(claim.rhs)?);
    // `n(n-1)/2 + 2n ≈ n²/2 + 2n`: a term that stands there as it stood is kept.
    let written: Vec<Term> = match claim.lhs.kind() {
        ExprKind::Sum(summands) => summands
            .iter()
            .filter_map(|summand| match terms(summand)?.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    // Terms of both signs may cancel, and then roundings of each say nothing of the whole.
    let is_positive = |term: &Term| term.coefficient.is_positive();
    let has_one_sign = before.iter().all(is_positive) || !before.iter().any(is_positive);
    // `hV + 2⌈h/2⌉V ≈ 2hV`: what a rounding becomes is added to terms that stand beside it.
    let is_opened = |term: &Term| {
        let is_plain = |(base, _): &(Expr, i64)| base.as_symbol().is_some();
        !term.powers.iter().all(is_plain) && !after.iter().any(|other| is_same(term, other))
    };
    if before.iter().any(is_opened) {
        return None;
    }
    let mut is_rounded = has_one_sign && before.len() == after.len() && before.len() > 1;
    for term in &after {
        let Some(kept) = before.iter().find(|other| is_same(term, other)) else {
            is_rounded = false;
            continue;
        };
        let deviation = (&kept.coefficient - &term.coefficient).abs();
        let is_near = deviation <= &budget.tolerance * kept.coefficient.abs();
        let stands = |other: &Term| is_same(term, other) && other.coefficient == term.coefficient;
        if !is_near && !written.iter().any(stands) {
            return Some(Shared::Differ);
        }
        is_rounded &= is_near;
    }
    is_rounded.then_some(Shared::Agree)
}

/// Whether two terms differ by their coefficients only.
fn is_same(a: &Term, b: &Term) -> bool {
    a.powers.len() == b.powers.len() && a.powers.iter().all(|power| b.powers.contains(power))
}

/// Whether a sum with a number in it stands below a product or a power, `12h(h + 1)`: the author put
/// something else for a bracket.
fn has_inner_number(expr: &Expr) -> bool {
    let sum_of_number = |expr: &Expr| {
        let ExprKind::Sum(summands) = expr.kind() else {
            return false;
        };
        summands.iter().any(|summand| summand.as_number().is_some())
    };
    deep(|| {
        let children = expr.children();
        let is_product = !matches!(expr.kind(), ExprKind::Sum(_));
        is_product && children.iter().any(|child| sum_of_number(child))
            || children.iter().any(|child| has_inner_number(child))
    })
}

#[cfg(test)]
mod tests {
    use super::by_coefficients;
    use crate::expr::{Assumptions, Relation};
    use crate::judge::{Budget, Claim};
    use crate::syntax::parse_expression;

    #[test]
    fn coefficients_of_the_same_terms() {
        let judged = |lhs: &str, rhs: &str| {
            let (lhs, rhs) = (
                parse_expression(lhs).unwrap(),
                parse_expression(rhs).unwrap(),
            );
            let claim = Claim {
                lhs: &lhs,
                relation: Relation::Approx,
                rhs: &rhs,
                under: &Assumptions::none(),
            };
            by_coefficients(&claim, &Budget::default()).map(|verdict| verdict.holds())
        };
        assert_eq!(judged("42.85N + 9180", "43N + 9180"), Some(true));
        assert_eq!(judged("12h^2 + 13h", "12h^2 + 15h"), Some(false));
        assert_eq!(judged("100x - 99y", "100x - 99.9y"), None);
        assert_eq!(judged("12h^2 + 13h", "12h^2"), None);
        assert_eq!(judged("h*V + 2*ceil(h/2)*V", "2*h*V"), None);
    }
}
