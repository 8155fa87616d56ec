//! Roots of sums with roots in them: `sqrt(3 + 2·sqrt(2)) = 1 + sqrt(2)`.

use std::cmp::Ordering;

use super::convert::Normalizer;
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::{PolyError, Polynomial};
use crate::number::{Integer, Rational};

/// Longer sums are not looked at.
const LONGEST: usize = 8;

impl Normalizer<'_> {
    /// The square root of p + r as √u ± √v, where p² − r² is a square d² and u, v are (p ± d)/2:
    /// their sum is p, and four times their product r².
    pub(super) fn denested(&mut self, value: &Fraction) -> Result<Option<Fraction>, PolyError> {
        let Some(sum) = value
            .as_polynomial()
            .filter(|sum| (2..=LONGEST).contains(&sum.len()))
        else {
            return Ok(None);
        };
        let is_square_root = |variable: &usize| {
            let entry = self.table.get(*variable);
            let root = entry.is_some_and(|entry| matches!(entry.kind, Kind::Root { order: 2, .. }));
            root && sum.mentions(*variable)
        };
        let roots: Vec<usize> = self
            .table
            .related()
            .iter()
            .copied()
            .filter(is_square_root)
            .collect();
        let sum = sum.clone();
        for variable in roots {
            let (with, without): (Vec<usize>, Vec<usize>) =
                (0..sum.len()).partition(|term| sum.exponent(*term, variable) != 0);
            let (plain, root) = (sum.pick(&without), sum.pick(&with));
            if let Some(found) = self.root_of_pair(&plain, &root)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    fn root_of_pair(
        &mut self,
        plain: &Polynomial,
        root: &Polynomial,
    ) -> Result<Option<Fraction>, PolyError> {
        let (one, other) = (Fraction::from(plain.clone()), Fraction::from(root.clone()));
        let squares = [
            self.multiply(&one, &one)?,
            self.multiply(&other, &other)?.negate(),
        ];
        let rest = self.add_all(squares.to_vec())?;
        let Some(rest) = rest.as_polynomial() else {
            return Ok(None);
        };
        let Some(d) = rest.square_root(self.budget)? else {
            return Ok(None);
        };
        let half = Rational::new(Integer::ONE, Integer::from(2)).unwrap_or_default();
        let u = plain.add(&d, self.budget)?.scale(&half);
        let v = plain.subtract(&d, self.budget)?.scale(&half);
        let at_least_zero =
            |sign: Option<(Ordering, bool)>| sign.is_some_and(|(sign, _)| sign.is_ge());
        if !at_least_zero(self.known_sign(&u)?) || !at_least_zero(self.known_sign(&v)?) {
            return Ok(None);
        }
        let share = half;
        let (Some(first), Some(second)) = (
            self.fractional_power(&u.clone().into(), &share)?,
            self.fractional_power(&v.into(), &share)?,
        ) else {
            return Ok(None);
        };
        let second = match self.known_sign(root)? {
            Some((Ordering::Less, _)) => second.negate(),
            Some(_) => return self.add_all(vec![first, second]).map(Some),
            None => return Ok(None),
        };
        // The greater root comes first.
        let difference = self.add_all(vec![first, second])?;
        Ok(match self.known_sign(&d)? {
            Some((Ordering::Less, _)) => Some(difference.negate()),
            Some(_) => Some(difference),
            None => None,
        })
    }
}
