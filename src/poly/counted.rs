//! Sums over those elements of a range for which a condition holds: split into counted cases.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::convert::Normalizer;
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::series::Body;
use super::{PolyError, Polynomial};
use crate::expr::{Bindings, Comparison, Expr, ExprKind, Function, Predicate};
use crate::number::Rational;

/// A comparison of the index, what it is compared with, and the condition as it stands.
type Threshold = (Comparison, Fraction, Predicate);

/// What a sum is cut by.
#[derive(Clone, Default)]
struct Cut {
    thresholds: Vec<Threshold>,
    others: Vec<Predicate>,
}

/// The ends of a range.
pub(super) type Ends<'a> = (&'a Fraction, &'a Fraction);

impl Normalizer<'_> {
    /// `Σ i^k·[condition]·…` for conditions that compare the index, or its remainder, with something that does not
    /// depend on it; `None` for anything else. Comparisons narrow the range, and at most one remainder is counted in
    /// what they leave.
    pub(super) fn counted(
        &mut self,
        dependent: &[(usize, i64)],
        body: &Body,
        (low, high): Ends<'_>,
    ) -> Result<Option<Fraction>, PolyError> {
        let mut power = 0;
        let mut conditions = Vec::new();
        for (variable, exponent) in dependent {
            if Some(*variable) == body.variable {
                power = u64::try_from(*exponent).unwrap_or(u64::MAX);
                continue;
            }
            let entry = self.table.get(*variable);
            let truth = entry.filter(|entry| matches!(entry.kind, Kind::Truth));
            match truth.map(|entry| entry.shown.kind()) {
                Some(ExprKind::Bracket(known)) => joined_in(known, &mut conditions),
                _ => return Ok(None),
            }
        }
        let mut cut = Cut::default();
        for condition in conditions {
            let threshold = match (&condition, body.variable) {
                (Predicate::Compare(a, comparison, b), Some(index)) => {
                    self.threshold(a, *comparison, b, index)?
                }
                _ => None,
            };
            match threshold {
                Some((comparison, at)) => cut.thresholds.push((comparison, at, condition)),
                None => cut.others.push(condition),
            }
        }
        self.cut_sum(power, cut, body, (low, high))
    }

    fn cut_sum(
        &mut self,
        power: u64,
        mut cut: Cut,
        body: &Body,
        (low, high): Ends<'_>,
    ) -> Result<Option<Fraction>, PolyError> {
        let is_member = |known: &Predicate| matches!(known, Predicate::Member(..));
        if let Some(place) = cut.others.iter().position(is_member) {
            let member = cut.others.remove(place);
            return self.each_member(power, &member, &cut, body, (low, high));
        }
        let with = |cut: &Cut, sign: Comparison| {
            cut.thresholds.iter().position(|(known, ..)| *known == sign)
        };
        if let Some(place) = with(&cut, Comparison::Equal) {
            let (_, at, _) = cut.thresholds.remove(place);
            return self.single(power, &at, cut, body, (low, high));
        }
        if let Some(place) = with(&cut, Comparison::NotEqual) {
            let (_, at, _) = cut.thresholds.remove(place);
            let one = self.single(power, &at, cut.clone(), body, (low, high))?;
            let all = self.cut_sum(power, cut, body, (low, high))?;
            let (Some(one), Some(all)) = (one, all) else {
                return Ok(None);
            };
            return self.add_all(vec![all, one.negate()]).map(Some);
        }
        let Some((from, to)) = self.narrowed(cut.thresholds, (low, high))? else {
            return Ok(None);
        };
        match cut.others.as_slice() {
            [] => self.sum_of_powers(power, &from, &to).map(Some),
            [remainder] => self.counted_remainders(remainder, power, body, (&from, &to)),
            _ => Ok(None),
        }
    }

    /// The elements of a list of different numbers, one by one.
    fn each_member(
        &mut self,
        power: u64,
        member: &Predicate,
        cut: &Cut,
        body: &Body,
        ends: Ends<'_>,
    ) -> Result<Option<Fraction>, PolyError> {
        let (Predicate::Member(element, list), Some(index)) = (member, body.variable) else {
            return Ok(None);
        };
        let ExprKind::List(entries) = list.kind() else {
            return Ok(None);
        };
        let numbers: BTreeSet<_> = entries.iter().filter_map(Expr::as_number).collect();
        if numbers.len() < entries.len() {
            return Ok(None);
        }
        let mut values = Vec::new();
        for entry in entries {
            let known = Predicate::Compare(element.clone(), Comparison::Equal, entry.clone());
            let found = self.threshold(element, Comparison::Equal, entry, index)?;
            let Some((comparison, at)) = found else {
                return Ok(None);
            };
            let mut cut = cut.clone();
            cut.thresholds.push((comparison, at, known));
            let Some(value) = self.cut_sum(power, cut, body, ends)? else {
                return Ok(None);
            };
            values.push(value);
        }
        self.add_all(values).map(Some)
    }

    /// The one element of the range that has a value, where the other conditions hold for it.
    fn single(
        &mut self,
        power: u64,
        at: &Fraction,
        cut: Cut,
        body: &Body,
        (low, high): Ends<'_>,
    ) -> Result<Option<Fraction>, PolyError> {
        if !self.note_order(at, low)? || !self.note_order(high, at)? {
            return Ok(None);
        }
        let mut value = self.sum_of_powers(power, at, at)?;
        let there: Bindings = [(body.index.clone(), self.expr_of(at))]
            .into_iter()
            .collect();
        let known = cut.thresholds.into_iter().map(|(.., known)| known);
        for known in known.chain(cut.others) {
            let Ok(known) = there.substitute(&Expr::bracket(known)) else {
                return Ok(None);
            };
            let holds = self.normalise_inside(&known)?;
            value = self.multiply(&value, &holds)?;
        }
        Ok(Some(value))
    }

    /// A comparison with the index alone on its left: the comparison and what stands on its right, an
    /// integer.
    pub(super) fn threshold(
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

    /// The part of the range between thresholds, each of which is noted to lie inside; `None` where one does not, or a
    /// value is left out.
    fn narrowed(
        &mut self,
        thresholds: Vec<Threshold>,
        (low, high): Ends<'_>,
    ) -> Result<Option<(Fraction, Fraction)>, PolyError> {
        let next = |this: &mut Self, end: &Fraction, by: i64| {
            this.add_all(vec![end.clone(), Fraction::constant(&Rational::from(by))])
        };
        let (below_low, after_high) = (next(self, low, -1)?, next(self, high, 1)?);
        let (mut from, mut to) = (None, None);
        for (comparison, at, _) in thresholds {
            let (is_lower, end) = match comparison {
                Comparison::Less => (false, next(self, &at, -1)?),
                Comparison::LessEqual => (false, at),
                Comparison::Greater => (true, next(self, &at, 1)?),
                Comparison::GreaterEqual => (true, at),
                Comparison::Equal | Comparison::NotEqual => return Ok(None),
            };
            let (least, most) = if is_lower {
                (low, &after_high)
            } else {
                (&below_low, high)
            };
            if !self.note_order(&end, least)? || !self.note_order(most, &end)? {
                return Ok(None);
            }
            let known = if is_lower { &mut from } else { &mut to };
            *known = Some(match known.take() {
                Some(known) => match self.greatest_or_least(known, end, is_lower)? {
                    Some(known) => known,
                    None => return Ok(None),
                },
                None => end,
            });
        }
        if let (Some(from), Some(to)) = (&from, &to) {
            let before = next(self, from, -1)?;
            if !self.note_order(to, &before)? {
                return Ok(None);
            }
        }
        let from = from.unwrap_or_else(|| low.clone());
        Ok(Some((from, to.unwrap_or_else(|| high.clone()))))
    }

    /// The greater or the lesser of two values; `None` where that is not known.
    fn greatest_or_least(
        &mut self,
        one: Fraction,
        other: Fraction,
        is_greatest: bool,
    ) -> Result<Option<Fraction>, PolyError> {
        let apart = self.add_all(vec![one.clone(), other.clone().negate()])?;
        let sign = match apart.as_polynomial() {
            Some(apart) => self.known_sign(apart)?,
            None => None,
        };
        let is_one = sign.map(|(sign, _)| sign.is_eq() || sign.is_ge() == is_greatest);
        Ok(is_one.map(|is_one| if is_one { one } else { other }))
    }

    /// How many elements of the range leave a remainder.
    fn counted_remainders(
        &mut self,
        condition: &Predicate,
        power: u64,
        body: &Body,
        (low, high): Ends<'_>,
    ) -> Result<Option<Fraction>, PolyError> {
        if power != 0 {
            return Ok(None);
        }
        let (dividend, modulus, remainder) = match condition {
            Predicate::Compare(a, Comparison::Equal, b) => match a.kind() {
                ExprKind::Call(Function::Mod, arguments) => match arguments.as_slice() {
                    [x, m] => (x.clone(), m.clone(), b.clone()),
                    _ => return Ok(None),
                },
                _ => return Ok(None),
            },
            Predicate::Divides(m, x) => (x.clone(), m.clone(), Expr::zero()),
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
        if let (Some(step), Some(rest)) = (step.as_constant(), rest.as_constant()) {
            if !step.is_integer() || !step.is_positive() || !rest.is_integer() {
                return Ok(None);
            }
            if rest.is_negative() || rest >= step {
                return Ok(Some(Polynomial::zero().into()));
            }
        } else if !self.is_remainder(&rest, &step)? {
            return Ok(None);
        }
        let Some(share) = step.inverse(self.budget)? else {
            return Ok(None);
        };
        let mut rounded = Vec::new();
        for (end, up) in [(high, false), (low, true)] {
            let distance = self.add_all(vec![end.clone(), rest.clone().negate()])?;
            let distance = self.multiply(&distance, &share)?;
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

    /// Whether a divisor is a positive integer, and what is to be left a remainder of it: from 0 to below it, which is
    /// noted where it is not known.
    fn is_remainder(&mut self, rest: &Fraction, step: &Fraction) -> Result<bool, PolyError> {
        let parts = (step.as_polynomial().cloned(), rest.as_polynomial().cloned());
        let (Some(divisor), Some(remainder)) = parts else {
            return Ok(false);
        };
        let is_positive = |(sign, is_strict): (Ordering, bool)| sign.is_gt() && is_strict;
        if !self.known_sign(&divisor)?.is_some_and(is_positive)
            || !self.is_whole(&divisor)?
            || !self.is_whole(&remainder)?
        {
            return Ok(false);
        }
        let one = Fraction::constant(&Rational::ONE);
        let most = self.add_all(vec![step.clone(), one.negate()])?;
        Ok(self.note_order(rest, &Fraction::constant(&Rational::ZERO))?
            && self.note_order(&most, rest)?)
    }

    /// Notes that one value must not be below another, unless that is known; tells whether it can be so.
    pub(super) fn note_order(
        &mut self,
        greater: &Fraction,
        less: &Fraction,
    ) -> Result<bool, PolyError> {
        let difference = self.add_all(vec![greater.clone(), less.clone().negate()])?;
        let known = match difference.as_polynomial() {
            Some(difference) => self.known_sign(difference)?,
            None => None,
        };
        if known.is_some_and(|(sign, is_strict)| sign.is_lt() && is_strict) {
            return Ok(false);
        }
        if !known.is_some_and(|(sign, _)| sign.is_ge()) {
            let condition = if let Some(difference) = difference.as_polynomial().cloned() {
                self.not_negative(&difference)?
            } else {
                let (greater, less) = (self.expr_of(greater), self.expr_of(less));
                Predicate::Compare(greater, Comparison::GreaterEqual, less)
            };
            if !self.needed.contains(&condition) {
                self.needed.push(condition.clone());
            }
            if !self.conditions.contains(&condition) {
                self.conditions.push(condition);
            }
        }
        Ok(true)
    }
}

/// The conditions that hold together where one holds.
fn joined_in(known: &Predicate, all: &mut Vec<Predicate>) {
    match known {
        Predicate::And(parts) => parts.iter().for_each(|part| joined_in(part, all)),
        other => all.push(other.clone()),
    }
}
