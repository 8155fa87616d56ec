//! Sums over those elements of a range for which a condition holds: split into counted cases.

use super::convert::Normalizer;
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::series::Body;
use super::{PolyError, Polynomial};
use crate::expr::{Comparison, Expr, ExprKind, Function, Predicate};
use crate::number::Rational;

/// The ends of a range.
pub(super) type Ends<'a> = (&'a Fraction, &'a Fraction);

impl Normalizer<'_> {
    /// `Σ i^k·[condition]` for a condition that compares the index, or its remainder, with something
    /// that does not depend on it; `None` for anything else.
    pub(super) fn counted(
        &mut self,
        dependent: &[(usize, i64)],
        body: &Body,
        (low, high): Ends<'_>,
    ) -> Result<Option<Fraction>, PolyError> {
        let mut power = 0;
        let mut condition = None;
        for (variable, exponent) in dependent {
            if Some(*variable) == body.variable {
                power = u64::try_from(*exponent).unwrap_or(u64::MAX);
                continue;
            }
            let entry = self.table.get(*variable);
            let truth =
                entry.filter(|entry| matches!(entry.kind, Kind::Truth) && condition.is_none());
            match truth.map(|entry| entry.shown.kind().clone()) {
                Some(ExprKind::Bracket(known)) => condition = Some(known),
                _ => return Ok(None),
            }
        }
        let Some(index) = body.variable else {
            return self.counted_remainders(condition.as_ref(), power, body, (low, high));
        };
        match &condition {
            Some(Predicate::Compare(a, comparison, b)) => {
                match self.threshold(a, *comparison, b, index)? {
                    Some((comparison, at)) => self.up_to(power, comparison, &at, (low, high)),
                    None => self.counted_remainders(condition.as_ref(), power, body, (low, high)),
                }
            }
            _ => self.counted_remainders(condition.as_ref(), power, body, (low, high)),
        }
    }

    /// A comparison with the index alone on its left: the comparison and what stands on its right, an
    /// integer.
    fn threshold(
        &mut self,
        a: &Expr,
        comparison: Comparison,
        b: &Expr,
        index: usize,
    ) -> Result<Option<(Comparison, Fraction)>, PolyError> {
        let (left, right) = (
            self.normalise_inside(a)?,
            self.normalise_inside(b)?.negate(),
        );
        let difference = self.add_all(vec![left, right])?;
        let Some(difference) = difference.as_polynomial().cloned() else {
            return Ok(None);
        };
        let parts = difference.coefficients_in(index);
        let [(1, slope), rest @ ..] = parts.as_slice() else {
            return Ok(None);
        };
        let rest = match rest {
            [] => Polynomial::zero(),
            [(0, rest)] => rest.clone(),
            _ => return Ok(None),
        };
        let Some(slope) = slope.as_constant().filter(|slope| slope.abs().is_one()) else {
            return Ok(None);
        };
        let at = rest.scale(&-&slope);
        // Other parts that depend on the index do so in ways unknown here.
        let depends = at.occurring().into_iter().zip(self.table.iter());
        let index_name = self.table.get(index).map(|entry| entry.shown.clone());
        let name = index_name.as_ref().and_then(Expr::as_symbol);
        let hidden = depends
            .filter(|(occurs, _)| *occurs)
            .any(|(_, entry)| name.is_some_and(|name| entry.shown.mentions(name)));
        if hidden || !self.is_whole(&at)? {
            return Ok(None);
        }
        let comparison = if slope.is_negative() {
            comparison.mirrored()
        } else {
            comparison
        };
        Ok(Some((comparison, at.into())))
    }

    /// The sum over the part of the range on one side of a threshold, which is noted to lie inside.
    fn up_to(
        &mut self,
        power: u64,
        comparison: Comparison,
        at: &Fraction,
        (low, high): Ends<'_>,
    ) -> Result<Option<Fraction>, PolyError> {
        let step = |this: &mut Self, by: i64| {
            this.add_all(vec![at.clone(), Fraction::constant(&Rational::from(by))])
        };
        let (before, after) = (step(self, -1)?, step(self, 1)?);
        let (from, to) = match comparison {
            Comparison::Less => (low, &before),
            Comparison::LessEqual => (low, at),
            Comparison::Greater => (&after, high),
            Comparison::GreaterEqual => (at, high),
            Comparison::Equal => (at, at),
            Comparison::NotEqual => {
                let all = self.sum_of_powers(power, low, high)?;
                let Some(single) = self.up_to(power, Comparison::Equal, at, (low, high))? else {
                    return Ok(None);
                };
                return self.add_all(vec![all, single.negate()]).map(Some);
            }
        };
        let one = Fraction::constant(&Rational::ONE);
        let after_high = self.add_all(vec![high.clone(), one.clone()])?;
        let below_low = self.add_all(vec![low.clone(), one.negate()])?;
        match comparison {
            Comparison::Less | Comparison::LessEqual => {
                self.note_order(to, &below_low)?;
                self.note_order(high, to)?;
            }
            Comparison::Equal => {
                self.note_order(at, low)?;
                self.note_order(high, at)?;
            }
            _ => {
                self.note_order(from, low)?;
                self.note_order(&after_high, from)?;
            }
        }
        self.sum_of_powers(power, from, to).map(Some)
    }

    /// How many elements of the range leave a remainder.
    fn counted_remainders(
        &mut self,
        condition: Option<&Predicate>,
        power: u64,
        body: &Body,
        (low, high): Ends<'_>,
    ) -> Result<Option<Fraction>, PolyError> {
        if power != 0 {
            return Ok(None);
        }
        let (dividend, modulus, remainder) = match condition {
            Some(Predicate::Compare(a, Comparison::Equal, b)) => match a.kind() {
                ExprKind::Call(Function::Mod, arguments) => match arguments.as_slice() {
                    [x, m] => (x.clone(), m.clone(), b.clone()),
                    _ => return Ok(None),
                },
                _ => return Ok(None),
            },
            Some(Predicate::Divides(m, x)) => (x.clone(), m.clone(), Expr::zero()),
            _ => return Ok(None),
        };
        if dividend.as_symbol() != Some(&body.index)
            || modulus.mentions(&body.index)
            || remainder.mentions(&body.index)
        {
            return Ok(None);
        }
        let (step, rest) = (
            self.normalise_inside(&modulus)?,
            self.normalise_inside(&remainder)?,
        );
        let (Some(step_number), Some(rest_number)) = (step.as_constant(), rest.as_constant())
        else {
            return Ok(None);
        };
        if !step_number.is_integer() || !step_number.is_positive() || !rest_number.is_integer() {
            return Ok(None);
        }
        if rest_number.is_negative() || rest_number >= step_number {
            return Ok(Some(Polynomial::zero().into()));
        }
        let share = step_number.recip().unwrap_or_default();
        let mut rounded = Vec::new();
        for (end, up) in [(high, false), (low, true)] {
            let distance = self
                .add_all(vec![end.clone(), rest.clone().negate()])?
                .scale(&share);
            let function = if up { Function::Ceil } else { Function::Floor };
            let written = Expr::call(function, [self.expr_of(&distance)]);
            rounded.push(self.round(&written, &distance, up)?);
        }
        let one = Fraction::constant(&Rational::ONE);
        match <[Fraction; 2]>::try_from(rounded) {
            Ok([last, first]) => self.add_all(vec![last, first.negate(), one]).map(Some),
            Err(_) => Ok(None),
        }
    }

    /// Notes that one value must not be below another, unless that is known.
    fn note_order(&mut self, greater: &Fraction, less: &Fraction) -> Result<(), PolyError> {
        let difference = self.add_all(vec![greater.clone(), less.clone().negate()])?;
        let known = match difference.as_polynomial() {
            Some(difference) => self
                .known_sign(difference)?
                .is_some_and(|(sign, _)| sign.is_ge()),
            None => false,
        };
        if !known {
            let condition = if let Some(difference) = difference.as_polynomial().cloned() {
                self.not_negative(&difference)?
            } else {
                let (greater, less) = (self.expr_of(greater), self.expr_of(less));
                Predicate::Compare(greater, Comparison::GreaterEqual, less)
            };
            if !self.conditions.contains(&condition) {
                self.conditions.push(condition);
            }
        }
        Ok(())
    }
}
