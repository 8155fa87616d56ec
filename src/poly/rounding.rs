//! Floor, ceiling and what is defined by them.

use super::convert::{Normalizer, Purpose};
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::{PolyError, Polynomial};
use crate::expr::{Expr, ExprKind, Function, deep};
use crate::number::{Integer, Rational};

/// Higher powers of powers are not reduced modulo an integer.
const MOST_TIMES: u32 = 64;

/// A polynomial that is rounded, after what is an integer has been taken out.
struct Rounded {
    whole: Polynomial,
    rest: Polynomial,
    up: bool,
}

/// 1, or −1 where what is rounded was negated.
fn one(negated: bool) -> Fraction {
    Fraction::constant(&Rational::from(if negated { -1 } else { 1 }))
}

impl Normalizer<'_> {
    /// Floor, or ceiling with `up`, of a value that is written as `expr`.
    pub(super) fn round(
        &mut self,
        expr: &Expr,
        value: &Fraction,
        up_as_written: bool,
    ) -> Result<Fraction, PolyError> {
        let Some(polynomial) = value.as_polynomial() else {
            let operand = self.expr_of(value);
            return Ok(self.rounded_part(Some(expr), operand, up_as_written));
        };
        if let Some(value) = self.unnested(polynomial, up_as_written)? {
            let operand = self.expr_of(&value);
            let function = if up_as_written {
                Function::Ceil
            } else {
                Function::Floor
            };
            return self.round(&Expr::call(function, [operand]), &value, up_as_written);
        }
        let parts = self.take_whole(polynomial, up_as_written)?;
        let whole = Fraction::from(parts.whole);
        if parts.rest.is_zero() {
            return Ok(whole);
        }
        let (rest, up, negated) = if is_negative(&parts.rest) {
            (parts.rest.negate(), !parts.up, true)
        } else {
            (parts.rest, parts.up, false)
        };
        let (rest, up, whole) = match self.ceiling_as_floor(&rest, up)? {
            Some(lower) if lower.is_zero() => return whole.add(&one(negated), self.budget),
            Some(lower) => (lower, false, whole.add(&one(negated), self.budget)?),
            None => (rest, up, whole),
        };
        if !up && let Some(lower) = self.floored_below(&rest)? {
            let floor = Expr::call(Function::Floor, [self.expr_of(&lower)]);
            let rounded = deep(|| self.round(&floor, &lower, false))?;
            let rounded = if negated { rounded.negate() } else { rounded };
            return self.add_all(vec![whole, rounded]);
        }
        let operand = self.expr_of(&rest.clone().into());
        // Only what is rounded as a whole can be shown as it was written.
        let is_as_written = whole.is_zero() && !negated && up == up_as_written;
        let expr = is_as_written.then_some(expr);
        let mut rounded = if up && self.purpose == Purpose::Decide && self.is_half(&rest)? {
            // The two halves of an integer make it whole again.
            let double = rest.scale(&Rational::from(2));
            let floor = self.rounded_part(expr, operand, false);
            self.add_all(vec![double.into(), floor.negate()])?
        } else {
            self.rounded_part(expr, operand, up)
        };
        if negated {
            rounded = rounded.negate();
        }
        self.add_all(vec![whole, rounded])
    }

    /// What may be rounded instead of an expression with a rounding in it: with integers m and n ≥ 1,
    /// ⌊(⌊u⌋ + m)/n⌋ is ⌊(u + m)/n⌋, since no integer lies between ⌊u⌋ and u; the same of ceilings, and of
    /// −⌈u⌉ in a floor.
    fn unnested(&mut self, rest: &Polynomial, up: bool) -> Result<Option<Fraction>, PolyError> {
        if let Some(value) = self.unnested_quotient(rest, up)? {
            return Ok(Some(value));
        }
        let steps = Rational::from(rest.denominator.clone());
        if steps.is_one() || !self.is_whole(&rest.scale(&steps))? {
            return Ok(None);
        }
        let width = self.table.len();
        for term in 0..rest.len() {
            let [(variable, 1)] = rest.powers(term)[..] else {
                continue;
            };
            let coefficient = rest.coefficient(term).unwrap_or_default();
            if !(&coefficient * &steps).abs().is_one() {
                continue;
            }
            let Some((operand, is_up)) = self
                .table
                .get(variable)
                .and_then(|entry| rounded(&entry.shown))
            else {
                continue;
            };
            if is_up == (up == coefficient.is_negative()) {
                continue;
            }
            let operand = self.convert(&operand)?.scale(&coefficient);
            let nested = Polynomial::term(&coefficient, &[(variable, 1)], width);
            let others = rest.subtract(&nested, self.budget)?;
            return self.add_all(vec![others.into(), operand]).map(Some);
        }
        Ok(None)
    }

    /// The same where n is a symbol: ⌊⌊u⌋/n⌋ is ⌊u/n⌋.
    fn unnested_quotient(
        &mut self,
        rest: &Polynomial,
        up: bool,
    ) -> Result<Option<Fraction>, PolyError> {
        let occurring = rest.occurring().into_iter().enumerate();
        let mut divisors = occurring
            .filter(|(variable, occurs)| *occurs && rest.low_degree_in(*variable) == Some(-1))
            .map(|(variable, _)| variable);
        let (Some(divisor), None) = (divisors.next(), divisors.next()) else {
            return Ok(None);
        };
        let below = Polynomial::variable(divisor);
        let is_positive = self
            .known_sign(&below)?
            .is_some_and(|(sign, strict)| sign.is_gt() && strict);
        let mut above = rest.clone();
        above.multiply_by_power(divisor, 1);
        if !is_positive || !self.is_whole(&below)? || !self.is_whole(&above)? {
            return Ok(None);
        }
        let width = self.table.len();
        for term in 0..above.len() {
            let [(variable, 1)] = above.powers(term)[..] else {
                continue;
            };
            let coefficient = above.coefficient(term).unwrap_or_default();
            let entry = self.table.get(variable);
            let Some((operand, is_up)) = entry.and_then(|entry| rounded(&entry.shown)) else {
                continue;
            };
            if !coefficient.abs().is_one() || is_up == (up == coefficient.is_negative()) {
                continue;
            }
            let operand = self.convert(&operand)?.scale(&coefficient);
            let nested = Polynomial::term(&coefficient, &[(variable, 1)], width);
            let others = above.subtract(&nested, self.budget)?;
            let whole = self.add_all(vec![others.into(), operand])?;
            let mut share = Polynomial::one();
            share.multiply_by_power(divisor, -1);
            return self.multiply(&whole, &share.into()).map(Some);
        }
        Ok(None)
    }

    /// For the ceiling of n/m with integers n and m ≥ 1, what has the floor that is one less: (n − 1)/m.
    /// Both stand for one another where identity is decided.
    fn ceiling_as_floor(
        &mut self,
        rest: &Polynomial,
        up: bool,
    ) -> Result<Option<Polynomial>, PolyError> {
        if !up || self.purpose != Purpose::Decide {
            return Ok(None);
        }
        if let Some(lower) = self.one_step_below(rest)? {
            return Ok(Some(lower));
        }
        let mut divisors = Vec::new();
        for (variable, occurs) in rest.occurring().into_iter().enumerate() {
            if occurs && rest.low_degree_in(variable) == Some(-1) {
                divisors.push(variable);
            }
        }
        let [divisor] = divisors.as_slice() else {
            return Ok(None);
        };
        let divisor = *divisor;
        let mut above = rest.clone();
        above.multiply_by_power(divisor, 1);
        let below = Polynomial::variable(divisor);
        let is_positive = self.known_sign(&below)?.is_some_and(|(_, strict)| strict);
        if !is_positive || !self.is_whole(&below)? || !self.is_whole(&above)? {
            return Ok(None);
        }
        let mut lower = above.subtract(&Polynomial::one(), self.budget)?;
        lower.multiply_by_power(divisor, -1);
        Ok((!is_negative(&lower)).then_some(lower))
    }

    /// For sqrt(m) and log2(m) of an integer m that is large enough the same of m − 1: only integers m have
    /// an integer for their value, so that no integer lies between.
    fn one_step_below(&mut self, rest: &Polynomial) -> Result<Option<Polynomial>, PolyError> {
        let [(variable, 1)] = rest.powers(0)[..] else {
            return Ok(None);
        };
        if *rest != Polynomial::variable(variable) {
            return Ok(None);
        }
        let Some(entry) = self.table.get(variable) else {
            return Ok(None);
        };
        let (function, argument, least) = match (&entry.kind, entry.shown.kind()) {
            (Kind::Root { base, order: 2, .. }, _) => (Function::Sqrt, base.clone(), 1),
            (_, ExprKind::Call(Function::Log2, inner)) => match inner.as_slice() {
                [argument] => (Function::Log2, argument.clone(), 2),
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        let argument = self.convert(&argument)?;
        let Some(argument) = argument.as_polynomial().cloned() else {
            return Ok(None);
        };
        let least = Polynomial::constant(&Rational::from(least));
        let above = argument.subtract(&least, self.budget)?;
        let is_enough = above.is_zero() || self.known_sign(&above)?.is_some_and(|(s, _)| s.is_ge());
        if !is_enough || !self.is_whole(&argument)? {
            return Ok(None);
        }
        let below = argument.subtract(&Polynomial::one(), self.budget)?;
        let lower = Expr::call(function, [self.expr_of(&below.into())]);
        Ok(self.convert(&lower)?.as_polynomial().cloned())
    }

    /// Whether twice a polynomial is an integer.
    fn is_half(&mut self, polynomial: &Polynomial) -> Result<bool, PolyError> {
        let double = polynomial.scale(&Rational::from(2));
        self.is_whole(&double)
    }

    /// Separates what is an integer and brings the constant that is left into its one form.
    fn take_whole(&mut self, polynomial: &Polynomial, up: bool) -> Result<Rounded, PolyError> {
        let (whole, rest) = self.split_whole(polynomial)?;
        let constant = constant_of(&rest);
        let moving = rest.subtract(&Polynomial::constant(&constant), self.budget)?;
        let (mut up, mut constant) = (up, constant);
        let mut out = if up {
            constant.ceil()
        } else {
            constant.floor()
        };
        constant -= Rational::from(out.clone());
        let steps = Rational::from(moving.denominator.clone());
        if self.is_whole(&moving.scale(&steps))? {
            // Between neighbouring multiples of 1/m nothing is reached, and m − 1 of them up is
            // the ceiling.
            let reached = &constant * &steps;
            let reached = if up { reached.ceil() } else { reached.floor() };
            let last = steps.numerator() - Integer::ONE;
            if reached.abs() == last && !last.is_zero() {
                constant = Rational::ZERO;
                up = !up;
            } else {
                constant = Rational::new(reached, steps.numerator().clone()).unwrap_or_default();
            }
        }
        if moving.is_zero() {
            out += if up {
                constant.ceil()
            } else {
                constant.floor()
            };
            constant = Rational::ZERO;
        }
        Ok(Rounded {
            whole: whole.add(&Polynomial::constant(&Rational::from(out)), self.budget)?,
            rest: moving.add(&Polynomial::constant(&constant), self.budget)?,
            up,
        })
    }

    /// The rounded part as an indeterminate, shown as it was first written.
    fn rounded_part(&mut self, expr: Option<&Expr>, operand: Expr, up: bool) -> Fraction {
        let function = if up { Function::Ceil } else { Function::Floor };
        let key = Expr::call(function, [operand]);
        self.indeterminate_shown(&key, expr.unwrap_or(&key), Kind::Opaque)
    }

    /// `a // b`, the floor of the quotient.
    pub(super) fn floor_quotient(
        &mut self,
        expr: &Expr,
        a: &Expr,
        b: &Expr,
    ) -> Result<Fraction, PolyError> {
        let quotient = self.quotient(a, b)?;
        self.round(expr, &quotient, false)
    }

    /// `a mod b`, which is `a − b·floor(a/b)`.
    pub(super) fn modulo(
        &mut self,
        expr: &Expr,
        a: &Expr,
        b: &Expr,
    ) -> Result<Fraction, PolyError> {
        let step = self.convert(b)?;
        let dividend = self.convert(a)?;
        if let Some(rest) = self.without_powers(&dividend, &step)? {
            let rest = self.expr_of(&rest);
            let expr = Expr::call(Function::Mod, [rest.clone(), b.clone()]);
            return self.modulo(&expr, &rest, b);
        }
        let quotient = self.over(&dividend, b)?;
        if self.purpose == Purpose::Show && quotient.as_constant().is_none() {
            let Some(polynomial) = quotient.as_polynomial() else {
                return self.plain_call(expr);
            };
            let rest = self.split_whole(polynomial)?.1;
            if let Some(rest) = rest.as_constant() {
                let left = &rest - &Rational::from(rest.floor());
                return Ok(step.scale(&left));
            }
            let dividend = self.multiply(&rest.into(), &step)?;
            let operands = [self.expr_of(&dividend), self.expr_of(&step)];
            let key = Expr::call(Function::Mod, operands);
            return Ok(self.indeterminate_shown(&key, expr, Kind::Opaque));
        }
        let written = Expr::call(Function::FloorDiv, [a.clone(), b.clone()]);
        let floor = self.round(&written, &quotient, false)?;
        let below = self.multiply(&floor, &step)?;
        self.add_all(vec![dividend, below.negate()])
    }

    /// The dividend of a division by an integer m with powers left out whose base leaves the rest 1:
    /// 9^n is 1 modulo 8, for n ≥ 0. `None` where there are none.
    fn without_powers(
        &mut self,
        dividend: &Fraction,
        step: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let m = step.as_constant().and_then(|m| m.to_integer());
        let Some(m) = m.filter(|m| *m > Integer::ONE) else {
            return Ok(None);
        };
        let Some(dividend) = dividend.as_polynomial().cloned() else {
            return Ok(None);
        };
        if !self.is_whole(&dividend)? || dividend.coefficients().any(|c| !c.is_integer()) {
            return Ok(None);
        }
        let width = self.table.len();
        let mut changed = false;
        let mut terms = Vec::new();
        for (at, coefficient) in dividend.coefficients().enumerate() {
            let powers = dividend.powers(at);
            let kept = self.without_units(&powers, &m);
            changed |= kept.len() < powers.len();
            let powers = kept;
            terms.push(Polynomial::term(&coefficient, &powers, width));
        }
        if !changed {
            return Ok(None);
        }
        Polynomial::sum(terms, self.budget).map(|sum| Some(sum.into()))
    }

    /// The powers without those with one exponent, an integer from 0 on, whose bases together leave 1
    /// modulo m.
    fn without_units(&self, powers: &[(usize, i64)], m: &Integer) -> Vec<(usize, i64)> {
        let mut groups: Vec<(Polynomial, Integer, Vec<usize>)> = Vec::new();
        for (variable, times) in powers {
            let Some((exponent, rest)) = self.rest_of_power(*variable, *times, m) else {
                continue;
            };
            match groups.iter_mut().find(|(known, ..)| *known == exponent) {
                Some((_, product, members)) => {
                    if let Some((_, left)) = (&*product * &rest).div_rem_floor(m) {
                        *product = left;
                    }
                    members.push(*variable);
                }
                None => groups.push((exponent, rest, vec![*variable])),
            }
        }
        let units = groups.iter().filter(|(_, product, _)| product.is_one());
        let units: Vec<usize> = units.flat_map(|(.., members)| members.clone()).collect();
        let mut kept = powers.to_vec();
        kept.retain(|(variable, _)| !units.contains(variable));
        kept
    }

    /// The exponent of a power, where it is an integer from 0 on, and what its base leaves modulo m.
    fn rest_of_power(
        &self,
        variable: usize,
        times: i64,
        m: &Integer,
    ) -> Option<(Polynomial, Integer)> {
        let Kind::Exponential { base, exponent } = &self.table.get(variable)?.kind else {
            return None;
        };
        let times = u32::try_from(times)
            .ok()
            .filter(|times| *times <= MOST_TIMES)?;
        let whole = self.is_whole_variable(variable);
        let base = base.as_number()?.to_integer().filter(|_| whole)?;
        let (_, rest) = base.pow(times).div_rem_floor(m)?;
        Some((exponent.clone(), rest))
    }

    /// `round_up(a, m)`, the least multiple of m that is not below a.
    pub(super) fn round_up(
        &mut self,
        expr: &Expr,
        a: &Expr,
        m: &Expr,
    ) -> Result<Fraction, PolyError> {
        let mut quotient = self.quotient(a, m)?;
        let mut step = self.convert(m)?;
        if step.as_constant().is_some_and(|step| step.is_negative()) {
            // It is rounded to multiples of the size of the step.
            (quotient, step) = (quotient.negate(), step.negate());
        }
        let positive = match step.as_polynomial() {
            Some(step) => self
                .sign(step)?
                .is_some_and(|(sign, strict)| sign.is_gt() && strict),
            None => false,
        };
        let whole = match quotient.as_polynomial() {
            Some(quotient) => quotient.as_constant().is_some() || self.is_whole(quotient)?,
            None => false,
        };
        // An integer and a number beside it: the rounding of the number is a number.
        let settled = match quotient.as_polynomial().filter(|_| positive && !whole) {
            Some(quotient) => {
                let number = Polynomial::constant(&constant_of(quotient));
                let rest = quotient.subtract(&number, self.budget)?;
                self.is_whole(&rest)?
            }
            None => false,
        };
        if whole && (positive || quotient.as_constant().is_none())
            || settled
            || positive && self.purpose == Purpose::Decide
        {
            let ceiling = Expr::call(Function::Ceil, [Expr::quotient(a.clone(), m.clone())]);
            let count = self.round(&ceiling, &quotient, true)?;
            return self.multiply(&count, &step);
        }
        self.plain_call(expr)
    }

    fn quotient(&mut self, a: &Expr, b: &Expr) -> Result<Fraction, PolyError> {
        let dividend = self.convert(a)?;
        self.over(&dividend, b)
    }

    fn over(&mut self, dividend: &Fraction, b: &Expr) -> Result<Fraction, PolyError> {
        let inverse = self.convert_divisor(b)?;
        let mut quotient = self.multiply(dividend, &inverse)?;
        quotient.cancel(self.budget)?;
        Ok(quotient)
    }
}

/// What is rounded down, or up (`true`), at the top of an expression.
fn rounded(expr: &Expr) -> Option<(Expr, bool)> {
    let ExprKind::Call(function, parts) = expr.kind() else {
        return None;
    };
    match (function, parts.as_slice()) {
        (Function::Floor, [operand]) => Some((operand.clone(), false)),
        (Function::Ceil, [operand]) => Some((operand.clone(), true)),
        (Function::FloorDiv, [a, b]) => Some((Expr::quotient(a.clone(), b.clone()), false)),
        _ => None,
    }
}

pub(super) fn constant_of(polynomial: &Polynomial) -> Rational {
    let constant = (0..polynomial.len()).find(|term| polynomial.is_constant_term(*term));
    let constant = constant.and_then(|term| polynomial.coefficient(term));
    constant.unwrap_or_default()
}

/// Whether the first coefficient is below 0, so that of a polynomial and its negative one is chosen.
pub(super) fn is_negative(polynomial: &Polynomial) -> bool {
    polynomial
        .coefficients
        .first()
        .is_some_and(Integer::is_negative)
}
