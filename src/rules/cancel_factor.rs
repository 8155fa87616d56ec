//! `cancel-factor`: what stands above and below a fraction bar is cancelled, where it is not 0.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Expr, ExprKind, Monomial, deep};
use crate::number::{Integer, Rational};
use crate::poly::{self, Term};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let is_fraction = matches!(expr.kind(), ExprKind::Product(_) | ExprKind::Quotient(..));
    if !is_fraction || expr.as_number().is_some() {
        return None;
    }
    let (to, cancelled) = common_factors(expr).or_else(|| whole_divisor(expr, context))?;
    if to == *expr {
        return None;
    }
    let facts = Facts::none()
        .with("from", expr.clone())
        .with("to", to.clone())
        .with_list("factors", cancelled);
    Some(Rewrite::equal(to).telling(facts))
}

/// Bases that occur on both sides of a fraction bar, and the common divisor of the numbers.
fn common_factors(expr: &Expr) -> Option<(Expr, Vec<Expr>)> {
    let mut above = Side::default();
    let mut below = Side::default();
    above.read(expr, &mut below);
    let is_shared = |base: &&Expr| below.bases.contains(base);
    let mut cancelled: Vec<Expr> = above.bases.iter().filter(is_shared).cloned().collect();
    cancelled.dedup();
    let common = above.number.gcd(&below.number);
    if !common.is_one() && !common.is_zero() {
        cancelled.insert(0, Expr::integer(common));
    }
    if cancelled.is_empty() {
        return None;
    }
    Some((Monomial::read(expr)?.to_expr(), cancelled))
}

/// A sum that numerator and denominator have in common: all of `x − 1` in `(x² − 1)/(x − 1)`.
fn whole_divisor(expr: &Expr, context: &Context<'_>) -> Option<(Expr, Vec<Expr>)> {
    let ExprKind::Quotient(above, below) = expr.kind() else {
        return None;
    };
    if !matches!(below.kind(), ExprKind::Sum(_)) {
        return None;
    }
    let form = poly::normal_form(expr, context.assumptions, context.budget).ok()?;
    if !matches!(above.kind(), ExprKind::Sum(_)) {
        return None;
    }
    if form.is_polynomial() {
        return Some((form.to_expr(), vec![below.clone()]));
    }
    // What is left of the denominator tells what was cancelled.
    let left = Expr::sum(form.denominator_terms().iter().map(Term::to_expr));
    let quotient = Expr::quotient(below.clone(), left);
    let common = poly::normal_form(&quotient, context.assumptions, context.budget).ok()?;
    let is_sum = common.is_polynomial() && common.terms().len() > 1;
    is_sum.then(|| (form.to_expr(), vec![common.to_expr()]))
}

/// One side of the fraction bar.
struct Side {
    number: Integer,
    bases: Vec<Expr>,
}

impl Default for Side {
    fn default() -> Self {
        Self {
            number: Integer::ONE,
            bases: Vec::new(),
        }
    }
}

impl Side {
    /// Reads a product into this side, and what it divides by into the other.
    fn read(&mut self, expr: &Expr, other: &mut Self) {
        deep(|| match expr.kind() {
            ExprKind::Number(literal) => self.scale(literal.value(), other),
            ExprKind::Neg(inner) => self.read(inner, other),
            ExprKind::Product(factors) => {
                for factor in factors {
                    self.read(factor, other);
                }
            }
            ExprKind::Quotient(a, b) => {
                self.read(a, other);
                other.read(b, self);
            }
            ExprKind::Power(base, exponent) => match exponent.as_number() {
                Some(exponent) if exponent.is_negative() => other.bases.push(base.clone()),
                Some(_) => self.bases.push(base.clone()),
                None => self.bases.push(expr.clone()),
            },
            _ => self.bases.push(expr.clone()),
        });
    }

    fn scale(&mut self, value: &Rational, other: &mut Self) {
        self.number = &self.number * value.numerator();
        other.number = &other.number * value.denominator();
    }
}
