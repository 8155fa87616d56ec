//! The LaTeX of every formula of the bundled files reads back.

use std::collections::BTreeMap;

use super::latex;
use crate::diagnostic::Source;
use crate::expr::{Expr, ExprKind, Function, Predicate, Symbol, deep};
use crate::model::{Model, bundled};
use crate::render::Style;
use crate::syntax::latex::{Lowered, Macros, lower};
use crate::syntax::{Scope, parse_input};

/// What a reader makes of a formula in LaTeX who knows the names and functions of its file.
fn read(text: &str, scope: &Scope) -> Result<Expr, String> {
    let lowered = lower(text, &Macros::new()).map_err(|error| error.reason)?;
    let phrases = lowered
        .phrases
        .iter()
        .map(|phrase| phrase.stand_in.as_str());
    let scope = scope.clone().with_names(phrases);
    let source = Source::new("<printed>", lowered.text.trim());
    let chains = parse_input(&[source], &scope).map_err(|errors| format!("{errors:?}"))?;
    match chains.value.as_slice() {
        [chain] if chain.links.is_empty() => Ok(as_told(&chain.first, &lowered, &scope.functions)),
        _ => Err("not one expression".to_owned()),
    }
}

/// Words in place of the names that stand for them.
fn as_told(expr: &Expr, lowered: &Lowered, functions: &BTreeMap<Symbol, usize>) -> Expr {
    deep(|| match expr.kind() {
        ExprKind::Symbol(symbol) => match lowered.phrase_of(symbol.name()) {
            Some(phrase) => told(&phrase.words, functions),
            None => expr.clone(),
        },
        _ => expr.map_children(|child| as_told(child, lowered, functions)),
    })
}

/// A name of words, or a function called with one.
fn told(words: &str, functions: &BTreeMap<Symbol, usize>) -> Expr {
    let call = words
        .strip_suffix(')')
        .and_then(|call| call.split_once('('));
    match call.map(|(name, argument)| (Symbol::new(name), argument)) {
        Some((name, argument)) if functions.contains_key(&name) => Expr::call(
            Function::Declared(name),
            [Expr::symbol(Symbol::new(argument))],
        ),
        _ => Expr::symbol(Symbol::new(words)),
    }
}

/// An expression as its LaTeX shows it: texts and names are words, `7 // 2` is a rounded quotient, a boolean in square
/// brackets is its value, and a number format a remark.
fn as_shown(expr: &Expr) -> Expr {
    deep(|| match expr.kind() {
        ExprKind::Text(text) if text.is_empty() => Expr::symbol("\"\""),
        // Signs that look like those of Markdown, which would need a stroke before them.
        ExprKind::Text(text) => {
            Expr::symbol(Symbol::new(&text.replace('_', "＿").replace('*', "＊")))
        }
        ExprKind::Call(Function::FloorDiv, parts) => match parts.as_slice() {
            [a, b] => {
                let quotient = Expr::quotient(as_shown(a), as_shown(b));
                Expr::call(Function::Floor, [quotient])
            }
            _ => expr.clone(),
        },
        ExprKind::Conversion(value, _) | ExprKind::Bracket(Predicate::Truth(value)) => {
            as_shown(value)
        }
        _ => expr.map_children(as_shown),
    })
}

#[test]
fn bundled_formulas_read_back() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for name in bundled::names() {
        let source = bundled::source(name, "en").expect("a bundled file");
        let model = Model::read(&source).expect("a model").value;
        let mut scope = Scope::open();
        for function in model.functions() {
            let arity = function.parameters.len();
            scope = scope.with_function(function.symbol.clone(), arity);
        }
        let bodies = model.functions().map(|function| &function.body);
        let formulas = model.definitions().map(|definition| &definition.expr);
        for expr in formulas.chain(bodies) {
            let known = expr.free_symbols().into_iter();
            let known = known.filter(|symbol| !scope.functions.contains_key(symbol));
            let scope = scope.clone().with_names(known);
            let text = latex(expr, &Style::default());
            count += 1;
            match read(&text, &scope) {
                Ok(found) if as_shown(&found) == as_shown(expr) => {}
                Ok(found) => wrong.push(format!("{name}: {text}\n  {found:?}\n  {expr:?}")),
                Err(reason) => wrong.push(format!("{name}: {text}\n  {reason}")),
            }
        }
    }
    assert!(count > 1_000, "{count}");
    assert!(
        wrong.is_empty(),
        "{} of {count}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
