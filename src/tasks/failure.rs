//! Errors of evaluation, brought to the place they belong to.

use super::Question;
use super::question::Read;
use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::eval::{Environment, EvalError, Kinds};
use crate::expr::{Expr, ExprKind, Symbol};
use crate::syntax::{Chain, locate};

/// What keeps an expression from having a value, at the part it is about; names without a value
/// are told all at once.
pub(super) fn evaluation_failure(
    error: &EvalError,
    question: &Question,
    read: &Read,
    chain: &Chain,
    environment: &Environment<'_>,
) -> Diagnostic {
    if let EvalError::Unbound { symbol } = error {
        return missing_values(symbol, question, read, chain, environment);
    }
    let source = question.source(0);
    let place = error.expr().and_then(|part| find(part, question, read));
    let (source, span) = place.unwrap_or((source, chain.span));
    error.to_diagnostic().at(&source, span, "evaluated here")
}

/// Refuses units that cannot agree and values of the wrong kind, whatever the symbols stand for.
pub(super) fn sound(question: &Question, read: &Read) -> Result<(), Vec<Diagnostic>> {
    let mut kinds = Kinds::new(&read.assumptions);
    let mut found = Vec::new();
    for (index, chain) in read.chains.iter().enumerate() {
        let sides = chain.links.iter().map(|link| &link.expr);
        for side in std::iter::once(&chain.first).chain(sides) {
            if let Err(error) = kinds.check(side) {
                let source = question.source(index);
                let part = error.expr();
                let span = part.and_then(|part| locate(&source, &read.scope, part));
                let span = span.unwrap_or(chain.span);
                found.push(error.to_diagnostic().at(&source, span, "here"));
            }
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found) }
}

fn missing_values(
    first: &Symbol,
    question: &Question,
    read: &Read,
    chain: &Chain,
    environment: &Environment<'_>,
) -> Diagnostic {
    // Of a conditional only the branch taken needs values, which is not known here.
    let missing = if has_conditional(&chain.first) {
        Vec::new()
    } else {
        environment.missing(&chain.first)
    };
    let mut missing: Vec<Symbol> = missing.into_iter().take(MAX_MISSING).collect();
    if !missing.contains(first) {
        missing = vec![first.clone()];
    }
    let quoted: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    let message = match quoted.split_last() {
        Some((last, [])) => format!("{last} has no value"),
        Some((last, others)) => format!("{} and {last} have no value", others.join(", ")),
        None => String::new(),
    };
    let values: Vec<String> = missing.iter().map(|name| format!("{name}=…")).collect();
    let what = if values.len() == 1 {
        "it a value"
    } else {
        "them values"
    };
    let mut found = Diagnostic::error(Code::MISSING_VALUE, message)
        .hint(format!("give {what}: {}", values.join(" ")));
    for name in missing {
        if let Some((source, span)) = find(&Expr::symbol(name), question, read) {
            found = found.at(&source, span, "");
        }
    }
    if found.labels.is_empty() {
        found = found.at(&question.source(0), chain.span, "evaluated here");
    }
    found
}

/// The most names without a value that are told at once.
const MAX_MISSING: usize = 20;

/// The place of a part in the expression or in one of the values.
fn find(part: &Expr, question: &Question, read: &Read) -> Option<(Source, Span)> {
    let place = |source: &Source| {
        let span = locate(source, &read.scope, part)?;
        Some((source.clone(), span))
    };
    place(&question.source(0)).or_else(|| question.bindings.iter().find_map(place))
}

fn has_conditional(expr: &Expr) -> bool {
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        if matches!(expr.kind(), ExprKind::Conditional(_)) {
            return true;
        }
        open.extend(expr.children());
    }
    false
}
