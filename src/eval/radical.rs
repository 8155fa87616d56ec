//! Roots of rationals, by which products and powers of roots come out exact: `sqrt(2)·sqrt(8)` is
//! 4, and `sqrt(2)·sqrt(3)` equals `sqrt(6)`.

use std::cmp::Ordering;

use super::Real;
use crate::number::{Integer, Rational};

/// Roots of a higher degree are not followed.
const MAX_DEGREE: u32 = 64;

/// Radicands with more bits are not followed.
const MAX_BITS: u64 = 4096;

/// The number `±radicand^(1/degree)`, the degree as low as it can be; the radicand is positive.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Radical {
    is_negative: bool,
    radicand: Rational,
    degree: u32,
}

impl Radical {
    /// The real root of a number; `None` where there is none that is followed.
    pub(super) fn root_of(value: &Real, degree: u32) -> Option<Self> {
        let base = Self::of(value)?;
        if base.is_negative && degree.is_multiple_of(2) {
            return None;
        }
        let degree = base.degree.checked_mul(degree)?;
        (degree <= MAX_DEGREE).then(|| Self { degree, ..base }.in_lowest_degree())
    }

    /// The number as a root, of degree 1 where it is rational; `None` for 0 and for what is not
    /// known to be a root.
    pub(super) fn of(value: &Real) -> Option<Self> {
        match value {
            Real::Exact(value) if value.is_zero() || value.bits() > MAX_BITS => None,
            Real::Exact(value) => Some(Self {
                is_negative: value.is_negative(),
                radicand: value.abs(),
                degree: 1,
            }),
            Real::Enclosed(enclosure) => enclosure.radical().cloned(),
        }
    }

    pub(super) fn negated(&self) -> Self {
        Self {
            is_negative: !self.is_negative,
            ..self.clone()
        }
    }

    pub(super) fn absolute(&self) -> Self {
        Self {
            is_negative: false,
            ..self.clone()
        }
    }

    pub(super) fn reciprocal(&self) -> Option<Self> {
        Some(Self {
            radicand: self.radicand.recip()?,
            ..self.clone()
        })
    }

    pub(super) fn times(&self, other: &Self) -> Option<Self> {
        let (a, b, degree) = self.over_common_degree(other)?;
        let product = Self {
            is_negative: self.is_negative != other.is_negative,
            radicand: a * b,
            degree,
        };
        Some(product.in_lowest_degree())
    }

    /// The quotient, where it is rational.
    pub(super) fn rational_ratio(&self, other: &Self) -> Option<Rational> {
        self.times(&other.reciprocal()?)?.rational()
    }

    /// The size of a power as a rational and an exponent, `sqrt(2)^6` being `2^3`, and whether it
    /// is negative; `None` where the power is not rational.
    pub(super) fn rational_power(&self, exponent: &Integer) -> Option<(&Rational, Integer, bool)> {
        let rest = exponent.div_exact(&Integer::from(self.degree))?;
        Some((
            &self.radicand,
            rest,
            self.is_negative && !exponent.is_even(),
        ))
    }

    /// A power, where it is followed.
    pub(super) fn power(&self, exponent: &Integer) -> Option<Self> {
        let exponent = i32::try_from(exponent.to_i64()?).ok()?;
        let size = u64::from(exponent.unsigned_abs());
        if self.radicand.bits().saturating_mul(size) > MAX_BITS {
            return None;
        }
        let power = Self {
            is_negative: self.is_negative && exponent % 2 != 0,
            radicand: self.radicand.pow(exponent)?,
            degree: self.degree,
        };
        Some(power.in_lowest_degree())
    }

    /// The number itself, where it is rational.
    pub(super) fn rational(&self) -> Option<Rational> {
        (self.degree == 1).then(|| self.signed_radicand())
    }

    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.is_negative != other.is_negative {
            return Some(other.is_negative.cmp(&self.is_negative));
        }
        let (a, b, _) = self.over_common_degree(other)?;
        Some(if self.is_negative {
            b.cmp(&a)
        } else {
            a.cmp(&b)
        })
    }

    fn signed_radicand(&self) -> Rational {
        if self.is_negative {
            -&self.radicand
        } else {
            self.radicand.clone()
        }
    }

    /// Both radicands under a root of one degree, and the degree.
    fn over_common_degree(&self, other: &Self) -> Option<(Rational, Rational, u32)> {
        let (own, others) = (Integer::from(self.degree), Integer::from(other.degree));
        let degree = own.lcm(&others).to_u32()?;
        if degree > MAX_DEGREE {
            return None;
        }
        let raised = |root: &Self| {
            let exponent = degree.checked_div(root.degree)?;
            if root.radicand.bits().saturating_mul(u64::from(exponent)) > MAX_BITS {
                return None;
            }
            root.radicand.pow(i32::try_from(exponent).ok()?)
        };
        Some((raised(self)?, raised(other)?, degree))
    }

    /// The same number with the least degree: `4^(1/4)` is `2^(1/2)`.
    fn in_lowest_degree(mut self) -> Self {
        let mut divisor = 2;
        while divisor <= self.degree {
            if self.degree.is_multiple_of(divisor)
                && let Some(root) = self.radicand.exact_root(divisor)
            {
                self.radicand = root;
                self.degree /= divisor;
            } else {
                divisor += 1;
            }
        }
        self
    }
}
