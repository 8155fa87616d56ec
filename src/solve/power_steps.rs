//! The lines from a polynomial that is linear or quadratic in a power to its roots: the power first, then the unknown.

use super::line::How;
use super::root::sum_of;
use super::steps::{Way, plus};
use super::{Impossible, RootValue, Roots, SolveError, Through};
use crate::expr::{Expr, ExprKind, Predicate};
use crate::number::{Integer, Rational};
use crate::poly::Term;

impl Way<'_> {
    /// yⁿ = c, or (yⁿ + b/2)² = b²/4 − c and its two square roots; then the roots of each.
    pub(super) fn by_power(
        &mut self,
        leading: &Expr,
        through: &Through,
        roots: &Roots,
    ) -> Result<(), SolveError> {
        let [constant, .., inner_leading] = through.inner.as_slice() else {
            return Ok(());
        };
        let share = |part: &Expr| Expr::quotient(part.clone(), inner_leading.clone());
        let right = self.normal(&Expr::negative(share(constant)))?;
        let times = |expr: &Expr| Expr::product([leading.clone(), expr.clone()]);
        let power = raised(through, 1);
        if let [_, middle, _] = through.inner.as_slice() {
            let beside = self.normal(&share(middle))?;
            let half = self.normal(&Expr::quotient(beside.clone(), Expr::integer(2)))?;
            let left = Expr::sum([raised(through, 2), product(&beside, &power)]);
            let whole = Expr::difference(left.clone(), right.clone());
            if through.base.as_symbol().is_some() {
                self.gather(&[self.normal(&times(&whole))?, Expr::zero()])?;
            }
            self.divide(&[left, right.clone()], leading.clone())?;
            let added = self.normal(&Expr::power(half.clone(), Expr::integer(2)))?;
            let left = Expr::power(plus(&power, &half), Expr::integer(2));
            let right = self.normal(&Expr::sum([right, added.clone()]))?;
            let how = How::CompleteSquare {
                of: self.line,
                added,
            };
            self.next(&[left, right.clone()], how, Expr::one());
            self.values(&power, through, (&half, &right), roots);
        } else {
            let sides = [product(leading, &power), self.normal(&times(&right))?];
            self.gather(&sides)?;
            self.divide(&[power, right], leading.clone())?;
            for value in &through.values {
                self.roots_of_value(&value.roots, through.exponent, self.line, roots);
            }
        }
        Ok(())
    }

    /// The values of the power, by the square that was completed, and what each leads to.
    fn values(
        &mut self,
        power: &Expr,
        through: &Through,
        (half, right): (&Expr, &Expr),
        roots: &Roots,
    ) {
        let of = self.line;
        for found in &through.values {
            let square = Expr::power(plus(&found.value, half), Expr::integer(2));
            let how = How::Root { of, degree: 2 };
            let sides = [power, &found.value];
            let check = (square, right.clone());
            let at = self.sheet.following(sides, &found.conditions, how, &check);
            if found.roots.is_empty() {
                self.sheet.never(Some(Impossible::NotNegative));
            }
            self.roots_of_value(&found.roots, through.exponent, at, roots);
        }
    }

    fn roots_of_value(&mut self, values: &[Expr], degree: usize, of: usize, roots: &Roots) {
        for value in values {
            let is_it =
                |known: &RootValue| matches!(known, RootValue::Exact(exact) if exact == value);
            let found = roots.found.iter().find(|found| is_it(&found.value));
            let conditions: &[Predicate] = match found {
                Some(found) => &found.conditions,
                None => continue,
            };
            let how = How::Root { of, degree };
            self.sheet.root(self.unknown, (value, conditions), of, how);
        }
    }
}

/// The power, or a power of it.
fn raised(through: &Through, times: usize) -> Expr {
    let exponent = Integer::from(through.exponent * times);
    Expr::power(through.base.clone(), Expr::integer(exponent))
}

/// A product as a person writes it: without 1, with the sign in front.
pub(super) fn product(coefficient: &Expr, power: &Expr) -> Expr {
    let term = |coefficient: Rational| Term {
        coefficient,
        powers: vec![(power.clone(), 1)],
    };
    match coefficient.as_number() {
        Some(number) => sum_of(&[term(number)]),
        None => match coefficient.kind() {
            ExprKind::Neg(inner) => Expr::negative(Expr::product([inner.clone(), power.clone()])),
            _ => Expr::product([coefficient.clone(), power.clone()]),
        },
    }
}
