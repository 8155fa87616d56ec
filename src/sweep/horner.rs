//! Polynomials with common powers taken out, so that working them out takes few products.

use std::collections::BTreeMap;

use crate::expr::Expr;
use crate::poly::Term;

/// A sum of terms as nested products: the indeterminate that occurs in most terms is taken out of
/// them in the lowest power in which it occurs there, and so on inside.
///
/// The greedy scheme of Ceberio and Kreinovich, "Greedy algorithms for optimizing multivariate
/// Horner schemes", SIGSAM Bulletin 38 (2004).
pub(super) fn horner(terms: &[Term]) -> Expr {
    let Some((indeterminate, _)) = most_frequent(terms) else {
        return Expr::sum(terms.iter().map(written));
    };
    let mentions = |term: &Term| term.powers.iter().any(|(base, _)| *base == indeterminate);
    let (mut inside, outside): (Vec<Term>, Vec<Term>) = terms.iter().cloned().partition(mentions);
    let power = lower(&mut inside, &indeterminate);
    let product = Expr::product([raised(&indeterminate, power), horner(&inside)]);
    if outside.is_empty() {
        return product;
    }
    Expr::sum([product, horner(&outside)])
}

/// The indeterminate that is in most terms, in two at least; the first of several.
fn most_frequent(terms: &[Term]) -> Option<(Expr, usize)> {
    let mut counts: BTreeMap<&Expr, usize> = BTreeMap::new();
    for (base, _) in terms.iter().flat_map(|term| &term.powers) {
        *counts.entry(base).or_default() += 1;
    }
    let best = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    best.filter(|(_, count)| *count > 1)
        .map(|(base, count)| (base.clone(), count))
}

/// Takes the lowest power out of each term, and tells it.
fn lower(terms: &mut [Term], indeterminate: &Expr) -> i64 {
    let powers = terms.iter().flat_map(|term| &term.powers);
    let least = powers.filter(|(base, _)| base == indeterminate);
    let least = least.map(|(_, power)| *power).min().unwrap_or(0);
    for term in terms {
        for (base, power) in &mut term.powers {
            if base == indeterminate {
                *power -= least;
            }
        }
        term.powers.retain(|(_, power)| *power != 0);
    }
    least
}

fn written(term: &Term) -> Expr {
    let powers = term.powers.iter().map(|(base, power)| raised(base, *power));
    let coefficient = (!term.coefficient.is_one()).then(|| Expr::number(&term.coefficient));
    Expr::product(coefficient.into_iter().chain(powers))
}

fn raised(base: &Expr, power: i64) -> Expr {
    if power == 1 {
        return base.clone();
    }
    Expr::power(base.clone(), Expr::integer(power))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Assumptions;
    use crate::poly::{Budget, normal_form, same};

    /// 12Lh² + 4Lh + Vh + 2h: h is in all four, L in two of what is left.
    #[test]
    fn common_powers_are_taken_out() {
        let [l, h, v] = ["L", "h", "V"].map(Expr::symbol);
        let sum = Expr::sum([
            Expr::product([
                Expr::integer(12),
                l.clone(),
                Expr::power(h.clone(), Expr::integer(2)),
            ]),
            Expr::product([Expr::integer(4), l, h.clone()]),
            Expr::product([v, h.clone()]),
            Expr::product([Expr::integer(2), h]),
        ]);
        let (none, budget) = (Assumptions::none(), Budget::default());
        let form = normal_form(&sum, &none, &budget).unwrap();
        let short = horner(&form.terms());
        assert_eq!(same(&sum, &short, &none, &budget).unwrap(), Some(true));
        let products = |expr: &Expr| format!("{expr:?}").matches("Product").count();
        assert!(products(&short) < products(&sum), "{short:?}");
    }
}
