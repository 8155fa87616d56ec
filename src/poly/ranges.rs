//! Bodies of sums whose form changes with the index, and what must hold of each index in a range.

use super::PolyError;
use super::convert::Normalizer;
use super::counted::Ends;
use super::fraction::Fraction;
use crate::expr::{Bindings, Comparison, Expr, ExprKind, Function, Predicate, deep};
use crate::number::Rational;

impl Normalizer<'_> {
    /// Notes what must hold at the ends of a range so that it holds of each index in it; whether that is seen, as it is
    /// of what is linear in the index.
    pub(super) fn holds_within(
        &mut self,
        known: &Predicate,
        index: &Expr,
        ends: Option<Ends<'_>>,
    ) -> Result<bool, PolyError> {
        let (Predicate::Compare(a, Comparison::GreaterEqual, b), Some((low, high))) = (known, ends)
        else {
            return Ok(false);
        };
        let apart = self.normalise_inside(&Expr::difference(a.clone(), b.clone()))?;
        let variable = self.table.find(index);
        let (Some(apart), Some(variable), Some(name)) =
            (apart.as_polynomial(), variable, index.as_symbol())
        else {
            return Ok(false);
        };
        let parts = apart.coefficients_in(variable);
        let is_linear = parts.iter().all(|(power, _)| (0..=1).contains(power));
        let occurring = apart.occurring().into_iter().zip(self.table.iter());
        let is_hidden = occurring
            .enumerate()
            .any(|(at, (occurs, entry))| occurs && at != variable && entry.shown.mentions(name));
        if !is_linear || is_hidden {
            return Ok(false);
        }
        let whole = self.expr_of(&apart.clone().into());
        for end in [low, high] {
            let there: Bindings = [(name.clone(), self.expr_of(end))].into_iter().collect();
            let Ok(there) = there.substitute(&whole) else {
                return Ok(false);
            };
            let there = self.normalise_inside(&there)?;
            if !self.note_order(&there, &Fraction::constant(&Rational::ZERO))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A body with the larger or smaller of two, and absolute values, as cases where the index decides them:
    /// min(i, k) is i as long as i < k.
    pub(super) fn in_branches(
        &mut self,
        body: &Expr,
        index: &Expr,
        high: &Fraction,
    ) -> Result<Expr, PolyError> {
        let Some(name) = index.as_symbol().filter(|name| body.mentions(name)) else {
            return Ok(body.clone());
        };
        let mut failed = None;
        let body = body.map_children(|part| {
            deep(|| self.in_branches(part, index, high)).unwrap_or_else(|error| {
                failed = Some(error);
                part.clone()
            })
        });
        if let Some(error) = failed {
            return Err(error);
        }
        let (larger, a, b) = match body.kind() {
            ExprKind::Call(Function::Abs, parts) => match parts.as_slice() {
                [a] => (true, a.clone(), Expr::negative(a.clone())),
                _ => return Ok(body),
            },
            ExprKind::Call(function @ (Function::Max | Function::Min), parts) => {
                match parts.as_slice() {
                    [a, b] => (*function == Function::Max, a.clone(), b.clone()),
                    _ => return Ok(body),
                }
            }
            _ => return Ok(body),
        };
        // |a| is the larger of a and −a, which differ by twice as much.
        let below = match body.kind() {
            ExprKind::Call(Function::Abs, _) => Expr::zero(),
            _ => b.clone(),
        };
        let apart = Expr::difference(a.clone(), below.clone());
        let apart = self.normalise_inside(&apart)?;
        let is_known = match apart.as_polynomial() {
            Some(apart) => self.known_sign(apart)?.is_some(),
            None => true,
        };
        let variable = self.table.find(index);
        let is_about = a.mentions(name) || below.mentions(name);
        let (false, true, Some(variable)) = (is_known, is_about, variable) else {
            return Ok(body);
        };
        let found = self.threshold(&a, Comparison::Greater, &below, variable)?;
        let Some((_, at)) = found else {
            return Ok(body);
        };
        // Only what is seen to lie in the range closes the sum.
        let place = self.expr_of(&at);
        let mut outer = self.indices.iter();
        let is_outer = outer.any(|(outer, _)| outer != name && place.mentions(outer));
        let left = self.add_all(vec![high.clone(), at.negate()])?;
        let is_inside = match left.as_polynomial() {
            Some(left) => self.known_sign(left)?.is_some(),
            None => false,
        };
        if !is_outer && !is_inside {
            return Ok(body);
        }
        let (first, second) = if larger {
            (a.clone(), b)
        } else {
            (b, a.clone())
        };
        let condition = Predicate::Compare(a, Comparison::Greater, below);
        Ok(Expr::conditional(condition, first, second))
    }
}
