//! Values that equations on the way gave, tried in the equation itself.

use super::roots::{FoundRoot, RootValue};
use super::undo::{Search, put};
use super::undone::{Undoing, Undone};
use super::{SolveError, fit};
use crate::eval::Enclosure;
use crate::expr::{Bindings, Expr, Predicate, Relation};
use crate::judge::{self, Claim, Condition, Verdict, judge};
use crate::number::Rational;

impl Search<'_> {
    /// Tries the values in the equation itself.
    pub(super) fn tried(mut self) -> Result<Option<Undone>, SolveError> {
        let (mut found, mut rejected) = (Vec::<FoundRoot>::new(), Vec::<RootValue>::new());
        for (value, of) in std::mem::take(&mut self.values) {
            if found.iter().any(|root| root.value == value) || rejected.contains(&value) {
                continue;
            }
            let solves = match &value {
                RootValue::Exact(exact) => match self.solves(exact)? {
                    None if self.is_reversible(of) => Some(true),
                    decided => decided,
                },
                RootValue::Enclosed(held) => self.has_root_within(held, of),
            };
            match solves {
                Some(true) => {}
                Some(false) => {
                    rejected.push(value);
                    continue;
                }
                None => return Ok(None),
            }
            if let RootValue::Exact(exact) = &value
                && !self.stages.get(of).is_some_and(|stage| {
                    stage.lhs.as_symbol() == Some(self.unknown()) && stage.rhs == *exact
                })
            {
                let symbol = Expr::symbol(self.unknown().clone());
                self.stage([&symbol, exact], Undoing::Solved, of, None, Vec::new())?;
            }
            let fit = match &value {
                RootValue::Exact(exact) => fit::fit(self.equation, exact, self.wanted)?,
                RootValue::Enclosed(held) => {
                    fit::fit_between(self.equation, held.low(), held.high(), self.wanted)?
                }
            };
            found.push(FoundRoot {
                value,
                multiplicity: 1,
                fit,
            });
        }
        let mut conditions: Vec<Predicate> = Vec::new();
        for condition in self.conditions {
            if !conditions.contains(&condition) {
                conditions.push(condition);
            }
        }
        Ok(Some(Undone {
            found,
            rejected,
            ranges: self.ranges,
            conditions,
            digits: self.wanted.digits,
            stages: self.stages,
        }))
    }

    /// Whether a value solves the equation; `None` where that is not decided.
    fn solves(&mut self, value: &Expr) -> Result<Option<bool>, SolveError> {
        let lhs = put(self.equation.lhs, self.unknown(), value)?;
        let rhs = put(self.equation.rhs, self.unknown(), value)?;
        let mut under = self.given().clone();
        under.domains.remove(self.unknown());
        under.conditions.extend(self.conditions.iter().cloned());
        let claim = Claim {
            lhs: &lhs,
            relation: Relation::Equal,
            rhs: &rhs,
            under: &under,
        };
        let budget = judge::Budget {
            poly: self.budget().clone(),
            ..judge::Budget::default()
        };
        Ok(match judge(&claim, &budget) {
            Verdict::Holds { conditions, .. } => {
                for condition in conditions {
                    if let Condition::If(known) | Condition::Except(known) = condition {
                        self.conditions.push(known);
                    }
                }
                Some(true)
            }
            // A side may have no value there.
            Verdict::Fails { .. }
            | Verdict::Undecided {
                because: judge::Reason::Undefined { .. },
            } => Some(false),
            Verdict::Undecided { .. } => None,
        })
    }

    /// Whether only steps lead to an equation that can be gone back.
    fn is_reversible(&self, mut of: usize) -> bool {
        while of > 0 {
            let Some(stage) = self.stages.get(of) else {
                return false;
            };
            let goes_back = matches!(
                stage.how,
                Undoing::Isolate | Undoing::Undo | Undoing::TakeLogarithms | Undoing::PartIsRoot
            );
            if !goes_back || stage.of >= of {
                return false;
            }
            of = stage.of;
        }
        true
    }

    /// The sum of the sides that were squared on the way to an equation: of a root of the square it is 0
    /// where the difference is not.
    fn conjugate(&self, mut of: usize) -> Option<Expr> {
        while of > 0 {
            let stage = self.stages.get(of)?;
            if stage.how == Undoing::Square {
                let before = self.stages.get(stage.of)?;
                return Some(Expr::sum([before.lhs.clone(), before.rhs.clone()]));
            }
            of = stage.of;
        }
        None
    }

    /// Whether the sides change places between two numbers that hold one root, so that it is theirs, or
    /// those before the squaring did with one of them negated, so that it is not.
    fn has_root_within(&self, held: &Enclosure, of: usize) -> Option<bool> {
        let apart = Expr::difference(self.equation.lhs.clone(), self.equation.rhs.clone());
        if self.changes_sign(&apart, held) == Some(true) {
            return Some(true);
        }
        let conjugate = self.conjugate(of)?;
        (self.changes_sign(&conjugate, held) == Some(true)).then_some(false)
    }

    fn changes_sign(&self, expr: &Expr, held: &Enclosure) -> Option<bool> {
        let sign = |at: &Rational| {
            let mut bindings = Bindings::new();
            bindings.insert(self.unknown().clone(), Expr::number(at));
            let environment =
                crate::eval::Environment::from_assumptions(self.given()).with_bindings(&bindings);
            let value = crate::eval::evaluate(expr, &environment).ok()?;
            value.as_real()?.signum()
        };
        let (low, high) = (sign(held.low())?, sign(held.high())?);
        Some(low * high <= 0)
    }
}
