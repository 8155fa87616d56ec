//! Decimals as people read them. Signs are ASCII here; typography belongs to the renderer.

use std::fmt;

use super::decimal::Rounded;
use super::ten::places_of_denominator;
use super::{Rational, RoundingMode, Suffix};

/// Orders of ten between which a number is shown without a power of ten.
const PLAIN_ORDERS: std::ops::RangeInclusive<i64> = -9..=20;

/// The most decimal places of an exact decimal; a longer one is not for reading.
const MAX_EXACT_PLACES: u32 = 400;

/// A rounded number as decimal text: `digits · 10^exponent10`, and whether it is the exact value.
///
/// ```
/// use longhand::number::{DecimalText, Integer, Rational};
///
/// let value = Rational::new(Integer::from(1), Integer::from(12_300_000)).unwrap();
/// let text = DecimalText::significant(&value, 3);
/// assert_eq!(text.plain(), "0.0000000813");
/// assert_eq!(text.scientific(), "8.13 × 10^-8");
/// assert!(!text.is_exact());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DecimalText {
    is_negative: bool,
    digits: String,
    exponent10: i64,
    is_exact: bool,
}

impl DecimalText {
    /// With a fixed number of decimal places, rounded half away from zero.
    pub fn fixed(value: &Rational, places: u32) -> Self {
        let places = places.min(super::MAX_DECIMAL_DIGITS);
        Self::from(Rounded::at(value, i64::from(places), RoundingMode::HalfUp))
    }

    /// With a number of significant digits, at least one, rounded half away from zero. Only 0 is
    /// shown as 0.
    pub fn significant(value: &Rational, digits: u32) -> Self {
        Self::from(Rounded::significant(value, digits, RoundingMode::HalfUp))
    }

    /// All digits of a decimal that ends, if it does so within 400 places.
    pub fn exact(value: &Rational) -> Option<Self> {
        let places = places_of_denominator(value.denominator(), MAX_EXACT_PLACES)?;
        Some(Self::fixed(value, places))
    }

    /// Whether the number shown is less than 0.
    pub fn is_negative(&self) -> bool {
        self.is_negative
    }

    /// The digits without sign, point and leading zeros.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// The power of ten that one unit of the last digit is worth.
    pub fn exponent10(&self) -> i64 {
        self.exponent10
    }

    /// Whether nothing was rounded.
    pub fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// The exponent of the first digit.
    pub fn order(&self) -> i64 {
        i64::try_from(self.digits.len()).unwrap_or(i64::MAX) - 1 + self.exponent10
    }

    /// Without a power of ten: `-0.00813`, `6570000000`.
    pub fn plain(&self) -> String {
        let zeros = usize::try_from(self.exponent10.unsigned_abs()).unwrap_or(usize::MAX);
        if self.exponent10 >= 0 {
            let zeros = if self.digits == "0" { 0 } else { zeros };
            return format!("{}{}{}", self.sign(), self.digits, "0".repeat(zeros));
        }
        let padding = "0".repeat((zeros + 1).saturating_sub(self.digits.len()));
        let padded = padding + &self.digits;
        let (whole, places) = padded.split_at(padded.len() - zeros);
        format!("{}{whole}.{places}", self.sign())
    }

    /// The first digit before the point, the rest behind it: `8.13`.
    pub fn mantissa(&self) -> String {
        let (first, rest) = self.digits.split_at(1.min(self.digits.len()));
        let point = if rest.is_empty() { "" } else { "." };
        format!("{}{first}{point}{rest}", self.sign())
    }

    /// With a power of ten: `8.13 × 10^-8`.
    pub fn scientific(&self) -> String {
        format!("{} × 10^{}", self.mantissa(), self.order())
    }

    fn sign(&self) -> &'static str {
        if self.is_negative { "-" } else { "" }
    }

    fn shifted(mut self, places: i64) -> Self {
        self.exponent10 -= places;
        self
    }
}

impl From<Rounded> for DecimalText {
    fn from(rounded: Rounded) -> Self {
        Self {
            is_negative: rounded.units.is_negative(),
            digits: rounded.units.abs().to_string(),
            exponent10: -rounded.places,
            is_exact: rounded.is_exact,
        }
    }
}

/// Plain, or with a power of ten where the number is very large or small.
impl fmt::Display for DecimalText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.digits == "0" || PLAIN_ORDERS.contains(&self.order()) {
            return f.write_str(&self.plain());
        }
        f.write_str(&self.scientific())
    }
}

/// A number in the size people say it: `6.57B`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ScaledText {
    /// What stands before the letter.
    pub number: DecimalText,
    /// The letter.
    pub suffix: Option<Suffix>,
}

impl fmt::Display for ScaledText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.suffix {
            Some(suffix) => write!(f, "{}{}", self.number, suffix.letter()),
            // From here on neither letters nor rows of zeros are read with ease.
            None if self.number.order() >= 15 => f.write_str(&self.number.scientific()),
            None => write!(f, "{}", self.number),
        }
    }
}

/// The size people say: with `K`, `M`, `B` or `T` from 1000 on and a power of ten from 10^15 on.
/// An integer below 1000 is shown as it is.
///
/// ```
/// use longhand::number::{Rational, scaled};
///
/// assert_eq!(scaled(&Rational::from(6_573_522_944), 3).to_string(), "6.57B");
/// assert_eq!(scaled(&Rational::from(768), 2).to_string(), "768");
/// ```
pub fn scaled(value: &Rational, digits: u32) -> ScaledText {
    if value.is_integer() && value.abs() < Rational::from(1000) {
        return ScaledText {
            number: DecimalText::fixed(value, 0),
            suffix: None,
        };
    }
    let number = DecimalText::significant(value, digits);
    let order = number.order();
    let suffix = Suffix::LARGE
        .into_iter()
        .find(|suffix| (suffix.exponent10()..15).contains(&order));
    match suffix {
        Some(suffix) => ScaledText {
            number: number.shifted(suffix.exponent10()),
            suffix: Some(suffix),
        },
        None => ScaledText {
            number,
            suffix: None,
        },
    }
}

/// With exactly that many decimal places, rounded half away from zero.
///
/// ```
/// use longhand::number::{Integer, Rational, fixed};
///
/// let share = Rational::new(Integer::from(81), Integer::from(10_000)).unwrap();
/// assert_eq!(fixed(&share, 5), "0.00810");
/// ```
pub fn fixed(value: &Rational, places: u32) -> String {
    DecimalText::fixed(value, places).plain()
}

/// With exactly that many significant digits, rounded half away from zero: `0.00813`, `6570000000`,
/// and with a power of ten below 10^−9 and from 10^21 on.
pub fn significant(value: &Rational, digits: u32) -> String {
    DecimalText::significant(value, digits).to_string()
}

/// As a percentage with that many significant digits.
///
/// ```
/// use longhand::number::{Integer, Rational, percent};
///
/// let share = Rational::new(Integer::from(-532_480), Integer::from(6_573_522_944_i64)).unwrap();
/// assert_eq!(percent(&share, 3), "-0.00810 %");
/// ```
pub fn percent(value: &Rational, digits: u32) -> String {
    format!("{} %", significant(&(value * Rational::from(100)), digits))
}

/// As a percentage with that many decimal places.
pub fn percent_fixed(value: &Rational, places: u32) -> String {
    format!("{} %", fixed(&(value * Rational::from(100)), places))
}

/// The exact decimal text, when the decimal ends within 400 places.
///
/// ```
/// use longhand::number::{Integer, Rational, terminating_decimal};
///
/// let half = |n| Rational::new(Integer::from(n), Integer::from(8)).unwrap();
/// assert_eq!(terminating_decimal(&half(-5)), Some("-0.625".to_owned()));
/// assert_eq!(terminating_decimal(&Rational::new(Integer::from(1), Integer::from(3)).unwrap()), None);
/// ```
pub fn terminating_decimal(value: &Rational) -> Option<String> {
    DecimalText::exact(value).map(|text| text.plain())
}

/// The longest exact decimal that is read with ease, in digits and signs.
const SHORT: usize = 24;

/// The exact decimal text where it is short; a fraction says the others better.
///
/// ```
/// use longhand::number::{Integer, Rational, short_decimal};
///
/// let part = |n: i64| Rational::new(Integer::from(1), Integer::from(n)).unwrap();
/// assert_eq!(short_decimal(&part(8)), Some("0.125".to_owned()));
/// assert_eq!(short_decimal(&part(1 << 40)), None);
/// ```
pub fn short_decimal(value: &Rational) -> Option<String> {
    terminating_decimal(value).filter(|text| text.len() <= SHORT)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::number::{Integer, Written};

    fn fraction(numerator: i64, denominator: i64) -> Rational {
        Rational::new(Integer::from(numerator), Integer::from(denominator)).unwrap()
    }

    #[test]
    fn fixed_places() {
        for (numerator, denominator, places, text) in [
            (81, 10_000, 5, "0.00810"),
            (1, 8, 2, "0.13"),
            (-1, 8, 2, "-0.13"),
            (-1, 800, 2, "0.00"),
            (1999, 1000, 2, "2.00"),
            (5, 2, 0, "3"),
            (0, 1, 3, "0.000"),
            (1, 3, 30, "0.333333333333333333333333333333"),
        ] {
            assert_eq!(fixed(&fraction(numerator, denominator), places), text);
        }
    }

    #[test]
    fn significant_digits() {
        for (numerator, denominator, digits, text) in [
            (123_456, 1, 3, "123000"),
            (1, 3, 3, "0.333"),
            (2, 3_000_000, 2, "0.00000067"),
            (9999, 10, 3, "1000"),
            (99_996, 1_000_000, 4, "0.1000"),
            (5, 1, 3, "5.00"),
            (0, 1, 3, "0"),
            (1, i64::MAX, 3, "1.08 × 10^-19"),
            (-1, i64::MAX, 1, "-1 × 10^-19"),
        ] {
            assert_eq!(significant(&fraction(numerator, denominator), digits), text);
        }
        let huge = Rational::from(Integer::from(314).pow(10));
        assert_eq!(significant(&huge, 4), "9.317 × 10^24");
    }

    #[test]
    fn percentages() {
        // Lower-order terms of 12Lh² + 13Lh + Vh + h… at L = 32, h = 4096, V = 32000: 0.00810 %.
        for (numerator, denominator, digits, text) in [
            (245, -10_000, 3, "-2.45 %"),
            (81, 1_000_000, 3, "0.00810 %"),
            (1, 1, 3, "100 %"),
        ] {
            assert_eq!(percent(&fraction(numerator, denominator), digits), text);
        }
        assert_eq!(percent_fixed(&fraction(-244, 10_000), 2), "-2.44 %");
        assert_eq!(percent_fixed(&fraction(1, 3), 2), "33.33 %");
    }

    #[test]
    fn sizes_people_say() {
        for (numerator, denominator, digits, text) in [
            (6_573_522_944, 1, 3, "6.57B"),
            (-6_573_522_944, 1, 4, "-6.574B"),
            (999_600_000, 1, 3, "1.00B"),
            (124_439_808, 1, 3, "124M"),
            (124_439_808, 1, 2, "120M"),
            (32_000, 1, 3, "32.0K"),
            (999, 1, 1, "999"),
            (1000, 1, 2, "1.0K"),
            (7, 2, 3, "3.50"),
            (0, 1, 3, "0"),
            (999_999_999_999_999, 1, 3, "1.00 × 10^15"),
            (314_000_000_000_000_000, 1, 3, "3.14 × 10^17"),
            (2_000_000_000_000, 1, 1, "2T"),
        ] {
            assert_eq!(
                scaled(&fraction(numerator, denominator), digits).to_string(),
                text
            );
        }
    }

    #[test]
    fn decimals_that_end() {
        for (numerator, denominator, text) in [
            (1, 2, Some("0.5")),
            (-17, 200, Some("-0.085")),
            (42, 1, Some("42")),
            (1, 1 << 30, Some("0.000000000931322574615478515625")),
            (1, 3, None),
            (1, 70, None),
        ] {
            let exact = terminating_decimal(&fraction(numerator, denominator));
            assert_eq!(exact.as_deref(), text);
        }
        let long = Rational::from(Integer::from(2).pow(401)).recip().unwrap();
        assert_eq!(terminating_decimal(&long), None);
    }

    proptest! {
        #[test]
        fn exact_text_reads_back(digits in 0..=i64::MAX, places in 0_u32..25) {
            let value = Rational::new(
                Integer::from(digits),
                Integer::from(10).pow(places),
            ).unwrap();
            let text = terminating_decimal(&value).unwrap();
            prop_assert_eq!(Written::parse(&text).unwrap().value(), value);
        }

        #[test]
        fn significant_text_has_the_digits_asked(top in 1..=i64::MAX, bottom in 1..=i64::MAX, digits in 1_u32..30) {
            let text = DecimalText::significant(&fraction(top, bottom), digits);
            prop_assert_eq!(text.digits().len(), usize::try_from(digits).unwrap());
            prop_assert_ne!(text.digits(), "0");
            prop_assert!(text.mantissa().len() <= text.digits().len() + 1);
            let read = Written::parse(&text.plain()).unwrap().value();
            let error = (read - fraction(top, bottom)).abs();
            prop_assert_eq!(error.is_zero(), text.is_exact());
        }
    }
}
