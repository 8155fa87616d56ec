//! Claims that hold of fewer values than all: of numbers from 0 or above it, of positive integers, which is told.

use super::super::claim::{Budget, Claim};
use super::super::contradiction::leaves_room;
use super::super::implied::everywhere;
use super::super::symbols::{free_symbols, is_integer, is_undeclared};
use super::super::usual::{unspoken, usual};
use super::super::verdict::{Condition, Method, Verdict};
use super::{branches, by_other_claims, in_one_symbol, induction, proof, slopes};
use crate::expr::{Assumptions, Comparison, Domain, Expr, Predicate, Symbol};
use crate::number::Rational;
use crate::poly;

/// Proves a claim for symbols of which nothing is said as numbers that are not negative, as what they usually
/// are, or as positive integers, and says so.
pub(super) fn for_narrower(
    claim: &Claim<'_>,
    comparison: Comparison,
    budget: &Budget,
) -> Option<Verdict> {
    let symbols = unspoken(claim);
    if symbols.is_empty() {
        // What is said of a symbol holds of integers too, over which there are more proofs.
        let mut symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
        symbols.retain(|symbol| is_undeclared(symbol, claim.under));
        let under = as_domain(claim.under, &symbols, &Domain::positive_integer())?;
        let by = induction::by_induction(&claim.under(&under), comparison, budget)?;
        return Some(if_so(by, vec![Condition::PositiveIntegers(symbols)]));
    }
    if let Some(verdict) = from_zero(claim, comparison, &symbols, budget) {
        return Some(verdict);
    }
    if let Some(under) = usual(claim) {
        let (counts, others): (Vec<Symbol>, Vec<Symbol>) = symbols
            .iter()
            .cloned()
            .partition(|symbol| is_integer(symbol, &under));
        if !others.is_empty()
            && let Some(verdict) = shown(&claim.under(&under), comparison, budget)
        {
            let mut conditions: Vec<Condition> = others
                .into_iter()
                .map(|symbol| compared_with_zero(symbol, Comparison::Greater))
                .collect();
            if !counts.is_empty() {
                conditions.insert(0, Condition::PositiveIntegers(counts));
            }
            return Some(if_so(verdict, conditions));
        }
    }
    let under = as_domain(claim.under, &symbols, &Domain::positive_integer())?;
    let verdict = shown(&claim.under(&under), comparison, budget)?;
    Some(if_so(verdict, vec![Condition::PositiveIntegers(symbols)]))
}

/// Proves a claim under what is declared, by all that rests on it.
fn shown(claim: &Claim<'_>, comparison: Comparison, budget: &Budget) -> Option<Verdict> {
    let difference = Expr::difference(claim.lhs.clone(), claim.rhs.clone());
    at_once(claim, comparison, budget)
        .or_else(|| by_other_claims(claim, &difference, comparison, budget))
        .or_else(|| branches::by_rounded_pieces(claim, comparison, budget))
        .or_else(|| branches::by_branches(claim, comparison, budget))
        .filter(Verdict::holds)
}

/// The same by what takes little.
fn at_once(claim: &Claim<'_>, comparison: Comparison, budget: &Budget) -> Option<Verdict> {
    let difference = Expr::difference(claim.lhs.clone(), claim.rhs.clone());
    let form = poly::normal_form(&difference, claim.under, &budget.poly).ok();
    let form = form.and_then(|form| everywhere(form, claim.under));
    let number = form.and_then(|form| form.as_number());
    if number.is_some_and(|number| comparison.holds_for(number.cmp(&Rational::ZERO))) {
        return Some(Verdict::proved(Method::Difference));
    }
    proof(&difference, comparison, claim.under, &budget.poly)
        .map(Verdict::from)
        .or_else(|| in_one_symbol(claim, comparison, budget))
        .or_else(|| slopes::by_slopes(claim, comparison, budget))
        .filter(|verdict| verdict.holds() && verdict.conditions().is_empty())
}

/// The claim for real numbers from 0 on, 0 itself or not: those symbols are told without which the proof fails.
fn from_zero(
    claim: &Claim<'_>,
    comparison: Comparison,
    symbols: &[Symbol],
    budget: &Budget,
) -> Option<Verdict> {
    let shown = |symbols: &[Symbol], strict: bool| -> Option<Verdict> {
        let under = as_domain(claim.under, symbols, &Domain::from_zero(strict))?;
        at_once(&claim.under(&under), comparison, budget)
    };
    [false, true].into_iter().find_map(|strict| {
        let mut verdict = shown(symbols, strict)?;
        let mut needed = symbols.to_vec();
        for symbol in symbols {
            let fewer: Vec<Symbol> = needed
                .iter()
                .filter(|one| *one != symbol)
                .cloned()
                .collect();
            if let Some(found) = shown(&fewer, strict) {
                (verdict, needed) = (found, fewer);
            }
        }
        let comparison = if strict {
            Comparison::Greater
        } else {
            Comparison::GreaterEqual
        };
        let stated = needed.into_iter();
        let stated = stated.map(|symbol| compared_with_zero(symbol, comparison));
        Some(if_so(verdict, stated.collect()))
    })
}

fn compared_with_zero(symbol: Symbol, comparison: Comparison) -> Condition {
    let symbol = Expr::symbol(symbol);
    Condition::If(Predicate::Compare(symbol, comparison, Expr::zero()))
}

/// The assumptions with a domain for symbols; `None` where that leaves no values.
fn as_domain(under: &Assumptions, symbols: &[Symbol], domain: &Domain) -> Option<Assumptions> {
    let mut under = under.clone();
    for symbol in symbols {
        under.domains.insert(symbol.clone(), domain.clone());
    }
    (!symbols.is_empty() && leaves_room(&under)).then_some(under)
}

/// A proof under conditions besides its own.
fn if_so(verdict: Verdict, mut conditions: Vec<Condition>) -> Verdict {
    match verdict {
        Verdict::Holds {
            by,
            conditions: own,
        } => {
            for condition in own {
                if !conditions.contains(&condition) {
                    conditions.push(condition);
                }
            }
            Verdict::Holds { by, conditions }
        }
        other => other,
    }
}
