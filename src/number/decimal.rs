//! The one home of rounding.

use super::{Integer, Rational};

/// Which way a number goes that lies between two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RoundingMode {
    /// To the nearest; of two equally near ones to the even one.
    HalfEven,
    /// To the nearest; of two equally near ones away from zero. What people are shown.
    #[default]
    HalfUp,
    /// Toward zero.
    Down,
    /// Away from zero.
    Up,
}

/// The integer that the mode picks for a value.
pub fn round_to_integer(value: &Rational, mode: RoundingMode) -> Integer {
    if value.is_integer() {
        return value.numerator().clone();
    }
    let magnitude = value.abs();
    let down = magnitude.floor();
    let twice_rest = (&magnitude - &Rational::from_integer(down.clone())) * Rational::from(2);
    let up = match mode {
        RoundingMode::HalfEven => {
            twice_rest > Rational::ONE || (twice_rest.is_one() && !down.is_even())
        }
        RoundingMode::HalfUp => twice_rest >= Rational::ONE,
        RoundingMode::Down => false,
        RoundingMode::Up => true,
    };
    let rounded = if up { down + Integer::ONE } else { down };
    if value.is_negative() {
        -rounded
    } else {
        rounded
    }
}
