//! `≈` between expressions: which symbols have to be large for it.

use std::collections::BTreeSet;

use super::compared::{Compared, Need, Verdict};
use super::sides::{Under, word_of};
use crate::expr::{Assumptions, Expr, ExprKind, Relation, Symbol, deep};
use crate::judge::{self, Claim};
use crate::poly::{self, Term};

/// The most symbols among which sets are searched, and the most sets tried.
const MAX_SYMBOLS: usize = 8;
const MAX_SETS: usize = 96;

/// Judges `lhs ≈ rhs` by what grows: under the symbols stated to be large, else under all of them,
/// else under a set found by search, which counts only if `is_close` at the values that are bound.
pub(super) fn asymptotic(
    lhs: &Expr,
    rhs: &Expr,
    under: &Under<'_>,
    is_close: impl Fn() -> Option<bool>,
) -> Compared {
    let judged = |large: &[Symbol]| {
        let assumptions = Assumptions {
            large: large.to_vec(),
            ..under.assumptions.clone()
        };
        let claim = Claim {
            lhs,
            relation: Relation::Approx,
            rhs,
            under: &assumptions,
        };
        word_of(judge::judge(&claim, under.budget), lhs, rhs)
    };
    let grows = |found: Compared| Compared {
        is_asymptotic: found.verdict.holds(),
        ..found
    };
    if let Some(stated) = under.large {
        return grows(judged(stated));
    }
    let all = symbols_of(lhs, rhs, under.assumptions);
    match coefficients(lhs, rhs, under) {
        Some(Shared::Differ) => {
            let claim = Claim {
                lhs,
                relation: Relation::Equal,
                rhs,
                under: under.assumptions,
            };
            return word_of(judge::judge(&claim, under.budget), lhs, rhs);
        }
        Some(Shared::Agree) => return Compared::new(Verdict::Holds, lhs, rhs),
        None => {}
    }
    let by_all = judged(&all);
    if by_all.verdict.holds() {
        return grows(by_all).needing(larger(&all, lhs, rhs, under));
    }
    for set in subsets(&all) {
        let found = judged(&set);
        if !found.verdict.holds() {
            continue;
        }
        let needs = [Need::Large(set)];
        return match is_close() {
            Some(false) => Compared {
                needs: needs.to_vec(),
                ..by_all
            },
            _ => grows(found).needing(needs),
        };
    }
    by_all
}

/// How the coefficients of the monomials on both sides compare.
enum Shared {
    /// Both sides have the same monomials, each coefficient rounded.
    Agree,
    /// A term that was kept has another coefficient: it is not left out, it is wrong.
    Differ,
}

/// Compares the coefficients of what stands on both sides: `12h² + 13h ≈ 12h² + 15h` is no matter of growth.
fn coefficients(lhs: &Expr, rhs: &Expr, under: &Under<'_>) -> Option<Shared> {
    if has_inner_number(rhs) {
        return None;
    }
    let terms = |expr: &Expr| {
        let form = poly::normal_form(expr, under.assumptions, &under.budget.poly).ok()?;
        form.is_polynomial().then(|| form.terms())
    };
    let (before, after) = (terms(lhs)?, terms(rhs)?);
    let same = |a: &Term, b: &Term| {
        a.powers.len() == b.powers.len() && a.powers.iter().all(|power| b.powers.contains(power))
    };
    // `n(n-1)/2 + 2n ≈ n²/2 + 2n`: a term that stands there as it stood is kept.
    let written: Vec<Term> = match lhs.kind() {
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
    let mut is_rounded = has_one_sign && before.len() == after.len() && before.len() > 1;
    for term in &after {
        let Some(kept) = before.iter().find(|other| same(term, other)) else {
            is_rounded = false;
            continue;
        };
        let deviation = (&kept.coefficient - &term.coefficient).abs();
        let is_near = deviation <= &under.budget.tolerance * kept.coefficient.abs();
        let stands = |other: &Term| same(term, other) && other.coefficient == term.coefficient;
        if !is_near && !written.iter().any(stands) {
            return Some(Shared::Differ);
        }
        is_rounded &= is_near;
    }
    is_rounded.then_some(Shared::Agree)
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

/// That all symbols are large is told only where it was needed.
fn larger(all: &[Symbol], lhs: &Expr, rhs: &Expr, under: &Under<'_>) -> Option<Need> {
    let claim = Claim {
        lhs,
        relation: Relation::Equal,
        rhs,
        under: under.assumptions,
    };
    (!judge::judge(&claim, under.budget).holds()).then(|| Need::Large(all.to_vec()))
}

/// The free symbols of two sides in reading order, definitions followed.
pub(super) fn symbols_of(lhs: &Expr, rhs: &Expr, under: &Assumptions) -> Vec<Symbol> {
    let mut found = Vec::new();
    let mut met = BTreeSet::new();
    let mut open: Vec<Symbol> = rhs.symbols_in_order();
    open.reverse();
    open.extend(lhs.symbols_in_order().into_iter().rev());
    while let Some(symbol) = open.pop() {
        if !met.insert(symbol.clone()) {
            continue;
        }
        match under.definitions.get(&symbol) {
            Some(meaning) => open.extend(meaning.symbols_in_order().into_iter().rev()),
            None => found.push(symbol),
        }
    }
    found
}

/// Subsets that are neither empty nor all, the larger ones first.
fn subsets(all: &[Symbol]) -> Vec<Vec<Symbol>> {
    if all.len() < 2 || all.len() > MAX_SYMBOLS {
        return Vec::new();
    }
    let whole = 1_usize << all.len();
    let mut masks: Vec<usize> = (1..whole - 1).collect();
    masks.sort_by_key(|mask| (all.len() - mask.count_ones() as usize, *mask));
    let members = |mask: usize| {
        let chosen = all.iter().enumerate();
        chosen
            .filter(|(at, _)| mask & (1 << at) != 0)
            .map(|(_, symbol)| symbol.clone())
            .collect()
    };
    masks.into_iter().take(MAX_SETS).map(members).collect()
}
