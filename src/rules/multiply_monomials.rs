//! `multiply-monomials`: coefficients are multiplied, powers of the same base joined,
//! `h · 4h = 4h^2`.

use super::{Context, evaluate_integers};
use crate::derivation::{Builder, Rewrite, Step};
use crate::expr::{Assumptions, Expr, ExprKind, Monomial, deep};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    if !matches!(
        expr.kind(),
        ExprKind::Product(_) | ExprKind::Quotient(..) | ExprKind::Neg(_)
    ) {
        return None;
    }
    let monomial = Monomial::read(expr)?;
    let is_worth_a_line = if monomial.has_sum() {
        needs_joining(expr)
    } else {
        !monomial.is_constant()
    };
    let to = monomial.to_expr();
    if !is_worth_a_line || flat(expr) == flat(&to) {
        return None;
    }
    Some(Rewrite::from_to(expr, to.clone()).through(substeps(expr, &to, context)))
}

/// Whether a product with brackets has something to join: two numbers, a base twice, or a sign.
fn needs_joining(expr: &Expr) -> bool {
    let mut numbers = 0;
    let mut bases: Vec<Expr> = Vec::new();
    for factor in flat_factors(expr) {
        if factor.as_number().is_some() {
            numbers += 1;
            continue;
        }
        if matches!(factor.kind(), ExprKind::Neg(_) | ExprKind::Quotient(..)) {
            return !matches!(expr.kind(), ExprKind::Neg(_) | ExprKind::Quotient(..));
        }
        let base = match factor.kind() {
            ExprKind::Power(base, _) => base.clone(),
            _ => factor,
        };
        if bases.contains(&base) {
            return true;
        }
        bases.push(base);
    }
    numbers > 1
}

/// The factors with products inside products opened.
fn flat_factors(expr: &Expr) -> Vec<Expr> {
    deep(|| match expr.kind() {
        ExprKind::Product(factors) => factors.iter().flat_map(flat_factors).collect(),
        _ => vec![expr.clone()],
    })
}

fn flat(expr: &Expr) -> Expr {
    match expr.kind() {
        ExprKind::Neg(inner) => Expr::negative(flat(inner)),
        ExprKind::Quotient(a, b) => Expr::quotient(flat(a), flat(b)),
        _ => Expr::product(flat_factors(expr)),
    }
}

/// The numbers brought together, multiplied, then the powers of each base joined; nothing where
/// that is no more than the step itself.
fn substeps(expr: &Expr, to: &Expr, context: &Context<'_>) -> Vec<Step> {
    let factors = flat_factors(expr);
    let is_plain = |factor: &Expr| {
        matches!(
            factor.kind(),
            ExprKind::Number(_) | ExprKind::Symbol(_) | ExprKind::Power(..)
        )
    };
    let (numbers, powers): (Vec<Expr>, Vec<Expr>) = factors
        .iter()
        .cloned()
        .partition(|factor| factor.as_number().is_some());
    if !factors.iter().all(is_plain) || numbers.len() < 2 || powers.is_empty() {
        return Vec::new();
    }
    let coefficient = Expr::product(numbers);
    let Some(value) = evaluate_integers::apply(&coefficient, context) else {
        return Vec::new();
    };
    let grouped = Expr::product([coefficient].into_iter().chain(powers));
    let mut builder = Builder::new(expr.clone(), Assumptions::none());
    let outcome = builder
        .apply(
            super::rule::REORDER.id,
            vec![(Vec::new(), Rewrite::equal(grouped))],
        )
        .and_then(|()| builder.apply(super::rule::EVALUATE_INTEGERS.id, vec![(vec![0], value)]))
        .and_then(|()| {
            let joined = Rewrite::from_to(builder.line(), to.clone());
            if builder.line() == to {
                return Ok(());
            }
            builder.apply(super::rule::ADD_EXPONENTS.id, vec![(Vec::new(), joined)])
        });
    if outcome.is_err() {
        Vec::new()
    } else {
        builder.into_steps()
    }
}
