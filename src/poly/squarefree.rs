//! Square-free parts: a polynomial as a product of powers of polynomials without repeated factors.

use super::fraction::split_unit;
use super::{Budget, PolyError, Polynomial};
use crate::number::Integer;

/// A primitive polynomial and how often it divides.
pub(super) type Factors = Vec<(Polynomial, u64)>;

impl Polynomial {
    /// The derivative with respect to a variable whose exponents are not negative.
    fn derivative(&self, variable: usize) -> Self {
        let terms = (0..self.len()).filter_map(|term| {
            let mut exponents: Vec<u64> = self
                .exponents(term)
                .into_iter()
                .map(i64::unsigned_abs)
                .collect();
            let exponent = exponents.get_mut(variable)?;
            let coefficient = self.coefficient_numerator(term) * Integer::from(*exponent);
            *exponent = exponent.checked_sub(1)?;
            Some((coefficient, exponents))
        });
        Self::from_terms(self.variables(), terms)
    }

    /// The greatest common divisor of the coefficients of the powers of one variable, numbers left
    /// out.
    pub(super) fn content_in(&self, variable: usize, budget: &Budget) -> Result<Self, PolyError> {
        let mut content = Self::zero();
        // Short coefficients first: most contents are 1, which they tell soonest.
        let mut parts = self.coefficients_in(variable);
        parts.sort_by_key(|(_, part)| part.len());
        for (_, part) in parts {
            content = content.gcd(&part, budget)?;
            if content.is_one() {
                break;
            }
        }
        Ok(content)
    }

    /// The factors of different multiplicity of a primitive polynomial without monomial content, by
    /// D. R. Musser's algorithm. A polynomial without repeated factors comes back as it is.
    pub(super) fn squarefree(&self, budget: &Budget) -> Result<Factors, PolyError> {
        let Some(variable) = (0..self.variables()).find(|v| self.mentions(*v)) else {
            return Ok(Vec::new());
        };
        let content = split_unit(&self.content_in(variable, budget)?).1;
        let whole = self.quotient(&content, budget)?;
        let repeated = whole.gcd(&whole.derivative(variable), budget)?;
        if repeated.is_one() && content.is_one() {
            return Ok(vec![(self.clone(), 1)]);
        }
        let mut factors = content.squarefree(budget)?;
        let mut rest = repeated.clone();
        let mut present = whole.quotient(&repeated, budget)?;
        let mut times = 1;
        while !present.is_one() {
            let further = present.gcd(&rest, budget)?;
            let factor = present.quotient(&further, budget)?;
            if !factor.is_one() {
                match factors.iter_mut().find(|(_, known)| *known == times) {
                    Some((product, _)) => *product = product.multiply(&factor, budget)?,
                    None => factors.push((factor, times)),
                }
            }
            rest = rest.quotient(&further, budget)?;
            present = further;
            times += 1;
        }
        Ok(factors)
    }

    /// The quotient by a divisor that was found; where division would pass the budget the dividend
    /// itself is too large.
    pub(super) fn quotient(&self, divisor: &Self, budget: &Budget) -> Result<Self, PolyError> {
        if divisor.is_one() {
            return Ok(self.clone());
        }
        let quotient = self.divide_exact(divisor, budget)?;
        quotient.ok_or_else(|| PolyError::Budget {
            what: super::Measure::Products,
            estimate: Integer::from(budget.max_products) + Integer::ONE,
            limit: budget.max_products,
        })
    }

    /// The polynomial whose square this is, if it is one.
    pub(super) fn square_root(&self, budget: &Budget) -> Result<Option<Self>, PolyError> {
        if self.is_zero() {
            return Ok(Some(Self::zero()));
        }
        let (unit, rest) = split_unit(self);
        let number = unit.coefficient(0).and_then(|number| number.exact_root(2));
        let exponents = unit.exponents(0);
        let Some(number) = number.filter(|_| exponents.iter().all(|e| e % 2 == 0)) else {
            return Ok(None);
        };
        let halves: Vec<i64> = exponents.iter().map(|e| e / 2).collect();
        let mut root = Self::monomial(&number, &halves);
        for (factor, times) in rest.squarefree(budget)? {
            if times % 2 != 0 {
                return Ok(None);
            }
            root = root.multiply(&factor.power(times / 2, budget)?, budget)?;
        }
        Ok(Some(root))
    }
}
