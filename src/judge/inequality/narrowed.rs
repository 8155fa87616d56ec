//! Claims that hold of fewer values than all: of numbers from 0 or above it, of positive integers, which is told.

use super::super::claim::{Budget, Claim};
use super::super::from_zero::{declared, from_zero};
use super::super::implied::everywhere;
use super::super::symbols::{free_symbols, is_integer, is_undeclared};
use super::super::usual::{unspoken, usual};
use super::super::verdict::{Condition, Method, Verdict};
use super::{branches, by_other_claims, in_one_symbol, induction, proof, slopes};
use crate::expr::{Comparison, Domain, Expr, Symbol};
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
        if symbols.is_empty() {
            return None;
        }
        let under = declared(claim.under, &symbols, &Domain::positive_integer())?;
        let by = induction::by_induction(&claim.under(&under), comparison, budget)?;
        return Some(by.if_so(vec![Condition::PositiveIntegers(symbols)]));
    }
    let above = from_zero(&symbols, claim.under, &|under| {
        at_once(&claim.under(under), comparison, budget)
    });
    if above.is_some() {
        return above;
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
                .map(|symbol| Condition::from_zero(symbol, true))
                .collect();
            if !counts.is_empty() {
                conditions.insert(0, Condition::PositiveIntegers(counts));
            }
            return Some(verdict.if_so(conditions));
        }
    }
    let under = declared(claim.under, &symbols, &Domain::positive_integer())?;
    let verdict = shown(&claim.under(&under), comparison, budget)?;
    Some(verdict.if_so(vec![Condition::PositiveIntegers(symbols)]))
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
