//! `≈` between expressions: which symbols have to be large for it.

use super::compared::{Compared, Need};
use super::constants::stays;
use super::sides::{Under, word_of};
use crate::expr::{Assumptions, Expr, Relation, Spoken, Symbol};
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
    // e and π stay what they are.
    let mut all = Spoken::of([lhs, rhs], under.assumptions).symbols;
    all.retain(|symbol| !stays([lhs, rhs], symbol));
    let claim = Claim {
        lhs,
        relation: Relation::Approx,
        rhs,
        under: under.assumptions,
    };
    if let Some(verdict) = judge::by_coefficients(&claim, under.budget) {
        return word_of(verdict, lhs, rhs);
    }
    if all.is_empty() {
        let equal = Claim {
            relation: Relation::Equal,
            ..claim
        };
        return word_of(judge::judge(&equal, under.budget), lhs, rhs);
    }
    let by_all = judged(&all);
    if by_all.verdict.holds() {
        return grows(by_all).needing(larger(&all, lhs, rhs, under));
    }
    if !only_drops(lhs, rhs, under) {
        return by_all;
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

/// Whether the right side is the left one with terms left out. A set that is found by search explains why
/// they are, not why others are there; what is no polynomial is not looked into.
fn only_drops(lhs: &Expr, rhs: &Expr, under: &Under<'_>) -> bool {
    let terms = |side: &Expr| {
        let form = poly::normal_form(side, under.assumptions, &under.budget.poly).ok()?;
        form.is_polynomial().then(|| form.terms())
    };
    let (Some(before), Some(after)) = (terms(lhs), terms(rhs)) else {
        return true;
    };
    let has = |term: &Term| before.iter().any(|other| other.is_same(term));
    after.iter().all(has)
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
