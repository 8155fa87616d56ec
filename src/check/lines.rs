//! A chain between two arrows, with its alternatives: `x = 2 or x = -2`, `-2 < x < 2`.

use super::equations::Equation;
use super::plus_minus::both_signs;
use super::solutions::{Relates, Solutions};
use crate::document::{Link, Side};
use crate::expr::{Bindings, Expr, Predicate, Relation, Symbol};
use crate::judge::Budget;

/// A chain between two arrows: its relations, and those that stand beside it as alternatives or together with it.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    /// All of each hold together; any of them is enough.
    pub(super) any: Vec<Vec<Relates>>,
    /// Whether what stands beside it is joined to it in no known way.
    pub(super) is_open: bool,
}

impl Lines {
    /// The relations of a chain: `-2 < x < 2` are two.
    pub(super) fn of(first: &Side, links: &[&Link]) -> Self {
        let mut all = Vec::new();
        let mut lhs = &first.expr;
        for link in links {
            let rhs = &link.side.expr;
            all.push(Relates {
                lhs: lhs.clone(),
                relation: link.relation,
                rhs: rhs.clone(),
            });
            lhs = rhs;
        }
        Self {
            any: vec![all],
            is_open: false,
        }
        .with_both_signs()
    }

    /// `x = ±3` as two.
    pub(super) fn with_both_signs(self) -> Self {
        let mut any = Vec::new();
        for all in self.any {
            let both = match all.as_slice() {
                [one] => both_signs(&one.rhs).map(|values| (one.clone(), values)),
                _ => None,
            };
            match both {
                Some((one, values)) => {
                    any.extend(
                        values
                            .into_iter()
                            .map(|rhs| vec![Relates { rhs, ..one.clone() }]),
                    );
                }
                None => any.push(all),
            }
        }
        Self { any, ..self }
    }

    /// With what names stand for put in; as it is where that grows too large.
    pub(super) fn with(self, meanings: &Bindings) -> Self {
        let put = |expr: &Expr| meanings.substitute(expr).unwrap_or_else(|_| expr.clone());
        let each = |one: &Relates| Relates {
            lhs: put(&one.lhs),
            relation: one.relation,
            rhs: put(&one.rhs),
        };
        let all = |all: &Vec<Relates>| all.iter().map(each).collect();
        Self {
            any: self.any.iter().map(all).collect(),
            ..self
        }
    }

    pub(super) fn exprs(&self) -> impl Iterator<Item = &Expr> {
        let all = self.any.iter().flatten();
        all.flat_map(|one| [&one.lhs, &one.rhs])
    }

    /// Whether it is this condition that it states itself.
    pub(super) fn says(&self, known: &Predicate) -> bool {
        self.any.iter().flatten().any(|one| one.says(known))
    }

    /// The one relation that it is.
    pub(super) fn single(&self) -> Option<&Relates> {
        match self.any.as_slice() {
            [all] => match all.as_slice() {
                [one] => Some(one),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn equation(&self) -> Option<Equation> {
        let one = self.single()?;
        (one.relation == Relation::Equal).then(|| Equation {
            lhs: one.lhs.clone(),
            rhs: one.rhs.clone(),
        })
    }

    pub(super) fn solutions(&self, unknown: &Symbol, budget: &Budget) -> Option<Solutions> {
        let each = self.any.iter().map(|all| {
            let all = all.iter().map(|one| Solutions::of(one, unknown, budget));
            all.collect::<Option<Vec<_>>>().map(Solutions::all)
        });
        each.collect::<Option<Vec<_>>>().map(Solutions::any)
    }

    /// Whether it holds at a value of its unknown.
    pub(super) fn holds_at(&self, unknown: &Symbol, value: &Expr, budget: &Budget) -> Option<bool> {
        let mut is_known = true;
        for all in &self.any {
            let each: Vec<Option<bool>> = all
                .iter()
                .map(|one| one.holds_at(unknown, value, budget))
                .collect();
            if each.iter().all(|one| *one == Some(true)) {
                return Some(true);
            }
            is_known &= each.contains(&Some(false));
        }
        is_known.then_some(false)
    }
}
