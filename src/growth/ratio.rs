//! Quotients of terms, simplified: what a dropped term is charged with.

use crate::expr::{Expr, ExprKind, Function, Monomial};
use crate::number::{Integer, Rational};

/// `coefficient · base₁^e₁ ⋯` with rational exponents, none of them 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    /// The rational factor.
    pub coefficient: Rational,
    /// The bases and their exponents.
    pub powers: Vec<(Expr, Rational)>,
}

impl Ratio {
    pub(super) fn one() -> Self {
        Self {
            coefficient: Rational::ONE,
            powers: Vec::new(),
        }
    }

    /// Multiplies by a power of a monomial's absolute value; its coefficient is left to the caller.
    pub(super) fn multiply_powers(&mut self, powers: &[(Expr, i64)], times: &Rational) {
        for (base, exponent) in powers {
            self.multiply(base, &(Rational::from(*exponent) * times));
        }
    }

    /// Multiplies by a power.
    pub(super) fn multiply(&mut self, base: &Expr, exponent: &Rational) {
        match self.powers.iter_mut().find(|(known, _)| known == base) {
            Some((_, known)) => *known += exponent,
            None => self.powers.push((base.clone(), exponent.clone())),
        }
        self.powers.retain(|(_, exponent)| !exponent.is_zero());
    }

    /// The quotient of two monomials.
    pub(super) fn between(above: &Monomial, below: &Monomial) -> Option<Self> {
        let mut ratio = Self::one();
        ratio.coefficient = above.coefficient.checked_div(&below.coefficient)?;
        ratio.multiply_powers(&above.powers, &Rational::ONE);
        ratio.multiply_powers(&below.powers, &Rational::from(-1));
        ratio.arrange(&above.powers, &below.powers);
        Some(ratio)
    }

    /// Puts what is above the fraction bar in the order of one list, what is below in that of
    /// the other.
    pub(super) fn arrange(&mut self, above: &[(Expr, i64)], below: &[(Expr, i64)]) {
        let place = |base: &Expr, order: &[(Expr, i64)]| {
            let inner = match base.kind() {
                ExprKind::Call(Function::Abs, arguments) => arguments.first().unwrap_or(base),
                _ => base,
            };
            let at = order
                .iter()
                .position(|(known, _)| known == base || known == inner);
            at.unwrap_or(usize::MAX)
        };
        self.powers.sort_by_cached_key(|(base, exponent)| {
            place(base, if exponent.is_negative() { below } else { above })
        });
    }

    /// How many symbols stand in it.
    pub(super) fn symbols(&self) -> usize {
        let mut found = std::collections::BTreeSet::new();
        for (base, _) in &self.powers {
            found.extend(base.free_symbols());
        }
        found.len()
    }

    /// What is above the fraction bar and what is below it.
    pub(super) fn above_and_below(&self) -> (Expr, Expr) {
        let factors = |number: &Integer, sign: i32| {
            let mut raised = Vec::new();
            let mut halves = Vec::new();
            for (base, exponent) in self.powers.iter().filter(|(_, e)| e.signum() == sign) {
                let exponent = exponent.abs();
                let twice = &exponent * Rational::from(2);
                if twice.is_integer() && !exponent.is_integer() {
                    halves.push(raise(base, &twice));
                } else {
                    raised.push(raise(base, &exponent));
                }
            }
            if !halves.is_empty() {
                raised.push(Expr::call(Function::Sqrt, [Expr::product(halves)]));
            }
            let number =
                (!number.is_one() || raised.is_empty()).then(|| Expr::integer(number.clone()));
            Expr::product(number.into_iter().chain(raised))
        };
        let magnitude = self.coefficient.abs();
        (
            factors(magnitude.numerator(), 1),
            factors(magnitude.denominator(), -1),
        )
    }

    /// As a person writes it: `1/(3*h)`.
    pub(super) fn to_expr(&self) -> Expr {
        let (above, below) = self.above_and_below();
        let quotient = if below == Expr::one() {
            above
        } else {
            Expr::quotient(above, below)
        };
        if self.coefficient.is_negative() {
            Expr::negative(quotient)
        } else {
            quotient
        }
    }
}

/// A power with a positive exponent.
fn raise(base: &Expr, exponent: &Rational) -> Expr {
    if exponent.is_one() {
        return base.clone();
    }
    Expr::power(base.clone(), Expr::number(exponent))
}
