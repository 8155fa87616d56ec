//! Rough relations beside an arrow: `N ≈ 12Lh² ⇒ h ≈ √(N/(12L))` is followed as equations are.

use super::lines::Lines;
use super::univariate::only_symbol;
use crate::expr::Relation;
use crate::judge::Budget;

impl Lines {
    /// Whether all relations are equations, rough ones among them.
    pub(super) fn are_equations(&self) -> bool {
        let mut all = self.any.iter().flatten();
        all.all(|one| matches!(one.relation, Relation::Equal | Relation::Approx))
    }

    /// The lines with `=` for `≈`, where nothing but the two relates them: what follows from an equation follows
    /// roughly from a rough one, and a rough solution is held against the exact one by its digits.
    pub(super) fn into_equations(mut self) -> Self {
        if self.are_equations() {
            for one in self.any.iter_mut().flatten() {
                one.relation = Relation::Equal;
            }
        }
        self
    }

    /// Whether one of the relations is rough.
    pub(super) fn is_rough(&self) -> bool {
        let mut all = self.any.iter().flatten();
        all.any(|one| one.relation == Relation::Approx)
    }

    /// Whether one number and no other solves the lines.
    pub(super) fn has_one_solution(&self, budget: &Budget) -> bool {
        let unknown = only_symbol(self.exprs());
        let solutions = unknown.and_then(|unknown| self.solutions(&unknown, budget));
        solutions.is_some_and(|solutions| solutions.only().is_some())
    }
}
