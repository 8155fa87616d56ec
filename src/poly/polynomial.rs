//! Laurent polynomials over the rationals.

use std::borrow::Cow;

use super::coefficients::Coefficients;
use super::layout::Layout;
use crate::number::{Integer, Rational};

/// A Laurent polynomial over the rationals in numbered variables.
///
/// Terms are sorted, the greatest first, by total degree and then by the exponents of the
/// variables in their order. What the numbers of the variables mean is known to whoever made
/// the polynomial, a [`super::NormalForm`] for one.
///
/// ```
/// use longhand::number::Rational;
/// use longhand::poly::{Budget, Polynomial};
///
/// let (x, y) = (Polynomial::variable(0), Polynomial::variable(1));
/// let sum = Polynomial::sum([x, y], &Budget::default()).unwrap();
/// let square = sum.power(2, &Budget::default()).unwrap();
/// assert_eq!(square.len(), 3);
/// assert_eq!(square.evaluate(&[Rational::from(3), Rational::from(4)]), Some(Rational::from(49)));
/// ```
#[derive(Clone, Debug)]
pub struct Polynomial {
    pub(super) layout: Layout,
    /// A monomial that all terms are multiplied by; variables past its end have exponent 0. Only
    /// here can exponents be negative.
    pub(super) shift: Vec<i64>,
    /// The packed exponents of the terms, the greatest first, without the shift.
    pub(super) keys: Vec<u64>,
    /// The numerators of the coefficients, none 0, in the order of the keys.
    pub(super) coefficients: Coefficients,
    /// The positive denominator of all coefficients.
    pub(super) denominator: Integer,
}

impl Polynomial {
    /// The polynomial without terms.
    pub fn zero() -> Self {
        Self {
            layout: Layout::fitting(0, 0),
            shift: Vec::new(),
            keys: Vec::new(),
            coefficients: Coefficients::new(),
            denominator: Integer::ONE,
        }
    }

    /// The polynomial 1.
    pub fn one() -> Self {
        Self::constant(&Rational::ONE)
    }

    /// A number.
    pub fn constant(value: &Rational) -> Self {
        Self::monomial(value, &[])
    }

    /// The variable of this number.
    pub fn variable(index: usize) -> Self {
        let layout = Layout::fitting(index + 1, 1);
        let mut keys = vec![0; layout.words()];
        layout.put_power(&mut keys, index, 1);
        Self {
            layout,
            shift: Vec::new(),
            keys,
            coefficients: vec![Integer::ONE].into(),
            denominator: Integer::ONE,
        }
    }

    /// One term: a coefficient and the exponents of the first variables.
    pub fn monomial(coefficient: &Rational, exponents: &[i64]) -> Self {
        if coefficient.is_zero() {
            return Self::zero();
        }
        let powers = exponents.iter().copied().enumerate();
        let powers: Vec<(usize, i64)> = powers.filter(|(_, e)| *e != 0).collect();
        Self::term(coefficient, &powers, exponents.len())
    }

    /// One term: a coefficient that is not 0 and powers of variables, each once, in a layout for
    /// at least so many variables.
    pub(super) fn term(coefficient: &Rational, powers: &[(usize, i64)], variables: usize) -> Self {
        let last = powers.iter().map(|(variable, _)| variable + 1).max();
        let variables = variables.max(last.unwrap_or(0));
        let mut signed = powers
            .iter()
            .map(|(_, exponent)| u64::try_from(*exponent).ok());
        // What is negative or very large is held in the shift.
        let degree = signed
            .try_fold(0_u64, |sum, exponent| sum.checked_add(exponent?))
            .filter(|degree| *degree <= 1 << 60);
        let layout = Layout::fitting(variables, degree.unwrap_or(0));
        let mut keys = vec![0; layout.words()];
        let mut shift = Vec::new();
        if degree.is_some() {
            let powers = powers
                .iter()
                .map(|(variable, e)| (*variable, e.unsigned_abs()));
            layout.pack_powers(powers, &mut keys);
        } else {
            shift.resize(variables, 0);
            for (variable, exponent) in powers {
                if let Some(place) = shift.get_mut(*variable) {
                    *place += exponent;
                }
            }
        }
        Self {
            layout,
            shift,
            keys,
            coefficients: vec![coefficient.numerator().clone()].into(),
            denominator: coefficient.denominator().clone(),
        }
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.coefficients.len()
    }

    /// Whether there are no terms, which is to say whether this is 0.
    pub fn is_empty(&self) -> bool {
        self.coefficients.is_empty()
    }

    /// Whether this is 0.
    pub fn is_zero(&self) -> bool {
        self.is_empty()
    }

    /// Whether this is 1.
    pub fn is_one(&self) -> bool {
        self.as_constant().is_some_and(|value| value.is_one())
    }

    /// The value, where no variable occurs.
    pub fn as_constant(&self) -> Option<Rational> {
        match self.len() {
            0 => Some(Rational::ZERO),
            1 if self.is_constant_term(0) => self.coefficient(0),
            _ => None,
        }
    }

    /// Whether no variable occurs in a term.
    pub(super) fn is_constant_term(&self, term: usize) -> bool {
        if self.shift.is_empty() {
            return self.layout.degree(self.key(term)) == 0;
        }
        (0..self.variables()).all(|variable| self.exponent(term, variable) == 0)
    }

    /// Whether there is one term, and its coefficient is 1.
    pub(super) fn is_monic_monomial(&self) -> bool {
        self.len() == 1 && self.coefficient(0).is_some_and(|value| value.is_one())
    }

    /// How many variables there are exponents for; those beyond do not occur.
    pub fn variables(&self) -> usize {
        self.layout.variables().max(self.shift.len())
    }

    /// The coefficient of a term.
    pub fn coefficient(&self, term: usize) -> Option<Rational> {
        Rational::new(self.coefficients.get(term)?, self.denominator.clone())
    }

    /// The coefficients in the order of the terms.
    pub fn coefficients(&self) -> impl Iterator<Item = Rational> {
        (0..self.len()).filter_map(|term| self.coefficient(term))
    }

    /// The exponents of a term, one for each of [`variables`](Self::variables); empty past the end.
    pub fn exponents(&self, term: usize) -> Vec<i64> {
        (0..self.variables())
            .map(|variable| self.exponent(term, variable))
            .collect()
    }

    /// The variables that occur in a term, by number, and their exponents.
    pub fn powers(&self, term: usize) -> Vec<(usize, i64)> {
        let key = self.key(term);
        if self.shift.is_empty() {
            let fields = self.layout.nonzero(key);
            return fields
                .map(|(variable, e)| (variable, i64::try_from(e).unwrap_or(i64::MAX)))
                .collect();
        }
        let exponents = (0..self.variables()).map(|v| (v, self.exponent(term, v)));
        exponents.filter(|(_, exponent)| *exponent != 0).collect()
    }

    /// The exponent of a variable in a term; 0 past the end.
    pub fn exponent(&self, term: usize, variable: usize) -> i64 {
        let exponent = self.layout.exponent(self.key(term), variable);
        i64::try_from(exponent).unwrap_or(i64::MAX) + self.shifted(variable)
    }

    /// The terms, the greatest first: coefficient and exponents.
    pub fn terms(&self) -> impl Iterator<Item = (Rational, Vec<i64>)> {
        (0..self.len()).filter_map(|term| Some((self.coefficient(term)?, self.exponents(term))))
    }

    /// The bit length of the longest numerator of a coefficient.
    pub fn bits(&self) -> u64 {
        self.coefficients.bits()
    }

    /// The positive rational by which the coefficients become integers without a common factor;
    /// 0 for 0.
    pub fn content(&self) -> Rational {
        let mut content = Integer::ZERO;
        for coefficient in self.coefficients.iter() {
            content = content.gcd(coefficient);
            if content.is_one() {
                break;
            }
        }
        Rational::new(content, self.denominator.clone()).unwrap_or_default()
    }

    /// The value at a point, one number for each variable; `None` where a variable that is
    /// divided by is 0, or where the point has too few numbers.
    pub fn evaluate(&self, point: &[Rational]) -> Option<Rational> {
        let mut total = Rational::ZERO;
        for (coefficient, exponents) in self.terms() {
            let mut value = coefficient;
            for (variable, exponent) in exponents.into_iter().enumerate() {
                if exponent != 0 {
                    let power = point.get(variable)?.pow(i32::try_from(exponent).ok()?)?;
                    value *= power;
                }
            }
            total += value;
        }
        Some(total)
    }

    /// Some of the terms, in ascending order of their places.
    pub(super) fn pick(&self, terms: &[usize]) -> Self {
        let mut keys = Vec::with_capacity(terms.len() * self.layout.words());
        let mut coefficients = Vec::with_capacity(terms.len());
        for &term in terms {
            if let Some(coefficient) = self.coefficients.get(term) {
                keys.extend_from_slice(self.key(term));
                coefficients.push(coefficient);
            }
        }
        let picked = Self {
            layout: self.layout,
            shift: self.shift.clone(),
            keys,
            coefficients: coefficients.into(),
            denominator: self.denominator.clone(),
        };
        picked.reduced()
    }

    /// Multiplies by a power of a variable, in place.
    pub(super) fn multiply_by_power(&mut self, variable: usize, exponent: i64) {
        if exponent == 0 {
            return;
        }
        if self.shift.len() <= variable {
            self.shift.resize(variable + 1, 0);
        }
        if let Some(shift) = self.shift.get_mut(variable) {
            *shift = shift.saturating_add(exponent);
        }
        if self.layout.variables() <= variable {
            let layout = Layout::fitting(variable + 1, self.top());
            self.keys = self.keys_in(layout, &self.shift).into_owned();
            self.layout = layout;
        }
    }

    /// The product with a number.
    #[must_use]
    pub fn scale(&self, factor: &Rational) -> Self {
        if factor.is_zero() {
            return Self::zero();
        }
        if factor.is_one() {
            return self.clone();
        }
        let numerator = factor.numerator();
        let scaled = Self {
            layout: self.layout,
            shift: self.shift.clone(),
            keys: self.keys.clone(),
            coefficients: self.coefficients.iter().map(|c| c * numerator).collect(),
            denominator: &self.denominator * factor.denominator(),
        };
        scaled.reduced()
    }

    /// The negative.
    #[must_use]
    pub fn negate(mut self) -> Self {
        for coefficient in self.coefficients.iter_mut() {
            *coefficient = -&*coefficient;
        }
        self
    }

    /// Cancels what the coefficients and their denominator have in common.
    pub(super) fn reduced(mut self) -> Self {
        if self.is_zero() {
            return Self::zero();
        }
        if self.denominator.is_one() {
            return self;
        }
        let mut common = self.denominator.clone();
        for coefficient in self.coefficients.iter() {
            common = common.gcd(coefficient);
            if common.is_one() {
                return self;
            }
        }
        self.divide_coefficients(&common);
        if let Some(denominator) = self.denominator.div_exact(&common) {
            self.denominator = denominator;
        }
        self
    }

    /// Divides the numerators of all coefficients by a common divisor of theirs.
    pub(super) fn divide_coefficients(&mut self, divisor: &Integer) {
        for coefficient in self.coefficients.iter_mut() {
            if let Some(quotient) = coefficient.div_exact(divisor) {
                *coefficient = quotient;
            }
        }
    }

    /// The words of a term's key.
    pub(super) fn key(&self, term: usize) -> &[u64] {
        let words = self.layout.words();
        self.keys
            .get(term * words..(term + 1) * words)
            .unwrap_or(&[])
    }

    /// The greatest total degree of a key, the shift left out.
    pub(super) fn top(&self) -> u64 {
        self.layout.degree(self.key(0))
    }

    /// The exponent of a variable in the shift.
    pub(super) fn shifted(&self, variable: usize) -> i64 {
        self.shift.get(variable).copied().unwrap_or(0)
    }

    /// The keys in another layout under another shift, which is nowhere above this one's.
    pub(super) fn keys_in(&self, layout: Layout, shift: &[i64]) -> Cow<'_, [u64]> {
        let raised: Vec<u64> = if self.shift.as_slice() == shift {
            Vec::new()
        } else {
            (0..layout.variables())
                .map(|variable| {
                    let below = shift.get(variable).copied().unwrap_or(0);
                    u64::try_from(self.shifted(variable) - below).unwrap_or(0)
                })
                .collect()
        };
        let moved = raised.iter().any(|raise| *raise > 0);
        if layout == self.layout {
            if !moved {
                return Cow::Borrowed(&self.keys);
            }
            let mut raise = vec![0; layout.words()];
            layout.pack(raised.iter().copied(), &mut raise);
            let lift = |(key, raise): (&u64, &u64)| key.wrapping_add(*raise);
            return self
                .keys
                .iter()
                .zip(raise.iter().cycle())
                .map(lift)
                .collect();
        }
        let words = layout.words();
        let mut keys = vec![0; words * self.len()];
        for (term, key) in keys.chunks_exact_mut(words).enumerate() {
            let old = self.layout.nonzero(self.key(term));
            if moved {
                let mut exponents = raised.clone();
                for (variable, exponent) in old {
                    if let Some(total) = exponents.get_mut(variable) {
                        *total += exponent;
                    }
                }
                layout.pack(exponents.into_iter(), key);
            } else {
                layout.pack_powers(old, key);
            }
        }
        Cow::Owned(keys)
    }
}

impl PartialEq for Polynomial {
    fn eq(&self, other: &Self) -> bool {
        if self.len() != other.len() || self.denominator != other.denominator {
            return false;
        }
        if self.coefficients != other.coefficients {
            return false;
        }
        if self.layout == other.layout && self.shift == other.shift {
            return self.keys == other.keys;
        }
        let variables = self.variables().max(other.variables());
        (0..self.len())
            .all(|term| (0..variables).all(|v| self.exponent(term, v) == other.exponent(term, v)))
    }
}

impl Eq for Polynomial {}
