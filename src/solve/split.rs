//! Cases of an equation: the signs of an absolute value, a condition that holds or does not, which of several is
//! the greatest.

use super::SolveError;
use super::pieces;
use super::undo::{Search, negated};
use super::undone::Undoing;
use crate::expr::{Comparison, Expr, ExprKind, Predicate};
use crate::poly::NormalForm;

/// What has to hold for a value to come from a case.
enum Needed {
    /// A condition.
    Condition(Predicate),
    /// That an expression, for which the case is the absolute value, is not negative.
    Size(Expr),
}

impl Search<'_> {
    /// A condition that holds, and one that does not: which of the values found do is seen in the equation.
    pub(super) fn by_branches(
        &mut self,
        form: &NormalForm,
        parts: &[Expr],
        of: usize,
        depth: usize,
    ) -> Result<Option<bool>, SolveError> {
        let bracket = |part: &Expr| match part.kind() {
            ExprKind::Bracket(known) => Some((part.clone(), known.clone())),
            _ => None,
        };
        let Some((part, known)) = parts.iter().find_map(bracket) else {
            return Ok(None);
        };
        let fails = negated(&known);
        let cases = [(Expr::one(), known), (Expr::zero(), fails)];
        let cases = cases.map(|(truth, known)| (truth, Needed::Condition(known)));
        self.each(form, &part, cases, of, depth)
    }

    /// A greatest or least of several, each of them in turn.
    pub(super) fn by_extremum(
        &mut self,
        form: &NormalForm,
        parts: &[Expr],
        of: usize,
        depth: usize,
    ) -> Result<Option<bool>, SolveError> {
        let Some((part, is_greatest, values)) = parts.iter().find_map(pieces::extremum) else {
            return Ok(None);
        };
        let comparison = if is_greatest {
            Comparison::GreaterEqual
        } else {
            Comparison::LessEqual
        };
        let cases = values.iter().map(|value| {
            let others = values.iter().filter(|other| *other != value);
            let known =
                others.map(|other| Predicate::Compare(value.clone(), comparison, other.clone()));
            let known = Predicate::And(known.collect());
            (value.clone(), Needed::Condition(known))
        });
        self.each(form, part, cases, of, depth)
    }

    /// An absolute value with either sign.
    pub(super) fn by_signs(
        &mut self,
        form: &NormalForm,
        parts: &[Expr],
        of: usize,
        depth: usize,
    ) -> Result<Option<bool>, SolveError> {
        let Some(size) = parts.iter().find(|part| pieces::is_size(part)) else {
            return Ok(None);
        };
        let Some(inner) = size.children().into_iter().next().cloned() else {
            return Ok(None);
        };
        let cases = [inner.clone(), Expr::negative(inner)];
        let cases = cases.map(|value| (value.clone(), Needed::Size(value)));
        self.each(form, size, cases, of, depth)
    }

    /// The equation with what stands for a part in each case.
    fn each(
        &mut self,
        form: &NormalForm,
        part: &Expr,
        cases: impl IntoIterator<Item = (Expr, Needed)>,
        of: usize,
        depth: usize,
    ) -> Result<Option<bool>, SolveError> {
        let (whole, zero) = (form.to_expr(), Expr::zero());
        for (value, needed) in cases {
            let left = self.normal(&whole.replacing(part, &value))?;
            let how = match needed {
                Needed::Condition(_) => Undoing::Branch,
                Needed::Size(_) => Undoing::Case,
            };
            let at = self.stage([&left, &zero], how, of, None, Vec::new())?;
            match needed {
                Needed::Condition(known) => self.needs(at, known),
                Needed::Size(value) => self.needs_size(at, value),
            }
            if !self.reduce(&left, &zero, at, depth + 1)? {
                return Ok(Some(false));
            }
        }
        Ok(Some(true))
    }
}
