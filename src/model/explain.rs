//! What names stand for at given values, and where something went wrong with them.

use super::{Assumption, Case, Model, Parameter, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::{Environment, EvalError};
use crate::expr::{Assumptions, Bindings, Expr, Predicate, Symbol, deep};

impl Model {
    pub(super) fn environment<'a>(&'a self, bindings: &'a Bindings) -> Environment<'a> {
        Environment::new()
            .with_bindings(bindings)
            .with_definitions(&self.assumptions().definitions)
            .with_functions(&self.assumptions().functions)
    }

    /// That a name takes no value.
    pub(super) fn no_parameter(&self, symbol: &Symbol) -> Diagnostic {
        if let Some(definition) = self.definition(symbol) {
            let message = format!("`{symbol}` is defined by the file and takes no value");
            let diagnostic = Diagnostic::error(Code::STATEMENT, message);
            return definition.place.mark(diagnostic, "defined here");
        }
        let message = format!("there is no parameter `{symbol}`");
        let diagnostic = Diagnostic::error(Code::UNKNOWN_NAME, message);
        let names = self.parameters().flat_map(|parameter| {
            let others = parameter.names.iter().chain(&parameter.keys);
            std::iter::once(parameter.symbol.name()).chain(others.map(String::as_str))
        });
        if let Some(near) = crate::syntax::nearest(symbol.name(), names) {
            return diagnostic.hint(format!("did you mean `{near}`?"));
        }
        let names: Vec<&str> = self.parameters().map(|p| p.symbol.name()).collect();
        // What a model says of itself is seldom given, what is asked of it is.
        let asked = self.parameters().filter(|one| one.keys.is_empty());
        let asked: Vec<String> = asked.map(described).collect();
        match names.as_slice() {
            [] => diagnostic.hint("the file has no parameters"),
            _ if self.parameters().any(is_of_model) && !asked.is_empty() => {
                diagnostic.hint(format!("what may be given is {}", asked.join(", ")))
            }
            names => diagnostic.hint(format!("the parameters are {}", listed(names))),
        }
    }

    pub(super) fn place_of_fixing(&self, symbol: &Symbol) -> Option<Place> {
        let fixing = self.assumed().find(|assume| match &assume.assumption {
            Assumption::Condition(condition) => fixes(condition).as_ref() == Some(symbol),
            Assumption::Growth(_) => false,
        });
        fixing.map(|assume| assume.place.clone())
    }

    /// An error of evaluation with its place in the file.
    pub(super) fn explain(&self, error: &EvalError, case: Option<&Case>) -> Diagnostic {
        if let EvalError::Unbound { symbol } = error
            && let Some(parameter) = self.parameter(symbol)
        {
            let first = self.cases().next().map(|case| case.name.as_str());
            return missing_value(parameter, case, first);
        }
        let diagnostic = error.to_diagnostic();
        let Some(part) = error.expr() else {
            return diagnostic;
        };
        let mut definitions = self.definitions();
        match definitions.find(|definition| contains(&definition.expr, part)) {
            Some(definition) => definition.place.mark(diagnostic, "in this definition"),
            None => diagnostic,
        }
    }
}

/// Whether a parameter is what a model says of itself.
fn is_of_model(parameter: &Parameter) -> bool {
    let mut keys = parameter.keys.iter();
    keys.any(|key| key.starts_with("model."))
}

/// A parameter with what it is.
fn described(parameter: &Parameter) -> String {
    let names = std::iter::once(parameter.symbol.name());
    let names = names.chain(parameter.names.first().map(String::as_str));
    let names = names.map(|name| format!("`{name}`"));
    let names: Vec<String> = names.collect();
    let names = names.join(" or ");
    match &parameter.description {
        Some(text) => format!("{names} ({text})"),
        None => names,
    }
}

/// The first of some names, and how many there are besides.
fn listed(names: &[&str]) -> String {
    let shown: Vec<&str> = names.iter().take(30).copied().collect();
    let more = names.len() - shown.len();
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("`{}`{more}", shown.join("`, `"))
}

/// A parameter that is used and has no value; `first` is a case that could be taken.
fn missing_value(parameter: &Parameter, case: Option<&Case>, first: Option<&str>) -> Diagnostic {
    let symbol = &parameter.symbol;
    let diagnostic = Diagnostic::error(Code::MISSING_VALUE, format!("`{symbol}` has no value"));
    let diagnostic = match case {
        Some(case) => {
            let message = format!("add `{symbol} = …` here");
            parameter
                .place
                .mark(case.place.mark(diagnostic, message), "declared here")
        }
        None => parameter.place.mark(diagnostic, "declared here"),
    };
    match first.filter(|_| case.is_none()) {
        Some(first) => diagnostic.hint(format!(
            "give it one: `{symbol}=…` on the command line, or take a case: `--case \"{first}\"`"
        )),
        None => diagnostic.hint(format!(
            "give it one: `{symbol}=…` on the command line, or in a case"
        )),
    }
}

/// The parameter that a condition fixes, if it fixes one.
pub(super) fn fixes(condition: &Predicate) -> Option<Symbol> {
    let conditions = vec![condition.clone()];
    let fixed = Assumptions {
        conditions,
        ..Assumptions::none()
    }
    .fixed();
    fixed.iter().next().map(|(symbol, _)| symbol.clone())
}

pub(super) fn marked(diagnostic: Diagnostic, place: Option<&Place>) -> Diagnostic {
    match place {
        Some(place) => place.mark(diagnostic, ""),
        None => diagnostic,
    }
}

/// Whether the part is in the expression: the same object, not only an equal one.
fn contains(expr: &Expr, part: &Expr) -> bool {
    expr.is_same_object(part) || deep(|| expr.children().into_iter().any(|c| contains(c, part)))
}
