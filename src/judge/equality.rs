//! Equality: proved by a normal form, refuted by a point.

use super::as_usual::as_usual;
use super::cases::{by_cases, by_induction_of_integers, from_zero, of_positive_integers};
use super::claim::{Budget, Claim};
use super::elimination::by_elimination;
use super::exceptions::exceptions;
use super::induction::by_induction;
use super::inequality::{by_separation, is_zero_by_cases};
use super::log_products::by_arguments;
use super::named::with_names_kept;
use super::root_squares::by_squares;
use super::roundings::by_bounds;
use super::sample::{Numbers, is_admissible, points, quick_value_at, value_at};
use super::symbols::free_symbols;
use super::thresholds::{places, points_near};
use super::usual::contradicted;
use super::values::{Compared, compare};
use super::verdict::{Failure, Method, Point, Reason, Verdict, Witness};
use crate::eval::{EvalError, Value};
use crate::expr::{Bindings, Comparison, Domain, Expr, ExprKind, Function, Symbol, deep};
use crate::number::{Rational, Residue};
use crate::poly::{self, NormalForm, PolyError};

/// Judges `lhs = rhs`.
pub(super) fn equal(claim: &Claim<'_>, budget: &Budget) -> Verdict {
    if let Some(verdict) = with_names_kept(claim, budget) {
        return verdict;
    }
    let symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
    if symbols.is_empty()
        && let Some(verdict) = by_values(claim, budget)
    {
        return verdict;
    }
    let modular = differ_modulo(claim, &symbols);
    if modular.is_some()
        && let Search::Refuted(point) = refute(claim, Numbers::PositiveIntegers, budget)
    {
        return Verdict::Fails {
            how: failure(claim, budget),
            witness: Witness::Point(point),
        };
    }
    match by_normal_form(claim, budget) {
        // Where a coefficient over k is 0 because k is too large, its quotient of factorials has no
        // value, and an identity of such quotients says nothing.
        Ok(Proof::Same(verdict)) if mentions_binomial(claim) => {
            match refute(claim, Numbers::PositiveIntegers, budget) {
                Search::Refuted(point) => Verdict::refuted(point),
                _ => verdict,
            }
        }
        Ok(Proof::Same(verdict)) => verdict,
        Ok(Proof::Differs(difference)) => differs(claim, &difference, budget),
        Err(PolyError::DivisionByZero { divisor }) => undefined(divisor),
        Err(error) => match contradicted(claim, budget, |c| c.equal() == Some(false)) {
            Some(verdict) => verdict,
            None => match modular.filter(|_| is_unconditional(claim, &symbols)) {
                Some(witness) => Verdict::Fails {
                    witness,
                    how: Failure::Different,
                },
                None => Verdict::undecided(Reason::Budget(error.to_string())),
            },
        },
    }
}

fn mentions_binomial(claim: &Claim<'_>) -> bool {
    fn within(expr: &Expr) -> bool {
        deep(|| match expr.kind() {
            ExprKind::Call(Function::Binom, _) => true,
            _ => expr.children().into_iter().any(within),
        })
    }
    within(claim.lhs) || within(claim.rhs)
}

/// The points at which residues are compared.
const RESIDUE_POINTS: u64 = 2;

/// A point modulo a prime at which the sides differ, so that they are different rational functions;
/// `None` where they agree, or are no rational functions of symbols.
pub(super) fn differ_modulo(claim: &Claim<'_>, symbols: &[Symbol]) -> Option<Witness> {
    (0..RESIDUE_POINTS).find_map(|seed| {
        let residue = |expr: &Expr| poly::residue(expr, claim.under, seed);
        let (left, right) = (residue(claim.lhs)?, residue(claim.rhs)?);
        let value = |symbol: &Symbol| {
            Some((
                symbol.clone(),
                residue(&Expr::symbol(symbol.clone()))?.value(),
            ))
        };
        (left != right).then(|| Witness::Modular {
            modulus: Residue::MODULUS,
            values: symbols.iter().filter_map(value).collect(),
            left: left.value(),
            right: right.value(),
        })
    })
}

/// Whether the symbols range over infinitely many values independently of each other, so that
/// different rational functions differ somewhere.
fn is_unconditional(claim: &Claim<'_>, symbols: &[Symbol]) -> bool {
    let endless = |symbol: &Symbol| match claim.under.domains.get(symbol) {
        None => true,
        Some(Domain::Integer { min, max }) => min.is_none() || max.is_none(),
        Some(Domain::Real { min, max }) => min.is_none() || max.is_none(),
        Some(_) => false,
    };
    claim.under.conditions.is_empty() && symbols.iter().all(endless)
}

/// What the normal form of the difference says.
pub(super) enum Proof {
    /// The sides are the same rational function.
    Same(Verdict),
    /// They are not, or differ in parts that may be related in ways unknown here.
    Differs(Box<NormalForm>),
}

/// Compares normal forms.
pub(super) fn by_normal_form(claim: &Claim<'_>, budget: &Budget) -> Result<Proof, PolyError> {
    let difference = poly::difference(claim.lhs, claim.rhs, claim.under, &budget.poly)?;
    if !difference.is_zero() {
        return Ok(Proof::Differs(Box::new(difference)));
    }
    let conditions = exceptions(claim, &difference, budget)?;
    Ok(Proof::Same(Verdict::Holds {
        by: Method::NormalForm,
        conditions,
    }))
}

/// What has no value cannot be equal to anything.
pub(super) fn undefined(part: Expr) -> Verdict {
    let error = EvalError::DivisionByZero {
        divisor: part.clone(),
    };
    Verdict::undecided(Reason::Undefined {
        because: error.to_string(),
        code: error.code(),
        part,
    })
}

/// Why an expression without symbols has no value; `None` where only a limit stands in the way.
fn no_value(error: &EvalError) -> Option<Reason> {
    let part = match error {
        EvalError::DivisionByZero { divisor } => divisor.clone(),
        EvalError::Undefined { expr, .. }
        | EvalError::Kind { expr, .. }
        | EvalError::Units { expr, .. } => expr.clone(),
        _ => return None,
    };
    Some(Reason::Undefined {
        part,
        because: error.to_string(),
        code: error.code(),
    })
}

/// Claims without symbols: both sides have values.
fn by_values(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let nothing = Bindings::new();
    let value = |expr: &Expr| match value_at(expr, &nothing, claim.under) {
        Err(error @ EvalError::Limit { .. }) => number(expr, claim, budget).ok_or(error),
        value => value,
    };
    let (left, right) = match (value(claim.lhs), value(claim.rhs)) {
        (Ok(left), Ok(right)) => (left, right),
        (Err(error), _) | (_, Err(error)) => {
            return no_value(&error).map(Verdict::undecided);
        }
    };
    match compare(&left, &right).equal() {
        Some(true) => Some(Verdict::proved(Method::Evaluation)),
        Some(false) => Some(Verdict::refuted(Point {
            values: Vec::new(),
            left,
            right,
        })),
        None => {
            let difference = Expr::difference(claim.lhs.clone(), claim.rhs.clone());
            by_separation(claim, &difference, Comparison::Equal)
        }
    }
}

/// The number that the normal form finds where adding one by one would take too long.
fn number(expr: &Expr, claim: &Claim<'_>, budget: &Budget) -> Option<Value> {
    let form = poly::normal_form(expr, claim.under, &budget.poly).ok()?;
    form.as_number().map(Value::Number)
}

/// The sides have different normal forms.
fn differs(claim: &Claim<'_>, difference: &NormalForm, budget: &Budget) -> Verdict {
    let first = refute(claim, Numbers::PositiveIntegers, budget);
    if let Search::Refuted(point) = first {
        return Verdict::Fails {
            how: failure(claim, budget),
            witness: Witness::Point(point),
        };
    }
    let is_plain = |part: &Expr| part.as_symbol().is_some();
    if !difference.indeterminates().iter().all(is_plain)
        && let Some(verdict) = by_cases(claim, difference, budget)
            .or_else(|| from_zero(claim, difference, budget))
            .or_else(|| of_positive_integers(claim, difference, budget))
            .or_else(|| in_parts(claim, difference, budget))
            .or_else(|| by_induction(claim, budget))
            .or_else(|| by_induction_of_integers(claim, budget))
            .or_else(|| as_usual(claim, budget))
    {
        return verdict;
    }
    if let Some(verdict) = by_elimination(claim, budget, &equal) {
        return verdict;
    }
    let differs = |compared: Compared| compared.equal() == Some(false);
    if let Some(verdict) = contradicted(claim, budget, differs) {
        return verdict;
    }
    let last = refute(claim, Numbers::All, budget);
    let own = free_symbols([claim.lhs, claim.rhs], claim.under);
    let opaque = difference.indeterminates().into_iter().find(|part| {
        let symbols = free_symbols([part], claim.under);
        part.as_symbol().is_none() && symbols.iter().all(|symbol| own.contains(symbol))
    });
    // At other numbers than positive integers the sides may have values.
    let is_seen = matches!(first, Search::Agreed) || matches!(last, Search::Agreed);
    Verdict::undecided(match (opaque, first) {
        (_, Search::NoPoint(reason)) if !is_seen => reason,
        (Some(part), _) => Reason::Beyond(part),
        (None, _) => Reason::Overlap,
    })
}

/// Sides that differ in parts that are no polynomials, under what is assumed.
pub(super) fn in_parts(
    claim: &Claim<'_>,
    difference: &NormalForm,
    budget: &Budget,
) -> Option<Verdict> {
    by_cases(claim, difference, budget)
        .or_else(|| by_sign_cases(claim, difference, budget))
        .or_else(|| by_bounds(claim, difference, budget))
        .or_else(|| by_arguments(claim, difference, budget))
        .or_else(|| by_squares(claim, difference, budget))
}

/// The difference of the sides is neither above nor below 0 in any case of the signs in it.
fn by_sign_cases(claim: &Claim<'_>, difference: &NormalForm, budget: &Budget) -> Option<Verdict> {
    let apart = Expr::difference(claim.lhs.clone(), claim.rhs.clone());
    let cases = is_zero_by_cases(&apart, claim.under, budget)?;
    Some(Verdict::Holds {
        by: Method::Cases(cases),
        conditions: exceptions(claim, difference, budget).ok()?,
    })
}

/// What sampling gave.
pub(super) enum Search {
    /// A point at which the sides differ.
    Refuted(Point),
    /// The sides agree, or cannot be told apart, wherever both have values.
    Agreed,
    /// No point was found at which both sides have values; why not at the last one.
    NoPoint(Reason),
}

/// Looks for a point at which the sides differ.
pub(super) fn refute(claim: &Claim<'_>, numbers: Numbers, budget: &Budget) -> Search {
    search(claim, numbers, budget, |compared| {
        compared.equal() == Some(false)
    })
}

/// Points are looked for around so many of the usual ones.
const BASES: usize = 4;

/// Values that cannot be told apart at so many points are equal for all one can see.
const MAX_OVERLAPS: usize = 6;

/// What has no value at so many points for want of a name or a unit has none at the others.
const MAX_ALIKE: usize = 4;

/// The first one in so many points is tried with more effort.
const SHARE_OF_THOROUGH: usize = 32;

/// Looks for a point at which the comparison of the sides is as wanted.
pub(super) fn search(
    claim: &Claim<'_>,
    numbers: Numbers,
    budget: &Budget,
    wanted: impl Fn(Compared) -> bool,
) -> Search {
    let symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
    let mut seen = false;
    let mut overlaps = 0;
    let mut alike = 0;
    let mut reason = Reason::NoPoint;
    // They cost more than the usual points, most of which are not reached.
    let changes = std::iter::once_with(|| near_changes(claim, &symbols, numbers)).flatten();
    // Without symbols there is one point.
    let most = if symbols.is_empty() {
        1
    } else {
        budget.max_points
    };
    let usual = points(&symbols, claim.under, numbers, most);
    for (at, point) in usual.chain(changes).enumerate() {
        // What differs nowhere so far is worth less with each point.
        let value = if at < most.div_ceil(SHARE_OF_THOROUGH) {
            value_at
        } else {
            quick_value_at
        };
        let left = value(claim.lhs, &point, claim.under);
        let right = value(claim.rhs, &point, claim.under);
        let (left, right) = match (left, right) {
            (Ok(left), Ok(right)) => (left, right),
            // Nothing is gained from a hundred values that are too large.
            (Err(EvalError::Limit { .. }), _) | (_, Err(EvalError::Limit { .. })) => break,
            (Err(error), _) | (_, Err(error)) => {
                alike += usize::from(is_everywhere(&error));
                if alike > MAX_ALIKE {
                    break;
                }
                reason = no_value(&error).unwrap_or(reason);
                continue;
            }
        };
        seen = true;
        let compared = compare(&left, &right);
        overlaps += usize::from(compared == Compared::Overlapping);
        if overlaps > MAX_OVERLAPS {
            break;
        }
        if wanted(compared) {
            return Search::Refuted(Point {
                values: values_of(&point, &symbols),
                left,
                right,
            });
        }
    }
    if seen {
        Search::Agreed
    } else {
        Search::NoPoint(reason)
    }
}

/// Whether there is no value for a reason that other numbers do not change.
fn is_everywhere(error: &EvalError) -> bool {
    matches!(
        error,
        EvalError::Unbound { .. }
            | EvalError::Cycle { .. }
            | EvalError::UnknownFunction { .. }
            | EvalError::Arity { .. }
            | EvalError::Kind { .. }
            | EvalError::Units { .. }
            | EvalError::UnknownUnit { .. }
    )
}

/// Points at which comparisons and roundings change, next to the first of the usual ones.
fn near_changes(claim: &Claim<'_>, symbols: &[Symbol], numbers: Numbers) -> Vec<Bindings> {
    let places = places(&[claim.lhs, claim.rhs], claim.under);
    if places.is_empty() {
        return Vec::new();
    }
    let bases: Vec<Bindings> = points(symbols, claim.under, numbers, BASES).collect();
    let mut near = points_near(&places, symbols, claim.under, &bases);
    near.retain(|point| is_admissible(point, claim.under) && numbers.allow(point));
    near
}

fn values_of(point: &Bindings, symbols: &[Symbol]) -> Vec<(Symbol, Expr)> {
    let values = symbols
        .iter()
        .map(|symbol| Some((symbol.clone(), point.get(symbol)?.clone())));
    values.flatten().collect()
}

/// In which way two sides differ: by a constant factor, or otherwise.
fn failure(claim: &Claim<'_>, budget: &Budget) -> Failure {
    match ratio(claim, budget) {
        Some(factor) => Failure::Factor(factor),
        None => Failure::Different,
    }
}

/// The constant that the left side is times the right side, if there is one.
fn ratio(claim: &Claim<'_>, budget: &Budget) -> Option<Rational> {
    let quotient = Expr::quotient(claim.lhs.clone(), claim.rhs.clone());
    let form = poly::normal_form(&quotient, claim.under, &budget.poly).ok()?;
    form.as_number().filter(|factor| !factor.is_zero())
}
