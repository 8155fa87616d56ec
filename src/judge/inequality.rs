//! `≤`, `<`, `≥`, `>` and `≠`: proved by bounds, squares, roots and orders; refuted by a point.

mod branches;
mod climb;
mod combination;
mod factorials;
mod form;
mod induction;
mod line;
mod logarithms;
mod methods;
mod narrowed;
mod numbers;
mod opaque;
mod orthant;
mod single;
mod slopes;
mod stretches;
mod tangents;
#[cfg(test)]
mod tests;
mod transformed;

use super::claim::{Budget, Claim};
use super::elimination::by_elimination;
use super::equality::{Search, search, undefined};
use super::exceptions::with_positive_bases;
use super::implied::{everywhere, follows};
use super::positive::{Proved, is_nonzero, sign};
use super::sample::{Numbers, is_admissible, value_at};
use super::symbols::{free_symbols, is_integer, opened};
use super::usual::{contradicted, contradicted_at, contradicted_usually, is_unspoken};
use super::values::{Compared, compare};
use super::verdict::{Condition, Method, Point, Reason, SignMethod, SignProof, Verdict};
use crate::expr::{
    Assumptions, Bindings, Comparison, Domain, Expr, ExprKind, Function, Monomial, Predicate, deep,
};
use crate::number::Rational;
use crate::poly::{self, PolyError, Term};
use form::Form;
pub(super) use numbers::by_separation;
use numbers::by_values;
use single::Decision;

/// Judges a comparison other than `=`.
pub(super) fn compared(claim: &Claim<'_>, comparison: Comparison, budget: &Budget) -> Verdict {
    with_positive_bases(claim, by_form(claim, comparison, budget), budget)
}

/// The same with powers by their laws, which hold for bases above 0.
fn by_form(claim: &Claim<'_>, comparison: Comparison, budget: &Budget) -> Verdict {
    if let Some(verdict) = by_values(claim, comparison) {
        return verdict;
    }
    let difference = Expr::difference(claim.lhs.clone(), claim.rhs.clone());
    let form = match poly::normal_form(&difference, claim.under, &budget.poly) {
        Ok(form) => Some(form),
        Err(PolyError::DivisionByZero { divisor }) => return undefined(divisor),
        Err(_) => None,
    };
    // Sums and products that were closed are what they are closed to under conditions.
    let open = form.as_ref().map_or_else(Vec::new, |form| {
        let conditions = form.conditions().iter().cloned();
        conditions
            .filter(|known| !follows(known, claim.under))
            .collect::<Vec<Predicate>>()
    });
    if open.is_empty() {
        return compared_as(claim, comparison, (&difference, form.as_ref()), budget);
    }
    let mut under = claim.under.clone();
    under.conditions.extend(open.iter().cloned());
    let claim = claim.under(&under);
    match compared_as(&claim, comparison, (&difference, form.as_ref()), budget) {
        Verdict::Holds { by, conditions } => {
            let open = open.into_iter().map(Condition::If);
            Verdict::Holds {
                by,
                conditions: open.chain(conditions).collect(),
            }
        }
        other => other,
    }
}

/// The same with the difference of the sides and its normal form, the conditions of which are assumed.
fn compared_as(
    claim: &Claim<'_>,
    comparison: Comparison,
    (difference, form): (&Expr, Option<&poly::NormalForm>),
    budget: &Budget,
) -> Verdict {
    let number = form
        .filter(|form| form.nonzero().is_empty())
        .and_then(poly::NormalForm::as_number);
    if let Some(number) = &number
        && comparison.holds_for(number.cmp(&Rational::ZERO))
    {
        let is_closed = free_symbols([claim.lhs, claim.rhs], claim.under).is_empty();
        return Verdict::proved(if is_closed {
            Method::Evaluation
        } else {
            Method::Difference
        });
    }
    // What is the same number everywhere is refuted by any values.
    if number.is_some()
        && let Search::Refuted(point) = search(claim, Numbers::PositiveIntegers, budget, |_| true)
    {
        return Verdict::refuted(point);
    }
    if let Some(verdict) = by_separation(claim, difference, comparison) {
        return verdict;
    }
    if let Some(proof) = proof(difference, comparison, claim.under, &budget.poly) {
        return proof.into();
    }
    if comparison == Comparison::NotEqual
        && let Some(verdict) = form.and_then(|form| meeting(claim, form))
    {
        return verdict;
    }
    if let Some(verdict) = in_one_symbol(claim, comparison, budget) {
        return verdict;
    }
    let contrary = |compared: Compared| match compared {
        Compared::Ordered(order) => !comparison.holds_for(order),
        Compared::Different => comparison != Comparison::NotEqual,
        Compared::Overlapping => false,
    };
    if let Search::Refuted(point) = search(claim, Numbers::PositiveIntegers, budget, contrary) {
        return Verdict::refuted(point);
    }
    if let Some(verdict) = by_other_claims(claim, difference, comparison, budget) {
        return verdict;
    }
    if let Some(verdict) = stretches::by_stretches(claim, difference, comparison) {
        return verdict;
    }
    if let Some(verdict) = slopes::by_slopes(claim, comparison, budget) {
        return verdict;
    }
    if let Some(verdict) = branches::by_rounded_pieces(claim, comparison, budget) {
        return verdict;
    }
    if let Some(verdict) = branches::by_branches(claim, comparison, budget) {
        return verdict;
    }
    let judged = |claim: &Claim<'_>, budget: &Budget| compared(claim, comparison, budget);
    if let Some(verdict) = by_elimination(claim, budget, &judged) {
        return verdict;
    }
    if let Some(verdict) = contradicted_usually(claim, budget, contrary) {
        return verdict;
    }
    if let Some(verdict) = narrowed::for_narrower(claim, comparison, budget) {
        return verdict;
    }
    if let Some(verdict) = contradicted(claim, budget, contrary) {
        return verdict;
    }
    if comparison != Comparison::NotEqual
        && form.is_none_or(has_short_numbers)
        && let Some(point) = climb::climb(claim, comparison)
    {
        return contradicted_at(point, claim);
    }
    let certain = |compared: Compared| !matches!(compared, Compared::Overlapping);
    let symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
    match search(claim, Numbers::PositiveIntegers, budget, certain) {
        // Without symbols one value decides.
        Search::Refuted(_) if symbols.is_empty() => Verdict::proved(Method::Evaluation),
        Search::NoPoint(reason) => Verdict::undecided(reason),
        _ if budget.attempts.are_used_up() => Verdict::undecided(Reason::Budget(
            "the proof would rest on more other claims than are tried".into(),
        )),
        _ => Verdict::undecided(Reason::Unsupported(
            "no bound of the symbols proves the inequality, and no point tried refutes it",
        )),
    }
}

/// Points are not climbed to along numbers with more bits: each step would cost their square.
const MAX_CLIMBED_BITS: u64 = 4_096;

fn has_short_numbers(form: &poly::NormalForm) -> bool {
    let terms = form.terms();
    terms
        .iter()
        .all(|term| term.coefficient.bits() <= MAX_CLIMBED_BITS)
}

/// A proof that a difference compares so with 0.
fn proof(
    difference: &Expr,
    comparison: Comparison,
    under: &Assumptions,
    budget: &poly::Budget,
) -> Option<SignProof> {
    let negated = Expr::negative(difference.clone());
    match comparison {
        Comparison::Greater => above_zero(difference, true, under, budget),
        Comparison::GreaterEqual => above_zero(difference, false, under, budget),
        Comparison::Less => above_zero(&negated, true, under, budget),
        Comparison::LessEqual => above_zero(&negated, false, under, budget),
        Comparison::NotEqual => above_zero(difference, true, under, budget)
            .or_else(|| above_zero(&negated, true, under, budget)),
        Comparison::Equal => None,
    }
}

/// A proof that an expression is not negative, or, where wanted, positive.
fn above_zero(
    expr: &Expr,
    strict: bool,
    under: &Assumptions,
    budget: &poly::Budget,
) -> Option<SignProof> {
    let expr = opened(expr, under)?;
    let expr = factorials::by_one(&expr, under, budget).unwrap_or(expr);
    seen_above_zero(&expr, strict, under, budget).or_else(|| {
        let joined = logarithms::joined(&expr)?;
        seen_above_zero(&joined, strict, under, budget)
    })
}

/// The same of an expression as it stands.
fn seen_above_zero(
    expr: &Expr,
    strict: bool,
    under: &Assumptions,
    budget: &poly::Budget,
) -> Option<SignProof> {
    for way in opaque::ways(expr, under, budget) {
        for closed in [false, true] {
            let shifted = orthant::put_in(&way.expr, &way.under, closed)?;
            let plain = Assumptions {
                functions: under.functions.clone(),
                ..Assumptions::none()
            };
            // What is known of signs lets roots of squares vanish.
            let mut known = plain.clone();
            for symbol in &shifted.signs.nonnegative {
                let strict = shifted.signs.positive.contains(symbol);
                known
                    .domains
                    .insert(symbol.clone(), Domain::from_zero(strict));
            }
            let form = poly::normal_form(&shifted.expr, &known, budget);
            let Some(form) = form.ok().and_then(|form| everywhere(form, &known)) else {
                break;
            };
            let sign_of = |base: &Expr| orthant::sign_of(&shifted.signs, base);
            let terms = |terms: Vec<Term>| -> Vec<Monomial> {
                let monomials = terms.into_iter();
                monomials
                    .map(|term| Monomial {
                        coefficient: term.coefficient,
                        powers: term.powers,
                    })
                    .collect()
            };
            let mut numerator = Form::of(&terms(form.terms()), sign_of);
            if !form.is_polynomial() {
                let denominator = Form::of(&terms(form.denominator_terms()), sign_of);
                if denominator.is_none_or(|form| form.by_coefficients() != Proved::Positive) {
                    // The sign of a quotient is that of the product.
                    let sum = |terms: Vec<Term>| Expr::sum(terms.iter().map(Term::to_expr));
                    let product = Expr::product([sum(form.terms()), sum(form.denominator_terms())]);
                    let product = poly::normal_form(&product, &known, budget).ok();
                    numerator =
                        product.and_then(|product| Form::of(&terms(product.terms()), sign_of));
                }
            }
            let Some(numerator) = numerator else {
                break;
            };
            if let Some((how, difference)) = methods::prove(&numerator, strict) {
                let mut substituted = way.told.clone();
                substituted.extend(shifted.substituted);
                return Some(SignProof {
                    substituted,
                    difference,
                    how,
                });
            }
            if !strict {
                break;
            }
        }
    }
    let is_seen = sign(expr, under, budget)
        >= if strict {
            Proved::Positive
        } else {
            Proved::NonNegative
        };
    is_seen.then(|| SignProof {
        substituted: Vec::new(),
        difference: expr.clone(),
        how: SignMethod::Coefficients,
    })
}

/// A proof that rests on proofs of other claims.
fn by_other_claims(
    claim: &Claim<'_>,
    difference: &Expr,
    comparison: Comparison,
    budget: &Budget,
) -> Option<Verdict> {
    let negated = Expr::negative(difference.clone());
    let (larger, strict) = match comparison {
        Comparison::Greater => (difference, true),
        Comparison::GreaterEqual => (difference, false),
        Comparison::Less => (&negated, true),
        Comparison::LessEqual => (&negated, false),
        Comparison::Equal | Comparison::NotEqual => return None,
    };
    if let Some(proof) = combination::by_combination(larger, strict, claim.under, &budget.poly) {
        return Some(proof.into());
    }
    transformed::transformed(larger, strict, claim.under, budget)
        .map(Verdict::proved)
        .or_else(|| induction::by_induction(claim, comparison, budget))
        .or_else(|| {
            let proof = tangents::by_tangents(larger, strict, claim.under, &budget.poly);
            proof.map(Verdict::from)
        })
}

/// Whether an expression is 0 in every case of the signs in it.
pub(super) fn is_zero_by_cases(expr: &Expr, under: &Assumptions, budget: &Budget) -> Option<usize> {
    let proof = |expr: &Expr| combination::by_combination(expr, false, under, &budget.poly);
    let one = proof(expr)?;
    proof(&Expr::negative(expr.clone()))?;
    match one.how {
        SignMethod::Combination(cases) => Some(cases),
        _ => None,
    }
}

/// Whether it is proved that an expression compares so with 0.
pub(super) fn is_shown(
    expr: &Expr,
    comparison: Comparison,
    under: &Assumptions,
    budget: &Budget,
) -> bool {
    let zero = Expr::zero();
    if comparison == Comparison::Equal || !budget.attempts.take(expr.size()) {
        return false;
    }
    let relation = comparison.relation();
    let claim = Claim {
        lhs: expr,
        relation,
        rhs: &zero,
        under,
    };
    let is_unconditional = |verdict: &Verdict| verdict.holds() && verdict.conditions().is_empty();
    proof(expr, comparison, under, &budget.poly).is_some()
        || by_separation(&claim, expr, comparison).is_some_and(|v| is_unconditional(&v))
        || in_one_symbol(&claim, comparison, budget).is_some_and(|v| is_unconditional(&v))
        || by_other_claims(&claim, expr, comparison, budget).is_some_and(|v| is_unconditional(&v))
}

/// Whether an expression is an integer for all admissible values, as far as its form tells.
pub(super) fn for_integers(expr: &Expr, under: &Assumptions, budget: &poly::Budget) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Number(literal) => literal.value().is_integer(),
        ExprKind::Symbol(symbol) => {
            matches!(under.domains.get(symbol), Some(Domain::Integer { .. }))
        }
        ExprKind::Sum(parts) | ExprKind::Product(parts) => {
            parts.iter().all(|part| for_integers(part, under, budget))
        }
        ExprKind::Neg(inner) => for_integers(inner, under, budget),
        ExprKind::Power(base, exponent) => {
            for_integers(base, under, budget)
                && for_integers(exponent, under, budget)
                && sign(exponent, under, budget) >= Proved::NonNegative
        }
        ExprKind::Bracket(_) => true,
        ExprKind::Call(function, parts) => match function {
            Function::Floor | Function::Ceil | Function::FloorDiv | Function::Factorial => true,
            Function::Abs | Function::Min | Function::Max | Function::Gcd | Function::Lcm => {
                parts.iter().all(|part| for_integers(part, under, budget))
            }
            _ => false,
        },
        _ => false,
    })
}

/// Whether sides that are said to differ are equal somewhere: at a root of their difference in one symbol.
fn meeting(claim: &Claim<'_>, form: &poly::NormalForm) -> Option<Verdict> {
    let form = everywhere(form.clone(), claim.under)?;
    let (symbol, roots) = single::rational_roots(&form)?;
    if is_integer(&symbol, claim.under) && single::is_zero_at_no_integer(&form) {
        return Some(Verdict::proved(Method::NoIntegerRoot));
    }
    roots.into_iter().find_map(|root| {
        let mut point = Bindings::new();
        point.insert(symbol.clone(), Expr::number(&root));
        if !is_admissible(&point, claim.under) {
            return None;
        }
        let at = |side: &Expr| value_at(side, &point, claim.under).ok();
        let point = Point {
            values: vec![(symbol.clone(), Expr::number(&root))],
            left: at(claim.lhs)?,
            right: at(claim.rhs)?,
        };
        let is_equal = compare(&point.left, &point.right).equal() == Some(true);
        let verdict = is_equal.then(|| contradicted_at(point, claim))?;
        verdict.fails().then_some(verdict)
    })
}

/// Decides a claim in one symbol by the roots of the difference of its sides.
fn in_one_symbol(claim: &Claim<'_>, comparison: Comparison, budget: &Budget) -> Option<Verdict> {
    let (small, large, strict) = match comparison {
        Comparison::Greater => (claim.rhs, claim.lhs, true),
        Comparison::GreaterEqual => (claim.rhs, claim.lhs, false),
        Comparison::Less => (claim.lhs, claim.rhs, true),
        Comparison::LessEqual => (claim.lhs, claim.rhs, false),
        Comparison::Equal | Comparison::NotEqual => return None,
    };
    let difference = Expr::difference(large.clone(), small.clone());
    let form = poly::normal_form(&difference, claim.under, &budget.poly).ok()?;
    let form = everywhere(form, claim.under)?;
    let (_, symbol) = single::only_symbol(&form)?;
    let is_unspoken = is_unspoken(&symbol, claim.under);
    match single::decide(&form, strict, claim.under)? {
        Decision::Proved => Some(
            SignProof {
                substituted: Vec::new(),
                difference: form.to_expr(),
                how: SignMethod::Roots,
            }
            .into(),
        ),
        Decision::Refuted(value) => {
            // What only numbers refute that nobody counts with is left to the positive integers.
            if is_unspoken && !(value.is_integer() && value.is_positive()) {
                return None;
            }
            let mut point = Bindings::new();
            point.insert(symbol.clone(), Expr::number(&value));
            let at = |side: &Expr| value_at(side, &point, claim.under).ok();
            Some(Verdict::refuted(Point {
                values: vec![(symbol, Expr::number(&value))],
                left: at(claim.lhs)?,
                right: at(claim.rhs)?,
            }))
        }
        Decision::Open => None,
    }
}

/// Whether lower bounds prove that a difference compares so with 0.
pub(super) fn is_proved(
    difference: &Expr,
    comparison: Comparison,
    under: &Assumptions,
    budget: &poly::Budget,
) -> bool {
    let negated = Expr::negative(difference.clone());
    let proved = |expr: &Expr| sign(expr, under, budget);
    match comparison {
        Comparison::Greater => proved(difference) == Proved::Positive,
        Comparison::GreaterEqual => proved(difference) >= Proved::NonNegative,
        Comparison::Less => proved(&negated) == Proved::Positive,
        Comparison::LessEqual => proved(&negated) >= Proved::NonNegative,
        Comparison::NotEqual => is_nonzero(difference, under, budget),
        Comparison::Equal => false,
    }
}
