//! Why a term is of lower order, as data that a few additions check.

use super::exponential::{Exponential, exponential_surplus};
use super::{Coordinate, Exponents};
use crate::expr::Symbol;
use crate::number::Rational;

/// A quantity that grows without bound; the unit in which a dropped term falls short.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GrowingMonomial {
    /// A large symbol.
    Symbol(Symbol),
    /// The logarithm of something that grows like these exponents.
    Logarithm(Exponents),
    /// A positive power of something that grows, over its logarithm: `h^(1/4) / ln(h)`.
    PowerOverLogarithm {
        /// How the argument of the logarithm grows.
        argument: Exponents,
        /// The power, above 0.
        power: Rational,
    },
    /// A constant to a power that grows.
    Exponential(Exponential),
    /// The same over a power of its exponent: `2^n/n^64`.
    ExponentialOverPower {
        /// The exponential.
        upper: Exponential,
        /// The power, any.
        power: Rational,
    },
    /// One over a power of another that it exceeds: `3^n/2^n`, `2^(n²)/(3^n)^64`.
    ExponentialOverExponential {
        /// The larger one.
        upper: Exponential,
        /// The smaller one.
        lower: Exponential,
        /// The power: any where the larger one's exponent grows faster, else as far as the bases allow.
        power: Rational,
    },
    /// Left over right side of the declared relation `≫` with this index.
    Relation(usize),
}

/// The proof that a term is of lower order than a sum of kept terms.
///
/// With weights λ, kept exponents eᵢ, the exponents e of the dropped term, surplus μ over growing
/// monomials gⱼ, and balance ν over ratios that stay bounded: Σ λᵢ eᵢ − e = Σ μⱼ gⱼ + Σ ν f, where
/// λ ≥ 0, Σ λ = 1, μ ≥ 0 and μ ≠ 0. By the weighted arithmetic–geometric mean the term over the sum
/// of the kept terms then tends to 0 along every path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// The share of each kept term that is named, by its index among the kept terms.
    pub weights: Vec<(usize, Rational)>,
    /// By how much the kept terms exceed the dropped one.
    pub surplus: Vec<(GrowingMonomial, Rational)>,
    /// How often the ratio of a declared `≍`, by the relation's index, was used.
    pub balance: Vec<(usize, Rational)>,
}

impl Certificate {
    /// The proof that a term grows like a kept one; there is no surplus.
    pub(super) fn equal_to(kept: usize) -> Self {
        Self {
            weights: vec![(kept, Rational::ONE)],
            ..Self::default()
        }
    }

    /// The declared relations that it rests on.
    pub fn relations(&self) -> Vec<usize> {
        let growing = self
            .surplus
            .iter()
            .filter_map(|(monomial, _)| match monomial {
                GrowingMonomial::Relation(index) => Some(*index),
                _ => None,
            });
        let bounded = self.balance.iter().map(|(index, _)| *index);
        let mut found: Vec<usize> = growing.chain(bounded).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// A difference of exponents as growing symbols and logarithms alone, or `None` where that is not
/// possible. Logarithms may be missing where a power of their argument is over.
pub(super) fn plain_surplus(difference: &Exponents) -> Option<Vec<(GrowingMonomial, Rational)>> {
    if difference.is_constant() || !difference.is_measured() {
        return None;
    }
    if difference.has_exponential() {
        return exponential_surplus(difference);
    }
    let mut owed = Exponents::constant();
    let mut missing = Vec::new();
    let mut surplus = Vec::new();
    for (coordinate, exponent) in difference.iter() {
        match coordinate {
            Coordinate::Logarithm(argument) if exponent.is_negative() => {
                owed.add(argument, &exponent.abs());
                missing.push((argument, exponent.abs()));
            }
            _ if exponent.is_negative() => return None,
            Coordinate::Logarithm(_) | Coordinate::Symbol(_) => {}
            Coordinate::Unknown(_) | Coordinate::Exponential(_) => return None,
        }
    }
    let power = payable(difference, &owed)?;
    for (coordinate, exponent) in difference.iter() {
        let monomial = match coordinate {
            Coordinate::Symbol(symbol) => GrowingMonomial::Symbol(symbol.clone()),
            Coordinate::Logarithm(argument) => GrowingMonomial::Logarithm(argument.clone()),
            _ => continue,
        };
        let rest = exponent - owed.get(coordinate) * &power;
        if exponent.is_positive() && rest.is_positive() {
            surplus.push((monomial, rest));
        }
    }
    for (argument, amount) in missing {
        let monomial = GrowingMonomial::PowerOverLogarithm {
            argument: argument.clone(),
            power: power.clone(),
        };
        surplus.push((monomial, amount));
    }
    Some(surplus)
}

/// A power so small that it can be paid for every logarithm that is missing.
fn payable(difference: &Exponents, owed: &Exponents) -> Option<Rational> {
    let half = Rational::from(2).recip()?;
    let mut power = Rational::ONE;
    for (coordinate, amount) in owed.iter() {
        let available = difference.get(coordinate);
        if !available.is_positive() {
            return None;
        }
        power = power.min(available.checked_div(amount)? * &half);
    }
    Some(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exponents(powers: &[(&str, i64)]) -> Exponents {
        let mut result = Exponents::constant();
        for (name, exponent) in powers {
            let one = Exponents::of(match name.strip_prefix("ln ") {
                Some(inner) => Coordinate::Logarithm(exponents(&[(inner, 1)])),
                None => Coordinate::Symbol(Symbol::new(name)),
            });
            result.add(&one, &Rational::from(*exponent));
        }
        result
    }

    #[test]
    fn which_differences_grow() {
        for (difference, grows) in [
            (&[("h", 1)][..], true),
            (&[], false),
            (&[("h", 1), ("V", -1)], false),
            (&[("h", 1), ("V", 2)], true),
            (&[("ln h", 1)], true),
            (&[("ln h", -1)], false),
            (&[("h", 1), ("ln h", -7)], true),
            (&[("V", 1), ("ln h", -1)], false),
        ] {
            let found = plain_surplus(&exponents(difference));
            assert_eq!(found.is_some(), grows, "{difference:?}");
        }
    }

    #[test]
    fn powers_pay_for_logarithms() {
        // h / ln(h)²: a quarter of h for each logarithm, and half of it is left.
        let surplus = plain_surplus(&exponents(&[("h", 1), ("ln h", -2)])).unwrap();
        let quarter = Rational::from(4).recip().unwrap();
        let half = Rational::from(2).recip().unwrap();
        let expected = [
            (GrowingMonomial::Symbol(Symbol::new("h")), half),
            (
                GrowingMonomial::PowerOverLogarithm {
                    argument: exponents(&[("h", 1)]),
                    power: quarter,
                },
                Rational::from(2),
            ),
        ];
        assert_eq!(surplus, expected);
    }
}
