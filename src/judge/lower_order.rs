//! Claims about growth: `≈` between expressions, `~`, `≪`, `≫`, `≍`.

use std::collections::BTreeSet;

use super::at_last::at_last;
use super::certificate::proves;
use super::claim::{Budget, Claim};
use super::decide::judge;
use super::far_along::is_open;
use super::growth_cases::by_extremum;
use super::kept_part::kept_part;
use super::positive::{Proved, sign};
use super::symbols::free_symbols;
use super::verdict::{Condition, Excess, Failure, Method, Reason, Verdict, Witness};
use crate::expr::{
    Assumptions, Bound, Domain, Expr, ExprKind, Function, Monomial, Relation, Symbol, deep,
};
use crate::growth::{
    Compared, Coordinate, Exponents, GrowthError, Rank, Strictness, compare, has_unsettled_base,
};
use crate::number::{Integer, Rational};

/// Judges that only lower-order terms lie between the sides.
pub(super) fn asymptotically_equal(claim: &Claim<'_>, budget: &Budget) -> Verdict {
    let difference = Expr::difference(claim.lhs.clone(), claim.rhs.clone());
    let verdict = falls_short(
        claim,
        &difference,
        claim.rhs,
        Strictness::LowerOrder,
        budget,
    );
    match verdict {
        Verdict::Undecided { .. } => by_squares(claim, budget)
            .or_else(|| by_arguments(claim, budget))
            .or_else(|| at_last(claim, budget))
            .or_else(|| by_extremum(claim, budget))
            .or_else(|| by_parts(claim, budget))
            .unwrap_or(verdict),
        decided => decided,
    }
}

/// The budget for claims of parts of this one; `None` where a symbol could be a constant in a part that grows in the
/// whole.
pub(super) fn in_parts(claim: &Claim<'_>, budget: &Budget, most: usize) -> Option<Budget> {
    let both = Expr::sum([claim.lhs.clone(), claim.rhs.clone()]);
    if has_unsettled_base(&both, claim.under) {
        return None;
    }
    budget.nested(most)
}

/// Sides with square roots that are positive for large symbols are asymptotically equal where their squares
/// are: √(x² + x) ~ x.
fn by_squares(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let budget = in_parts(claim, budget, 1)?;
    let under = with_large(claim);
    let sides = [claim.lhs, claim.rhs];
    let is_positive = |side: &Expr| sign(side, &under, &budget.poly) == Proved::Positive;
    if !sides.iter().any(|side| has_root(side)) || !sides.into_iter().all(is_positive) {
        return None;
    }
    let [lhs, rhs] = sides.map(|side| Expr::power(side.clone(), Expr::integer(2)));
    let squares = Claim {
        lhs: &lhs,
        rhs: &rhs,
        ..*claim
    };
    let verdict = asymptotically_equal(&squares, &budget);
    verdict.holds().then_some(verdict)
}

/// Sides are asymptotically equal where one is a sum of a term that is so and others that are small against it:
/// ln(n + 1) + 1 ~ ln(n).
fn by_parts(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let budget = in_parts(claim, budget, 1)?;
    let sides = [(claim.lhs, claim.rhs), (claim.rhs, claim.lhs)];
    sides.into_iter().find_map(|(sum, other)| {
        let terms = sum.terms();
        if !(2..=MOST_TERMS).contains(&terms.len()) {
            return None;
        }
        (0..terms.len()).find_map(|at| {
            let rest = terms.iter().enumerate().filter(|(place, _)| *place != at);
            let rest = Expr::sum(rest.map(|(_, term)| term.clone()));
            let related = |lhs, relation| Claim {
                lhs,
                relation,
                rhs: other,
                under: claim.under,
            };
            let alike = judge(&related(terms.get(at)?, Relation::Asymptotic), &budget);
            let small = alike
                .holds()
                .then(|| judge(&related(&rest, Relation::MuchLess), &budget));
            match (alike, small?) {
                (
                    Verdict::Holds { mut conditions, by },
                    Verdict::Holds {
                        conditions: more, ..
                    },
                ) => {
                    conditions.extend(more);
                    Some(Verdict::Holds { by, conditions })
                }
                _ => None,
            }
        })
    })
}

/// Longer sums are not taken apart.
const MOST_TERMS: usize = 4;

/// Multiples of logarithms are asymptotically equal where what they are of differs by a factor that stays
/// between two constants: ln(n² + 1) ~ 2·ln(n), as n² + 1 ≍ n². Their difference is then no more than a
/// constant, and ln(n) is not.
fn by_arguments(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let budget = in_parts(claim, budget, 1)?;
    let (left, right) = (logarithm(claim.lhs)?, logarithm(claim.rhs)?);
    if left.function != right.function || left.factor.powers != right.factor.powers {
        return None;
    }
    let (above, below) = (&left.factor.coefficient, &right.factor.coefficient);
    // c·ln(u) ~ d·ln(v) with c/d = p/q where u^p ≍ v^q.
    let times = above.checked_div(below)?;
    let power = |base: &Expr, by: &Integer| Expr::power(base.clone(), Expr::integer(by.clone()));
    let small = |count: &Integer| count.is_positive() && *count <= Integer::from(MOST_POWER);
    if !small(times.numerator()) || !small(times.denominator()) {
        return None;
    }
    let lhs = power(&left.of, times.numerator());
    let rhs = power(&right.of, times.denominator());
    if ![&left.of, &right.of]
        .into_iter()
        .all(|of| is_positive_at_last(of, claim, &budget))
    {
        return None;
    }
    let alike = Claim {
        lhs: &lhs,
        rhs: &rhs,
        relation: Relation::SameOrder,
        under: claim.under,
    };
    let grows = Claim {
        lhs: &Expr::one(),
        rhs: &right.of,
        relation: Relation::MuchLess,
        under: claim.under,
    };
    match (judge(&alike, &budget), judge(&grows, &budget)) {
        (
            Verdict::Holds { conditions, .. },
            Verdict::Holds {
                conditions: more, ..
            },
        ) => {
            let more = more.into_iter().filter(|c| !conditions.contains(c));
            Some(Verdict::Holds {
                by: Method::LowerOrder,
                conditions: conditions.iter().cloned().chain(more).collect(),
            })
        }
        _ => None,
    }
}

/// Higher powers of what logarithms are of are not compared.
const MOST_POWER: i64 = 64;

/// A multiple of one logarithm.
struct Logarithm {
    factor: Monomial,
    function: Function,
    of: Expr,
}

fn logarithm(expr: &Expr) -> Option<Logarithm> {
    let mut factor = Monomial::read(expr)?;
    let is_one = |(base, exponent): &(Expr, i64)| match base.kind() {
        ExprKind::Call(function @ (Function::Ln | Function::Log2 | Function::Log10), parts) => {
            let of = parts.first().filter(|_| *exponent == 1)?;
            Some((function.clone(), of.clone()))
        }
        _ => None,
    };
    let at = factor
        .powers
        .iter()
        .position(|power| is_one(power).is_some())?;
    let (function, of) = is_one(&factor.powers.remove(at))?;
    // Another part that is no symbol would have to be looked at.
    let is_plain = factor
        .powers
        .iter()
        .all(|(base, _)| base.as_symbol().is_some());
    is_plain.then_some(Logarithm {
        factor,
        function,
        of,
    })
}

/// What is assumed, with undeclared symbols that grow from 1 on.
fn with_large(claim: &Claim<'_>) -> Assumptions {
    let mut under = claim.under.clone();
    let grows = |symbol: &Symbol| under.large.is_empty() || under.large.contains(symbol);
    let mut growing = free_symbols([claim.lhs, claim.rhs], claim.under);
    growing.retain(grows);
    for symbol in growing {
        // Large is above 1, and no whole number.
        let least = Bound {
            value: Rational::ONE,
            strict: false,
        };
        let large = Domain::Real {
            min: Some(least),
            max: None,
        };
        under.domains.entry(symbol).or_insert(large);
    }
    under
}

/// Whether the leading terms of an expression add up to something positive.
pub(super) fn is_positive_at_last(expr: &Expr, claim: &Claim<'_>, budget: &Budget) -> bool {
    let under = with_large(claim);
    let one = Expr::one();
    let compared = compare(&one, expr, Strictness::SameOrder, claim.under, &budget.poly);
    compared.is_ok_and(|compared| {
        let mut leading = compared.leading.iter();
        let is_up = |term: &Expr| sign(term, &under, &budget.poly) == Proved::Positive;
        !compared.leading.is_empty() && leading.all(|leading| is_up(&leading.term))
    })
}

fn has_root(expr: &Expr) -> bool {
    deep(|| {
        matches!(expr.kind(), ExprKind::Call(Function::Sqrt, _))
            || expr.children().into_iter().any(has_root)
    })
}

/// Judges `≪`, `≫` and `≍`.
pub(super) fn growth_relation(claim: &Claim<'_>, budget: &Budget) -> Verdict {
    match by_terms(claim, budget) {
        undecided @ Verdict::Undecided { .. } => at_last(claim, budget)
            .or_else(|| by_extremum(claim, budget))
            .unwrap_or(undecided),
        decided => decided,
    }
}

/// Judges them by the growth of the terms of both sides.
fn by_terms(claim: &Claim<'_>, budget: &Budget) -> Verdict {
    let below = |claim: &Claim<'_>, strictness| {
        falls_short(claim, claim.lhs, claim.rhs, strictness, budget)
    };
    let outgrown = |claim: &Claim<'_>| match below(claim, Strictness::LowerOrder) {
        Verdict::Holds {
            by: Method::LowerOrder,
            conditions,
        } => Verdict::Holds {
            by: Method::Outgrown,
            conditions,
        },
        other => other,
    };
    match claim.relation {
        Relation::MuchLess => outgrown(claim),
        Relation::MuchGreater => outgrown(&claim.reversed()),
        _ => match below(claim, Strictness::SameOrder) {
            Verdict::Holds { by, conditions } => {
                match below(&claim.reversed(), Strictness::SameOrder) {
                    Verdict::Holds {
                        conditions: more, ..
                    } => {
                        let more = more.into_iter().filter(|c| !conditions.contains(c));
                        let conditions = conditions.iter().cloned().chain(more).collect();
                        Verdict::Holds { by, conditions }
                    }
                    other => other,
                }
            }
            other => other,
        },
    }
}

/// Judges that every term of `difference` falls short of the leading terms of `reference`.
pub(super) fn falls_short(
    claim: &Claim<'_>,
    difference: &Expr,
    reference: &Expr,
    strictness: Strictness,
    budget: &Budget,
) -> Verdict {
    let compared = match compare(difference, reference, strictness, claim.under, &budget.poly) {
        Ok(compared) => compared,
        Err(error) => return undecided(error),
    };
    if compared.terms.is_empty() {
        return Verdict::proved(Method::NormalForm);
    }
    if compared.leading.is_empty() {
        return Verdict::undecided(Reason::Growth("the side compared with is 0".to_owned()));
    }
    match refuted(&compared, claim.relation) {
        Some(Verdict::Fails {
            witness: Witness::Growth { direction, .. },
            ..
        }) if !is_open(&direction, claim.under, budget) => {
            return Verdict::undecided(Reason::Growth(
                "an assumption between the symbols bars the way to grow that would show it"
                    .to_owned(),
            ));
        }
        Some(verdict) => return verdict,
        None => {}
    }
    if let Some(cancellation) = &compared.cancellation
        && !keeps_its_size(&compared, claim, budget)
    {
        let cancellation = cancellation.clone();
        return Verdict::undecided(Reason::Cancellation(cancellation));
    }
    if !all_proved(&compared, strictness, claim) {
        return Verdict::undecided(Reason::Growth(
            "the proof of a lower-order term does not hold".to_owned(),
        ));
    }
    Verdict::Holds {
        by: match strictness {
            Strictness::LowerOrder => Method::LowerOrder,
            Strictness::SameOrder => Method::SameOrder,
        },
        conditions: compared.conditions.into_iter().map(Condition::If).collect(),
    }
}

/// Whether leading terms of both signs cannot cancel, so that what is small against the terms is small
/// against them together.
fn keeps_its_size(compared: &Compared, claim: &Claim<'_>, budget: &Budget) -> bool {
    let leading = compared.leading.iter();
    let terms: Vec<Expr> = leading.map(|leading| leading.term.clone()).collect();
    kept_part(&terms, &compared.scale.large, claim.under, budget).is_some()
}

/// A term without a proof, and the way to grow that shows it.
fn refuted(compared: &Compared, relation: Relation) -> Option<Verdict> {
    let unproved = || {
        compared
            .terms
            .iter()
            .filter(|term| term.certificate.is_none())
    };
    let term = unproved().next()?;
    let beyond = |part: &Expr| Some(Verdict::undecided(Reason::Growing(part.clone())));
    // A leading term of unknown growth might still beat it.
    if let Some(unknown) = compared.leading.iter().find(|l| !l.exponents.is_measured()) {
        return beyond(&unknown.term);
    }
    // How much faster a power grows of whose base or exponent only bounds are known depends on it.
    let mut leading = compared.leading.iter();
    if leading.any(|leading| has_symbolic_base(&term.exponents.minus(&leading.exponents))) {
        return beyond(&term.term);
    }
    // Different products of powers cannot cancel each other; roundings and their kin can.
    if unproved().nth(1).is_some()
        && let Some(other) = unproved().find(|term| !is_power_product(&term.term))
    {
        return beyond(&other.term);
    }
    // Parts that stay bounded may make up for each other: min(n, 100) − 100.
    let large: BTreeSet<Symbol> = compared.scale.large.iter().cloned().collect();
    if unproved().any(|term| has_growing_sum(&term.term, &large)) {
        return beyond(&term.term);
    }
    let Some(direction) = term.direction.clone() else {
        return beyond(&term.term);
    };
    Some(Verdict::Fails {
        witness: Witness::Growth {
            term: term.term.clone(),
            excess: match relation {
                Relation::MuchLess | Relation::MuchGreater => Excess::NotOutgrown,
                Relation::SameOrder => Excess::NotBounded,
                _ => Excess::Between,
            },
            direction,
        },
        how: Failure::Different,
    })
}

/// Whether a factor is a sum in which something large stands.
fn has_growing_sum(term: &Expr, large: &BTreeSet<Symbol>) -> bool {
    deep(|| match term.kind() {
        ExprKind::Sum(_) => !term.free_symbols().is_disjoint(large),
        ExprKind::Product(parts) => parts.iter().any(|part| has_growing_sum(part, large)),
        ExprKind::Neg(inner) => has_growing_sum(inner, large),
        ExprKind::Quotient(above, below) => {
            has_growing_sum(above, large) || has_growing_sum(below, large)
        }
        _ => false,
    })
}

fn has_symbolic_base(exponents: &Exponents) -> bool {
    exponents.iter().any(|(coordinate, _)| match coordinate {
        Coordinate::Exponential(found) => {
            let is_steady = found.rank() == Some(Rank::Constant);
            is_steady && !found.base.free_symbols().is_empty()
        }
        _ => false,
    })
}

/// Whether a term is a product of powers of symbols, with any coefficient.
fn is_power_product(term: &Expr) -> bool {
    let symbols_only = |(base, _): &(Expr, i64)| base.as_symbol().is_some();
    Monomial::read(term).is_some_and(|monomial| monomial.powers.iter().all(symbols_only))
}

fn all_proved(compared: &Compared, strictness: Strictness, claim: &Claim<'_>) -> bool {
    let leading: Vec<_> = compared
        .leading
        .iter()
        .map(|leading| (&leading.term, &leading.exponents))
        .collect();
    compared.terms.iter().all(|term| {
        term.certificate.as_ref().is_some_and(|certificate| {
            let own = (&term.term, &term.exponents);
            proves(
                certificate,
                own,
                &leading,
                strictness,
                &compared.scale,
                claim.under,
            )
        })
    })
}

fn undecided(error: GrowthError) -> Verdict {
    Verdict::undecided(match error {
        GrowthError::Poly(crate::poly::PolyError::DivisionByZero { divisor }) => {
            return super::equality::undefined(divisor);
        }
        GrowthError::Poly(error) => Reason::Budget(error.to_string()),
        GrowthError::Limit(name) => Reason::Budget(name.to_owned()),
        error => Reason::Growth(error.to_string()),
    })
}
