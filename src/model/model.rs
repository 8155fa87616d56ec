//! A formula file as a whole.

use std::collections::BTreeMap;

use super::{
    Approximation, Assume, Buffers, Case, Compare, Definition, Expect, FunctionDefinition, Item,
    Parameter, Show, Solve,
};
use crate::diagnostic::Source;
use crate::expr::{Assumptions, Symbol};

/// A formula file, checked as a whole: names are declared once and known where they are used,
/// definitions do not go round in a circle, cases give values to parameters alone.
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) title: Option<String>,
    pub(super) items: Vec<Item>,
    pub(super) assumptions: Assumptions,
    /// Positions in `items` of what is declared.
    pub(super) declared: BTreeMap<Symbol, usize>,
    /// Positions in `items` of the definitions, each after those it uses.
    pub(super) order: Vec<usize>,
    /// The definition that the file is about, where it was asked for by name.
    pub(super) main: Option<Symbol>,
    pub(super) source: Source,
}

impl Model {
    /// What the file is about.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The file itself; what `use` brought in has places of its own.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The statements, in the order of the file.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// What the file takes for granted: domains of parameters, conditions, definitions, functions
    /// and relations of growth. Large symbols belong to each approximation.
    pub fn assumptions(&self) -> &Assumptions {
        &self.assumptions
    }

    /// The parameters, in the order of the file.
    pub fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.items.iter().filter_map(|item| match item {
            Item::Parameter(parameter) => Some(parameter),
            _ => None,
        })
    }

    /// What is said of tensors that are stored and are no parameters.
    pub fn buffers(&self) -> impl Iterator<Item = &Buffers> {
        self.items.iter().filter_map(|item| match item {
            Item::Buffers(buffers) => Some(buffers),
            _ => None,
        })
    }

    /// Patterns of the names of matrices that are stored with the numbers that come in first, `[from, to]`.
    pub fn inputs_first(&self) -> impl Iterator<Item = &str> {
        let patterns = self.items.iter().filter_map(|item| match item {
            Item::InputsFirst(matrices) => Some(&matrices.patterns),
            _ => None,
        });
        patterns.flatten().map(String::as_str)
    }

    /// The parameter of this name.
    pub fn parameter(&self, symbol: &Symbol) -> Option<&Parameter> {
        match self.declared(symbol)? {
            Item::Parameter(parameter) => Some(parameter),
            _ => None,
        }
    }

    /// What declares a name.
    pub(super) fn declared(&self, symbol: &Symbol) -> Option<&Item> {
        self.items.get(*self.declared.get(symbol)?)
    }

    /// The definitions, in the order of the file.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.items.iter().filter_map(as_definition)
    }

    /// The definitions, each after those it uses; else in the order of the file.
    pub fn definitions_in_order(&self) -> impl Iterator<Item = &Definition> {
        self.order
            .iter()
            .filter_map(|&place| as_definition(self.items.get(place)?))
    }

    /// The definition of this name.
    pub fn definition(&self, symbol: &Symbol) -> Option<&Definition> {
        self.declared(symbol).and_then(as_definition)
    }

    /// The definition that a command works on where none is named: `total`, else the last.
    pub fn main_definition(&self) -> Option<&Definition> {
        let main = self.main.as_ref().and_then(|main| self.definition(main));
        main.or_else(|| self.definition(&Symbol::new("total")))
            .or_else(|| self.definitions().last())
    }

    /// The declared functions, in the order of the file.
    pub fn functions(&self) -> impl Iterator<Item = &FunctionDefinition> {
        self.items.iter().filter_map(|item| match item {
            Item::Function(function) => Some(function),
            _ => None,
        })
    }

    /// What is assumed, in the order of the file.
    pub fn assumed(&self) -> impl Iterator<Item = &Assume> {
        self.items.iter().filter_map(|item| match item {
            Item::Assume(assume) => Some(assume),
            _ => None,
        })
    }

    /// The cases, in the order of the file.
    pub fn cases(&self) -> impl Iterator<Item = &Case> {
        self.items.iter().filter_map(|item| match item {
            Item::Case(case) => Some(case),
            _ => None,
        })
    }

    /// The case of this name.
    pub fn case(&self, name: &str) -> Option<&Case> {
        self.cases().find(|case| case.name == name)
    }

    /// The questions for approximations, in the order of the file.
    pub fn approximations(&self) -> impl Iterator<Item = &Approximation> {
        self.items.iter().filter_map(|item| match item {
            Item::Approximation(approximation) => Some(approximation),
            _ => None,
        })
    }

    /// The questions for values in units, in the order of the file.
    pub fn shows(&self) -> impl Iterator<Item = &Show> {
        self.items.iter().filter_map(|item| match item {
            Item::Show(show) => Some(show),
            _ => None,
        })
    }

    /// The equations to solve, in the order of the file.
    pub fn solves(&self) -> impl Iterator<Item = &Solve> {
        self.items.iter().filter_map(|item| match item {
            Item::Solve(solve) => Some(solve),
            _ => None,
        })
    }

    /// The claims that must hold, in the order of the file.
    pub fn expectations(&self) -> impl Iterator<Item = &Expect> {
        self.items.iter().filter_map(|item| match item {
            Item::Expect(expect) => Some(expect),
            _ => None,
        })
    }

    /// The known values to compare with, in the order of the file.
    pub fn comparisons(&self) -> impl Iterator<Item = &Compare> {
        self.items.iter().filter_map(|item| match item {
            Item::Compare(compare) => Some(compare),
            _ => None,
        })
    }
}

fn as_definition(item: &Item) -> Option<&Definition> {
    match item {
        Item::Definition(definition) => Some(definition),
        _ => None,
    }
}
