//! One symbol between two numbers: stretch by stretch, bounds of the difference of the sides tell its sign.

use super::super::bounds::Bounds;
use super::super::claim::Claim;
use super::super::symbols::free_symbols;
use super::super::verdict::{Method, Verdict};
use crate::eval::{Enclosure, Environment, evaluate_over};
use crate::expr::{Comparison, Expr};
use crate::number::{Integer, Rational};

/// So many stretches are looked at.
const MOST: usize = 400;

/// Steps of one evaluation.
const MOST_STEPS: u64 = 20_000;

/// Holds where it holds all over each of some stretches that the values of the one symbol are cut into.
pub(super) fn by_stretches(
    claim: &Claim<'_>,
    difference: &Expr,
    comparison: Comparison,
) -> Option<Verdict> {
    let symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
    let mut symbols = symbols.into_iter();
    let (symbol, None) = (symbols.next()?, symbols.next()) else {
        return None;
    };
    let bounds = Bounds::of(&symbol, claim.under);
    let (low, high) = (bounds.low?.value, bounds.high?.value);
    let mut environment = Environment::from_assumptions(claim.under);
    environment.limits.max_steps = environment.limits.max_steps.min(MOST_STEPS);
    let mut left = vec![Enclosure::new(low, high)?];
    let (mut seen, mut stretches) = (0, 0);
    while let Some(stretch) = left.pop() {
        seen += 1;
        if seen > MOST {
            return None;
        }
        let value = evaluate_over(difference, &environment, &symbol, &stretch);
        let value = value.ok().and_then(|value| value.as_real());
        let holds = value.is_some_and(|value| {
            let zero = Rational::ZERO;
            match comparison {
                Comparison::Greater => *value.low() > zero,
                Comparison::GreaterEqual => *value.low() >= zero,
                Comparison::Less => *value.high() < zero,
                Comparison::LessEqual => *value.high() <= zero,
                Comparison::NotEqual => *value.low() > zero || *value.high() < zero,
                Comparison::Equal => false,
            }
        });
        if holds {
            stretches += 1;
            continue;
        }
        let middle = (stretch.low() + stretch.high()) * Rational::dyadic(&Integer::ONE, -1);
        left.push(Enclosure::new(middle.clone(), stretch.high().clone())?);
        left.push(Enclosure::new(stretch.low().clone(), middle)?);
    }
    Some(Verdict::proved(Method::Stretches(stretches)))
}

#[cfg(test)]
mod tests {
    use super::super::super::asked::under;
    use super::*;
    use crate::syntax::parse_chain;

    fn is_told(text: &str, assumed: &[&str]) -> bool {
        let chain = parse_chain(text).unwrap();
        let link = &chain.links[0];
        let under = under(assumed);
        let claim = Claim {
            lhs: &chain.first,
            relation: link.relation,
            rhs: &link.expr,
            under: &under,
        };
        let difference = Expr::difference(claim.lhs.clone(), claim.rhs.clone());
        let comparison = link.relation.comparison().unwrap();
        by_stretches(&claim, &difference, comparison).is_some_and(|found| found.holds())
    }

    /// The least value of x·ln(x) is −1/e = −0.368, of eˣ − 2x it is 2 − 2·ln 2 = 0.614, and of eˣ − 3x
    /// 3 − 3·ln 3 = −0.296; 1 + x touches eˣ, so that no stretch around 0 tells them apart.
    #[test]
    fn bounds_on_stretches() {
        for (text, ends) in [
            ("x*ln(x) > -1/2", ["x >= 1/10", "x <= 2"]),
            ("exp(x) > 2*x", ["x >= 0", "x <= 3"]),
            ("2*x < exp(x)", ["x >= 0", "x <= 3"]),
            ("exp(x) != 2*x", ["x >= 0", "x <= 3"]),
        ] {
            assert!(is_told(text, &ends), "{text}");
        }
        for (text, ends) in [
            ("exp(x) > 3*x", vec!["x >= 0", "x <= 3"]),
            ("exp(x) != 3*x", vec!["x >= 0", "x <= 3"]),
            ("exp(x) > 1 + x", vec!["x >= -1", "x <= 2"]),
            ("exp(x) > 2*x", vec!["x >= 0"]),
            ("exp(x) > 2*x - y^2", vec!["x >= 0", "x <= 3"]),
        ] {
            assert!(!is_told(text, &ends), "{text}");
        }
    }
}
