//! From an expression to a fraction of polynomials in its indeterminates.

use std::collections::BTreeMap;

use super::fraction::Fraction;
use super::indeterminate::{Indeterminate, Kind, Table};
use super::{Budget, PolyError, Polynomial};
use crate::expr::{Assumptions, Bindings, Domain, Expr, ExprKind, Symbol, deep};
use crate::number::Rational;

/// Summands waiting to be collected; more are collected at once.
const PENDING: usize = 4_096;

/// The state of one normalisation.
pub(super) struct Normalizer<'a> {
    pub(super) assumptions: &'a Assumptions,
    pub(super) budget: &'a Budget,
    /// Values that conditions fix.
    pub(super) fixed: Bindings,
    pub(super) table: Table,
    /// Parts that were converted as a whole, and what became of them.
    pub(super) seen: BTreeMap<Expr, Seen>,
    /// Names whose definitions are being converted.
    pub(super) open: Vec<Symbol>,
    /// Divisors that can be 0, as written.
    pub(super) nonzero: Vec<Expr>,
}

/// What became of a part that is no sum, product or power by itself.
#[derive(Clone, Debug)]
pub(super) enum Seen {
    /// Its normal form.
    Form(Fraction),
    /// It stands for another expression.
    Means(Expr),
}

impl<'a> Normalizer<'a> {
    pub(super) fn new(assumptions: &'a Assumptions, budget: &'a Budget) -> Self {
        Self {
            assumptions,
            budget,
            fixed: assumptions.fixed(),
            table: Table::default(),
            seen: BTreeMap::new(),
            open: Vec::new(),
            nonzero: Vec::new(),
        }
    }

    /// The normal form of an expression, all cancelled that can be.
    pub(super) fn normalise(&mut self, expr: &Expr) -> Result<Fraction, PolyError> {
        let mut fraction = self.convert(expr)?;
        fraction.cancel(usize::MAX, self.budget)?;
        Ok(fraction)
    }

    /// The fraction that an expression is.
    pub(super) fn convert(&mut self, expr: &Expr) -> Result<Fraction, PolyError> {
        deep(|| match expr.kind() {
            ExprKind::Number(literal) => Ok(Fraction::constant(literal.value())),
            ExprKind::Symbol(symbol) => self.convert_symbol(expr, symbol),
            ExprKind::Boolean(value) => Ok(Fraction::constant(&Rational::from(i64::from(*value)))),
            ExprKind::Sum(terms) => self.convert_sum(terms),
            ExprKind::Product(factors) => self.convert_product(factors),
            ExprKind::Neg(operand) => Ok(self.convert(operand)?.negate()),
            ExprKind::Quotient(dividend, divisor) => {
                let dividend = self.convert(dividend)?;
                let inverse = self.convert_divisor(divisor)?;
                dividend.multiply(&inverse, self.budget)
            }
            ExprKind::Power(base, exponent) => self.convert_power(expr, base, exponent),
            _ => self.convert_other(expr),
        })
    }

    /// A sum, its summands collected together rather than one after the other.
    fn convert_sum(&mut self, terms: &[Expr]) -> Result<Fraction, PolyError> {
        let mut constant = Rational::ZERO;
        let mut summands: Vec<Fraction> = Vec::new();
        let mut waiting = 0;
        let mut collected = 0;
        for term in terms {
            if let Some(value) = term.as_number() {
                constant += value;
                continue;
            }
            let summand = self.convert(term)?;
            waiting += summand.numerator.len();
            summands.push(summand);
            if waiting > PENDING.max(collected) {
                let sum = Fraction::sum(std::mem::take(&mut summands), self.budget)?;
                collected = sum.numerator.len();
                summands.push(sum);
                waiting = 0;
            }
        }
        summands.push(Fraction::constant(&constant));
        Fraction::sum(summands, self.budget)
    }

    fn convert_product(&mut self, factors: &[Expr]) -> Result<Fraction, PolyError> {
        let mut number = Rational::ONE;
        let mut product: Option<Fraction> = None;
        for factor in factors {
            if let ExprKind::Number(literal) = factor.kind() {
                self.budget
                    .allow_bits(number.bits() + literal.value().bits())?;
                number *= literal.value();
                continue;
            }
            let factor = self.convert(factor)?;
            product = Some(match product {
                None => factor,
                Some(product) => self.multiply(&product, &factor)?,
            });
        }
        Ok(match product {
            None => Fraction::constant(&number),
            Some(product) => product.scale(&number),
        })
    }

    /// The product, with the relations of its indeterminates used.
    pub(super) fn multiply(&mut self, a: &Fraction, b: &Fraction) -> Result<Fraction, PolyError> {
        a.multiply(b, self.budget)
    }

    /// One over an expression, factor by factor; those that can be 0 are noted as written.
    fn convert_divisor(&mut self, divisor: &Expr) -> Result<Fraction, PolyError> {
        deep(|| match divisor.kind() {
            ExprKind::Product(factors) => {
                let mut inverse = Fraction::constant(&Rational::ONE);
                for factor in factors {
                    let factor = self.convert_divisor(factor)?;
                    inverse = self.multiply(&inverse, &factor)?;
                }
                Ok(inverse)
            }
            ExprKind::Neg(operand) => Ok(self.convert_divisor(operand)?.negate()),
            ExprKind::Power(base, exponent) => {
                match exponent.as_number().and_then(|n| n.to_integer()?.to_u64()) {
                    Some(exponent) if exponent > 0 => {
                        self.convert_divisor(base)?.power(exponent, self.budget)
                    }
                    _ => self.invert(divisor),
                }
            }
            _ => self.invert(divisor),
        })
    }

    fn invert(&mut self, divisor: &Expr) -> Result<Fraction, PolyError> {
        let mut value = self.convert(divisor)?;
        value.cancel(usize::MAX, self.budget)?;
        if value.as_constant().is_none() && !self.nonzero.contains(divisor) {
            self.nonzero.push(divisor.clone());
        }
        value
            .inverse(self.budget)?
            .ok_or_else(|| PolyError::DivisionByZero {
                divisor: divisor.clone(),
            })
    }

    fn convert_power(
        &mut self,
        expr: &Expr,
        base: &Expr,
        exponent: &Expr,
    ) -> Result<Fraction, PolyError> {
        let power = self.convert(exponent)?;
        let Some(power) = power.as_constant().and_then(|power| power.to_integer()) else {
            return self.convert_other(expr);
        };
        let size = power.abs();
        let small = size.to_u64();
        if power.is_negative() {
            let inverse = self.convert_divisor(base)?;
            return self.raise(&inverse, small, size);
        }
        let base = self.convert(base)?;
        self.raise(&base, small, size)
    }

    fn raise(
        &mut self,
        base: &Fraction,
        exponent: Option<u64>,
        size: crate::number::Integer,
    ) -> Result<Fraction, PolyError> {
        match (base.as_constant(), exponent) {
            // The only numbers whose high powers are small.
            (Some(value), _) if value.is_zero() || value.is_one() => {
                let one = size.is_zero() || value.is_one();
                Ok(Fraction::constant(&Rational::from(i64::from(one))))
            }
            (Some(value), _) if (-&value).is_one() => {
                let sign = if size.is_even() { 1 } else { -1 };
                Ok(Fraction::constant(&Rational::from(sign)))
            }
            (_, Some(exponent)) => base.power(exponent, self.budget),
            _ => {
                self.budget.allow_exponent(size)?;
                Ok(base.clone())
            }
        }
    }

    fn convert_symbol(&mut self, expr: &Expr, symbol: &Symbol) -> Result<Fraction, PolyError> {
        if !self.open.contains(symbol) {
            let known = self.fixed.get(symbol);
            let meaning = known.or_else(|| self.assumptions.definitions.get(symbol));
            if let Some(meaning) = meaning.cloned() {
                return self.convert_meaning(expr, symbol, &meaning);
            }
        }
        let kind = match self.assumptions.domains.get(symbol) {
            Some(Domain::Boolean) => Kind::Truth,
            _ => Kind::Symbol,
        };
        Ok(self.indeterminate(expr, kind))
    }

    /// A name by what it stands for.
    fn convert_meaning(
        &mut self,
        expr: &Expr,
        symbol: &Symbol,
        meaning: &Expr,
    ) -> Result<Fraction, PolyError> {
        if let Some(Seen::Form(form)) = self.seen.get(meaning) {
            return Ok(form.clone());
        }
        self.open.push(symbol.clone());
        let form = self.convert(meaning);
        self.open.pop();
        let form = form?;
        self.seen.insert(expr.clone(), Seen::Means(meaning.clone()));
        if meaning.size() > 1 {
            self.seen.insert(meaning.clone(), Seen::Form(form.clone()));
        }
        Ok(form)
    }

    /// The polynomial that is one indeterminate, told from others by `key`.
    pub(super) fn indeterminate(&mut self, key: &Expr, kind: Kind) -> Fraction {
        let number = self.table.number(key, || Indeterminate {
            shown: key.clone(),
            kind,
        });
        Polynomial::variable(number).into()
    }

    /// A part that is no polynomial: an indeterminate unless something is known about it.
    fn convert_other(&mut self, expr: &Expr) -> Result<Fraction, PolyError> {
        if let Some(Seen::Form(form)) = self.seen.get(expr) {
            return Ok(form.clone());
        }
        let form = self.indeterminate(expr, Kind::Opaque);
        self.seen.insert(expr.clone(), Seen::Form(form.clone()));
        Ok(form)
    }
}
