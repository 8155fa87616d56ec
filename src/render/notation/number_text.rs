//! Numbers in notations for reading: typed digits without underscores, powers of ten spelled out.

use crate::expr::Literal;
use crate::number::{Suffix, group_digits, terminating_decimal};

/// Integers of at least so many digits are grouped: `4096`, but `50,257`.
const GROUPED_FROM: usize = 5;

/// A number as it is to be written.
pub(super) enum Digits {
    /// Digits and perhaps a point.
    Plain(String),
    /// Digits with a letter behind them.
    Suffixed(String, Suffix),
    /// Digits times a power of ten.
    Scaled(String, i64),
}

/// The digits of a number, those of its integer part in groups if asked for. A percentage is
/// written as the decimal that it is: the sign `%` begins a comment in TeX, and Markdown eats the
/// backslash that would protect it.
pub(super) fn digits(literal: &Literal, grouping: bool) -> Digits {
    let Some(written) = literal.written() else {
        return Digits::Plain(grouped(&literal.value().to_string(), grouping));
    };
    let text: String = written.text().chars().filter(|c| *c != '_').collect();
    match written.suffix() {
        Some(Suffix::Percent) => {
            let value = terminating_decimal(literal.value());
            Digits::Plain(value.unwrap_or_else(|| literal.value().to_string()))
        }
        Some(suffix) => {
            let mut bare = text;
            bare.pop();
            scaled(&bare, suffix.exponent10())
                .unwrap_or_else(|| Digits::Suffixed(grouped(&bare, grouping), suffix))
        }
        None => scaled(&text, 0).unwrap_or_else(|| Digits::Plain(grouped(&text, grouping))),
    }
}

/// `6.7e9` as digits and power of ten.
fn scaled(text: &str, more: i64) -> Option<Digits> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let exponent: i64 = exponent.parse().ok()?;
    Some(Digits::Scaled(
        mantissa.to_owned(),
        exponent.saturating_add(more),
    ))
}

fn grouped(text: &str, grouping: bool) -> String {
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    if grouping && whole >= GROUPED_FROM {
        group_digits(text)
    } else {
        text.to_owned()
    }
}
