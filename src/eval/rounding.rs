//! Floor, ceiling and what is made of them.

use super::Real;
use super::arithmetic::Arithmetic;
use super::fault::Fault;
use crate::number::{Integer, Rational};

/// The floor, where all values held have the same.
pub(super) fn floor(value: &Real) -> Result<Integer, Fault> {
    common(value, Rational::floor)
}

/// The ceiling, where all values held have the same.
pub(super) fn ceil(value: &Real) -> Result<Integer, Fault> {
    common(value, Rational::ceil)
}

fn common(value: &Real, round: impl Fn(&Rational) -> Integer) -> Result<Integer, Fault> {
    let low = round(value.low());
    if value.exact().is_some() || low == round(value.high()) {
        Ok(low)
    } else {
        Err(Fault::Open)
    }
}

impl Arithmetic {
    /// The floor of the quotient.
    pub(super) fn floor_divide(&mut self, a: &Real, b: &Real) -> Result<Integer, Fault> {
        floor(&self.divide(a, b)?)
    }

    /// `a − b·floor(a/b)`: it has the sign of `b`.
    pub(super) fn modulo(&mut self, a: &Real, b: &Real) -> Result<Real, Fault> {
        let quotient = Real::from(self.floor_divide(a, b)?);
        let below = self.multiply(b, &quotient)?;
        self.subtract(a, &below)
    }

    /// The least multiple of the step that is not below the value.
    pub(super) fn round_up(&mut self, value: &Real, step: &Real) -> Result<Real, Fault> {
        let step = step.absolute();
        let count = ceil(&self.divide(value, &step)?)?;
        self.multiply(&step, &Real::from(count))
    }
}
