//! The order of a page: what a file asks for comes after the definitions that it is about.

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::{Expr, Symbol};
use crate::model::{Item, Model};

/// The items of a file, as it has them; a question, table or claim that stands before a definition
/// that it needs follows that definition, and the table of cases also the approximations it shows.
pub(super) fn items(model: &Model) -> Vec<&Item> {
    let definitions = Definitions::of(model);
    let last_approximation = model
        .items()
        .iter()
        .enumerate()
        .filter(|(_, item)| matches!(item, Item::Approximation(_)));
    let last_approximation = last_approximation.map(|(index, _)| index).next_back();
    let mut placed: Vec<(usize, bool, &Item)> = Vec::with_capacity(model.items().len());
    for (index, item) in model.items().iter().enumerate() {
        let needed = match item {
            Item::Approximation(question) => {
                definitions.last([&Expr::symbol(question.symbol.clone())])
            }
            Item::Case(_) => {
                let main = model
                    .main_definition()
                    .map(|main| Expr::symbol(main.symbol.clone()));
                let asked = model
                    .approximations()
                    .map(|asked| Expr::symbol(asked.symbol.clone()));
                let about: Vec<Expr> = main.into_iter().chain(asked).collect();
                definitions.last(&about).max(last_approximation)
            }
            Item::Show(question) => definitions.last([&question.expr]),
            Item::Solve(question) => definitions.last([&question.lhs, &question.rhs]),
            Item::Expect(claim) => {
                let sides = claim.chain.links.iter().map(|link| &link.expr);
                definitions.last(std::iter::once(&claim.chain.first).chain(sides))
            }
            _ => None,
        };
        let place = needed.map_or(index, |needed| needed.max(index));
        placed.push((place, place != index, item));
    }
    // What is put off keeps its order behind what it waited for.
    placed.sort_by_key(|&(place, is_put_off, _)| (place, is_put_off));
    placed.into_iter().map(|(_, _, item)| item).collect()
}

/// Where each name is defined, and with what.
struct Definitions<'m>(BTreeMap<&'m Symbol, (usize, &'m Expr)>);

impl<'m> Definitions<'m> {
    fn of(model: &'m Model) -> Self {
        let items = model.items().iter().enumerate();
        let definitions = items.filter_map(|(index, item)| match item {
            Item::Definition(definition) => Some((&definition.symbol, (index, &definition.expr))),
            _ => None,
        });
        Self(definitions.collect())
    }

    /// The last definition that some expressions need, through all those they use.
    fn last<'e>(&self, exprs: impl IntoIterator<Item = &'e Expr>) -> Option<usize> {
        let mut open: Vec<Symbol> = exprs.into_iter().flat_map(Expr::free_symbols).collect();
        let mut seen = BTreeSet::new();
        let mut last = None;
        while let Some(symbol) = open.pop() {
            if let Some(&(index, expr)) = self.0.get(&symbol)
                && seen.insert(symbol)
            {
                last = last.max(Some(index));
                open.extend(expr.free_symbols());
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;

    #[test]
    fn what_is_asked_follows_what_it_is_about() {
        let text = "show total\ncase \"a\" h = 2\nparam h\nexpect half = h\n\
            total = half + h\nhalf = h\napprox total for large h\nshow h";
        let model = Model::read(&Source::new("t.lh", text)).unwrap().value;
        let names = items(&model).into_iter().map(|item| match item {
            Item::Show(show) if show.expr.free_symbols().iter().any(|s| s.name() == "h") => {
                "show h"
            }
            Item::Show(_) => "show total",
            Item::Case(_) => "case",
            Item::Expect(_) => "expect",
            Item::Approximation(_) => "approx",
            Item::Definition(definition) if definition.symbol.name() == "half" => "half",
            Item::Definition(_) => "total",
            _ => "param",
        });
        let names: Vec<&str> = names.collect();
        let expected = [
            "param",
            "total",
            "half",
            "show total",
            "expect",
            "approx",
            "case",
            "show h",
        ];
        assert_eq!(names, expected);
    }
}
