//! Numbers as people read them: grouped, scaled, with typographic signs. The rounding itself is
//! done in [`crate::number`].

use crate::number::{
    DecimalText, Integer, Rational, RoundingMode, group_digits, percent as rounded_percent,
    round_to_significant, scaled, terminating_decimal,
};

/// A number as it is shown, and whether it is exactly that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What is printed.
    pub text: String,
    /// Whether nothing was rounded, so that `=` may stand before it; else it is `≈`.
    pub is_exact: bool,
}

/// The longest decimal places that are shown instead of a fraction.
const SHORT_PLACES: usize = 6;

/// An integer with its digits in groups of three.
///
/// ```
/// use longhand::number::Integer;
/// use longhand::render::number;
///
/// assert_eq!(number::integer(&Integer::from(-164_360_192)), "−164,360,192");
/// ```
pub fn integer(value: &Integer) -> String {
    typographic(&value.to_grouped())
}

/// An integer with its sign even where it is positive, as differences are shown.
pub fn signed(value: &Integer) -> String {
    if value.is_positive() {
        format!("+{}", integer(value))
    } else {
        integer(value)
    }
}

/// An exact number: an integer, or a fraction with a decimal beside it that says whether it was
/// rounded to that many significant digits.
///
/// ```
/// use longhand::number::{Integer, Rational};
/// use longhand::render::number;
///
/// let third = Rational::new(Integer::from(7), Integer::from(3)).unwrap();
/// assert_eq!(number::exact(&third, 4), "7/3 ≈ 2.333");
/// ```
pub fn exact(value: &Rational, digits: u32) -> String {
    if value.is_integer() {
        return integer(value.numerator());
    }
    let fraction = format!(
        "{}/{}",
        integer(value.numerator()),
        integer(value.denominator())
    );
    let shown = decimal(value, digits);
    format!(
        "{fraction} {} {}",
        if shown.is_exact { "=" } else { "≈" },
        shown.text
    )
}

/// A decimal: all digits where it ends within a few places, else that many significant digits.
pub fn decimal(value: &Rational, digits: u32) -> Shown {
    if let Some(text) = terminating_decimal(value)
        && text
            .split_once('.')
            .is_none_or(|(_, places)| places.len() <= SHORT_PLACES)
    {
        return Shown {
            text: typographic(&group_digits(&text)),
            is_exact: true,
        };
    }
    let rounded = DecimalText::significant(value, digits);
    Shown {
        text: typographic(&group_digits(&rounded.to_string())),
        is_exact: rounded.is_exact(),
    }
}

/// A share as a percentage with that many significant digits.
///
/// ```
/// use longhand::number::{Integer, Rational};
/// use longhand::render::number;
///
/// let share = Rational::new(Integer::from(-164_360_192), Integer::from(6_738_415_616_i64)).unwrap();
/// assert_eq!(number::percent(&share, 3), "−2.44 %");
/// ```
pub fn percent(value: &Rational, digits: u32) -> String {
    typographic(&rounded_percent(value, digits))
}

/// The size people say: `6.57B`.
pub fn people(value: &Rational, digits: u32) -> Shown {
    let scaled = scaled(value, digits);
    Shown {
        text: typographic(&scaled.to_string()),
        is_exact: scaled.number.is_exact(),
    }
}

/// A mark on an axis: the size people say, without the zeros that only tell digits: `2.5B`.
///
/// ```
/// use longhand::number::Rational;
/// use longhand::render::number;
///
/// assert_eq!(number::mark(&Rational::from(2_500_000_000)), "2.5B");
/// assert_eq!(number::mark(&Rational::from(4000)), "4K");
/// ```
pub fn mark(value: &Rational) -> String {
    let shown = people(value, 4);
    let Some((whole, rest)) = shown.text.split_once('.').filter(|_| shown.is_exact) else {
        return shown.text;
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let behind = rest.trim_start_matches(is_digit);
    let decimals = rest.strip_suffix(behind).unwrap_or(rest);
    match decimals.trim_end_matches('0') {
        "" => format!("{whole}{behind}"),
        kept => format!("{whole}.{kept}{behind}"),
    }
}

/// Units of bytes from 10³ up, each a thousand times the one before.
const BYTE_UNITS: [&str; 5] = ["KB", "MB", "GB", "TB", "PB"];

/// Units of bytes from 2¹⁰ up, each 1024 times the one before.
const BINARY_BYTE_UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];

/// Units of operations from 10³ up, each a thousand times the one before.
const OPERATION_UNITS: [&str; 6] = ["KFLOP", "MFLOP", "GFLOP", "TFLOP", "PFLOP", "EFLOP"];

/// A number of bytes in the largest decimal unit that leaves at least 1 before the point.
///
/// ```
/// use longhand::number::Rational;
/// use longhand::render::number;
///
/// assert_eq!(number::bytes(&Rational::from(28_000_000_000), 3).text, "28 GB");
/// assert_eq!(number::bytes(&Rational::from(13_148_110_848), 3).text, "13.1 GB");
/// ```
pub fn bytes(value: &Rational, digits: u32) -> Shown {
    in_units(value, digits, "bytes", &BYTE_UNITS, 1000)
}

/// A number of bytes in the largest binary unit that leaves at least 1 before the point.
///
/// ```
/// use longhand::number::Rational;
/// use longhand::render::number;
///
/// assert_eq!(number::binary_bytes(&Rational::from(28_000_000_000), 3).text, "26.1 GiB");
/// assert_eq!(number::binary_bytes(&Rational::from(80 << 30), 3).text, "80 GiB");
/// ```
pub fn binary_bytes(value: &Rational, digits: u32) -> Shown {
    in_units(value, digits, "bytes", &BINARY_BYTE_UNITS, 1024)
}

/// A number of operations in the largest unit that leaves at least 1 before the point; past all units
/// with a power of ten.
///
/// ```
/// use longhand::number::Rational;
/// use longhand::render::number;
///
/// let pass = Rational::from(734_804_261_732_352);
/// assert_eq!(number::operations(&pass, 3).text, "735 TFLOP");
/// assert_eq!(number::operations(&(&pass * &pass), 3).text, "5.40 × 10²⁹ FLOP");
/// ```
pub fn operations(value: &Rational, digits: u32) -> Shown {
    let rounded = DecimalText::significant(value, digits);
    if rounded.order() >= 21 {
        return Shown {
            text: format!("{} FLOP", typographic(&rounded.scientific())),
            is_exact: rounded.is_exact(),
        };
    }
    in_units(value, digits, "FLOP", &OPERATION_UNITS, 1000)
}

/// A number in the largest of these units, each `step` times the one before, that leaves at least 1
/// before the point.
fn in_units(value: &Rational, digits: u32, base: &str, units: &[&str], step: i64) -> Shown {
    let step = Rational::from(step);
    let mut unit = base;
    let mut amount = value.clone();
    for larger in units {
        // 999.6 MB to three digits is 1.00 GB: the rounded number decides.
        let rounded = round_to_significant(&amount, digits, RoundingMode::HalfEven);
        if rounded < step {
            break;
        }
        amount = amount.checked_div(&step).unwrap_or_default();
        unit = larger;
    }
    let shown = short(&amount, digits);
    Shown {
        text: format!("{} {unit}", shown.text),
        is_exact: shown.is_exact,
    }
}

/// Exact where that takes no more digits than asked for, else rounded.
fn short(value: &Rational, digits: u32) -> Shown {
    let exact = terminating_decimal(value)
        .filter(|text| text.bytes().filter(u8::is_ascii_digit).count() <= digits as usize);
    if let Some(text) = exact {
        return Shown {
            text: typographic(&text),
            is_exact: true,
        };
    }
    let rounded = DecimalText::significant(value, digits);
    Shown {
        text: typographic(&rounded.to_string()),
        is_exact: rounded.is_exact(),
    }
}

/// A minus sign in place of a hyphen, and raised exponents of ten.
fn typographic(text: &str) -> String {
    let Some((mantissa, exponent)) = text.split_once("10^") else {
        return text.replace('-', "−");
    };
    let raised = exponent
        .chars()
        .map(|c| super::notation::superscript(c).unwrap_or(c));
    format!(
        "{}10{}",
        mantissa.replace('-', "−"),
        raised.collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(numerator: i64, denominator: i64) -> Rational {
        Rational::new(Integer::from(numerator), Integer::from(denominator)).unwrap()
    }

    #[test]
    fn integers() {
        for (value, plain, with_sign) in [
            (0_i64, "0", "0"),
            (1024, "1,024", "+1,024"),
            (6_738_415_616, "6,738,415,616", "+6,738,415,616"),
            (-164_360_192, "−164,360,192", "−164,360,192"),
        ] {
            assert_eq!(integer(&Integer::from(value)), plain);
            assert_eq!(signed(&Integer::from(value)), with_sign);
        }
    }

    #[test]
    fn fractions_and_decimals() {
        for (numerator, denominator, text) in [
            (42_i64, 1_i64, "42"),
            (7, 3, "7/3 ≈ 2.333"),
            (5, 2, "5/2 = 2.5"),
            (-1, 3, "−1/3 ≈ −0.3333"),
            (1, 3_000_000_000_000, "1/3,000,000,000,000 ≈ 3.333 × 10⁻¹³"),
        ] {
            assert_eq!(exact(&fraction(numerator, denominator), 4), text);
        }
    }

    #[test]
    fn percentages_and_sizes() {
        // LLaMA-7B: 6,574,055,424 by the formula, 6,573,522,944 approximated, 6,738,415,616 published.
        for (difference, whole, text) in [
            (-164_360_192, 6_738_415_616_i64, "−2.44 %"),
            (-164_892_672, 6_738_415_616, "−2.45 %"),
            (-532_480, 6_574_055_424, "−0.00810 %"),
        ] {
            assert_eq!(percent(&fraction(difference, whole), 3), text);
        }
        for (value, text, is_exact) in [
            (28_000_000_000_i64, "28 GB", true),
            (13_148_110_848, "13.1 GB", false),
            (999_600_000, "1.00 GB", false),
            (999_400_000, "999 MB", false),
            (999, "999 bytes", true),
            (0, "0 bytes", true),
            (1_500, "1.5 KB", true),
        ] {
            let shown = bytes(&fraction(value, 1), 3);
            assert_eq!((shown.text.as_str(), shown.is_exact), (text, is_exact));
        }
        assert_eq!(people(&fraction(6_573_522_944, 1), 3).text, "6.57B");
        assert_eq!(people(&fraction(-4096, 1), 2).text, "−4.1K");
    }
}
