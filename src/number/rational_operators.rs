//! Arithmetic of rationals, with the greatest common divisors taken of the smallest numbers that
//! suffice (Knuth, The Art of Computer Programming, volume 2, 4.5.1).

use std::ops::Neg;

use super::operators::{operators, sums_and_products};
use super::rational::without_factor;
use super::{Integer, Rational};

operators! { Rational:
    Add add AddAssign add_assign = sum add_in_place;
    Sub sub SubAssign sub_assign = difference subtract_in_place;
    Mul mul MulAssign mul_assign = times multiply_in_place;
}

sums_and_products!(Rational);

impl Rational {
    #[inline]
    fn sum(&self, right: &Self) -> Self {
        if self.is_integer() && right.is_integer() {
            return Self::from_integer(&self.numerator + &right.numerator);
        }
        self.joined(right, |left, right| left + right)
    }

    #[inline]
    fn difference(&self, right: &Self) -> Self {
        if self.is_integer() && right.is_integer() {
            return Self::from_integer(&self.numerator - &right.numerator);
        }
        self.joined(right, |left, right| left - right)
    }

    /// Sum or difference over the common denominator.
    fn joined(&self, right: &Self, join: impl Fn(Integer, Integer) -> Integer) -> Self {
        let common = self.denominator.gcd(&right.denominator);
        if common.is_one() {
            let numerator = join(
                &self.numerator * &right.denominator,
                &right.numerator * &self.denominator,
            );
            return Self {
                numerator,
                denominator: &self.denominator * &right.denominator,
            };
        }
        let left_cofactor = without_factor(self.denominator.clone(), &common);
        let right_cofactor = without_factor(right.denominator.clone(), &common);
        let numerator = join(
            &self.numerator * &right_cofactor,
            &right.numerator * &left_cofactor,
        );
        // A factor that still cancels divides the common part.
        let cancelled = numerator.gcd(&common);
        Self {
            numerator: without_factor(numerator, &cancelled),
            denominator: left_cofactor * without_factor(right.denominator.clone(), &cancelled),
        }
    }

    #[inline]
    fn times(&self, right: &Self) -> Self {
        if self.is_integer() && right.is_integer() {
            return Self::from_integer(&self.numerator * &right.numerator);
        }
        let (left_top, right_bottom) = cancelled(&self.numerator, &right.denominator);
        let (right_top, left_bottom) = cancelled(&right.numerator, &self.denominator);
        Self {
            numerator: left_top * right_top,
            denominator: left_bottom * right_bottom,
        }
    }

    #[inline]
    fn add_in_place(&mut self, right: &Self) {
        if self.is_integer() && right.is_integer() {
            self.numerator += &right.numerator;
        } else {
            *self = self.sum(right);
        }
    }

    #[inline]
    fn subtract_in_place(&mut self, right: &Self) {
        if self.is_integer() && right.is_integer() {
            self.numerator -= &right.numerator;
        } else {
            *self = self.difference(right);
        }
    }

    #[inline]
    fn multiply_in_place(&mut self, right: &Self) {
        if self.is_integer() && right.is_integer() {
            self.numerator *= &right.numerator;
        } else {
            *self = self.times(right);
        }
    }

    /// The reciprocal; `None` for 0.
    pub fn recip(&self) -> Option<Self> {
        (!self.is_zero()).then(|| Self::coprime(self.denominator.clone(), self.numerator.clone()))
    }

    /// The quotient; `None` when the divisor is 0.
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        if self.is_integer() && divisor.is_integer() {
            return Self::new(self.numerator.clone(), divisor.numerator.clone());
        }
        Some(self.times(&divisor.recip()?))
    }
}

/// Both numbers without their greatest common divisor.
fn cancelled(top: &Integer, bottom: &Integer) -> (Integer, Integer) {
    if bottom.is_one() {
        return (top.clone(), Integer::ONE);
    }
    let common = top.gcd(bottom);
    (
        without_factor(top.clone(), &common),
        without_factor(bottom.clone(), &common),
    )
}

impl Neg for Rational {
    type Output = Self;
    fn neg(self) -> Self {
        Self {
            numerator: -self.numerator,
            denominator: self.denominator,
        }
    }
}

impl Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        Rational {
            numerator: -&self.numerator,
            denominator: self.denominator.clone(),
        }
    }
}
