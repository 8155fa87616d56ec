//! Quotients of polynomials, the denominator kept as a product.

use super::{Budget, PolyError, Polynomial};
use crate::number::{Integer, Rational};

/// Factors longer than this are not tried as divisors while fractions are built.
const TRIED_WHILE_BUILDING: usize = 64;

/// What part of the budget one search for a common divisor may use.
const SHARE_FOR_CANCELLING: u64 = 16;

/// Denominators up to so many terms are multiplied out, so that equal fractions look equal.
const MULTIPLIED_OUT: usize = 64;

/// A quotient of polynomials. What a number or a monomial divides by is inside the numerator, so
/// most fractions have no factors below the line at all.
#[derive(Clone, Debug)]
pub(super) struct Fraction {
    pub(super) numerator: Polynomial,
    /// Primitive polynomials of at least two terms, without monomial content, their leading
    /// coefficients positive, and how often each divides.
    pub(super) factors: Vec<(Polynomial, u64)>,
}

impl From<Polynomial> for Fraction {
    fn from(numerator: Polynomial) -> Self {
        Self {
            numerator,
            factors: Vec::new(),
        }
    }
}

impl Fraction {
    /// A number.
    pub(super) fn constant(value: &Rational) -> Self {
        Polynomial::constant(value).into()
    }

    /// The numerator, where nothing stands below the line.
    pub(super) fn as_polynomial(&self) -> Option<&Polynomial> {
        self.factors.is_empty().then_some(&self.numerator)
    }

    /// The value, where no variable occurs.
    pub(super) fn as_constant(&self) -> Option<Rational> {
        self.as_polynomial()?.as_constant()
    }

    /// Whether this is 0.
    pub(super) fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }

    /// The negative.
    pub(super) fn negate(self) -> Self {
        Self {
            numerator: self.numerator.negate(),
            factors: self.factors,
        }
    }

    /// The product with a number.
    pub(super) fn scale(&self, factor: &Rational) -> Self {
        if factor.is_zero() {
            return Polynomial::zero().into();
        }
        Self {
            numerator: self.numerator.scale(factor),
            factors: self.factors.clone(),
        }
    }

    /// The product of two fractions.
    pub(super) fn multiply(&self, other: &Self, budget: &Budget) -> Result<Self, PolyError> {
        let (mut left, mut right) = (self.clone(), other.clone());
        left.cancel_with_each(&mut right.factors, TRIED_WHILE_BUILDING, budget)?;
        right.cancel_with_each(&mut left.factors, TRIED_WHILE_BUILDING, budget)?;
        let numerator = left.numerator.multiply(&right.numerator, budget)?;
        if numerator.is_zero() {
            return Ok(numerator.into());
        }
        let mut product = Self {
            numerator,
            factors: left.factors,
        };
        for (factor, times) in right.factors {
            product.put_below(factor, times);
        }
        Ok(product)
    }

    /// The sum of fractions: polynomials at once, the others over common denominators.
    pub(super) fn sum(summands: Vec<Self>, budget: &Budget) -> Result<Self, PolyError> {
        let (whole, broken): (Vec<Self>, Vec<Self>) = summands
            .into_iter()
            .partition(|summand| summand.factors.is_empty());
        let numerators = whole.into_iter().map(|summand| summand.numerator);
        let total: Self = Polynomial::sum(numerators, budget)?.into();
        if broken.is_empty() {
            return Ok(total);
        }
        total.add(&Self::sum_by_halves(&broken, budget)?, budget)
    }

    /// The sum of fractions, in halves so that numerators stay short for as long as can be.
    fn sum_by_halves(summands: &[Self], budget: &Budget) -> Result<Self, PolyError> {
        match summands {
            [] => Ok(Polynomial::zero().into()),
            [only] => Ok(only.clone()),
            _ => {
                let (left, right) = summands.split_at(summands.len() / 2);
                let left = Self::sum_by_halves(left, budget)?;
                left.add(&Self::sum_by_halves(right, budget)?, budget)
            }
        }
    }

    /// The sum of two fractions.
    pub(super) fn add(&self, other: &Self, budget: &Budget) -> Result<Self, PolyError> {
        if self.is_zero() {
            return Ok(other.clone());
        }
        if other.is_zero() {
            return Ok(self.clone());
        }
        let mut factors = self.factors.clone();
        for (factor, times) in &other.factors {
            match factors.iter_mut().find(|(known, _)| known == factor) {
                Some((_, count)) => *count = (*count).max(*times),
                None => factors.push((factor.clone(), *times)),
            }
        }
        let left = self.raised_to(&factors, budget)?;
        let right = other.raised_to(&factors, budget)?;
        let numerator = left.add(&right, budget)?;
        let mut sum = Self {
            factors: if numerator.is_zero() {
                Vec::new()
            } else {
                factors
            },
            numerator,
        };
        // A factor that stands below one summand alone, or oftener below one, stays.
        for (factor, times) in &mut sum.factors {
            let both = self.times_below(factor) == other.times_below(factor);
            if both && factor.len() <= TRIED_WHILE_BUILDING {
                divide_by(&mut sum.numerator, factor, times, budget)?;
            }
        }
        sum.factors.retain(|(_, times)| *times > 0);
        Ok(sum)
    }

    /// How often a factor stands below the line.
    fn times_below(&self, factor: &Polynomial) -> u64 {
        let known = self.factors.iter().find(|(known, _)| known == factor);
        known.map_or(0, |(_, times)| *times)
    }

    /// The numerator over a multiple of the denominator.
    fn raised_to(
        &self,
        factors: &[(Polynomial, u64)],
        budget: &Budget,
    ) -> Result<Polynomial, PolyError> {
        let mut numerator = self.numerator.clone();
        for (factor, times) in factors {
            let missing = times.saturating_sub(self.times_below(factor));
            if missing > 0 {
                let power = factor.power(missing, budget)?;
                numerator = numerator.multiply(&power, budget)?;
            }
        }
        Ok(numerator)
    }

    /// The power with a non-negative exponent.
    pub(super) fn power(&self, exponent: u64, budget: &Budget) -> Result<Self, PolyError> {
        let mut factors = self.factors.clone();
        for (_, times) in &mut factors {
            *times = times.saturating_mul(exponent);
        }
        if exponent == 0 {
            factors.clear();
        }
        Ok(Self {
            numerator: self.numerator.power(exponent, budget)?,
            factors,
        })
    }

    /// The reciprocal; `None` for 0.
    pub(super) fn inverse(&self, budget: &Budget) -> Result<Option<Self>, PolyError> {
        if self.is_zero() {
            return Ok(None);
        }
        let mut numerator = Polynomial::one();
        for (factor, times) in &self.factors {
            let power = factor.power(*times, budget)?;
            numerator = numerator.multiply(&power, budget)?;
        }
        let (unit, primitive) = split_unit(&self.numerator);
        numerator = numerator.multiply(&unit.monomial_inverse(), budget)?;
        let mut inverse: Self = numerator.into();
        if primitive.len() > 1 {
            inverse.factors.push((primitive, 1));
        }
        Ok(Some(inverse))
    }

    /// Brings the fraction to lowest terms, as far as the budget allows: a common divisor that would
    /// take too long to find stays. Tells whether none does.
    pub(super) fn cancel(&mut self, budget: &Budget) -> Result<bool, PolyError> {
        let mut is_lowest = true;
        let mut factors = std::mem::take(&mut self.factors);
        self.cancel_with_each(&mut factors, usize::MAX, budget)?;
        let search = Budget {
            max_products: budget.max_products / SHARE_FOR_CANCELLING,
            ..budget.clone()
        };
        let mut open = factors;
        while let Some((factor, times)) = open.pop() {
            let common = match self.numerator.gcd(&factor, &search) {
                Ok(common) if !common.is_one() => common,
                open => {
                    is_lowest &= open.is_ok();
                    self.put_below(factor, times);
                    continue;
                }
            };
            let quotients = (
                self.numerator.divide_exact(&common, budget)?,
                factor.divide_exact(&common, budget)?,
            );
            let (Some(numerator), Some(rest)) = quotients else {
                self.put_below(factor, times);
                continue;
            };
            self.numerator = numerator;
            if !rest.is_one() {
                open.push((rest, 1));
            }
            if times > 1 {
                open.push((factor, times - 1));
            }
        }
        self.factors.reverse();
        Ok(is_lowest)
    }

    /// Divides by a power of a factor.
    fn put_below(&mut self, factor: Polynomial, times: u64) {
        match self.factors.iter_mut().find(|(known, _)| *known == factor) {
            Some((_, count)) => *count = count.saturating_add(times),
            None => self.factors.push((factor, times)),
        }
    }

    /// Cancels factors of at most so many terms, given apart, that divide the numerator.
    fn cancel_with_each(
        &mut self,
        factors: &mut Vec<(Polynomial, u64)>,
        longest: usize,
        budget: &Budget,
    ) -> Result<(), PolyError> {
        for (factor, times) in factors.iter_mut() {
            if factor.len() <= longest {
                divide_by(&mut self.numerator, factor, times, budget)?;
            }
        }
        factors.retain(|(_, times)| *times > 0);
        Ok(())
    }

    /// The fraction with one factor below the line, where the denominator is short: two equal
    /// fractions in lowest terms are then the same.
    pub(super) fn with_one_factor(mut self, budget: &Budget) -> Result<Self, PolyError> {
        let length = self
            .factors
            .iter()
            .try_fold(1_usize, |length, (factor, times)| {
                let power = factor.len().checked_pow(u32::try_from(*times).ok()?)?;
                length
                    .checked_mul(power)
                    .filter(|length| *length <= MULTIPLIED_OUT)
            });
        let is_single = matches!(self.factors.as_slice(), [] | [(_, 1)]);
        if is_single || length.is_none() {
            return Ok(self);
        }
        let denominator = self.denominator(budget)?;
        self.factors = vec![(denominator, 1)];
        Ok(self)
    }

    /// The denominator multiplied out.
    pub(super) fn denominator(&self, budget: &Budget) -> Result<Polynomial, PolyError> {
        let mut denominator = Polynomial::one();
        for (factor, times) in &self.factors {
            let power = factor.power(*times, budget)?;
            denominator = denominator.multiply(&power, budget)?;
        }
        Ok(denominator)
    }
}

/// Divides a polynomial by a factor as often as it goes, at most `times`.
fn divide_by(
    polynomial: &mut Polynomial,
    factor: &Polynomial,
    times: &mut u64,
    budget: &Budget,
) -> Result<(), PolyError> {
    while *times > 0 {
        let Some(quotient) = polynomial.divide_exact(factor, budget)? else {
            break;
        };
        *polynomial = quotient;
        *times -= 1;
    }
    Ok(())
}

/// A polynomial as a product of one term, with the sign and all content, and a primitive rest
/// whose leading coefficient is positive.
pub(super) fn split_unit(polynomial: &Polynomial) -> (Polynomial, Polynomial) {
    let (monomial, mut rest) = polynomial.split_monomial();
    let mut content = rest.content();
    rest.divide_coefficients(content.numerator());
    rest.denominator = Integer::ONE;
    if rest.coefficients.first().is_some_and(Integer::is_negative) {
        rest = rest.negate();
        content = -content;
    }
    let mut unit = Polynomial::constant(&content);
    for (variable, exponent) in monomial.into_iter().enumerate() {
        unit.multiply_by_power(variable, exponent);
    }
    (unit, rest)
}
