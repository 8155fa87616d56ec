//! Values of several unknowns that may not be put into their equations.

use crate::eval::{Environment, EvalError, decide, evaluate};
use crate::expr::{Assumptions, Bindings, Expr, Predicate, Symbol};

/// Why values are no solution, though they solve the equations freed of fractions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Excluded {
    /// A side of the equation of this place has no value there.
    Undefined(usize),
    /// This is assumed, and is not so there.
    Assumed(Predicate),
    /// This unknown may not have the value it would have.
    Outside(Symbol),
}

/// What keeps values from being a solution, where that is certain.
pub(super) fn excluded(
    equations: &[(Expr, Expr)],
    values: &[(Symbol, Expr)],
    given: &Assumptions,
) -> Option<Excluded> {
    let bindings: Bindings = values.iter().cloned().collect();
    let environment = Environment::from_assumptions(given).with_bindings(&bindings);
    let has_none = |side: &Expr| {
        environment.missing(side).is_empty()
            && matches!(
                evaluate(side, &environment),
                Err(EvalError::Undefined { .. } | EvalError::DivisionByZero { .. })
            )
    };
    let undefined = equations
        .iter()
        .position(|(lhs, rhs)| has_none(lhs) || has_none(rhs));
    if let Some(at) = undefined {
        return Some(Excluded::Undefined(at));
    }
    let is_false = |known: &&Predicate| {
        let operands = known.operands();
        let speaks =
            |(unknown, _): &(Symbol, Expr)| operands.iter().any(|part| part.mentions(unknown));
        values.iter().any(speaks) && matches!(decide(known, &environment), Ok(false))
    };
    let assumed = given.conditions.iter().find(is_false);
    let is_outside = |(unknown, value): &&(Symbol, Expr)| {
        let domain = given.domains.get(unknown);
        domain
            .zip(value.as_number())
            .is_some_and(|(domain, value)| !domain.contains(&value))
    };
    let outside = || values.iter().find(is_outside);
    assumed
        .cloned()
        .map(Excluded::Assumed)
        .or_else(|| outside().map(|(unknown, _)| Excluded::Outside(unknown.clone())))
}
