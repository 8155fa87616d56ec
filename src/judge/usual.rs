//! What a symbol of which nothing is said usually is: the one home of this.
//!
//! It ranges over the real numbers, but nobody who writes `max(n, 0) <= n` thinks of n = −2. A claim is
//! refuted where usual values contradict it: positive numbers, numbers of either sign in absolute values, and
//! positive integers for what counts.
//! What only other values contradict holds under a condition, or is undecided, and the values are told.

use std::collections::BTreeSet;

use super::claim::{Budget, Claim};
use super::contradiction::leaves_room;
use super::equality::{Search, search};
use super::sample::{Numbers, is_admissible};
use super::symbols::{conditions, free_symbols, is_undeclared};
use super::values::Compared;
use super::verdict::{Condition, Point, Reason, Verdict};
use crate::expr::{
    Assumptions, Bindings, Comparison, Domain, Expr, ExprKind, Function, Predicate, Range, Symbol,
    deep,
};

/// The symbols of a claim of which nothing is said that bounds them.
pub(super) fn unspoken(claim: &Claim<'_>) -> Vec<Symbol> {
    let mut symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
    symbols.retain(|symbol| is_unspoken(symbol, claim.under));
    symbols
}

/// Whether a symbol has no domain, and no condition but one that counts, as `2 divides n`, speaks of it.
pub(super) fn is_unspoken(symbol: &Symbol, under: &Assumptions) -> bool {
    let says = |known: &&Predicate| {
        !is_of_integers(known) && known.operands().iter().any(|part| part.mentions(symbol))
    };
    is_undeclared(symbol, under) && !conditions(under).iter().any(says)
}

fn is_of_integers(known: &Predicate) -> bool {
    let is_remainder = |side: &Expr| matches!(side.kind(), ExprKind::Call(Function::Mod, _));
    match known {
        Predicate::Divides(..) => true,
        Predicate::Compare(a, Comparison::Equal, b) => is_remainder(a) || is_remainder(b),
        _ => false,
    }
}

/// The assumptions, with what is usual of the symbols of which nothing is said; `None` where there are none,
/// or where that contradicts what is assumed.
pub(super) fn usual(claim: &Claim<'_>) -> Option<Assumptions> {
    let symbols = unspoken(claim);
    if symbols.is_empty() {
        return None;
    }
    let counted = counted(claim);
    let mut of_any_sign = BTreeSet::new();
    for side in [claim.lhs, claim.rhs] {
        in_absolute_values(side, &mut of_any_sign);
    }
    let mut under = claim.under.clone();
    for symbol in symbols {
        let domain = if counted.contains(&symbol) {
            Domain::positive_integer()
        } else if of_any_sign.contains(&symbol) {
            Domain::real()
        } else {
            Domain::from_zero(true)
        };
        under.domains.insert(symbol, domain);
    }
    leaves_room(&under).then_some(under)
}

/// The symbols that count: named as counts are, from i to n, or where only integers make sense.
fn counted(claim: &Claim<'_>) -> BTreeSet<Symbol> {
    let mut found: BTreeSet<Symbol> = unspoken(claim).into_iter().filter(is_named_so).collect();
    for side in [claim.lhs, claim.rhs] {
        collect(side, &mut found);
    }
    for known in conditions(claim.under) {
        collect_in(known, &mut found);
    }
    found
}

/// A name that begins with a letter from i to n, as in Fortran.
fn is_named_so(symbol: &Symbol) -> bool {
    let first = symbol.name().chars().next();
    first.is_some_and(|letter| matches!(letter.to_ascii_lowercase(), 'i'..='n'))
}

/// A name that begins with a letter from t to z, as those of unknowns do, which are rounded because they are no
/// integers.
fn is_named_as_unknown(symbol: &Symbol) -> bool {
    let first = symbol.name().chars().next();
    first.is_some_and(|letter| matches!(letter, 't'..='z'))
}

fn collect(expr: &Expr, found: &mut BTreeSet<Symbol>) {
    deep(|| {
        match expr.kind() {
            ExprKind::Call(
                Function::Mod
                | Function::FloorDiv
                | Function::RoundUp
                | Function::Binom
                | Function::Factorial
                | Function::Gcd
                | Function::Lcm,
                arguments,
            ) => arguments
                .iter()
                .for_each(|part| found.extend(part.free_symbols())),
            ExprKind::Call(Function::Floor | Function::Ceil, arguments) => {
                let symbols = arguments.iter().flat_map(Expr::free_symbols);
                found.extend(symbols.filter(|symbol| !is_named_as_unknown(symbol)));
            }
            ExprKind::BigOperator(operator) => {
                if let Range::Interval(from, to) = &operator.range {
                    found.extend(from.free_symbols());
                    found.extend(to.free_symbols());
                }
            }
            ExprKind::Bracket(known) => collect_in(known, found),
            ExprKind::Conditional(conditional) => collect_in(&conditional.condition, found),
            _ => {}
        }
        for part in expr.children() {
            collect(part, found);
        }
    });
}

/// The symbols in absolute values, which say that signs matter.
fn in_absolute_values(expr: &Expr, found: &mut BTreeSet<Symbol>) {
    deep(|| {
        if let ExprKind::Call(Function::Abs, arguments) = expr.kind() {
            found.extend(arguments.iter().flat_map(Expr::free_symbols));
        }
        for part in expr.children() {
            in_absolute_values(part, found);
        }
    });
}

fn collect_in(known: &Predicate, found: &mut BTreeSet<Symbol>) {
    match known {
        Predicate::Divides(a, b) => {
            found.extend(a.free_symbols());
            found.extend(b.free_symbols());
        }
        Predicate::And(parts) | Predicate::Or(parts) => {
            for part in parts {
                deep(|| collect_in(part, found));
            }
        }
        Predicate::Not(inner) => deep(|| collect_in(inner, found)),
        other => {
            for part in other.operands() {
                collect(part, found);
            }
        }
    }
}

/// The word on a claim that a point contradicts: refuted where its values are usual.
pub(super) fn contradicted_at(point: Point, claim: &Claim<'_>) -> Verdict {
    let values: Bindings = point.values.iter().cloned().collect();
    let is_usual = unspoken(claim).is_empty()
        || usual(claim).is_none_or(|under| is_admissible(&values, &under));
    if is_usual {
        Verdict::refuted(point)
    } else {
        Verdict::undecided(Reason::Unusual(point))
    }
}

/// Looks for usual values that contradict a claim.
pub(super) fn contradicted_usually(
    claim: &Claim<'_>,
    budget: &Budget,
    contrary: impl Fn(Compared) -> bool,
) -> Option<Verdict> {
    let under = usual(claim)?;
    match search(&claim.under(&under), Numbers::All, budget, contrary) {
        Search::Refuted(point) => Some(Verdict::refuted(point)),
        _ => None,
    }
}

/// Looks for values that contradict a claim, usual ones first.
pub(super) fn contradicted(
    claim: &Claim<'_>,
    budget: &Budget,
    contrary: impl Fn(Compared) -> bool,
) -> Option<Verdict> {
    contradicted_usually(claim, budget, &contrary).or_else(|| {
        match search(claim, Numbers::All, budget, &contrary) {
            Search::Refuted(point) => Some(contradicted_at(point, claim)),
            _ => None,
        }
    })
}

/// Values outside of the conditions of a proof at which the claim is false, where they are found at once: a
/// claim that is true of what is usual alone is told with them.
pub fn outside(claim: &Claim<'_>, verdict: &Verdict, budget: &Budget) -> Option<Point> {
    let comparison = claim.relation.comparison()?;
    let is_bounding = |known: &Condition| !matches!(known, Condition::Except(_));
    if !verdict.holds() || !verdict.conditions().iter().any(is_bounding) {
        return None;
    }
    let contrary = |compared: Compared| match compared {
        Compared::Ordered(order) => !comparison.holds_for(order),
        Compared::Different => comparison == Comparison::Equal,
        Compared::Overlapping => false,
    };
    match search(claim, Numbers::All, &budget.brief(), contrary) {
        Search::Refuted(point) => Some(point),
        _ => None,
    }
}
