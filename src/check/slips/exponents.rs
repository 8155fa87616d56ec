//! Exponents added for multiplied and the reverse, and powers for multiples.

use super::SlipKind;
use super::distribution::without;
use crate::expr::{Expr, ExprKind};

/// A base and its exponent; of anything but a power, itself and 1.
fn power_of(expr: &Expr) -> (Expr, Expr) {
    match expr.kind() {
        ExprKind::Power(base, exponent) => (base.clone(), exponent.clone()),
        _ => (expr.clone(), Expr::one()),
    }
}

/// `x^a · x^b` as `x^(ab)`.
pub(super) fn multiplied(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    pairs(expr, true, |base, a, b| {
        Expr::power(base, Expr::product([a, b]))
    })
    .into_iter()
    .map(|wrong| (SlipKind::ExponentsMultiplied, wrong))
    .collect()
}

/// `x^a + x^b` as `x^(a+b)`.
pub(super) fn of_sum(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    pairs(expr, false, |base, a, b| {
        Expr::power(base, Expr::sum([a, b]))
    })
    .into_iter()
    .map(|wrong| (SlipKind::SumAsProduct, wrong))
    .collect()
}

/// Two factors (or terms) with one base, joined.
fn pairs(expr: &Expr, in_product: bool, join: impl Fn(Expr, Expr, Expr) -> Expr) -> Vec<Expr> {
    let parts = match expr.kind() {
        ExprKind::Product(factors) if in_product => factors,
        ExprKind::Sum(terms) if !in_product => terms,
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let (base, exponent) = power_of(part);
        if base.as_number().is_some() {
            continue;
        }
        for (other, second) in parts.iter().enumerate().skip(at + 1) {
            let (second, power) = power_of(second);
            if second != base {
                continue;
            }
            let joined = join(base.clone(), exponent.clone(), power);
            let mut rest = without(parts, other);
            if let Some(place) = rest.get_mut(at) {
                *place = joined;
            }
            found.push(if in_product {
                Expr::product(rest)
            } else {
                Expr::sum(rest)
            });
        }
    }
    found
}

/// `(x^a)^b` as `x^(a+b)`.
pub(super) fn added(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let ExprKind::Power(base, outer) = expr.kind() else {
        return Vec::new();
    };
    let ExprKind::Power(inner, exponent) = base.kind() else {
        return Vec::new();
    };
    let sum = Expr::sum([exponent.clone(), outer.clone()]);
    vec![(SlipKind::ExponentsAdded, Expr::power(inner.clone(), sum))]
}

/// `2x` as `x²`, and `x²` as `2x`.
pub(super) fn doubled(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let kind = || SlipKind::DoubleForSquare;
    match expr.kind() {
        ExprKind::Power(base, exponent) if base.as_number().is_none() => {
            let multiple = Expr::product([exponent.clone(), base.clone()]);
            vec![(kind(), multiple)]
        }
        ExprKind::Product(factors) => {
            let mut found = Vec::new();
            for (at, pair) in factors.windows(2).enumerate() {
                let [number, base] = pair else { continue };
                if number.as_number().is_none_or(|n| n != 2.into()) || base.as_symbol().is_none() {
                    continue;
                }
                let mut rest = without(factors, at);
                if let Some(place) = rest.get_mut(at) {
                    *place = Expr::power(base.clone(), number.clone());
                }
                found.push((kind(), Expr::product(rest)));
            }
            found
        }
        _ => Vec::new(),
    }
}

/// `x²` as `x`.
pub(super) fn lost(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    match expr.kind() {
        ExprKind::Power(base, exponent) if exponent.as_number().is_some() => {
            vec![(SlipKind::SquareLost, base.clone())]
        }
        _ => Vec::new(),
    }
}

/// `x^n` as `x^(n+1)` or `x^(n−1)`; `x` as `x²`.
pub(super) fn off(expr: &Expr) -> Vec<(SlipKind, Expr)> {
    let to = |base: &Expr, exponent: i64| {
        let power = Expr::power(base.clone(), Expr::integer(exponent));
        (SlipKind::ExponentOff, power)
    };
    match expr.kind() {
        ExprKind::Power(base, exponent) => {
            let whole = exponent.as_number().and_then(|n| n.to_integer()?.to_i64());
            match whole {
                Some(n) if (1..=64).contains(&n) => vec![to(base, n + 1), to(base, n - 1)],
                _ => Vec::new(),
            }
        }
        ExprKind::Symbol(_) => vec![to(expr, 2)],
        _ => Vec::new(),
    }
}
