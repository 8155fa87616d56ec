//! −b/a as a person writes it: in lowest terms, over one line.

use super::SolveError;
use crate::expr::{Assumptions, Expr};
use crate::number::{Integer, Rational};
use crate::poly::{Budget, Term, normal_form};

/// The sum of terms in their order, but with a positive term first where there is one: `c − b`.
pub(super) fn sum_of(terms: &[Term]) -> Expr {
    let first = terms
        .iter()
        .position(|term| term.coefficient.is_positive())
        .unwrap_or(0);
    let leading = terms.get(first).into_iter();
    let others = terms
        .iter()
        .enumerate()
        .filter(|(place, _)| *place != first);
    Expr::sum(
        leading
            .chain(others.map(|(_, term)| term))
            .map(Term::to_expr),
    )
}

/// −b/a in lowest terms.
pub(super) fn quotient(b: &[Term], a: &[Term], budget: &Budget) -> Result<Expr, SolveError> {
    let negated: Vec<Term> = b.iter().cloned().map(negate).collect();
    let written = Expr::quotient(sum_of(&negated), sum_of(a));
    let form = normal_form(&written, &Assumptions::none(), budget)?;
    let mut above = form.terms();
    let (number, powers) = common_denominator(&above);
    let scale = Rational::from_integer(number.clone());
    for term in &mut above {
        term.coefficient = &term.coefficient * &scale;
        for (base, exponent) in &powers {
            raise(term, base, *exponent);
        }
    }
    let mut below: Vec<Expr> = Vec::new();
    below.extend((!number.is_one()).then(|| Expr::integer(number)));
    below.extend(powers.iter().map(|(base, exponent)| power(base, *exponent)));
    if !form.is_polynomial() {
        below.push(sum_of(&form.denominator_terms()));
    }
    let above = sum_of(&above);
    if below.is_empty() {
        return Ok(above);
    }
    Ok(match above.kind() {
        // −(h/2) is written −h/2 either way; a number stands as `Expr::number` builds it.
        crate::expr::ExprKind::Neg(inner) => {
            Expr::negative(Expr::quotient(inner.clone(), Expr::product(below)))
        }
        _ => Expr::quotient(above, Expr::product(below)),
    })
}

fn negate(mut term: Term) -> Term {
    term.coefficient = -term.coefficient;
    term
}

/// The least common denominator of the coefficients, and the powers that are divided by.
fn common_denominator(terms: &[Term]) -> (Integer, Vec<(Expr, i64)>) {
    let mut number = Integer::ONE;
    let mut powers: Vec<(Expr, i64)> = Vec::new();
    for term in terms {
        number = number.lcm(term.coefficient.denominator());
        for (base, exponent) in term.powers.iter().filter(|(_, exponent)| *exponent < 0) {
            let needed = exponent.saturating_neg();
            match powers.iter_mut().find(|(known, _)| known == base) {
                Some((_, most)) => *most = needed.max(*most),
                None => powers.push((base.clone(), needed)),
            }
        }
    }
    (number, powers)
}

/// Multiplies a term by a power.
fn raise(term: &mut Term, base: &Expr, by: i64) {
    match term.powers.iter_mut().find(|(known, _)| known == base) {
        Some((_, exponent)) => *exponent = exponent.saturating_add(by),
        None => term.powers.push((base.clone(), by)),
    }
    term.powers.retain(|(_, exponent)| *exponent != 0);
}

fn power(base: &Expr, exponent: i64) -> Expr {
    if exponent == 1 {
        base.clone()
    } else {
        Expr::power(base.clone(), Expr::integer(exponent))
    }
}
