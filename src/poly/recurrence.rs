//! Powers of polynomials in one variable, each coefficient from the ones before it.

use super::Polynomial;
use super::layout::Layout;
use crate::number::Integer;

impl Polynomial {
    /// The power of a polynomial in which one variable varies. The caller has checked that it
    /// will not be too large.
    ///
    /// For `f = Σ aₖ·xᵏ` with a₀ ≠ 0 the power `fⁿ = Σ bₘ·xᵐ` satisfies `f·(fⁿ)′ = n·f′·fⁿ`, so that
    /// `m·a₀·bₘ = Σ (n·k − m + k)·aₖ·bₘ₋ₖ` over k ≥ 1 (Euler; J. C. P. Miller).
    pub(super) fn univariate_power(&self, exponent: u64) -> Self {
        let ranges = self.ranges();
        let varying = ranges.iter().position(|(low, high)| low != high);
        let variable = varying.unwrap_or(0);
        let low = self.low_degree_in(variable).unwrap_or(0);
        // From the least exponent up.
        let terms = self.coefficients.iter().enumerate().rev();
        let terms: Vec<(u64, &Integer)> = terms
            .map(|(term, coefficient)| (self.exponent(term, variable).abs_diff(low), coefficient))
            .collect();
        let coefficients = power_of(&terms, exponent);
        let times = i64::try_from(exponent).unwrap_or(i64::MAX);
        let degree = u64::try_from(coefficients.len()).unwrap_or(u64::MAX);
        let layout = Layout::fitting(self.variables().max(variable + 1), degree);
        let mut keys = Vec::new();
        let mut kept = Vec::new();
        for (place, coefficient) in (0..)
            .zip(coefficients)
            .collect::<Vec<(u64, _)>>()
            .into_iter()
            .rev()
        {
            if !coefficient.is_zero() {
                let start = keys.len();
                keys.resize(start + layout.words(), 0);
                if let Some(key) = keys.get_mut(start..) {
                    layout.put_power(key, variable, place);
                }
                kept.push(coefficient);
            }
        }
        let shift = ranges.iter().map(|(low, _)| low.saturating_mul(times));
        let power = Self {
            layout,
            shift: shift.collect(),
            keys,
            coefficients: kept.into(),
            denominator: self.denominator.pow(u32::try_from(exponent).unwrap_or(0)),
        };
        power.reduced()
    }
}

/// The coefficients of the power from that of 1 up. The terms of the base are sorted by their
/// exponents, the first of which is 0.
fn power_of(terms: &[(u64, &Integer)], exponent: u64) -> Vec<Integer> {
    let (Some((_, first)), Some((degree, _))) = (terms.first(), terms.last()) else {
        return Vec::new();
    };
    let times = u32::try_from(exponent).unwrap_or(0);
    let mut power = vec![first.pow(times)];
    let n = i128::from(exponent);
    for m in 1..=degree.saturating_mul(exponent) {
        let mut total = Integer::ZERO;
        for (k, coefficient) in terms.iter().skip(1) {
            let Some(before) = m.checked_sub(*k) else {
                break;
            };
            let before = usize::try_from(before)
                .ok()
                .and_then(|before| power.get(before));
            let weight = Integer::from((n + 1) * i128::from(*k) - i128::from(m));
            if let Some(before) = before.filter(|before| !before.is_zero()) {
                total += &(&weight * *coefficient) * before;
            }
        }
        let divisor = Integer::from(m) * *first;
        // Exact, since the power has integer coefficients.
        power.push(total.div_exact(&divisor).unwrap_or(total));
    }
    power
}
