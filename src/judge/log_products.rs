//! Equalities of logarithms by their arguments: `ln a + 2·ln b = ln c` where a·b² = c.

use super::claim::{Budget, Claim};
use super::equality::equal;
use super::exceptions::{exceptions, without_following};
use super::inequality;
use super::verdict::{Condition, Method, Verdict};
use crate::expr::{Comparison, Expr, ExprKind, Function, Predicate, Relation};
use crate::number::{Integer, Rational};
use crate::poly::NormalForm;

/// More logarithms are not joined.
const MOST_LOGARITHMS: usize = 8;

/// Higher powers of arguments are not multiplied out.
const MOST_POWER: i64 = 64;

/// Proves that a sum of multiples of logarithms is 0 where the product of powers of their arguments
/// is 1.
pub(super) fn by_arguments(
    claim: &Claim<'_>,
    difference: &NormalForm,
    budget: &Budget,
) -> Option<Verdict> {
    let budget = &budget.nested(1)?;
    let (lhs, rhs, arguments) = products(difference)?;
    let mut under = claim.under.clone();
    let positive =
        |argument: &Expr| Predicate::Compare(argument.clone(), Comparison::Greater, Expr::zero());
    let mut conditions: Vec<Condition> = Vec::new();
    for argument in &arguments {
        if inequality::is_shown(argument, Comparison::Greater, &under, budget) {
            continue;
        }
        under.conditions.push(positive(argument));
        conditions.push(Condition::If(positive(argument)));
    }
    let products = Claim {
        lhs: &lhs,
        relation: Relation::Equal,
        rhs: &rhs,
        under: &under,
    };
    match equal(&products, budget) {
        Verdict::Holds {
            conditions: more, ..
        } => {
            conditions.extend(more);
            for condition in exceptions(&claim.under(&under), difference, budget).ok()? {
                if !conditions.contains(&condition) {
                    conditions.push(condition);
                }
            }
            let conditions = without_following(conditions, claim.under, &budget.poly);
            Some(Verdict::Holds {
                by: Method::Logarithms,
                conditions,
            })
        }
        _ => None,
    }
}

/// A number, other factors and the argument of the logarithm that they multiply.
type Multiple = (Rational, Vec<(Expr, i64)>, Option<Expr>);

/// The products of powers that must be the same, and the arguments of the logarithms.
pub(super) fn products(difference: &NormalForm) -> Option<(Expr, Expr, Vec<Expr>)> {
    let terms = difference.terms();
    let mut kind: Option<Function> = None;
    let mut found: Vec<Multiple> = Vec::new();
    let mut whole = Integer::ONE;
    for term in &terms {
        let mut rest = Vec::new();
        let mut argument: Option<Expr> = None;
        for (base, exponent) in &term.powers {
            match base.kind() {
                ExprKind::Call(
                    function @ (Function::Ln | Function::Log2 | Function::Log10),
                    inner,
                ) if *exponent == 1 && argument.is_none() => {
                    if kind.get_or_insert_with(|| function.clone()) != function {
                        return None;
                    }
                    argument = inner.first().cloned();
                }
                _ => rest.push((base.clone(), *exponent)),
            }
        }
        whole = whole.lcm(term.coefficient.denominator());
        found.push((term.coefficient.clone(), rest, argument));
    }
    if found.len() < 2 || found.len() > MOST_LOGARITHMS {
        return None;
    }
    // What has no logarithm to itself is the logarithm of a power of the base.
    let base = match kind? {
        Function::Log2 => Expr::integer(2),
        Function::Log10 => Expr::integer(10),
        _ => Expr::call(Function::Exp, [Expr::one()]),
    };
    let (mut above, mut below, mut arguments) = (Vec::new(), Vec::new(), Vec::new());
    for (coefficient, rest, argument) in found {
        let argument = argument.unwrap_or_else(|| base.clone());
        let times = (&coefficient * &Rational::from_integer(whole.clone())).to_integer()?;
        if times.abs() > Integer::from(MOST_POWER) {
            return None;
        }
        let exponent = std::iter::once(Expr::integer(times.abs())).chain(
            rest.into_iter()
                .map(|(base, power)| Expr::power(base, Expr::integer(Integer::from(power)))),
        );
        let exponent = Expr::product(exponent);
        let power = if exponent == Expr::one() {
            argument.clone()
        } else {
            Expr::power(argument.clone(), exponent)
        };
        if times.is_negative() {
            below.push(power);
        } else {
            above.push(power);
        }
        if argument.as_number().is_none() && !arguments.contains(&argument) {
            arguments.push(argument);
        }
    }
    Some((Expr::product(above), Expr::product(below), arguments))
}
