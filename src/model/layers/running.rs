//! Sums over layers that are carried on from one number of layers to the next: layer `l` gets the term of `l`,
//! as it is with all layers there, and what each layer adds takes no longer the more layers there are.

use super::find::{Finder, Reading, names_in};
use crate::eval::{Environment, evaluate};
use crate::expr::{BigOperatorKind, Bindings, Expr, Range, Symbol};
use crate::model::Model;
use crate::number::{Integer, Rational};

/// The definitions of a model with a name in place of each sum over layers.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) definitions: Bindings,
    /// The expressions that are asked for, likewise.
    pub(super) asked: Vec<Expr>,
    sums: Vec<Sum>,
    /// The values with all layers, which the terms of sums are worked out at.
    all: Bindings,
    /// Whether every sum that depends on the layers has its name.
    pub(super) is_complete: bool,
    /// Whether a condition outside of sums depends on them.
    pub(super) has_conditions: bool,
    /// Whether no term hangs on the number of layers in a sum that has no name.
    pub(super) is_settled: bool,
}

/// `sum(index = first..last, body)` over layers.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub(super) name: Symbol,
    /// The parameter that counts the layers.
    pub(super) stack: Symbol,
    pub(super) index: Symbol,
    pub(super) first: Integer,
    pub(super) last: Integer,
    /// Whether it is written as a sum over numbers of layers.
    pub(super) steps_are_layers: bool,
    pub(super) body: Expr,
    /// What it is up to here, and where it goes on.
    pub(super) so_far: Option<(Rational, Integer)>,
}

impl Running {
    /// Names the sums of a model, and those of what is asked for.
    pub(super) fn new(reading: Reading<'_>, asked: &[Expr]) -> Self {
        let mut finder = Finder::new(reading);
        let definitions = &reading.model.assumptions().definitions;
        let following = reading
            .following
            .iter()
            .map(|(symbol, expr)| (symbol, expr));
        let all = definitions.iter().chain(following);
        let all: Vec<(&Symbol, &Expr)> = all.collect();
        let (definitions, asked) = loop {
            let before = finder.beginnings();
            let named = all.iter().map(|(symbol, expr)| {
                let named = finder.named(expr, &mut Vec::new());
                (Symbol::clone(symbol), named)
            });
            let named: Bindings = named.collect();
            let asked = asked.iter().map(|expr| finder.named(expr, &mut Vec::new()));
            let asked: Vec<Expr> = asked.collect();
            if !finder.again(before) {
                break (named, asked);
            }
        };
        Self {
            definitions,
            asked,
            all: all_layers(&reading, &finder.sums),
            sums: finder.sums,
            is_complete: finder.is_complete,
            has_conditions: finder.has_conditions,
            is_settled: finder.is_settled,
        }
    }

    /// What names stand for with these values.
    pub(super) fn environment<'a>(
        &'a self,
        model: &'a Model,
        bindings: &'a Bindings,
    ) -> Environment<'a> {
        Environment::new()
            .with_bindings(bindings)
            .with_definitions(&self.definitions)
            .with_functions(&model.assumptions().functions)
    }

    /// Carries the sums over a stack on to its first layers, `number` of `all`. A sum without a value here
    /// has none, which matters only where it is used.
    pub(super) fn carry_on(
        &mut self,
        model: &Model,
        (stack, number, all): (&Symbol, usize, usize),
        bindings: &mut Bindings,
    ) {
        let environment = model.environment(&self.all);
        for sum in &mut self.sums {
            if sum.stack != *stack {
                continue;
            }
            let next = sum.next(number, all, &environment);
            match &next {
                Some((value, _)) => bindings.insert(sum.name.clone(), Expr::number(value)),
                None => bindings.remove(&sum.name),
            };
            sum.so_far = next;
        }
    }
}

/// The values with all layers, with those of the definitions that terms speak of.
fn all_layers(reading: &Reading<'_>, sums: &[Sum]) -> Bindings {
    let mut values = reading.values.clone();
    for name in sums.iter().flat_map(|sum| names_in(&sum.body)) {
        if values.get(&name).is_some() || reading.model.definition(&name).is_none() {
            continue;
        }
        let environment = reading.model.environment(reading.values);
        let value = evaluate(&Expr::symbol(name.clone()), &environment);
        if let Some(value) = value.ok().and_then(|value| value.to_expr()) {
            values.insert(name, value);
        }
    }
    values
}

impl Sum {
    /// Up to the last of the first layers. They are counted from 0, except where the sum goes up to their
    /// number.
    fn next(
        &self,
        number: usize,
        all: usize,
        environment: &Environment<'_>,
    ) -> Option<(Rational, Integer)> {
        let (number, all) = (
            Integer::from(i64::try_from(number).ok()?),
            Integer::from(i64::try_from(all).ok()?),
        );
        let end = if self.last >= all {
            &(&number + &self.last) - &all
        } else {
            (&number - &Integer::ONE).min(self.last.clone())
        };
        let (so_far, first) = match &self.so_far {
            Some(found) => found.clone(),
            None => (Rational::from(0), self.first.clone()),
        };
        if end < first {
            return Some((so_far, first));
        }
        let rest = Expr::big_operator(
            BigOperatorKind::Sum,
            self.index.clone(),
            Range::Interval(Expr::integer(first), Expr::integer(end.clone())),
            self.body.clone(),
        );
        let rest = evaluate(&rest, environment).ok()?.as_number().cloned()?;
        Some((&so_far + &rest, &end + &Integer::ONE))
    }
}
