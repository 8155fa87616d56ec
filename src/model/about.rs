//! One definition of a file, with all that it needs and all that is said of that.

use std::collections::BTreeSet;

use super::consistency::{assembled, used_by};
use super::graph::uses;
use super::{Assumption, Case, Definition, Expect, Item, Model};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Expr, Symbol};

impl Model {
    /// The definition of this name, or the one that a command works on where none is named.
    ///
    /// # Errors
    /// There is no such definition.
    pub fn asked_for(&self, of: Option<&Symbol>) -> Result<&Definition, Diagnostic> {
        let found = match of {
            Some(symbol) => self.definition(symbol),
            None => self.main_definition(),
        };
        found.ok_or_else(|| {
            let message = match of {
                Some(symbol) => format!("there is no definition `{symbol}`"),
                None => "the formula file defines nothing".to_owned(),
            };
            let error = Diagnostic::error(Code::UNKNOWN_NAME, message);
            let names = self.definitions().map(|known| known.symbol.name());
            let near = of.and_then(|of| crate::syntax::nearest(of.name(), names));
            match near {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error,
            }
        })
    }

    /// The file as if it were about one of its definitions: what that needs, and the questions, claims and cases
    /// that speak of nothing else. Approximations are kept of itself alone.
    ///
    /// ```
    /// use longhand::diagnostic::Source;
    /// use longhand::expr::Symbol;
    /// use longhand::model::Model;
    ///
    /// let text = "param L\nparam h\nlayer = 12 h^2\ntotal = L layer\ncase \"a\" L = 2, h = 3";
    /// let model = Model::read(&Source::new("a.lh", text)).unwrap().value;
    /// let layer = model.about(&Symbol::new("layer")).unwrap();
    /// assert_eq!(layer.parameters().count(), 1);
    /// assert_eq!(layer.main_definition().unwrap().symbol.name(), "layer");
    /// assert_eq!(layer.case("a").unwrap().bindings.len(), 1);
    /// ```
    ///
    /// # Errors
    /// There is no such definition.
    pub fn about(&self, of: &Symbol) -> Result<Self, Diagnostic> {
        let of = &self.asked_for(Some(of))?.symbol;
        let needed = self.needed_by(of);
        let items = self.items.iter();
        let items = items.filter_map(|item| self.kept(item, of, &needed));
        let items = without_empty_sections(items.collect());
        let mut model = assembled(self.title.clone(), &self.source, items);
        // What is in order for a whole file is for a part of it.
        model.order = super::consistency::order(&model, &mut Vec::new());
        model.main = Some(of.clone());
        Ok(model)
    }

    /// All names that a definition needs, its own among them.
    fn needed_by(&self, of: &Symbol) -> BTreeSet<Symbol> {
        let mut needed = BTreeSet::new();
        let mut open = vec![of.clone()];
        while let Some(name) = open.pop() {
            let Some(item) = self.declared(&name) else {
                continue;
            };
            if needed.insert(name) {
                open.extend(used_by(item));
                if let Item::Definition(definition) = item {
                    open.extend(definition.steps.iter().flat_map(|step| uses(&step.expr)));
                }
            }
        }
        needed
    }

    /// What is left of an item where only some names matter.
    fn kept(&self, item: &Item, of: &Symbol, needed: &BTreeSet<Symbol>) -> Option<Item> {
        let matters = |names: &BTreeSet<Symbol>| {
            let mut declared = names.iter().filter(|name| self.declared(name).is_some());
            declared.all(|name| needed.contains(name))
        };
        let speaks = |exprs: &[&Expr]| exprs.iter().all(|expr| matters(&uses(expr)));
        let is_kept = match item {
            Item::Section(_) | Item::InputsFirst(_) => true,
            Item::Buffers(buffers) => buffers.values.as_ref().is_none_or(|all| speaks(&[all])),
            Item::Parameter(parameter) => needed.contains(&parameter.symbol),
            Item::Function(function) => needed.contains(&function.symbol),
            Item::Definition(definition) => needed.contains(&definition.symbol),
            Item::Assume(assume) => match &assume.assumption {
                Assumption::Condition(condition) => speaks(&condition.operands()),
                Assumption::Growth(growth) => speaks(&[&growth.left, &growth.right]),
            },
            Item::Approximation(question) => question.symbol == *of,
            Item::Show(question) => speaks(&[&question.expr]),
            Item::Solve(question) => {
                speaks(&[&question.lhs, &question.rhs]) && needed.contains(&question.unknown)
            }
            Item::Case(case) => return Some(Item::Case(narrowed(case, needed))),
            Item::Expect(expect) => speaks(&sides(expect)),
            Item::Compare(compare) => needed.contains(&compare.symbol),
        };
        is_kept.then(|| item.clone())
    }
}

/// A case without the values of names that do not matter.
fn narrowed(case: &Case, needed: &BTreeSet<Symbol>) -> Case {
    let values = case.bindings.iter();
    let values = values.filter(|(name, _)| needed.contains(name));
    let mut narrowed = case.clone();
    narrowed.bindings = values
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    narrowed.places.retain(|(name, _)| needed.contains(name));
    narrowed
}

fn sides(expect: &Expect) -> Vec<&Expr> {
    let links = expect.chain.links.iter().map(|link| &link.expr);
    std::iter::once(&expect.chain.first).chain(links).collect()
}

/// The items without headings that stand above nothing; cases have a heading of their own on a page.
fn without_empty_sections(mut items: Vec<Item>) -> Vec<Item> {
    let mut is_above_something = false;
    let mut kept = Vec::with_capacity(items.len());
    while let Some(item) = items.pop() {
        match &item {
            Item::Section(_) if !is_above_something => continue,
            Item::Section(_) => is_above_something = false,
            Item::Case(_) | Item::Compare(_) | Item::Buffers(_) | Item::InputsFirst(_) => {}
            _ => is_above_something = true,
        }
        kept.push(item);
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;

    #[test]
    fn what_is_said_of_other_things_is_left_out() {
        let text = "param L\nparam h\nparam n = 1\nparam V\nassume n divides h\nassume V >> h\n\
            section \"Attention\"\ntwice(x) = 2 x\nhead = h // n\nattention = twice(h * n * head)\n\
            section \"Network\"\nmlp = 8 h^2\nsection \"All\"\nwords = V h\ntotal = L (attention + mlp) + words\n\
            approx total for large L, h\napprox attention for large h\nshow total in FP16\nshow attention\n\
            case \"a\" L = 2, h = 4, V = 10\nexpect attention = 32 in \"a\"\nexpect mlp > h\n\
            compare total with 360 in \"a\"";
        let model = Model::read(&Source::new("t.lh", text)).unwrap().value;
        let about = model.about(&Symbol::new("attention")).unwrap();
        let names = about
            .parameters()
            .map(|one| one.symbol.name())
            .chain(about.definitions().map(|one| one.symbol.name()));
        assert_eq!(names.collect::<Vec<_>>(), ["h", "n", "head", "attention"]);
        let counts = [
            about.assumed().count(),
            about.approximations().count(),
            about.shows().count(),
            about.expectations().count(),
            about.comparisons().count(),
        ];
        assert_eq!(counts, [1, 1, 1, 1, 0]);
        let sections = about.items().iter();
        let sections = sections.filter_map(|item| match item {
            Item::Section(section) => Some(section.title.as_str()),
            _ => None,
        });
        // The last one stands above what is shown and expected of it.
        assert_eq!(sections.collect::<Vec<_>>(), ["Attention", "All"]);
        // 2 · 4 · 1 · 4
        let value = about.evaluate(&Expr::symbol("attention"), Some("a"));
        assert_eq!(value.unwrap().to_string(), "32");
        let error = model.about(&Symbol::new("atention")).unwrap_err();
        assert_eq!(error.hints[0], "did you mean `attention`?");
    }
}
