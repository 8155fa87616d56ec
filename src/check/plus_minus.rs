//! `±`: a side that stands for two values.

use super::compared::Verdict;
use super::pair::{Pair, Setting, expressions};
use crate::expr::{Bindings, Expr, ExprKind, Relation, Symbol};

/// The name that stands for the sign in an expression: 1 or −1, and the same wherever it stands in a
/// relation.
pub(super) fn sign() -> Symbol {
    Symbol::new("±")
}

/// Both values of a side; none where it has no such sign.
pub(super) fn both_signs(side: &Expr) -> Option<Vec<Expr>> {
    side.mentions(&sign())
        .then(|| [1, -1].map(|value| with(side, value)).to_vec())
}

fn is_sign(factor: &Expr) -> bool {
    factor.as_symbol() == Some(&sign())
}

fn with(side: &Expr, value: i64) -> Expr {
    let bound: Bindings = [(sign(), Expr::integer(value))].into_iter().collect();
    bound.substitute(side).unwrap_or_else(|_| side.clone())
}

/// Two sides of which one has the sign: with it on both sides the relation holds for either value of
/// it, and beside one value, `(-5 ± 1)/2 = -2`, for one of them.
pub(super) fn with_signs(
    lhs: &Expr,
    relation: Relation,
    rhs: &Expr,
    setting: &Setting<'_>,
) -> Option<Pair> {
    // `x = (−5 ± √1)/2`, then `x = (−5 ± 1)/2`: both values of the name.
    let meaning = |side: &Expr| {
        let known = setting
            .context
            .meaning(side.as_symbol()?, setting.place, false);
        let value = known.map(|(entry, _)| entry.value.clone());
        value.filter(|value| value.mentions(&sign()))
    };
    if let Some(value) = meaning(lhs) {
        return with_signs(&value, relation, rhs, setting);
    }
    let (in_left, in_right) = (lhs.mentions(&sign()), rhs.mentions(&sign()));
    if !in_left && !in_right {
        return None;
    }
    let found =
        [1, -1].map(|value| expressions(&with(lhs, value), relation, &with(rhs, value), setting));
    let wrong = |pair: &Pair| pair.compared.verdict.is_wrong();
    let [plus, minus] = found;
    // A closed side has one value, so `sqrt(16) = ±4` says one too many.
    let says_both = !in_left
        && lhs.free_symbols().is_empty()
        && matches!(rhs.kind(), ExprKind::Product(factors) if factors.first().is_some_and(is_sign));
    if says_both && (wrong(&plus) || wrong(&minus)) {
        return Some(if wrong(&plus) { plus } else { minus });
    }
    // The other way round: `(a ± b)² = b² ± 2ab + a²` is right, with the signs turned for `b ∓ a`.
    let prefers_second = if in_left && in_right {
        wrong(&minus) || minus.compared.verdict == Verdict::Undecided
    } else {
        !plus.is_right()
    };
    Some(if prefers_second { minus } else { plus })
}
