//! Equalities of what is not negative by their squares: `sqrt(2x + 2·sqrt(x² − y²)) = sqrt(x + y) + sqrt(x − y)`.

use super::claim::{Budget, Claim};
use super::equality::{Proof, by_normal_form};
use super::exceptions::{exceptions, without_following};
use super::inequality::is_shown;
use super::verdict::{Condition, Method, Verdict};
use crate::expr::{Comparison, Expr, ExprKind, Function, deep};
use crate::poly::{NormalForm, Term};

/// Longer sides are not squared.
const LONGEST: u64 = 80;

/// So often is what is left squared again.
const MOST_SQUARED: u32 = 2;

/// Proves that two sides with square roots, neither negative where it has a value, are the same because
/// their squares are.
pub(super) fn by_squares(
    claim: &Claim<'_>,
    difference: &NormalForm,
    budget: &Budget,
) -> Option<Verdict> {
    let is_short = claim.lhs.size() + claim.rhs.size() <= LONGEST;
    if !is_short || !(has_root(claim.lhs) || has_root(claim.rhs)) {
        return None;
    }
    let mut conditions = same_squares([claim.lhs, claim.rhs], claim, budget, MOST_SQUARED)?;
    for condition in exceptions(claim, difference, budget).ok()? {
        if !conditions.contains(&condition) {
            conditions.push(condition);
        }
    }
    let mut under = claim.under.clone();
    for condition in &conditions {
        match condition {
            Condition::If(known) | Condition::Except(known) => under.conditions.push(known.clone()),
            Condition::PositiveIntegers(_) => return None,
        }
    }
    let is_sure = |side: &Expr| {
        is_never_negative(side, &|part| {
            is_shown(part, Comparison::GreaterEqual, &under, budget)
        })
    };
    (is_sure(claim.lhs) && is_sure(claim.rhs)).then(|| Verdict::Holds {
        by: Method::Squared,
        conditions: without_following(conditions, claim.under, &budget.poly),
    })
}

/// The conditions under which the squares of two sides are the same: as they stand, or because the squares
/// of what is left on either side of their difference are.
fn same_squares(
    sides: [&Expr; 2],
    claim: &Claim<'_>,
    budget: &Budget,
    times: u32,
) -> Option<Vec<Condition>> {
    let square = |side: &Expr| Expr::power(side.clone(), Expr::integer(2));
    let [lhs, rhs] = sides.map(square);
    let (lhs, rhs) = (&lhs, &rhs);
    match by_normal_form(&Claim { lhs, rhs, ..*claim }, budget).ok()? {
        Proof::Same(Verdict::Holds { conditions, .. }) => Some(conditions),
        Proof::Differs(difference) if times > 1 && difference.is_polynomial() => {
            // A fourth root is one of a square: both squares are not negative themselves.
            if sides.into_iter().any(has_fourth_root) {
                return same_squares([lhs, rhs], claim, budget, times - 1);
            }
            let (below, above): (Vec<Term>, Vec<Term>) = difference
                .terms()
                .into_iter()
                .partition(|term| term.coefficient.is_negative());
            let above = Expr::sum(above.iter().map(Term::to_expr));
            let below = Expr::sum(below.into_iter().map(|mut term| {
                term.coefficient = -term.coefficient;
                term.to_expr()
            }));
            let is_sure = |side: &Expr| is_never_negative(side, &|_| false);
            let is_rooted = has_root(&above) || has_root(&below);
            if !is_rooted || !is_sure(&above) || !is_sure(&below) {
                return None;
            }
            same_squares([&above, &below], claim, budget, times - 1)
        }
        _ => None,
    }
}

/// Whether a root of an even degree stands in it.
fn has_root(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Call(Function::Sqrt, _) => true,
        _ => is_even_root(expr, 2) || expr.children().into_iter().any(has_root),
    })
}

/// Whether it is a root whose degree is a multiple of a number.
fn is_even_root(expr: &Expr, of: u64) -> bool {
    let ExprKind::Call(Function::Root, parts) = expr.kind() else {
        return false;
    };
    let degree = parts
        .get(1)
        .and_then(|degree| degree.as_number()?.to_integer());
    degree.is_some_and(|degree| degree.to_u64().is_some_and(|degree| degree % of == 0))
}

fn has_fourth_root(expr: &Expr) -> bool {
    deep(|| is_even_root(expr, 4) || expr.children().into_iter().any(has_fourth_root))
}

/// Whether an expression is not negative wherever it has a value, by its form and what else is shown.
fn is_never_negative(expr: &Expr, is_shown: &impl Fn(&Expr) -> bool) -> bool {
    let all = |parts: &[Expr]| {
        let mut parts = parts.iter();
        parts.all(|part| is_never_negative(part, is_shown))
    };
    let is_by_form = deep(|| match expr.kind() {
        ExprKind::Number(literal) => !literal.value().is_negative(),
        ExprKind::Call(Function::Sqrt | Function::Abs | Function::Exp, _) => true,
        ExprKind::Call(Function::Root, _) if is_even_root(expr, 2) => true,
        ExprKind::Sum(parts) | ExprKind::Product(parts) => all(parts),
        ExprKind::Quotient(above, below) => {
            is_never_negative(above, is_shown) && is_never_negative(below, is_shown)
        }
        ExprKind::Power(_, exponent) => exponent
            .as_number()
            .is_some_and(|n| n.is_integer() && n.numerator().is_even()),
        _ => false,
    });
    is_by_form || is_shown(expr)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Assumptions;
    use crate::judge::judge;
    use crate::syntax::parse_chain;

    /// (√(x+y) + √(x−y))² = 2x + 2√(x²−y²), by hand; with the signs the other way round it is not so.
    #[test]
    fn roots_of_sums_with_roots() {
        let verdict = |text: &str| {
            let chain = parse_chain(text).unwrap();
            let claim = Claim {
                lhs: &chain.first,
                relation: chain.links[0].relation,
                rhs: &chain.links[0].expr,
                under: &Assumptions::none(),
            };
            judge(&claim, &Budget::default())
        };
        let holds = "sqrt(2x + 2sqrt(x^2 - y^2)) = sqrt(x + y) + sqrt(x - y)";
        assert!(verdict(holds).holds());
        // (x − 1)⁴ is the fourth power of |x − 1|; √(a+s)·√(a−s) = √(a² − s²) = |b| where s² = a² − b².
        assert!(verdict("root((x - 1)^4, 4) = abs(x - 1)").holds());
        assert!(!verdict("root((x - 1)^4, 4) = x - 1").holds());
        let nested = "sqrt(a + sqrt(a^2 - b^2)) + sqrt(a - sqrt(a^2 - b^2))";
        assert!(verdict(&format!("{nested} = sqrt(2a + 2abs(b))")).holds());
        assert!(!verdict(&format!("{nested} = sqrt(2a - 2abs(b))")).holds());
        assert!(verdict("sqrt((1 - x)/(1 + x)) = (1 - x)/sqrt(1 - x^2)").holds());
        let swapped = "sqrt(2x - 2sqrt(x^2 - y^2)) = sqrt(x - y) - sqrt(x + y)";
        assert!(!verdict(swapped).holds());
        assert!(!verdict("sqrt((1 - x)/(1 + x)) = (x - 1)/sqrt(1 - x^2)").holds());
    }
}
