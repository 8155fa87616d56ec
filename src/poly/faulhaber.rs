//! Sums of powers as polynomials (Faulhaber).

use super::{Budget, Measure, PolyError};
use crate::number::{Integer, Rational};

/// The highest power whose sum is written out.
const HIGHEST: u64 = 100;

/// The polynomial in n that is `1^power + 2^power + … + n^power`, its coefficients from that of
/// `n^(power+1)` down to the constant. At n = 0 it is 0.
pub(super) fn power_sum(power: u64) -> Result<Vec<Rational>, PolyError> {
    Budget::allow(Measure::Exponent, power, HIGHEST)?;
    let degree = power + 1;
    let share = Rational::from(i64::try_from(degree).unwrap_or(1))
        .recip()
        .unwrap_or_default();
    // 1/(k+1) · Σ C(k+1, j)·B(j)·n^(k+1−j) with B(1) = +1/2.
    let mut coefficients = Vec::new();
    let mut choose = Integer::ONE;
    for (j, bernoulli) in bernoulli_numbers(degree).into_iter().enumerate() {
        let j = u64::try_from(j).unwrap_or(u64::MAX);
        coefficients.push(&share * &(Rational::from(choose.clone()) * bernoulli));
        let next = choose * Integer::from(degree.saturating_sub(j));
        choose = next.div_exact(&Integer::from(j + 1)).unwrap_or(next);
    }
    coefficients.push(Rational::ZERO);
    Ok(coefficients)
}

/// The first Bernoulli numbers, that of 1 taken as +1/2, by the algorithm of Akiyama and Tanigawa.
fn bernoulli_numbers(count: u64) -> Vec<Rational> {
    let mut row: Vec<Rational> = Vec::new();
    let mut numbers = Vec::new();
    for m in 0..count {
        let m = i64::try_from(m).unwrap_or(i64::MAX);
        row.push(Rational::from(m + 1).recip().unwrap_or_default());
        for j in (1..row.len()).rev() {
            let (before, rest) = row.split_at_mut(j);
            if let (Some(left), Some(right)) = (before.last_mut(), rest.first()) {
                let factor = Rational::from(i64::try_from(j).unwrap_or(i64::MAX));
                *left = factor * (&*left - right);
            }
        }
        numbers.push(row.first().cloned().unwrap_or_default());
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::poly::testing::rational;

    #[test]
    fn sums_of_powers_from_the_tables() {
        let table: [(u64, &[&str]); 5] = [
            (0, &["1", "0"]),
            (1, &["1/2", "1/2", "0"]),
            (2, &["1/3", "1/2", "1/6", "0"]),
            (3, &["1/4", "1/2", "1/4", "0", "0"]),
            (4, &["1/5", "1/2", "1/3", "0", "-1/30", "0"]),
        ];
        for (power, expected) in table {
            let expected: Vec<Rational> = expected.iter().map(|text| rational(text)).collect();
            assert_eq!(power_sum(power).unwrap(), expected, "{power}");
        }
    }
}
