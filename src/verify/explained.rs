//! One value of the configuration that would make all parts agree: a checkpoint of 32 layers under a
//! configuration of 40 is one sentence, not nine missing tensors for each layer.

use std::collections::BTreeSet;

use super::attribute::Fault;
use super::{Attempt, PartHeld, Whole};
use crate::expr::{Bindings, Expr, Symbol};
use crate::model::{Config, Origin, Parameter, Valuation};
use crate::number::{Integer, Rational};

/// A value of one parameter with which the formula and the tensors agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The parameter.
    pub symbol: Symbol,
    /// The key that holds it, or that would; none where no key gives it.
    pub key: Option<String>,
    /// Its value.
    pub said: Expr,
    /// The value with which all parts agree.
    pub stored: Expr,
}

/// The most values that are tried for one parameter.
const MAX_TRIALS: usize = 200;

/// Every single change with which all parts agree, tensor by tensor.
pub(super) fn explanations<'w>(
    whole: &Whole<'w>,
    valuation: &Valuation<'_>,
    config: Option<&Config>,
    rows: &[PartHeld],
) -> Vec<(Explanation, Attempt<'w>)> {
    let differing: Vec<&PartHeld> = rows.iter().filter(|row| !row.agrees()).collect();
    let is_sum = |row: &&PartHeld| !row.difference().is_zero();
    let Some(first) = differing.iter().copied().find(is_sum) else {
        return Vec::new();
    };
    let sizes = sizes(whole);
    let assigned = valuation.assigned().iter();
    let given = assigned.filter(|assigned| assigned.origin != Origin::Default);
    let given = given.map(|assigned| (assigned.symbol.clone(), assigned.value.clone()));
    let given: Bindings = given.collect();
    let trial = Trial {
        whole,
        given: &given,
        config,
        first,
        rows,
    };
    let mut found = Vec::new();
    for parameter in whole.model.parameters() {
        let Some(said) = valuation.bindings().get(&parameter.symbol) else {
            continue;
        };
        // What no key gives is a choice of the formula file, or follows from the rest.
        let default = parameter.default.as_ref();
        let follows = default.is_some_and(|default| !default.free_symbols().is_empty());
        if parameter.keys.is_empty() && (follows || boolean(said).is_none()) {
            continue;
        }
        for stored in trial.candidates(parameter, said, &sizes) {
            if let Some(attempt) = trial.agrees(parameter, &stored) {
                let explanation = Explanation {
                    symbol: parameter.symbol.clone(),
                    key: trial.key(parameter),
                    said: said.clone(),
                    stored,
                };
                found.push((explanation, attempt));
            }
        }
    }
    found
}

/// All sizes of tensors, and how many numbers there are at each place of their names.
fn sizes(whole: &Whole<'_>) -> BTreeSet<Integer> {
    let tensors = whole
        .groups
        .iter()
        .filter_map(|group| group.tensors.first());
    let shapes = tensors.flat_map(|tensor| tensor.shape.iter().copied());
    let mut sizes: BTreeSet<u64> = shapes.collect();
    for numbers in whole.groups.iter().filter_map(super::Group::numbers) {
        let places = numbers.first().map_or(0, Vec::len);
        sizes.extend((0..places).map(|place| {
            let at = numbers.iter().filter_map(|all| all.get(place));
            at.collect::<BTreeSet<_>>().len() as u64
        }));
    }
    sizes.into_iter().map(Integer::from).collect()
}

/// What is tried, and against what.
struct Trial<'t, 'w> {
    whole: &'t Whole<'w>,
    given: &'t Bindings,
    config: Option<&'t Config>,
    /// A part that differs.
    first: &'t PartHeld,
    rows: &'t [PartHeld],
}

impl<'w> Trial<'_, 'w> {
    fn valuation(&self, parameter: &Parameter, value: &Expr) -> Option<Valuation<'w>> {
        let mut given = self.given.clone();
        given.insert(parameter.symbol.clone(), value.clone());
        self.whole.model.valuation(None, &given).ok()
    }

    fn key(&self, parameter: &Parameter) -> Option<String> {
        let is_there = |key: &&String| {
            self.config
                .is_some_and(|config| config.value(key).is_some())
        };
        let found = parameter.keys.iter().find(is_there);
        found.or(parameter.keys.first()).cloned()
    }

    /// The values worth a trial: what a line through two points says, then the sizes of tensors.
    fn candidates(
        &self,
        parameter: &Parameter,
        said: &Expr,
        sizes: &BTreeSet<Integer>,
    ) -> Vec<Expr> {
        if let Some(value) = boolean(said) {
            return vec![Expr::boolean(!value)];
        }
        let Some(value) = said.as_number().and_then(|value| value.to_integer()) else {
            return Vec::new();
        };
        let number = |value: &Integer| Expr::number(&Rational::from(value.clone()));
        let part = |value: &Integer| {
            let valuation = self.valuation(parameter, &number(value))?;
            super::whole(&valuation, &self.first.symbol)
        };
        let one = Integer::from(1);
        let formula = &self.first.formula;
        let up = part(&(&value + &one)).map(|next| &next - formula);
        let slope = up.or_else(|| Some(formula - &part(&(&value - &one))?));
        let Some(slope) = slope else {
            return Vec::new();
        };
        if slope.is_zero() {
            return Vec::new();
        }
        let step = super::matching::whole(&self.first.difference(), &slope);
        let on_line = step.map(|step| &value + &step);
        let others = sizes.iter().filter(|size| Some(*size) != on_line.as_ref());
        let all = on_line.iter().chain(others.filter(|size| **size != value));
        all.take(MAX_TRIALS).map(number).collect()
    }

    /// Whether all agree with this value.
    fn agrees(&self, parameter: &Parameter, value: &Expr) -> Option<Attempt<'w>> {
        let valuation = self.valuation(parameter, value)?;
        let is_equal = |row: &PartHeld| {
            super::whole(&valuation, &row.symbol).is_some_and(|formula| formula == row.tensors)
        };
        if !is_equal(self.first) || !self.rows.iter().all(is_equal) {
            return None;
        }
        let attempt = self.whole.hold(&valuation).ok()?;
        attempt.rows.iter().all(PartHeld::agrees).then_some(attempt)
    }
}

fn boolean(value: &Expr) -> Option<bool> {
    [true, false]
        .into_iter()
        .find(|known| *value == Expr::boolean(*known))
}

/// Tells of each group what its own term gives at the values that the configuration says.
pub(super) fn attribute(valuation: &Valuation<'_>, trial: &Attempt<'_>, rows: &mut [PartHeld]) {
    let mut told: Vec<Vec<Fault>> = rows.iter().map(|_| Vec::new()).collect();
    for (part, claim) in &trial.claims {
        let mut formula = Some(Integer::from(0));
        for term in &claim.held {
            let value = super::whole_of(valuation, &term.expr());
            formula = formula.zip(value).map(|(sum, value)| &sum + &value);
        }
        let Some(formula) = formula.filter(|formula| *formula != claim.group.values()) else {
            continue;
        };
        if let Some(told) = told.get_mut(*part) {
            told.push(Fault::Term {
                tensors: claim.group.tensors.clone(),
                formula,
                term: claim.term.clone(),
            });
        }
    }
    let is_complete = rows.iter().zip(&told).all(|(row, told)| {
        let difference = told.iter().filter_map(|fault| match fault {
            Fault::Term {
                tensors, formula, ..
            } => Some(&super::sum(tensors.iter()) - formula),
            _ => None,
        });
        difference.fold(Integer::from(0), |all, one| &all + &one) == row.difference()
    });
    if is_complete {
        for (row, told) in rows.iter_mut().zip(told) {
            row.faults = told;
        }
    }
}
