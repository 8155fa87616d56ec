//! Numbers as they were typed.

use super::integer_text::from_digits;
use super::ten::decimal_fraction;
use super::{Integer, ParseNumberError, Rational, Suffix};

/// A number literal with its text: what `≈` is judged by, and what printing brings back.
///
/// ```
/// use longhand::number::{Rational, Suffix, Written};
///
/// let written = Written::parse("6.55B").unwrap();
/// assert_eq!(written.value(), Rational::from(6_550_000_000));
/// assert_eq!(written.last_digit_unit(), Rational::from(10_000_000));
/// assert_eq!(written.suffix(), Some(Suffix::Billion));
/// assert_eq!(written.text(), "6.55B");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Written {
    text: Box<str>,
    /// Bytes of the text that hold the digits, underscores and point.
    mantissa: usize,
    /// Digits behind the point; `None` without a point.
    places: Option<usize>,
    /// The number behind the `e`; `None` without one.
    exponent: Option<i32>,
    suffix: Option<Suffix>,
}

impl Written {
    /// The largest absolute value of an exponent (`e100000`).
    pub const MAX_EXPONENT: i32 = 100_000;

    /// Reads digits with underscores between them, an optional point, an optional exponent and an
    /// optional suffix `k K M B T %`. There is no sign.
    ///
    /// # Errors
    ///
    /// Tells what is wrong with a text that is not such a number, or whose exponent is beyond
    /// [`MAX_EXPONENT`](Self::MAX_EXPONENT).
    pub fn parse(text: &str) -> Result<Self, ParseNumberError> {
        let (bare, suffix) = match text.chars().next_back().and_then(Suffix::from_letter) {
            Some(suffix) => (&text[..text.len() - 1], Some(suffix)),
            None => (text, None),
        };
        let mantissa = bare.find(['e', 'E']).unwrap_or(bare.len());
        let (digits, behind) = bare.split_at(mantissa);
        let places = scan_mantissa(digits)?;
        let exponent = match behind.get(1..) {
            Some(exponent) => Some(scan_exponent(exponent, mantissa + 1)?),
            None => None,
        };
        Ok(Self {
            text: text.into(),
            mantissa,
            places,
            exponent,
            suffix,
        })
    }

    /// The text as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The letter or sign behind the digits.
    pub fn suffix(&self) -> Option<Suffix> {
        self.suffix
    }

    /// The exact number that the text spells.
    pub fn value(&self) -> Rational {
        let digits: String = self.digits().collect();
        decimal_fraction(from_digits(&digits), self.exponent10())
    }

    /// The value of one unit of the last digit: what a rounded number is uncertain by.
    pub fn last_digit_unit(&self) -> Rational {
        decimal_fraction(Integer::ONE, self.exponent10())
    }

    /// Whether there are only digits: no point, exponent or suffix.
    pub fn is_bare_integer(&self) -> bool {
        self.places.is_none() && self.exponent.is_none() && self.suffix.is_none()
    }

    /// The zeros that end the digits of a number without a point, which may be insignificant: 3 in
    /// `32000`, 1 in `70B`, none in `6.50` and in `0`.
    pub fn trailing_zeros(&self) -> u32 {
        if self.places.is_some() || self.significant_digits() == 0 {
            return 0;
        }
        let zeros = self
            .digits()
            .rev()
            .take_while(|digit| *digit == '0')
            .count();
        u32::try_from(zeros).unwrap_or(u32::MAX)
    }

    /// The digits from the first that is not 0 on: 3 in `6.50` and `0.0650`, none in `0.0`.
    pub fn significant_digits(&self) -> u32 {
        let digits = self.digits().skip_while(|digit| *digit == '0').count();
        u32::try_from(digits).unwrap_or(u32::MAX)
    }

    /// The digits behind the point.
    pub fn places(&self) -> u32 {
        u32::try_from(self.places.unwrap_or(0)).unwrap_or(u32::MAX)
    }

    fn digits(&self) -> impl DoubleEndedIterator<Item = char> {
        let mantissa = self.text.get(..self.mantissa).unwrap_or_default();
        mantissa.chars().filter(char::is_ascii_digit)
    }

    /// The power of ten that one unit of the last digit is worth.
    fn exponent10(&self) -> i64 {
        let places = i64::try_from(self.places.unwrap_or(0)).unwrap_or(i64::MAX);
        i64::from(self.exponent.unwrap_or(0)) + self.suffix.map_or(0, Suffix::exponent10) - places
    }
}

/// Checks the digits, underscores and point; the number of digits behind the point.
fn scan_mantissa(text: &str) -> Result<Option<usize>, ParseNumberError> {
    let bytes = text.as_bytes();
    let is_digit_at = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let mut places = None;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => places = places.map(|count: usize| count + 1),
            b'_' if is_digit_at(at.checked_sub(1)) && is_digit_at(at.checked_add(1)) => {}
            b'_' => return Err(ParseNumberError::MisplacedUnderscore(at)),
            b'.' if places.is_none() => places = Some(0),
            _ => return Err(ParseNumberError::UnexpectedCharacter(at)),
        }
    }
    match places {
        Some(0) if text.len() > 1 => Err(ParseNumberError::TrailingPoint),
        _ if !bytes.iter().any(u8::is_ascii_digit) => Err(ParseNumberError::NoDigits),
        _ => Ok(places),
    }
}

/// The number behind the `e`, which starts at byte `start`.
fn scan_exponent(text: &str, start: usize) -> Result<i32, ParseNumberError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() {
        return Err(ParseNumberError::EmptyExponent);
    }
    if let Some(at) = digits.find(|c: char| !c.is_ascii_digit()) {
        let place = start + text.len() - digits.len() + at;
        return Err(ParseNumberError::UnexpectedCharacter(place));
    }
    let exponent = digits
        .parse::<i32>()
        .map_err(|_| ParseNumberError::ExponentTooLarge)?;
    if exponent > Written::MAX_EXPONENT {
        return Err(ParseNumberError::ExponentTooLarge);
    }
    Ok(if text.starts_with('-') {
        -exponent
    } else {
        exponent
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParseNumberError::{
        EmptyExponent, ExponentTooLarge, MisplacedUnderscore, NoDigits, TrailingPoint,
        UnexpectedCharacter,
    };

    #[test]
    fn spells_an_exact_number() {
        for (text, value, unit, bare, zeros, significant) in [
            ("0", "0", "1", true, 0, 0),
            ("007", "7", "1", true, 0, 1),
            ("32000", "32000", "1", true, 3, 5),
            ("6_738_415_616", "6738415616", "1", true, 0, 10),
            ("32_000", "32000", "1", true, 3, 5),
            ("0.50", "1/2", "1/100", false, 0, 2),
            (".5", "1/2", "1/10", false, 0, 1),
            ("6.55B", "6550000000", "10000000", false, 0, 3),
            ("6.7e9", "6700000000", "100000000", false, 0, 2),
            ("6.7E+9", "6700000000", "100000000", false, 0, 2),
            ("8.5%", "17/200", "1/1000", false, 0, 2),
            ("7B", "7000000000", "1000000000", false, 0, 1),
            ("70B", "70000000000", "1000000000", false, 1, 2),
            ("4k", "4000", "1000", false, 0, 1),
            ("4K", "4000", "1000", false, 0, 1),
            ("1.5M", "1500000", "100000", false, 0, 2),
            ("2T", "2000000000000", "1000000000000", false, 0, 1),
            ("1e-3", "1/1000", "1/1000", false, 0, 1),
            ("2.50e1", "25", "1/10", false, 0, 3),
            ("0.0", "0", "1/10", false, 0, 0),
            ("1_0.2_5", "41/4", "1/100", false, 0, 4),
        ] {
            let written = Written::parse(text).unwrap();
            assert_eq!(written.value().to_string(), value, "{text}");
            assert_eq!(written.last_digit_unit().to_string(), unit, "{text}");
            assert_eq!(written.is_bare_integer(), bare, "{text}");
            assert_eq!(written.trailing_zeros(), zeros, "{text}");
            assert_eq!(written.significant_digits(), significant, "{text}");
            assert_eq!(written.text(), text);
        }
    }

    #[test]
    fn says_why_a_text_is_no_number() {
        for (text, error) in [
            ("", NoDigits),
            (".", NoDigits),
            ("%", NoDigits),
            ("B", NoDigits),
            ("e5", NoDigits),
            ("_1", MisplacedUnderscore(0)),
            ("1_", MisplacedUnderscore(1)),
            ("1__0", MisplacedUnderscore(1)),
            ("1_.5", MisplacedUnderscore(1)),
            ("1._5", MisplacedUnderscore(2)),
            ("1.", TrailingPoint),
            ("1.B", TrailingPoint),
            ("1.e5", TrailingPoint),
            ("1.2.3", UnexpectedCharacter(3)),
            ("-1", UnexpectedCharacter(0)),
            ("12x", UnexpectedCharacter(2)),
            ("7BB", UnexpectedCharacter(1)),
            ("1e", EmptyExponent),
            ("1e+", EmptyExponent),
            ("1e%", EmptyExponent),
            ("1e5_0", UnexpectedCharacter(3)),
            ("1e--5", UnexpectedCharacter(3)),
            ("1e100001", ExponentTooLarge),
            ("1e-99999999999999999999", ExponentTooLarge),
            ("١", UnexpectedCharacter(0)),
            ("1é", UnexpectedCharacter(1)),
        ] {
            assert_eq!(Written::parse(text), Err(error), "{text}");
        }
        assert!(Written::parse("1e-100000").is_ok());
    }

    #[test]
    fn any_length_is_exact() {
        let digits = "1234567890".repeat(40);
        let written = Written::parse(&digits).unwrap();
        assert_eq!(written.value().to_string(), digits);
        let behind = Written::parse(&format!("0.{digits}")).unwrap();
        let power = super::super::ten::power_of_ten(400);
        assert_eq!(behind.value() * Rational::from(power), written.value());
    }
}
