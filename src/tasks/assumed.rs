//! What `--assume` says: what symbols may be, conditions on them, and how they grow.

use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::expr::{Assumptions, Domain, Expr, Predicate, Symbol};
use crate::render::plain;
use crate::syntax::{self, Assumption, Scope, Spanned};

/// What was said so far, and what is wrong with it.
pub(super) struct Assumed<'s> {
    pub(super) assumptions: Assumptions,
    /// The conditions, with their places.
    pub(super) stated: Vec<(Predicate, &'s Source, Span)>,
    pub(super) notes: Vec<Diagnostic>,
    pub(super) errors: Vec<Diagnostic>,
}

impl<'s> Assumed<'s> {
    pub(super) fn under(large: Vec<Symbol>) -> Self {
        Self {
            assumptions: Assumptions {
                large,
                ..Assumptions::none()
            },
            stated: Vec::new(),
            notes: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// `x : real`, which also declares the name.
    pub(super) fn domains(&mut self, sources: &'s [Source], scope: &mut Scope) {
        for source in sources {
            match syntax::parse_domains(source, scope) {
                Some(Ok(reading)) => {
                    self.notes.extend(reading.notes);
                    for known in reading.value {
                        let (symbol, domain) = known.value;
                        scope.names.insert(symbol.clone());
                        self.declare(&symbol, &domain, source, known.span);
                    }
                }
                Some(Err(found)) => self.errors.extend(found),
                None => {}
            }
        }
    }

    /// `x > 0`, `V >> h`, and `x in R`.
    pub(super) fn conditions(&mut self, sources: &'s [Source], scope: &Scope) {
        for source in sources {
            if syntax::parse_domains(source, scope).is_some() {
                continue;
            }
            match syntax::parse_assumptions(source, scope) {
                Ok(reading) => {
                    self.notes.extend(reading.notes);
                    for assumption in reading.value {
                        self.assume(assumption, source, scope);
                    }
                }
                Err(found) => self.errors.extend(found),
            }
        }
    }

    fn assume(&mut self, assumption: Spanned<Assumption>, source: &'s Source, scope: &Scope) {
        let span = assumption.span;
        let known = match assumption.value {
            Assumption::Growth(relation) => return self.assumptions.growth.push(relation),
            Assumption::Condition(known) => known,
        };
        let is_free = |set: &Expr| {
            set.as_symbol()
                .is_some_and(|name| !scope.names.contains(name))
        };
        if let Predicate::Member(part, set) = &known
            && is_free(set)
        {
            if let (Some(symbol), Some(domain)) = (part.as_symbol(), syntax::named_set(set)) {
                return self.declare(symbol, &domain, source, span);
            }
            if syntax::is_other_set(set) {
                let message = format!("`{}` is no domain", plain(set));
                let error = Diagnostic::error(Code::UNEXPECTED, message).at(source, span, "");
                return self
                    .errors
                    .push(error.hint("the sets of numbers are Z, N and R"));
            }
        }
        self.stated.push((known.clone(), source, span));
        self.assumptions.conditions.push(known);
    }

    /// Notes what a symbol may be; an error where something else was said before.
    fn declare(&mut self, symbol: &Symbol, domain: &Domain, source: &Source, span: Span) {
        let domains = &mut self.assumptions.domains;
        let before = domains.insert(symbol.clone(), domain.clone());
        if before.is_some_and(|before| before != *domain) {
            let message = format!("`{symbol}` has two domains");
            let error = Diagnostic::error(Code::REDEFINITION, message);
            self.errors.push(error.at(source, span, "the second one"));
        }
    }
}
