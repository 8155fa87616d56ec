//! From images modulo primes to polynomials over the integers.

use std::collections::BTreeMap;

use super::Polynomial;
use super::field::Field;
use super::fraction::split_unit;
use super::gcd::MOST_DEGREE;
use super::image::ImageTerm;
use crate::number::Integer;

/// How exponents of chosen variables lie in the keys of images.
pub(super) struct Packing {
    variables: Vec<usize>,
    pub(super) widths: Vec<u32>,
}

impl Packing {
    /// `None` where the exponents do not fit.
    pub(super) fn new(variables: Vec<usize>, a: &Polynomial, b: &Polynomial) -> Option<Self> {
        let width = |variable: &usize| {
            let degree = |p: &Polynomial| p.degree_in(*variable).unwrap_or(0);
            let degree = degree(a).max(degree(b));
            (degree <= MOST_DEGREE).then(|| (64 - degree.leading_zeros()).max(1))
        };
        let widths: Vec<u32> = variables.iter().map(width).collect::<Option<_>>()?;
        (widths.iter().sum::<u32>() < 128).then_some(Self { variables, widths })
    }

    fn key(&self, polynomial: &Polynomial, term: usize) -> u128 {
        let fields = self.variables.iter().zip(&self.widths);
        fields.fold(0, |key, (variable, width)| {
            let exponent = polynomial.exponent(term, *variable).unsigned_abs();
            key << width | u128::from(exponent)
        })
    }

    pub(super) fn lead_key(&self, polynomial: &Polynomial) -> Option<u128> {
        (0..polynomial.len())
            .map(|term| self.key(polynomial, term))
            .max()
    }

    /// The coefficient of the greatest key.
    pub(super) fn lead(&self, polynomial: &Polynomial) -> Integer {
        let lead = (0..polynomial.len()).max_by_key(|term| self.key(polynomial, *term));
        lead.map(|term| polynomial.coefficient_numerator(term))
            .unwrap_or_default()
    }

    pub(super) fn image(&self, polynomial: &Polynomial, field: Field) -> Vec<ImageTerm> {
        let terms = 0..polynomial.len();
        let mut image: Vec<ImageTerm> = terms
            .map(|term| {
                let value = field.class(&polynomial.coefficient_numerator(term));
                (self.key(polynomial, term), value)
            })
            .filter(|(_, value)| *value != 0)
            .collect();
        image.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
        image
    }

    /// The primitive polynomial with the coefficients lifted so far.
    pub(super) fn polynomial(&self, lift: &Lift, variables: usize) -> Polynomial {
        let terms = lift.coefficients.iter().map(|(key, coefficient)| {
            let mut exponents = vec![0; variables];
            let mut key = *key;
            for (variable, width) in self.variables.iter().zip(&self.widths).rev() {
                let mask = (1_u128 << width) - 1;
                if let Some(exponent) = exponents.get_mut(*variable) {
                    *exponent = u64::try_from(key & mask).unwrap_or(0);
                }
                key >>= width;
            }
            (lift.symmetric(coefficient), exponents)
        });
        let polynomial = Polynomial::from_terms(variables, terms);
        if polynomial.is_zero() {
            return Polynomial::one();
        }
        split_unit(&polynomial).1
    }
}

/// Coefficients from their classes modulo several primes.
#[derive(Default)]
pub(super) struct Lift {
    pub(super) primes: usize,
    modulus: Integer,
    /// From 0 up to the modulus.
    coefficients: BTreeMap<u128, Integer>,
}

impl Lift {
    /// Takes in the classes modulo one more prime; tells whether no coefficient changed.
    pub(super) fn add(&mut self, image: &[ImageTerm], field: Field) -> bool {
        let lead = |keys: Option<u128>| keys.unwrap_or(0);
        let own = lead(self.coefficients.keys().next_back().copied());
        let new = lead(image.first().map(|term| term.0));
        if self.primes > 0 && new > own {
            return false;
        }
        if self.primes == 0 || new < own {
            *self = Self {
                primes: 0,
                modulus: Integer::ONE,
                coefficients: BTreeMap::new(),
            };
        }
        for (key, _) in image {
            self.coefficients.entry(*key).or_default();
        }
        let inverse = field.inverse(field.class(&self.modulus));
        let next = &self.modulus * Integer::from(field.modulus());
        let mut settled = self.primes > 0;
        let mut image = image.iter().rev().peekable();
        for (key, coefficient) in &mut self.coefficients {
            let value = image.next_if(|(own, _)| own == key).map_or(0, |(_, c)| *c);
            let missing = field.subtract(value, field.class(coefficient));
            let times = field.multiply(missing, inverse);
            let before = signed(coefficient, &self.modulus);
            *coefficient += &self.modulus * Integer::from(times);
            settled = settled && signed(coefficient, &next) == before;
        }
        self.modulus = next;
        self.primes += 1;
        settled
    }

    fn symmetric(&self, coefficient: &Integer) -> Integer {
        signed(coefficient, &self.modulus)
    }
}

/// The representative of least absolute value.
fn signed(value: &Integer, modulus: &Integer) -> Integer {
    if value * Integer::from(2) > *modulus {
        value - modulus
    } else {
        value.clone()
    }
}
