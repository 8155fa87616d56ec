//! What can be wrong with a text that should spell a number.

use std::fmt;

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseNumberError {
    /// Nothing to read, or no digit in it.
    NoDigits,
    /// A character that has no place there; the byte offset of it.
    UnexpectedCharacter(usize),
    /// An underscore that does not stand between two digits; the byte offset of it.
    MisplacedUnderscore(usize),
    /// A decimal point with no digit behind it.
    TrailingPoint,
    /// An `e` with no digits behind it.
    EmptyExponent,
    /// The exponent is larger than [`Written::MAX_EXPONENT`](super::Written::MAX_EXPONENT).
    ExponentTooLarge,
}

impl fmt::Display for ParseNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDigits => write!(f, "no digits"),
            Self::UnexpectedCharacter(at) => write!(f, "unexpected character at byte {at}"),
            Self::MisplacedUnderscore(at) => {
                write!(f, "`_` stands only between two digits (byte {at})")
            }
            Self::TrailingPoint => write!(f, "a number does not end in a decimal point"),
            Self::EmptyExponent => write!(f, "the exponent has no digits"),
            Self::ExponentTooLarge => write!(f, "the exponent is too large"),
        }
    }
}

impl std::error::Error for ParseNumberError {}
