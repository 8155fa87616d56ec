//! Sums, products and quotients of real numbers, within the limits.

use super::enclosure::binary_order;
use super::fault::Fault;
use super::radical::Radical;
use super::{Enclosure, EvalLimits, Limit, Real};
use crate::number::{Integer, Rational};

/// Numbers below this size cost one step, whatever is done with them.
const SMALL_BITS: u64 = 512;

/// Arithmetic at one precision; it counts what it spends.
#[derive(Debug)]
pub(super) struct Arithmetic {
    /// The bits of enclosures' ends.
    pub(super) precision: u64,
    pub(super) limits: EvalLimits,
    steps_left: u64,
    /// The natural logarithm of 2 at this precision, once it was needed.
    pub(super) ln_two: Option<Enclosure>,
}

impl Arithmetic {
    pub(super) fn new(precision: u64, limits: EvalLimits) -> Self {
        Self {
            precision,
            limits,
            steps_left: limits.max_steps,
            ln_two: None,
        }
    }

    /// The steps taken.
    pub(super) fn spent(&self) -> u64 {
        self.limits.max_steps.saturating_sub(self.steps_left)
    }

    /// Takes so many steps.
    #[inline]
    pub(super) fn spend(&mut self, steps: u64) -> Result<(), Fault> {
        match self.steps_left.checked_sub(steps) {
            Some(left) => {
                self.steps_left = left;
                Ok(())
            }
            None => Err(Fault::Limit(Limit::Steps {
                limit: self.limits.max_steps,
            })),
        }
    }

    /// Takes the steps of a product of numbers of these sizes, and refuses one that is too long.
    pub(super) fn spend_product(&mut self, a_bits: u64, b_bits: u64) -> Result<(), Fault> {
        let bits = a_bits.saturating_add(b_bits);
        if bits <= SMALL_BITS {
            return Ok(());
        }
        self.refuse_beyond(bits)?;
        let (long, short) = (a_bits.max(b_bits) / 64, a_bits.min(b_bits) / 64);
        self.spend(long.saturating_mul(short.isqrt()) / 64)
    }

    /// Takes the steps of a greatest common divisor, which is quadratic.
    fn spend_divisor(&mut self, a_bits: u64, b_bits: u64) -> Result<(), Fault> {
        if a_bits.saturating_add(b_bits) <= SMALL_BITS {
            return Ok(());
        }
        self.spend((a_bits / 64).saturating_mul(b_bits / 64 + 1) / 2)
    }

    /// Refuses a number of more bits than a number may have.
    pub(super) fn refuse_beyond(&self, bits: u64) -> Result<(), Fault> {
        if bits <= self.limits.max_bits {
            return Ok(());
        }
        Err(self.too_long(&Integer::from(bits)))
    }

    pub(super) fn too_long(&self, estimate: &Integer) -> Fault {
        Fault::Limit(Limit::Bits {
            estimate: estimate.clone(),
            limit: self.limits.max_bits,
        })
    }

    /// The enclosure with ends cut to the precision.
    pub(super) fn settle(&self, enclosure: &Enclosure) -> Real {
        enclosure.widened_to(self.precision).into()
    }

    /// An enclosure of a number, with ends cut to the precision, for work that is not exact.
    pub(super) fn enclosed(&self, value: &Real) -> Enclosure {
        value.enclosure().widened_to(self.precision)
    }

    pub(super) fn add_exact(&mut self, a: &Rational, b: &Rational) -> Result<Rational, Fault> {
        if a.is_integer() && b.is_integer() {
            self.spend((a.bits().max(b.bits())) >> 12)?;
        } else {
            self.spend_fractions(a, b)?;
        }
        Ok(a + b)
    }

    pub(super) fn multiply_exact(&mut self, a: &Rational, b: &Rational) -> Result<Rational, Fault> {
        if a.is_integer() && b.is_integer() {
            self.spend_product(a.numerator().bits(), b.numerator().bits())?;
        } else {
            self.spend_fractions(a, b)?;
        }
        Ok(a * b)
    }

    pub(super) fn divide_exact(&mut self, a: &Rational, b: &Rational) -> Result<Rational, Fault> {
        self.spend_fractions(a, b)?;
        a.checked_div(b).ok_or(Fault::ZeroDivisor)
    }

    fn spend_fractions(&mut self, a: &Rational, b: &Rational) -> Result<(), Fault> {
        let (a_bits, b_bits) = (a.bits(), b.bits());
        self.spend_product(a_bits, b_bits)?;
        self.spend_divisor(a_bits, b_bits)
    }

    pub(super) fn add(&mut self, a: &Real, b: &Real) -> Result<Real, Fault> {
        if let (Real::Exact(a), Real::Exact(b)) = (a, b) {
            return self.add_exact(a, b).map(Real::Exact);
        }
        if a.is_zero() {
            return Ok(b.clone());
        }
        if b.is_zero() {
            return Ok(a.clone());
        }
        // Multiples of one root add up to a multiple of it.
        if let (Some(first), Some(second)) = (Radical::of(a), Radical::of(b))
            && let Some(ratio) = first.rational_ratio(&second)
        {
            return self.multiply(b, &Real::Exact(ratio + Rational::ONE));
        }
        Ok(self.settle(&self.enclosed(a).plus(&self.enclosed(b))))
    }

    pub(super) fn subtract(&mut self, a: &Real, b: &Real) -> Result<Real, Fault> {
        self.add(a, &b.negated())
    }

    pub(super) fn multiply(&mut self, a: &Real, b: &Real) -> Result<Real, Fault> {
        if let (Real::Exact(a), Real::Exact(b)) = (a, b) {
            return self.multiply_exact(a, b).map(Real::Exact);
        }
        if a.is_zero() || b.is_zero() {
            return Ok(Rational::ZERO.into());
        }
        let radical = Radical::of(a).and_then(|a| a.times(&Radical::of(b)?));
        if let Some(product) = radical.as_ref().and_then(Radical::rational) {
            return Ok(Real::Exact(product));
        }
        let (a, b) = (self.enclosed(a), self.enclosed(b));
        self.refuse_magnitude(&a)?;
        self.refuse_magnitude(&b)?;
        Ok(with_radical(self.settle(&a.times(&b)), radical))
    }

    pub(super) fn divide(&mut self, a: &Real, b: &Real) -> Result<Real, Fault> {
        match b {
            Real::Exact(divisor) => match a {
                Real::Exact(a) => self.divide_exact(a, divisor).map(Real::Exact),
                Real::Enclosed(_) => {
                    let inverse = divisor.recip().ok_or(Fault::ZeroDivisor)?;
                    self.multiply(a, &Real::Exact(inverse))
                }
            },
            Real::Enclosed(divisor) => {
                let inverse = divisor.reciprocal().ok_or(Fault::Open)?;
                self.multiply(a, &Real::Enclosed(inverse))
            }
        }
    }

    /// Refuses enclosures so far from 1 that their ends would be too long.
    pub(super) fn refuse_magnitude(&self, enclosure: &Enclosure) -> Result<(), Fault> {
        let order = |end: &Rational| binary_order(end).unsigned_abs();
        self.refuse_beyond(order(enclosure.low()).max(order(enclosure.high())))
    }
}

/// The number with what is known of it as a root; exact where that is rational.
pub(super) fn with_radical(value: Real, radical: Option<Radical>) -> Real {
    match (value, radical) {
        (Real::Enclosed(enclosure), Some(radical)) => match radical.rational() {
            Some(value) => Real::Exact(value),
            None => Real::Enclosed(enclosure.of_radical(radical)),
        },
        (value, _) => value,
    }
}
