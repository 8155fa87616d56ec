//! Parameters that a number depends on at the values that are there: what stands in a branch that is not taken, and
//! what is multiplied by 0, has no say.

use std::collections::{BTreeMap, BTreeSet};

use super::Model;
use crate::eval::{Environment, Value, decide, evaluate};
use crate::expr::{Expr, ExprKind, Function, Predicate, Symbol};

/// How deep expressions and definitions are followed; deeper, all names are taken to matter.
const MAX_DEPTH: usize = 200;

/// The names that an expression depends on at these values.
pub(super) fn relevant(
    model: &Model,
    environment: &Environment<'_>,
    of: &Symbol,
) -> BTreeSet<Symbol> {
    walked(model, environment, of).found
}

/// The texts that an expression looks for in lists at these values, by the names of the lists.
pub(super) fn looked_for(
    model: &Model,
    environment: &Environment<'_>,
    of: &Symbol,
) -> BTreeMap<Symbol, Vec<String>> {
    walked(model, environment, of).looked_for
}

fn walked<'w>(model: &'w Model, environment: &'w Environment<'w>, of: &Symbol) -> Walk<'w> {
    let mut walk = Walk {
        model,
        environment,
        found: BTreeSet::new(),
        looked_for: BTreeMap::new(),
    };
    walk.name(of, 0);
    walk
}

struct Walk<'w> {
    model: &'w Model,
    environment: &'w Environment<'w>,
    found: BTreeSet<Symbol>,
    looked_for: BTreeMap<Symbol, Vec<String>>,
}

impl Walk<'_> {
    fn name(&mut self, name: &Symbol, depth: usize) {
        if !self.found.insert(name.clone()) {
            return;
        }
        if let Some(definition) = self.model.definition(name) {
            self.expr(&definition.expr, depth);
        }
        // What a default speaks of matters as it does.
        if let Some(default) = self
            .model
            .parameter(name)
            .and_then(|one| one.default.as_ref())
        {
            self.expr(default, depth);
        }
    }

    fn expr(&mut self, expr: &Expr, depth: usize) {
        if depth > MAX_DEPTH {
            for name in expr.free_symbols() {
                self.name(&name, 0);
            }
            return;
        }
        match expr.kind() {
            ExprKind::Symbol(name) => self.name(name, depth + 1),
            ExprKind::Product(operands) => {
                let nothing = operands.iter().find(|operand| self.is_zero(operand));
                match nothing {
                    Some(nothing) => self.expr(nothing, depth + 1),
                    None => operands.iter().for_each(|one| self.expr(one, depth + 1)),
                }
            }
            ExprKind::Bracket(condition) => {
                self.member(condition);
                for operand in condition.operands() {
                    self.expr(operand, depth + 1);
                }
            }
            ExprKind::Conditional(conditional) => {
                self.member(&conditional.condition);
                for operand in conditional.condition.operands() {
                    self.expr(operand, depth + 1);
                }
                match decide(&conditional.condition, self.environment) {
                    Ok(true) => self.expr(&conditional.then, depth + 1),
                    Ok(false) => self.expr(&conditional.otherwise, depth + 1),
                    // The index of a sum has no value here.
                    Err(_) => {
                        self.expr(&conditional.then, depth + 1);
                        self.expr(&conditional.otherwise, depth + 1);
                    }
                }
            }
            ExprKind::Call(Function::Declared(name), arguments) => {
                let body = self.model.assumptions().functions.get(name);
                match body.and_then(|function| function.apply(arguments).ok()) {
                    Some(body) => self.expr(&body, depth + 1),
                    None => arguments.iter().for_each(|one| self.expr(one, depth + 1)),
                }
            }
            _ => {
                for child in expr.children() {
                    self.expr(child, depth + 1);
                }
            }
        }
    }

    /// A text that is looked for in a list.
    fn member(&mut self, condition: &Predicate) {
        let Predicate::Member(entry, list) = condition else {
            return;
        };
        if let (ExprKind::Text(text), Some(list)) = (entry.kind(), list.as_symbol()) {
            let texts = self.looked_for.entry(list.clone()).or_default();
            if !texts.iter().any(|known| known.as_str() == &**text) {
                texts.push(text.to_string());
            }
        }
    }

    fn is_zero(&self, expr: &Expr) -> bool {
        matches!(evaluate(expr, self.environment), Ok(Value::Number(number)) if number.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Source};
    use crate::expr::Bindings;

    #[test]
    fn what_has_no_say_here() {
        let text = "param L\nparam E = 1\nparam width = 2 L\nparam heads = 4\nparam few : natural = 0\n\
                    param share : boolean = true\nblock(x) = x * width\n\
                    total = L + few * heads + (if share then 0 else E) + block(2)\n";
        let source = Source::new("t.lh", text);
        let beside = |name: &str| Err(Diagnostic::error(Code::FILE, name));
        let model = Model::load(&source, &beside).unwrap().value;
        let given: Bindings = [(Symbol::new("L"), Expr::integer(3))].into_iter().collect();
        let names = |more: Option<(&str, Expr)>| {
            let mut given = given.clone();
            if let Some((name, value)) = more {
                given.insert(Symbol::new(name), value);
            }
            let valuation = model.valuation(None, &given).unwrap();
            let found = relevant(&model, &valuation.environment(), &Symbol::new("total"));
            let found = found.iter().map(|name| name.name().to_owned());
            found.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(None), "L few share total width");
        let few = ("few", Expr::integer(2));
        assert_eq!(names(Some(few)), "L few heads share total width");
        let alone = ("share", Expr::boolean(false));
        assert_eq!(names(Some(alone)), "E L few share total width");
    }
}
