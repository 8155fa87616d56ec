//! The names and functions that are whole in the lines of a text.

use super::functions::{functions_in, spelled};
use super::names_met::{is_called, runs};
use super::statement::Origin;
use super::whole::Document;
use crate::expr::Symbol;
use crate::syntax::latex::Lowered;
use crate::syntax::{Scope, names_function};

/// The names that are whole in a text.
pub(super) struct Scopes {
    /// The names of the text that are read in another way once they are met; none where any name may be.
    watched: Option<Vec<Symbol>>,
    known: Known,
    names: Scope,
}

/// What was known when names were looked for.
#[derive(PartialEq, Eq)]
struct Known {
    functions: usize,
    names: usize,
    /// Of each watched name whether it was met.
    met: Vec<bool>,
}

impl Document {
    /// The names that are whole in the lines of a text; they are looked for again once more is known of them.
    pub(super) fn names_in<'s>(
        &self,
        lowered: &Lowered,
        origin: Origin,
        last: &'s mut Option<Scopes>,
    ) -> &'s Scope {
        let is_current = |scopes: &Scopes| scopes.known == self.known(scopes.watched.as_deref());
        let kept = last.take_if(|scopes| is_current(scopes));
        let scopes = kept.unwrap_or_else(|| {
            let watched = (origin == Origin::Math).then(|| Self::watched(lowered));
            Scopes {
                known: self.known(watched.as_deref()),
                names: self.scope(lowered, origin),
                watched,
            }
        });
        &last.insert(scopes).names
    }

    fn known(&self, watched: Option<&[Symbol]>) -> Known {
        let is_met = |name: &Symbol| self.met.contains(name);
        Known {
            functions: self.functions.len(),
            names: watched.map_or(self.met.len(), |_| 0),
            met: watched.unwrap_or_default().iter().map(is_met).collect(),
        }
    }

    /// The names between the signs of mathematics that are read in another way once they are met: those before
    /// brackets, and letters that may stand for thousands.
    fn watched(lowered: &Lowered) -> Vec<Symbol> {
        let called = unsaid_functions(lowered, |_| false);
        let letters = LETTERS.iter().map(|letter| Symbol::new(letter));
        called
            .into_iter()
            .map(|(name, _)| name)
            .chain(letters)
            .collect()
    }

    /// The names that are whole in this text, with the letters that stand for something rather than for thousands:
    /// `K = 12`, then `2K + 2`; `3k = 8 ⇒ k = 8/3`.
    fn scope(&self, lowered: &Lowered, origin: Origin) -> Scope {
        let is_function = |letter: &str| {
            let mut known = self.functions.iter();
            known.any(|(name, _)| name.name() == letter) && is_called(&lowered.text, letter)
        };
        let letters = LETTERS.iter().copied().filter(|letter| {
            let is_own = letter.chars().all(|c| self.own_letters.contains(&c));
            let is_met = is_own || self.met.contains(&Symbol::new(letter));
            let is_named = origin == Origin::Math && is_met;
            !is_function(letter) && (is_named || stands_alone(&lowered.text, letter))
        });
        self.named(lowered, origin).with_names(letters)
    }

    /// The names that are whole in this text, of several letters or defined.
    pub(super) fn named(&self, lowered: &Lowered, origin: Origin) -> Scope {
        let phrases = lowered
            .phrases
            .iter()
            .map(|phrase| phrase.stand_in.as_str());
        let unsaid = match origin {
            Origin::Math => unsaid_functions(lowered, |name| {
                let name = Symbol::new(name);
                self.met.contains(&name) || self.functions.iter().any(|(known, _)| *known == name)
            }),
            Origin::Code => self.called_functions(lowered),
            _ => Vec::new(),
        };
        let is_no_function = |name: &&str| {
            let mut functions = self.functions.iter().chain(&unsaid);
            let is_known =
                names_function(name) || functions.any(|(known, _)| known.name() == *name);
            !is_known || !is_called(&lowered.text, name)
        };
        let scope = Scope::open().with_names(phrases).with_names(
            lowered
                .names
                .iter()
                .map(String::as_str)
                .filter(is_no_function),
        );
        let scope = match origin {
            Origin::Math => scope,
            _ => scope
                .with_names(self.names_met(&lowered.text))
                .with_names(self.factors_met(&lowered.text)),
        };
        let called = |(name, _): &&(Symbol, usize)| is_called(&lowered.text, name.name());
        let defined = self.functions.iter().filter(called).cloned();
        defined.chain(unsaid).fold(scope, |scope, (name, arity)| {
            scope.with_function(name, arity)
        })
    }

    /// Functions that code calls, and of which the document says nothing: `softmax(l + a)`.
    fn called_functions(&self, lowered: &Lowered) -> Vec<(Symbol, usize)> {
        let is_met = |name: &str| self.met.contains(&Symbol::new(name));
        let words = runs(&lowered.text).filter(|name| !names_function(name));
        functions_in(&lowered.text, &words.collect(), is_met)
    }
}

/// Letters that may stand for thousands and more.
const LETTERS: &[&str] = &["K", "M", "B", "T", "k"];

/// Functions of which the document says nothing.
fn unsaid_functions(lowered: &Lowered, is_met: impl Fn(&str) -> bool) -> Vec<(Symbol, usize)> {
    let phrases = lowered.phrases.iter().map(|phrase| phrase.words.as_str());
    let words = lowered.names.iter().map(String::as_str).chain(phrases);
    let words = words.collect();
    functions_in(&spelled(&lowered.text, lowered), &words, is_met)
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
