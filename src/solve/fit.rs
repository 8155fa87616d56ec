//! Whether a root is a value that its symbol may take, and what comes nearest where it is not.

use super::solution::Equation;
use super::{Fit, Neighbour, SolveError};
use crate::eval::{Environment, Real, Value, evaluate};
use crate::expr::{Bindings, Domain, Expr};
use crate::number::{Integer, Rational};

/// Holds the root against the domain of the unknown.
pub(super) fn fit(equation: &Equation<'_>, root: &Expr) -> Result<Fit, SolveError> {
    if !root.free_symbols().is_empty() {
        return Ok(Fit::Open);
    }
    let Some(domain) = equation.given.domains.get(equation.unknown) else {
        return Ok(Fit::Inside);
    };
    let value = match evaluate(root, &Environment::new())? {
        Value::Number(value) => value,
        Value::Enclosure(enclosure) => return Ok(fit_enclosed(domain, &Real::Enclosed(enclosure))),
        other => {
            let unknown = equation.unknown.clone();
            return Err(SolveError::Units {
                unknown,
                value: other.to_string(),
            });
        }
    };
    if domain.contains(&value) {
        return Ok(Fit::Inside);
    }
    if !value.is_integer() && matches!(domain, Domain::Integer { .. }) {
        let neighbours = neighbours(equation, domain, &value)?;
        if !neighbours.is_empty() {
            return Ok(Fit::BetweenIntegers(neighbours));
        }
    }
    Ok(Fit::Outside(domain.clone()))
}

/// A root that is not rational is no integer.
fn fit_enclosed(domain: &Domain, value: &Real) -> Fit {
    let is_real = matches!(domain, Domain::Real { .. });
    match (domain.contains(value.low()), domain.contains(value.high())) {
        (true, true) if is_real => Fit::Inside,
        (false, false) | (true, true) => Fit::Outside(domain.clone()),
        _ if is_real => Fit::Open,
        _ => Fit::Outside(domain.clone()),
    }
}

/// The integers of the domain on both sides of a root, the nearest first.
fn neighbours(
    equation: &Equation<'_>,
    domain: &Domain,
    root: &Rational,
) -> Result<Vec<Neighbour>, SolveError> {
    let mut near = [root.floor(), root.ceil()];
    let distance = |n: &Integer| (Rational::from_integer(n.clone()) - root).abs();
    if distance(&near[1]) < distance(&near[0]) {
        near.reverse();
    }
    let admissible = near
        .into_iter()
        .filter(|n| domain.contains(&Rational::from_integer(n.clone())));
    admissible.map(|value| at(equation, value)).collect()
}

/// Both sides at an integer.
fn at(equation: &Equation<'_>, value: Integer) -> Result<Neighbour, SolveError> {
    let mut bindings = Bindings::new();
    bindings.insert(equation.unknown.clone(), Expr::integer(value.clone()));
    let environment = Environment::from_assumptions(equation.given).with_bindings(&bindings);
    let left = evaluate(equation.lhs, &environment)?;
    let right = evaluate(equation.rhs, &environment)?;
    Ok(Neighbour { value, left, right })
}
