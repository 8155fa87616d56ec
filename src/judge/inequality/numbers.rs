//! Claims about numbers, by their values and by how small their difference can be.

use super::super::claim::Claim;
use super::super::sample::value_at;
use super::super::symbols::{free_symbols, has_big_operator};
use super::super::values::{Compared, compare};
use super::super::verdict::{Method, Point, Verdict};
use crate::eval::{Environment, algebraic_sign, enclosed_sign};
use crate::expr::{Bindings, Comparison, Expr};

/// Sums and products of numbers by their values: term by term they would be worked out exactly, at
/// a cost that grows with the square of their number. `None` where the values do not decide.
pub(super) fn by_values(claim: &Claim<'_>, comparison: Comparison) -> Option<Verdict> {
    let sides = [claim.lhs, claim.rhs];
    if !free_symbols(sides, claim.under).is_empty()
        || !sides.iter().any(|side| has_big_operator(side))
    {
        return None;
    }
    let nothing = Bindings::new();
    let left = value_at(claim.lhs, &nothing, claim.under).ok()?;
    let right = value_at(claim.rhs, &nothing, claim.under).ok()?;
    let Compared::Ordered(order) = compare(&left, &right) else {
        return None;
    };
    Some(if comparison.holds_for(order) {
        Verdict::proved(Method::Evaluation)
    } else {
        let values = Vec::new();
        Verdict::refuted(Point {
            values,
            left,
            right,
        })
    })
}

/// Numbers made by arithmetic and roots, which are told apart however close they are.
pub(in crate::judge) fn by_separation(
    claim: &Claim<'_>,
    difference: &Expr,
    comparison: Comparison,
) -> Option<Verdict> {
    if !free_symbols([difference], claim.under).is_empty() {
        return None;
    }
    let environment = Environment::from_assumptions(claim.under);
    let (sign, method) = match algebraic_sign(difference, &environment) {
        Some(sign) => (sign, Method::Separation),
        None => (enclosed_sign(difference, &environment)?, Method::Evaluation),
    };
    if comparison.holds_for(sign) {
        return Some(Verdict::proved(method));
    }
    let value = |side: &Expr| value_at(side, &Bindings::new(), claim.under).ok();
    Some(Verdict::refuted(Point {
        values: Vec::new(),
        left: value(claim.lhs)?,
        right: value(claim.rhs)?,
    }))
}
