//! Divisors that may vanish: where a claim holds only because one side is not defined.

use super::claim::Budget;
use super::positive::is_nonzero;
use super::symbols::conditions;
use super::verdict::Condition;
use crate::expr::{Assumptions, Comparison, Expr, Predicate};
use crate::number::Rational;
use crate::poly::{self, PolyError};

/// The values at which one side of an equation is defined and the other is not.
pub(super) fn exceptions(
    lhs: &Expr,
    rhs: &Expr,
    under: &Assumptions,
    budget: &Budget,
) -> Result<Vec<Condition>, PolyError> {
    let left = divisors(lhs, under, budget)?;
    let right = divisors(rhs, under, budget)?;
    let mut found = Vec::new();
    for (divisor, others) in pairs(&left, &right).chain(pairs(&right, &left)) {
        let covered = others
            .iter()
            .any(|other| vanish_alike(divisor, other, under, budget));
        let condition = Condition::Except(differs_from_zero(divisor, under, budget));
        if !covered && !found.contains(&condition) {
            found.push(condition);
        }
    }
    Ok(found)
}

fn pairs<'a>(
    these: &'a [Expr],
    others: &'a [Expr],
) -> impl Iterator<Item = (&'a Expr, &'a [Expr])> {
    these.iter().map(move |divisor| (divisor, others))
}

/// The divisors of an expression that may be 0 for admissible values.
fn divisors(expr: &Expr, under: &Assumptions, budget: &Budget) -> Result<Vec<Expr>, PolyError> {
    let form = poly::normal_form(expr, under, &budget.poly)?;
    let vanishing = form.nonzero().iter().filter(|divisor| {
        !is_nonzero(divisor, under, &budget.poly) && !is_assumed_nonzero(divisor, under, budget)
    });
    Ok(vanishing.cloned().collect())
}

/// Whether `a ≠ b` is assumed where the divisor is a multiple of a − b.
fn is_assumed_nonzero(divisor: &Expr, under: &Assumptions, budget: &Budget) -> bool {
    conditions(under)
        .into_iter()
        .any(|condition| match condition {
            Predicate::Compare(a, Comparison::NotEqual, b) => vanish_alike(
                divisor,
                &Expr::difference(a.clone(), b.clone()),
                under,
                budget,
            ),
            _ => false,
        })
}

/// Whether one divisor is a constant multiple of a power of another, so that both vanish together.
fn vanish_alike(a: &Expr, b: &Expr, under: &Assumptions, budget: &Budget) -> bool {
    let constant = |a: &Expr, b: &Expr| {
        let quotient = Expr::quotient(a.clone(), b.clone());
        let form = poly::normal_form(&quotient, under, &budget.poly);
        form.is_ok_and(|form| form.as_number().is_some())
    };
    a == b || constant(a, b)
}

/// `divisor ≠ 0`, solved for its symbol where it is linear in a single one: `x ≠ 1`.
fn differs_from_zero(divisor: &Expr, under: &Assumptions, budget: &Budget) -> Predicate {
    let unlike = |a: Expr, b: Expr| Predicate::Compare(a, Comparison::NotEqual, b);
    let Ok(form) = poly::normal_form(divisor, under, &budget.poly) else {
        return unlike(divisor.clone(), Expr::zero());
    };
    let terms = form.terms();
    match terms.as_slice() {
        [term] if form.is_polynomial() => match term.powers.as_slice() {
            [(base, _)] => unlike(base.clone(), Expr::zero()),
            _ => unlike(divisor.clone(), Expr::zero()),
        },
        [a, b] if form.is_polynomial() => {
            let (variable, constant) = if a.powers.is_empty() { (b, a) } else { (a, b) };
            match (variable.powers.as_slice(), constant.powers.as_slice()) {
                ([(base, 1)], []) => {
                    let root = constant.coefficient.checked_div(&variable.coefficient);
                    let root = -root.unwrap_or(Rational::ZERO);
                    unlike(base.clone(), Expr::number(&root))
                }
                ([(a, 1)], [(b, 1)]) if variable.coefficient == -&constant.coefficient => {
                    unlike(a.clone(), b.clone())
                }
                _ => unlike(divisor.clone(), Expr::zero()),
            }
        }
        _ => unlike(divisor.clone(), Expr::zero()),
    }
}
