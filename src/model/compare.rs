//! Counts side by side, and for two of them which parameter makes which part of the difference.

use super::{Count, FromConfig, Model, Valuation};
use crate::eval::{Value, evaluate};
use crate::expr::{Bindings, Expr, Symbol};
use crate::number::Rational;

/// Counts side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// One count for each configuration.
    pub columns: Vec<Column>,
    /// Whether one formula file counts them all.
    pub is_of_one_file: bool,
    /// What makes the difference, where two of one formula file are compared.
    pub difference: Option<Difference>,
}

/// The count of one configuration.
#[derive(Clone, Debug)]
pub struct Column {
    /// The configuration.
    pub name: String,
    /// What tells its name apart from those of the others.
    pub label: String,
    /// The class it was read for.
    pub class: Option<String>,
    /// The count.
    pub count: Count,
}

/// What lies between two counts.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The second less the first.
    pub total: Rational,
    /// The parameters that differ, changed one at a time in the order of the formula file; their
    /// changes add up to the whole difference.
    pub changes: Vec<Change>,
}

/// One parameter changed from the first configuration's value to the second's, those before it in the
/// file being changed already.
#[derive(Clone, Debug)]
pub struct Change {
    /// The parameter.
    pub symbol: Symbol,
    /// What it is.
    pub description: Option<String>,
    /// The key that gives it, where one does.
    pub key: Option<String>,
    /// Its first value.
    pub from: Value,
    /// Its second value.
    pub to: Value,
    /// By how much the count changes.
    pub change: Rational,
}

impl Model {
    /// Which parameter makes which part of the difference between two valuations of this model; `None`
    /// where a step between them has no value, or none that is a number.
    pub fn difference(
        &self,
        of: &Symbol,
        first: (&Valuation<'_>, &FromConfig),
        second: (&Valuation<'_>, &FromConfig),
    ) -> Option<Difference> {
        let value = |bindings: &Bindings| {
            let environment = self.environment(bindings);
            let value = evaluate(&Expr::symbol(of.clone()), &environment).ok()?;
            value.as_number().cloned()
        };
        let mut at = first.0.bindings().clone();
        let start = value(&at)?;
        let mut last = start.clone();
        let mut changes = Vec::new();
        for parameter in self.parameters() {
            let symbol = &parameter.symbol;
            let wanted = second.0.bindings().get(symbol);
            if at.get(symbol) == wanted {
                continue;
            }
            let shown = |valuation: &Valuation<'_>| {
                let value = valuation.bindings().get(symbol)?;
                evaluate(value, &valuation.environment()).ok()
            };
            let (from, to) = (shown(first.0), shown(second.0));
            match wanted {
                Some(wanted) => at.insert(symbol.clone(), wanted.clone()),
                None => at.remove(symbol),
            };
            let next = value(&at)?;
            let change = &next - &last;
            last = next;
            // What one of them lacks matters to neither number, or there would be none.
            let (Some(from), Some(to)) = (from, to) else {
                continue;
            };
            let key = [second.1, first.1]
                .into_iter()
                .find_map(|bound| bound.bound(symbol));
            changes.push(Change {
                symbol: symbol.clone(),
                description: parameter.description.clone(),
                key: key.map(|bound| bound.key.clone()),
                from,
                to,
                change,
            });
        }
        Some(Difference {
            total: &last - &start,
            changes,
        })
    }
}
