//! Real roots in radicals: of polynomials with numbers for coefficients that are linear or quadratic in a power of
//! x − s, where s is the mean of all roots, once rational roots are split off.

use super::SolveError;
use super::root::quotient;
use super::roots::{PowerValue, RootValue, Through};
use crate::eval::{Enclosure, Environment, Value, evaluate};
use crate::expr::{Assumptions, Expr, ExprKind, Function, Symbol, deep};
use crate::number::Rational;
use crate::poly::{Budget, RealPolynomial, RealRoot, Term, normal_form, recognised};

/// Polynomials of a higher degree are not moved to the mean of their roots.
const MOST_MOVED: usize = 60;

/// So often a power may stand inside a power.
const MOST_NESTED: usize = 4;

/// A polynomial in x as one in a power of x − s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InPower {
    /// s.
    pub(super) shift: Rational,
    /// The exponent of the power, at least 2.
    pub(super) exponent: usize,
    /// The coefficients by the power, the constant first.
    pub(super) inner: Vec<Rational>,
}

impl InPower {
    /// The same polynomial by the highest power of x − s that it can be written in; `None` where that is the first.
    pub(super) fn of(numbers: &[Rational]) -> Option<Self> {
        let degree = numbers.len().checked_sub(1)?;
        let leading = numbers.last()?;
        let second = numbers.get(degree.checked_sub(1)?)?;
        let count = Rational::from(i64::try_from(degree).ok()?);
        let shift = (-second).checked_div(&(leading * &count))?;
        if !shift.is_zero() && degree > MOST_MOVED {
            return None;
        }
        let moved = moved(numbers, &shift);
        let occurring = moved.iter().enumerate().skip(1);
        let occurring = occurring.filter(|(_, coefficient)| !coefficient.is_zero());
        let exponent = occurring.fold(0, |common, (power, _)| gcd(common, power));
        (exponent > 1).then(|| Self {
            shift,
            exponent,
            inner: moved.into_iter().step_by(exponent).collect(),
        })
    }

    /// Whether the roots of a polynomial of the inner degree are written down by a formula.
    pub(super) fn has_formula(&self) -> bool {
        self.inner.len() <= 3
    }

    /// The values of the power, and those of x that each leads to.
    pub(super) fn through(&self, unknown: &Symbol, budget: &Budget) -> Result<Through, SolveError> {
        let unknown = Expr::symbol(unknown.clone());
        let values = closed(&self.inner, budget, MOST_NESTED)?.into_iter();
        let values = values.map(|value| {
            Ok(PowerValue {
                roots: self.undo(&value, budget)?,
                conditions: Vec::new(),
                value,
            })
        });
        Ok(Through {
            base: match self.shift.signum() {
                0 => unknown,
                1 => Expr::difference(unknown, Expr::number(&self.shift)),
                _ => Expr::sum([unknown, Expr::number(&-&self.shift)]),
            },
            exponent: self.exponent,
            inner: self.inner.iter().map(Expr::number).collect(),
            values: values.collect::<Result<_, SolveError>>()?,
        })
    }

    /// The values of x in closed form at which the polynomial is 0.
    fn roots(&self, budget: &Budget, depth: usize) -> Result<Vec<Expr>, SolveError> {
        let mut found = Vec::new();
        for value in closed(&self.inner, budget, depth)? {
            found.extend(self.undo(&value, budget)?);
        }
        Ok(found)
    }

    /// The values of x at which the power has a value.
    fn undo(&self, value: &Expr, budget: &Budget) -> Result<Vec<Expr>, SolveError> {
        let Some(sign) = sign_of(value) else {
            return Ok(Vec::new());
        };
        let is_even = self.exponent.is_multiple_of(2);
        if sign == 0 || (sign < 0 && is_even) {
            let middle = (sign == 0).then(|| Expr::number(&self.shift));
            return Ok(middle.into_iter().collect());
        }
        let size = if sign < 0 {
            quotient(
                &terms_of(value, budget)?,
                &[constant(&Rational::ONE)],
                budget,
            )?
        } else {
            value.clone()
        };
        let degree = Expr::integer(self.exponent);
        let root = if self.exponent == 2 {
            Expr::call(Function::Sqrt, [size])
        } else {
            Expr::call(Function::Root, [size, degree])
        };
        let signs: &[i64] = if is_even {
            &[-1, 1]
        } else {
            &[i64::from(sign)]
        };
        let values = signs
            .iter()
            .map(|sign| beside(&self.shift, &root, *sign, budget));
        values.collect()
    }
}

/// The real roots in closed form of a polynomial, its coefficients given with the constant first; not all where it is
/// of another form.
pub(super) fn roots_in_radicals(
    numbers: &[Rational],
    budget: &Budget,
) -> Result<Vec<Expr>, SolveError> {
    closed(numbers, budget, MOST_NESTED)
}

fn closed(numbers: &[Rational], budget: &Budget, depth: usize) -> Result<Vec<Expr>, SolveError> {
    let mut found = Vec::new();
    let Some(depth) = depth.checked_sub(1) else {
        return Ok(found);
    };
    if let Some(power) = InPower::of(numbers) {
        return power.roots(budget, depth);
    }
    let isolated = RealPolynomial::new(numbers).and_then(|polynomial| polynomial.roots().ok());
    let mut rest = numbers.to_vec();
    for root in isolated.into_iter().flatten() {
        if let Some(value) = root.rational() {
            found.push(Expr::number(value));
            for _ in 0..root.multiplicity() {
                rest = without_root(&rest, value);
            }
        }
    }
    if let Some(power) = InPower::of(&rest).filter(|_| !found.is_empty()) {
        found.extend(power.roots(budget, depth)?);
    }
    Ok(found)
}

/// The one of several values that an isolated root is: each of them is a root, and no two roots share an interval.
pub(super) fn matching(root: &RealRoot, values: &[(Expr, Enclosure)]) -> Option<RootValue> {
    let here = values
        .iter()
        .filter(|(_, held)| held.low() <= root.high() && root.low() <= held.high());
    let here: Vec<&(Expr, Enclosure)> = here.collect();
    match here.as_slice() {
        [(value, _)] => Some(RootValue::Exact(value.clone())),
        _ => None,
    }
}

/// Values, each with numbers that hold it.
pub(super) fn held(values: Vec<Expr>) -> Vec<(Expr, Enclosure)> {
    let held = values.into_iter().filter_map(|value| {
        let bounds = match evaluate(&value, &Environment::new()).ok()? {
            Value::Number(number) => Enclosure::new(number.clone(), number)?,
            Value::Enclosure(bounds) => bounds,
            _ => return None,
        };
        Some((value, bounds))
    });
    held.collect()
}

/// s + r or s − r, where r is a root: over one line where r is one root of a whole number, or a sum of roots after all.
fn beside(shift: &Rational, root: &Expr, sign: i64, budget: &Budget) -> Result<Expr, SolveError> {
    let simpler = recognised(root, &Assumptions::none()).ok().flatten();
    let is_simpler = |simpler: &Expr| match nesting(root) {
        1 => roots_in(simpler) == 1,
        depth => nesting(simpler) < depth,
    };
    let simpler = simpler.filter(is_simpler);
    let Some(simpler) = simpler else {
        let root = root.clone();
        return Ok(match (shift.is_zero(), sign < 0) {
            (true, true) => Expr::negative(root),
            (true, false) => root,
            (false, true) => Expr::difference(Expr::number(shift), root),
            (false, false) => Expr::sum([Expr::number(shift), root]),
        });
    };
    let mut terms = terms_of(&simpler, budget)?;
    // What is put together is the negative of the sum over 1.
    let sign = Rational::from(-sign);
    for term in &mut terms {
        term.coefficient = &term.coefficient * &sign;
    }
    if !shift.is_zero() {
        terms.insert(0, constant(&-shift));
    }
    quotient(&terms, &[constant(&Rational::ONE)], budget)
}

fn terms_of(expr: &Expr, budget: &Budget) -> Result<Vec<Term>, SolveError> {
    Ok(normal_form(expr, &Assumptions::none(), budget)?.terms())
}

/// How deep roots stand in one another.
fn nesting(expr: &Expr) -> usize {
    deep(|| {
        let inside = expr.children().into_iter().map(nesting).max().unwrap_or(0);
        inside + usize::from(is_root(expr))
    })
}

/// How many roots there are.
fn roots_in(expr: &Expr) -> usize {
    deep(|| {
        let inside: usize = expr.children().into_iter().map(roots_in).sum();
        inside + usize::from(is_root(expr))
    })
}

fn is_root(expr: &Expr) -> bool {
    matches!(
        expr.kind(),
        ExprKind::Call(Function::Sqrt | Function::Root, _)
    )
}

fn sign_of(value: &Expr) -> Option<i32> {
    let value = evaluate(value, &Environment::new()).ok()?;
    value.as_real()?.signum()
}

fn constant(number: &Rational) -> Term {
    Term {
        coefficient: number.clone(),
        powers: Vec::new(),
    }
}

/// The coefficients of p(x + s), by dividing by x − s again and again.
fn moved(numbers: &[Rational], shift: &Rational) -> Vec<Rational> {
    let mut coefficients = numbers.to_vec();
    if shift.is_zero() {
        return coefficients;
    }
    for start in 0..coefficients.len() {
        let mut above = Rational::ZERO;
        for coefficient in coefficients.iter_mut().skip(start).rev() {
            *coefficient += &above * shift;
            above.clone_from(coefficient);
        }
    }
    coefficients
}

/// The quotient by x − r, where r is a root.
fn without_root(numbers: &[Rational], root: &Rational) -> Vec<Rational> {
    let mut above = Rational::ZERO;
    let mut quotient: Vec<Rational> = Vec::with_capacity(numbers.len());
    for coefficient in numbers.iter().skip(1).rev() {
        above = &above * root + coefficient;
        quotient.push(above.clone());
    }
    quotient.reverse();
    quotient
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::poly::difference;
    use crate::syntax::parse_expression;

    fn numbers(coefficients: &[i64]) -> Vec<Rational> {
        coefficients.iter().map(|n| Rational::from(*n)).collect()
    }

    /// By hand: (x − 1)³ = 7; x² = (5 ± √13)/2; x² = 5 ± 2√6 = (√2 ± √3)²; x³ = 1 or 2; x² = −1 is not real.
    #[test]
    fn roots_of_powers() {
        let table: [(&[i64], &[&str]); 9] = [
            (&[-7, 0, 0, 1], &["root(7, 3)"]),
            (&[-7, 0, 0, 2], &["root(7/2, 3)"]),
            (&[3, 0, 0, 0, 0, 1], &["-root(3, 5)"]),
            (&[-8, 3, -3, 1], &["root(7, 3) + 1"]),
            (
                &[3, 0, -5, 0, 1],
                &[
                    "-sqrt((5 - sqrt(13))/2)",
                    "sqrt((5 - sqrt(13))/2)",
                    "-sqrt((5 + sqrt(13))/2)",
                    "sqrt((5 + sqrt(13))/2)",
                ],
            ),
            (
                &[1, 0, -10, 0, 1],
                &[
                    "sqrt(2) - sqrt(3)",
                    "sqrt(3) - sqrt(2)",
                    "-sqrt(2) - sqrt(3)",
                    "sqrt(2) + sqrt(3)",
                ],
            ),
            (&[2, 0, 0, -3, 0, 0, 1], &["1", "root(2, 3)"]),
            (&[1, 0, 1], &[]),
            (&[-1, -1, 0, 0, 1], &[]),
        ];
        for (coefficients, expected) in table {
            let found = roots_in_radicals(&numbers(coefficients), &Budget::default()).unwrap();
            assert_eq!(found.len(), expected.len(), "{coefficients:?}");
            for (value, expected) in found.iter().zip(expected) {
                let expected = parse_expression(expected).unwrap();
                let none = Assumptions::none();
                let apart = difference(value, &expected, &none, &Budget::default()).unwrap();
                assert!(apart.is_zero(), "{coefficients:?}: {expected:?}");
            }
        }
    }

    /// (x + 1)² = x² + 2x + 1 and its quotient by x + 1, by hand.
    #[test]
    fn moved_and_divided() {
        assert_eq!(
            moved(&numbers(&[0, 0, 1]), &Rational::ONE),
            numbers(&[1, 2, 1])
        );
        assert_eq!(
            without_root(&numbers(&[1, 2, 1]), &Rational::from(-1)),
            numbers(&[1, 1])
        );
    }
}
