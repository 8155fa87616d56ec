//! The symbols a claim is about, and what each may be.

use std::collections::BTreeSet;

use crate::expr::{Assumptions, Domain, Expr, ExprKind, Function, Predicate, Spoken, Symbol, deep};

/// The free symbols of expressions in reading order, defined names and functions replaced by what they
/// stand for, those that a condition fixes left out.
pub(super) fn free_symbols<'a>(
    exprs: impl IntoIterator<Item = &'a Expr>,
    under: &'a Assumptions,
) -> Vec<Symbol> {
    let fixed = under.fixed();
    let mut symbols = Spoken::of(exprs, under).symbols;
    symbols.retain(|symbol| fixed.get(symbol).is_none());
    symbols
}

/// The names that stand for something in expressions or in what is assumed: none of them is free for another thing.
pub(super) fn taken<'a>(
    exprs: impl IntoIterator<Item = &'a Expr>,
    under: &Assumptions,
) -> BTreeSet<Symbol> {
    let mut names: BTreeSet<Symbol> = under.domains.keys().cloned().collect();
    names.extend(exprs.into_iter().flat_map(Expr::free_symbols));
    for condition in &under.conditions {
        names.extend(
            condition
                .operands()
                .into_iter()
                .flat_map(Expr::free_symbols),
        );
    }
    for (name, meaning) in under.definitions.iter() {
        names.insert(name.clone());
        names.extend(meaning.free_symbols());
    }
    names.extend(
        under
            .functions
            .values()
            .flat_map(|known| known.body.free_symbols()),
    );
    names
}

/// Whether an expression speaks of a symbol, itself or by what its names stand for.
pub(super) fn speaks_of(expr: &Expr, symbol: &Symbol, under: &Assumptions) -> bool {
    Spoken::of([expr], under).symbols.contains(symbol)
}

/// Definitions nested deeper than this are left alone.
const MAX_OPENED: usize = 64;

/// Longer expressions are not written out.
const MAX_OPENED_SIZE: u64 = 200_000;

/// The expression with defined names replaced by what they stand for; `None` where that would
/// become too large.
pub(super) fn opened(expr: &Expr, under: &Assumptions) -> Option<Expr> {
    let mut expr = expr.clone();
    for _ in 0..MAX_OPENED {
        let used = expr.free_symbols();
        if !used
            .iter()
            .any(|name| under.definitions.get(name).is_some())
        {
            return Some(expr);
        }
        expr = under.definitions.substitute(&expr).ok()?;
        if expr.size() > MAX_OPENED_SIZE {
            return None;
        }
    }
    None
}

/// Whether nothing is declared about a symbol: it ranges over the real numbers.
pub(super) fn is_undeclared(symbol: &Symbol, under: &Assumptions) -> bool {
    !under.domains.contains_key(symbol)
}

/// Whether a symbol is declared to be an integer, or has to be one: `2 divides n`.
pub(super) fn is_integer(symbol: &Symbol, under: &Assumptions) -> bool {
    matches!(under.domains.get(symbol), Some(Domain::Integer { .. })) || under.make_integer(symbol)
}

/// Whether a sum or a product over an index stands somewhere.
pub(super) fn has_big_operator(expr: &Expr) -> bool {
    deep(|| {
        matches!(expr.kind(), ExprKind::BigOperator(_))
            || expr.children().into_iter().any(has_big_operator)
    })
}

/// Whether a value takes long: a sum over an index, a logarithm, a power whose exponent is no number.
pub(super) fn is_costly(expr: &Expr) -> bool {
    deep(|| {
        let here = match expr.kind() {
            ExprKind::BigOperator(_) => true,
            ExprKind::Power(_, exponent) => exponent.as_number().is_none(),
            ExprKind::Call(function, _) => matches!(
                function,
                Function::Ln | Function::Log2 | Function::Log10 | Function::Exp
            ),
            _ => false,
        };
        here || expr.children().into_iter().any(is_costly)
    })
}

/// The conditions of assumptions, conjunctions taken apart.
pub(super) fn conditions(under: &Assumptions) -> Vec<&Predicate> {
    fn split<'a>(predicate: &'a Predicate, found: &mut Vec<&'a Predicate>) {
        match predicate {
            Predicate::And(parts) => parts.iter().for_each(|part| split(part, found)),
            single => found.push(single),
        }
    }
    let mut found = Vec::new();
    under
        .conditions
        .iter()
        .for_each(|condition| split(condition, &mut found));
    found
}
