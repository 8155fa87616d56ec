//! Parameters that an approximation would hold fixed although their defaults grow.

use std::collections::BTreeSet;

use super::graph::uses;
use super::{Approximation, Model, Parameter};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Expr, Monomial, Symbol};
use crate::number::Rational;

/// Every parameter that the approximated definition depends on, that is neither large nor tied to
/// a large symbol, and whose default depends on one: `param f = 4h` for large `h`. To hold `f` fixed
/// would drop terms that are as large as those kept.
pub(super) fn held_fixed(model: &Model, question: &Approximation, errors: &mut Vec<Diagnostic>) {
    let growing = growing(model, question);
    for symbol in model.depends_on(&question.symbol, false) {
        let Some(parameter) = model.parameter(&symbol) else {
            continue;
        };
        if growing.contains(&symbol) || fixed(model, &symbol) {
            continue;
        }
        let grown = default_grows_with(model, parameter, &growing);
        let Some(first) = grown.first() else { continue };
        let message =
            format!("`{symbol}` would be held fixed while `{first}` grows, which its default uses");
        let error = Diagnostic::error(Code::GROWTH, message);
        let error = question.place.mark(error, "approximated here");
        let large: Vec<&str> = question.large.iter().map(Symbol::name).collect();
        let (large, target) = (large.join(", "), &question.symbol);
        errors.push(
            parameter
                .place
                .mark(error, "declared here")
                .hint(format!(
                    "if it grows along, write `assume {symbol} ≍ {}`",
                    like(parameter.default.as_ref(), first)
                ))
                .hint(format!(
                    "if it grows by itself, write `approx {target} for large {large}, {symbol}`"
                ))
                .hint(format!(
                    "if it always has this value, define it: `{symbol} = …` without `param`"
                )),
        );
    }
}

/// The large symbols, and those that a relation ties to one.
fn growing(model: &Model, question: &Approximation) -> BTreeSet<Symbol> {
    let mut found: BTreeSet<Symbol> = question.large.iter().cloned().collect();
    for relation in &model.assumptions().growth {
        found.extend(relation.left.as_symbol().cloned());
        found.extend(relation.right.as_symbol().cloned());
    }
    found
}

fn fixed(model: &Model, symbol: &Symbol) -> bool {
    model.assumptions().fixed().get(symbol).is_some()
}

/// The growing symbols that a default depends on, through the names it uses.
fn default_grows_with(
    model: &Model,
    parameter: &Parameter,
    growing: &BTreeSet<Symbol>,
) -> Vec<Symbol> {
    let found = model.depends_on(&parameter.symbol, true);
    found
        .into_iter()
        .filter(|symbol| growing.contains(symbol))
        .collect()
}

/// What the default grows like: a power of the symbol where it is one, times a constant.
fn like(default: Option<&Expr>, symbol: &Symbol) -> String {
    let power = default.and_then(|default| {
        let monomial = Monomial::read(default)?;
        let mut powers = monomial.powers.iter();
        let (_, power) = powers.find(|(base, _)| base.as_symbol() == Some(symbol))?;
        Some(Rational::from(*power))
    });
    match power.filter(|power| !power.is_one()) {
        Some(power) => format!("{symbol}^{power}"),
        None => symbol.to_string(),
    }
}

impl Model {
    /// The symbols that a name depends on, itself included: through definitions, through functions
    /// that are called and, where that is asked for, through defaults.
    fn depends_on(&self, symbol: &Symbol, through_defaults: bool) -> BTreeSet<Symbol> {
        let mut met = BTreeSet::from([symbol.clone()]);
        let mut waiting = vec![symbol.clone()];
        while let Some(name) = waiting.pop() {
            for used in self.used_by_name(&name, through_defaults) {
                if met.insert(used.clone()) {
                    waiting.push(used);
                }
            }
        }
        met
    }

    fn used_by_name(&self, name: &Symbol, through_defaults: bool) -> BTreeSet<Symbol> {
        if let Some(definition) = self.definition(name) {
            return uses(&definition.expr);
        }
        if let Some(lambda) = self.assumptions().functions.get(name) {
            let mut used = uses(&lambda.body);
            used.retain(|symbol| !lambda.parameters.contains(symbol));
            return used;
        }
        let parameter = self.parameter(name).filter(|_| through_defaults);
        let default = parameter.and_then(|parameter| parameter.default.as_ref());
        default.map(uses).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Source;
    use crate::model::Model;

    /// With f = 4h the terms 2 L h f and 4 L h² are alike; f held fixed would drop the first.
    #[test]
    fn a_default_that_grows_is_not_held_fixed() {
        let text = |param: &str, approx: &str| {
            format!("param L\nparam h\nparam n\n{param}\ntotal = L (4h^2 + 2 h f)\n{approx}")
        };
        let told = |text: &str| match Model::read(&Source::new("t.lh", text)) {
            Ok(_) => Vec::new(),
            Err(errors) => {
                let told = errors.iter();
                told.map(|e| format!("{e}; {}", e.hints[0])).collect()
            }
        };
        let for_both = "approx total for large L, h";
        let along = "if it grows along, write `assume f ≍";
        let start = "t.lh:6:1: growth/assumptions: `f` would be held fixed while `h` grows, which \
                     its default uses;";
        assert_eq!(
            told(&text("param f = 4h", for_both)),
            [format!("{start} {along} h`")]
        );
        assert_eq!(
            told(&text("param f = 4 h^2", for_both)),
            [format!("{start} {along} h^2`")]
        );
        for (param, approx) in [
            ("param f = 4h", "approx total for large L"),
            ("param f = 4h", "approx total for large L, h, f"),
            ("param f = 4h\nassume f ≍ h", for_both),
            ("f = 4h", for_both),
            ("param f = 4n", for_both),
            ("param f", for_both),
        ] {
            assert!(told(&text(param, approx)).is_empty(), "{param}");
        }
        // Through another default.
        let text = "param h\nparam g = 4h\nparam f = g\nx = h f + h\napprox x for large h";
        assert_eq!(told(text).len(), 1);
        // A default that the definition does not use.
        let text = "param h\nparam f = 4h\nx = h^2 + h\napprox x for large h";
        assert!(told(text).is_empty());
    }
}
