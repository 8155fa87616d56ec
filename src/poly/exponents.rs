//! Powers with exponents that are no numbers: `2^n`, `x^a`, `exp(a)`.
//!
//! The exponent is taken apart term by term, so that `2·2^n` and `2^(n+1)`, `exp(a)·exp(b)` and
//! `exp(a+b)`, `4^n` and `(2^n)²` have one form.

use super::convert::{Normalizer, Purpose};
use super::factors::prime_powers;
use super::fraction::Fraction;
use super::indeterminate::{Indeterminate, Kind};
use super::{PolyError, Polynomial};
use crate::expr::{Expr, ExprKind, Function};
use crate::number::{Integer, Rational};

/// Something that is raised to powers: a prime, an indeterminate, a whole polynomial.
struct Base {
    /// As a key and for showing it.
    expr: Expr,
    form: Fraction,
    /// Whether its powers with fractional exponents are known to multiply as they should.
    positive: bool,
}

impl Normalizer<'_> {
    /// The number e as an indeterminate.
    fn euler(&mut self) -> Base {
        let expr = Expr::call(Function::Exp, [Expr::one()]);
        Base {
            form: self.indeterminate(&expr, Kind::Opaque),
            expr,
            positive: true,
        }
    }

    /// `exp` of a polynomial.
    pub(super) fn exponential(&mut self, exponent: &Polynomial) -> Result<Fraction, PolyError> {
        let base = self.euler();
        self.power_by_terms(&base, exponent)
    }

    /// A power with a polynomial as exponent; `None` where no law of powers is known to apply.
    pub(super) fn symbolic_power(
        &mut self,
        base: &Fraction,
        exponent: &Polynomial,
    ) -> Result<Option<Fraction>, PolyError> {
        if base.is_zero() {
            return Ok(None);
        }
        if self.natural
            && let Some(power) = self.power_through_logarithm(base, exponent)?
        {
            return Ok(Some(power));
        }
        if let Some(value) = base.as_constant() {
            if value.is_positive() {
                return self.power_of_number(&value, exponent).map(Some);
            }
            if self.is_whole(exponent)? {
                let sign = self.sign_power(exponent)?;
                // Nobody writes (−2)^n as (−1)^n·2^n.
                if self.purpose != Purpose::Decide && sign.as_constant().is_none() {
                    return Ok(None);
                }
                let size = self.power_of_number(&value.abs(), exponent)?;
                return self.multiply(&sign, &size).map(Some);
            }
            return Ok(None);
        }
        if base.numerator.len() > 1 || !base.factors.is_empty() {
            let base = self.whole_base(base)?;
            return self.power_by_terms(&base, exponent).map(Some);
        }
        let powers = base.numerator.powers(0);
        let positive = powers
            .iter()
            .all(|(variable, _)| self.is_positive(*variable));
        let coefficient = base.numerator.coefficient(0).unwrap_or_default();
        let single = matches!(powers[..], [(_, 1)]);
        if coefficient.is_positive() && (positive || single) {
            return self.distributed_power(base, exponent).map(Some);
        }
        // An integer power of a product is that of its factors, whatever their signs.
        let (whole, rest) = self.split_whole(exponent)?;
        let apart = if coefficient.is_negative() && self.purpose == Purpose::Decide {
            let sign = self.sign_power(&whole)?;
            let size = self.distributed_power(&base.clone().negate(), &whole)?;
            self.multiply(&sign, &size)?
        } else if coefficient.is_negative() {
            let base = self.whole_base(base)?;
            self.power_by_terms(&base, &whole)?
        } else {
            self.distributed_power(base, &whole)?
        };
        let base = self.whole_base(base)?;
        let together = self.power_by_terms(&base, &rest)?;
        self.multiply(&apart, &together).map(Some)
    }

    /// b^e as exp(e·ln b), where a logarithm stands in the exponent: a^(log2 x) and x^(log2 a) are one.
    fn power_through_logarithm(
        &mut self,
        base: &Fraction,
        exponent: &Polynomial,
    ) -> Result<Option<Fraction>, PolyError> {
        if !self.mentions_logarithm(&exponent.clone().into(), &Function::Ln) {
            return Ok(None);
        }
        let Some(logarithm) = self.logarithm(&Function::Ln, base)? else {
            return Ok(None);
        };
        let product = self.multiply(&logarithm, &exponent.clone().into())?;
        match product.as_polynomial().cloned() {
            Some(exponent) => self.exponential(&exponent).map(Some),
            None => Ok(None),
        }
    }

    /// The power of one term, factor by factor.
    fn distributed_power(
        &mut self,
        base: &Fraction,
        exponent: &Polynomial,
    ) -> Result<Fraction, PolyError> {
        let coefficient = base.numerator.coefficient(0).unwrap_or_default();
        let mut product = self.power_of_number(&coefficient, exponent)?;
        for (variable, times) in base.numerator.powers(0) {
            let exponent = exponent.scale(&Rational::from(times));
            let factor = self.power_of_variable(variable, &exponent)?;
            product = self.multiply(&product, &factor)?;
        }
        Ok(product)
    }

    fn whole_base(&mut self, form: &Fraction) -> Result<Base, PolyError> {
        let sign = match form.as_polynomial() {
            Some(polynomial) => self.known_sign(polynomial)?,
            None => None,
        };
        Ok(Base {
            expr: self.expr_of(form),
            form: form.clone(),
            positive: sign.is_some_and(|(sign, strict)| sign.is_gt() && strict),
        })
    }

    fn power_of_number(
        &mut self,
        value: &Rational,
        exponent: &Polynomial,
    ) -> Result<Fraction, PolyError> {
        let mut product = Fraction::constant(&Rational::ONE);
        let mut exponent = exponent.clone();
        if *value == Rational::from(10) {
            (product, exponent) = self.undo_logarithm(&Function::Log10, &exponent)?;
        }
        let above = prime_powers(value.numerator()).into_iter();
        let below = prime_powers(value.denominator()).into_iter();
        let below = below.map(|(prime, times)| (prime, -times));
        for (prime, times) in above.chain(below) {
            let base = Base {
                expr: Expr::integer(prime.clone()),
                form: Fraction::constant(&Rational::from(prime)),
                positive: true,
            };
            let exponent = exponent.scale(&Rational::from(times));
            let factor = self.power_by_terms(&base, &exponent)?;
            product = self.multiply(&product, &factor)?;
        }
        Ok(product)
    }

    fn power_of_variable(
        &mut self,
        variable: usize,
        exponent: &Polynomial,
    ) -> Result<Fraction, PolyError> {
        let form = Fraction::from(Polynomial::variable(variable));
        let kind = self.table.get(variable).map(|entry| entry.kind.clone());
        match kind {
            Some(Kind::Exponential {
                base,
                exponent: inner,
            }) => {
                let exponent = inner.multiply(exponent, self.budget)?;
                let form = self.convert(&base)?;
                let base = Base {
                    expr: base,
                    form,
                    positive: true,
                };
                self.power_by_terms(&base, &exponent)
            }
            Some(Kind::Root {
                base,
                radicand,
                order,
            }) => {
                let share = Rational::new(Integer::ONE, Integer::from(order)).unwrap_or_default();
                if let [(inner, 1)] = radicand.numerator.powers(0)[..]
                    && radicand.numerator.is_monic_monomial()
                {
                    return self.power_of_variable(inner, &exponent.scale(&share));
                }
                let base = Base {
                    expr: base,
                    form: *radicand,
                    positive: true,
                };
                self.power_by_terms(&base, &exponent.scale(&share))
            }
            _ if self.natural && self.is_positive(variable) && self.has_logarithm(exponent) => {
                let argument = self.expr_of(&form);
                let logarithm = self.logarithm(&Function::Ln, &form)?;
                let known = logarithm.as_ref().and_then(Fraction::as_polynomial);
                let logarithm = known.cloned().unwrap_or_else(|| {
                    let key = Expr::call(Function::Ln, [argument]);
                    Polynomial::variable(self.indeterminate_number(&key, Kind::Opaque))
                });
                let exponent = exponent.multiply(&logarithm, self.budget)?;
                self.exponential(&exponent)
            }
            _ => {
                let base = Base {
                    expr: self.expr_of(&form),
                    form,
                    positive: self.is_positive(variable),
                };
                self.power_by_terms(&base, exponent)
            }
        }
    }

    /// The power as a product over the terms of the exponent.
    fn power_by_terms(
        &mut self,
        base: &Base,
        exponent: &Polynomial,
    ) -> Result<Fraction, PolyError> {
        let mut exponent = exponent.clone();
        let mut product = Fraction::constant(&Rational::ONE);
        if is_euler(&base.expr) {
            (product, exponent) = self.undo_logarithm(&Function::Ln, &exponent)?;
        } else if base.expr == Expr::integer(2) {
            (product, exponent) = self.undo_logarithm(&Function::Log2, &exponent)?;
        }
        for (term, coefficient) in exponent.coefficients().enumerate() {
            let powers = exponent.powers(term);
            let factor = if powers.is_empty() {
                self.constant_power(base, &coefficient)?
            } else {
                self.power_by_term(base, &coefficient, &powers)?
            };
            product = self.multiply(&product, &factor)?;
        }
        Ok(product)
    }

    fn constant_power(&mut self, base: &Base, exponent: &Rational) -> Result<Fraction, PolyError> {
        if let Some(exponent) = exponent.to_integer() {
            return self.integer_power(&base.form, &exponent);
        }
        match self.fractional_power(&base.form, exponent)? {
            Some(power) => Ok(power),
            None => Ok(self.indeterminate(
                &Expr::power(base.expr.clone(), Expr::number(exponent)),
                Kind::Opaque,
            )),
        }
    }

    /// The power with one term as exponent: an indeterminate with the coefficient as its power.
    fn power_by_term(
        &mut self,
        base: &Base,
        coefficient: &Rational,
        powers: &[(usize, i64)],
    ) -> Result<Fraction, PolyError> {
        let whole = coefficient.to_integer();
        let inside = if base.positive || whole.is_some() {
            Rational::ONE
        } else {
            // Without a sign for the base only whole multiples of the exponent can come out.
            Rational::new(Integer::ONE, coefficient.denominator().clone()).unwrap_or_default()
        };
        let unit = Polynomial::monomial(&inside, &[]);
        let mut monomial = unit;
        for (variable, exponent) in powers {
            monomial.multiply_by_power(*variable, *exponent);
        }
        let written = self.expr_of(&monomial.clone().into());
        let shown = if is_euler(&base.expr) {
            Expr::call(Function::Exp, [written])
        } else {
            Expr::power(base.expr.clone(), written)
        };
        let kind = if base.positive {
            Kind::Exponential {
                base: base.expr.clone(),
                exponent: monomial,
            }
        } else {
            Kind::Opaque
        };
        let key = shown.clone();
        let variable = self.table.number(&key, || Indeterminate { shown, kind });
        let times = coefficient.checked_div(&inside).unwrap_or_default();
        match times.to_integer() {
            Some(times) => self.integer_power(&Polynomial::variable(variable).into(), &times),
            None => self.variable_power(variable, &times),
        }
    }

    /// What a base's own logarithm in the exponent gives, and the rest of the exponent.
    fn undo_logarithm(
        &mut self,
        function: &Function,
        exponent: &Polynomial,
    ) -> Result<(Fraction, Polynomial), PolyError> {
        let mut product = Fraction::constant(&Rational::ONE);
        let mut rest = Vec::new();
        for (term, coefficient) in exponent.coefficients().enumerate() {
            let powers = exponent.powers(term);
            let Some((argument, others)) = self.lone_logarithm(function, &powers) else {
                rest.push(term);
                continue;
            };
            let argument = self.convert(&argument)?;
            let factor = match coefficient.to_integer() {
                _ if !others.is_empty() => {
                    let width = self.table.len();
                    let times = Polynomial::term(&coefficient, &others, width);
                    self.symbolic_power(&argument, &times)?
                }
                Some(times) => Some(self.integer_power(&argument, &times)?),
                None => self.fractional_power(&argument, &coefficient)?,
            };
            match factor {
                Some(factor) => product = self.multiply(&product, &factor)?,
                None => rest.push(term),
            }
        }
        Ok((product, exponent.pick(&rest)))
    }

    /// The argument of the only logarithm in a term of an exponent, and the powers besides.
    fn lone_logarithm(
        &self,
        function: &Function,
        powers: &[(usize, i64)],
    ) -> Option<(Expr, Vec<(usize, i64)>)> {
        let is_logarithm = |variable: usize| {
            let shown = self.table.get(variable).map(|entry| entry.shown.kind());
            matches!(
                shown,
                Some(ExprKind::Call(
                    Function::Ln | Function::Log2 | Function::Log10,
                    _
                ))
            )
        };
        let (logarithms, others): (Vec<_>, Vec<_>) = powers
            .iter()
            .copied()
            .partition(|(variable, _)| is_logarithm(*variable));
        let [(variable, 1)] = logarithms[..] else {
            return None;
        };
        let argument = self.logarithm_argument(function, variable)?;
        Some((argument, others))
    }

    /// Whether a natural logarithm stands in an exponent.
    fn has_logarithm(&self, exponent: &Polynomial) -> bool {
        let occurring = exponent.occurring().into_iter().zip(self.table.iter());
        let is_logarithm = |expr: &Expr| matches!(expr.kind(), ExprKind::Call(Function::Ln, _));
        occurring
            .filter(|(occurs, _)| *occurs)
            .any(|(_, entry)| is_logarithm(&entry.shown))
    }

    fn logarithm_argument(&self, function: &Function, variable: usize) -> Option<Expr> {
        match self.table.get(variable)?.shown.kind() {
            ExprKind::Call(called, arguments) if called == function => arguments.first().cloned(),
            _ => None,
        }
    }
}

/// Whether an expression is the number e as it stands among the indeterminates.
pub(super) fn is_euler(expr: &Expr) -> bool {
    matches!(expr.kind(), ExprKind::Call(Function::Exp, arguments) if arguments == &[Expr::one()])
}
