//! How fast an indeterminate of the normal form grows.

use std::collections::BTreeSet;

use super::expansion::expand;
use super::{Coordinate, Exponents};
use crate::expr::{Assumptions, Expr, ExprKind, Function, Monomial, Symbol, deep};
use crate::number::Rational;
use crate::poly::Budget;

/// What measuring needs to know: which symbols grow, and what is assumed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure<'a> {
    /// The symbols that grow without bound.
    pub large: &'a BTreeSet<Symbol>,
    /// Domains, conditions and definitions.
    pub assumptions: &'a Assumptions,
    /// Limits of the normal form of arguments.
    pub budget: &'a Budget,
}

impl Measure<'_> {
    /// The exponents of a product of powers; its coefficient is a constant.
    pub(super) fn term(&self, term: &Monomial) -> Exponents {
        let mut result = Exponents::constant();
        for (indeterminate, power) in &term.powers {
            let exponents = self.indeterminate(indeterminate);
            result.add(&exponents, &Rational::from(*power));
        }
        result
    }

    /// The exponents of an indeterminate: a symbol, or a part that the normal form keeps whole.
    pub(super) fn indeterminate(&self, expr: &Expr) -> Exponents {
        let symbols = expr.free_symbols();
        if symbols.is_disjoint(self.large) {
            return Exponents::constant();
        }
        let known = match expr.kind() {
            ExprKind::Symbol(symbol) => Some(Exponents::of(Coordinate::Symbol(symbol.clone()))),
            ExprKind::Call(function, arguments) => deep(|| self.call(function, arguments)),
            ExprKind::Power(base, exponent) => exponent
                .as_number()
                .and_then(|power| Some(deep(|| self.leading(base))?.times(&power))),
            _ => None,
        };
        known.unwrap_or_else(|| Exponents::of(Coordinate::Unknown(expr.clone())))
    }

    fn call(&self, function: &Function, arguments: &[Expr]) -> Option<Exponents> {
        match (function, arguments) {
            (Function::Abs, [x]) => self.leading(x),
            (Function::Sqrt, [x]) => Some(self.leading(x)?.times(&Rational::from(2).recip()?)),
            (Function::Root, [x, degree]) => {
                Some(self.leading(x)?.times(&degree.as_number()?.recip()?))
            }
            (Function::Floor | Function::Ceil, [x]) => {
                self.leading(x).filter(Exponents::is_growing)
            }
            (Function::FloorDiv, [x, y]) => {
                let quotient = self.leading(x)?.minus(&self.leading(y)?);
                Some(quotient).filter(Exponents::is_growing)
            }
            (Function::RoundUp, [x, multiple]) => {
                let steady = multiple.free_symbols().is_disjoint(self.large);
                self.leading(x).filter(|x| steady && x.is_growing())
            }
            (Function::Ln | Function::Log2 | Function::Log10, [x]) => {
                let argument = self.leading(x)?;
                let powers_only = argument
                    .iter()
                    .all(|(coordinate, _)| matches!(coordinate, Coordinate::Symbol(_)));
                (powers_only && argument.is_growing())
                    .then(|| Exponents::of(Coordinate::Logarithm(argument.normalized())))
            }
            _ => None,
        }
    }

    /// The exponents of the one term that all others of an expression are small against.
    pub(super) fn leading(&self, expr: &Expr) -> Option<Exponents> {
        let expansion = expand(expr, self.assumptions, self.budget).ok()?;
        let numerator = self.leading_of(&expansion.terms)?;
        let denominator = self.leading_of(&expansion.denominator)?;
        let quotient = numerator.minus(&denominator);
        quotient.is_measured().then_some(quotient)
    }

    fn leading_of(&self, terms: &[Monomial]) -> Option<Exponents> {
        let measured: Vec<Exponents> = terms.iter().map(|term| self.term(term)).collect();
        let dominates = |candidate: &Exponents| {
            let rivals = measured.iter().filter(|other| *other != candidate);
            rivals
                .map(|other| candidate.minus(other))
                .all(|difference| super::certificate::plain_surplus(&difference).is_some())
        };
        let leading = measured.iter().find(|candidate| dominates(candidate))?;
        // Terms that grow alike may cancel, unless they add up.
        let alike: Vec<&Monomial> = (terms.iter().zip(&measured))
            .filter(|(_, exponents)| *exponents == leading)
            .map(|(term, _)| term)
            .collect();
        let certain = alike.len() == 1 || alike.iter().all(|term| term.coefficient.is_positive());
        certain.then(|| leading.clone())
    }
}
