//! What `--assume` says: what symbols may be, conditions on them, and how they grow.

use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::eval::{Environment, Value, decide, evaluate};
use crate::expr::{Assumptions, Bindings, Domain, Expr, Predicate, Symbol};
use crate::render::plain;
use crate::syntax::{self, Assumption, Scope, Spanned};

/// What was said so far, and what is wrong with it.
pub(super) struct Assumed<'s> {
    pub(super) assumptions: Assumptions,
    /// The conditions, with their places.
    pub(super) stated: Vec<(Predicate, &'s Source, Span)>,
    /// What symbols may be, with the places.
    declared: Vec<(Symbol, Domain, &'s Source, Span)>,
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
            declared: Vec::new(),
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
    fn declare(&mut self, symbol: &Symbol, domain: &Domain, source: &'s Source, span: Span) {
        let domains = &mut self.assumptions.domains;
        let before = domains.insert(symbol.clone(), domain.clone());
        if before.is_some_and(|before| before != *domain) {
            let message = format!("`{symbol}` has two domains");
            let error = Diagnostic::error(Code::REDEFINITION, message);
            self.errors.push(error.at(source, span, "the second one"));
        }
        let declared = (symbol.clone(), domain.clone(), source, span);
        self.declared.push(declared);
    }

    /// What is assumed and does not hold for these values.
    pub(super) fn violated(&self, values: &Bindings) -> Vec<Diagnostic> {
        let environment = Environment::new().with_bindings(values);
        let is_false = |known: &Predicate| {
            let mut symbols = known.operands().into_iter().flat_map(Expr::free_symbols);
            symbols.any(|symbol| values.get(&symbol).is_some())
                && matches!(decide(known, &environment), Ok(false))
        };
        let conditions = self.stated.iter().filter(|(known, ..)| is_false(known));
        let conditions = conditions.map(|(known, source, span)| {
            let operands = known.operands().into_iter();
            let mut symbols: Vec<Symbol> = operands.flat_map(Expr::free_symbols).collect();
            symbols.sort_unstable();
            symbols.dedup();
            let assumed = source.text().get(span.start..span.end);
            violation(assumed.unwrap_or_default(), &symbols, values).at(
                source,
                *span,
                "assumed here",
            )
        });
        let is_outside = |symbol: &Symbol, domain: &Domain| {
            let value = values.get(symbol);
            let value = value.and_then(|value| evaluate(value, &environment).ok());
            matches!(value, Some(Value::Number(number)) if !domain.contains(&number))
        };
        let declared = self.declared.iter();
        let outside = declared.filter(|(symbol, domain, ..)| is_outside(symbol, domain));
        let outside = outside.map(|(symbol, _, source, span)| {
            let found = violation(source.text(), std::slice::from_ref(symbol), values);
            found.at(source, *span, "assumed here")
        });
        conditions.chain(outside).collect()
    }
}

fn violation(assumed: &str, symbols: &[Symbol], values: &Bindings) -> Diagnostic {
    let values = symbols.iter().filter_map(|symbol| {
        let value = values.get(symbol)?;
        Some(format!("{symbol} = {}", plain(value)))
    });
    let values: Vec<String> = values.collect();
    let message = format!(
        "`{}` is assumed, and does not hold for {}",
        assumed.trim(),
        values.join(", ")
    );
    Diagnostic::error(Code::VIOLATED, message)
        .hint("give another value, or take the assumption back")
}
