//! Claims about growth with conditions in them that are settled from some values on: `[n > 3]` is 1 at last,
//! `max(n, 100)` is n.

use super::claim::{Budget, Claim};
use super::decide::judge;
use super::lower_order::{in_parts, is_positive_at_last};
use super::symbols::has_big_operator;
use super::thresholds::places;
use super::verdict::Verdict;
use crate::expr::{Comparison, Expr, Predicate, Symbol};
use crate::growth::Scale;
use crate::poly;

/// More comparisons are not settled.
const MOST: usize = 8;

/// Judges a claim about growth under what is true of its comparisons once the large symbols are large enough; `None`
/// where nothing is, or where that does not decide.
pub(super) fn at_last(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let budget = in_parts(claim, budget, 2)?;
    // What is compared in a sum may hang on its index.
    if [claim.lhs, claim.rhs].into_iter().any(has_big_operator) {
        return None;
    }
    let mut under = claim.under.clone();
    under.large = large(claim, &budget)?;
    let places = places(&[claim.lhs, claim.rhs], claim.under);
    let places: Vec<Expr> = (places.into_iter())
        .filter(|place| !place.rounded)
        .map(|place| place.expr)
        .collect();
    if places.is_empty() || places.len() > MOST {
        return None;
    }
    let mut settled = Vec::new();
    for place in places {
        let growing = Claim {
            lhs: &place,
            rhs: &Expr::one(),
            relation: claim.relation,
            under: &under,
        };
        let negated = Expr::negative(place.clone());
        let positive = [place.clone(), negated]
            .into_iter()
            .find(|side| is_positive_at_last(side, &growing, &budget));
        settled.extend(
            positive.map(|side| Predicate::Compare(side, Comparison::Greater, Expr::zero())),
        );
    }
    if settled.is_empty() {
        return None;
    }
    under.conditions.extend(settled);
    let verdict = judge(&claim.under(&under), &budget);
    (verdict.holds() || verdict.fails()).then_some(verdict)
}

/// What grows in a claim: what is said to, else what stands elsewhere than in its conditions.
fn large(claim: &Claim<'_>, budget: &Budget) -> Option<Vec<Symbol>> {
    let both = Expr::sum([claim.lhs.clone(), claim.rhs.clone()]);
    let mut indeterminates = Vec::new();
    for side in [claim.lhs, claim.rhs] {
        let form = poly::normal_form(side, claim.under, &budget.poly).ok()?;
        indeterminates.extend(form.indeterminates());
    }
    let scale = Scale::new(&both, &indeterminates, claim.under, &budget.poly).ok()?;
    Some(scale.large).filter(|large| !large.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{verdict, verdict_under};
    use crate::expr::{Assumptions, Symbol};

    /// By hand: from n = 101 on max(n, 100) is n, and [n > 3] is 1 from 4 on.
    #[test]
    fn conditions_settled_at_last() {
        for (claim, under, holds) in [
            ("max(n, 100) ~ n", "", true),
            ("min(n, 100) ~ 100", "", true),
            ("max(n, 100) ~ 100", "", false),
            ("max(n^2, 50*n) ~ n^2", "", true),
            ("max(n^2, n + m) ~ n^2", "", false),
            ("max(V, h) ~ V", "V >> h", true),
            ("[n > 3]*n^2 + n ~ n^2", "", true),
            ("[n < 3]*n^2 + n ~ n", "", true),
            ("[n < 3]*n^2 + n ~ n^2", "", false),
            ("(if n < 10 then n^3 else n^2 + n) ~ n^2", "", true),
            ("(if n < 10 then n^3 else n^2 + n) ~ n^3", "", false),
            ("(if n > m then n else n^2) ~ n", "", false),
            ("abs(n - 5) ~ n", "", true),
            ("[n > 3]*n << n^2", "", true),
            ("[n > 3]*n ≍ n", "", true),
        ] {
            assert_eq!(verdict(claim, under).holds(), holds, "{claim}");
        }
    }

    /// A symbol that stands in a condition alone is any number: [k > 3] is 0 or 1.
    #[test]
    fn what_stands_in_conditions_does_not_grow() {
        let mut under = Assumptions::none();
        assert!(!verdict_under("[k > 3]*n ~ n", &under).holds());
        under.large = vec![Symbol::new("n")];
        assert!(!verdict_under("[k > 3]*n + n^2*[k < 3] ~ n", &under).holds());
    }
}
