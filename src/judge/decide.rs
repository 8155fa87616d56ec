//! One door: a claim and a budget in, a verdict out.

use super::claim::{Budget, Claim};
use super::contradiction::leaves_room;
use super::equality::equal;
use super::exceptions::{with_conditions, with_values};
use super::inequality::{compared, is_proved};
use super::lower_order::{asymptotically_equal, growth_relation};
use super::one_base::in_one_base;
use super::order_form::with_order;
use super::rounding::{is_rounded, named_factor, rounded};
use super::sample::value_at;
use super::symbols::free_symbols;
use super::verdict::{Condition, Failure, Point, Reason, Verdict, Witness};
use crate::expr::{Assumptions, Bindings, Comparison, Expr, Function, Predicate, Relation};

/// Judges a claim: an inequality wherever both sides have values.
///
/// ```
/// use longhand::expr::Assumptions;
/// use longhand::judge::{Budget, Claim, judge};
/// use longhand::syntax::parse_chain;
///
/// let verdict = |text: &str| {
///     let chain = parse_chain(text).unwrap();
///     let link = &chain.links[0];
///     let under = Assumptions::none();
///     let claim =
///         Claim { lhs: &chain.first, relation: link.relation, rhs: &link.expr, under: &under };
///     judge(&claim, &Budget::default())
/// };
/// assert!(verdict("(a + b)^2 = a^2 + 2ab + b^2").holds());
/// assert!(verdict("(a + b)^2 = a^2 + b^2").fails());
/// assert!(verdict("12Lh² + 4Lh + Vh ≈ 12Lh² + Vh").holds());
/// assert!(verdict("2/3 ≈ 0.67").holds());
/// ```
pub fn judge(claim: &Claim<'_>, budget: &Budget) -> Verdict {
    let budget = &budget.with_limited_attempts();
    legible(claim, with_room(claim, judged(claim, budget), budget))
}

/// A refutation with values narrow enough to be read: what told the sides apart may have told no digit of them.
fn legible(claim: &Claim<'_>, verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Fails {
            witness: Witness::Point(point),
            how,
        } => Verdict::Fails {
            witness: Witness::Point(point.legible(claim)),
            how,
        },
        verdict => verdict,
    }
}

/// The same, where a proof of a comparison also says for which values both sides have one: `sqrt(x) >= 0` if
/// x ≥ 0.
///
/// ```
/// use longhand::expr::Assumptions;
/// use longhand::judge::{Budget, Claim, judge, judge_everywhere};
/// use longhand::syntax::parse_chain;
///
/// let chain = parse_chain("sqrt(x) >= 0").unwrap();
/// let (link, under) = (&chain.links[0], Assumptions::none());
/// let claim =
///     Claim { lhs: &chain.first, relation: link.relation, rhs: &link.expr, under: &under };
/// assert!(judge(&claim, &Budget::default()).conditions().is_empty());
/// assert_eq!(judge_everywhere(&claim, &Budget::default()).conditions().len(), 1);
/// ```
pub fn judge_everywhere(claim: &Claim<'_>, budget: &Budget) -> Verdict {
    let verdict = judge(claim, budget);
    let is_equality = claim.relation == Relation::Equal;
    if is_equality || claim.relation.comparison().is_none() {
        return verdict;
    }
    with_room(claim, with_values(claim, verdict, budget), budget)
}

/// A proof whose conditions contradict what is assumed says nothing: a side has no value there.
fn with_room(claim: &Claim<'_>, verdict: Verdict, budget: &Budget) -> Verdict {
    let is_denied = |condition: &Condition| match condition {
        Condition::If(known) | Condition::Except(known) => known
            .opposite()
            .is_some_and(|known| is_known(&known, claim.under, budget)),
        Condition::PositiveIntegers(_) => false,
    };
    let conditions = verdict.conditions();
    let is_empty = !conditions.is_empty()
        && leaves_room(claim.under)
        && (!leaves_room(&with_conditions(claim.under, conditions))
            || conditions.iter().any(is_denied));
    if is_empty {
        return Verdict::undecided(Reason::Unsupported(
            "under the assumptions a side has no value",
        ));
    }
    verdict
}

/// Whether bounds tell a comparison.
fn is_known(known: &Predicate, under: &Assumptions, budget: &Budget) -> bool {
    let Predicate::Compare(a, comparison, b) = known else {
        return false;
    };
    let apart = Expr::difference(a.clone(), b.clone());
    is_proved(&apart, *comparison, under, &budget.poly)
}

fn judged(claim: &Claim<'_>, budget: &Budget) -> Verdict {
    if matches!(claim.relation, Relation::Equal | Relation::Approx)
        && let Some(verdict) = with_order(claim, budget)
    {
        return verdict;
    }
    let about_growth = claim.relation.comparison().is_none() && claim.relation != Relation::Equal;
    if about_growth && let Some((lhs, rhs)) = in_one_base(claim.lhs, claim.rhs) {
        let (lhs, rhs) = (&lhs, &rhs);
        return judged(&Claim { lhs, rhs, ..*claim }, budget);
    }
    match claim.relation {
        Relation::Equal => judge_equal(claim, budget),
        Relation::Approx => judge_approx(claim, budget),
        Relation::Asymptotic => asymptotically_equal(claim, budget),
        Relation::MuchLess if is_closed(claim) => much_less(claim, budget),
        Relation::MuchGreater if is_closed(claim) => much_less(&claim.reversed(), budget),
        Relation::MuchLess | Relation::MuchGreater | Relation::SameOrder => {
            growth_relation(claim, budget)
        }
        Relation::Implies | Relation::Equivalent => Verdict::undecided(Reason::Unsupported(
            "`⇒` and `⟺` join conditions, not values; at least is written `>=`",
        )),
        relation => match relation.comparison() {
            Some(comparison) => compared(claim, comparison, budget),
            None => Verdict::undecided(Reason::Unsupported("this relation")),
        },
    }
}

/// Whether both sides are numbers.
fn is_closed(claim: &Claim<'_>) -> bool {
    free_symbols([claim.lhs, claim.rhs], claim.under).is_empty()
}

/// `≪` between numbers, whatever their signs: ten times as much is much more, less is not; between them,
/// nobody can say.
fn much_less(claim: &Claim<'_>, budget: &Budget) -> Verdict {
    let size = |side: &Expr| Expr::call(Function::Abs, [side.clone()]);
    let (small, large) = (size(claim.lhs), size(claim.rhs));
    let tenfold = Expr::product([Expr::integer(10), small.clone()]);
    let sizes = |lhs, comparison| {
        let claim = Claim {
            lhs,
            rhs: &large,
            ..*claim
        };
        compared(&claim, comparison, budget)
    };
    let less = sizes(&small, Comparison::Less);
    match less {
        Verdict::Holds { .. } => match sizes(&tenfold, Comparison::LessEqual) {
            found @ Verdict::Holds { .. } => found,
            _ => Verdict::undecided(Reason::Unsupported("how much is much less between numbers")),
        },
        // The witness are the numbers themselves.
        Verdict::Fails { .. } => match values(claim) {
            Some(point) => Verdict::refuted(point),
            None => less,
        },
        Verdict::Undecided { .. } => less,
    }
}

/// The values of two numbers.
fn values(claim: &Claim<'_>) -> Option<Point> {
    let value = |side: &Expr| value_at(side, &Bindings::new(), claim.under).ok();
    Some(Point {
        values: Vec::new(),
        left: value(claim.lhs)?,
        right: value(claim.rhs)?,
    })
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
    if is_closed(claim) {
        return match rounded(claim, budget) {
            Some(verdict) => verdict,
            None => equal(claim, budget),
        };
    }
    asymptotically_equal(claim, budget)
}
