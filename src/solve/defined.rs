//! Solutions of a polynomial where the equation has parts that vanished in it, and are not defined
//! everywhere: `x + ln(x) − ln(x) = −1`.

use super::SolveError;
use super::pieces;
use super::solution::{Equation, Outcome, Wanted};
use super::trial::with_conditions;
use super::undo::undone;
use super::undone::Undone;
use crate::eval::Environment;
use crate::expr::{Expr, Relation};
use crate::judge::{self, Claim, judge};

/// An outcome that was found from a polynomial, with what the parts that vanished in it need: where a side
/// has no value, nothing is a solution.
pub(super) fn defined(
    equation: &Equation<'_>,
    outcome: Outcome,
    wanted: &Wanted,
) -> Result<Outcome, SolveError> {
    let Equation { lhs, rhs, .. } = *equation;
    let hides = |side: &Expr| pieces::hides(side, equation.unknown);
    if !hides(lhs) && !hides(rhs) {
        return Ok(outcome);
    }
    let inside = || SolveError::Inside {
        unknown: equation.unknown.clone(),
        part: if hides(lhs) { lhs.clone() } else { rhs.clone() },
    };
    match outcome {
        Outcome::Every(conditions) => {
            let apart = Expr::difference(lhs.clone(), rhs.clone());
            let claim = Claim {
                lhs: &apart,
                relation: Relation::Equal,
                rhs: &Expr::zero(),
                under: equation.given,
            };
            let budget = judge::Budget {
                poly: equation.budget.clone(),
                ..judge::Budget::default()
            };
            let conditions = with_conditions(&judge(&claim, &budget), &conditions);
            conditions.map(Outcome::Every).ok_or_else(inside)
        }
        Outcome::Root(_) | Outcome::Roots(_) => {
            let known = match &outcome {
                Outcome::Root(root) => root.conditions.as_slice(),
                Outcome::Roots(roots) => roots.conditions.as_slice(),
                _ => &[],
            };
            let needs_more = |undone: &Undone| {
                let mut own = undone.found.iter().flat_map(|root| &root.conditions);
                !undone.rejected.is_empty()
                    || own.next().is_some()
                    || undone.conditions.iter().any(|one| !known.contains(one))
            };
            let environment = Environment::from_assumptions(equation.given);
            let sides = Expr::difference(lhs.clone(), rhs.clone());
            let others = environment.missing(&sides);
            match undone(equation, wanted)? {
                Some(undone) if needs_more(&undone) => Ok(Outcome::Undone(undone)),
                None if others.iter().all(|symbol| symbol == equation.unknown) => Err(inside()),
                _ => Ok(outcome),
            }
        }
        other => Ok(other),
    }
}
