//! Integers as decimal text.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;

use super::integer::Repr::{Big, Small};
use super::{Integer, ParseNumberError};

impl FromStr for Integer {
    type Err = ParseNumberError;

    /// Reads decimal digits with an optional sign before them.
    fn from_str(text: &str) -> Result<Self, ParseNumberError> {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        if let Some(at) = digits.find(|c: char| !c.is_ascii_digit()) {
            return Err(ParseNumberError::UnexpectedCharacter(
                text.len() - digits.len() + at,
            ));
        }
        if digits.is_empty() {
            return Err(ParseNumberError::NoDigits);
        }
        let magnitude = from_digits(digits);
        Ok(if text.starts_with('-') {
            -magnitude
        } else {
            magnitude
        })
    }
}

/// Below this many digits the quadratic reading of num-bigint is the fastest.
const CHUNK: usize = 1200;

/// The number that a run of ASCII digits spells; halves the text, so that a long number is read at
/// the price of a few multiplications. An empty run spells 0.
pub(super) fn from_digits(digits: &str) -> Integer {
    if let Ok(small) = digits.parse::<i64>() {
        return Integer::from(small);
    }
    let mut chunks: Vec<BigInt> = digits
        .as_bytes()
        .rchunks(CHUNK)
        .map(|chunk| BigInt::parse_bytes(chunk, 10).unwrap_or_default())
        .collect();
    let mut power = BigInt::from(10).pow(u32::try_from(CHUNK).unwrap_or(0));
    while chunks.len() > 1 {
        chunks = chunks
            .chunks(2)
            .map(|pair| match pair {
                [low, high] => low + high * &power,
                rest => rest.iter().cloned().sum(),
            })
            .collect();
        if chunks.len() > 1 {
            power = &power * &power;
        }
    }
    chunks.pop().map_or(Integer::ZERO, Integer::from_big)
}

impl Integer {
    /// Decimal digits in groups of three.
    ///
    /// ```
    /// use longhand::number::Integer;
    ///
    /// assert_eq!(Integer::from(6_574_055_424_i64).to_grouped(), "6,574,055,424");
    /// assert_eq!(Integer::from(-768).to_grouped(), "-768");
    /// ```
    pub fn to_grouped(&self) -> String {
        super::group_digits(&self.to_string())
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Small(value) => fmt::Display::fmt(value, f),
            Big(value) => fmt::Display::fmt(value, f),
        }
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
