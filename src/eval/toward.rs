//! Fixed-point numbers: integers that count units of a power of two, rounded one way.

use crate::number::Integer;

/// Which way each operation rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toward {
    /// Toward −∞, for lower bounds.
    Down,
    /// Toward +∞, for upper bounds.
    Up,
}

impl Toward {
    /// The quotient by a positive divisor.
    pub(super) fn divide(self, dividend: &Integer, divisor: &Integer) -> Integer {
        let floor = |dividend: &Integer| {
            let quotient = dividend.div_rem_floor(divisor);
            quotient.map(|(floor, _)| floor).unwrap_or_default()
        };
        match self {
            Self::Down => floor(dividend),
            Self::Up => -floor(&-dividend),
        }
    }

    /// The quotient by a power of two.
    pub(super) fn shift(self, value: &Integer, exponent: u32) -> Integer {
        match self {
            Self::Down => value.shifted_right(exponent),
            Self::Up => -(-value).shifted_right(exponent),
        }
    }

    /// The product of two numbers of units of `2^−width`.
    pub(super) fn multiply(self, a: &Integer, b: &Integer, width: u32) -> Integer {
        self.shift(&(a * b), width)
    }
}
