//! Cases of an equation: the signs of an absolute value, a condition that holds or does not, which of several is
//! the greatest.

use super::SolveError;
use super::pieces;
use super::undo::{Search, negated};
use super::undone::Undoing;
use crate::expr::{Comparison, Expr, ExprKind, Predicate};
use crate::poly::NormalForm;

impl Search<'_> {
    /// A condition that holds, and one that does not: which of the values found do is seen in the equation.
    pub(super) fn by_branches(
        &mut self,
        form: &NormalForm,
        parts: &[Expr],
        of: usize,
        depth: usize,
    ) -> Result<Option<bool>, SolveError> {
        let is_condition = |part: &&Expr| matches!(part.kind(), ExprKind::Bracket(_));
        let Some(condition) = parts.iter().find(is_condition) else {
            return Ok(None);
        };
        let whole = form.to_expr();
        let ExprKind::Bracket(known) = condition.kind() else {
            return Ok(None);
        };
        let sides = [(Expr::one(), known.clone()), (Expr::zero(), negated(known))];
        for (truth, known) in sides {
            let left = self.normal(&pieces::replaced(&whole, condition, &truth))?;
            let sides = [&left, &Expr::zero()];
            let at = self.stage(sides, Undoing::Branch, of, None, Vec::new())?;
            self.needs(at, known);
            if !self.reduce(&left, &Expr::zero(), at, depth + 1)? {
                return Ok(Some(false));
            }
        }
        Ok(Some(true))
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
        let whole = form.to_expr();
        for value in values {
            let others = values.iter().filter(|other| *other != value);
            let known =
                others.map(|other| Predicate::Compare(value.clone(), comparison, other.clone()));
            let known = Predicate::And(known.collect());
            let left = self.normal(&pieces::replaced(&whole, part, value))?;
            let sides = [&left, &Expr::zero()];
            let at = self.stage(sides, Undoing::Branch, of, None, Vec::new())?;
            self.needs(at, known);
            if !self.reduce(&left, &Expr::zero(), at, depth + 1)? {
                return Ok(Some(false));
            }
        }
        Ok(Some(true))
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
        let whole = form.to_expr();
        for value in [inner.clone(), Expr::negative(inner)] {
            let left = self.normal(&pieces::replaced(&whole, size, &value))?;
            let at = self.stage([&left, &Expr::zero()], Undoing::Case, of, None, Vec::new())?;
            self.needs_size(at, value);
            if !self.reduce(&left, &Expr::zero(), at, depth + 1)? {
                return Ok(Some(false));
            }
        }
        Ok(Some(true))
    }
}
