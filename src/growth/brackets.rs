//! A sum at each choice of the brackets in it: `2·V·h − [tied]·V·h` is `2·V·h` or `V·h`.

use std::collections::BTreeMap;

use crate::expr::{Expr, ExprKind, Monomial};
use crate::number::Rational;

/// So many brackets are told apart; each doubles the work.
const MOST: usize = 6;

/// The sum with its brackets at 0 and 1 in every way, like terms joined. Brackets that depend on
/// each other are taken as free, so that there may be sums that never occur. `None` where there is
/// no bracket, or more than are told apart.
pub(super) fn choices(terms: &[Monomial]) -> Option<Vec<Vec<Monomial>>> {
    let mut brackets: Vec<&Expr> = Vec::new();
    for (base, _) in terms.iter().flat_map(|term| &term.powers) {
        if matches!(base.kind(), ExprKind::Bracket(_)) && !brackets.contains(&base) {
            brackets.push(base);
        }
    }
    if brackets.is_empty() || brackets.len() > MOST {
        return None;
    }
    let all = 0..1_usize << brackets.len();
    Some(all.map(|choice| at(terms, &brackets, choice)).collect())
}

/// The sum where the brackets named by the bits of a choice are 1 and the others 0.
fn at(terms: &[Monomial], brackets: &[&Expr], choice: usize) -> Vec<Monomial> {
    let is_one = |base: &Expr| {
        let place = brackets.iter().position(|bracket| *bracket == base)?;
        Some(choice >> place & 1 == 1)
    };
    let mut joined: BTreeMap<Vec<(Expr, i64)>, Rational> = BTreeMap::new();
    for term in terms {
        if term
            .powers
            .iter()
            .any(|(base, _)| is_one(base) == Some(false))
        {
            continue;
        }
        let mut powers = term.powers.clone();
        powers.retain(|(base, _)| is_one(base).is_none());
        powers.sort();
        let sum = joined.entry(powers).or_default();
        *sum = &*sum + &term.coefficient;
    }
    let terms = joined.into_iter().map(|(powers, coefficient)| Monomial {
        coefficient,
        powers,
    });
    terms.filter(|term| !term.coefficient.is_zero()).collect()
}
