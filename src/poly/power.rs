//! Powers of polynomials, refused before they are begun where they would be too large.

use super::budget::binomial_estimate;
use super::{Budget, PolyError, Polynomial};
use crate::number::{Integer, Rational};

/// The multinomial formula is not used for more terms.
const LONGEST_LISTED: u64 = 64;

/// Nor where it lists more than so many, which are all held before those of one monomial are joined.
const MOST_LISTED: u64 = 1 << 21;

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
        let by_terms = estimate.cost_by_terms(exponent);
        let by_factor = estimate.cost_by_factor(exponent);
        let by_squaring = estimate.cost_by_squaring(exponent);
        let by_recurrence = estimate.cost_by_recurrence(exponent);
        let least = (&by_terms)
            .min(&by_factor)
            .min(&by_squaring)
            .min(&by_recurrence);
        budget.allow_products(least.clone())?;
        if by_recurrence == *least {
            Ok(self.univariate_power(exponent))
        } else if by_terms == *least {
            Ok(self.multinomial_power(exponent))
        } else if by_factor == *least {
            let mut power = self.clone();
            for _ in 1..exponent {
                power = power.multiply(self, budget)?;
            }
            Ok(power)
        } else {
            self.power_by_squaring(exponent, budget)
        }
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
    /// The least and the greatest sum of the exponents of a term, above the least of each variable.
    degrees: (u64, u64),
    /// The bits by which each further factor lengthens a coefficient, at most.
    bits: u64,
}

impl Estimate {
    fn new(base: &Polynomial) -> Self {
        let norm: Integer = base.coefficients.iter().map(Integer::abs).sum();
        let bits = (norm - Integer::ONE).bits();
        let ranges = base.ranges();
        let lows: Vec<i64> = ranges.iter().map(|(low, _)| *low).collect();
        let spans = ranges.into_iter().enumerate();
        let spans = spans.filter_map(|(variable, range)| steps(base, variable, range));
        Self {
            length: u64::try_from(base.len()).unwrap_or(u64::MAX),
            spans: spans.collect(),
            degrees: degrees(base, &lows),
            bits,
        }
    }

    /// The terms of the multinomial formula.
    fn multinomials(&self, exponent: u64) -> Integer {
        binomial_estimate(exponent.saturating_add(self.length - 1), self.length - 1)
    }

    /// The monomials in the variables that vary up to the greatest degree of a power; those of this degree
    /// alone where all terms of the base have the same.
    fn monomials(&self, exponent: u64) -> Integer {
        let (low, high) = self.degrees;
        let variables = u64::try_from(self.spans.len()).unwrap_or(u64::MAX);
        let free = if low == high {
            variables.saturating_sub(1)
        } else {
            variables
        };
        let degree = high.saturating_mul(exponent);
        binomial_estimate(degree.saturating_add(free), free)
    }

    /// An upper bound for the terms of a power: as many as multinomials, as the box has cells, and as there are
    /// monomials of its degrees.
    fn terms(&self, exponent: u64) -> Integer {
        let multinomial = self.multinomials(exponent);
        let mut cells = Integer::ONE;
        for span in &self.spans {
            cells *= Integer::from(span.saturating_mul(exponent).saturating_add(1));
        }
        multinomial.min(cells).min(self.monomials(exponent))
    }

    /// Work when all terms of the multinomial formula are listed, counted in products of words;
    /// more than any budget where the formula is not used.
    fn cost_by_terms(&self, exponent: u64) -> Integer {
        if self.length > LONGEST_LISTED {
            return Integer::from(u64::MAX);
        }
        let listed = self.multinomials(exponent);
        if listed > Integer::from(MOST_LISTED) {
            return Integer::from(u64::MAX);
        }
        // A few operations with the multinomial coefficient each, and sorting.
        listed * Integer::from(4 * self.words(exponent))
    }

    /// Work when each coefficient is made from the ones before it; more than any budget where
    /// more than one variable varies.
    fn cost_by_recurrence(&self, exponent: u64) -> Integer {
        match self.spans[..] {
            [span] => {
                let terms = Integer::from(span) * Integer::from(exponent);
                terms * Integer::from(2 * self.length * self.words(exponent))
            }
            _ => Integer::from(u64::MAX),
        }
    }

    /// Work when the power is made by multiplying with the base again and again.
    fn cost_by_factor(&self, exponent: u64) -> Integer {
        let mut cost = Integer::ZERO;
        for power in 1..exponent {
            cost += self.terms(power) * Integer::from(self.length * self.words(power));
        }
        cost
    }

    /// Work when the power is made by squaring.
    fn cost_by_squaring(&self, exponent: u64) -> Integer {
        let mut cost = Integer::ZERO;
        let mut power = exponent;
        while power > 1 {
            let words = self.words(power / 2);
            let half = self.terms(power / 2) * Integer::from(words);
            cost += &half * &half;
            if power % 2 == 1 {
                cost += self.terms(power - 1) * Integer::from(self.length * words * 2);
            }
            power /= 2;
        }
        cost
    }

    /// The words of the coefficients of a power.
    fn words(&self, exponent: u64) -> u64 {
        (self.bits.saturating_mul(exponent) / 64).saturating_add(1)
    }
}

/// The least and the greatest sum of the exponents of a term above those given for each variable.
fn degrees(base: &Polynomial, lows: &[i64]) -> (u64, u64) {
    let above = |term| {
        let exponents = base.exponents(term).into_iter().zip(lows);
        let sizes = exponents.map(|(exponent, low)| exponent.abs_diff(*low));
        sizes.fold(0_u64, u64::saturating_add)
    };
    let totals = (0..base.len()).map(above);
    totals.fold((u64::MAX, 0), |(least, most), sum| {
        (least.min(sum), most.max(sum))
    })
}

/// The number of steps between the least and the greatest exponent of a variable; `None` where
/// they are the same.
fn steps(base: &Polynomial, variable: usize, (low, high): (i64, i64)) -> Option<u64> {
    if low == high {
        return None;
    }
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
