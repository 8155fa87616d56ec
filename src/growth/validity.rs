//! When a bound of the relative error may be relied on.
//!
//! With kept terms K₁, K₂, … of one sign and K their sum, let the dropped terms that add to K come to
//! P ≥ 0 and those that take from it to N ≥ 0, so that |exact| = |K + P − N| and the error is
//! |P − N|. Each dropped term is at most its charges, hence P ≤ Σ aᵢ|Kᵢ| ≤ a|K| and
//! N ≤ Σ tᵢ|Kᵢ| ≤ t|K|, where aᵢ and tᵢ are the ratios charged to Kᵢ and a and t the largest of them.
//!
//! - Where P ≥ N, the error over the exact value is x/(|K| + x) for x = P − N ≤ P: at most a.
//! - Where N > P, it is y/(|K| − y) for y = N − P ≤ N. That grows with y as long as y < |K|, so it
//!   is at most t/(1 − t) **if t < 1**: every tᵢ has to be below 1.
//!
//! Where kept terms of both signs are proved to come to at least s times the sum of their sizes,
//! |K| ≥ s Σ|Kᵢ| with 0 < s < 1, the same holds with every ratio divided by s: P ≤ a Σ|Kᵢ| ≤ (a/s)|K|.
//!
//! A dropped term of unknown sign counts among both. The charges rest on the weighted means of
//! what grows, so every growing factor has to be positive: a large symbol is, by what large means;
//! a logarithm or a rounding down is, from some value on.

use super::bound::Charge;
use super::group::Group;
use super::ratio::Ratio;
use super::sign::{Sign, Signs};
use crate::expr::{Comparison, Expr, ExprKind, Function, Predicate};
use crate::number::Rational;

/// What has to hold besides positive growing factors, so that the bound made of these charges is one.
pub(super) fn conditions(charges: &[Charge], signs: &Signs<'_>) -> Vec<Predicate> {
    let mut found: Vec<Predicate> = Vec::new();
    let mut push = |condition: Predicate| {
        if !found.contains(&condition) {
            found.push(condition);
        }
    };
    let kept = charges.iter().map(|charge| charge.kept).max();
    for at in 0..=kept.unwrap_or_default() {
        let own = charges.iter().filter(|charge| charge.kept == at);
        let taking: Vec<&Ratio> = own
            .filter(|charge| charge.takes)
            .map(|charge| &charge.ratio)
            .collect();
        if let Some(condition) = below_one(&taking, signs) {
            push(condition);
        }
    }
    found
}

/// That the growing factors are positive, where large symbols that are positive do not imply it.
pub(super) fn positive_factors(groups: &[Group], signs: &mut Signs<'_>) -> Vec<Predicate> {
    let mut found: Vec<Predicate> = Vec::new();
    let growing = groups
        .iter()
        .filter(|group| group.exponents.is_measured())
        .flat_map(|group| &group.growing);
    for (base, _) in growing {
        if let Some(condition) = positive(base, signs)
            && !found.contains(&condition)
        {
            found.push(condition);
        }
    }
    found
}

/// That the sum of the ratios is below 1; nothing where the symbols' lower bounds imply it.
fn below_one(ratios: &[&Ratio], signs: &Signs<'_>) -> Option<Predicate> {
    let greater = |a, b| Predicate::Compare(a, Comparison::Greater, b);
    if let Some(most) = ratios.iter().try_fold(Rational::ZERO, |sum, ratio| {
        Some(sum + at_most(ratio, signs)?)
    }) && most < Rational::ONE
    {
        return None;
    }
    match ratios {
        [] => None,
        [only] => {
            let (above, below) = only.above_and_below();
            Some(greater(below, above))
        }
        _ => {
            let sum = Expr::sum(ratios.iter().map(|ratio| ratio.to_expr()));
            Some(Predicate::Compare(sum, Comparison::Less, Expr::one()))
        }
    }
}

/// The ratio at the lower bounds of the symbols in it, where it only falls from there.
fn at_most(ratio: &Ratio, signs: &Signs<'_>) -> Option<Rational> {
    let mut most = ratio.coefficient.abs();
    for (base, exponent) in &ratio.powers {
        let least = signs.at_least(base.as_symbol()?)?;
        let exponent = (-exponent).to_integer()?.to_i64()?;
        let exponent = u32::try_from(exponent).ok().filter(|e| *e <= 64)?;
        if !least.is_positive() {
            return None;
        }
        for _ in 0..exponent {
            most = most.checked_div(&least)?;
        }
    }
    Some(most)
}

/// That a growing factor is positive; nothing where it is for all positive large symbols.
fn positive(base: &Expr, signs: &mut Signs<'_>) -> Option<Predicate> {
    if base.as_symbol().is_some() {
        return None;
    }
    let compare =
        |a: &Expr, comparison, b: Expr| Some(Predicate::Compare(a.clone(), comparison, b));
    if let ExprKind::Call(function, arguments) = base.kind() {
        match (function, arguments.as_slice()) {
            (Function::Floor, [x]) => return compare(x, Comparison::GreaterEqual, Expr::one()),
            (Function::FloorDiv, [x, y]) if signs.certain(y) == Sign::Positive => {
                return compare(x, Comparison::GreaterEqual, y.clone());
            }
            (Function::Ln | Function::Log2 | Function::Log10, [x]) => {
                return compare(x, Comparison::Greater, Expr::one());
            }
            _ => {}
        }
    }
    (signs.certain(base) != Sign::Positive)
        .then(|| Predicate::Compare(base.clone(), Comparison::Greater, Expr::zero()))
}
