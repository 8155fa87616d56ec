//! `split-range`: a sum of terms that are one thing below a place and another from it on is split
//! there: Σ (if l < k then a else b) = Σ a over l < k + Σ b over l ≥ k.

use super::Context;
use super::series::{Series, next_to};
use crate::derivation::Rewrite;
use crate::expr::{Comparison, Expr, ExprKind, Predicate};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let series = Series::sum(expr)?;
    let ExprKind::Conditional(conditional) = series.body().kind() else {
        return None;
    };
    let Predicate::Compare(a, comparison, b) = &conditional.condition else {
        return None;
    };
    let is_index = |part: &Expr| part.as_symbol() == Some(&series.operator.index);
    let (comparison, place) = if is_index(a) && !series.depends(b) {
        (*comparison, b)
    } else if is_index(b) && !series.depends(a) {
        (comparison.mirrored(), a)
    } else {
        return None;
    };
    let (then, other) = (&conditional.then, &conditional.otherwise);
    // The last index of the first part, and whose turn it is there.
    let (last, first, second) = match comparison {
        Comparison::Less => (next_to(place, -1, context)?, then, other),
        Comparison::LessEqual => (place.clone(), then, other),
        Comparison::Greater => (place.clone(), other, then),
        Comparison::GreaterEqual => (next_to(place, -1, context)?, other, then),
        Comparison::Equal | Comparison::NotEqual => return None,
    };
    let next = next_to(&last, 1, context)?;
    let to = Expr::sum([
        series.with(series.low, &last, first),
        series.with(&next, series.high, second),
    ]);
    let rewrite = Rewrite::from_to(expr, to);
    let facts = rewrite.facts.clone().with("place", place.clone());
    Some(rewrite.telling(facts))
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    #[test]
    fn ranges_are_split() {
        let rule = super::apply;
        assert_eq!(
            applied(rule, "sum(l = 0..L-1, if l < k then d else m)"),
            Some(read("sum(l = 0..k - 1, d) + sum(l = k..L - 1, m)"))
        );
        assert_eq!(
            applied(rule, "sum(l = 1..L, if k <= l then l else m)"),
            Some(read("sum(l = 1..k - 1, m) + sum(l = k..L, l)"))
        );
        assert_eq!(applied(rule, "sum(l = 1..L, if l = k then d else m)"), None);
    }
}
