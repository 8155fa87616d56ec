//! What holds far along a way to grow, where each large symbol is a power of one t.

use super::claim::{Budget, Claim};
use super::decide::judge;
use super::symbols::{conditions, free_symbols};
use super::verdict::Verdict;
use crate::expr::{Assumptions, Comparison, Domain, Expr, Predicate, Symbol};
use crate::growth::Direction;
use crate::number::Rational;

/// From here on t is far along a way to grow.
const FAR: i64 = 1_000;

/// The highest power of t that is tried.
const MAX_POWER: i64 = 12;

/// Whether the assumptions that tie symbols of a way to grow to each other are proved to hold far along it: under
/// x ≥ y no y outgrows x. What does not grow as a power of t grows more slowly than t.
pub(super) fn is_open(direction: &Direction, under: &Assumptions, budget: &Budget) -> bool {
    let joins = |relation: &&Predicate| {
        let symbols = free_symbols(relation.operands(), under);
        let along = direction.powers.iter().map(|(symbol, _)| symbol);
        along
            .filter(|symbol| symbols.contains(symbol))
            .nth(1)
            .is_some()
    };
    let tied: Vec<&Predicate> = conditions(under).into_iter().filter(joins).collect();
    if tied.is_empty() {
        return true;
    }
    let Some(budget) = budget.nested(1) else {
        return false;
    };
    let Some(far) = along(direction, under) else {
        return false;
    };
    tied.into_iter().all(|relation| match relation {
        Predicate::Compare(lhs, comparison, rhs) => {
            let claim = Claim {
                lhs,
                relation: comparison.relation(),
                rhs,
                under: &far,
            };
            matches!(judge(&claim, &budget), Verdict::Holds { conditions, .. } if conditions.is_empty())
        }
        _ => false,
    })
}

/// What holds far along a way to grow: each symbol is its power of t, and what has none is below t.
fn along(direction: &Direction, under: &Assumptions) -> Option<Assumptions> {
    let t = Symbol::new("t far along the way");
    let mut far = Assumptions {
        definitions: under.definitions.clone(),
        ..Assumptions::none()
    };
    let positive = Domain::Integer {
        min: Some(Rational::ONE),
        max: None,
    };
    far.domains.insert(t.clone(), positive.clone());
    let t = Expr::symbol(t);
    let far_out = Expr::integer(FAR);
    far.conditions.push(Predicate::Compare(
        t.clone(),
        Comparison::GreaterEqual,
        far_out,
    ));
    for (symbol, power) in &direction.powers {
        if power.is_zero() {
            far.domains.insert(symbol.clone(), positive.clone());
            let slow = Expr::symbol(symbol.clone());
            far.conditions.push(Predicate::Compare(
                t.clone(),
                Comparison::GreaterEqual,
                slow,
            ));
        } else {
            power
                .to_i64()
                .filter(|power| (1..=MAX_POWER).contains(power))?;
            let value = Expr::power(t.clone(), Expr::integer(power.clone()));
            far.definitions.insert(symbol.clone(), value);
        }
    }
    Some(far)
}
