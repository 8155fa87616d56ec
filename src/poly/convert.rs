//! From an expression to a fraction of polynomials in its indeterminates.

use std::collections::BTreeMap;

use super::fraction::Fraction;
use super::functions::{inside_extremum, is_extremum};
use super::indeterminate::{Indeterminate, Kind, Table};
use super::known::Whole;
use super::stated::Stated;
use super::{Budget, PolyError, Polynomial};
use crate::expr::{Assumptions, Bindings, Domain, Expr, ExprKind, Predicate, Symbol, deep};
use crate::number::{Integer, Rational};

/// Summands waiting to be collected; more are collected at once.
const PENDING: usize = 4_096;

/// What visiting a part of an expression counts as work.
const VISIT: u64 = 32;

/// What a normal form is made for. Both are exact; they differ in what they take apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be read: `mod`, `round_up` and logarithms of products stay as they are.
    Show,
    /// To decide identity: all is taken apart that can be.
    Decide,
}

/// The state of one normalisation.
pub(super) struct Normalizer<'a> {
    pub(super) assumptions: &'a Assumptions,
    pub(super) budget: &'a Budget,
    pub(super) purpose: Purpose,
    /// Values that conditions fix.
    pub(super) fixed: Bindings,
    pub(super) table: Table,
    /// Work done so far.
    pub(super) spent: u64,
    /// How many indeterminates the expressions are expected to have.
    pub(super) expected: usize,
    /// Parts that were converted as a whole, and what became of them.
    pub(super) seen: BTreeMap<Expr, Seen>,
    /// The normal forms of names that stand for something.
    pub(super) definitions: BTreeMap<Symbol, Fraction>,
    /// Names whose definitions are being converted.
    pub(super) open: Vec<Symbol>,
    /// Whether all fractions were brought to lowest terms.
    pub(super) is_lowest: bool,
    /// Divisors that can be 0, as written.
    pub(super) nonzero: Vec<Expr>,
    /// What else must hold for the form to be right.
    pub(super) conditions: Vec<Predicate>,
    /// Those of them without which a closed form is another value, and not none.
    pub(super) needed: Vec<Predicate>,
    /// Whether all logarithms are written by natural ones.
    pub(super) natural: bool,
    /// The symbols that stand for indices of sums and products, and their domains.
    pub(super) indices: Vec<(Symbol, Domain)>,
    /// How many elements of sums and products were written out.
    pub(super) elements: u64,
    /// How many symbols were made for indices.
    pub(super) fresh: u64,
    /// Monomials that conditions make integers, once they were asked for.
    pub(super) whole: Option<Vec<Whole>>,
    /// What conditions state not to be negative, once it was asked for.
    pub(super) stated: Option<Vec<Stated>>,
    /// Truth values that conditions decide, once they were asked for.
    pub(super) assumed: Option<BTreeMap<usize, bool>>,
}

/// What became of a part that is no sum, product or integer power by itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// The expression it stands for.
    pub(super) meaning: Option<Expr>,
    /// Its normal form.
    pub(super) form: Option<Fraction>,
}

impl<'a> Normalizer<'a> {
    pub(super) fn new(assumptions: &'a Assumptions, budget: &'a Budget, purpose: Purpose) -> Self {
        Self {
            assumptions,
            budget,
            purpose,
            fixed: assumptions.fixed(),
            table: Table::default(),
            spent: 0,
            expected: 0,
            seen: BTreeMap::new(),
            definitions: BTreeMap::new(),
            open: Vec::new(),
            is_lowest: true,
            nonzero: Vec::new(),
            conditions: Vec::new(),
            needed: Vec::new(),
            natural: false,
            indices: Vec::new(),
            elements: 0,
            fresh: 0,
            whole: None,
            stated: None,
            assumed: None,
        }
    }

    /// The fraction that an expression is.
    pub(super) fn convert(&mut self, expr: &Expr) -> Result<Fraction, PolyError> {
        self.spend(VISIT)?;
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
                self.multiply(&dividend, &inverse)
            }
            ExprKind::Power(base, exponent) => match self.plain_power(expr) {
                Some(power) => Ok(self.plain_term(power)),
                None => self.convert_power(expr, base, exponent),
            },
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
                let sum = self.add_all(std::mem::take(&mut summands))?;
                collected = sum.numerator.len();
                summands.push(sum);
                waiting = 0;
            }
        }
        summands.push(Fraction::constant(&constant));
        self.add_all(summands)
    }

    /// A product, its numbers, symbols and their powers taken together first.
    fn convert_product(&mut self, factors: &[Expr]) -> Result<Fraction, PolyError> {
        let mut number = Rational::ONE;
        let mut powers: Vec<(usize, i64)> = Vec::new();
        let mut product: Option<Fraction> = None;
        for factor in factors {
            if let ExprKind::Number(literal) = factor.kind() {
                self.budget
                    .allow_bits(number.bits() + literal.value().bits())?;
                number *= literal.value();
            } else if let Some((variable, exponent)) = self.plain_power(factor) {
                match powers.iter_mut().find(|(known, _)| *known == variable) {
                    Some((_, total)) => *total += exponent,
                    None => powers.push((variable, exponent)),
                }
            } else {
                let factor = self.convert(factor)?;
                product = Some(match product {
                    None => factor,
                    Some(product) => self.multiply(&product, &factor)?,
                });
            }
        }
        if number.is_zero() {
            return Ok(Polynomial::zero().into());
        }
        for (_, exponent) in &powers {
            self.budget.allow_exponent(*exponent)?;
        }
        let term = Polynomial::term(&number, &powers, self.width());
        match product {
            None => Ok(term.into()),
            Some(product) => self.multiply(&term.into(), &product),
        }
    }

    /// The variable and exponent of a symbol, or of its power with a small exponent, where the
    /// symbol stands for nothing but a number.
    fn plain_power(&mut self, expr: &Expr) -> Option<(usize, i64)> {
        let (base, exponent) = match expr.kind() {
            ExprKind::Power(base, exponent) => {
                let ExprKind::Number(literal) = exponent.kind() else {
                    return None;
                };
                let exponent = literal.value().to_integer()?.to_u32()?;
                (base, i64::from(exponent))
            }
            _ => (expr, 1),
        };
        let symbol = base.as_symbol()?;
        if self.meaning(symbol).is_some() || matches!(self.domain(symbol), Some(Domain::Boolean)) {
            return None;
        }
        Some((self.indeterminate_number(base, Kind::Symbol), exponent))
    }

    /// For how many variables new terms are laid out, so that most need not be laid out again.
    fn width(&self) -> usize {
        self.table.len().max(self.expected)
    }

    /// One over an expression, factor by factor; those that can be 0 are noted as written.
    pub(super) fn convert_divisor(&mut self, divisor: &Expr) -> Result<Fraction, PolyError> {
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
                        let inverse = self.convert_divisor(base)?;
                        self.power_of(&inverse, exponent)
                    }
                    _ => self.invert(divisor),
                }
            }
            _ => self.invert(divisor),
        })
    }

    fn invert(&mut self, divisor: &Expr) -> Result<Fraction, PolyError> {
        let value = self.normalise_inside(divisor)?;
        if !self.is_never_zero(&value)? && !self.nonzero.contains(divisor) {
            self.nonzero.push(divisor.clone());
        }
        let inverse = value.inverse(self.budget)?;
        let inverse = inverse.ok_or_else(|| PolyError::DivisionByZero {
            divisor: divisor.clone(),
        })?;
        self.reduce(inverse)
    }

    /// Whether a value is known not to be 0 for any admissible values.
    fn is_never_zero(&mut self, value: &Fraction) -> Result<bool, PolyError> {
        let sign = self.known_sign(&value.numerator)?;
        Ok(value.is_zero() || sign.is_some_and(|(_, strict)| strict))
    }

    fn convert_power(
        &mut self,
        expr: &Expr,
        base: &Expr,
        exponent: &Expr,
    ) -> Result<Fraction, PolyError> {
        if self.purpose == Purpose::Decide
            && is_extremum(exponent)
            && base.as_number().is_some_and(|base| base > Rational::ONE)
        {
            let whole = inside_extremum(exponent, |part| Expr::power(base.clone(), part));
            return deep(|| self.convert(&whole));
        }
        let power = self.normalise_inside(exponent)?;
        if let Some(exponent) = power.as_constant() {
            if let Some(exponent) = exponent.to_integer() {
                if exponent.is_negative() {
                    let inverse = self.convert_divisor(base)?;
                    return self.integer_power(&inverse, &exponent.abs());
                }
                let base = self.convert(base)?;
                return self.integer_power(&base, &exponent);
            }
            let value = self.normalise_inside(base)?;
            return match self.fractional_power(&value, &exponent)? {
                Some(power) => Ok(self.remember(expr, power)),
                None => self.plain_call(expr),
            };
        }
        let value = self.normalise_inside(base)?;
        let known = match power.as_polynomial() {
            Some(exponent) => self.symbolic_power(&value, exponent)?,
            None => None,
        };
        match known {
            Some(power) => Ok(self.remember(expr, power)),
            None => self.plain_call(expr),
        }
    }

    /// A power with an integer exponent; a negative one of 0 is an error.
    pub(super) fn integer_power(
        &mut self,
        base: &Fraction,
        exponent: &Integer,
    ) -> Result<Fraction, PolyError> {
        if exponent.is_negative() {
            let inverse = base.inverse(self.budget)?;
            let inverse = inverse.ok_or_else(|| PolyError::DivisionByZero {
                divisor: self.expr_of(base),
            })?;
            let inverse = self.reduce(inverse)?;
            return self.integer_power(&inverse, &exponent.abs());
        }
        match (base.as_constant(), exponent.to_u64()) {
            // The only numbers whose high powers are small.
            (Some(value), _) if value.is_zero() || value.is_one() => {
                let one = exponent.is_zero() || value.is_one();
                Ok(Fraction::constant(&Rational::from(i64::from(one))))
            }
            (Some(value), _) if (-&value).is_one() => {
                let sign = if exponent.is_even() { 1 } else { -1 };
                Ok(Fraction::constant(&Rational::from(sign)))
            }
            (_, Some(exponent)) => self.power_of(base, exponent),
            _ => {
                self.budget.allow_exponent(exponent.clone())?;
                Ok(base.clone())
            }
        }
    }

    fn convert_symbol(&mut self, expr: &Expr, symbol: &Symbol) -> Result<Fraction, PolyError> {
        if let Some(meaning) = self.meaning(symbol).cloned() {
            return self.convert_meaning(expr, symbol, &meaning);
        }
        if matches!(self.domain(symbol), Some(Domain::Boolean)) {
            let shown = Expr::bracket(Predicate::Truth(expr.clone()));
            let number = self.table.number(expr, || Indeterminate {
                shown,
                kind: Kind::Boolean,
            });
            return Ok(Polynomial::variable(number).into());
        }
        let variable = self.indeterminate_number(expr, Kind::Symbol);
        Ok(self.plain_term((variable, 1)))
    }

    fn plain_term(&self, power: (usize, i64)) -> Fraction {
        Polynomial::term(&Rational::ONE, &[power], self.width()).into()
    }

    /// What a symbol stands for, unless that is being looked into already.
    pub(super) fn meaning(&self, symbol: &Symbol) -> Option<&Expr> {
        if self.open.contains(symbol) {
            return None;
        }
        let fixed = self.fixed.get(symbol);
        fixed.or_else(|| self.assumptions.definitions.get(symbol))
    }

    /// A name by what it stands for.
    fn convert_meaning(
        &mut self,
        expr: &Expr,
        symbol: &Symbol,
        meaning: &Expr,
    ) -> Result<Fraction, PolyError> {
        if let Some(form) = self.definitions.get(symbol) {
            return Ok(form.clone());
        }
        self.open.push(symbol.clone());
        let form = self.convert(meaning);
        self.open.pop();
        let form = form?;
        self.remember_meaning(expr, meaning);
        self.definitions.insert(symbol.clone(), form.clone());
        Ok(form)
    }

    /// A part that is no sum, product, power or name.
    fn convert_other(&mut self, expr: &Expr) -> Result<Fraction, PolyError> {
        if let Some(form) = self.seen.get(expr).and_then(|seen| seen.form.as_ref()) {
            return Ok(form.clone());
        }
        let form = match expr.kind() {
            ExprKind::Call(function, arguments) => self.convert_call(expr, function, arguments),
            ExprKind::BigOperator(operator) => self.convert_operator(expr, operator),
            ExprKind::Conditional(conditional) => self.convert_conditional(conditional),
            ExprKind::Bracket(condition) => self.assumed_bracket(condition),
            ExprKind::Quantity(amount, unit) => self.convert_quantity(amount, unit),
            ExprKind::Conversion(operand, unit) => self.convert_conversion(operand, unit),
            ExprKind::Order(operand) => self.convert_order(expr, operand),
            _ => self.plain_call(expr),
        };
        Ok(self.remember(expr, form?))
    }

    /// Notes what became of a part.
    fn remember(&mut self, expr: &Expr, form: Fraction) -> Fraction {
        let seen = self.seen.entry(expr.clone()).or_default();
        seen.form.get_or_insert_with(|| form.clone());
        form
    }

    /// Notes what a part stands for.
    pub(super) fn remember_meaning(&mut self, expr: &Expr, meaning: &Expr) {
        let seen = self.seen.entry(expr.clone()).or_default();
        seen.meaning.get_or_insert_with(|| meaning.clone());
    }

    /// An O-form; constant factors inside say nothing.
    fn convert_order(&mut self, expr: &Expr, operand: &Expr) -> Result<Fraction, PolyError> {
        let value = self.normalise_inside(operand)?;
        let content = value.numerator.content();
        let scaled = value.scale(&content.recip().unwrap_or_default());
        let key = Expr::order(self.expr_of(&scaled));
        Ok(self.indeterminate_shown(&key, expr, Kind::Opaque))
    }
}
