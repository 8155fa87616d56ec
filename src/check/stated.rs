//! A number as it stands in a line: its digits, and what stands behind them.

use crate::expr::{Expr, ExprKind};
use crate::number::{Rational, RoundingMode, Suffix, Written, fixed, round_to_places};
use crate::units::unit;

/// A side that is one number with digits, as `6.55B`, `28 GB`, `−3.14 × 10⁵`.
#[derive(Clone, Debug)]
pub(super) struct Stated<'a> {
    /// The digits.
    pub(super) written: &'a Written,
    /// What one of the number as written, suffix included, is worth in base units.
    pub(super) scale: Rational,
    /// Whether a minus stands before it.
    pub(super) is_negative: bool,
    /// Whether nothing stands behind the digits, no point in them either.
    pub(super) is_bare: bool,
}

impl<'a> Stated<'a> {
    /// The number that a side is, where it is one with digits.
    pub(super) fn of(expr: &'a Expr) -> Option<Self> {
        match expr.kind() {
            ExprKind::Number(literal) => {
                let written = literal.written()?;
                Some(Self {
                    written,
                    scale: Rational::ONE,
                    is_negative: false,
                    is_bare: written.is_bare_integer(),
                })
            }
            ExprKind::Neg(inner) => {
                let inner = Self::of(inner)?;
                Some(Self {
                    is_negative: !inner.is_negative,
                    ..inner
                })
            }
            ExprKind::Quantity(inner, name) => {
                let inner = Self::of(inner)?;
                let factor = unit(name.name())?.factor();
                Some(Self {
                    scale: inner.scale * factor,
                    is_bare: false,
                    ..inner
                })
            }
            ExprKind::Product(factors) => match factors.as_slice() {
                [number, power] => {
                    let inner = Self::of(number)?;
                    Some(Self {
                        scale: inner.scale * power_of_ten(power)?,
                        is_bare: false,
                        ..inner
                    })
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The unit of the last digit, in base units.
    pub(super) fn unit(&self) -> Rational {
        self.written.last_digit_unit() * &self.scale
    }

    /// The value in base units.
    pub(super) fn value(&self) -> Rational {
        let value = self.written.value() * &self.scale;
        if self.is_negative { -value } else { value }
    }

    /// How many digits count, zeros at the end of an integer left out.
    pub(super) fn significant_digits(&self) -> u32 {
        let zeros = self.written.trailing_zeros();
        self.written.significant_digits().saturating_sub(zeros)
    }

    /// The digits that should stand there for a value in base units, with as many places and the
    /// same suffix, not grouped; what stands behind them stays. An exact value is not shortened.
    /// `None` where nothing would be left of the value.
    pub(super) fn rounding_of(&self, value: &Rational, is_exact: bool) -> Option<String> {
        let suffix = self.written.suffix();
        let factor = suffix.map_or(Rational::ONE, Suffix::factor) * &self.scale;
        let mantissa = value.abs().checked_div(&factor)?;
        let places = self.written.places();
        let has_exponent = self.written.text().contains(['e', 'E']);
        if has_exponent || value.is_negative() != self.is_negative {
            return None;
        }
        let text = if is_exact && places == 0 && mantissa.is_integer() {
            mantissa.to_string()
        } else if self.written.trailing_zeros() > 0 && places == 0 {
            // Zeros at the end are kept as zeros where the digits before them say enough.
            let zeros = i32::try_from(self.written.trailing_zeros()).ok()?;
            let rounded = round_to_places(&mantissa, -zeros, RoundingMode::HalfUp);
            let error = (&rounded - &mantissa).abs();
            let tolerable = error * Rational::from(100) <= mantissa;
            fixed(if tolerable { &rounded } else { &mantissa }, 0)
        } else {
            fixed(&mantissa, places)
        };
        if text.chars().all(|digit| matches!(digit, '0' | '.')) {
            return None;
        }
        let letter = suffix.map(Suffix::letter);
        Some(text + &letter.map(String::from).unwrap_or_default())
    }
}

/// The largest power of ten that is read as part of a number.
const MAX_TENS: i64 = 1_000;

/// The value of `10^n`.
fn power_of_ten(expr: &Expr) -> Option<Rational> {
    let ExprKind::Power(base, exponent) = expr.kind() else {
        return None;
    };
    let exponent = exponent.as_number()?.to_integer()?.to_i64()?;
    let is_ten = base.as_number()? == Rational::from(10);
    (is_ten && exponent.abs() <= MAX_TENS)
        .then(|| Rational::from(10).pow(i32::try_from(exponent).ok()?))
        .flatten()
}

/// Whether a number with a suffix stands somewhere.
pub(super) fn suffix_in(expr: &Expr) -> Option<Suffix> {
    crate::expr::deep(|| match expr.kind() {
        ExprKind::Number(literal) => literal
            .written()
            .and_then(Written::suffix)
            .filter(|suffix| *suffix != Suffix::Percent),
        _ => expr.children().into_iter().find_map(suffix_in),
    })
}
