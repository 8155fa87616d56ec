//! Polynomials whose exponents lie on a line: a monomial times a polynomial in one product of powers, the
//! roots of which decide. 4x⁴ − 4x²y² + 2y⁴ is y⁴(4t² − 4t + 2) with t = x²/y².

use std::collections::BTreeMap;

use super::super::positive::Proved;
use super::super::verdict::SignMethod;
use super::form::Form;
use super::methods::{Seen, by_roots};
use crate::expr::Expr;

/// The most variables of either sign.
const MAX_FREE: usize = 4;

/// The longest way from one end of the line to the other.
const MAX_DEGREE: i64 = 64;

/// Proves that a form whose exponents lie on a line is not negative, or, where that is wanted, positive.
///
/// What holds for all positive values holds where some of them are 0, but for strict inequalities.
pub(super) fn by_line(form: &Form, strict: bool) -> Option<Seen> {
    let occurring = form.occurring();
    let sign_of = |at: usize| form.variables.get(at).map(|(_, sign)| *sign);
    if strict
        && occurring
            .iter()
            .any(|at| sign_of(*at) != Some(Proved::Positive))
    {
        return None;
    }
    let is_free = |at: &usize| sign_of(*at) == Some(Proved::Nothing);
    let free: Vec<usize> = occurring.into_iter().filter(is_free).collect();
    if free.len() > MAX_FREE {
        return None;
    }
    let line = Line::of(form)?;
    for signs in 0..1_usize << free.len() {
        let mut signed = form.clone();
        for (bit, at) in free.iter().enumerate() {
            if signs >> bit & 1 == 1 {
                signed = signed.mirrored(*at);
            }
        }
        if !by_roots(&line.on(&signed)?, 0, strict) {
            return None;
        }
    }
    Some((SignMethod::Roots, line.on(form)?.to_expr()))
}

/// A line through exponents.
struct Line {
    /// The end from which steps are counted.
    start: Vec<i64>,
    /// The shortest step between exponents.
    step: Vec<i64>,
}

impl Line {
    /// The line on which all exponents of a form lie.
    fn of(form: &Form) -> Option<Self> {
        let mut keys = form.terms.keys().map(|key| widened(key));
        let start = keys.next()?;
        let second = keys.next()?;
        let mut step = difference(&second, &start);
        let common = step.iter().fold(0, |common, part| gcd(common, *part));
        for part in &mut step {
            *part /= common.max(1);
        }
        Some(Self { start, step })
    }

    /// How many steps from the start a key lies; `None` off the line.
    fn steps_to(&self, key: &[u32]) -> Option<i64> {
        let way = difference(&widened(key), &self.start);
        let (taken, step) = way.iter().zip(&self.step).find(|(_, step)| **step != 0)?;
        let steps = taken.checked_div(*step)?;
        let fits = way
            .iter()
            .zip(&self.step)
            .all(|(way, step)| *way == steps * step);
        fits.then_some(steps)
    }

    /// A form on the line as a polynomial in the product of powers that one step multiplies by.
    fn on(&self, form: &Form) -> Option<Form> {
        let steps = form.terms.keys().map(|key| self.steps_to(key));
        let steps: Vec<i64> = steps.collect::<Option<_>>()?;
        let (least, most) = (steps.iter().min()?, steps.iter().max()?);
        if most - least > MAX_DEGREE {
            return None;
        }
        let terms = steps.iter().zip(form.terms.values());
        let terms: Option<BTreeMap<Vec<u32>, _>> = terms
            .map(|(at, coefficient)| {
                Some((vec![u32::try_from(at - least).ok()?], coefficient.clone()))
            })
            .collect();
        Some(Form {
            variables: vec![(self.product(form), Proved::Positive)],
            terms: terms?,
        })
    }

    /// What one step multiplies by: `x^2/y^2`.
    fn product(&self, form: &Form) -> Expr {
        let side = |sign: i64| {
            let variables = form.variables.iter().zip(&self.step);
            let powers = variables.filter(|(_, step)| step.signum() == sign);
            let powers = powers.map(|((base, _), step)| match step.abs() {
                1 => base.clone(),
                power => Expr::power(base.clone(), Expr::integer(power)),
            });
            let powers: Vec<Expr> = powers.collect();
            (!powers.is_empty()).then(|| Expr::product(powers))
        };
        match (side(1).unwrap_or_else(Expr::one), side(-1)) {
            (above, None) => above,
            (above, Some(below)) => Expr::quotient(above, below),
        }
    }
}

fn widened(key: &[u32]) -> Vec<i64> {
    key.iter().map(|exponent| i64::from(*exponent)).collect()
}

fn difference(a: &[i64], b: &[i64]) -> Vec<i64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Monomial;
    use crate::number::Rational;

    fn form(terms: &[(i64, &[(&str, i64)])], sign: Proved) -> Form {
        let terms = terms.iter().map(|(coefficient, powers)| Monomial {
            coefficient: Rational::from(*coefficient),
            powers: powers
                .iter()
                .map(|(name, e)| (Expr::symbol(*name), *e))
                .collect(),
        });
        Form::of(&terms.collect::<Vec<_>>(), |_| sign).unwrap()
    }

    #[test]
    fn roots_of_the_one_product_decide() {
        // 4t² − 4t + 2 has no root, 4t² − 6t + 2 = (4t − 2)(t − 1) two.
        let of = |middle| {
            form(
                &[
                    (4, &[("x", 4)]),
                    (middle, &[("x", 2), ("y", 2)]),
                    (2, &[("y", 4)]),
                ],
                Proved::Positive,
            )
        };
        assert!(by_line(&of(-4), true).is_some());
        assert!(by_line(&of(-6), false).is_none());
        // t³ − t + 1 is positive for t > 0 alone: at t = −2 it is −5.
        let cubic: &[(i64, &[(&str, i64)])] = &[
            (1, &[("x", 3)]),
            (-1, &[("x", 1), ("y", 2)]),
            (1, &[("y", 3)]),
        ];
        assert!(by_line(&form(cubic, Proved::NonNegative), false).is_some());
        assert!(by_line(&form(cubic, Proved::NonNegative), true).is_none());
        assert!(by_line(&form(cubic, Proved::Nothing), false).is_none());
        // The exponents of x² + y² + xy + 1 span a plane.
        let plane: &[(i64, &[(&str, i64)])] = &[
            (1, &[("x", 2)]),
            (-1, &[("x", 1), ("y", 1)]),
            (1, &[("y", 2)]),
            (1, &[]),
        ];
        assert!(by_line(&form(plane, Proved::Positive), false).is_none());
    }
}
