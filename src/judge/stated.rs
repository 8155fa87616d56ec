//! A number as it stands in a line: its digits, and what stands behind them.

use crate::expr::{Expr, ExprKind};
use crate::number::{
    Rational, RoundingMode, Suffix, Written, decimal_order, fixed, round_to_places,
};
use crate::units::{Unit, unit};

/// A side that is one number with digits, as `6.55B`, `28 GB`, `33 MB/s`, `−3.14 × 10⁵`.
#[derive(Clone, Debug)]
pub(crate) struct Stated<'a> {
    /// The digits.
    pub(crate) written: &'a Written,
    /// What one of the number as written, suffix included, is worth in base units.
    pub(crate) scale: Rational,
    /// Whether a minus stands before it.
    pub(crate) is_negative: bool,
    /// Whether nothing stands behind the digits, no point in them either.
    pub(crate) is_bare: bool,
    /// The unit behind it.
    pub(crate) unit_behind: Option<&'static Unit>,
}

impl<'a> Stated<'a> {
    /// The number that a side is, where it is one with digits.
    pub(crate) fn of(expr: &'a Expr) -> Option<Self> {
        match expr.kind() {
            ExprKind::Number(literal) => {
                let written = literal.written()?;
                Some(Self {
                    written,
                    scale: Rational::ONE,
                    is_negative: false,
                    is_bare: written.is_bare_integer(),
                    unit_behind: None,
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
                let unit = unit(name.name())?;
                Some(Self {
                    scale: inner.scale * unit.factor(),
                    is_bare: false,
                    unit_behind: Some(unit),
                    ..inner
                })
            }
            // `0.17 FLOP/byte`, `33 MB/s`.
            ExprKind::Quotient(above, below) => {
                let ExprKind::Quantity(one, name) = below.kind() else {
                    return None;
                };
                let inner = Self::of(above)?;
                let unit = unit(name.name())
                    .filter(|_| one.as_number().is_some_and(|one| one.is_one()))?;
                Some(Self {
                    scale: inner.scale.checked_div(&unit.factor())?,
                    is_bare: false,
                    unit_behind: None,
                    ..inner
                })
            }
            ExprKind::Product(factors) => match factors.as_slice() {
                [number, power] => {
                    let inner = Self::of(number)?;
                    // `3.24 × 10¹⁹ FLOPS`: the unit stands behind the power.
                    if let ExprKind::Quantity(power, name) = power.kind() {
                        let unit = unit(name.name())?;
                        return Some(Self {
                            scale: inner.scale * power_of_ten(power)? * unit.factor(),
                            is_bare: false,
                            unit_behind: Some(unit),
                            ..inner
                        });
                    }
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
    pub(crate) fn unit(&self) -> Rational {
        self.written.last_digit_unit() * &self.scale
    }

    /// The value in base units.
    pub(crate) fn value(&self) -> Rational {
        let value = self.written.value() * &self.scale;
        if self.is_negative { -value } else { value }
    }

    /// How many digits count, zeros at the end of an integer left out.
    pub(crate) fn significant_digits(&self) -> u32 {
        let zeros = self.written.trailing_zeros();
        self.written.significant_digits().saturating_sub(zeros)
    }

    /// The places that a much smaller number needs to say as many digits: 0.072 in place of 0.72.
    fn places_for(&self, mantissa: &Rational) -> u32 {
        let factor = self.written.suffix().map_or(Rational::ONE, Suffix::factor);
        let is_much_smaller = self
            .written
            .value()
            .checked_div(&factor)
            .is_some_and(|stated| mantissa * &Rational::from(5) < stated);
        let digits = i64::from(self.significant_digits());
        decimal_order(mantissa)
            .filter(|_| is_much_smaller)
            .and_then(|order| u32::try_from(digits - 1 - order).ok())
            .unwrap_or(0)
    }

    /// The digits that should stand there for a value in base units, with as many places and the
    /// same suffix, not grouped; what stands behind them stays. An exact value is not shortened.
    /// `None` where nothing would be left of the value.
    pub(crate) fn rounding_of(&self, value: &Rational, is_exact: bool) -> Option<String> {
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
        } else if let Some(exact) = short_decimal(&mantissa, places + 4).filter(|_| is_exact) {
            exact
        } else if self.written.trailing_zeros() > 0 && places == 0 {
            // Zeros at the end are kept as zeros where the digits before them say enough.
            let zeros = i32::try_from(self.written.trailing_zeros()).ok()?;
            let rounded = round_to_places(&mantissa, -zeros, RoundingMode::HalfUp);
            let error = (&rounded - &mantissa).abs();
            let tolerable = error * Rational::from(100) <= mantissa;
            fixed(if tolerable { &rounded } else { &mantissa }, 0)
        } else {
            fixed(&mantissa, places.max(self.places_for(&mantissa)))
        };
        if text.chars().all(|digit| matches!(digit, '0' | '.')) {
            return None;
        }
        let letter = suffix.map(Suffix::letter);
        Some(text + &letter.map(String::from).unwrap_or_default())
    }
}

/// A number in full as a decimal fraction, where it ends within so many places.
fn short_decimal(value: &Rational, places: u32) -> Option<String> {
    let text = fixed(value, places);
    let is_exact = Written::parse(&text).is_ok_and(|written| written.value() == *value);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    (is_exact && text.contains('.')).then(|| short.to_owned())
}

/// The largest power of ten that is read as part of a number.
const MAX_TENS: i64 = 1_000;

/// The value of `10^n`.
pub(super) fn power_of_ten(expr: &Expr) -> Option<Rational> {
    // `5.465억` is the number times a power that is written as a word.
    if let ExprKind::Number(literal) = expr.kind()
        && literal.written().is_none()
    {
        let value = expr.as_number()?;
        let digits = value.to_integer()?.to_string();
        let is_power = digits
            .strip_prefix('1')
            .is_some_and(|rest| rest.bytes().all(|b| b == b'0'));
        return is_power.then_some(value);
    }
    let ExprKind::Power(base, exponent) = expr.kind() else {
        return None;
    };
    let exponent = exponent.as_number()?.to_integer()?.to_i64()?;
    let is_ten = base.as_number()? == Rational::from(10);
    (is_ten && exponent.abs() <= MAX_TENS)
        .then(|| Rational::from(10).pow(i32::try_from(exponent).ok()?))
        .flatten()
}
