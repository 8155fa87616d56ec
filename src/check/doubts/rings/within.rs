//! Whether two sides are equal in an arithmetic that is named.

use super::super::super::sides::value;
use super::super::is_closed;
use super::named::Arithmetic;
use crate::expr::{Assumptions, Expr, ExprKind, Function, deep};
use crate::judge::Budget;
use crate::number::{Integer, Rational};
use crate::poly;

impl Arithmetic {
    /// Whether the sides are the same in it, and the right one is written as it writes its results.
    pub(super) fn equates(&self, left: &Expr, right: &Expr, budget: &Budget) -> bool {
        match self {
            Self::Modulo(modulus) => {
                is_reduced(right, &Rational::from_integer(modulus.clone()))
                    && is_congruent(left, right, modulus, budget)
            }
            Self::ModuloOf(_) => false,
            Self::Wrapping(bits) => {
                let modulus = Integer::ONE.shifted_left(*bits);
                let size = Rational::from_integer(modulus.clone());
                let is_told = signed(right).is_some_and(|number| {
                    number < size && -(&number + &number) <= size && number.to_integer().is_some()
                });
                is_told && is_congruent(left, right, &modulus, budget)
            }
            Self::Base(base) => agree(left, right, |side| to_base(side, *base)),
            Self::Bits => same(left, right, without_carry),
            Self::Truth => same(left, right, truth),
            Self::Quotients => agree(left, right, rounded_down),
        }
    }
}

/// Whether the sides have one value once their numbers are read in another way.
fn agree(left: &Expr, right: &Expr, read: impl Fn(&Expr) -> Option<Expr>) -> bool {
    let number = |side: &Expr| {
        value(&read(side)?, &Assumptions::none())?
            .as_number()
            .cloned()
    };
    number(left)
        .zip(number(right))
        .is_some_and(|(left, right)| left == right)
}

/// Whether both sides have one value in an arithmetic of its own.
fn same(left: &Expr, right: &Expr, value: fn(&Expr) -> Option<u64>) -> bool {
    value(left)
        .zip(value(right))
        .is_some_and(|(left, right)| left == right)
}

/// Whether all numbers in a side are below a modulus, but for exponents.
fn is_reduced(side: &Expr, modulus: &Rational) -> bool {
    deep(|| match side.kind() {
        ExprKind::Number(_) => side.as_number().is_some_and(|number| number < *modulus),
        ExprKind::Power(base, _) => is_reduced(base, modulus),
        ExprKind::Call(Function::Mod, parts) => {
            parts.first().is_some_and(|part| is_reduced(part, modulus))
        }
        ExprKind::Neg(inner) => inner.as_number().is_none() && is_reduced(inner, modulus),
        _ => side
            .children()
            .into_iter()
            .all(|child| is_reduced(child, modulus)),
    })
}

/// A number or the negative of one.
fn signed(side: &Expr) -> Option<Rational> {
    match side.kind() {
        ExprKind::Neg(inner) => inner.as_number().map(|number| -number),
        _ => side.as_number(),
    }
}

/// Whether a modulus divides what is between two sides, in each coefficient where they have names; a denominator
/// has to have an inverse.
fn is_congruent(left: &Expr, right: &Expr, modulus: &Integer, budget: &Budget) -> bool {
    let vanishes = |number: &Rational| {
        number.numerator().is_multiple_of(modulus) && number.denominator().gcd(modulus).is_one()
    };
    if is_closed(left) && is_closed(right) {
        let difference = Expr::difference(left.clone(), right.clone());
        let value = value(&difference, &Assumptions::none());
        return value.is_some_and(|value| value.as_number().is_some_and(vanishes));
    }
    let form = poly::difference(left, right, &Assumptions::none(), &budget.poly);
    form.is_ok_and(|form| {
        form.is_polynomial() && form.numerator().coefficients().all(|it| vanishes(&it))
    })
}

/// An expression with each number read to another base; `None` where a digit does not belong to it.
fn to_base(expr: &Expr, base: u32) -> Option<Expr> {
    if let ExprKind::Number(literal) = expr.kind() {
        let written = literal.written()?.text().to_owned();
        let number = i64::from_str_radix(&written, base).ok()?;
        return Some(Expr::integer(number));
    }
    mapped(expr, &|child| to_base(child, base))
}

/// An expression with each quotient rounded down.
fn rounded_down(expr: &Expr) -> Option<Expr> {
    let inside = mapped(expr, &rounded_down)?;
    Some(match inside.kind() {
        ExprKind::Quotient(..) => Expr::call(Function::Floor, vec![inside]),
        _ => inside,
    })
}

/// An expression with each of its parts read anew, where all can be.
fn mapped(expr: &Expr, read: &dyn Fn(&Expr) -> Option<Expr>) -> Option<Expr> {
    let mut is_read = true;
    let all = deep(|| {
        expr.map_children(|child| {
            read(child).unwrap_or_else(|| {
                is_read = false;
                child.clone()
            })
        })
    });
    is_read.then_some(all)
}

/// A sum of bits without a carry, where `^` is XOR as well.
fn without_carry(expr: &Expr) -> Option<u64> {
    deep(|| match expr.kind() {
        ExprKind::Number(_) => expr.as_number()?.to_integer()?.to_u64(),
        ExprKind::Sum(terms) => terms.iter().try_fold(0, |sum, term| {
            let term = match term.kind() {
                ExprKind::Neg(inner) => inner,
                _ => term,
            };
            Some(sum ^ without_carry(term)?)
        }),
        ExprKind::Power(left, right) => Some(without_carry(left)? ^ without_carry(right)?),
        _ => None,
    })
}

/// A truth value, 0 or 1: a sum is "or", a product "and".
fn truth(expr: &Expr) -> Option<u64> {
    deep(|| match expr.kind() {
        ExprKind::Number(_) => expr
            .as_number()?
            .to_integer()?
            .to_u64()
            .filter(|bit| *bit < 2),
        ExprKind::Sum(terms) => terms
            .iter()
            .try_fold(0, |sum, term| Some(sum | truth(term)?)),
        ExprKind::Product(factors) => factors
            .iter()
            .try_fold(1, |product, factor| Some(product & truth(factor)?)),
        _ => None,
    })
}
