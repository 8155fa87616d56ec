//! Dense polynomials in one variable with integer coefficients.

use super::descartes::isolate;
use super::{RealRoot, RootLimit};
use crate::number::{Integer, Rational, Residue};

/// Polynomials of a higher degree are not looked into.
const MAX_DEGREE: usize = 400;

/// Coefficients with more bits are not looked into.
const MAX_BITS: u64 = 4_096;

/// So many products of machine words are spent on one common divisor.
const MOST_WORK: u64 = 20_000_000;

/// A polynomial in one variable over the rationals, up to a positive factor: integer coefficients
/// without a common divisor, that of x⁰ first, the last one not 0.
///
/// ```
/// use longhand::number::Rational;
/// use longhand::poly::RealPolynomial;
///
/// // x² − 2
/// let polynomial = RealPolynomial::new(&[-2, 0, 1].map(Rational::from)).unwrap();
/// let roots = polynomial.roots().unwrap();
/// assert_eq!(roots.len(), 2);
/// assert!(roots[1].low() < &Rational::from(2) && roots[1].high() > &Rational::from(1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RealPolynomial(Vec<Integer>);

impl RealPolynomial {
    /// The polynomial with these coefficients, that of x⁰ first; `None` where all are 0.
    pub fn new(coefficients: &[Rational]) -> Option<Self> {
        let mut common = Integer::ONE;
        for coefficient in coefficients {
            common = common.lcm(coefficient.denominator());
        }
        let whole = coefficients.iter().map(|coefficient| {
            let factor = common.div_exact(coefficient.denominator());
            coefficient.numerator() * factor.unwrap_or(Integer::ONE)
        });
        Self::of(whole.collect())
    }

    /// The same from integers.
    pub(super) fn of(mut coefficients: Vec<Integer>) -> Option<Self> {
        while coefficients.last().is_some_and(Integer::is_zero) {
            coefficients.pop();
        }
        let mut content = Integer::ZERO;
        for coefficient in &coefficients {
            content = content.gcd(coefficient);
        }
        if content.is_zero() {
            return None;
        }
        for coefficient in &mut coefficients {
            if let Some(quotient) = coefficient.div_exact(&content) {
                *coefficient = quotient;
            }
        }
        Some(Self(coefficients))
    }

    /// The coefficients, that of x⁰ first.
    pub fn coefficients(&self) -> &[Integer] {
        &self.0
    }

    /// The degree.
    pub fn degree(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// The coefficient of the highest power.
    pub fn leading(&self) -> Integer {
        self.0.last().cloned().unwrap_or(Integer::ONE)
    }

    /// A positive multiple of the value at a number; it is 0 where the value is.
    pub(super) fn multiple_at(&self, x: &Rational) -> Integer {
        let (above, below) = (x.numerator(), x.denominator());
        let mut total = Integer::ZERO;
        let mut scale = Integer::ONE;
        for coefficient in self.0.iter().rev() {
            total = &total * above + coefficient * &scale;
            scale = &scale * below;
        }
        total
    }

    /// The value at a number.
    pub(super) fn value_at(&self, x: &Rational) -> Rational {
        let coefficients = self.0.iter().rev();
        coefficients.fold(Rational::ZERO, |total, coefficient| {
            total * x + Rational::from_integer(coefficient.clone())
        })
    }

    /// The sign of the value at a number: −1, 0 or 1.
    pub fn sign_at(&self, x: &Rational) -> i32 {
        self.multiple_at(x).signum()
    }

    /// The sign far out: as x grows, or as −x does.
    pub fn sign_far(&self, upward: bool) -> i32 {
        let sign = self.leading().signum();
        if upward || self.degree().is_multiple_of(2) {
            sign
        } else {
            -sign
        }
    }

    /// The distinct real roots in ascending order, with how often each occurs.
    ///
    /// # Errors
    /// [`RootLimit`] where the degree is high, or roots lie very close together.
    pub fn roots(&self) -> Result<Vec<RealRoot>, RootLimit> {
        let bits = self.0.iter().map(Integer::bits).max().unwrap_or(0);
        if self.degree() > MAX_DEGREE || bits > MAX_BITS {
            return Err(RootLimit);
        }
        let mut roots = Vec::new();
        for (part, times) in self.square_free()? {
            roots.extend(isolate(&part, times)?);
        }
        RealRoot::sort(&mut roots)?;
        Ok(roots)
    }

    /// Square-free parts without common roots, and how often each divides.
    fn square_free(&self) -> Result<Vec<(Self, u64)>, RootLimit> {
        let mut parts = Vec::new();
        let Some(derivative) = self.derivative() else {
            return Ok(parts);
        };
        let mut common = self.gcd(&derivative)?;
        let mut left = self.divide(&common);
        let mut times = 1;
        while left.degree() > 0 {
            let shared = left.gcd(&common)?;
            let part = left.divide(&shared);
            if part.degree() > 0 {
                parts.push((part, times));
            }
            common = common.divide(&shared);
            left = shared;
            times += 1;
        }
        Ok(parts)
    }

    /// The derivative; `None` for a constant.
    pub(super) fn derivative(&self) -> Option<Self> {
        let terms = self.0.iter().enumerate().skip(1);
        Self::of(terms.map(|(power, c)| c * &Integer::from(power)).collect())
    }

    /// The greatest common divisor, by pseudo-remainders made primitive.
    ///
    /// # Errors
    /// [`RootLimit`] where coefficients grow too long.
    pub fn gcd(&self, other: &Self) -> Result<Self, RootLimit> {
        if self.is_coprime_modulo(other) {
            return Ok(Self(vec![Integer::ONE]));
        }
        let (mut a, mut b) = (self.clone(), other.clone());
        let mut spent: u64 = 0;
        loop {
            let Some(rest) = a.remainder(&b) else {
                return Ok(b);
            };
            let bits = rest.0.iter().map(Integer::bits).max().unwrap_or(0);
            let words = bits / 64 + 1;
            spent += words * words * u64::try_from(rest.0.len()).unwrap_or(u64::MAX);
            if bits > MAX_BITS || spent > MOST_WORK {
                return Err(RootLimit);
            }
            if rest.degree() == 0 {
                return Ok(Self(vec![Integer::ONE]));
            }
            (a, b) = (b, rest);
        }
    }

    /// Whether two polynomials have nothing in common modulo a prime that does not divide the leading coefficient
    /// of this one: a divisor of both keeps its degree there, so that they have nothing in common at all.
    fn is_coprime_modulo(&self, other: &Self) -> bool {
        let residues = |polynomial: &Self| polynomial.0.iter().map(Residue::from).collect();
        let (mut a, mut b): (Vec<Residue>, Vec<Residue>) = (residues(self), residues(other));
        if a.last().is_none_or(|leading| leading.is_zero()) {
            return false;
        }
        loop {
            while b.last().is_some_and(|leading| leading.is_zero()) {
                b.pop();
            }
            let Some(inverse) = b.last().and_then(|leading| leading.inverse()) else {
                return a.len() <= 1;
            };
            while a.len() >= b.len() {
                let factor = a.pop().unwrap_or(Residue::ZERO) * inverse;
                let offset = a.len() + 1 - b.len();
                for (value, coefficient) in a.iter_mut().skip(offset).zip(&b) {
                    *value -= factor * *coefficient;
                }
            }
            std::mem::swap(&mut a, &mut b);
        }
    }

    /// The remainder up to a factor; `None` where it is 0.
    fn remainder(&self, divisor: &Self) -> Option<Self> {
        let mut rest = self.0.clone();
        let leading = divisor.leading();
        while rest.len() >= divisor.0.len() {
            let top = rest.pop().unwrap_or(Integer::ZERO);
            if top.is_zero() {
                continue;
            }
            let common = leading.gcd(&top);
            let scale = leading.div_exact(&common).unwrap_or(Integer::ONE);
            let factor = top.div_exact(&common).unwrap_or(Integer::ONE);
            for value in &mut rest {
                *value = &*value * &scale;
            }
            let offset = rest.len() + 1 - divisor.0.len();
            for (value, coefficient) in rest.iter_mut().skip(offset).zip(&divisor.0) {
                *value = &*value - &factor * coefficient;
            }
        }
        Self::of(rest)
    }

    /// The quotient by a divisor that divides without remainder, made primitive.
    pub(super) fn divide(&self, divisor: &Self) -> Self {
        let mut rest = self.0.clone();
        let leading = divisor.leading();
        let mut quotient = Vec::new();
        while rest.len() >= divisor.0.len() {
            let offset = rest.len() - divisor.0.len();
            let top = rest.pop().unwrap_or(Integer::ZERO);
            let factor = top.div_exact(&leading).unwrap_or(Integer::ZERO);
            for (value, coefficient) in rest.iter_mut().skip(offset).zip(&divisor.0) {
                *value = &*value - &factor * coefficient;
            }
            quotient.push(factor);
        }
        quotient.reverse();
        Self::of(quotient).unwrap_or_else(|| Self(vec![Integer::ONE]))
    }
}
