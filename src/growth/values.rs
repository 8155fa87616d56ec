//! What an approximation is worth at given values: its exact error, and the bound.

use super::Approximation;
use crate::eval::{Environment, EvalError, Real, Value, decide, evaluate};
use crate::expr::{Expr, Function};
use crate::number::Rational;

/// An approximation at given values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtValues {
    /// The exact value.
    pub exact: Value,
    /// The value of the approximation.
    pub approximate: Value,
    /// |approximation − exact| / |exact|; `None` where the exact value is 0.
    pub relative_error: Option<Real>,
    /// What the bound says; `None` where there is none, or where its conditions do not hold.
    pub bound: Option<Real>,
    /// The least of the bounds that the choices of dominating terms give.
    pub least_bound: Option<Real>,
}

impl AtValues {
    /// Whether the values are large enough for the approximation to say something: neither the
    /// error nor its bound is above 10 %.
    pub fn is_asymptotic(&self) -> bool {
        let small = |value: &Real| value.high() * Rational::from(10) <= Rational::ONE;
        self.relative_error.as_ref().is_some_and(small)
            && self
                .least_bound
                .as_ref()
                .or(self.bound.as_ref())
                .is_none_or(small)
    }
}

impl Approximation {
    /// The exact value, the approximate one and the error, at the values of an environment.
    ///
    /// # Errors
    /// Those of the evaluation.
    pub fn at(&self, environment: &Environment<'_>) -> Result<AtValues, EvalError> {
        Ok(AtValues {
            exact: evaluate(&self.exact, environment)?,
            approximate: evaluate(&self.approximation, environment)?,
            relative_error: relative_error(&self.approximation, &self.exact, environment)?,
            bound: self.bound_at(environment),
            least_bound: self.least_bound_at(environment),
        })
    }

    /// The largest of the bounds, as long as the values are such that it is one.
    fn bound_at(&self, environment: &Environment<'_>) -> Option<Real> {
        for condition in &self.bound_if {
            if decide(condition, environment) != Ok(true) {
                return None;
            }
        }
        let mut largest: Option<Real> = None;
        for bound in &self.bounds {
            let value = evaluate(bound, environment).ok()?.as_real()?;
            if value.low().is_negative() {
                return None;
            }
            largest = Some(match largest {
                Some(held) if held.high() >= value.high() => held,
                _ => value,
            });
        }
        largest
    }

    fn least_bound_at(&self, environment: &Environment<'_>) -> Option<Real> {
        if !self.adds_up || self.dropped.is_empty() {
            return None;
        }
        let mut charges: Vec<Vec<(usize, Rational)>> = Vec::new();
        for dropped in &self.dropped {
            let mut ratios = Vec::new();
            for (kept, ratio) in &dropped.choices {
                let value = evaluate(ratio, environment).ok()?.as_real()?;
                ratios.push((*kept, value.high().abs()));
            }
            charges.push(ratios);
        }
        least_load(&charges, self.kept.len()).map(Real::from)
    }
}

/// |approximate − exact| / |exact|; `None` where the exact value is 0.
pub(super) fn relative_error(
    approximate: &Expr,
    exact: &Expr,
    environment: &Environment<'_>,
) -> Result<Option<Real>, EvalError> {
    // What is the same is not off, whatever its digits.
    if approximate == exact {
        let value = evaluate(exact, environment)?.as_real();
        let is_nonzero = value
            .as_ref()
            .and_then(Real::signum)
            .is_some_and(|sign| sign != 0);
        return Ok(is_nonzero.then(|| Real::from(Rational::ZERO)));
    }
    let difference = Expr::difference(approximate.clone(), exact.clone());
    let quotient = Expr::quotient(difference, exact.clone());
    match evaluate(&Expr::call(Function::Abs, [quotient]), environment) {
        Ok(value) => Ok(value.as_real()),
        Err(EvalError::DivisionByZero { divisor }) if divisor == *exact => Ok(None),
        Err(error) => Err(error),
    }
}

/// The most assignments that are tried.
const MAX_ASSIGNMENTS: usize = 4_096;

/// The least, over all ways to charge each dropped term to one of its choices, of the greatest
/// sum charged to one kept term.
fn least_load(charges: &[Vec<(usize, Rational)>], kept: usize) -> Option<Rational> {
    let count = charges
        .iter()
        .try_fold(1_usize, |n, c| n.checked_mul(c.len()))?;
    if count == 0 || count > MAX_ASSIGNMENTS {
        return None;
    }
    let assignments = (0..count).filter_map(|mut number| {
        let mut loads = vec![Rational::ZERO; kept];
        for choices in charges {
            let (at, ratio) = choices.get(number % choices.len())?;
            number /= choices.len();
            *loads.get_mut(*at)? += ratio;
        }
        loads.into_iter().max()
    });
    assignments.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_are_spread() {
        let ratio = |n: i64, d: i64| Rational::from(n).checked_div(&Rational::from(d)).unwrap();
        // Two dropped terms, the second of which either kept term can carry.
        let charges = [
            vec![(0, ratio(1, 10))],
            vec![(0, ratio(1, 100)), (1, ratio(1, 2))],
        ];
        assert_eq!(least_load(&charges, 2), Some(ratio(11, 100)));
        assert_eq!(least_load(&[vec![]], 1), None);
    }
}
