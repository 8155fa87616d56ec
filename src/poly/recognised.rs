//! Numbers that are not rational in the exact form that says most: `sqrt(50)` as `5*sqrt(2)`, `ln(8)`
//! as `3*ln(2)`, `1/(1 + sqrt(2))` as `sqrt(2) - 1`.

use super::convert::{Normalizer, Purpose};
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::telescope::solve;
use super::{Budget, NormalForm, PolyError, Polynomial};
use crate::expr::{Assumptions, Expr, ExprKind, Function, deep};
use crate::number::Rational;

/// Longer expressions are not looked at, and longer results say too little.
const LONGEST: u64 = 120;

/// So many roots are brought above the line, one after the other.
const MOST_ROOTS: usize = 5;

/// Longer denominators stay.
const LONGEST_BELOW: usize = 32;

/// Roots of a higher degree stay below the line.
const MOST_DEGREE: u64 = 12;

/// The exact form of a number in which the least stands under roots and in logarithms, none of it below
/// a line where that can be had; `None` where the expression has symbols or is too long.
///
/// ```
/// use longhand::expr::{Assumptions, Expr, Function};
/// use longhand::poly::recognised;
///
/// let root = |n: i64| Expr::call(Function::Sqrt, [Expr::integer(n)]);
/// let found = recognised(&root(50), &Assumptions::none()).unwrap();
/// assert_eq!(found, Some(Expr::product([Expr::integer(5), root(2)])));
/// ```
///
/// # Errors
/// A part is divided by 0, or the limits that keep this cheap are reached.
pub fn recognised(expr: &Expr, assumptions: &Assumptions) -> Result<Option<Expr>, PolyError> {
    if expr.size() > LONGEST || !expr.free_symbols().is_empty() {
        return Ok(None);
    }
    let budget = Budget {
        max_terms: 1_000,
        max_bits: 1 << 14,
        max_products: 1 << 21,
        max_elements: 64,
        ..Budget::default()
    };
    let shown = form(expr, assumptions, &budget, Purpose::Show, false)?;
    let mut found = vec![shown];
    if mentions_logarithm(expr) {
        let natural = form(expr, assumptions, &budget, Purpose::Decide, true)?;
        if natural.as_number().is_some() {
            return Ok(Some(natural.to_expr()));
        }
        found.push(form(expr, assumptions, &budget, Purpose::Decide, false)?);
    }
    let found = found.iter().map(|form| positive_first(form.to_expr()));
    let best = found.min_by_key(Weight::of);
    Ok(best.filter(|best| best.size() <= LONGEST))
}

/// A sum that does not begin with a minus sign, where it has a term without one.
fn positive_first(sum: Expr) -> Expr {
    let is_negative = |term: &Expr| {
        matches!(term.kind(), ExprKind::Neg(_))
            || term.as_number().is_some_and(|number| number.is_negative())
    };
    let ExprKind::Sum(terms) = sum.kind() else {
        return sum;
    };
    let (negative, mut ordered): (Vec<Expr>, Vec<Expr>) =
        terms.iter().cloned().partition(is_negative);
    ordered.extend(negative);
    Expr::sum(ordered)
}

/// Whether one form of a number says more than another: less stands under its roots and in its
/// logarithms.
pub fn says_more(one: &Expr, other: &Expr) -> bool {
    let inside = |expr| {
        let weight = Weight::of(expr);
        (weight.is_broken, weight.bits)
    };
    inside(one) < inside(other)
}

fn form(
    expr: &Expr,
    assumptions: &Assumptions,
    budget: &Budget,
    purpose: Purpose,
    natural: bool,
) -> Result<NormalForm, PolyError> {
    let mut normalizer = Normalizer::new(assumptions, budget, purpose);
    normalizer.natural = natural;
    let fraction = normalizer.convert(expr)?;
    let mut fraction = normalizer.rationalised(fraction)?;
    fraction.cancel(budget)?;
    NormalForm::new(fraction, normalizer, vec![expr.clone()])
}

impl Normalizer<'_> {
    /// The same number without roots below the line, as far as can be had.
    fn rationalised(&mut self, fraction: Fraction) -> Result<Fraction, PolyError> {
        let mut fraction = fraction;
        for _ in 0..MOST_ROOTS {
            let below = fraction.denominator(self.budget)?;
            let Some(factor) = self.conjugate(&below)? else {
                break;
            };
            let factor = Fraction::from(factor);
            let above = self.multiply(&fraction.numerator.into(), &factor)?;
            let below = self.multiply(&below.into(), &factor)?;
            let Some(inverse) = below.inverse(self.budget)? else {
                return self.multiply(&above, &below);
            };
            fraction = self.multiply(&above, &inverse)?;
        }
        Ok(fraction)
    }

    /// What a sum with roots of numbers is multiplied by so that one of the roots vanishes.
    fn conjugate(&self, below: &Polynomial) -> Result<Option<Polynomial>, PolyError> {
        if below.len() > LONGEST_BELOW {
            return Ok(None);
        }
        for variable in self.table.related() {
            let Some(Kind::Root {
                radicand, order, ..
            }) = self.table.get(*variable).map(|entry| &entry.kind)
            else {
                continue;
            };
            let (true, Some(radicand)) = (below.mentions(*variable), radicand.as_constant()) else {
                continue;
            };
            let found = if *order == 2 {
                Some(self.mirrored(below, *variable)?)
            } else {
                inverse_of(below, *variable, *order, &radicand)
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// A − B·√r for A + B·√r.
    fn mirrored(&self, below: &Polynomial, variable: usize) -> Result<Polynomial, PolyError> {
        let (with, without): (Vec<usize>, Vec<usize>) =
            (0..below.len()).partition(|term| below.exponent(*term, variable) != 0);
        below
            .pick(&without)
            .subtract(&below.pick(&with), self.budget)
    }
}

/// The inverse of a polynomial in the root `v` of a number, `v^order = radicand`, by linear equations
/// for its coefficients.
fn inverse_of(
    below: &Polynomial,
    variable: usize,
    order: u64,
    radicand: &Rational,
) -> Option<Polynomial> {
    if order > MOST_DEGREE {
        return None;
    }
    let degree = usize::try_from(order).ok()?;
    let mut coefficients = vec![Rational::ZERO; degree];
    for (exponent, coefficient) in below.coefficients_in(variable) {
        let place = usize::try_from(exponent).ok()?;
        *coefficients.get_mut(place)? = coefficient.as_constant()?;
    }
    let mut column = coefficients;
    let mut columns = Vec::with_capacity(degree);
    for _ in 0..degree {
        columns.push(column.clone());
        // Times v: the last one comes round as a multiple of the radicand.
        column.rotate_right(1);
        if let Some(first) = column.first_mut() {
            *first *= radicand;
        }
    }
    let mut one = vec![Rational::ZERO; degree];
    *one.first_mut()? = Rational::ONE;
    let solution = solve(&columns, &one)?;
    let terms = solution.iter().zip(0..).map(|(coefficient, exponent)| {
        let mut term = Polynomial::constant(coefficient);
        term.multiply_by_power(variable, exponent);
        term
    });
    Polynomial::sum(terms, &Budget::default()).ok()
}

fn mentions_logarithm(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Call(Function::Ln | Function::Log2 | Function::Log10 | Function::Exp, _) => true,
        _ => expr.children().into_iter().any(mentions_logarithm),
    })
}

/// How much of a number is not said; less is better, the first field first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    /// Whether a root or a logarithm stands below a line.
    is_broken: bool,
    /// How many roots and logarithms there are.
    calls: u64,
    /// How many terms the sum has.
    terms: usize,
    /// How long the numbers in roots and logarithms are.
    bits: u64,
    size: u64,
}

impl Weight {
    fn of(expr: &Expr) -> Self {
        let mut weight = Self {
            terms: expr.terms().len(),
            size: expr.size(),
            ..Self::default()
        };
        weight.visit(expr, false);
        weight
    }

    fn visit(&mut self, expr: &Expr, is_inside: bool) {
        deep(|| match expr.kind() {
            ExprKind::Number(literal) if is_inside => {
                let value = literal.value();
                let below = if value.is_integer() {
                    0
                } else {
                    value.denominator().bits()
                };
                self.bits += value.numerator().bits() + below;
            }
            ExprKind::Quotient(above, below) => {
                self.visit(above, is_inside);
                let calls = self.calls;
                self.visit(below, is_inside);
                self.is_broken |= self.calls > calls && !is_inside;
            }
            ExprKind::Call(_, arguments) => {
                self.calls += 1;
                for argument in arguments {
                    self.visit(argument, true);
                }
            }
            ExprKind::Power(base, exponent)
                if exponent.as_number().is_none_or(|e| !e.is_integer()) =>
            {
                self.calls += 1;
                self.visit(base, true);
                self.visit(exponent, true);
            }
            _ => {
                for child in expr.children() {
                    self.visit(child, is_inside);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, show};
    use super::*;

    /// By hand: 50 = 2·25, 54 = 2·27, (1 + √2)(√2 − 1) = 1, and so on.
    #[test]
    fn what_numbers_are() {
        let table = [
            ("sqrt(50)", "5*sqrt(2)"),
            ("root(54, 3)", "3*root(2, 3)"),
            ("sqrt(8)/2", "sqrt(2)"),
            ("ln(8)", "3*ln(2)"),
            ("ln(8)/ln(2)", "3"),
            ("ln(12) - ln(3)", "2*ln(2)"),
            ("exp(2*ln(3))", "9"),
            ("1/(1 + sqrt(2))", "sqrt(2) - 1"),
            ("1/(1 + root(2, 3) + root(4, 3))", "root(2, 3) - 1"),
            ("1/(sqrt(2) + sqrt(3))", "sqrt(3) - sqrt(2)"),
            ("sqrt(3 + 2*sqrt(2))", "sqrt(2) + 1"),
            ("log2(12)", "log2(12)"),
            ("log2(12) + 1", "log2(3) + 3"),
        ];
        for (given, expected) in table {
            let found = recognised(&read(given), &Assumptions::none()).unwrap();
            assert_eq!(
                found.map(|found| show(&found)).as_deref(),
                Some(expected),
                "{given}"
            );
        }
    }
}
