//! Conditions: `n divides h`, `h ≥ 64`, `tied`.

use super::claim::{Budget, Claim};
use super::judge;
use super::sample::{Numbers, points};
use super::symbols::{conditions, free_symbols};
use super::verdict::{Failure, Method, Point, Reason, Verdict, Witness};
use crate::eval::{Environment, Value, decide};
use crate::expr::{Assumptions, Expr, Predicate};
use crate::poly;

/// Judges a condition under assumptions.
pub fn judge_predicate(predicate: &Predicate, under: &Assumptions, budget: &Budget) -> Verdict {
    if conditions(under).contains(&predicate) {
        return Verdict::proved(Method::Evaluation);
    }
    if let Predicate::Compare(a, comparison, b) = predicate {
        let relation = comparison.relation();
        return judge(
            &Claim {
                lhs: a,
                relation,
                rhs: b,
                under,
            },
            budget,
        );
    }
    if let Predicate::Divides(divisor, multiple) = predicate
        && divides(divisor, multiple, under, budget)
    {
        return Verdict::proved(Method::NormalForm);
    }
    let symbols = free_symbols(predicate.operands(), under);
    let mut seen = false;
    for numbers in [Numbers::PositiveIntegers, Numbers::All] {
        for point in points(&symbols, under, numbers, budget.max_points) {
            let environment = Environment::from_assumptions(under).with_bindings(&point);
            match decide(predicate, &environment) {
                Ok(true) => seen = true,
                Ok(false) => {
                    let values = symbols
                        .iter()
                        .filter_map(|symbol| Some((symbol.clone(), point.get(symbol)?.clone())))
                        .collect();
                    let (left, right) = (Value::Boolean(false), Value::Boolean(true));
                    return Verdict::Fails {
                        witness: Witness::Point(Point {
                            values,
                            left,
                            right,
                        }),
                        how: Failure::Different,
                    };
                }
                Err(_) => {}
            }
        }
    }
    if seen && symbols.is_empty() {
        return Verdict::proved(Method::Evaluation);
    }
    Verdict::undecided(if seen {
        Reason::Unsupported("no point tried refutes the condition")
    } else {
        Reason::NoPoint
    })
}

/// Whether the quotient is a polynomial with integer coefficients in declared integers, once a
/// multiple that is assumed is put in.
pub(super) fn divides(
    divisor: &Expr,
    multiple: &Expr,
    under: &Assumptions,
    budget: &Budget,
) -> bool {
    let quotient = Expr::quotient(multiple.clone(), divisor.clone());
    let Ok(form) = poly::normal_form(&quotient, under, &budget.poly) else {
        return false;
    };
    let whole = |(base, exponent): &(Expr, i64)| {
        let integer = base
            .as_symbol()
            .is_some_and(|s| super::symbols::is_integer(s, under));
        *exponent > 0 && integer
    };
    form.is_polynomial()
        && form
            .terms()
            .iter()
            .all(|term| term.coefficient.is_integer() && term.powers.iter().all(whole))
}
