//! The greatest common divisor of polynomials in several variables.
//!
//! Images modulo a prime in one variable bound the divisor's degree in each, which settles most
//! pairs. A variable of which the divisor has none is given a number. What is left is found modulo
//! primes, lifted to the integers by the Chinese remainder theorem, and proved by division.

use std::collections::BTreeMap;

use super::field::{Field, Random};
use super::fraction::split_unit;
use super::image::{ImageTerm, Search, dense_of};
use super::layout::Layout;
use super::lift::{Lift, Packing};
use super::{Budget, Measure, PolyError, Polynomial};
use crate::number::Integer;

/// Numbers for variables of which the divisor has none are tried so often.
const ATTEMPTS: u64 = 4;

/// Primes that coefficients are lifted from.
const MOST_PRIMES: usize = 64;

/// Such numbers lie between these.
const SMALL: std::ops::Range<u64> = 20..1_020;

/// The highest degree of an image in one variable.
pub(super) const MOST_DEGREE: i64 = 1 << 16;

impl Polynomial {
    /// The greatest common divisor, numbers left out: its coefficients are integers without a
    /// common factor, the leading one positive. Powers that are
    /// divided by are left out too. That of 0 and 0 is 0.
    ///
    /// ```
    /// use longhand::poly::{Budget, Polynomial};
    ///
    /// let budget = Budget::default();
    /// let (x, y) = (Polynomial::variable(0), Polynomial::variable(1));
    /// let sum = Polynomial::sum([x.clone(), y.clone()], &budget).unwrap();
    /// let square = sum.power(2, &budget).unwrap();
    /// let product = sum.multiply(&x, &budget).unwrap();
    /// assert_eq!(square.gcd(&product, &budget).unwrap(), sum);
    /// ```
    ///
    /// # Errors
    /// [`PolyError::Budget`] when it would take more products of terms than allowed.
    pub fn gcd(&self, other: &Self, budget: &Budget) -> Result<Self, PolyError> {
        if self.is_zero() || other.is_zero() {
            let (unit, rest) = split_unit(if self.is_zero() { other } else { self });
            let powers: Vec<i64> = unit.exponents(0).into_iter().map(|e| e.max(0)).collect();
            return Ok(rest.times_powers(&powers));
        }
        let (left_unit, left) = split_unit(self);
        let (right_unit, right) = split_unit(other);
        let variables = left_unit.variables().max(right_unit.variables());
        let least = (0..variables).map(|v| {
            left_unit
                .exponent(0, v)
                .min(right_unit.exponent(0, v))
                .max(0)
        });
        let least: Vec<i64> = least.collect();
        // The ways to find it differ in the sign they leave.
        let common = split_unit(&common_of(&left, &right, budget)?).1;
        Ok(common.times_powers(&least))
    }

    /// The product with powers of the first variables.
    fn times_powers(mut self, exponents: &[i64]) -> Self {
        for (variable, exponent) in exponents.iter().enumerate() {
            self.multiply_by_power(variable, *exponent);
        }
        self
    }

    /// A polynomial with integer coefficients from terms in any order, no exponent negative.
    pub(super) fn from_terms(
        variables: usize,
        terms: impl IntoIterator<Item = (Integer, Vec<u64>)>,
    ) -> Self {
        let terms: Vec<(Integer, Vec<u64>)> = terms.into_iter().collect();
        let degree = terms.iter().map(|(_, e)| e.iter().sum::<u64>()).max();
        let layout = Layout::fitting(variables, degree.unwrap_or(0));
        let mut keys = vec![0; layout.words() * terms.len()];
        let mut coefficients = Vec::with_capacity(terms.len());
        for ((coefficient, exponents), key) in
            terms.into_iter().zip(keys.chunks_exact_mut(layout.words()))
        {
            layout.pack(exponents.into_iter(), key);
            coefficients.push(coefficient);
        }
        let (keys, coefficients) =
            super::collect::collect_terms(layout.words(), &keys, coefficients);
        if coefficients.is_empty() {
            return Self::zero();
        }
        Self {
            layout,
            shift: Vec::new(),
            keys,
            coefficients: coefficients.into(),
            denominator: Integer::ONE,
        }
    }
}

/// The greatest common divisor of primitive polynomials without monomial content.
fn common_of(a: &Polynomial, b: &Polynomial, budget: &Budget) -> Result<Polynomial, PolyError> {
    if a.len() == 1 || b.len() == 1 {
        return Ok(Polynomial::one());
    }
    if a == b {
        return Ok(a.clone());
    }
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let steps = common_steps(a, b);
    let (small_a, small_b) = (a.exponents_divided(&steps), b.exponents_divided(&steps));
    let found = Pair {
        a: &small_a,
        b: &small_b,
        budget,
    }
    .common()?;
    Ok(found.exponents_multiplied(&steps))
}

/// For each variable the greatest number that all its exponents are multiples of.
fn common_steps(a: &Polynomial, b: &Polynomial) -> Vec<u64> {
    let mut steps = vec![0_u64; a.variables().max(b.variables())];
    for polynomial in [a, b] {
        for term in 0..polynomial.len() {
            for (variable, exponent) in polynomial.powers(term) {
                if let Some(step) = steps.get_mut(variable) {
                    *step = greatest_common(*step, exponent.unsigned_abs());
                }
            }
        }
    }
    steps
}

impl Polynomial {
    fn exponents_divided(&self, steps: &[u64]) -> Self {
        self.with_exponents(|variable, exponent| {
            exponent / steps.get(variable).copied().unwrap_or(1).max(1)
        })
    }

    fn exponents_multiplied(&self, steps: &[u64]) -> Self {
        self.with_exponents(|variable, exponent| {
            exponent * steps.get(variable).copied().unwrap_or(1).max(1)
        })
    }

    fn with_exponents(&self, change: impl Fn(usize, u64) -> u64) -> Self {
        let terms = (0..self.len()).map(|term| {
            let exponents = self.exponents(term).into_iter().enumerate();
            let exponents = exponents.map(|(v, e)| change(v, e.unsigned_abs()));
            (self.coefficient_numerator(term), exponents.collect())
        });
        Self::from_terms(self.variables(), terms)
    }

    pub(super) fn coefficient_numerator(&self, term: usize) -> Integer {
        self.coefficients.get(term).unwrap_or_default()
    }
}

fn greatest_common(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Two primitive polynomials without monomial content, the shorter first.
struct Pair<'a> {
    a: &'a Polynomial,
    b: &'a Polynomial,
    budget: &'a Budget,
}

impl Pair<'_> {
    fn common(&self) -> Result<Polynomial, PolyError> {
        let degrees = self.degree_bounds()?;
        if degrees.iter().all(|degree| *degree == 0) {
            return Ok(Polynomial::one());
        }
        let full = |polynomial: &Polynomial| {
            let own = polynomial.ranges().into_iter().map(|(_, high)| high);
            own.eq(degrees.iter().copied().take(polynomial.variables()))
        };
        if full(self.a) && self.b.divide_exact(self.a, self.budget)?.is_some() {
            return Ok(self.a.clone());
        }
        if full(self.b) && self.a.divide_exact(self.b, self.budget)?.is_some() {
            return Ok(self.b.clone());
        }
        for attempt in 0..ATTEMPTS {
            let mut random = Random::new(attempt);
            let absent = |v: usize| degrees.get(v).is_none_or(|degree| *degree == 0);
            let mut points = BTreeMap::new();
            for variable in (0..degrees.len()).filter(|v| absent(*v)) {
                let number = SMALL.start + random.below(SMALL.end - SMALL.start);
                points.insert(variable, Integer::from(number));
            }
            let a = self.a.at_numbers(&points, self.budget)?;
            let b = self.b.at_numbers(&points, self.budget)?;
            if a.is_zero() || b.is_zero() {
                continue;
            }
            let ((_, a), (_, b)) = (split_unit(&a), split_unit(&b));
            if let Some(found) = self.lifted(&a, &b, &degrees, attempt)? {
                return Ok(found);
            }
        }
        Err(self.too_much())
    }

    fn limit(&self) -> u64 {
        self.budget.max_products / 4
    }

    fn too_much(&self) -> PolyError {
        PolyError::Budget {
            what: Measure::Products,
            estimate: Integer::from(self.budget.max_products) + Integer::ONE,
            limit: self.budget.max_products,
        }
    }

    /// For each variable the degree that the divisor has at most: the degree of the divisor of
    /// images in which all other variables have values. No bound is below the truth.
    fn degree_bounds(&self) -> Result<Vec<i64>, PolyError> {
        let variables = self.a.variables().max(self.b.variables());
        let mut bounds = vec![0; variables];
        let field = Field::FIRST;
        let mut left = self.limit();
        let mut random = Random::new(7);
        for (variable, bound) in bounds.iter_mut().enumerate() {
            let degree = |p: &Polynomial| p.degree_in(variable).unwrap_or(0);
            let (a, b) = (degree(self.a), degree(self.b));
            *bound = a.min(b);
            if *bound == 0 {
                continue;
            }
            if a.max(b) > MOST_DEGREE {
                return Err(self.too_much());
            }
            for _ in 0..ATTEMPTS {
                let point: Vec<u64> = (0..variables)
                    .map(|_| 1 + random.below(field.modulus() - 1))
                    .collect();
                let steps = (self.a.len() + self.b.len()).saturating_mul(variables);
                let steps =
                    steps.saturating_add((a * b).unsigned_abs().try_into().unwrap_or(usize::MAX));
                left = u64::try_from(steps)
                    .ok()
                    .and_then(|steps| left.checked_sub(steps))
                    .ok_or_else(|| self.too_much())?;
                let image = |p: &Polynomial| image_in(p, variable, &point, field);
                let (left_image, right_image) = (image(self.a), image(self.b));
                let full =
                    |image: &[u64], degree: i64| i64::try_from(image.len()) == Ok(degree + 1);
                // Where both leading coefficients vanish, that of the divisor may.
                if full(&left_image, a) || full(&right_image, b) {
                    let common = field.dense_gcd(&left_image, &right_image).len();
                    *bound = i64::try_from(common).map_or(*bound, |len| (len - 1).min(*bound));
                    break;
                }
            }
        }
        Ok(bounds)
    }

    /// The divisor of polynomials in the variables that it has, from its images modulo primes, as
    /// soon as it divides both of the pair; `None` where the numbers put in were unlucky.
    fn lifted(
        &self,
        a: &Polynomial,
        b: &Polynomial,
        degrees: &[i64],
        seed: u64,
    ) -> Result<Option<Polynomial>, PolyError> {
        // The variable of the highest degree is the main one, in which images are divided.
        let mut variables: Vec<usize> = (0..degrees.len())
            .filter(|v| degrees.get(*v).is_some_and(|d| *d > 0))
            .collect();
        variables.sort_by_key(|v| std::cmp::Reverse(degrees.get(*v).copied()));
        let packing = Packing::new(variables, a, b).ok_or_else(|| self.too_much())?;
        let scale = packing.lead(a).gcd(&packing.lead(b));
        let mut field = Field::FIRST;
        let mut left = self.limit();
        let mut sum = Lift::default();
        for _ in 0..MOST_PRIMES {
            let (left_image, right_image) = (packing.image(a, field), packing.image(b, field));
            let keeps = |image: &[ImageTerm], p: &Polynomial| {
                image.first().map(|t| t.0) == packing.lead_key(p)
            };
            if keeps(&left_image, a) && keeps(&right_image, b) {
                let mut search = Search {
                    field,
                    widths: &packing.widths,
                    random: Random::new(seed ^ field.modulus()),
                    left,
                };
                let count = packing.widths.len();
                let found = search.common(&left_image, &right_image, count);
                let found = found.ok_or_else(|| self.too_much())?;
                left = search.left;
                let factor = field.class(&scale);
                let found: Vec<ImageTerm> = found
                    .into_iter()
                    .map(|(key, c)| (key, field.multiply(c, factor)))
                    .collect();
                let settled = sum.add(&found, field);
                if settled || sum.primes <= 2 {
                    let candidate = packing.polynomial(&sum, degrees.len());
                    if self.is_common(&candidate)? {
                        return Ok(Some(candidate));
                    }
                    if settled {
                        return Ok(None);
                    }
                }
            }
            field = field.next();
        }
        Err(self.too_much())
    }

    fn is_common(&self, candidate: &Polynomial) -> Result<bool, PolyError> {
        let divides = |p: &Polynomial| Ok(p.divide_exact(candidate, self.budget)?.is_some());
        Ok(candidate.is_one() || divides(self.a)? && divides(self.b)?)
    }
}

impl Polynomial {
    /// The polynomial with numbers in place of some variables.
    fn at_numbers(
        &self,
        points: &BTreeMap<usize, Integer>,
        budget: &Budget,
    ) -> Result<Self, PolyError> {
        if !points.keys().any(|v| self.mentions(*v)) {
            return Ok(self.clone());
        }
        let mut terms = Vec::with_capacity(self.len());
        for term in 0..self.len() {
            let mut coefficient = self.coefficient_numerator(term);
            let mut exponents: Vec<u64> = self
                .exponents(term)
                .into_iter()
                .map(i64::unsigned_abs)
                .collect();
            for (variable, number) in points {
                if let Some(exponent) = exponents.get_mut(*variable).filter(|e| **e > 0) {
                    budget.allow_bits(number.pow_bits(*exponent))?;
                    coefficient *= number.pow(u32::try_from(*exponent).unwrap_or(0));
                    *exponent = 0;
                }
            }
            terms.push((coefficient, exponents));
        }
        Ok(Self::from_terms(self.variables(), terms))
    }
}

/// The image in one variable, all others having values.
fn image_in(polynomial: &Polynomial, variable: usize, point: &[u64], field: Field) -> Vec<u64> {
    let terms = (0..polynomial.len()).map(|term| {
        let mut value = field.class(&polynomial.coefficient_numerator(term));
        let mut place = 0;
        for (other, exponent) in polynomial.powers(term) {
            let exponent = exponent.unsigned_abs();
            if other == variable {
                place = usize::try_from(exponent).unwrap_or(0);
            } else {
                let base = point.get(other).copied().unwrap_or(1);
                value = field.multiply(value, field.power(base, exponent));
            }
        }
        (place, value)
    });
    dense_of(terms, field)
}
