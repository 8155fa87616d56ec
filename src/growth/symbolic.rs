//! Powers with constants of which only bounds are assumed: n^k beside n² where k > 2, aⁿ beside bⁿ where a > b.
//!
//! Both are taken apart so that what is compared stands on both sides: n^k is n² times n^(k − 2), and aⁿ is bⁿ times
//! (a/b)ⁿ. What is left is a constant above 1 to a power that grows: n^(k − 2) is exp(k − 2) to the power ln(n).

use super::exponential::Exponential;
use super::sign::{MOST_STEPS, assumed_below, is_declared_above_one, stated_bounds};
use super::{Coordinate, Exponents};
use crate::expr::{Assumptions, Expr, Function, Symbol};
use crate::number::Rational;

/// How n^k grows for a constant k that is assumed to lie above or below a number.
pub(super) fn steady_power(base: &Symbol, k: &Symbol, under: &Assumptions) -> Option<Exponents> {
    let linear = Exponents::of(Coordinate::Symbol(base.clone()));
    let power = Expr::symbol(k.clone());
    let half = Rational::from(2).recip()?;
    // Beside a bound that k may reach a little is left for what grows.
    let apart = |strict: bool| if strict { Rational::ZERO } else { half.clone() };
    let [lower, upper] = stated_bounds(k, under);
    let (bound, excess, sign) = match (upper, lower) {
        (Some((bound, strict)), _) => {
            let bound = bound + apart(strict);
            let excess = Expr::difference(Expr::number(&bound), power);
            (bound, excess, Rational::from(-1))
        }
        (None, Some((bound, strict))) => {
            let bound = bound - apart(strict);
            let excess = Expr::difference(power, Expr::number(&bound));
            (bound, excess, Rational::ONE)
        }
        (None, None) => return None,
    };
    let argument = Exponents::of(Coordinate::Logarithm(linear.clone()));
    let base = Expr::call(Function::Exp, [excess]);
    let rest = Exponents::of(Coordinate::Exponential(Exponential { base, argument }));
    let mut found = linear.times(&bound);
    found.add(&rest, &sign);
    Some(found)
}

/// How aⁿ grows for a constant a that is assumed to be above another one that is above 1.
pub(super) fn over_assumed(
    base: &Expr,
    exponent: &Exponents,
    under: &Assumptions,
) -> Option<Exponents> {
    let mut found = Exponents::constant();
    let mut base = base.clone();
    for _ in 0..MOST_STEPS {
        let Some(below) = base
            .as_symbol()
            .and_then(|symbol| assumed_below(symbol, under))
        else {
            break;
        };
        let below = Expr::symbol(below);
        if !is_declared_above_one(&below, under) {
            break;
        }
        let ratio = Expr::quotient(base, below.clone());
        let argument = exponent.clone();
        let ratio = Exponential {
            base: ratio,
            argument,
        };
        found.add(
            &Exponents::of(Coordinate::Exponential(ratio)),
            &Rational::ONE,
        );
        base = below;
    }
    if found.is_constant() {
        return None;
    }
    let last = Exponential::new(&base, exponent.clone(), under)?;
    found.add(
        &Exponents::of(Coordinate::Exponential(last)),
        &Rational::ONE,
    );
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::super::approximate;
    use crate::expr::{Assumptions, Symbol};
    use crate::poly::{self, Budget};
    use crate::syntax::{parse_condition, parse_expression};

    /// By hand: n^k/n² is n^(k − 2), which grows for k > 2 and falls for k < 2; (a/b)ⁿ grows for a > b > 0.
    #[test]
    fn bounds_of_constants_tell_what_leads() {
        for (sum, under, leading) in [
            ("n^k + n^2", "k > 2", "n^k"),
            ("n^k + n^2", "k >= 3", "n^k"),
            ("n^k + n^3", "k >= 3", "n^k + n^3"),
            ("n^k + n^2", "k < 2", "n^2"),
            ("n^k + n^2", "k < 3", "n^k + n^2"),
            ("n^k + n^2", "k > 1", "n^k + n^2"),
            ("n^(k + 1) + n^3", "k > 2", "n^(k + 1)"),
            ("n^k + ln(n)*n^2 + 5", "k > 2", "n^k"),
            ("2^n + n^k", "k < 100", "2^n"),
            ("n^k + 2^n", "k > 2", "2^n"),
            ("a^n + b^n", "a > b, b > 1", "a^n"),
            ("n^5*b^n + a^n", "a > b, b > 1", "a^n"),
            ("a^n + b^n + c^n", "a > b, b > c, c > 1", "a^n"),
            ("a^n + b^n", "b > 1, a > 1", "a^n + b^n"),
        ] {
            let read = |text: &str| parse_expression(text).unwrap();
            let mut given = Assumptions::none();
            given.large = vec![Symbol::new("n")];
            for known in under.split(", ") {
                given.conditions.push(parse_condition(known).unwrap());
            }
            let found = approximate(&read(sum), &given, &Budget::default()).unwrap();
            let same = poly::difference(
                &found.approximation,
                &read(leading),
                &Assumptions::none(),
                &Budget::default(),
            );
            assert!(
                same.unwrap().is_zero(),
                "{sum}, {under}: {:?}",
                found.approximation
            );
        }
    }
}
