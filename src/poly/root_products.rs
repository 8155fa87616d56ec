//! Products of long sums over square roots of integers: √2·√3 + … by which roots stand in a term, as bits of a
//! number. Roots that stand in both factors leave the integer under them.

use super::convert::Normalizer;
use super::indeterminate::Kind;
use super::{PolyError, Polynomial};
use crate::number::{Integer, Rational};

/// From so many products of terms on.
const MANY: usize = 4_096;

/// Of more different roots the table of products would be long.
const MOST_ROOTS: usize = 16;

impl Normalizer<'_> {
    /// The product of two sums of products of different square roots of integers; `None` where something
    /// else stands in them, or they are short.
    pub(super) fn root_product(
        &self,
        a: &Polynomial,
        b: &Polynomial,
    ) -> Result<Option<Polynomial>, PolyError> {
        if a.len().saturating_mul(b.len()) < MANY {
            return Ok(None);
        }
        let mut roots: Vec<(usize, Integer)> = Vec::new();
        let (Some(left), Some(right)) = (self.by_bits(a, &mut roots), self.by_bits(b, &mut roots))
        else {
            return Ok(None);
        };
        // What the roots of a set leave when each is squared.
        let mut squares = vec![Integer::ONE];
        for (_, radicand) in &roots {
            let doubled: Vec<Integer> = squares.iter().map(|square| square * radicand).collect();
            squares.extend(doubled);
        }
        let mut sums = vec![Integer::ZERO; squares.len()];
        for (one, x) in &left {
            for (other, y) in &right {
                let (Some(square), Some(sum)) =
                    (squares.get(one & other), sums.get_mut(one ^ other))
                else {
                    return Ok(None);
                };
                sum.add_mul(&(x * square), y);
            }
        }
        let below = &a.denominator * &b.denominator;
        let width = a.variables().max(b.variables());
        let mut terms = Vec::new();
        for (bits, sum) in sums.into_iter().enumerate() {
            if sum.is_zero() {
                continue;
            }
            let powers: Vec<(usize, i64)> = (0..roots.len())
                .filter(|bit| bits >> bit & 1 == 1)
                .filter_map(|bit| Some((roots.get(bit)?.0, 1)))
                .collect();
            let coefficient = Rational::new(sum, below.clone()).unwrap_or_default();
            terms.push(Polynomial::term(&coefficient, &powers, width));
        }
        Polynomial::sum(terms, self.budget).map(Some)
    }

    /// The terms as sets of roots with their coefficients.
    fn by_bits(
        &self,
        polynomial: &Polynomial,
        roots: &mut Vec<(usize, Integer)>,
    ) -> Option<Vec<(usize, Integer)>> {
        let mut found = Vec::new();
        for (term, coefficient) in polynomial.coefficients.iter().enumerate() {
            let mut bits = 0_usize;
            for (variable, exponent) in polynomial.powers(term) {
                let known = roots.iter().position(|(known, _)| *known == variable);
                let at = known.unwrap_or(roots.len());
                if known.is_none() {
                    let Kind::Root {
                        radicand, order: 2, ..
                    } = &self.table.get(variable)?.kind
                    else {
                        return None;
                    };
                    roots.push((variable, radicand.as_constant()?.to_integer()?));
                }
                if exponent != 1 || at >= MOST_ROOTS {
                    return None;
                }
                bits |= 1 << at;
            }
            found.push((bits, coefficient.clone()));
        }
        Some(found)
    }
}
