//! Values that are given under another name than the letter of the formula file: `context=4096`, `hidden_size=768`.

use super::{Model, Parameter};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Bindings, Symbol};

/// What stands before a name under which a parameter may be given: `from given.context`.
const GIVEN: &str = "given.";

/// The keys of a configuration among what `from` lists, and the names besides.
pub(super) fn keys_and_names(listed: Vec<String>) -> (Vec<String>, Vec<String>) {
    let (names, keys) = listed.into_iter().partition(|key| key.starts_with(GIVEN));
    let names: Vec<String> = names;
    let names = names
        .iter()
        .filter_map(|name| name.strip_prefix(GIVEN))
        .map(str::to_owned);
    (keys, names.collect())
}

impl Model {
    /// The values under the names that the file declares: what is no name of it, but one that a parameter says it may
    /// be given by, else a key that it is read from, is a value of that. What the file does not know stays as it is.
    ///
    /// ```
    /// use longhand::diagnostic::Source;
    /// use longhand::expr::{Bindings, Expr, Symbol};
    /// use longhand::model::Model;
    ///
    /// let text = "param s from given.context\nparam h from hidden_size\ntotal = s h";
    /// let model = Model::read(&Source::new("a.lh", text)).unwrap().value;
    /// let given: Bindings = [("context", 2), ("hidden_size", 3)]
    ///     .map(|(name, value)| (Symbol::new(name), Expr::integer(value)))
    ///     .into_iter()
    ///     .collect();
    /// let own = model.in_own_names(&given).unwrap();
    /// assert_eq!(own.get(&Symbol::new("s")), Some(&Expr::integer(2)));
    /// assert_eq!(own.get(&Symbol::new("h")), Some(&Expr::integer(3)));
    /// ```
    ///
    /// # Errors
    /// Two names give one parameter a value.
    pub fn in_own_names(&self, given: &Bindings) -> Result<Bindings, Vec<Diagnostic>> {
        let mut own = Bindings::new();
        let mut errors = Vec::new();
        let mut by: Vec<(&Symbol, &Symbol)> = Vec::new();
        for (name, value) in given.iter() {
            let meant = self.meant_by(name);
            if meant.is_empty() {
                own.insert(name.clone(), value.clone());
            }
            for parameter in meant {
                let symbol = &parameter.symbol;
                let other = given.get(symbol).map(|_| symbol);
                let before = by.iter().find(|(known, _)| *known == symbol);
                if let Some(other) = other.or(before.map(|(_, name)| *name)) {
                    let message = format!("`{name}` is `{symbol}`, which `{other}` gives as well");
                    let error = Diagnostic::error(Code::USAGE, message);
                    errors.push(error.hint("keep one of them"));
                    continue;
                }
                by.push((symbol, name));
                own.insert(symbol.clone(), value.clone());
            }
        }
        if errors.is_empty() {
            Ok(own)
        } else {
            Err(errors)
        }
    }

    /// The parameters that another name stands for; a key that several are read from gives all of them.
    pub fn meant_by(&self, name: &Symbol) -> Vec<&Parameter> {
        if self.declared(name).is_some() {
            return Vec::new();
        }
        let of = |has: fn(&Parameter) -> &[String]| {
            let parameters = self.parameters();
            let named = parameters.filter(|one| has(one).iter().any(|known| known == name.name()));
            named.collect::<Vec<_>>()
        };
        let named = of(|one| &one.names);
        if named.is_empty() {
            of(|one| &one.keys)
        } else {
            named
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;
    use crate::expr::Expr;

    fn told(given: &[(&str, i64)]) -> String {
        let text = "param s from given.context | given.tokens | max_len\nparam q from bias\nparam r from bias\n\
                    param context_free = 1\nwidth = s + q + r\ntotal = width * context_free";
        let model = Model::read(&Source::new("t.lh", text)).unwrap().value;
        let given = given.iter();
        let given = given.map(|(name, value)| (Symbol::new(name), Expr::integer(*value)));
        let told: Vec<String> = match model.in_own_names(&given.collect()) {
            Ok(own) => own
                .iter()
                .map(|(name, value)| format!("{name}={}", value.as_number().unwrap()))
                .collect(),
            Err(errors) => errors.iter().map(ToString::to_string).collect(),
        };
        told.join(" ")
    }

    #[test]
    fn who_is_meant() {
        assert_eq!(told(&[("context", 2)]), "s=2");
        assert_eq!(told(&[("max_len", 2)]), "s=2");
        assert_eq!(told(&[("bias", 2)]), "q=2 r=2");
        assert_eq!(told(&[("width", 2), ("other", 3)]), "other=3 width=2");
        let twice = "is `s`, which `s` gives as well";
        assert!(told(&[("s", 1), ("tokens", 2)]).contains(twice));
        let twice = "`tokens` is `s`, which `context` gives as well";
        assert!(told(&[("context", 1), ("tokens", 2)]).contains(twice));
    }
}
