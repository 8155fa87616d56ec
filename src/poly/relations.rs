//! Powers of indeterminates that are other monomials: a root's square, a truth value's.

use std::collections::BTreeMap;

use super::convert::Normalizer;
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::{PolyError, Polynomial};
use crate::expr::Expr;
use crate::number::{Integer, Rational};

/// From so many terms on roots of numbers are reduced in all terms at once.
const MANY: usize = 32;

impl Normalizer<'_> {
    /// The product, with the relations of its indeterminates used.
    pub(super) fn multiply(&mut self, a: &Fraction, b: &Fraction) -> Result<Fraction, PolyError> {
        self.spend(work(a).saturating_mul(work(b)))?;
        if a.factors.is_empty()
            && b.factors.is_empty()
            && let Some(product) = self.root_product(&a.numerator, &b.numerator)?
        {
            return Ok(product.into());
        }
        let product = a.multiply(b, self.budget)?;
        self.reduce(product)
    }

    /// The power, with the relations of its indeterminates used.
    pub(super) fn power_of(
        &mut self,
        base: &Fraction,
        exponent: u64,
    ) -> Result<Fraction, PolyError> {
        if exponent < 2 || !self.is_related(base) || base.numerator.len() == 1 {
            let power = base.power(exponent, self.budget)?;
            self.spend(work(&power))?;
            return self.reduce(power);
        }
        // Reducing at every step keeps the powers of roots from piling up.
        let mut power = Fraction::constant(&Rational::ONE);
        let digits = u64::BITS - exponent.leading_zeros();
        for digit in (0..digits).rev() {
            power = self.multiply(&power, &power)?;
            if exponent >> digit & 1 == 1 {
                power = self.multiply(&power, base)?;
            }
        }
        Ok(power)
    }

    /// The sum; sums of reduced fractions over different denominators are reduced again.
    pub(super) fn add_all(&mut self, summands: Vec<Fraction>) -> Result<Fraction, PolyError> {
        self.spend(summands.iter().map(work).sum())?;
        let broken = summands.iter().any(|summand| !summand.factors.is_empty());
        let sum = Fraction::sum(summands, self.budget)?;
        if broken { self.reduce(sum) } else { Ok(sum) }
    }

    /// Counts work, and refuses more than the budget allows for one normal form.
    pub(super) fn spend(&mut self, work: u64) -> Result<(), PolyError> {
        self.spent = self.spent.saturating_add(work);
        self.budget.allow_products(self.spent)
    }

    fn is_related(&self, fraction: &Fraction) -> bool {
        let related = self.table.related();
        related.iter().any(|v| fraction.numerator.mentions(*v))
    }

    /// The same value with no power of a root or a truth value that is simpler otherwise.
    pub(super) fn reduce(&mut self, fraction: Fraction) -> Result<Fraction, PolyError> {
        if self.table.related().is_empty() {
            return Ok(fraction);
        }
        let mut fraction = self.reduce_factors(fraction)?;
        if fraction.numerator.len() >= MANY
            && let Some(numerator) = self.reduced_at_once(&fraction.numerator)?
        {
            fraction.numerator = numerator;
        }
        let numerator = &fraction.numerator;
        let reducible: Vec<usize> = (0..numerator.len())
            .filter(|term| self.is_reducible(numerator, *term))
            .collect();
        if reducible.is_empty() {
            return Ok(fraction);
        }
        let plain: Vec<usize> = (0..numerator.len())
            .filter(|term| reducible.binary_search(term).is_err())
            .collect();
        let mut parts = vec![Fraction::from(numerator.pick(&plain))];
        for term in reducible {
            let term = numerator.pick(&[term]);
            let reduced = self.reduce_term(&term)?;
            // What a root gave up can meet other roots in its place.
            parts.push(self.reduce(reduced)?);
        }
        let below = Fraction {
            numerator: Polynomial::one(),
            factors: fraction.factors,
        };
        Fraction::sum(parts, self.budget)?.multiply(&below, self.budget)
    }

    /// The polynomial with whole powers of square roots of numbers taken out, all terms in one pass;
    /// `None` where other relations are needed.
    fn reduced_at_once(
        &mut self,
        polynomial: &Polynomial,
    ) -> Result<Option<Polynomial>, PolyError> {
        let mut squares: BTreeMap<usize, Rational> = BTreeMap::new();
        for variable in self.table.related() {
            if !polynomial.mentions(*variable) {
                continue;
            }
            match self.table.get(*variable).map(|entry| &entry.kind) {
                Some(Kind::Root {
                    order: 2, radicand, ..
                }) => match radicand.as_constant() {
                    Some(radicand) => squares.insert(*variable, radicand),
                    None => return Ok(None),
                },
                _ => return Ok(None),
            };
        }
        self.spend(u64::try_from(polynomial.len()).unwrap_or(u64::MAX))?;
        let mut sum: BTreeMap<Vec<(usize, i64)>, Rational> = BTreeMap::new();
        for term in 0..polynomial.len() {
            let mut coefficient = polynomial.coefficient(term).unwrap_or_default();
            let mut powers = Vec::new();
            for (variable, exponent) in polynomial.powers(term) {
                let Some(square) = squares.get(&variable) else {
                    powers.push((variable, exponent));
                    continue;
                };
                let pairs = i32::try_from(exponent.div_euclid(2)).unwrap_or(i32::MAX);
                let bits = square
                    .bits()
                    .saturating_mul(u64::from(pairs.unsigned_abs()));
                self.budget.allow_bits(bits)?;
                coefficient *= square.pow(pairs).unwrap_or_default();
                if exponent.rem_euclid(2) == 1 {
                    powers.push((variable, 1));
                }
            }
            *sum.entry(powers).or_default() += coefficient;
        }
        let variables = polynomial.variables();
        let terms = sum.iter().filter(|(_, coefficient)| !coefficient.is_zero());
        let terms =
            terms.map(|(powers, coefficient)| Polynomial::term(coefficient, powers, variables));
        Polynomial::sum(terms, self.budget).map(Some)
    }

    /// Multiplies out powers of factors below the line in which relations can be used.
    fn reduce_factors(&mut self, fraction: Fraction) -> Result<Fraction, PolyError> {
        let related = self.table.related();
        let repeated = |factor: &(Polynomial, u64)| {
            factor.1 > 1 && related.iter().any(|variable| factor.0.mentions(*variable))
        };
        if !fraction.factors.iter().any(repeated) {
            return Ok(fraction);
        }
        let (again, once): (Vec<_>, Vec<_>) = fraction.factors.into_iter().partition(repeated);
        let mut product = Fraction {
            numerator: fraction.numerator,
            factors: once,
        };
        for (factor, times) in again {
            let power = self.power_of(&factor.into(), times)?;
            let inverse = power.inverse(self.budget)?;
            let inverse = inverse.unwrap_or_else(|| Polynomial::zero().into());
            product = product.multiply(&inverse, self.budget)?;
        }
        self.reduce_factors(product)
    }

    fn is_reducible(&self, polynomial: &Polynomial, term: usize) -> bool {
        let mut bases: Vec<&Expr> = Vec::new();
        self.table.related().iter().any(|variable| {
            let exponent = polynomial.exponent(term, *variable);
            if exponent == 0 {
                return false;
            }
            match self.table.get(*variable).map(|entry| &entry.kind) {
                Some(Kind::Root { order, base, .. }) => {
                    let repeated = bases.contains(&base);
                    bases.push(base);
                    let order = i64::try_from(*order).unwrap_or(i64::MAX);
                    repeated || exponent < 0 || exponent >= order || gcd(exponent, order) > 1
                }
                Some(Kind::Sign) => exponent != 1,
                Some(kind) => kind.is_truth() && exponent > 1,
                None => false,
            }
        })
    }

    /// One term with its roots and truth values in their simplest powers.
    fn reduce_term(&mut self, term: &Polynomial) -> Result<Fraction, PolyError> {
        let mut rest = term.clone();
        let mut roots: Vec<(Expr, Fraction, Rational)> = Vec::new();
        for variable in self.table.related().to_vec() {
            let exponent = term.exponent(0, variable);
            let Some(entry) = self.table.get(variable).filter(|_| exponent != 0) else {
                continue;
            };
            match &entry.kind {
                Kind::Root {
                    base,
                    radicand,
                    order,
                } => {
                    let power = Rational::new(Integer::from(exponent), Integer::from(*order));
                    let power = power.unwrap_or_default();
                    rest.multiply_by_power(variable, -exponent);
                    match roots.iter_mut().find(|(known, ..)| known == base) {
                        Some((_, _, total)) => *total += power,
                        None => roots.push((base.clone(), radicand.as_ref().clone(), power)),
                    }
                }
                Kind::Sign => {
                    rest.multiply_by_power(variable, exponent.rem_euclid(2) - exponent);
                }
                kind if kind.is_truth() && exponent > 1 => {
                    rest.multiply_by_power(variable, 1 - exponent);
                }
                _ => {}
            }
        }
        let mut product = Fraction::from(rest);
        for (base, radicand, power) in roots {
            let factor = self.root_power(&base, &radicand, &power)?;
            product = product.multiply(&factor, self.budget)?;
        }
        Ok(product)
    }

    /// A power of a radicand: the whole part as such, what is left as a root.
    pub(super) fn root_power(
        &mut self,
        base: &Expr,
        radicand: &Fraction,
        power: &Rational,
    ) -> Result<Fraction, PolyError> {
        let whole = power.floor();
        let part = power - Rational::from(whole.clone());
        let size = whole.abs();
        let times = size.to_u64().unwrap_or(u64::MAX);
        let mut product = if whole.is_negative() {
            match radicand.inverse(self.budget)? {
                Some(inverse) => inverse.power(times, self.budget)?,
                None => {
                    return Err(PolyError::DivisionByZero {
                        divisor: base.clone(),
                    });
                }
            }
        } else {
            radicand.power(times, self.budget)?
        };
        if !part.is_zero() {
            let order = part.denominator().to_u64().unwrap_or(u64::MAX);
            self.budget.allow_exponent(order)?;
            let exponent = part.numerator().to_i64().unwrap_or(i64::MAX);
            let root = self.root_variable(base, radicand, order);
            let mut monomial = Polynomial::one();
            monomial.multiply_by_power(root, exponent);
            product = product.multiply(&monomial.into(), self.budget)?;
        }
        Ok(product)
    }
}

/// The terms of a fraction, each counted as often as its coefficient has machine words.
fn work(fraction: &Fraction) -> u64 {
    let below = fraction.factors.iter().map(|(factor, _)| factor);
    let parts = std::iter::once(&fraction.numerator).chain(below);
    let words = |part: &Polynomial| {
        let terms = u64::try_from(part.len()).unwrap_or(u64::MAX);
        terms.saturating_mul(part.bits() / 64 + 1)
    };
    parts.map(words).fold(0, u64::saturating_add)
}

fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i64::try_from(a).unwrap_or(i64::MAX)
}
