//! Numbers in brackets behind a value: the value once more, or something else.

use super::super::sides::value;
use super::super::walk::Walk;
use super::is_one_number;
use crate::diagnostic::Span;
use crate::document::{Link, Side};
use crate::expr::{Assumptions, ExprKind, Symbol};
use crate::number::Rational;
use crate::units::unit;

impl Walk<'_> {
    /// `c=8 (117)`, `19,500 GFLOPS (100%)`: the number in brackets is of something else.
    pub(super) fn is_restated_otherwise(&self, left: &Side, link: &Link) -> bool {
        if !link.restated {
            return false;
        }
        // `= 4096 bytes (9 KB)` tells one size twice.
        let is_bare = |side: &Side| {
            let written = self.document.source.slice(side.span).trim();
            written.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_setting = self.before(left).trim_end().ends_with('=')
            && is_one_number(&left.expr)
            && (is_bare(left) || is_bare(&link.side));
        let is_share = self.document.source.slice(link.side.span).contains('%')
            && matches!(left.expr.kind(), ExprKind::Quantity(..));
        let (one, other) = (unit_of(left), unit_of(&link.side));
        // `160 GB (140 GB)` are two sizes.
        let is_same_unit = one.is_some() && one == other;
        let has_power = other.is_none() && !is_bare(&link.side);
        let is_far = !self.says_about(link)
            && !tells_bytes(one.as_ref(), other.as_ref())
            && is_far(left, &link.side, has_power);
        is_setting || is_share || is_same_unit || is_far
    }

    /// `7,077,888 (≈ 71M)`: whether a sign or a word says that a number in brackets is the one before it, rounded.
    fn says_about(&self, link: &Link) -> bool {
        const WORDS: &[&str] = &[
            "about",
            "approx",
            "约",
            "約",
            "약",
            "etwa",
            "около",
            "env",
            "unos",
        ];
        let until = link.side.span.start.max(link.sign.end);
        let said = self
            .document
            .source
            .slice(Span::new(link.sign.start, until));
        said.contains(['~', '≈', '=', '∼', '～']) || WORDS.iter().any(|word| said.contains(word))
    }
}

fn unit_of(side: &Side) -> Option<Symbol> {
    match side.expr.kind() {
        ExprKind::Quantity(_, unit) => Some(unit.clone()),
        _ => None,
    }
}

/// `8192 bytes (16 KB)`: bytes are told once more.
fn tells_bytes(one: Option<&Symbol>, other: Option<&Symbol>) -> bool {
    let byte = unit("byte");
    let known = |name: Option<&Symbol>| unit(name?.name());
    let is_plain = known(one).map(|unit| unit.name) == byte.map(|unit| unit.name);
    let is_size = known(other).map(|unit| unit.dimension) == byte.map(|unit| unit.dimension);
    is_plain && is_size
}

/// Whether two numbers are more than half apart; where the second one tells its power of ten, `7,077,888 (71M)`, that
/// may be the mistake.
fn is_far(left: &Side, right: &Side, has_power: bool) -> bool {
    let amount = |side: &Side| {
        let quantity = value(&side.expr, &Assumptions::none())?.as_quantity()?;
        quantity.amount.exact().cloned()
    };
    let Some((one, other)) = amount(left).zip(amount(right)) else {
        return false;
    };
    let (low, high) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    let is_shifted = has_power && is_power_of_ten(&low, &high);
    !is_shifted && high * Rational::from(2) > low * Rational::from(3)
}

/// Whether numbers are ten, a hundred or a thousand times apart, up to a rounding.
fn is_power_of_ten(low: &Rational, high: &Rational) -> bool {
    [10, 100, 1_000].into_iter().any(|power| {
        let shifted = low * &Rational::from(power);
        (&shifted - high).abs() * Rational::from(50) <= high.abs()
    })
}
