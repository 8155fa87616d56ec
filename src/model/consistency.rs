//! What must be right about a model as a whole before anything is worked out with it.

use std::collections::{BTreeMap, BTreeSet};

use super::domain::describe;
use super::graph::{sort, uses};
use super::held::held_fixed;
use super::load::MAX_TOLD;
use super::sound::sound;
use super::valuation::unknown_case;
use super::{Assumption, Case, Item, Model, Place};
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::expr::{Assumptions, Bindings, Domain, Expr, Lambda, Predicate, Symbol};
use crate::judge::{Budget, contradiction};

/// How many places of a circle are shown.
const SHOWN: usize = 8;

/// The model that items make up, or what is wrong with it.
pub(super) fn model(
    title: Option<String>,
    source: &Source,
    items: Vec<Item>,
    errors: &mut Vec<Diagnostic>,
) -> Option<Model> {
    let mut model = assembled(title, source, items);
    model.order = order(&model, errors);
    defaults(&model, errors);
    empty_domains(&model, errors);
    contradictions(&model, errors);
    cases(&model, errors);
    questions(&model, errors);
    if !errors.is_empty() {
        return None;
    }
    sound(&model, errors);
    if !errors.is_empty() {
        return None;
    }
    values(&model, errors);
    errors.is_empty().then_some(model)
}

/// The model that items make up, its definitions not yet put in order.
pub(super) fn assembled(title: Option<String>, source: &Source, items: Vec<Item>) -> Model {
    let assumptions = assumptions(&items);
    let mut declared = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        if let Some((symbol, _)) = declaration(item) {
            declared.insert(symbol.clone(), place);
        }
    }
    Model {
        title,
        items,
        assumptions,
        declared,
        order: Vec::new(),
        main: None,
        source: source.clone(),
    }
}

/// The name that an item declares, and where.
fn declaration(item: &Item) -> Option<(&Symbol, &Place)> {
    match item {
        Item::Parameter(parameter) => Some((&parameter.symbol, &parameter.place)),
        Item::Function(function) => Some((&function.symbol, &function.place)),
        Item::Definition(definition) => Some((&definition.symbol, &definition.place)),
        _ => None,
    }
}

fn assumptions(items: &[Item]) -> Assumptions {
    let mut assumptions = Assumptions::none();
    for item in items {
        match item {
            Item::Parameter(parameter) => {
                assumptions
                    .domains
                    .insert(parameter.symbol.clone(), parameter.domain.clone());
            }
            Item::Function(function) => {
                let lambda = Lambda {
                    parameters: function.parameters.clone(),
                    body: function.body.clone(),
                };
                assumptions
                    .functions
                    .insert(function.symbol.clone(), lambda);
            }
            Item::Definition(definition) => {
                let (symbol, expr) = (definition.symbol.clone(), definition.expr.clone());
                assumptions.definitions.insert(symbol, expr);
            }
            Item::Assume(assume) => match &assume.assumption {
                Assumption::Condition(condition) => assumptions.conditions.push(condition.clone()),
                Assumption::Growth(growth) => assumptions.growth.push(growth.clone()),
            },
            _ => {}
        }
    }
    assumptions
}

/// What a declaration uses.
pub(super) fn used_by(item: &Item) -> BTreeSet<Symbol> {
    match item {
        Item::Parameter(parameter) => parameter.default.as_ref().map(uses).unwrap_or_default(),
        Item::Definition(definition) => uses(&definition.expr),
        Item::Function(function) => {
            let mut used = uses(&function.body);
            for parameter in &function.parameters {
                used.remove(parameter);
            }
            used
        }
        _ => BTreeSet::new(),
    }
}

/// The definitions, each after those it uses; circles are errors.
pub(super) fn order(model: &Model, errors: &mut Vec<Diagnostic>) -> Vec<usize> {
    let mut names = Vec::new();
    let mut used = BTreeMap::new();
    for item in &model.items {
        if let Some((symbol, _)) = declaration(item) {
            names.push(symbol.clone());
            used.insert(symbol.clone(), used_by(item));
        }
    }
    let sorted = sort(&names, &used);
    for cycle in &sorted.cycles {
        errors.push(circle(model, cycle));
    }
    let position = |symbol: &Symbol| {
        let place = *model.declared.get(symbol)?;
        matches!(model.items.get(place), Some(Item::Definition(_))).then_some(place)
    };
    sorted.sequence.iter().filter_map(position).collect()
}

fn circle(model: &Model, cycle: &[Symbol]) -> Diagnostic {
    let round = cycle.iter().chain(cycle.first());
    let names: Vec<String> = round.clone().map(|symbol| format!("`{symbol}`")).collect();
    let first = names.first().cloned().unwrap_or_default();
    let way = if names.len() > 2 * SHOWN {
        let (head, tail) = (names.get(..SHOWN), names.get(names.len() - 2..));
        let joined = |part: Option<&[String]>| part.unwrap_or_default().join(" → ");
        format!("{} → … → {}", joined(head), joined(tail))
    } else {
        names.join(" → ")
    };
    let message = format!("{first} depends on itself: {way}");
    let mut error = Diagnostic::error(Code::CYCLE, message);
    for (symbol, next) in cycle.iter().zip(round.skip(1)).take(SHOWN) {
        if let Some((_, place)) = model.declaration(symbol) {
            error = place.mark(error, format!("`{symbol}` uses `{next}`"));
        }
    }
    error.hint("write one of them without the other, or give one as a `param`")
}

/// A default is an expression over earlier names.
fn defaults(model: &Model, errors: &mut Vec<Diagnostic>) {
    for (place, item) in model.items.iter().enumerate() {
        let Item::Parameter(parameter) = item else {
            continue;
        };
        for used in used_by(item) {
            let Some(&other) = model.declared.get(&used) else {
                continue;
            };
            if other <= place {
                continue;
            }
            let symbol = &parameter.symbol;
            let message = format!("the default of `{symbol}` uses `{used}`, which comes later");
            let mut error = parameter
                .place
                .mark(Diagnostic::error(Code::STATEMENT, message), "");
            if let Some((_, later)) = model.declaration(&used) {
                error = later.mark(error, "declared here");
            }
            errors.push(error.hint(format!(
                "move `{symbol}` below it, or define `{symbol}` instead"
            )));
        }
    }
}

/// A domain without a single value serves nobody.
fn empty_domains(model: &Model, errors: &mut Vec<Diagnostic>) {
    for parameter in model.parameters() {
        let is_empty = match &parameter.domain {
            Domain::Integer {
                min: Some(min),
                max: Some(max),
            } => min > max,
            Domain::Real {
                min: Some(min),
                max: Some(max),
            } => min.value > max.value || (min.value == max.value && (min.strict || max.strict)),
            _ => false,
        };
        if is_empty {
            let (symbol, domain) = (&parameter.symbol, describe(&parameter.domain));
            let message = format!("`{symbol}` has to be {domain}, which nothing is");
            let error = Diagnostic::error(Code::STATEMENT, message);
            errors.push(parameter.place.mark(error, ""));
        }
    }
}

/// Two assumptions that fix one parameter at different values.
fn contradictions(model: &Model, errors: &mut Vec<Diagnostic>) {
    let mut fixed: BTreeMap<Symbol, (Expr, &Place)> = BTreeMap::new();
    for assume in model.assumed() {
        let Assumption::Condition(condition) = &assume.assumption else {
            continue;
        };
        let alone = Assumptions {
            conditions: vec![condition.clone()],
            ..Assumptions::none()
        };
        for (symbol, value) in alone.fixed().iter() {
            match fixed.get(symbol) {
                Some((known, first)) if known != value => {
                    let message = format!("`{symbol}` cannot have two values");
                    let error = Diagnostic::error(Code::VIOLATED, message);
                    errors.push(first.mark(assume.place.mark(error, "assumed here"), "and here"));
                }
                Some(_) => {}
                None => {
                    fixed.insert(symbol.clone(), (value.clone(), &assume.place));
                }
            }
        }
    }
    if errors.is_empty()
        && let Some(known) = contradiction(model.assumptions(), &Budget::default())
        && !fixes_outside(&known, model.assumptions())
    {
        errors.push(contradictory(model, &known));
    }
}

/// Whether a condition gives a parameter a value outside its domain, which is told of the value.
fn fixes_outside(known: &Predicate, under: &Assumptions) -> bool {
    let alone = Assumptions {
        conditions: vec![known.clone()],
        ..Assumptions::none()
    };
    alone.fixed().iter().any(|(symbol, value)| {
        let (domain, value) = (under.domains.get(symbol), value.as_number());
        domain
            .zip(value)
            .is_some_and(|(domain, value)| !domain.contains(&value))
    })
}

/// An assumption that cannot hold beside the others and what the parameters may be.
fn contradictory(model: &Model, known: &Predicate) -> Diagnostic {
    let message = "this cannot hold beside the other assumptions and what the parameters may be";
    let error = Diagnostic::error(Code::CONTRADICTORY, message)
        .hint("take it back, or widen the domain of the parameter");
    let says = |predicate: &Predicate| match predicate {
        Predicate::And(parts) => parts.contains(known),
        single => single == known,
    };
    let place = model.assumed().find_map(|assume| match &assume.assumption {
        Assumption::Condition(condition) if says(condition) => Some(&assume.place),
        _ => None,
    });
    match place {
        Some(place) => place.mark(error, "assumed here"),
        None => error,
    }
}

/// Cases have names of their own and give values to parameters alone.
fn cases(model: &Model, errors: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<&str, &Case> = BTreeMap::new();
    for case in model.cases() {
        if let Some(first) = known.insert(&case.name, case) {
            let message = format!("the case \"{}\" is there twice", case.name);
            let error = case
                .place
                .mark(Diagnostic::error(Code::REDEFINITION, message), "");
            errors.push(first.place.mark(error, "first here"));
        }
        for (symbol, place) in &case.places {
            if model.parameter(symbol).is_none() {
                let mut error = model.no_parameter(symbol);
                let labels = std::mem::take(&mut error.labels);
                error = place.mark(error, "");
                error.labels.extend(labels);
                errors.push(error);
            }
        }
    }
}

/// Statements about names and cases that do not exist.
fn questions(model: &Model, errors: &mut Vec<Diagnostic>) {
    let names: BTreeSet<&str> = model.cases().map(|case| case.name.as_str()).collect();
    for item in &model.items {
        let (case, place) = match item {
            Item::Show(show) => (&show.case, &show.place),
            Item::Solve(solve) => (&solve.case, &solve.place),
            Item::Expect(expect) => (&expect.case, &expect.place),
            Item::Compare(compare) => (&compare.case, &compare.place),
            _ => continue,
        };
        if let Some(case) = case.as_ref().filter(|case| !names.contains(case.as_str())) {
            errors.push(place.mark(unknown_case(case, model.cases()), "asked for here"));
        }
    }
    for approximation in model.approximations() {
        let place = &approximation.place;
        if model.definition(&approximation.symbol).is_none() {
            let symbol = &approximation.symbol;
            let message = format!("`{symbol}` has no definition to approximate");
            errors.push(place.mark(Diagnostic::error(Code::STATEMENT, message), ""));
        }
        for symbol in &approximation.large {
            if !model.is_number(symbol) {
                let message = format!("`{symbol}` is no parameter that can grow");
                let error = place.mark(Diagnostic::error(Code::STATEMENT, message), "");
                errors.push(error.hint("name parameters that are numbers"));
            }
        }
    }
    // What an approximation holds fixed matters once all names are known.
    if errors.is_empty() {
        for approximation in model.approximations() {
            held_fixed(model, approximation, errors);
        }
    }
    for comparison in model.comparisons() {
        if model.definition(&comparison.symbol).is_none() {
            let message = format!("`{}` has no definition to compare with", comparison.symbol);
            let error = Diagnostic::error(Code::STATEMENT, message);
            errors.push(comparison.place.mark(error, ""));
        }
    }
    for solve in model.solves() {
        if !model.is_number(&solve.unknown) && model.definition(&solve.unknown).is_none() {
            let message = format!(
                "`{}` is no number, so there is nothing to solve for",
                solve.unknown
            );
            errors.push(
                solve
                    .place
                    .mark(Diagnostic::error(Code::STATEMENT, message), ""),
            );
        }
    }
}

/// The values of each case, and of none.
fn values(model: &Model, errors: &mut Vec<Diagnostic>) {
    // Values in other files are asked for where the case is.
    let cases = model.cases().map(Some);
    for case in std::iter::once(None).chain(cases) {
        if errors.len() >= MAX_TOLD {
            return;
        }
        for error in model
            .valuation_of(case, &Bindings::new())
            .err()
            .unwrap_or_default()
        {
            if !errors.contains(&error) {
                errors.push(error);
            }
        }
    }
}

impl Model {
    /// Where a name is declared.
    fn declaration(&self, symbol: &Symbol) -> Option<(&Symbol, &Place)> {
        declaration(self.items.get(*self.declared.get(symbol)?)?)
    }

    /// Whether it is a parameter whose values are numbers.
    fn is_number(&self, symbol: &Symbol) -> bool {
        let parameter = self.parameter(symbol);
        parameter.is_some_and(|parameter| {
            matches!(
                parameter.domain,
                Domain::Integer { .. } | Domain::Real { .. }
            )
        })
    }
}
