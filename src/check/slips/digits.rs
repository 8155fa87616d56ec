//! Slips in writing a number down: digits that changed places, and digits cut off.

use super::search::Lines;
use super::{Slip, SlipKind};
use crate::check::sides::value;
use crate::judge::Stated;
use crate::number::{Rational, Written};

/// What explains the digits of the number that a line ends in.
pub(super) fn slip(lines: &Lines<'_>) -> Option<Slip> {
    let stated = Stated::of(lines.after)?;
    let exact = value(lines.before, lines.under)?.as_quantity()?;
    let exact = exact.amount.exact()?.clone();
    if is_cut(&stated, &exact) {
        return Some(Slip::of(SlipKind::Truncated));
    }
    is_transposed(&stated, &exact).then(|| Slip::of(SlipKind::DigitsTransposed))
}

/// Whether the digits are those of the exact value, cut off where they should be rounded up.
fn is_cut(stated: &Stated<'_>, exact: &Rational) -> bool {
    let says_something = stated.significant_digits() >= 2;
    let short = exact.abs() - stated.value().abs();
    let same_sign = exact.is_negative() == stated.value().is_negative();
    says_something && same_sign && short.is_positive() && short < stated.unit()
}

/// A number of fewer digits has too many neighbours.
const MIN_DIGITS: u32 = 3;

/// Whether exchanging two neighbouring digits gives the right number.
pub(in crate::check) fn is_transposed(stated: &Stated<'_>, exact: &Rational) -> bool {
    if stated.significant_digits() < MIN_DIGITS {
        return false;
    }
    let text: Vec<char> = stated.written.text().chars().collect();
    let digits: Vec<usize> = text
        .iter()
        .enumerate()
        .take_while(|(_, c)| !matches!(c, 'e' | 'E'))
        .filter(|(_, c)| c.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    digits.windows(2).any(|pair| {
        let [a, b] = pair else { return false };
        if text.get(*a) == text.get(*b) {
            return false;
        }
        let mut turned = text.clone();
        turned.swap(*a, *b);
        let turned: String = turned.into_iter().collect();
        let Ok(written) = Written::parse(&turned) else {
            return false;
        };
        let value = written.value() * &stated.scale;
        let distance = (value - exact.abs()).abs();
        distance + distance_half(stated) <= stated.unit()
    })
}

/// Half a unit, so that `d + half ≤ unit` says that d is at most half a unit.
fn distance_half(stated: &Stated<'_>) -> Rational {
    stated
        .unit()
        .checked_div(&Rational::from(2))
        .unwrap_or_default()
}
