//! What a person asks: expressions and everything they are to be read under.

use std::collections::BTreeSet;

use super::assumed::Assumed;
use super::bindings::bindings;
use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::expr::{Assumptions, Bindings, Expr, Predicate, Symbol};
use crate::judge::{Budget, contradiction};
use crate::render::plain_condition;
use crate::syntax::{self, Chain, Scope};

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

impl Read {
    /// The same with a note on each value that nothing uses.
    fn with_unused(mut self) -> Self {
        let sides = self.chains.iter().flat_map(|chain| {
            let others = chain.links.iter().map(|link| &link.expr);
            std::iter::once(&chain.first).chain(others)
        });
        let assumed = self.assumptions.conditions.iter();
        let assumed = assumed.flat_map(|known| known.operands());
        let growing = self.assumptions.growth.iter();
        let growing = growing.flat_map(|relation| [&relation.left, &relation.right]);
        let mut used: BTreeSet<Symbol> = self.assumptions.large.iter().cloned().collect();
        for part in sides.chain(assumed).chain(growing) {
            used.extend(part.free_symbols());
        }
        let given: Vec<(Symbol, Expr)> = self
            .bindings
            .iter()
            .map(|(symbol, value)| (symbol.clone(), value.clone()))
            .collect();
        // A value may stand in another one.
        for _ in 0..given.len() {
            let of_used = given.iter().filter(|(symbol, _)| used.contains(symbol));
            let more: Vec<Symbol> = of_used
                .flat_map(|(_, value)| value.free_symbols())
                .filter(|symbol| !used.contains(symbol))
                .collect();
            if more.is_empty() {
                break;
            }
            used.extend(more);
        }
        let unused = given.iter().filter(|(symbol, _)| !used.contains(symbol));
        self.notes.extend(unused.map(|(symbol, _)| {
            let message = format!("`{symbol}` has a value and is not used");
            Diagnostic::note(Code::UNUSED, message)
        }));
        self
    }
}

/// What is wrong where assumptions cannot hold together, at places that the caller adds.
fn contradictory(known: &Predicate) -> Diagnostic {
    let known = plain_condition(known);
    let message =
        format!("the assumptions contradict each other: `{known}` cannot hold beside the others");
    Diagnostic::error(Code::CONTRADICTORY, message).hint("take one of them back")
}

/// Whether two conditions speak of one symbol.
fn shares_symbol(one: &Predicate, other: &Predicate) -> bool {
    let mut operands = one.operands().into_iter();
    operands.any(|part| {
        let symbols = part.free_symbols();
        let mut others = other.operands().into_iter();
        others.any(|other| symbols.iter().any(|symbol| other.mentions(symbol)))
    })
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

    /// The same with assumptions: `n divides h`, `V >> h`, `h ≥ 64`, `x : real`.
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
        let mut given = Assumed::under(large);
        given.domains(&self.assumptions, &mut scope);
        given.conditions(&self.assumptions, &scope);
        errors.extend(given.violated(&values));
        let Assumed {
            assumptions,
            stated,
            notes: further,
            errors: found,
            ..
        } = given;
        notes.extend(further);
        errors.extend(found);
        match syntax::parse_input(&self.expressions, &scope) {
            Ok(reading) if errors.is_empty() => {
                notes.extend(reading.notes);
                self.consistent(&assumptions, &stated)?;
                let read = Read {
                    chains: reading.value,
                    bindings: values,
                    assumptions,
                    notes,
                    scope,
                };
                Ok(if self.is_closed {
                    read
                } else {
                    read.with_unused()
                })
            }
            Ok(_) => Err(errors),
            Err(found) => {
                errors.extend(found);
                Err(errors)
            }
        }
    }

    /// Refuses assumptions that cannot hold together.
    fn consistent(
        &self,
        assumptions: &Assumptions,
        stated: &[(Predicate, &Source, Span)],
    ) -> Result<(), Vec<Diagnostic>> {
        let Some(known) = contradiction(assumptions, &self.budget) else {
            return Ok(());
        };
        let places = stated
            .iter()
            .filter(|(stated, ..)| shares_symbol(stated, &known));
        let error = places.fold(contradictory(&known), |error, (_, source, span)| {
            error.at(source, *span, "assumed here")
        });
        Err(vec![error])
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
