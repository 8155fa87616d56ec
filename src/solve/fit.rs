//! Whether a root is a value that its symbol may take, and what comes nearest where it is not.

use super::solution::Equation;
use super::{Fit, Neighbour, SolveError, Wanted};
use crate::eval::{Environment, Value, decide, evaluate};
use crate::expr::{Bindings, Domain, Expr, Predicate};
use crate::number::{Integer, Rational};

/// Holds the root against the domain of the unknown, and against the multiples that are wanted.
pub(super) fn fit(
    equation: &Equation<'_>,
    root: &Expr,
    wanted: &Wanted,
) -> Result<Fit, SolveError> {
    if !root.free_symbols().is_empty() {
        return Ok(Fit::Open);
    }
    let is_free = !equation.given.domains.contains_key(equation.unknown);
    if is_free && wanted.multiple.is_none() && equation.given.conditions.is_empty() {
        return Ok(Fit::Inside);
    }
    let found = match evaluate(root, &Environment::new())? {
        Value::Number(value) => fit_between(equation, &value, &value, wanted),
        Value::Enclosure(held) => fit_between(equation, held.low(), held.high(), wanted),
        other => {
            let unknown = equation.unknown.clone();
            Err(SolveError::Units {
                unknown,
                value: other.to_string(),
            })
        }
    }?;
    Ok(without_excluded(equation, root, found))
}

/// The same word, unless what else is assumed of the unknown is false of a value.
pub(super) fn without_excluded(equation: &Equation<'_>, value: &Expr, fit: Fit) -> Fit {
    if fit != Fit::Inside || !is_excluded(equation, value) {
        return fit;
    }
    let declared = equation.given.domains.get(equation.unknown);
    Fit::Outside(declared.cloned().unwrap_or_else(Domain::real))
}

/// Whether what is assumed of the unknown is false of a value.
fn is_excluded(equation: &Equation<'_>, value: &Expr) -> bool {
    let mut bindings = Bindings::new();
    bindings.insert(equation.unknown.clone(), value.clone());
    let environment = Environment::from_assumptions(equation.given).with_bindings(&bindings);
    let speaks = |known: &Predicate| {
        let operands = known.operands();
        operands.iter().any(|part| part.mentions(equation.unknown))
    };
    let conditions = equation.given.conditions.iter();
    conditions
        .filter(|known| speaks(known))
        .any(|known| matches!(decide(known, &environment), Ok(false)))
}

/// The same for a root that lies between two numbers, which are equal where it is rational.
pub(super) fn fit_between(
    equation: &Equation<'_>,
    low: &Rational,
    high: &Rational,
    wanted: &Wanted,
) -> Result<Fit, SolveError> {
    let positive = Domain::positive_integer();
    let declared = equation.given.domains.get(equation.unknown);
    let domain = match (declared, &wanted.multiple) {
        (Some(domain), _) => domain,
        (None, Some(_)) => &positive,
        (None, None) => return Ok(Fit::Inside),
    };
    let is_whole = matches!(domain, Domain::Integer { .. });
    let step = match &wanted.multiple {
        Some(step) => step.clone(),
        None if is_whole => Integer::ONE,
        None => {
            return Ok(match (domain.contains(low), domain.contains(high)) {
                (true, true) => Fit::Inside,
                (false, false) => Fit::Outside(domain.clone()),
                _ => Fit::Open,
            });
        }
    };
    if low == high && is_multiple(low, &step) {
        return Ok(if domain.contains(low) {
            Fit::Inside
        } else {
            Fit::Outside(domain.clone())
        });
    }
    let found = neighbours(equation, domain, low, high, &step)?;
    Ok(match (found.is_empty(), step.is_one()) {
        (true, _) => Fit::Outside(domain.clone()),
        (false, true) => Fit::BetweenIntegers(found),
        (false, false) => Fit::BetweenMultiples(step, found),
    })
}

fn is_multiple(value: &Rational, step: &Integer) -> bool {
    value
        .to_integer()
        .is_some_and(|value| value.is_multiple_of(step))
}

/// The multiples in the domain on both sides of a root, the nearest first; the nearest and those on both sides of it where
/// it lies between the bounds of the root.
fn neighbours(
    equation: &Equation<'_>,
    domain: &Domain,
    low: &Rational,
    high: &Rational,
    step: &Integer,
) -> Result<Vec<Neighbour>, SolveError> {
    let whole = Rational::from_integer(step.clone());
    let scaled = |end: &Rational| end.checked_div(&whole).unwrap_or_default();
    let last = scaled(high).floor() * step;
    let is_within = Rational::from_integer(last.clone()) >= *low;
    let mut near = if is_within {
        // The root is so near to this one that it is not told on which side it lies.
        vec![last.clone(), &last - step, &last + step]
    } else {
        vec![scaled(low).floor() * step, scaled(high).ceil() * step]
    };
    let distance = |n: &Integer, end: &Rational| (Rational::from_integer(n.clone()) - end).abs();
    near.sort_by_key(|n| distance(n, low));
    let admissible = near
        .into_iter()
        .filter(|n| domain.contains(&Rational::from_integer(n.clone())));
    admissible.map(|value| at(equation, value)).collect()
}

/// Both sides at an integer.
pub(super) fn at(equation: &Equation<'_>, value: Integer) -> Result<Neighbour, SolveError> {
    let mut bindings = Bindings::new();
    bindings.insert(equation.unknown.clone(), Expr::integer(value.clone()));
    let environment = Environment::from_assumptions(equation.given).with_bindings(&bindings);
    let left = evaluate(equation.lhs, &environment)?;
    let right = evaluate(equation.rhs, &environment)?;
    Ok(Neighbour { value, left, right })
}
