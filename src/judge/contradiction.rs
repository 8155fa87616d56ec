//! Assumptions of which one cannot hold beside the others: under them everything could be proved.

use super::bounds::Bounds;
use super::claim::Budget;
use super::predicate::judge_predicate;
use super::symbols::{conditions, free_symbols};
use crate::expr::{Assumptions, Predicate};

/// Among more conditions only ends that lie the wrong way round are looked for.
const MOST_JUDGED: usize = 16;

/// Among still more, nothing is looked for.
const MOST_BOUNDED: usize = 256;

/// A condition that is assumed and cannot hold beside the other assumptions, where one is seen.
///
/// ```
/// use longhand::expr::{Assumptions, Comparison, Expr, Predicate};
/// use longhand::judge::{Budget, contradiction};
///
/// let x = Expr::symbol("x");
/// let above = Predicate::Compare(x.clone(), Comparison::Greater, Expr::one());
/// let below = Predicate::Compare(x, Comparison::Less, Expr::zero());
/// let mut under = Assumptions { conditions: vec![above], ..Assumptions::none() };
/// assert_eq!(contradiction(&under, &Budget::default()), None);
/// under.conditions.push(below.clone());
/// assert!(contradiction(&under, &Budget::default()).is_some());
/// ```
pub fn contradiction(under: &Assumptions, budget: &Budget) -> Option<Predicate> {
    let stated = conditions(under);
    if stated.len() > MOST_BOUNDED {
        return None;
    }
    stated
        .iter()
        .position(|known| is_without_room(known, under))
        .or_else(|| {
            let few = stated.len() <= MOST_JUDGED;
            (0..stated.len()).find(|at| few && is_refuted_by_others(&stated, *at, under, budget))
        })
        .and_then(|at| stated.get(at).map(|known| (*known).clone()))
}

/// Whether domains and ends leave every symbol that conditions speak of a value: a proof for positive integers
/// says nothing where there can be none.
pub(super) fn leaves_room(under: &Assumptions) -> bool {
    let stated = conditions(under);
    stated.len() > MOST_BOUNDED || !stated.iter().any(|known| is_without_room(known, under))
}

/// Whether the ends of one of its symbols leave it no value.
fn is_without_room(known: &Predicate, under: &Assumptions) -> bool {
    let symbols = free_symbols(known.operands(), under);
    symbols.iter().any(|symbol| {
        let bounds = Bounds::of(symbol, under);
        let (Some(low), Some(high)) = (bounds.low, bounds.high) else {
            return false;
        };
        low.value > high.value || (low.value == high.value && (low.strict || high.strict))
    })
}

/// Whether the other conditions prove the opposite of one.
fn is_refuted_by_others(
    stated: &[&Predicate],
    at: usize,
    under: &Assumptions,
    budget: &Budget,
) -> bool {
    let Some(known) = stated.get(at) else {
        return false;
    };
    let others = stated.iter().enumerate().filter(|(other, _)| *other != at);
    let others = others.map(|(_, other)| (*other).clone());
    let beside = Assumptions {
        conditions: others.collect(),
        ..under.clone()
    };
    if beside.conditions.iter().any(|other| denies(other, known)) {
        return true;
    }
    let opposite = known.opposite();
    opposite.is_some_and(|opposite| {
        let verdict = judge_predicate(&opposite, &beside, budget);
        verdict.holds() && verdict.conditions().is_empty()
    })
}

/// Whether one says `not` of what the other says.
fn denies(one: &Predicate, other: &Predicate) -> bool {
    let is_not = |a: &Predicate, b: &Predicate| matches!(a, Predicate::Not(inner) if **inner == *b);
    is_not(one, other) || is_not(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Domain;
    use crate::syntax::{Assumption, Scope, parse_assumptions};

    fn under(text: &str) -> Assumptions {
        let source = crate::diagnostic::Source::new("t", text);
        let read = parse_assumptions(&source, &Scope::open()).unwrap();
        let conditions = read.value.into_iter().filter_map(|one| match one.value {
            Assumption::Condition(known) => Some(known),
            Assumption::Growth(_) => None,
        });
        Assumptions {
            conditions: conditions.collect(),
            ..Assumptions::none()
        }
    }

    /// By hand: no number satisfies the first ones, some do the others.
    #[test]
    fn what_cannot_hold_together() {
        let found = |text: &str| contradiction(&under(text), &Budget::default()).is_some();
        for text in [
            "x > 1, x < 0",
            "x > 1 and x < 0",
            "x >= 3, x < 3",
            "x = 1, x = 2",
            "x < y, y < x",
            "x^2 < 0",
            "a > b, b > c, c > a",
            "x = 3, x > 5",
            "sqrt(x) < 0",
        ] {
            assert!(found(text), "{text}");
        }
        for text in [
            "x > 1, x < 2",
            "x >= 3, x <= 3",
            "x < y, y < z",
            "n divides h, h >= 64",
            "x^2 <= 0",
            "x = y, y = x",
            "a >= b, b >= a",
        ] {
            assert!(!found(text), "{text}");
        }
    }

    #[test]
    fn a_domain_counts_too() {
        let mut under = under("h < 1");
        assert!(contradiction(&under, &Budget::default()).is_none());
        let (h, positive) = ("h".into(), Domain::positive_integer());
        under.domains.insert(h, positive);
        assert!(contradiction(&under, &Budget::default()).is_some());
    }
}
