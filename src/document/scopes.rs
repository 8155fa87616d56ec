//! The names and functions that are whole in the lines of a text.

use std::collections::{BTreeMap, BTreeSet};

use super::functions::{Called, functions_in, spelled};
use super::names_met::{bare_runs, is_called, runs};
use super::statement::Origin;
use super::whole::Document;
use crate::expr::Symbol;
use crate::syntax::latex::Lowered;
use crate::syntax::{Scope, names_function};

/// The names that are whole in a text.
pub(super) struct Scopes<'t> {
    text: Looked<'t>,
    /// How many functions and names were known when names were looked for.
    functions: usize,
    met: usize,
    names: Scope,
}

/// What a text says of its names, whatever is known of them: it is looked at once.
struct Looked<'t> {
    lowered: &'t Lowered,
    origin: Origin,
    /// The runs of letters that stand somewhere without a bracket behind them.
    bare: BTreeSet<&'t str>,
    /// Names between the signs of mathematics that look like functions.
    called: BTreeMap<Symbol, Called>,
}

impl<'t> Looked<'t> {
    fn at(lowered: &'t Lowered, origin: Origin) -> Self {
        let phrases = lowered.phrases.iter().map(|phrase| phrase.words.as_str());
        let words = lowered.names.iter().map(String::as_str).chain(phrases);
        let called = match origin {
            Origin::Math => functions_in(&spelled(&lowered.text, lowered), &words.collect()),
            _ => BTreeMap::new(),
        };
        Self {
            lowered,
            origin,
            bare: bare_runs(&lowered.text),
            called,
        }
    }

    /// Whether a name has arguments wherever it stands.
    fn is_called(&self, name: &str) -> bool {
        let belongs = |c: char| c.is_alphanumeric() || c == '_';
        if name.chars().all(belongs) {
            !self.bare.contains(name)
        } else {
            is_called(&self.lowered.text, name)
        }
    }

    /// Whether a name, once it is met, is read in another way.
    fn watches(&self, name: &Symbol) -> bool {
        self.origin != Origin::Math
            || self.called.contains_key(name)
            || LETTERS.contains(&name.name())
    }
}

impl Document {
    /// The names that are whole in the lines of a text; they are looked for again once more is known of them.
    pub(super) fn names_in<'s, 't>(
        &self,
        lowered: &'t Lowered,
        origin: Origin,
        last: &'s mut Option<Scopes<'t>>,
    ) -> &'s Scope {
        let mut scopes = last.take().unwrap_or_else(|| {
            let text = Looked::at(lowered, origin);
            self.scopes(text)
        });
        let is_other = |name: &Symbol| scopes.text.watches(name);
        if self.met.since(scopes.met).iter().any(is_other) {
            scopes = self.scopes(scopes.text);
        }
        let defined = self.functions.since(scopes.functions);
        if scopes.text.origin == Origin::Math {
            for name in defined {
                self.define_in(&mut scopes, name);
            }
        } else if !defined.is_empty() {
            scopes = self.scopes(scopes.text);
        }
        scopes.functions = self.functions.len();
        scopes.met = self.met.len();
        &last.insert(scopes).names
    }

    fn scopes<'t>(&self, text: Looked<'t>) -> Scopes<'t> {
        Scopes {
            names: self.scope(&text),
            functions: self.functions.len(),
            met: self.met.len(),
            text,
        }
    }

    /// Adds a function to the names of a text, as [`scope`](Self::scope) has it: a text of many lines that each
    /// define one is not looked at again for every line.
    fn define_in(&self, scopes: &mut Scopes<'_>, name: &Symbol) {
        let Scopes { text, names, .. } = scopes;
        let called = text.called.get(name).filter(|called| called.is_certain);
        if !text.is_called(name.name()) {
            if called.is_none() {
                names.functions.remove(name);
            }
            return;
        }
        let declared = self.functions.get(name).copied();
        if let Some(arity) = called.map(|called| called.arity).or(declared) {
            names.functions.insert(name.clone(), arity);
        }
        if text.lowered.phrase_of(name.name()).is_none() {
            names.names.remove(name);
        }
    }

    /// The names that are whole in this text, with the letters that stand for something rather than for thousands:
    /// `K = 12`, then `2K + 2`; `3k = 8 ⇒ k = 8/3`.
    fn scope(&self, text: &Looked<'_>) -> Scope {
        let is_function =
            |letter: &str| self.functions.contains(&Symbol::new(letter)) && text.is_called(letter);
        let letters = LETTERS.iter().copied().filter(|letter| {
            let is_own = letter.chars().all(|c| self.own_letters.contains(&c));
            let is_met = is_own || self.met.contains(&Symbol::new(letter));
            let is_named = text.origin == Origin::Math && is_met;
            !is_function(letter) && (is_named || stands_alone(&text.lowered.text, letter))
        });
        self.whole_names(text, text.origin).with_names(letters)
    }

    /// The names that are whole in this text, of several letters or defined.
    pub(super) fn named(&self, lowered: &Lowered, origin: Origin) -> Scope {
        self.whole_names(&Looked::at(lowered, origin), origin)
    }

    /// The names that are whole in a text as one of an origin, of several letters or defined.
    fn whole_names(&self, text: &Looked<'_>, origin: Origin) -> Scope {
        let lowered = text.lowered;
        let phrases = lowered
            .phrases
            .iter()
            .map(|phrase| phrase.stand_in.as_str());
        let unsaid = match origin {
            Origin::Math => unsaid(&text.called, |name| {
                self.met.contains(name) || self.functions.contains(name)
            }),
            Origin::Code => self.called_functions(lowered),
            _ => BTreeMap::new(),
        };
        let is_no_function = |name: &&str| {
            let symbol = Symbol::new(name);
            let is_known = names_function(name)
                || self.functions.contains(&symbol)
                || unsaid.contains_key(&symbol);
            !is_known || !text.is_called(name)
        };
        let whole = lowered.names.iter().map(String::as_str);
        let scope = Scope::open()
            .with_names(phrases)
            .with_names(whole.filter(is_no_function));
        let mut scope = match origin {
            Origin::Math => scope,
            _ => scope
                .with_names(self.names_met(&lowered.text))
                .with_names(self.factors_met(&lowered.text)),
        };
        let defined = self.functions.iter();
        let defined = defined.filter(|(name, _)| text.is_called(name.name()));
        let defined = defined.map(|(name, arity)| (name.clone(), *arity));
        scope.functions.extend(defined.chain(unsaid));
        scope
    }

    /// Functions that code calls, and of which the document says nothing: `softmax(l + a)`.
    fn called_functions(&self, lowered: &Lowered) -> BTreeMap<Symbol, usize> {
        let words = runs(&lowered.text).filter(|name| !names_function(name));
        let called = functions_in(&lowered.text, &words.collect());
        unsaid(&called, |name| self.met.contains(name))
    }
}

/// Letters that may stand for thousands and more.
const LETTERS: &[&str] = &["K", "M", "B", "T", "k"];

/// Functions of which the document says nothing.
fn unsaid(
    called: &BTreeMap<Symbol, Called>,
    is_met: impl Fn(&Symbol) -> bool,
) -> BTreeMap<Symbol, usize> {
    let kept = called.iter();
    let kept = kept.filter(|(name, called)| called.is_certain || !is_met(name));
    kept.map(|(name, called)| (name.clone(), called.arity))
        .collect()
}

/// Whether a letter stands in a text by itself, with no number before it.
fn stands_alone(text: &str, letter: &str) -> bool {
    let belongs = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(letter).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + letter.len()..).unwrap_or_default();
        let is_number = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
        !before.ends_with(belongs) && !is_number && !behind.starts_with(belongs)
    })
}

#[cfg(test)]
mod tests {
    use super::{Looked, Origin, Symbol};
    use crate::diagnostic::Source;
    use crate::document::whole::Document;
    use crate::syntax::latex::Lowered;

    /// What grows line by line is what looking at the whole text again would find.
    #[test]
    fn functions_met_in_a_text_are_added_to_its_names() {
        for text in [
            "foo(x) = 2 x\nVar(X, Y) = f(X) + g_1(2)\nK(x) = 3 K(2)\nT(n) = 2 T(n - 1) + 1",
            "foo(x) = foo + Var\nf(x) = f + g_1\nK(x) = 3K\nT(n) = T",
            "f'(x) + E_{x}(y) = T(n) T(0)\nVar(aX) = foo (x) K (2)",
        ] {
            let names = ["Var", "foo", "K", "g_1"].map(str::to_owned);
            let mut lowered = Lowered {
                text: text.to_owned(),
                names: names.to_vec(),
                ..Lowered::default()
            };
            lowered.phrase("two words");
            let mut document = Document::new(Source::new("t", text));
            let mut kept = None;
            document.names_in(&lowered, Origin::Math, &mut kept);
            for name in ["foo", "f", "E_{x}", "Var", "K", "g_1", "T", "f'", "absent"] {
                document.functions.meet(Symbol::new(name), 2);
                let grown = document.names_in(&lowered, Origin::Math, &mut kept);
                let again = document.scopes(Looked::at(&lowered, Origin::Math));
                assert_eq!(*grown, again.names, "{name} in {text}");
            }
            for name in ["T", "Var", "M", "foo"] {
                document.met.meet(Symbol::new(name), ());
                let grown = document.names_in(&lowered, Origin::Math, &mut kept);
                let again = document.scopes(Looked::at(&lowered, Origin::Math));
                assert_eq!(*grown, again.names, "{name} in {text}");
            }
        }
    }
}
