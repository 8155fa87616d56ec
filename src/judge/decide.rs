//! One door: a claim and a budget in, a verdict out.

use super::claim::{Budget, Claim};
use super::equality::equal;
use super::inequality::compared;
use super::lower_order::{asymptotically_equal, growth_relation};
use super::order_form::with_order;
use super::rounding::{is_rounded, named_factor, rounded};
use super::symbols::free_symbols;
use super::verdict::{Failure, Reason, Verdict, Witness};
use crate::expr::Relation;

/// Judges a claim.
///
/// ```
/// use longhand::expr::{Assumptions, Expr, Relation};
/// use longhand::judge::{Budget, Claim, judge};
///
/// let (a, b) = (Expr::symbol("a"), Expr::symbol("b"));
/// let under = Assumptions::none();
/// let sum = Expr::sum([a.clone(), b.clone()]);
/// let claim = |rhs| judge(
///     &Claim { lhs: &sum, relation: Relation::Equal, rhs, under: &under },
///     &Budget::default(),
/// );
/// assert!(claim(&Expr::sum([b, a.clone()])).holds());
/// assert!(claim(&a).fails());
/// ```
pub fn judge(claim: &Claim<'_>, budget: &Budget) -> Verdict {
    if matches!(claim.relation, Relation::Equal | Relation::Approx)
        && let Some(verdict) = with_order(claim, budget)
    {
        return verdict;
    }
    match claim.relation {
        Relation::Equal => judge_equal(claim, budget),
        Relation::Approx => judge_approx(claim, budget),
        Relation::Asymptotic => asymptotically_equal(claim, budget),
        Relation::MuchLess | Relation::MuchGreater | Relation::SameOrder => {
            growth_relation(claim, budget)
        }
        Relation::Implies | Relation::Equivalent => Verdict::undecided(Reason::Unsupported(
            "a relation between conditions is not one between values",
        )),
        relation => match relation.comparison() {
            Some(comparison) => compared(claim, comparison, budget),
            None => Verdict::undecided(Reason::Unsupported("this relation")),
        },
    }
}

/// `=`; where it fails between values, in which way.
fn judge_equal(claim: &Claim<'_>, budget: &Budget) -> Verdict {
    match equal(claim, budget) {
        Verdict::Fails {
            witness: Witness::Point(point),
            how: Failure::Different,
        } if point.values.is_empty() => {
            let how = if is_rounded(claim, budget) {
                Failure::Rounded
            } else {
                named_factor(&point).map_or(Failure::Different, Failure::Factor)
            };
            Verdict::Fails {
                witness: Witness::Point(point),
                how,
            }
        }
        // A constant ratio of two numbers means nothing unless it has a name.
        Verdict::Fails {
            witness: Witness::Point(point),
            how: Failure::Factor(_),
        } if point.values.is_empty() => {
            let how = named_factor(&point).map_or(Failure::Different, Failure::Factor);
            Verdict::Fails {
                witness: Witness::Point(point),
                how,
            }
        }
        verdict => verdict,
    }
}

/// `≈`: to a number by its digits, between expressions by what grows.
fn judge_approx(claim: &Claim<'_>, budget: &Budget) -> Verdict {
    if free_symbols([claim.lhs, claim.rhs], claim.under).is_empty() {
        return match rounded(claim, budget) {
            Some(verdict) => verdict,
            None => equal(claim, budget),
        };
    }
    asymptotically_equal(claim, budget)
}
