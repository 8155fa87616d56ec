//! Sum, difference, product and negation of integers: inline while they fit, spilled beyond.

use std::ops::Neg;

use super::Integer;
use super::integer::Repr::{Big, Small};
use super::operators::{operators, sums_and_products};

operators! { Integer:
    Add add AddAssign add_assign = sum add_in_place;
    Sub sub SubAssign sub_assign = difference subtract_in_place;
    Mul mul MulAssign mul_assign = times multiply_in_place;
}

sums_and_products!(Integer);

impl Integer {
    #[inline]
    fn sum(&self, right: &Self) -> Self {
        match (&self.0, &right.0) {
            (Small(a), Small(b)) => match a.checked_add(*b) {
                Some(sum) => Self(Small(sum)),
                None => Self::from(i128::from(*a) + i128::from(*b)),
            },
            (Small(a), Big(b)) | (Big(b), Small(a)) => Self::from_big(b.as_ref() + *a),
            (Big(a), Big(b)) => Self::from_big(a.as_ref() + b.as_ref()),
        }
    }

    #[inline]
    fn add_in_place(&mut self, right: &Self) {
        match (&mut self.0, &right.0) {
            (Small(a), Small(b)) if a.checked_add(*b).is_some() => *a += *b,
            (Big(a), Small(b)) => **a += *b,
            (Big(a), Big(b)) => **a += b.as_ref(),
            _ => *self = self.sum(right),
        }
        self.shrink();
    }

    #[inline]
    fn difference(&self, right: &Self) -> Self {
        match (&self.0, &right.0) {
            (Small(a), Small(b)) => match a.checked_sub(*b) {
                Some(difference) => Self(Small(difference)),
                None => Self::from(i128::from(*a) - i128::from(*b)),
            },
            (Small(a), Big(b)) => Self::from_big(*a - b.as_ref()),
            (Big(a), Small(b)) => Self::from_big(a.as_ref() - *b),
            (Big(a), Big(b)) => Self::from_big(a.as_ref() - b.as_ref()),
        }
    }

    #[inline]
    fn subtract_in_place(&mut self, right: &Self) {
        match (&mut self.0, &right.0) {
            (Small(a), Small(b)) if a.checked_sub(*b).is_some() => *a -= *b,
            (Big(a), Small(b)) => **a -= *b,
            (Big(a), Big(b)) => **a -= b.as_ref(),
            _ => *self = self.difference(right),
        }
        self.shrink();
    }

    #[inline]
    fn times(&self, right: &Self) -> Self {
        match (&self.0, &right.0) {
            (Small(a), Small(b)) => Self::product_of(*a, *b),
            (Small(a), Big(b)) | (Big(b), Small(a)) => Self::from_big(b.as_ref() * *a),
            (Big(a), Big(b)) => Self::from_big(a.as_ref() * b.as_ref()),
        }
    }

    #[inline]
    fn product_of(a: i64, b: i64) -> Self {
        match a.checked_mul(b) {
            Some(product) => Self(Small(product)),
            None => Self::from(i128::from(a) * i128::from(b)),
        }
    }

    #[inline]
    fn multiply_in_place(&mut self, right: &Self) {
        match (&mut self.0, &right.0) {
            (Big(a), Small(b)) => {
                **a *= *b;
                self.shrink();
            }
            _ => *self = self.times(right),
        }
    }

    /// The product with an `i64`.
    #[must_use]
    #[inline]
    pub fn mul_i64(&self, factor: i64) -> Self {
        match &self.0 {
            Small(value) => Self::product_of(*value, factor),
            Big(value) => Self::from_big(value.as_ref() * factor),
        }
    }

    /// Adds `a · b` to this number.
    ///
    /// ```
    /// use longhand::number::Integer;
    ///
    /// let mut total = Integer::from(12);
    /// total.add_mul(&Integer::from(4096), &Integer::from(4096));
    /// assert_eq!(total, Integer::from(16_777_228));
    /// ```
    #[inline]
    pub fn add_mul(&mut self, a: &Self, b: &Self) {
        match (&mut self.0, &a.0, &b.0) {
            (Small(total), Small(a), Small(b)) => {
                // |a·b| ≤ 2^126, so the sum is far inside an i128.
                *self = Self::from(i128::from(*total) + i128::from(*a) * i128::from(*b));
            }
            (Big(total), Small(a), Small(b)) => {
                **total += i128::from(*a) * i128::from(*b);
                self.shrink();
            }
            _ => *self += a * b,
        }
    }
}

impl Neg for Integer {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        match self.0 {
            Small(value) => match value.checked_neg() {
                Some(negated) => Self(Small(negated)),
                None => Self::from(-i128::from(value)),
            },
            // 2^63 is spilled, its negative is not.
            Big(value) => Self::from_big(-*value),
        }
    }
}

impl Neg for &Integer {
    type Output = Integer;
    #[inline]
    fn neg(self) -> Integer {
        match &self.0 {
            Small(value) => -Integer(Small(*value)),
            Big(value) => Integer::from_big(-value.as_ref()),
        }
    }
}
