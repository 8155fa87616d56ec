//! Questions over the names of a formula file.

use std::collections::BTreeSet;

use super::question::Read;
use super::{Counting, Question};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Assumptions, Bindings, Domain, Expr, ExprKind, Function, Symbol};
use crate::model::{Model, Origin, Parameter, Resolver, Valuation};

/// So many symbols are told that an equation may be solved for.
const MOST_TOLD: usize = 12;

/// Reads a question over the names of a formula file, at the values of its configuration; the unknowns
/// have no value of their own, whoever gives them one.
pub(super) fn in_file<T>(
    question: &Question,
    unknowns: &[Symbol],
    counting: &Counting,
    beside: &Resolver<'_>,
    answer: impl FnOnce(&Question, Read) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    let values = super::bindings(&question.bindings)?.value;
    let ready = super::count::read(counting, beside)?;
    let model = &ready.model;
    let values = model.in_own_names(&values)?;
    let mut question = question.clone();
    let symbols = model.parameters().map(|parameter| &parameter.symbol);
    let symbols = symbols.chain(model.definitions().map(|definition| &definition.symbol));
    question.names.extend(symbols.cloned());
    question.names.extend(unknowns.iter().cloned());
    question.is_closed = true;
    let functions = model.functions();
    question.functions = functions
        .map(|function| (function.symbol.clone(), function.parameters.len()))
        .collect();
    let known = |symbol: &Symbol| model.parameter(symbol).is_some();
    let of_file = values.iter().filter(|(symbol, _)| known(symbol));
    let of_file = ready
        .given
        .iter()
        .chain(of_file)
        .filter(|(symbol, _)| !unknowns.contains(symbol));
    let given = of_file
        .map(|(symbol, value)| (symbol.clone(), value.clone()))
        .collect();
    let valuation = model.valuation(counting.case.as_deref(), &given)?;
    let mut under = valuation.assumptions_with_values();
    for unknown in unknowns {
        under.definitions.remove(unknown);
    }
    follow(model, &mut under, &valuation, unknowns);
    let notes = ready.notes.iter().chain(valuation.notes()).cloned();
    let notes: Vec<Diagnostic> = notes.collect();
    let read = question.read().and_then(|read| read.then(Ok));
    let mut read = read.map_err(|errors| with_names(model, errors))?;
    read.notes.splice(0..0, notes);
    under.conditions.append(&mut read.assumptions.conditions);
    under.growth.append(&mut read.assumptions.growth);
    for (symbol, value) in read.bindings.iter().filter(|(symbol, _)| !known(symbol)) {
        under.definitions.insert(symbol.clone(), value.clone());
    }
    read.bindings = Bindings::new();
    present(model, &read, &under, unknowns)?;
    read.assumptions = under;
    answer(&question, read)
}

/// Errors, and where a name is not known the names that are: the numbers of the formula file.
fn with_names(model: &Model, mut errors: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if errors.iter().any(|error| error.code == Code::UNKNOWN_NAME) {
        let known: Vec<String> = model
            .parameters()
            .filter(|parameter| is_number(parameter))
            .map(named)
            .collect();
        if let Some(known) = listed(known) {
            let message = format!("{} has {known}", model.source().name());
            errors.push(Diagnostic::note(Code::READING, message));
        }
    }
    errors
}

fn is_number(parameter: &Parameter) -> bool {
    let domain = &parameter.domain;
    matches!(domain, Domain::Integer { .. } | Domain::Real { .. })
}

fn named(parameter: &Parameter) -> String {
    match &parameter.description {
        Some(text) => format!("`{}` ({text})", parameter.symbol),
        None => format!("`{}`", parameter.symbol),
    }
}

/// The first of several, and how many there are besides; nothing of none.
fn listed(known: Vec<String>) -> Option<String> {
    let more = known.len().saturating_sub(MOST_TOLD);
    let told: Vec<String> = known.into_iter().take(MOST_TOLD).collect();
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    (!told.is_empty()).then(|| format!("{}{more}", told.join(", ")))
}

/// Defaults that speak of an unknown follow it, in place of what they came to at its former value.
fn follow(model: &Model, under: &mut Assumptions, valuation: &Valuation<'_>, unknowns: &[Symbol]) {
    let mut open: BTreeSet<Symbol> = unknowns.iter().cloned().collect();
    // In the order of the file: a default speaks of earlier names.
    for assigned in valuation.assigned() {
        let parameter = model.parameter(&assigned.symbol);
        let default = parameter.and_then(|parameter| parameter.default.as_ref());
        let Some(default) = default.filter(|_| assigned.origin == Origin::Default) else {
            continue;
        };
        if !unknowns.contains(&assigned.symbol) && open.iter().any(|name| default.mentions(name)) {
            under
                .definitions
                .insert(assigned.symbol.clone(), default.clone());
            open.insert(assigned.symbol.clone());
        }
    }
}

/// Whether each unknown is in an equation, in what its names stand for, or is a name to be given a value.
fn present(
    model: &Model,
    read: &Read,
    under: &Assumptions,
    unknowns: &[Symbol],
) -> Result<(), Vec<Diagnostic>> {
    let sides = read.chains.iter().flat_map(|chain| {
        std::iter::once(&chain.first).chain(chain.links.iter().map(|link| &link.expr))
    });
    let reached = reached(sides, model, under);
    let Some(absent) = unknowns.iter().find(|name| !reached.contains(*name)) else {
        return Ok(());
    };
    let message = format!("`{absent}` is not in the equation");
    let error = Diagnostic::error(Code::UNSOLVABLE, message);
    let known = model.parameters().filter(|parameter| is_number(parameter));
    let known = known.filter(|parameter| reached.contains(&parameter.symbol));
    let Some(known) = listed(known.map(named).collect()) else {
        return Err(vec![error]);
    };
    let hint = format!("it can be solved for {known}");
    Err(vec![error.hint(hint)])
}

/// All names that sides come to, through definitions and defaults that follow others.
fn reached<'e>(
    sides: impl Iterator<Item = &'e Expr>,
    model: &Model,
    under: &Assumptions,
) -> BTreeSet<Symbol> {
    let mut reached: BTreeSet<Symbol> = BTreeSet::new();
    let mut next: Vec<Symbol> = sides.flat_map(names).collect();
    while let Some(name) = next.pop() {
        if !reached.insert(name.clone()) {
            continue;
        }
        let definition = model.definition(&name).map(|definition| &definition.expr);
        let body = under.functions.get(&name).map(|function| &function.body);
        let value = under.definitions.get(&name);
        next.extend(
            [definition, body, value]
                .into_iter()
                .flatten()
                .flat_map(names),
        );
    }
    reached
}

/// The symbols of an expression, and the functions that it calls.
fn names(expr: &Expr) -> Vec<Symbol> {
    let mut names: Vec<Symbol> = expr.free_symbols().into_iter().collect();
    called(expr, &mut names);
    names
}

fn called(expr: &Expr, names: &mut Vec<Symbol>) {
    if let ExprKind::Call(Function::Declared(name), _) = expr.kind() {
        names.push(name.clone());
    }
    for child in expr.children() {
        called(child, names);
    }
}
