//! Which notation an input is in: what it does itself tells.

use std::collections::BTreeSet;

use crate::expr::{deep, deep_at};

use super::ast::{Ast, AstKind};
use super::calls::{base_of, built_in};
use super::names::{is_one_name, spell};
use super::scope::Scope;
use super::text::Text;
use super::units;
use super::words;
use crate::expr::Symbol;

/// What an input does, seen over all its formulas.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Whether it multiplies by juxtaposition.
    pub mathematical: bool,
    /// Letters that stand alone, declared or not.
    pub alone: BTreeSet<char>,
    /// Undeclared runs of letters that are not always one name.
    pub runs: BTreeSet<String>,
    /// Letters that are symbols somewhere, so that they are no suffixes of numbers.
    symbols: BTreeSet<char>,
    /// Letters that touch a number as a suffix would.
    candidates: BTreeSet<char>,
}

impl Habits {
    /// Looks at all formulas of an input.
    pub(super) fn of<'a>(
        formulas: impl IntoIterator<Item = (&'a Text, &'a Ast)>,
        scope: &Scope,
    ) -> Self {
        let mut habits = Self::default();
        for (text, ast) in formulas {
            let mut survey = Survey {
                text,
                scope,
                habits: &mut habits,
                indices: Vec::new(),
            };
            survey.visit(ast);
        }
        habits.settle(scope);
        habits
    }

    /// Decides which letters behind numbers are suffixes; one that is a symbol elsewhere makes a
    /// product, which may in turn make symbols of the letters of runs.
    fn settle(&mut self, scope: &Scope) {
        let declared = scope.names.iter().filter_map(|name| single(name.name()));
        self.symbols = self.alone.iter().copied().chain(declared).collect();
        loop {
            if self.mathematical {
                self.symbols
                    .extend(self.runs.iter().flat_map(|run| run.chars()));
                return;
            }
            if self.candidates.is_disjoint(&self.symbols) {
                return;
            }
            self.mathematical = true;
        }
    }

    /// Whether a letter that touches a number is its suffix.
    pub(super) fn is_suffix(&self, letter: &str) -> bool {
        suffix_letter(letter).is_some_and(|c| !self.symbols.contains(&c))
    }

    /// Whether each letter of a run is a symbol by itself in the input, so that `ms` beside `m` and
    /// `s` is no millisecond.
    pub(super) fn spells_symbols(&self, run: &str) -> bool {
        run.chars().all(|letter| self.symbols.contains(&letter))
    }

    /// Whether the input looks like mathematics although it has no juxtaposition: letters alone,
    /// and one short run.
    pub(super) fn looks_mathematical(&self) -> bool {
        !self.alone.is_empty() && self.runs.iter().all(|run| run.len() <= 3)
    }
}

fn single(name: &str) -> Option<char> {
    let mut characters = name.chars();
    let first = characters.next()?;
    characters.next().is_none().then_some(first)
}

/// The letter of a possible suffix.
fn suffix_letter(name: &str) -> Option<char> {
    single(name).filter(|c| matches!(c, 'K' | 'k' | 'M' | 'B' | 'T'))
}

struct Survey<'a> {
    text: &'a Text,
    scope: &'a Scope,
    habits: &'a mut Habits,
    /// The indices of the sums around.
    indices: Vec<String>,
}

impl Survey<'_> {
    fn visit(&mut self, ast: &Ast) {
        match &ast.kind {
            AstKind::Number | AstKind::Text => {}
            AstKind::Name => self.name(self.text.slice(ast.span)),
            AstKind::Apply { name, arguments } => deep(|| self.apply(*name, arguments)),
            AstKind::Juxtaposition(factors) => deep(|| self.juxtaposition(factors)),
            AstKind::In(a, b) => {
                deep(|| self.visit(a));
                let is_unit =
                    matches!(b.kind, AstKind::Name) && units::is_target(self.text.slice(b.span));
                if !is_unit {
                    deep(|| self.visit(b));
                }
            }
            _ => deep_at(ast.depth, || {
                ast.for_each_child(&mut |child| self.visit(child));
            }),
        }
    }

    fn apply(&mut self, name: crate::diagnostic::Span, arguments: &[Ast]) {
        let written = self.text.slice(name);
        let spelled = spell(written);
        let symbol = Symbol::new(&spelled);
        let is_index = self.indices.contains(&spelled);
        let is_call = !is_index
            && !self.scope.names.contains(&symbol)
            && (self.scope.functions.contains_key(&symbol)
                || built_in(&spelled).is_some()
                || base_of(&spelled).is_some()
                || matches!(written, "sum" | "prod" | "list" | "O"));
        if !is_call {
            self.habits.mathematical = true;
            self.name(written);
        }
        let index = match (written, arguments.first()) {
            ("sum" | "prod", Some(range)) if is_call => index_of(self.text, range),
            _ => None,
        };
        let depth = self.indices.len();
        self.indices.extend(index);
        for argument in arguments {
            self.visit(argument);
        }
        self.indices.truncate(depth);
    }

    fn juxtaposition(&mut self, factors: &[Ast]) {
        let mut count = 0;
        let mut before: Option<&Ast> = None;
        for factor in factors {
            let written = self.text.slice(factor.span);
            let is_name = matches!(factor.kind, AstKind::Name);
            let touches = before.is_some_and(|b| b.span.end == factor.span.start);
            let may_be_suffixed = before.is_some_and(Ast::ends_in_number);
            if is_name
                && may_be_suffixed
                && touches
                && let Some(letter) = suffix_letter(written)
            {
                self.habits.candidates.insert(letter);
            } else if is_name && self.is_unit(written, before) {
                // A unit belongs to what stands before it.
            } else {
                count += 1;
                self.visit(factor);
            }
            before = Some(factor);
        }
        if count > 1 {
            self.habits.mathematical = true;
        }
    }

    fn is_unit(&self, written: &str, before: Option<&Ast>) -> bool {
        let behind_number =
            before.is_some_and(|b| matches!(b.kind, AstKind::Number | AstKind::Name));
        before.is_some()
            && !self.scope.names.contains(&Symbol::new(written))
            && (units::is_unit(written) || (behind_number && units::is_label(written)))
    }

    fn name(&mut self, written: &str) {
        if let [letter @ (b'a'..=b'z' | b'A'..=b'Z')] = written.as_bytes() {
            self.habits.alone.insert(char::from(*letter));
            return;
        }
        let spelled = spell(written);
        if let Some(letter) = single(&spelled) {
            self.habits.alone.insert(letter);
        }
        if self.scope.names.contains(&Symbol::new(&spelled)) || self.indices.contains(&spelled) {
            return;
        }
        if single(&spelled).is_none()
            && !is_one_name(written)
            && !words::RESERVED.contains(&written)
        {
            self.habits.runs.insert(spelled);
        }
    }
}

/// The index that the first argument of a sum binds.
pub(super) fn index_of(text: &Text, range: &Ast) -> Option<String> {
    let (AstKind::Relation(name, _) | AstKind::In(name, _)) = &range.kind else {
        return None;
    };
    matches!(name.kind, AstKind::Name).then(|| spell(text.slice(name.span)))
}
