//! What a person asks: expressions and everything they are to be read under.

use super::bindings::bindings;
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::expr::{Assumptions, Bindings, Symbol};
use crate::judge::Budget;
use crate::syntax::{self, Assumption, Chain, Scope};

/// Expressions as typed, with the values, assumptions and names that go with them.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The expressions; they are one input, read in one notation.
    pub expressions: Vec<Source>,
    /// Values, each `NAME=VALUE`.
    pub bindings: Vec<Source>,
    /// Assumptions, each as after `assume`.
    pub assumptions: Vec<Source>,
    /// The symbols that grow without bound.
    pub large: Vec<Symbol>,
    /// Further declared names.
    pub names: Vec<Symbol>,
    /// Declared functions, and how many arguments each takes.
    pub functions: Vec<(Symbol, usize)>,
    /// Whether every name must be declared, as in a formula file.
    pub is_closed: bool,
    /// How far to go.
    pub budget: Budget,
}

/// A question as it was read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) chains: Vec<Chain>,
    pub(super) bindings: Bindings,
    pub(super) assumptions: Assumptions,
    pub(super) notes: Vec<Diagnostic>,
    /// The names that were declared.
    pub(super) scope: Scope,
}

impl Read {
    /// Goes on with what was read; where that fails, the readings that were chosen are told before
    /// the errors, since one of them may be the cause.
    pub(super) fn then<T>(
        self,
        answer: impl FnOnce(Self) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<T, Vec<Diagnostic>> {
        let notes = self.notes.clone();
        answer(self).map_err(|errors| notes.into_iter().chain(errors).collect())
    }
}

impl Question {
    /// A question about one expression.
    pub fn new(expression: &str) -> Self {
        Self {
            expressions: vec![Source::new("<expression>", expression)],
            ..Self::default()
        }
    }

    /// The same with one more expression.
    #[must_use]
    pub fn and(mut self, expression: &str) -> Self {
        self.expressions
            .push(Source::new("<expression>", expression));
        self
    }

    /// The same with values, each `NAME=VALUE`.
    #[must_use]
    pub fn with_bindings<'t>(mut self, bindings: impl IntoIterator<Item = &'t str>) -> Self {
        self.bindings.extend(
            bindings
                .into_iter()
                .map(|text| Source::new("<binding>", text)),
        );
        self
    }

    /// The same with assumptions: `n divides h`, `V >> h`, `h ≥ 64`.
    #[must_use]
    pub fn assuming<'t>(mut self, assumptions: impl IntoIterator<Item = &'t str>) -> Self {
        let sources = assumptions
            .into_iter()
            .map(|text| Source::new("<assumption>", text));
        self.assumptions.extend(sources);
        self
    }

    /// The same with symbols that grow without bound.
    #[must_use]
    pub fn with_large<'t>(mut self, large: impl IntoIterator<Item = &'t str>) -> Self {
        self.large.extend(large.into_iter().map(Symbol::new));
        self
    }

    /// The same with declared names.
    #[must_use]
    pub fn with_names<'t>(mut self, names: impl IntoIterator<Item = &'t str>) -> Self {
        self.names.extend(names.into_iter().map(Symbol::new));
        self
    }

    /// Reads everything; what is wrong in any part is told at once.
    pub(super) fn read(&self) -> Result<Read, Vec<Diagnostic>> {
        let mut errors = Vec::new();
        let mut notes = Vec::new();
        let mut values = Bindings::new();
        match bindings(&self.bindings) {
            Ok(reading) => {
                notes.extend(reading.notes);
                values = reading.value;
            }
            Err(found) => errors.extend(found),
        }
        let large = spelled(&self.large, &mut errors);
        let mut scope = Scope::open()
            .with_names(values.iter().map(|(symbol, _)| symbol.clone()))
            .with_names(large.iter().cloned())
            .with_names(spelled(&self.names, &mut errors));
        scope.functions.extend(self.functions.iter().cloned());
        scope.closed = self.is_closed;
        let mut assumptions = Assumptions {
            large,
            ..Assumptions::none()
        };
        for source in &self.assumptions {
            match syntax::parse_assumptions(source, &scope) {
                Ok(reading) => {
                    notes.extend(reading.notes);
                    for assumption in reading.value {
                        match assumption.value {
                            Assumption::Condition(known) => assumptions.conditions.push(known),
                            Assumption::Growth(relation) => assumptions.growth.push(relation),
                        }
                    }
                }
                Err(found) => errors.extend(found),
            }
        }
        match syntax::parse_input(&self.expressions, &scope) {
            Ok(reading) if errors.is_empty() => {
                notes.extend(reading.notes);
                Ok(Read {
                    chains: reading.value,
                    bindings: values,
                    assumptions,
                    notes,
                    scope,
                })
            }
            Ok(_) => Err(errors),
            Err(found) => {
                errors.extend(found);
                Err(errors)
            }
        }
    }

    /// The one expression of a question about one.
    pub(super) fn only<'c>(&self, chains: &'c [Chain]) -> Result<&'c Chain, Vec<Diagnostic>> {
        let [chain] = chains else {
            let message = format!("one expression is needed, not {}", chains.len());
            return Err(vec![Diagnostic::error(Code::USAGE, message)]);
        };
        match chain.links.first() {
            None => Ok(chain),
            Some(link) => Err(vec![
                Diagnostic::error(Code::USAGE, "an expression is needed, not a relation")
                    .at(&self.source(0), link.sign, "this sign makes it a relation")
                    .hint("give one side alone; `equal A B` compares two"),
            ]),
        }
    }

    /// The source of one expression; an empty one past the end.
    pub(super) fn source(&self, index: usize) -> Source {
        self.expressions
            .get(index)
            .cloned()
            .unwrap_or_else(|| Source::new("<expression>", ""))
    }
}

/// Names as typed (`α`, `h_{kv}`) in their one normal spelling (`alpha`, `h_kv`).
fn spelled(names: &[Symbol], errors: &mut Vec<Diagnostic>) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    for name in names {
        match syntax::parse_names(&Source::new("<name>", name.name())) {
            Ok(found) => symbols.extend(found.into_iter().map(|name| name.value)),
            Err(found) => errors.extend(found),
        }
    }
    symbols
}
