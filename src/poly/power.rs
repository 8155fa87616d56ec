//! Powers of polynomials, refused before they are begun where they would be too large.

use super::budget::binomial_estimate;
use super::{Budget, PolyError, Polynomial};
use crate::number::{Integer, Rational};

impl Polynomial {
    /// The power with a non-negative exponent; that with exponent 0 is 1.
    ///
    /// # Errors
    /// [`PolyError::Budget`], from an estimate, when the result would pass the limits.
    pub fn power(&self, exponent: u64, budget: &Budget) -> Result<Self, PolyError> {
        match (exponent, self.len()) {
            (0, _) => return Ok(Self::one()),
            (1, _) | (_, 0) => return Ok(self.clone()),
            (_, 1) => return self.monomial_power(exponent, budget),
            _ => {}
        }
        let estimate = Estimate::new(self);
        let terms = estimate.terms(exponent);
        budget.allow_terms(terms.clone())?;
        let bits = estimate.bits.saturating_mul(exponent);
        let denominator = self.denominator.pow_bits(exponent);
        budget.allow_volume(terms.to_u64().unwrap_or(u64::MAX), bits.max(denominator))?;
        budget.allow_exponent(Integer::from(self.top()) * Integer::from(exponent))?;
        if self.len() == 2 {
            return self.binomial_power(exponent, budget);
        }
        let by_factor = estimate.cost_by_factor(exponent);
        let by_squaring = estimate.cost_by_squaring(exponent);
        budget.allow_products(by_factor.clone().min(by_squaring.clone()))?;
        if by_factor <= by_squaring {
            let mut power = self.clone();
            for _ in 1..exponent {
                power = power.multiply(self, budget)?;
            }
            return Ok(power);
        }
        self.power_by_squaring(exponent, budget)
    }

    fn power_by_squaring(&self, exponent: u64, budget: &Budget) -> Result<Self, PolyError> {
        let mut power = self.clone();
        let digits = u64::BITS - exponent.leading_zeros() - 1;
        for digit in (0..digits).rev() {
            power = power.multiply(&power, budget)?;
            if exponent >> digit & 1 == 1 {
                power = power.multiply(self, budget)?;
            }
        }
        Ok(power)
    }

    /// The power of one term.
    fn monomial_power(&self, exponent: u64, budget: &Budget) -> Result<Self, PolyError> {
        let coefficient = self.coefficient(0).unwrap_or_default();
        let numerator_bits = coefficient.numerator().pow_bits(exponent);
        budget.allow_bits(numerator_bits.max(coefficient.denominator().pow_bits(exponent)))?;
        let mut exponents = self.exponents(0);
        for e in &mut exponents {
            let size = i128::from(*e) * i128::from(exponent);
            budget.allow_exponent(size.abs())?;
            *e = i64::try_from(size).unwrap_or(i64::MAX);
        }
        let Some(coefficient) = rational_power(&coefficient, exponent) else {
            // Unreachable within the budget: only 0 and ±1 have powers so high.
            budget.allow_exponent(exponent)?;
            return Ok(Self::zero());
        };
        Ok(Self::monomial(&coefficient, &exponents))
    }

    /// The power of a sum of two terms, by the binomial theorem.
    fn binomial_power(&self, exponent: u64, budget: &Budget) -> Result<Self, PolyError> {
        let (Some(a), Some(b)) = (self.coefficients.first(), self.coefficients.get(1)) else {
            return Ok(Self::zero());
        };
        // C(n, k)·a^(n−k)·b^k, the powers of a from the end.
        let mut high = vec![Integer::ONE];
        for _ in 0..exponent {
            high.push(high.last().map_or(Integer::ONE, |power| power * a));
        }
        let (a_exponents, b_exponents) = (self.exponents(0), self.exponents(1));
        let mut low = Integer::ONE;
        let mut choose = Integer::ONE;
        let denominator = self.denominator.pow(u32::try_from(exponent).unwrap_or(0));
        let mut terms = Vec::with_capacity(high.len());
        for (k, power) in (0..=exponent).zip(high.iter().rev()) {
            let exponents = combined(&a_exponents, exponent - k, &b_exponents, k, budget)?;
            terms.push((&choose * power * &low, exponents));
            low *= b;
            let next = choose * Integer::from(exponent - k);
            choose = next.div_exact(&Integer::from(k + 1)).unwrap_or(next);
        }
        Ok(Self::from_terms(terms, denominator))
    }
}

/// The exponents of a product of powers of two monomials.
fn combined(
    a: &[i64],
    a_times: u64,
    b: &[i64],
    b_times: u64,
    budget: &Budget,
) -> Result<Vec<i64>, PolyError> {
    let mut exponents = Vec::with_capacity(a.len());
    for (a, b) in a.iter().zip(b) {
        let sum = i128::from(*a) * i128::from(a_times) + i128::from(*b) * i128::from(b_times);
        budget.allow_exponent(sum.abs())?;
        exponents.push(i64::try_from(sum).unwrap_or(i64::MAX));
    }
    Ok(exponents)
}

/// The power of a number, for any exponent that leaves it representable.
fn rational_power(value: &Rational, exponent: u64) -> Option<Rational> {
    if value.abs().is_one() || value.is_zero() {
        let odd = exponent % 2 == 1;
        return Some(if odd { value.clone() } else { value * value });
    }
    value.pow(i32::try_from(exponent).ok()?)
}

/// What is known about the powers of a polynomial before they are made.
struct Estimate {
    length: u64,
    /// For each variable that varies: how many steps there are between its least and its greatest
    /// exponent.
    spans: Vec<u64>,
    /// The bits by which each further factor lengthens a coefficient, at most.
    bits: u64,
}

impl Estimate {
    fn new(base: &Polynomial) -> Self {
        let norm: Integer = base.coefficients.iter().map(Integer::abs).sum();
        let bits = (norm - Integer::ONE).bits();
        let spans = (0..base.variables()).filter_map(|variable| span(base, variable));
        Self {
            length: u64::try_from(base.len()).unwrap_or(u64::MAX),
            spans: spans.collect(),
            bits,
        }
    }

    /// An upper bound for the terms of a power: as many as multinomials, and as the box has cells.
    fn terms(&self, exponent: u64) -> Integer {
        let multinomial =
            binomial_estimate(exponent.saturating_add(self.length - 1), self.length - 1);
        let mut cells = Integer::ONE;
        for span in &self.spans {
            cells *= Integer::from(span.saturating_mul(exponent).saturating_add(1));
        }
        multinomial.min(cells)
    }

    /// Products of terms when the power is made by multiplying with the base again and again.
    fn cost_by_factor(&self, exponent: u64) -> Integer {
        let mut cost = Integer::ZERO;
        for power in 1..exponent {
            cost += self.terms(power) * Integer::from(self.length);
        }
        cost
    }

    /// Products of terms when the power is made by squaring.
    fn cost_by_squaring(&self, exponent: u64) -> Integer {
        let mut cost = Integer::ZERO;
        let mut power = exponent;
        while power > 1 {
            let half = self.terms(power / 2);
            cost += &half * &half;
            if power % 2 == 1 {
                cost += self.terms(power - 1) * Integer::from(self.length);
            }
            power /= 2;
        }
        cost
    }
}

/// The number of steps between the exponents of a variable; `None` where they are all the same.
fn span(base: &Polynomial, variable: usize) -> Option<u64> {
    let low = base.low_degree_in(variable)?;
    let high = base.degree_in(variable)?;
    let mut step = 0;
    for term in 0..base.len() {
        step = gcd(step, base.exponent(term, variable).abs_diff(low));
    }
    high.abs_diff(low).checked_div(step)
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
