//! Derivatives of functions that a text defines: `f'(x) = 3x²` below `f(x) = x³` is no definition but a claim.

use std::collections::BTreeSet;

use super::topics::Topic;
use super::walk::Walk;
use crate::document::Statement;
use crate::expr::{Assumptions, Bindings, Expr, ExprKind, Function, Lambda, Symbol, deep};
use crate::poly::derivative;

/// So many statements before and behind one are looked through for another function of its name.
const NEAR: usize = 200;

/// The most primes.
const MOST: usize = 4;

impl Walk<'_> {
    /// Lets `f'` and `f''` of a statement stand for the derivatives of the `f` that was defined near it.
    pub(super) fn derive_called(&mut self, statement: &Statement) {
        let mut primed = BTreeSet::new();
        for side in statement.sides() {
            collect(&side.expr, &mut primed);
        }
        primed.retain(|name| !self.context.knows_function(name));
        if primed.is_empty() || !self.speaks_of(Topic::Derivatives) {
            return;
        }
        for name in primed {
            self.derive(&name, statement);
        }
    }

    fn derive(&mut self, name: &Symbol, statement: &Statement) -> Option<()> {
        let base = Symbol::new(name.name().trim_end_matches('\''));
        let order = name.name().len() - base.name().len();
        let (head, place) = self.context.function_at(&base)?;
        let is_near = place.section == statement.place.section
            && place.row == statement.place.row
            && !self.is_afar(head, statement.first.span);
        let Lambda { parameters, body } = self.context.function(&base)?;
        let [by] = parameters.as_slice() else {
            return None;
        };
        if !is_near || order > MOST || self.is_defined_twice(&base, statement) {
            return None;
        }
        let (none, budget) = (Assumptions::none(), &self.options.budget.poly);
        // e is the base of powers, where it is no name.
        let e = Symbol::new("e");
        let is_base = self.context.meaning(&e, &statement.place, true).is_none() && *by != e;
        let natural: Bindings = [(e, Expr::call(Function::Exp, [Expr::integer(1)]))]
            .into_iter()
            .collect();
        let mut body = if is_base {
            natural.substitute(body).ok()?
        } else {
            body.clone()
        };
        for _ in 0..order {
            body = derivative(&body, by, &none, budget).ok()?;
        }
        let lambda = Lambda {
            parameters: vec![by.clone()],
            body,
        };
        self.context.define_function(name, lambda, (head, place));
        Some(())
    }
}

impl Walk<'_> {
    /// Whether a name with primes stands for what was found by differentiating, and not for what the text says of it.
    pub(super) fn is_derived(&self, name: &Symbol) -> bool {
        let base = Symbol::new(name.name().trim_end_matches('\''));
        let head = self.context.function_at(name);
        base != *name && head.is_some() && head == self.context.function_at(&base)
    }

    /// Whether the section gives a name to two functions, as exercises do: it cannot be told which one is meant.
    fn is_defined_twice(&self, name: &Symbol, statement: &Statement) -> bool {
        let section = statement.place.section;
        let all = &self.document.statements;
        let at = all.partition_point(|other| other.first.span.start < statement.first.span.start);
        let near = all.get(at.saturating_sub(NEAR)..all.len().min(at + NEAR));
        let heads = near
            .unwrap_or_default()
            .iter()
            .filter(|other| other.place.section == section);
        let bodies: Vec<&Expr> = heads
            .filter_map(|other| match other.first.expr.kind() {
                ExprKind::Call(Function::Declared(called), arguments)
                    if called == name
                        && arguments
                            .iter()
                            .all(|argument| argument.as_symbol().is_some()) =>
                {
                    other.links.first().map(|link| &link.side.expr)
                }
                _ => None,
            })
            .collect();
        bodies
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a != b))
    }
}

/// The functions with primes that an expression calls.
fn collect(expr: &Expr, found: &mut BTreeSet<Symbol>) {
    if let ExprKind::Call(Function::Declared(name), _) = expr.kind()
        && name.name().ends_with('\'')
    {
        found.insert(name.clone());
    }
    deep(|| {
        for child in expr.children() {
            collect(child, found);
        }
    });
}
