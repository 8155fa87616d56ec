//! `≤`, `<`, `≥`, `>` and `≠`: proved by lower bounds, refuted by a point.

use super::claim::{Budget, Claim};
use super::equality::{Search, search, undefined};
use super::positive::{Proved, is_nonzero, sign};
use super::sample::Numbers;
use super::values::Compared;
use super::verdict::{Method, Reason, Verdict};
use crate::expr::{Assumptions, Comparison, Expr};
use crate::number::Rational;
use crate::poly::{self, PolyError};

/// Judges a comparison other than `=`.
pub(super) fn compared(claim: &Claim<'_>, comparison: Comparison, budget: &Budget) -> Verdict {
    let difference = Expr::difference(claim.lhs.clone(), claim.rhs.clone());
    let form = match poly::normal_form(&difference, claim.under, &budget.poly) {
        Ok(form) => Some(form),
        Err(PolyError::DivisionByZero { divisor }) => return undefined(divisor),
        Err(_) => None,
    };
    if let Some(number) = form
        .filter(|form| form.nonzero().is_empty())
        .and_then(|f| f.as_number())
        && comparison.holds_for(number.cmp(&Rational::ZERO))
    {
        return Verdict::proved(Method::NormalForm);
    }
    if is_proved(&difference, comparison, claim.under, &budget.poly) {
        return Verdict::proved(Method::LowerBounds);
    }
    let contrary = |compared: Compared| match compared {
        Compared::Ordered(order) => !comparison.holds_for(order),
        Compared::Different => comparison != Comparison::NotEqual,
        Compared::Overlapping => false,
    };
    for numbers in [Numbers::PositiveIntegers, Numbers::All] {
        if let Search::Refuted(point) = search(claim, numbers, budget, contrary) {
            return Verdict::refuted(point);
        }
    }
    let certain = |compared: Compared| !matches!(compared, Compared::Overlapping);
    let symbols = super::symbols::free_symbols([claim.lhs, claim.rhs], claim.under);
    match search(claim, Numbers::PositiveIntegers, budget, certain) {
        // Without symbols one value decides.
        Search::Refuted(_) if symbols.is_empty() => Verdict::proved(Method::Evaluation),
        Search::NoPoint(reason) => Verdict::undecided(reason),
        _ => Verdict::undecided(Reason::Unsupported(
            "no bound of the symbols proves the inequality, and no point tried refutes it",
        )),
    }
}

/// Whether lower bounds prove that a difference compares so with 0.
pub(super) fn is_proved(
    difference: &Expr,
    comparison: Comparison,
    under: &Assumptions,
    budget: &poly::Budget,
) -> bool {
    let negated = Expr::negative(difference.clone());
    let proved = |expr: &Expr| sign(expr, under, budget);
    match comparison {
        Comparison::Greater => proved(difference) == Proved::Positive,
        Comparison::GreaterEqual => proved(difference) >= Proved::NonNegative,
        Comparison::Less => proved(&negated) == Proved::Positive,
        Comparison::LessEqual => proved(&negated) >= Proved::NonNegative,
        Comparison::NotEqual => is_nonzero(difference, under, budget),
        Comparison::Equal => false,
    }
}
