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
        if let (Small(a), Small(b)) = (&self.0, &right.0)
            && let Some(sum) = a.checked_add(*b)
        {
            return Self(Small(sum));
        }
        self.spilled_sum(right)
    }

    #[inline]
    fn add_in_place(&mut self, right: &Self) {
        if let (Small(a), Small(b)) = (&mut self.0, &right.0)
            && let Some(sum) = a.checked_add(*b)
        {
            *a = sum;
        } else {
            self.add_spilled(right);
        }
    }

    #[inline]
    fn difference(&self, right: &Self) -> Self {
        if let (Small(a), Small(b)) = (&self.0, &right.0)
            && let Some(difference) = a.checked_sub(*b)
        {
            return Self(Small(difference));
        }
        self.spilled_difference(right)
    }

    #[inline]
    fn subtract_in_place(&mut self, right: &Self) {
        if let (Small(a), Small(b)) = (&mut self.0, &right.0)
            && let Some(difference) = a.checked_sub(*b)
        {
            *a = difference;
        } else {
            self.subtract_spilled(right);
        }
    }

    #[inline]
    fn times(&self, right: &Self) -> Self {
        if let (Small(a), Small(b)) = (&self.0, &right.0)
            && let Some(product) = a.checked_mul(*b)
        {
            return Self(Small(product));
        }
        self.spilled_product(right)
    }

    #[inline]
    fn multiply_in_place(&mut self, right: &Self) {
        if let (Small(a), Small(b)) = (&mut self.0, &right.0)
            && let Some(product) = a.checked_mul(*b)
        {
            *a = product;
        } else {
            self.multiply_spilled(right);
        }
    }

    /// The product with an `i64`.
    #[must_use]
    #[inline]
    pub fn mul_i64(&self, factor: i64) -> Self {
        self.times(&Self(Small(factor)))
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
        if let (Small(total), Small(a), Small(b)) = (&mut self.0, &a.0, &b.0)
            && let Some(product) = a.checked_mul(*b)
            && let Some(sum) = total.checked_add(product)
        {
            *total = sum;
        } else {
            self.add_spilled_product(a, b);
        }
    }
}

/// The same beyond the inline form, kept out of line so that the short paths stay short.
impl Integer {
    #[cold]
    fn spilled_sum(&self, right: &Self) -> Self {
        match (&self.0, &right.0) {
            (Small(a), Small(b)) => Self::from(i128::from(*a) + i128::from(*b)),
            (Small(a), Big(b)) | (Big(b), Small(a)) => Self::from_big(b.as_ref() + *a),
            (Big(a), Big(b)) => Self::from_big(a.as_ref() + b.as_ref()),
        }
    }

    #[cold]
    fn add_spilled(&mut self, right: &Self) {
        match (&mut self.0, &right.0) {
            (Big(a), Small(b)) => **a += *b,
            (Big(a), Big(b)) => **a += b.as_ref(),
            _ => *self = self.spilled_sum(right),
        }
        self.shrink();
    }

    #[cold]
    fn spilled_difference(&self, right: &Self) -> Self {
        match (&self.0, &right.0) {
            (Small(a), Small(b)) => Self::from(i128::from(*a) - i128::from(*b)),
            (Small(a), Big(b)) => Self::from_big(*a - b.as_ref()),
            (Big(a), Small(b)) => Self::from_big(a.as_ref() - *b),
            (Big(a), Big(b)) => Self::from_big(a.as_ref() - b.as_ref()),
        }
    }

    #[cold]
    fn subtract_spilled(&mut self, right: &Self) {
        match (&mut self.0, &right.0) {
            (Big(a), Small(b)) => **a -= *b,
            (Big(a), Big(b)) => **a -= b.as_ref(),
            _ => *self = self.spilled_difference(right),
        }
        self.shrink();
    }

    #[cold]
    fn spilled_product(&self, right: &Self) -> Self {
        match (&self.0, &right.0) {
            (Small(a), Small(b)) => Self::from(i128::from(*a) * i128::from(*b)),
            (Small(a), Big(b)) | (Big(b), Small(a)) => Self::from_big(b.as_ref() * *a),
            (Big(a), Big(b)) => Self::from_big(a.as_ref() * b.as_ref()),
        }
    }

    #[cold]
    fn multiply_spilled(&mut self, right: &Self) {
        if let (Big(a), Small(b)) = (&mut self.0, &right.0) {
            **a *= *b;
            self.shrink();
        } else {
            *self = self.spilled_product(right);
        }
    }

    #[cold]
    fn add_spilled_product(&mut self, a: &Self, b: &Self) {
        match (&mut self.0, &a.0, &b.0) {
            // |a·b| ≤ 2^126, so the sum is far inside an i128.
            (Small(total), Small(a), Small(b)) => {
                *self = Self::from(i128::from(*total) + i128::from(*a) * i128::from(*b));
            }
            (Big(total), Small(a), Small(b)) => {
                match a.checked_mul(*b) {
                    Some(product) => **total += product,
                    None => **total += i128::from(*a) * i128::from(*b),
                }
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
