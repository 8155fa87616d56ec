//! What names stand for where they stand.

use crate::diagnostic::{Code, Span};
use crate::expr::{Expr, Function, Symbol};

use super::names::{Known, NameReading, as_one_name, nearest, read_name, spell, split};
use super::resolve::Resolver;
use super::words::{self, clip};

/// The most mistakes before near names are no longer looked for: so many have one cause.
const MAX_HINTED: usize = 100;

impl Resolver<'_> {
    /// How a name is read where it stands.
    pub(super) fn read(&self, span: Span) -> NameReading {
        let known = Known {
            is_declared: &|name| self.is_declared(name),
            longest: self.longest_name(),
            long_names: &|run| self.long_name_in(run),
            is_alone: &|letter| self.habits.alone.contains(&letter),
            mathematical: self.habits.mathematical,
            closed: self.scope.closed,
        };
        read_name(self.text.slice(span), &known)
    }

    pub(super) fn is_declared(&self, name: &str) -> bool {
        self.is_local(name) || self.is_in_scope(name)
    }

    fn is_in_scope(&self, name: &str) -> bool {
        let names = &self.scope.names;
        !names.is_empty() && name.len() <= self.longest && names.contains(&Symbol::new(name))
    }

    /// The length of the longest declared name, in bytes.
    fn longest_name(&self) -> usize {
        let locals = self.locals.iter().map(|local| local.name().len()).max();
        self.longest.max(locals.unwrap_or(0))
    }

    pub(super) fn is_local(&self, name: &str) -> bool {
        self.locals.iter().any(|local| local.name() == name)
    }

    /// A declared name of several letters inside an undeclared run, and how the run would be
    /// written with it.
    fn long_name_in(&self, run: &str) -> Option<String> {
        let names = self.scope.names.iter().map(Symbol::name);
        let name = names
            .filter(|name| name.len() > 1)
            .find(|name| run.contains(name))?;
        let parts: Vec<&str> = run.splitn(2, name).collect();
        let (before, after) = (parts.first()?, parts.get(1)?);
        let letters = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        let mut pieces = letters(before);
        pieces.push(name.to_owned());
        pieces.extend(letters(after));
        Some(pieces.join("*"))
    }

    /// What a name stands for, where it was read already and is one factor.
    pub(super) fn known_name(&self, span: Span) -> Option<Expr> {
        if !self.locals.is_empty() {
            return None;
        }
        match self.names.get(self.text.slice(span))?.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// The factors of a name.
    pub(super) fn name(&mut self, span: Span) -> Vec<Expr> {
        let written = self.text.slice(span);
        if let (true, Some(known)) = (self.locals.is_empty(), self.names.get(written)) {
            return known.clone();
        }
        if let Some(special) = self.special(written, span) {
            return vec![special];
        }
        let factors = match self.read(span) {
            NameReading::Whole(symbol) => vec![Expr::symbol(symbol)],
            NameReading::Factors(symbols) => {
                self.tell_split(written, span, &symbols);
                symbols.into_iter().map(Expr::symbol).collect()
            }
            NameReading::Ambiguous(ways_out) => {
                let message = format!("`{}` has two readings", clip(written));
                let mut error = self.text.error(Code::AMBIGUOUS, span, message);
                error.hints = ways_out;
                return vec![self.fail(error)];
            }
            NameReading::Unknown(symbol) => return vec![self.unknown(symbol.name(), span)],
        };
        if self.locals.is_empty() {
            self.names.insert(written, factors.clone());
        }
        factors
    }

    /// Names with a meaning of their own, unless they are declared.
    fn special(&mut self, written: &str, span: Span) -> Option<Expr> {
        let reserved = words::RESERVED.contains(&written);
        if !reserved && self.is_declared(&spell(written)) {
            return None;
        }
        if let "true" | "false" = written {
            return Some(Expr::boolean(written == "true"));
        }
        let is_function = Function::named(written).is_some()
            || self.scope.functions.contains_key(&Symbol::new(written));
        if reserved || is_function {
            let message = format!("`{written}` needs its arguments");
            let error = self.text.error(Code::UNEXPECTED, span, message);
            return Some(self.fail(error.hint(format!("write them in brackets: `{written}(…)`"))));
        }
        super::units::is_size(written).then(|| Expr::quantity(Expr::one(), written))
    }

    fn tell_split(&mut self, written: &str, span: Span, symbols: &[Symbol]) {
        let undeclared = symbols.iter().any(|s| !self.is_declared(s.name()));
        if symbols.len() < 3 || !undeclared || !self.told.insert(format!("split {written}")) {
            return;
        }
        let factors: Vec<&str> = symbols.iter().map(Symbol::name).take(20).collect();
        let product = factors.join("·");
        let note = self.text.note(
            span,
            format!("`{}` is read as the product {product}", clip(written)),
        );
        self.notes.push(note.hint(as_one_name(written)));
    }

    pub(super) fn unknown(&mut self, name: &str, span: Span) -> Expr {
        let message = format!("`{}` is not declared", clip(name));
        let mut error = self.text.error(Code::UNKNOWN_NAME, span, message);
        if self.errors.len() < MAX_HINTED {
            let before = self.text.slice(Span::new(0, span.start)).trim_end();
            error = error.hint(if before.ends_with("//") && self.scope.closed {
                "a comment begins with `#`; `//` divides".to_owned()
            } else {
                self.way_out(name)
            });
        }
        self.fail(error)
    }

    /// What an unknown name may have been meant to be.
    fn way_out(&self, name: &str) -> String {
        let names = self.scope.names.iter().chain(&self.locals);
        let functions = self.scope.functions.keys();
        let product = split(name, self.longest_name(), &|part| self.is_declared(part));
        if let Some(factors) = product.first() {
            return format!("for the product, write `{}`", clip(&factors.join("*")));
        }
        if let Some(near) = nearest(name, names.chain(functions).map(Symbol::name)) {
            return format!("did you mean `{near}`?");
        }
        let name = clip(name);
        format!("declare it: `param {name}` or `{name} = …`")
    }
}
