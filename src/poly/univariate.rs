//! Polynomials in one variable modulo a prime: their coefficients from that of 1 up, the last not
//! 0.

use super::field::Field;

/// Coefficients from that of 1 up; none for 0.
pub(super) type Dense = Vec<u64>;

impl Field {
    /// The monic greatest common divisor.
    pub(super) fn dense_gcd(self, a: &[u64], b: &[u64]) -> Dense {
        let (mut a, mut b) = (a.to_vec(), b.to_vec());
        if a.len() < b.len() {
            std::mem::swap(&mut a, &mut b);
        }
        while !b.is_empty() {
            self.divide(&mut a, &b);
            a.truncate(b.len() - 1);
            trim(&mut a);
            std::mem::swap(&mut a, &mut b);
        }
        self.monic(a)
    }

    /// The polynomial with leading coefficient 1.
    pub(super) fn monic(self, mut a: Dense) -> Dense {
        if let Some(lead) = a.last().copied().filter(|lead| *lead != 1) {
            let inverse = self.inverse(lead);
            for coefficient in &mut a {
                *coefficient = self.multiply(*coefficient, inverse);
            }
        }
        a
    }

    /// Puts the remainder into the low places of the dividend, and the quotient into those from
    /// the divisor's degree up.
    fn divide(self, dividend: &mut [u64], divisor: &[u64]) {
        let Some((lead, tail)) = divisor.split_last() else {
            return;
        };
        let inverse = self.inverse(*lead);
        for start in (0..(dividend.len() + 1).saturating_sub(divisor.len())).rev() {
            let Some((last, window)) = dividend
                .get_mut(start..start + divisor.len())
                .and_then(<[u64]>::split_last_mut)
            else {
                return;
            };
            *last = self.multiply(*last, inverse);
            for (place, coefficient) in window.iter_mut().zip(tail) {
                *place = self.subtract(*place, self.multiply(*last, *coefficient));
            }
        }
    }

    /// The quotient by a polynomial that is known to divide.
    pub(super) fn dense_quotient(self, mut dividend: Dense, divisor: &[u64]) -> Dense {
        self.divide(&mut dividend, divisor);
        dividend.drain(..(divisor.len() - 1).min(dividend.len()));
        dividend
    }

    /// The product.
    pub(super) fn dense_product(self, a: &[u64], b: &[u64]) -> Dense {
        if a.is_empty() || b.is_empty() {
            return Dense::new();
        }
        let mut product = vec![0; a.len() + b.len() - 1];
        for (start, a) in a.iter().enumerate() {
            for (place, b) in product.iter_mut().skip(start).zip(b) {
                *place = self.add(*place, self.multiply(*a, *b));
            }
        }
        product
    }

    /// The value at a point.
    pub(super) fn dense_value(self, a: &[u64], point: u64) -> u64 {
        let step = |value, coefficient: &u64| self.add(self.multiply(value, point), *coefficient);
        a.iter().rev().fold(0, step)
    }

    /// Adds a multiple of another polynomial.
    pub(super) fn dense_add(self, a: &mut Dense, factor: u64, b: &[u64]) {
        if a.len() < b.len() {
            a.resize(b.len(), 0);
        }
        for (place, b) in a.iter_mut().zip(b) {
            *place = self.add(*place, self.multiply(factor, *b));
        }
        trim(a);
    }
}

/// Takes zeros off the end.
pub(super) fn trim(a: &mut Dense) {
    let used = a.iter().rposition(|c| *c != 0).map_or(0, |last| last + 1);
    a.truncate(used);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (x + 1)(x + 2) and (x + 1)(x + 3) have x + 1 in common.
    #[test]
    fn greatest_common_divisors() {
        let field = Field::FIRST;
        assert_eq!(field.dense_gcd(&[2, 3, 1], &[3, 4, 1]), [1, 1]);
        assert_eq!(field.dense_gcd(&[2, 3, 1], &[]), [2, 3, 1]);
        assert_eq!(field.dense_gcd(&[6, 2], &[9, 3]), [3, 1]);
        assert_eq!(field.dense_gcd(&[5], &[3, 4, 1]), [1]);
        assert_eq!(field.dense_product(&[1, 1], &[2, 1]), [2, 3, 1]);
        assert_eq!(field.dense_quotient(vec![2, 3, 1], &[1, 1]), [2, 1]);
        assert_eq!(field.dense_value(&[2, 3, 1], 10), 132);
    }
}
