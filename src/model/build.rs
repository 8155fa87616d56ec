//! From statements to items: places attached, steps joined to their definitions.

use std::collections::BTreeMap;

use super::load::declare;
use super::named::keys_and_names;
use super::{
    Approximation, Assume, Assumption, AuthorStep, Buffers, Case, Compare, Definition, Expect,
    FunctionDefinition, Item, Model, Parameter, Part, Place, Section, Show, Solve, Tensors,
    consistency,
};
use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::expr::{Predicate, Symbol};
use crate::growth::ValueRange;
use crate::syntax::{self, Scope, Spanned, Statement, StatementKind};

/// What is gathered over all files of a model.
#[derive(Default)]
pub(super) struct Builder {
    title: Option<String>,
    /// Where each name is declared.
    declared: BTreeMap<Symbol, Place>,
    /// The author's own lines, by definition.
    steps: Vec<(Spanned<Symbol>, AuthorStep)>,
}

impl Builder {
    /// Adds the items of a statement, and the names it declares to the scope of its file.
    pub(super) fn statement(
        &mut self,
        source: &Source,
        statement: Statement,
        scope: &mut Scope,
        items: &mut Vec<Item>,
        errors: &mut Vec<Diagnostic>,
    ) {
        let at = |span: Span| Place::new(source, span);
        let place = at(statement.span);
        let mut name = |name: &Spanned<Symbol>| {
            declare(&mut self.declared, &name.value, &at(name.span), errors);
        };
        match statement.kind {
            // Used files are read first, so the title of the file itself stays.
            StatementKind::Title(title) => self.title = Some(title.value),
            StatementKind::Section(title) => {
                items.push(Item::Section(Section {
                    title: title.value,
                    place,
                }));
            }
            StatementKind::Param(param) => {
                name(&param.name);
                scope.names.insert(param.name.value.clone());
                items.push(Item::Parameter(parameter(param, place)));
            }
            StatementKind::Function(declared) => {
                name(&declared.name);
                let arity = declared.parameters.len();
                scope.functions.insert(declared.name.value.clone(), arity);
                items.push(Item::Function(function(declared, place)));
            }
            StatementKind::Definition(defined) => {
                name(&defined.name);
                scope.names.insert(defined.name.value.clone());
                items.push(Item::Definition(definition(source, defined, place)));
            }
            StatementKind::Assume(assumptions) => {
                for assumption in assumptions {
                    let place = at(assumption.span);
                    push_assumption(items, assumption.value, &place);
                }
            }
            StatementKind::Buffers(patterns, values) => items.push(Item::Buffers(Buffers {
                patterns: texts(patterns),
                values: values.map(|values| values.value),
                place,
            })),
            StatementKind::InputsFirst(patterns) => {
                let patterns = patterns.into_iter().map(|pattern| pattern.value).collect();
                items.push(Item::InputsFirst(Tensors { patterns, place }));
            }
            StatementKind::Step(step) => {
                let line = AuthorStep {
                    relation: step.relation,
                    expr: step.body.value,
                    description: text(step.description),
                    place: at(step.body.span),
                };
                self.steps.push((step.name, line));
            }
            other => items.extend(question(source, other, place)),
        }
    }

    /// The model, or what is wrong with it as a whole.
    pub(super) fn finish(
        self,
        source: &Source,
        mut items: Vec<Item>,
        errors: &mut Vec<Diagnostic>,
    ) -> Option<Model> {
        let place_of = |(place, item): (usize, &Item)| match item {
            Item::Definition(definition) => Some((definition.symbol.clone(), place)),
            _ => None,
        };
        let places: BTreeMap<Symbol, usize> =
            items.iter().enumerate().filter_map(place_of).collect();
        for (name, line) in self.steps {
            let place = places.get(&name.value);
            if let Some(Item::Definition(definition)) = place.and_then(|&at| items.get_mut(at)) {
                definition.steps.push(line);
            } else {
                let message = format!("`{}` has no definition to go on from", name.value);
                let error = Diagnostic::error(Code::STATEMENT, message);
                errors.push(line.place.mark(error, "this line follows none"));
            }
        }
        consistency::model(self.title, source, items, errors)
    }
}

fn text(text: Option<Spanned<String>>) -> Option<String> {
    text.map(|text| text.value)
}

fn texts(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

fn parameter(param: syntax::Param, place: Place) -> Parameter {
    let (keys, names) = keys_and_names(texts(param.keys));
    Parameter {
        symbol: param.name.value,
        description: text(param.description),
        domain: param.domain,
        default: param.default.map(|default| default.value),
        keys,
        names,
        place,
    }
}

fn function(declared: syntax::FunctionDeclaration, place: Place) -> FunctionDefinition {
    FunctionDefinition {
        symbol: declared.name.value,
        parameters: declared
            .parameters
            .into_iter()
            .map(|name| name.value)
            .collect(),
        body: declared.body.value,
        description: text(declared.description),
        covers: texts(declared.covers),
        place,
    }
}

fn definition(source: &Source, defined: syntax::Definition, place: Place) -> Definition {
    let steps = defined.steps.into_iter().map(|link| AuthorStep {
        relation: link.relation,
        expr: link.expr,
        description: None,
        place: Place::new(source, link.span),
    });
    let part = defined.part.map(|part| Part {
        active: part.active.map(|active| active.value),
    });
    Definition {
        symbol: defined.name.value,
        description: text(defined.description),
        expr: defined.body.value,
        steps: steps.collect(),
        covers: texts(defined.covers),
        part,
        place,
    }
}

/// Adds what is assumed; `p and q` is two things.
fn push_assumption(items: &mut Vec<Item>, assumption: Assumption, place: &Place) {
    if let Assumption::Condition(Predicate::And(parts)) = assumption {
        for part in parts {
            push_assumption(items, Assumption::Condition(part), place);
        }
        return;
    }
    items.push(Item::Assume(Assume {
        assumption,
        place: place.clone(),
    }));
}

/// Statements that declare nothing.
fn question(source: &Source, kind: StatementKind, place: Place) -> Option<Item> {
    Some(match kind {
        StatementKind::Approx(approx) => Item::Approximation(Approximation {
            symbol: approx.name.value,
            large: distinct(approx.large),
            within: approx.within.map(|within| within.value),
            over: (approx.over.into_iter())
                .map(|(symbol, low, high)| ValueRange {
                    symbol: symbol.value,
                    low,
                    high,
                })
                .collect(),
            place,
        }),
        StatementKind::Show(show) => Item::Show(Show {
            expr: show.value.value,
            units: show.units.into_iter().map(|unit| unit.value).collect(),
            case: text(show.case),
            place,
        }),
        StatementKind::Case(case) => Item::Case(set_of_values(source, case, place)),
        StatementKind::Solve(solve) => {
            let link = solve.equation.links.into_iter().next()?;
            Item::Solve(Solve {
                lhs: solve.equation.first,
                rhs: link.expr,
                unknown: solve.unknown.value,
                case: text(solve.case),
                place,
            })
        }
        StatementKind::Expect(expect) => Item::Expect(Expect {
            chain: expect.claim,
            case: text(expect.case),
            description: text(expect.description),
            place,
        }),
        StatementKind::Compare(compare) => Item::Compare(Compare {
            symbol: compare.name.value,
            reference: compare.reference.value,
            case: text(compare.case),
            description: text(compare.description),
            place,
        }),
        _ => return None,
    })
}

fn distinct(names: Vec<Spanned<Symbol>>) -> Vec<Symbol> {
    let mut found: Vec<Symbol> = Vec::new();
    for name in names {
        if !found.contains(&name.value) {
            found.push(name.value);
        }
    }
    found
}

fn set_of_values(source: &Source, case: syntax::Case, place: Place) -> Case {
    let places = case.bindings.iter().map(|binding| {
        (
            binding.symbol.clone(),
            Place::new(source, binding.name.to(binding.span)),
        )
    });
    let places = places.collect();
    let values = case
        .bindings
        .into_iter()
        .map(|binding| (binding.symbol, binding.value));
    Case {
        name: case.name.value,
        bindings: values.collect(),
        from: text(case.from),
        is_placed: false,
        places,
        place,
    }
}
