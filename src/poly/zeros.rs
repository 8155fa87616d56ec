//! Where an expression is 0: the factors that tell.

use super::convert::{Normalizer, Purpose};
use super::factored::search_budget;
use super::fraction::split_unit;
use super::normal::NormalForm;
use super::present::sum_of;
use super::splitting::factors_of;
use super::{Budget, PolyError, Polynomial};
use crate::expr::{Assumptions, Comparison, Expr, ExprKind, Function, Predicate};
use crate::number::Rational;

impl NormalForm {
    /// Conditions that all hold exactly where the form is defined and not 0, its numbers and
    /// common powers apart: `x ≠ 0` and `x ≠ y` for 3x² − 3xy.
    ///
    /// ```
    /// use longhand::expr::{Assumptions, Comparison, Expr};
    /// use longhand::poly::{Budget, normal_form};
    ///
    /// let x = Expr::symbol("x");
    /// let double = Expr::product([Expr::integer(2), x.clone()]);
    /// let form = normal_form(&double, &Assumptions::none(), &Budget::default()).unwrap();
    /// assert_eq!(form.differs_from_zero(), [Expr::compare(x, Comparison::NotEqual, Expr::zero())]);
    /// ```
    pub fn differs_from_zero(&self) -> Vec<Predicate> {
        let mut found: Vec<Predicate> = Vec::new();
        for factor in self.zero_factors() {
            let condition = differs(&factor);
            if !found.contains(&condition) {
                found.push(condition);
            }
        }
        found
    }

    /// Expressions of which one is 0 exactly where the form is: the bases of the powers that all
    /// terms have in common, and what is left of the sum.
    fn zero_factors(&self) -> Vec<Expr> {
        let terms = self.terms();
        let Some(first) = terms.first() else {
            return vec![Expr::zero()];
        };
        let common = self.common_powers(first);
        let mut factors: Vec<Expr> = common
            .iter()
            .filter(|(_, exponent)| *exponent > 0)
            .map(|(base, _)| base.clone())
            .collect();
        if terms.len() > 1 {
            let (_, primitive) = split_unit(&self.numerator);
            let parts = factors_of(&primitive, &search_budget());
            factors.extend(parts.into_iter().map(|(part, _)| {
                let (part, _) = self.with_positive_start(&part);
                sum_of(&self.terms_of(&part))
            }));
        }
        factors
    }
}

/// Conditions that hold wherever none of `these` is 0, those apart that hold wherever none of `others`
/// is: `x ≠ 1` for x² − 1 beside x + 1. What cannot be compared within the budget is kept.
///
/// # Errors
/// As for [`super::normal_form`].
pub fn zeros_beyond(
    these: &[Expr],
    others: &[Expr],
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<Vec<Predicate>, PolyError> {
    let mut normalizer = Normalizer::new(assumptions, budget, Purpose::Show);
    let mut numerators = Vec::new();
    for expr in these.iter().chain(others) {
        numerators.push(normalizer.normalise_inside(expr)?.numerator);
    }
    let (these_numerators, known) = numerators.split_at(these.len());
    let mut found = Vec::new();
    for numerator in these_numerators {
        let mut rest = numerator.clone();
        for other in known {
            rest = without(rest, other)?;
        }
        if rest.as_constant().is_some_and(|number| !number.is_zero()) {
            continue;
        }
        let form = NormalForm {
            numerator: rest,
            denominator: Polynomial::one(),
            table: normalizer.table.clone(),
            seen: normalizer.seen.clone(),
            sources: these.to_vec(),
            is_lowest: true,
            nonzero: Vec::new(),
            conditions: Vec::new(),
            written: None,
        };
        for condition in form.differs_from_zero() {
            if !found.contains(&condition) {
                found.push(condition);
            }
        }
    }
    Ok(found)
}

/// The polynomial without what it has in common with another, as often as that is there.
fn without(mut polynomial: Polynomial, other: &Polynomial) -> Result<Polynomial, PolyError> {
    let budget = search_budget();
    if other.is_zero() {
        return Ok(polynomial);
    }
    while let Ok(common) = polynomial.gcd(other, &budget) {
        if common.is_one() {
            break;
        }
        match polynomial.divide_exact(&common, &budget)? {
            Some(rest) => polynomial = rest,
            None => break,
        }
    }
    Ok(polynomial)
}

/// `factor ≠ 0`, solved where it is a symbol and a number, or a difference of two: `x ≠ 1`.
pub(super) fn differs(factor: &Expr) -> Predicate {
    let unlike = |a: &Expr, b: Expr| Predicate::Compare(a.clone(), Comparison::NotEqual, b);
    match factor.kind() {
        ExprKind::Call(Function::Sqrt, arguments) if arguments.len() == 1 => arguments
            .first()
            .map_or_else(|| unlike(factor, Expr::zero()), differs),
        // What is not 0 for x^n is at least x.
        ExprKind::Power(base, exponent) if exponent.as_number().is_none() => differs(base),
        ExprKind::Sum(terms) => match terms.as_slice() {
            [a, b] => solved(a, b).unwrap_or_else(|| unlike(factor, Expr::zero())),
            _ => unlike(factor, Expr::zero()),
        },
        _ => unlike(factor, Expr::zero()),
    }
}

/// `a + b ≠ 0` as `x ≠ …`, where one is a multiple of a symbol and the other a number, or they are
/// x and −y.
fn solved(a: &Expr, b: &Expr) -> Option<Predicate> {
    let unlike = |x: Expr, value: Expr| Predicate::Compare(x, Comparison::NotEqual, value);
    let ((scale, x), (other, rest)) = (multiple(a)?, multiple(b)?);
    match (x, rest) {
        (Some(x), None) => Some(unlike(x, Expr::number(&-other.checked_div(&scale)?))),
        (None, Some(x)) => Some(unlike(x, Expr::number(&-scale.checked_div(&other)?))),
        (Some(x), Some(y)) if scale == -&other => Some(unlike(x, y)),
        _ => None,
    }
}

/// A number, and the symbol that it multiplies.
fn multiple(term: &Expr) -> Option<(Rational, Option<Expr>)> {
    if let Some(number) = term.as_number() {
        return Some((number, None));
    }
    match term.kind() {
        ExprKind::Symbol(_) => Some((Rational::ONE, Some(term.clone()))),
        ExprKind::Neg(inner) => {
            let (scale, symbol) = multiple(inner)?;
            Some((-scale, symbol))
        }
        ExprKind::Product(factors) => match factors.as_slice() {
            [number, symbol] => {
                symbol.as_symbol()?;
                Some((number.as_number()?, Some(symbol.clone())))
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::expr::{Assumptions, Expr};
    use crate::poly::{Budget, normal_form};

    fn n(value: i64) -> Expr {
        Expr::integer(value)
    }

    /// Worked by hand.
    #[test]
    fn conditions_are_told_factor_by_factor() {
        let [x, y] = ["x", "y"].map(Expr::symbol);
        let square = Expr::power(x.clone(), n(2));
        let cases = [
            (Expr::negative(x.clone()), "x ≠ 0"),
            (Expr::product([n(3), x.clone(), y.clone()]), "x ≠ 0, y ≠ 0"),
            (
                Expr::difference(n(1), Expr::product([n(2), x.clone()])),
                "x ≠ 1/2",
            ),
            (Expr::sum([x.clone(), n(1)]), "x ≠ -1"),
            (
                Expr::difference(n(6), Expr::quotient(n(2), x.clone())),
                "x ≠ 1/3",
            ),
            (
                Expr::difference(square, Expr::product([x.clone(), y.clone()])),
                "x ≠ 0, x ≠ y",
            ),
            (Expr::quotient(n(4), x.clone()), ""),
            (Expr::sum([x.clone(), y.clone()]), "x + y ≠ 0"),
        ];
        for (expr, expected) in cases {
            let form = normal_form(&expr, &Assumptions::none(), &Budget::default()).unwrap();
            let found: Vec<String> = form
                .differs_from_zero()
                .iter()
                .map(|condition| {
                    let [a, b] = condition.operands()[..] else {
                        panic!("{condition:?} is no comparison");
                    };
                    format!("{} ≠ {}", text(a), text(b))
                })
                .collect();
            assert_eq!(found.join(", "), expected);
        }
    }

    fn text(expr: &Expr) -> String {
        match expr.kind() {
            crate::expr::ExprKind::Sum(terms) => {
                terms.iter().map(text).collect::<Vec<_>>().join(" + ")
            }
            _ => expr.as_number().map_or_else(
                || {
                    expr.as_symbol()
                        .map_or_else(|| "?".to_owned(), |s| s.name().to_owned())
                },
                |value| value.to_string(),
            ),
        }
    }
}
