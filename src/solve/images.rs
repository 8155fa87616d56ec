//! Ranges through functions that only grow, and through absolute values, where the ends are rational.

use super::span::Span;
use crate::expr::{Bound, Expr, ExprKind, Function};
use crate::number::{Integer, Rational};

/// Powers of 2 and 10 with larger exponents are no ends.
const MOST_EXPONENT: i64 = 1_000;

/// Roots of a higher degree are not undone.
const MOST_DEGREE: u32 = 64;

/// What a function's argument has to lie in for its value to lie in a range: nothing, one range or two.
/// `None` where the function is not one that is undone, or an end would not be rational.
pub(super) fn undone(part: &Expr, span: &Span) -> Option<Vec<(Expr, Span)>> {
    let ExprKind::Call(function, inner) = part.kind() else {
        return None;
    };
    let argument = inner.first()?.clone();
    let Span { low, high } = span.clone();
    match function {
        Function::Sqrt => Some(of_root(argument, 2, low, high)),
        Function::Root => {
            let degree = inner.get(1)?.as_number()?.to_integer()?.to_i64()?;
            let degree = u32::try_from(degree).ok().filter(|n| *n <= MOST_DEGREE)?;
            Some(of_root(argument, degree, low, high))
        }
        Function::Log2 | Function::Log10 => {
            let base = if *function == Function::Log2 { 2 } else { 10 };
            let power = |end: Bound| {
                let exponent = end.value.to_integer()?.to_i64()?;
                let exponent = i32::try_from(exponent).ok();
                let exponent = exponent.filter(|e| i64::from(e.abs()) <= MOST_EXPONENT)?;
                let value = Rational::from(base).pow(exponent)?;
                Some(Bound { value, ..end })
            };
            let (low, high) = (power(low)?, power(high)?);
            Some(vec![(argument, Span { low, high })])
        }
        Function::Abs => Some(of_size(&argument, &low, &high)),
        _ => None,
    }
}

fn is_below_zero(end: &Bound) -> bool {
    end.value.is_negative() || (end.value.is_zero() && end.strict)
}

fn of_root(argument: Expr, degree: u32, low: Bound, high: Bound) -> Vec<(Expr, Span)> {
    let is_even = degree.is_multiple_of(2);
    if is_even && is_below_zero(&high) {
        return Vec::new();
    }
    let low = if is_even && low.value.is_negative() {
        closed_zero()
    } else {
        low
    };
    let exponent = i32::try_from(degree).unwrap_or(1);
    let power = |end: Bound| Bound {
        value: end.value.pow(exponent).unwrap_or_default(),
        ..end
    };
    let span = Span {
        low: power(low),
        high: power(high),
    };
    vec![(argument, span)]
}

fn of_size(argument: &Expr, low: &Bound, high: &Bound) -> Vec<(Expr, Span)> {
    if is_below_zero(high) {
        return Vec::new();
    }
    let turned = |end: &Bound| Bound {
        value: -&end.value,
        strict: end.strict,
    };
    let positive = Span {
        low: low.clone(),
        high: high.clone(),
    };
    let is_around = low.value.is_negative() || (low.value.is_zero() && !low.strict);
    if is_around {
        let (low, high) = (turned(high), high.clone());
        return vec![(argument.clone(), Span { low, high })];
    }
    let negative = Span {
        low: turned(high),
        high: turned(low),
    };
    vec![(argument.clone(), positive), (argument.clone(), negative)]
}

fn closed_zero() -> Bound {
    Bound {
        value: Rational::ZERO,
        strict: false,
    }
}

/// The range of a function's value where its argument runs through a range; `None` where an end would not be
/// rational.
pub(super) fn image(part: &Expr, span: &Span) -> Option<Span> {
    let ExprKind::Call(function, inner) = part.kind() else {
        return None;
    };
    let through = |value: &dyn Fn(&Rational) -> Option<Rational>| {
        let end = |end: &Bound| {
            Some(Bound {
                value: value(&end.value)?,
                strict: end.strict,
            })
        };
        Some(Span {
            low: end(&span.low)?,
            high: end(&span.high)?,
        })
    };
    match function {
        Function::Sqrt => through(&|value| value.exact_root(2)),
        Function::Root => {
            let degree = inner.get(1)?.as_number()?.to_integer()?.to_i64()?;
            let degree = u32::try_from(degree).ok().filter(|n| *n <= MOST_DEGREE)?;
            through(&|value| value.exact_root(degree))
        }
        Function::Log2 => through(&|value| exponent_of(value, 2)),
        Function::Log10 => through(&|value| exponent_of(value, 10)),
        Function::Abs if !span.low.value.is_negative() => Some(span.clone()),
        Function::Abs if !span.high.value.is_positive() => Some(Span {
            low: Bound {
                value: -&span.high.value,
                strict: span.high.strict,
            },
            high: Bound {
                value: -&span.low.value,
                strict: span.low.strict,
            },
        }),
        Function::Abs => {
            let size = |end: &Bound| (end.value.abs(), !end.strict);
            let high = if size(&span.low) > size(&span.high) {
                &span.low
            } else {
                &span.high
            };
            Some(Span {
                low: closed_zero(),
                high: Bound {
                    value: high.value.abs(),
                    strict: high.strict,
                },
            })
        }
        _ => None,
    }
}

/// The integer exponent with which a base is a number.
fn exponent_of(value: &Rational, base: i64) -> Option<Rational> {
    let (above, below) = (value.numerator(), value.denominator());
    if !value.is_positive() || !(above.is_one() || below.is_one()) {
        return None;
    }
    let (mut left, is_below) = if below.is_one() {
        (above.clone(), false)
    } else {
        (below.clone(), true)
    };
    let base = Integer::from(base);
    let mut count = 0_i64;
    while !left.is_one() {
        left = left.div_exact(&base).filter(|_| count < MOST_EXPONENT)?;
        count += 1;
    }
    Some(Rational::from(if is_below { -count } else { count }))
}
