//! What assumptions and kinds say about values: bounds, signs, integers, divisibility.

use std::cmp::Ordering;

use super::convert::Normalizer;
use super::indeterminate::Kind;
use super::{PolyError, Polynomial};
use crate::expr::{Comparison, Domain, Expr, ExprKind, Function, Predicate, Symbol};
use crate::number::Rational;

/// Signs of longer polynomials are not looked into.
const LOOKED_INTO: usize = 64;

/// Nor are those of higher degree in one variable.
const MOST_SHIFTED: i64 = 8;

/// A lower bound, and whether it is excluded.
type Lower = (Rational, bool);

/// A monomial that is known to be an integer, `h/n` where n divides h, or to lie above one by a number: `h/2`
/// where h is odd.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    coefficient: Rational,
    exponents: Vec<i64>,
    above: Rational,
}

impl Normalizer<'_> {
    /// The domain of a symbol, an index's included.
    pub(super) fn domain(&self, symbol: &Symbol) -> Option<&Domain> {
        let local = self.indices.iter().rev().find(|(name, _)| name == symbol);
        local
            .map(|(_, domain)| domain)
            .or_else(|| self.assumptions.domains.get(symbol))
    }

    /// The greatest lower bound known of an indeterminate.
    fn lower(&self, variable: usize) -> Option<Lower> {
        let entry = self.table.get(variable)?;
        match &entry.kind {
            Kind::Root {
                radicand, order, ..
            } => {
                let positive_times = radicand.numerator.len() == 1
                    && radicand.factors.is_empty()
                    && radicand.numerator.coefficients().all(|c| c.is_positive());
                let powers = || radicand.numerator.powers(0).into_iter();
                let is_positive = positive_times && powers().all(|(v, _)| self.is_positive(v));
                // An odd root has the sign of what it is taken of.
                let is_sure = order.is_multiple_of(2)
                    || positive_times
                        && powers().all(|(v, e)| e % 2 == 0 || self.is_nonnegative(v));
                (is_positive || is_sure).then_some((Rational::ZERO, is_positive))
            }
            Kind::Boolean | Kind::Truth => Some((Rational::ZERO, false)),
            Kind::Exponential { .. } | Kind::Unit => Some((Rational::ZERO, true)),
            Kind::Symbol => self.lower_of_symbol(entry.shown.as_symbol()?),
            Kind::Sign => None,
            Kind::Opaque => match entry.shown.kind() {
                ExprKind::Call(
                    Function::Abs | Function::Count | Function::Gcd | Function::Lcm,
                    _,
                ) => Some((Rational::ZERO, false)),
                ExprKind::Call(Function::Factorial | Function::Exp, _) => {
                    Some((Rational::ZERO, true))
                }
                _ => None,
            },
        }
    }

    fn lower_of_symbol(&self, symbol: &Symbol) -> Option<Lower> {
        let declared = self.domain(symbol).and_then(Domain::lower);
        let declared = declared.map(|(value, strict)| (value.clone(), strict));
        let stated = self.assumptions.conditions.iter();
        let stated = stated.filter_map(|condition| stated_lower(condition, symbol));
        stated
            .chain(declared)
            .max_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)))
    }

    /// Whether an indeterminate is known not to be negative.
    pub(super) fn is_nonnegative(&self, variable: usize) -> bool {
        self.lower(variable)
            .is_some_and(|(value, _)| !value.is_negative())
    }

    /// Whether an indeterminate is known to be positive.
    pub(super) fn is_positive(&self, variable: usize) -> bool {
        let positive = |(value, strict): Lower| value.is_positive() || (strict && value.is_zero());
        self.lower(variable).is_some_and(positive)
    }

    /// How a polynomial compares with 0 for all admissible values, as far as lower bounds tell:
    /// the sign, and whether 0 itself is excluded.
    pub(super) fn sign(
        &self,
        polynomial: &Polynomial,
    ) -> Result<Option<(Ordering, bool)>, PolyError> {
        if let Some(value) = polynomial.as_constant() {
            return Ok(Some((value.cmp(&Rational::ZERO), true)));
        }
        if polynomial.len() > LOOKED_INTO {
            return Ok(None);
        }
        let Some((moved, positive)) = self.above_lower_bounds(polynomial)? else {
            return Ok(None);
        };
        let negative = moved
            .coefficients
            .iter()
            .filter(|c| c.is_negative())
            .count();
        let sign = match negative {
            0 => Ordering::Greater,
            all if all == moved.len() => Ordering::Less,
            _ => return Ok(None),
        };
        // One term that is never 0 keeps the whole from 0.
        let is_never_zero = |term: usize| {
            let exponents = moved.exponents(term).into_iter();
            exponents
                .zip(&positive)
                .all(|(exponent, positive)| exponent == 0 || *positive)
        };
        Ok(Some((sign, (0..moved.len()).any(is_never_zero))))
    }

    /// The polynomial in the distances of its variables from their lower bounds, none of which is
    /// negative, and for each variable whether that distance is never 0. `None` where a variable
    /// has no bound.
    fn above_lower_bounds(
        &self,
        polynomial: &Polynomial,
    ) -> Result<Option<(Polynomial, Vec<bool>)>, PolyError> {
        let mut moved = polynomial.clone();
        let mut positive = vec![false; polynomial.variables()];
        for (variable, positive) in positive.iter_mut().enumerate() {
            let high = polynomial.degree_in(variable).unwrap_or(0);
            let low = polynomial.low_degree_in(variable).unwrap_or(0);
            if high == 0 && low == 0 {
                continue;
            }
            let Some((bound, strict)) = self.lower(variable) else {
                // Even powers are not negative.
                if low >= 0 && has_even_exponents(polynomial, variable) {
                    continue;
                }
                return Ok(None);
            };
            if low < 0 {
                // A positive factor changes no sign.
                if !self.is_positive(variable) {
                    return Ok(None);
                }
                moved.multiply_by_power(variable, low.saturating_neg());
            }
            *positive = strict;
            if !bound.is_zero() {
                if high.saturating_sub(low.min(0)) > MOST_SHIFTED {
                    return Ok(None);
                }
                moved = self.shifted_variable(&moved, variable, &bound)?;
            }
        }
        Ok(Some((moved, positive)))
    }

    /// The polynomial with `variable + bound` for the variable.
    pub(super) fn shifted_variable(
        &self,
        polynomial: &Polynomial,
        variable: usize,
        bound: &Rational,
    ) -> Result<Polynomial, PolyError> {
        let replacement =
            Polynomial::variable(variable).add(&Polynomial::constant(bound), self.budget)?;
        self.replaced(polynomial, variable, &replacement)
    }

    /// The polynomial with another in place of a variable, whose exponents are not negative.
    pub(super) fn replaced(
        &self,
        polynomial: &Polynomial,
        variable: usize,
        replacement: &Polynomial,
    ) -> Result<Polynomial, PolyError> {
        let mut parts = Vec::new();
        for (exponent, part) in polynomial.coefficients_in(variable) {
            let power = replacement.power(exponent.unsigned_abs(), self.budget)?;
            parts.push(part.multiply(&power, self.budget)?);
        }
        Polynomial::sum(parts, self.budget)
    }

    /// The terms that are integers for all admissible values, and the others.
    pub(super) fn split_whole(
        &mut self,
        polynomial: &Polynomial,
    ) -> Result<(Polynomial, Polynomial), PolyError> {
        let facts = self.whole_monomials()?;
        let (mut whole, mut rest) = (Vec::new(), Vec::new());
        let mut above = Rational::ZERO;
        for (term, (coefficient, exponents)) in polynomial.terms().enumerate() {
            if let Some(more) = above_whole(&coefficient, &exponents, &facts) {
                above += more;
                whole.push(term);
                continue;
            }
            let fits = self.is_whole_term(coefficient, exponents, &facts);
            if fits { &mut whole } else { &mut rest }.push(term);
        }
        let (whole, rest) = (polynomial.pick(&whole), polynomial.pick(&rest));
        if above.is_zero() {
            return Ok((whole, rest));
        }
        let above = Polynomial::constant(&above);
        let rest = rest.add(&above, self.budget)?;
        let whole = whole.subtract(&above, self.budget)?;
        // What is left may be a whole number again.
        let constant = super::rounding::constant_of(&rest);
        if !constant.is_integer() {
            return Ok((whole, rest));
        }
        let constant = Polynomial::constant(&constant);
        let rest = rest.subtract(&constant, self.budget)?;
        Ok((whole.add(&constant, self.budget)?, rest))
    }

    /// Whether a polynomial is an integer for all admissible values.
    pub(super) fn is_whole(&mut self, polynomial: &Polynomial) -> Result<bool, PolyError> {
        Ok(self.split_whole(polynomial)?.1.is_zero())
    }

    fn is_whole_term(&self, coefficient: Rational, exponents: Vec<i64>, facts: &[Whole]) -> bool {
        let (mut coefficient, mut exponents) = (coefficient, exponents);
        while let Some(fact) = facts
            .iter()
            .find(|fact| fact.above.is_zero() && fact.helps(&coefficient, &exponents))
        {
            let Some(rest) = coefficient.checked_div(&fact.coefficient) else {
                return false;
            };
            coefficient = rest;
            exponents.resize(exponents.len().max(fact.exponents.len()), 0);
            for (exponent, used) in exponents.iter_mut().zip(&fact.exponents) {
                *exponent -= used;
            }
        }
        let mut powers = exponents.iter().enumerate();
        coefficient.is_integer()
            && powers.all(|(variable, exponent)| {
                *exponent == 0 || (*exponent > 0 && self.is_whole_variable(variable))
            })
    }

    pub(super) fn is_whole_variable(&self, variable: usize) -> bool {
        let Some(entry) = self.table.get(variable) else {
            return false;
        };
        match &entry.kind {
            Kind::Boolean | Kind::Truth | Kind::Sign => true,
            Kind::Symbol => entry.shown.as_symbol().is_some_and(|symbol| {
                matches!(self.domain(symbol), Some(Domain::Integer { .. }))
                    || self.assumptions.make_integer(symbol)
            }),
            Kind::Exponential { base, exponent } => {
                base.as_number().is_some_and(|base| base.is_integer())
                    && exponent.exponents(0).iter().enumerate().all(|(v, e)| {
                        *e == 0 || *e > 0 && self.is_nonnegative(v) && self.is_whole_variable(v)
                    })
            }
            Kind::Opaque => match entry.shown.kind() {
                ExprKind::Call(function, _) => matches!(
                    function,
                    Function::Floor
                        | Function::Ceil
                        | Function::FloorDiv
                        | Function::Gcd
                        | Function::Lcm
                        | Function::Factorial
                        | Function::Count
                ),
                _ => false,
            },
            Kind::Unit | Kind::Root { .. } => false,
        }
    }

    /// The monomials that conditions make integers.
    fn whole_monomials(&mut self) -> Result<Vec<Whole>, PolyError> {
        if let Some(facts) = &self.whole {
            return Ok(facts.clone());
        }
        // While they are made nothing is known of them.
        self.whole = Some(Vec::new());
        let mut facts = Vec::new();
        for condition in &self.assumptions.conditions {
            let Some((divisor, multiple, remainder)) = condition.remainder() else {
                continue;
            };
            let above = match (&remainder, divisor.as_number()) {
                (remainder, _) if remainder.is_zero() => Rational::ZERO,
                (remainder, Some(divisor)) => remainder.checked_div(&divisor).unwrap_or_default(),
                _ => continue,
            };
            let quotient = Expr::quotient(multiple.clone(), divisor.clone());
            let noted = self.nonzero.len();
            let form = self.convert(&quotient);
            self.nonzero.truncate(noted);
            let form = form?;
            let Some(form) = form.as_polynomial() else {
                continue;
            };
            // Of a monomial and a number, `2 divides n + 1`, the number moves to the other side.
            let constant = super::rounding::constant_of(form);
            let moving = form.subtract(&Polynomial::constant(&constant), self.budget)?;
            if moving.len() == 1 {
                let above = above - constant;
                facts.push(Whole {
                    coefficient: moving.coefficient(0).unwrap_or_default(),
                    exponents: moving.exponents(0),
                    above: &above - &Rational::from(above.floor()),
                });
            }
        }
        self.whole = Some(facts.clone());
        Ok(facts)
    }
}

/// How far a whole multiple of a monomial lies above an integer, where a fact says that.
fn above_whole(coefficient: &Rational, exponents: &[i64], facts: &[Whole]) -> Option<Rational> {
    let is_same = |fact: &&Whole| {
        let length = exponents.len().max(fact.exponents.len());
        let at = |list: &[i64], place: usize| list.get(place).copied().unwrap_or(0);
        (0..length).all(|place| at(exponents, place) == at(&fact.exponents, place))
    };
    let facts = facts.iter().filter(|fact| !fact.above.is_zero());
    facts.filter(is_same).find_map(|fact| {
        let times = coefficient.checked_div(&fact.coefficient)?;
        times.is_integer().then(|| times * &fact.above)
    })
}

fn has_even_exponents(polynomial: &Polynomial, variable: usize) -> bool {
    (0..polynomial.len()).all(|term| polynomial.exponent(term, variable) % 2 == 0)
}

impl Whole {
    /// Whether dividing a term by this one brings it nearer to having no denominator.
    fn helps(&self, coefficient: &Rational, exponents: &[i64]) -> bool {
        let at = |variable: usize| exponents.get(variable).copied().unwrap_or(0);
        let mut lifts = false;
        for (variable, exponent) in self.exponents.iter().enumerate() {
            match exponent.cmp(&0) {
                Ordering::Less => {
                    if at(variable) >= 0 {
                        return false;
                    }
                    lifts = true;
                }
                Ordering::Greater if at(variable) < *exponent => return false,
                _ => {}
            }
        }
        let lowers = coefficient
            .checked_div(&self.coefficient)
            .is_some_and(|rest| rest.denominator() < coefficient.denominator());
        lifts || lowers
    }
}

/// The lower bound that a condition states for a symbol: `h ≥ 64`, `0 < x`.
fn stated_lower(condition: &Predicate, symbol: &Symbol) -> Option<Lower> {
    let Predicate::Compare(a, comparison, b) = condition else {
        return None;
    };
    let (bound, strict) = match comparison {
        Comparison::Greater | Comparison::GreaterEqual if a.as_symbol() == Some(symbol) => {
            (b, *comparison == Comparison::Greater)
        }
        Comparison::Less | Comparison::LessEqual if b.as_symbol() == Some(symbol) => {
            (a, *comparison == Comparison::Less)
        }
        _ => return None,
    };
    Some((bound.as_number()?, strict))
}
