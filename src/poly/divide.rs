//! Exact division of polynomials.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::layout::{Key, Layout, with_key};
use super::{Budget, PolyError, Polynomial};
use crate::number::{Integer, Rational};

impl Polynomial {
    /// The quotient, where the divisor divides without remainder in the ring of Laurent
    /// polynomials; `None` where it does not, where it is 0, or where finding out would pass the
    /// budget.
    ///
    /// # Errors
    /// [`PolyError::Budget`] when exponents pass the limits.
    pub fn divide_exact(&self, divisor: &Self, budget: &Budget) -> Result<Option<Self>, PolyError> {
        if divisor.is_zero() {
            return Ok(None);
        }
        if self.is_zero() {
            return Ok(Some(Self::zero()));
        }
        if divisor.len() == 1 {
            return Ok(Some(self.multiply(&divisor.monomial_inverse(), budget)?));
        }
        let (dividend_monomial, dividend) = self.split_monomial();
        let (divisor_monomial, divisor) = divisor.split_monomial();
        let Some(mut quotient) = quotient_of(&dividend, &divisor, budget) else {
            return Ok(None);
        };
        let variables = dividend_monomial.len().max(divisor_monomial.len());
        let at = |monomial: &[i64], v: usize| monomial.get(v).copied().unwrap_or(0);
        for variable in 0..variables {
            let exponent = i128::from(at(&dividend_monomial, variable))
                - i128::from(at(&divisor_monomial, variable));
            budget.allow_exponent(exponent.abs())?;
            quotient.multiply_by_power(variable, i64::try_from(exponent).unwrap_or(0));
        }
        Ok(Some(quotient))
    }

    /// The reciprocal of a single term; 0 of 0.
    pub(super) fn monomial_inverse(&self) -> Self {
        let Some(coefficient) = self.coefficient(0).and_then(|value| value.recip()) else {
            return Self::zero();
        };
        let exponents: Vec<i64> = self
            .exponents(0)
            .iter()
            .map(|e| e.saturating_neg())
            .collect();
        Self::monomial(&coefficient, &exponents)
    }

    /// The exponents of the greatest monomial that divides all terms, and what is left.
    pub(super) fn split_monomial(&self) -> (Vec<i64>, Self) {
        let content = self.monomial_content();
        let mut rest = self.clone();
        // First the shift alone, so that the keys carry what the content takes away.
        rest.shift.clear();
        let low: Vec<u64> = (0..self.layout.variables())
            .map(|variable| {
                let exponent = content.get(variable).copied().unwrap_or(0);
                exponent.abs_diff(self.shifted(variable))
            })
            .collect();
        if low.iter().any(|exponent| *exponent > 0) {
            let mut lowest = vec![0; self.layout.words()];
            self.layout.pack(low.into_iter(), &mut lowest);
            for (key, low) in rest.keys.iter_mut().zip(lowest.iter().cycle()) {
                *key = key.wrapping_sub(*low);
            }
        }
        (content, rest)
    }
}

/// The quotient of polynomials without negative exponents and without monomial content.
fn quotient_of(dividend: &Polynomial, divisor: &Polynomial, budget: &Budget) -> Option<Polynomial> {
    let variables = dividend.variables().max(divisor.variables());
    if dividend.len() < 2 {
        return None;
    }
    let (high, below) = (dividend.ranges(), divisor.ranges());
    let degree = |ranges: &[(i64, i64)], v: usize| ranges.get(v).map_or(0, |range| range.1);
    if !(0..variables).all(|v| degree(&below, v) <= degree(&high, v)) {
        return None;
    }
    // By the lemma of Gauss a primitive divisor divides over the rationals only if it does over
    // the integers.
    let content = divisor.content().numerator().clone();
    let mut primitive = divisor.clone();
    primitive.divide_coefficients(&content);
    let layout = Layout::fitting(variables, dividend.top().max(divisor.top()));
    let division = Division {
        layout,
        dividend_keys: &dividend.keys_in(layout, &[]),
        dividend: &dividend.coefficients,
        divisor_keys: &primitive.keys_in(layout, &[]),
        divisor: &primitive.coefficients,
        max_products: budget.max_products / 64,
        max_terms: budget.max_terms,
    };
    let (keys, coefficients) = with_key!(layout.words(), divide(&division))?;
    let quotient = Polynomial {
        layout,
        shift: Vec::new(),
        keys,
        coefficients: coefficients.into(),
        denominator: Integer::ONE,
    };
    let scale = Rational::new(
        divisor.denominator.clone(),
        &dividend.denominator * &content,
    )?;
    Some(quotient.scale(&scale))
}

/// Dividend and divisor with integer coefficients, the divisor primitive, keys in one layout.
struct Division<'a> {
    layout: Layout,
    dividend_keys: &'a [u64],
    dividend: &'a [Integer],
    divisor_keys: &'a [u64],
    divisor: &'a [Integer],
    max_products: u64,
    max_terms: usize,
}

/// The terms of the quotient; `None` as soon as a leading term is not divisible.
fn divide<K: Key>(division: &Division<'_>) -> Option<(Vec<u64>, Vec<Integer>)>
where
    [K]: ToOwned<Owned = Vec<K>>,
{
    let layout = &division.layout;
    let dividend_keys = K::load(division.dividend_keys, layout.words());
    let divisor_keys = K::load(division.divisor_keys, layout.words());
    let (lead_key, lead) = (divisor_keys.first()?, division.divisor.first()?);
    let pairs = dividend_keys.iter().cloned();
    let mut rest: BTreeMap<K, Integer> = pairs.zip(division.dividend.iter().cloned()).collect();
    let (mut keys, mut coefficients) = (Vec::new(), Vec::new());
    let mut products = 0_u64;
    while let Some((key, coefficient)) = rest.pop_last() {
        if !layout.divides(lead_key.words(), key.words()) {
            return None;
        }
        let factor = coefficient.div_exact(lead)?;
        let monomial = key.minus(lead_key);
        let tail = divisor_keys.iter().zip(division.divisor).skip(1);
        for (other, b) in tail {
            let place = monomial.plus(other);
            let product = &factor * b;
            match rest.entry(place) {
                Entry::Vacant(free) => {
                    free.insert(-product);
                }
                Entry::Occupied(mut taken) => {
                    *taken.get_mut() -= product;
                    if taken.get().is_zero() {
                        taken.remove();
                    }
                }
            }
        }
        keys.push(monomial);
        coefficients.push(factor);
        products += u64::try_from(division.divisor.len()).ok()?;
        if products > division.max_products || keys.len() > division.max_terms {
            return None;
        }
    }
    Some((K::store(keys), coefficients))
}
