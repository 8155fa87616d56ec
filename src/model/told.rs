//! What a formula file about sizes asks of the model it is for: `from count.total`, `from model.L`.

use super::{Definition, Model, Parameter, Valuation};
use crate::diagnostic::Diagnostic;
use crate::eval::Value;
use crate::expr::{Expr, Symbol};
use crate::number::Rational;

/// The value of a key, told beside the configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: Expr,
    /// Who tells it.
    pub teller: Teller,
}

/// Who tells the value of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teller {
    /// The model type or the class that picked the formula file.
    Family,
    /// The formula file of a model, at its configuration.
    Model,
    /// The library that the configuration is for, where it lacks the key.
    Library,
}

/// The parts that are looked up and not multiplied.
const LOOKED_UP: [&str; 2] = ["embedding", "position"];

/// The parts that are no layers.
const NO_LAYERS: [&str; 4] = ["embedding", "position", "norm", "head"];

/// Letters that most formula files use alike.
const LETTERS: [&str; 11] = ["L", "h", "a", "k", "d", "i", "V", "E", "T", "S", "m"];

/// Letters of what only some models have, and which others use otherwise: their key has to say it.
const OF_EXPERTS: [&str; 4] = ["E", "T", "S", "m"];

/// Whether a parameter of a file for a model is what its letter means elsewhere.
pub fn means_its_letter(parameter: &Parameter) -> bool {
    let is_of_experts = OF_EXPERTS.contains(&parameter.symbol.name());
    let mut keys = parameter.keys.iter();
    !is_of_experts || keys.any(|key| key.contains("expert") || key.contains("moe"))
}

/// Whether a model answers for a key, and no configuration does.
pub(super) fn is_of_model(key: &str) -> bool {
    key.starts_with("count.") || key.starts_with("model.")
}

impl Model {
    /// The keys under which its parameters ask for numbers of a model.
    pub fn asked(&self) -> Vec<&str> {
        let keys = self.parameters().flat_map(|parameter| &parameter.keys);
        keys.map(String::as_str)
            .filter(|key| is_of_model(key))
            .collect()
    }

    /// The parameters that ask a model for a letter that most files use alike, and the letter.
    pub fn asks_for_letters(&self) -> impl Iterator<Item = (&Parameter, &str)> {
        self.parameters().filter_map(|parameter| {
            let keys = parameter.keys.iter();
            let mut letters = keys.filter_map(|key| key.strip_prefix("model."));
            let letter = letters.find(|letter| LETTERS.contains(letter))?;
            Some((parameter, letter))
        })
    }

    /// The parameters that have no value unless a model gives it.
    pub fn needs_of_model(&self) -> impl Iterator<Item = &Symbol> {
        let parameters = self.parameters().filter(|parameter| {
            let keys = &parameter.keys;
            parameter.default.is_none()
                && !keys.is_empty()
                && keys.iter().all(|key| is_of_model(key))
        });
        parameters.map(|parameter| &parameter.symbol)
    }
}

impl Valuation<'_> {
    /// What the model answers at these values to keys that ask for its numbers:
    ///
    /// - `count.total` is the whole, `count.NAME` a definition of that name;
    /// - `count.embeddings` what is looked up, `count.layers` what one token uses of all parts but
    ///   embedding, position, norm and head, `count.layers_shared` those parts without experts that a
    ///   router picks;
    /// - `model.NAME` is a parameter or definition, where its letters have their usual meaning.
    ///
    /// What it does not know stays open.
    ///
    /// # Errors
    /// The whole has no value: a parameter is missing.
    pub fn answers(
        &self,
        keys: &[&str],
        letters_are_usual: bool,
    ) -> Result<Vec<Told>, Vec<Diagnostic>> {
        let mut told = Vec::new();
        for key in keys {
            let value = match key.split_once('.') {
                Some(("count", "total")) => Some(self.whole()?),
                Some(("count", "embeddings")) => self.sum_of(|name| LOOKED_UP.contains(&name)),
                Some(("count", "layers")) => self.in_use(),
                Some(("count", "layers_shared")) => self.shared(),
                Some(("count", name)) => self.known(name, false),
                Some(("model", name)) if letters_are_usual => self.known(name, true),
                _ => None,
            };
            let value = value.as_ref().and_then(Value::to_expr);
            told.extend(value.map(|value| Told {
                key: (*key).to_owned(),
                value,
                teller: Teller::Model,
            }));
        }
        Ok(told)
    }

    fn whole(&self) -> Result<Value, Vec<Diagnostic>> {
        let Some(main) = self.model.main_definition() else {
            return Ok(Value::Number(Rational::from(0)));
        };
        let name = Expr::symbol(main.symbol.clone());
        self.evaluate(&name).map_err(|error| vec![error])
    }

    /// A definition, or a parameter too; one without a value here is not known.
    fn known(&self, name: &str, with_parameters: bool) -> Option<Value> {
        let symbol = Symbol::new(name);
        let is_there = self.model.definition(&symbol).is_some()
            || (with_parameters && self.model.parameter(&symbol).is_some());
        is_there
            .then(|| self.evaluate(&Expr::symbol(symbol)).ok())
            .flatten()
    }

    fn declared(&self) -> impl Iterator<Item = &Definition> {
        let definitions = self.model.definitions();
        definitions.filter(|definition| definition.part.is_some())
    }

    /// The declared parts that are asked for, together; none where no part is declared.
    fn sum_of(&self, is_asked: impl Fn(&str) -> bool) -> Option<Value> {
        self.declared().next()?;
        let parts = self.declared().filter(|part| is_asked(part.symbol.name()));
        let numbers = parts.map(|part| self.number(&Expr::symbol(part.symbol.clone())));
        Some(Value::Number(sum(numbers)?))
    }

    /// What one token uses of the layers.
    fn in_use(&self) -> Option<Value> {
        self.declared().next()?;
        let parts = self
            .declared()
            .filter(|part| !NO_LAYERS.contains(&part.symbol.name()));
        let numbers = parts.map(|definition| {
            let share = definition.part.as_ref()?.active.clone();
            self.number(&share.unwrap_or_else(|| Expr::symbol(definition.symbol.clone())))
        });
        Some(Value::Number(sum(numbers)?))
    }

    /// The layers without experts that a router picks.
    fn shared(&self) -> Option<Value> {
        let Value::Number(layers) = self.sum_of(|name| !NO_LAYERS.contains(&name))? else {
            return None;
        };
        let experts = self.known("routed_experts", false);
        let experts = experts.and_then(|value| value.as_number().cloned());
        Some(Value::Number(&layers - &experts.unwrap_or_default()))
    }

    fn number(&self, expr: &Expr) -> Option<Rational> {
        self.evaluate(expr).ok()?.as_number().cloned()
    }
}

fn sum(numbers: impl Iterator<Item = Option<Rational>>) -> Option<Rational> {
    let mut whole = Rational::from(0);
    for number in numbers {
        whole = &whole + &number?;
    }
    Some(whole)
}
