//! Comparisons that the assumptions state between expressions: `V > h`, `h ≥ 2n`.

use std::cmp::Ordering;

use super::convert::Normalizer;
use super::{PolyError, Polynomial};
use crate::expr::{Comparison, Predicate};
use crate::number::Rational;

/// Longer polynomials are not compared with what is stated.
const LOOKED_INTO: usize = 64;

/// A polynomial that conditions state not to be negative, and whether it is not 0 either.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    polynomial: Polynomial,
    strict: bool,
}

impl Normalizer<'_> {
    /// How a polynomial compares with 0, as far as lower bounds and one stated comparison tell:
    /// the sign, and whether 0 itself is excluded.
    pub(super) fn known_sign(
        &mut self,
        polynomial: &Polynomial,
    ) -> Result<Option<(Ordering, bool)>, PolyError> {
        if let Some(known) = self.sign(polynomial)? {
            return Ok(Some(known));
        }
        let facts = self.stated()?;
        let below = polynomial.clone().negate();
        for fact in facts {
            for (sign, side) in [(Ordering::Greater, polynomial), (Ordering::Less, &below)] {
                // So much of the fact as takes its first term away.
                let times = fact.times_in(side);
                if !times.is_positive() {
                    continue;
                }
                let part = fact.polynomial.scale(&times);
                let rest = side.subtract(&part, self.budget)?;
                match self.sign(&rest)? {
                    Some((Ordering::Equal, _)) => return Ok(Some((sign, fact.strict))),
                    Some((Ordering::Greater, strict)) => {
                        return Ok(Some((sign, strict || fact.strict)));
                    }
                    _ => {}
                }
            }
        }
        Ok(None)
    }

    /// What conditions state not to be negative.
    fn stated(&mut self) -> Result<Vec<Stated>, PolyError> {
        if let Some(stated) = &self.stated {
            return Ok(stated.clone());
        }
        // While they are made nothing is known of them.
        self.stated = Some(Vec::new());
        let mut stated = Vec::new();
        for condition in &self.assumptions.conditions {
            let Predicate::Compare(a, comparison, b) = condition else {
                continue;
            };
            let (greater, less, strict) = match comparison {
                Comparison::Greater => (a, b, true),
                Comparison::GreaterEqual => (a, b, false),
                Comparison::Less => (b, a, true),
                Comparison::LessEqual => (b, a, false),
                Comparison::Equal | Comparison::NotEqual => continue,
            };
            let noted = self.nonzero.len();
            let greater = self.normalise_inside(greater)?;
            let less = self.normalise_inside(less)?;
            self.nonzero.truncate(noted);
            let difference = self.add_all(vec![greater, less.negate()])?;
            if let Some(polynomial) = difference.as_polynomial() {
                let polynomial = polynomial.clone();
                stated.push(Stated { polynomial, strict });
            }
        }
        self.stated = Some(stated.clone());
        Ok(stated)
    }
}

impl Stated {
    /// How many times its first term stands in another polynomial.
    fn times_in(&self, other: &Polynomial) -> Rational {
        if self.polynomial.is_zero() || other.len() > LOOKED_INTO {
            return Rational::ZERO;
        }
        let powers = self.polynomial.powers(0);
        let same = (0..other.len()).find(|term| other.powers(*term) == powers);
        let times = same.and_then(|term| {
            let own = self.polynomial.coefficient(0)?;
            other.coefficient(term)?.checked_div(&own)
        });
        times.unwrap_or_default()
    }
}
