//! Claims about growth with a largest or a smallest value in them, one case for each value it may be.
//!
//! Along every way to grow, infinitely often one and the same argument is the largest. What holds with
//! the largest value replaced by each argument in turn holds therefore with the largest value. Where
//! that is not enough, a/b tends to infinity, stays between two positive constants or tends to 0 along
//! some part of the way, and only the cases that go with this argument have to hold.

use super::claim::{Budget, Claim};
use super::decide::judge;
use super::lower_order::{in_parts, is_positive_at_last};
use super::symbols::{free_symbols, has_big_operator};
use super::verdict::{Condition, Method, Verdict};
use crate::expr::{Assumptions, Expr, ExprKind, Function, GrowthRelation, GrowthSign, deep};
use crate::growth::{GrowthError, Scale};

/// Largest values of more arguments are not taken apart.
const MOST_ARGUMENTS: usize = 4;

/// Proves a claim about growth for each value that a `max` or `min` in it may have.
pub(super) fn by_extremum(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let budget = in_parts(claim, budget, 2)?;
    // Inside a sum over an index, another argument may be the largest for each index.
    if [claim.lhs, claim.rhs].into_iter().any(has_big_operator) {
        return None;
    }
    let found = extremum(claim.lhs).or_else(|| extremum(claim.rhs))?;
    // Where nothing can grow, nothing is to be proved.
    scale(claim, claim.under, &budget).ok()?;
    let mut cases = Cases {
        claim,
        budget: &budget,
        whole: &found.whole,
        conditions: Vec::new(),
    };
    for argument in &found.arguments {
        let holds = cases.holds(argument, claim.under);
        if holds || cases.holds_where_it_leads(&found, argument)? {
            continue;
        }
        return None;
    }
    Some(Verdict::Holds {
        by: Method::Cases(found.arguments.len()),
        conditions: cases.conditions,
    })
}

/// A largest or smallest value.
struct Extremum {
    whole: Expr,
    arguments: Vec<Expr>,
    is_largest: bool,
}

/// The first one in an expression that contains no other, in reading order.
fn extremum(expr: &Expr) -> Option<Extremum> {
    deep(|| {
        let inner = expr.children().into_iter().find_map(extremum);
        inner.or_else(|| match expr.kind() {
            ExprKind::Call(function @ (Function::Max | Function::Min), arguments)
                if (2..=MOST_ARGUMENTS).contains(&arguments.len()) =>
            {
                Some(Extremum {
                    whole: expr.clone(),
                    arguments: arguments.clone(),
                    is_largest: *function == Function::Max,
                })
            }
            _ => None,
        })
    })
}

struct Cases<'a> {
    claim: &'a Claim<'a>,
    budget: &'a Budget,
    whole: &'a Expr,
    conditions: Vec<Condition>,
}

impl Cases<'_> {
    /// Whether the claim holds with this argument for the whole; notes under which conditions.
    fn holds(&mut self, argument: &Expr, under: &Assumptions) -> bool {
        let lhs = self.claim.lhs.replacing(self.whole, argument);
        let rhs = self.claim.rhs.replacing(self.whole, argument);
        let case = Claim {
            lhs: &lhs,
            rhs: &rhs,
            relation: self.claim.relation,
            under,
        };
        // Between numbers `≪` is no statement about growth.
        if free_symbols([&lhs, &rhs], under).is_empty() {
            return false;
        }
        let Verdict::Holds { conditions, .. } = judge(&case, self.budget) else {
            return false;
        };
        for condition in conditions {
            if !self.conditions.contains(&condition) {
                self.conditions.push(condition);
            }
        }
        true
    }

    /// The same where this argument of two grows fastest, or as fast as the other one; `None` where there
    /// are not two, or where it is not known that both are positive at last.
    fn holds_where_it_leads(&mut self, found: &Extremum, argument: &Expr) -> Option<bool> {
        let [first, second] = found.arguments.as_slice() else {
            return None;
        };
        let other = if argument == first { second } else { first };
        let (claim, budget) = (self.claim, self.budget);
        let is_positive = |part| is_positive_at_last(part, claim, budget);
        if ![first, second].into_iter().all(is_positive) {
            return None;
        }
        let (larger, smaller) = if found.is_largest {
            (argument, other)
        } else {
            (other, argument)
        };
        let ways = [GrowthSign::MuchGreater, GrowthSign::SameOrder];
        Some(ways.into_iter().all(|sign| {
            let mut under = claim.under.clone();
            under.growth.push(GrowthRelation {
                left: larger.clone(),
                sign,
                right: smaller.clone(),
            });
            self.never(&under) || self.holds(argument, &under)
        }))
    }

    /// Whether the declared relations leave no way to grow.
    fn never(&self, under: &Assumptions) -> bool {
        let scale = scale(self.claim, under, self.budget);
        matches!(scale, Err(GrowthError::Contradiction(_)))
    }
}

/// What grows in both sides of a claim, under these assumptions.
fn scale(claim: &Claim<'_>, under: &Assumptions, budget: &Budget) -> Result<Scale, GrowthError> {
    let both = Expr::sum([claim.lhs.clone(), claim.rhs.clone()]);
    let symbols = free_symbols([claim.lhs, claim.rhs], under);
    let symbols: Vec<Expr> = symbols.into_iter().map(Expr::symbol).collect();
    Scale::new(&both, &symbols, under, &budget.poly)
}

#[cfg(test)]
mod tests {
    use super::super::tests::verdict;

    /// By hand: along each way to grow one of the arguments is the largest infinitely often.
    #[test]
    fn largest_and_smallest_values() {
        for (claim, under, holds) in [
            ("max(x, y) ≍ x + y", "", true),
            ("max(x, y) << x*y", "", true),
            ("min(x, y) << x + y", "", false),
            ("min(x, y) << x*y", "", true),
            ("max(V, h) ~ V", "V >> h", true),
            ("max(V, h) ~ h", "V >> h", false),
            ("min(V, h) ~ h", "V >> h", true),
            ("max(V, h) ≍ V", "V ≍ h", true),
            ("max(V, h) ~ V", "V ≍ h", false),
            ("max(V, h) ~ V", "", false),
            ("x << max(x, y)*y", "", true),
            ("x*y << max(x, y)^2", "", false),
            ("x*y ≍ max(x, y)*min(x, y)", "", true),
            ("ln(max(x, y)) << x + y", "", true),
            ("max(x, y)*min(x, y) << x^2", "", false),
            ("max(10, 1/x) << 1000", "", false),
            ("sum(k=1..n, max(k, 5)) << n", "", false),
            ("max(V, h) ~ V", "V >> h, h >> V", false),
            ("max(x, y, z) << x*y*z", "", true),
        ] {
            assert_eq!(verdict(claim, under).holds(), holds, "{claim}");
        }
    }
}
