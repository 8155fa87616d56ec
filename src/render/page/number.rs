//! Numbers for people: digits in groups, percentages, sizes; the exact number always beside them.

use serde::Serialize;

use crate::eval::{Quantity, Real, Value};
use crate::number::{DecimalText, Rational, decimal_order};
use crate::render::number;
use crate::units::{Dimension, unit};

/// The digits of percentages.
const DIGITS: u32 = 3;
/// The digits of a fraction that does not end.
const FRACTION_DIGITS: u32 = 6;
/// So many digits more than the power of ten of a number: those before the point, and two behind it.
const WHOLE_AND_MORE: u32 = 3;
/// Beyond this power of ten a fraction is rounded before its point.
const MOST_WHOLE: u32 = 30;
/// The decimal places of sizes.
const SIZE_PLACES: u32 = 2;
/// Integers of at least so many digits are grouped, as in formulas.
const GROUPED_FROM: usize = 5;

/// A number twice: exact, and as people read it.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub(super) struct Number {
    /// The exact number; two that enclose it, where it is not rational; a text or truth value.
    pub(super) exact: String,
    /// The same for reading.
    pub(super) text: String,
    /// Whether the text is rounded.
    pub(super) rounded: bool,
}

/// The digits of a fraction that does not end: none before the point is rounded away.
fn digits(value: &Rational) -> u32 {
    let order = decimal_order(value).and_then(|order| u32::try_from(order).ok());
    match order {
        Some(order) if order <= MOST_WHOLE => FRACTION_DIGITS.max(order + WHOLE_AND_MORE),
        _ => FRACTION_DIGITS,
    }
}

impl Number {
    fn exactly(exact: String, text: String) -> Self {
        Self {
            exact,
            text,
            rounded: false,
        }
    }

    /// A number.
    pub(super) fn of(value: &Rational) -> Self {
        let exact = value.to_string();
        if exact.trim_start_matches('-').len() < GROUPED_FROM && value.is_integer() {
            let text = exact.replace('-', "−");
            return Self::exactly(exact, text);
        }
        Self::shown(exact, number::decimal(value, digits(value)))
    }

    fn shown(exact: String, shown: number::Shown) -> Self {
        Self {
            exact,
            text: shown.text,
            rounded: !shown.is_exact,
        }
    }

    /// A number that may be known only by an enclosure.
    pub(super) fn of_real(value: &Real) -> Self {
        match value.exact() {
            Some(value) => Self::of(value),
            None => Self {
                exact: value.to_string(),
                ..Self::of(value.low())
            },
        }
    }

    /// A value of any kind.
    pub(super) fn of_value(value: &Value) -> Self {
        match value {
            Value::Quantity(quantity) => Self::of_quantity(quantity),
            Value::Text(text) => Self::exactly(text.to_string(), text.to_string()),
            _ => match value.as_real() {
                Some(real) => Self::of_real(&real),
                None => Self::exactly(value.to_string(), value.to_string()),
            },
        }
    }

    /// A number with its unit.
    fn of_quantity(quantity: &Quantity) -> Self {
        let amount = Self::of_real(&quantity.in_unit());
        let unit = match quantity.unit {
            Some(unit) => unit.name.to_owned(),
            None => quantity.dimension.to_string(),
        };
        Self {
            exact: quantity.to_string(),
            text: format!("{} {unit}", amount.text),
            ..amount
        }
    }

    /// A share as a percentage.
    pub(super) fn share(value: &Real) -> Self {
        let exact = value.to_string();
        let value = value.high();
        if value.is_zero() {
            return Self::exactly(exact, "0 %".to_owned());
        }
        let hundredfold = value * Rational::from(100);
        let rounded = !DecimalText::significant(&hundredfold, DIGITS).is_exact();
        Self {
            exact,
            text: number::percent(value, DIGITS),
            rounded,
        }
    }

    /// A share that somebody gave as a percentage, with the digits it has.
    pub(super) fn percentage(value: &Rational) -> Self {
        let percent = Self::of(&(value * Rational::from(100)));
        Self {
            exact: value.to_string(),
            text: format!("{} %", percent.text),
            ..percent
        }
    }

    /// A difference, its sign always in front.
    pub(super) fn signed(self) -> Self {
        let is_zero = self.text.starts_with("0 ") || self.text == "0";
        if self.text.starts_with('−') || is_zero {
            return self;
        }
        Self {
            text: format!("+{}", self.text),
            ..self
        }
    }
}

/// A size in bytes and, from 1000 bytes on, in a unit of people's size.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Size {
    /// The bytes.
    pub(super) bytes: Number,
    /// The same in KB, MB, GB, …, to two places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) people: Option<Number>,
}

impl Size {
    /// The size, where a value is an amount of bytes.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let Value::Quantity(quantity) = value else {
            return None;
        };
        let byte = unit("byte")?;
        let in_bytes = quantity.unit.is_none_or(|unit| std::ptr::eq(unit, byte));
        if quantity.dimension != byte.dimension
            || quantity.dimension == Dimension::NONE
            || !in_bytes
        {
            return None;
        }
        let amount = quantity.amount.exact()?;
        Some(Self {
            bytes: Number::of(amount),
            people: people_size(amount),
        })
    }
}

fn people_size(bytes: &Rational) -> Option<Number> {
    // Units are thousands of each other: one to three digits stand before the point.
    let order = u32::try_from(decimal_order(bytes)?).ok()?;
    let digits = order % 3 + 1 + SIZE_PLACES;
    (order >= 3).then(|| Number::shown(bytes.to_string(), number::bytes(bytes, digits)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Integer;

    fn ratio(a: i64, b: i64) -> Rational {
        Rational::new(Integer::from(a), Integer::from(b)).unwrap()
    }

    #[test]
    fn numbers_are_grouped_and_keep_their_exact_value() {
        let table = [
            (
                ratio(6_574_055_424, 1),
                "6574055424",
                "6,574,055,424",
                false,
            ),
            (ratio(-164_360_192, 1), "-164360192", "−164,360,192", false),
            (ratio(4096, 1), "4096", "4096", false),
            (ratio(5, 4), "5/4", "1.25", false),
            (ratio(8, 3), "8/3", "2.66667", true),
        ];
        for (value, exact, text, rounded) in table {
            let number = Number::of(&value);
            assert_eq!(
                (&*number.exact, &*number.text, number.rounded),
                (exact, text, rounded)
            );
        }
    }

    #[test]
    fn shares_are_percentages_of_three_digits() {
        // (6_573_522_944 − 6_574_055_424)/6_574_055_424 and (6_574_055_424 − p)/p by hand.
        let error = Number::share(&Real::Exact(ratio(532_480, 6_574_055_424)));
        assert_eq!(error.text, "0.00810 %");
        let difference = Number::share(&Real::Exact(ratio(-164_360_192, 6_738_415_616))).signed();
        assert_eq!(difference.text, "−2.44 %");
        assert_eq!(
            Number::share(&Real::Exact(ratio(1, 8))).signed().text,
            "+12.5 %"
        );
        assert_eq!(
            Number::share(&Real::Exact(ratio(0, 1))).signed().text,
            "0 %"
        );
    }

    #[test]
    fn sizes_have_bytes_and_a_rounding() {
        let size = people_size(&ratio(13_148_110_848, 1)).unwrap();
        assert_eq!((&*size.text, size.rounded), ("13.15 GB", true));
        assert!(people_size(&ratio(999, 1)).is_none());
        assert_eq!(people_size(&ratio(1500, 1)).unwrap().text, "1.5 KB");
    }
}
