//! Small polynomials by exponents, in which proofs of signs are sought.

use std::collections::BTreeMap;

use super::super::positive::Proved;
use crate::expr::{Expr, Monomial};
use crate::number::Rational;

/// Larger polynomials are left alone.
pub(super) const MAX_TERMS: usize = 2_000;

/// Higher exponents are left alone.
const MAX_EXPONENT: i64 = 64;

/// A polynomial whose variables are not negative, positive, or of either sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) variables: Vec<(Expr, Proved)>,
    pub(super) terms: BTreeMap<Vec<u32>, Rational>,
}

impl Form {
    /// The sum of terms, freed of what it is divided by; `None` where it is too large.
    pub(super) fn of(terms: &[Monomial], sign: impl Fn(&Expr) -> Proved) -> Option<Self> {
        if terms.len() > MAX_TERMS {
            return None;
        }
        let mut variables: Vec<(Expr, Proved)> = Vec::new();
        for (base, _) in terms.iter().flat_map(|term| &term.powers) {
            if !variables.iter().any(|(known, _)| known == base) {
                variables.push((base.clone(), sign(base)));
            }
        }
        let exponent = |term: &Monomial, base: &Expr| {
            let found = term.powers.iter().find(|(known, _)| known == base);
            found.map_or(0, |(_, exponent)| *exponent)
        };
        let lifts = variables.iter().map(|(base, sign)| {
            let lowest = terms.iter().map(|term| exponent(term, base)).min();
            let lift = lowest.unwrap_or(0).min(0).saturating_neg();
            // Of either sign, only an even power keeps the sign of the whole.
            lift + i64::from(*sign == Proved::Nothing && lift % 2 != 0)
        });
        let lifts: Vec<i64> = lifts.collect();
        let mut form = Self {
            terms: BTreeMap::new(),
            variables: variables.clone(),
        };
        for term in terms {
            let mut key = Vec::with_capacity(lifts.len());
            for ((base, _), lift) in variables.iter().zip(&lifts) {
                let lifted = exponent(term, base).checked_add(*lift)?;
                key.push(
                    u32::try_from(lifted)
                        .ok()
                        .filter(|_| lifted <= MAX_EXPONENT)?,
                );
            }
            form.add(key, term.coefficient.clone());
        }
        Some(form)
    }

    fn empty(&self) -> Self {
        Self {
            variables: self.variables.clone(),
            terms: BTreeMap::new(),
        }
    }

    fn add(&mut self, key: Vec<u32>, coefficient: Rational) {
        let sum = match self.terms.remove(&key) {
            Some(known) => known + coefficient,
            None => coefficient,
        };
        if !sum.is_zero() {
            self.terms.insert(key, sum);
        }
    }

    pub(super) fn plus(&self, other: &Self, factor: &Rational) -> Self {
        let mut sum = self.clone();
        for (key, coefficient) in &other.terms {
            sum.add(key.clone(), coefficient * factor);
        }
        sum
    }

    /// The product; `None` where it is too large.
    pub(super) fn times(&self, other: &Self) -> Option<Self> {
        if self.terms.len().checked_mul(other.terms.len())? > MAX_TERMS * 16 {
            return None;
        }
        let mut product = self.empty();
        for (a, left) in &self.terms {
            for (b, right) in &other.terms {
                let key = a.iter().zip(b).map(|(a, b)| a + b).collect();
                product.add(key, left * right);
            }
        }
        (product.terms.len() <= MAX_TERMS).then_some(product)
    }

    /// What the coefficients and the signs of the variables show by themselves.
    pub(super) fn by_coefficients(&self) -> Proved {
        let mut total = Proved::NonNegative;
        for (key, coefficient) in &self.terms {
            if !coefficient.is_positive() {
                return Proved::Nothing;
            }
            let powers = key.iter().zip(&self.variables).filter(|(e, _)| **e > 0);
            let signs = powers.map(|(exponent, (_, sign))| match sign {
                Proved::Nothing if exponent % 2 == 0 => Proved::NonNegative,
                sign => *sign,
            });
            match signs.min().unwrap_or(Proved::Positive) {
                Proved::Nothing => return Proved::Nothing,
                sign => total = total.max(sign),
            }
        }
        total
    }

    /// The highest power of a variable.
    pub(super) fn degree_in(&self, at: usize) -> u32 {
        let exponents = self.terms.keys().filter_map(|key| key.get(at));
        exponents.copied().max().unwrap_or(0)
    }

    /// The coefficient of a power of a variable.
    pub(super) fn coefficient_of(&self, at: usize, power: u32) -> Self {
        let terms = self
            .terms
            .iter()
            .filter(|(key, _)| key.get(at) == Some(&power));
        // Keys that differ stay different, and in order, without what they have in common.
        let terms = terms.map(|(key, coefficient)| {
            let mut key = key.clone();
            if let Some(exponent) = key.get_mut(at) {
                *exponent = 0;
            }
            (key, coefficient.clone())
        });
        Self {
            variables: self.variables.clone(),
            terms: terms.collect(),
        }
    }

    /// The value, where no variable occurs.
    pub(super) fn constant(&self) -> Option<Rational> {
        let is_constant = self.terms.keys().all(|key| key.iter().all(|e| *e == 0));
        is_constant.then(|| self.terms.values().next().cloned().unwrap_or_default())
    }

    /// The variables that occur.
    pub(super) fn occurring(&self) -> Vec<usize> {
        (0..self.variables.len())
            .filter(|at| self.degree_in(*at) > 0)
            .collect()
    }

    /// The form with one variable negated.
    pub(super) fn mirrored(&self, at: usize) -> Self {
        let mut mirrored = self.clone();
        for (key, coefficient) in &mut mirrored.terms {
            if key.get(at).is_some_and(|exponent| exponent % 2 == 1) {
                *coefficient = -&*coefficient;
            }
        }
        mirrored
    }

    /// The form with `variable + other` in place of a variable; `None` where it is too large.
    pub(super) fn raised_by(&self, at: usize, other: usize) -> Option<Self> {
        let mut sum = self.empty();
        for (key, coefficient) in &self.terms {
            let power = key.get(at).copied().unwrap_or(0);
            let mut factor = coefficient.clone();
            for taken in 0..=power {
                let mut raised = key.clone();
                *raised.get_mut(at)? = power - taken;
                *raised.get_mut(other)? += taken;
                sum.add(raised, factor.clone());
                let (above, below) = (
                    Rational::from(i64::from(power - taken)),
                    i64::from(taken) + 1,
                );
                factor = (&factor * &above).checked_div(&Rational::from(below))?;
            }
        }
        (sum.terms.len() <= MAX_TERMS).then_some(sum)
    }

    /// The coefficients by powers of the one variable that occurs, that of power 0 first.
    pub(super) fn dense(&self, at: usize) -> Vec<Rational> {
        let degree = self.degree_in(at);
        let coefficient = |power| self.coefficient_of(at, power).constant();
        (0..=degree)
            .map(|power| coefficient(power).unwrap_or_default())
            .collect()
    }

    /// The form as an expression, terms by falling degree.
    pub(super) fn to_expr(&self) -> Expr {
        let mut terms: Vec<(&Vec<u32>, &Rational)> = self.terms.iter().collect();
        terms.sort_by_key(|(key, _)| std::cmp::Reverse((key.iter().sum::<u32>(), (*key).clone())));
        let written = terms.into_iter().map(|(key, coefficient)| {
            let powers = key.iter().zip(&self.variables).filter(|(e, _)| **e > 0);
            let monomial = Monomial {
                coefficient: coefficient.clone(),
                powers: powers
                    .map(|(exponent, (base, _))| (base.clone(), i64::from(*exponent)))
                    .collect(),
            };
            monomial.to_expr()
        });
        Expr::sum(written)
    }
}
