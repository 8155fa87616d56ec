//! Sums over layers that are carried on from one number of layers to the next, so that what each layer
//! adds takes no longer the more layers there are.

use std::collections::BTreeSet;

use super::Model;
use crate::eval::{Environment, evaluate};
use crate::expr::{BigOperatorKind, Bindings, Expr, ExprKind, Function, Range, Symbol};
use crate::number::{Integer, Rational};

/// The definitions of a model with a name in place of each sum over layers.
#[derive(Debug)]
pub(super) struct Running {
    definitions: Bindings,
    /// The expression beside them, likewise.
    pub(super) beside: Option<Expr>,
    sums: Vec<Sum>,
    /// Whether every sum that depends on the layers has its name.
    pub(super) is_complete: bool,
}

/// `sum(index = from..to, body)`, of which only `to` depends on the layers.
#[derive(Debug)]
struct Sum {
    name: Symbol,
    index: Symbol,
    from: Expr,
    to: Expr,
    body: Expr,
    /// What it is up to here, and where it goes on.
    so_far: Option<(Rational, Integer)>,
}

impl Running {
    /// Names the sums of a model, and those of an expression that belongs to none of its definitions.
    pub(super) fn new(model: &Model, layers: &[Symbol], beside: Option<&Expr>) -> Self {
        let mut finder = Finder {
            layers: layers.iter().cloned().collect(),
            depends: dependents(model, layers),
            sums: Vec::new(),
            is_complete: true,
        };
        let definitions = &model.assumptions().definitions;
        let named = definitions.iter().map(|(symbol, expr)| {
            let named = finder.named(expr, &mut Vec::new());
            (symbol.clone(), named)
        });
        let definitions = named.collect();
        let beside = beside.map(|expr| finder.named(expr, &mut Vec::new()));
        for lambda in model.assumptions().functions.values() {
            finder.is_complete &= !finder.has_sum(&lambda.body);
        }
        Self {
            definitions,
            beside,
            sums: finder.sums,
            is_complete: finder.is_complete,
        }
    }

    /// What names stand for with these values.
    pub(super) fn environment<'a>(
        &'a self,
        model: &'a Model,
        bindings: &'a Bindings,
    ) -> Environment<'a> {
        Environment::new()
            .with_bindings(bindings)
            .with_definitions(&self.definitions)
            .with_functions(&model.assumptions().functions)
    }

    /// Carries all sums on to the number of layers that the values say. A sum without a value here has
    /// none, which matters only where it is used.
    pub(super) fn carry_on(&mut self, model: &Model, bindings: &mut Bindings) {
        for at in 0..self.sums.len() {
            let environment = self.environment(model, bindings);
            let Some(sum) = self.sums.get(at) else { break };
            let next = sum.next(&environment);
            let name = sum.name.clone();
            match &next {
                Some((value, _)) => bindings.insert(name, Expr::number(value)),
                None => bindings.remove(&name),
            };
            if let Some(sum) = self.sums.get_mut(at) {
                sum.so_far = next;
            }
        }
    }
}

impl Sum {
    fn next(&self, environment: &Environment<'_>) -> Option<(Rational, Integer)> {
        let number = |expr: &Expr| evaluate(expr, environment).ok()?.as_number().cloned();
        let end = number(&self.to)?.to_integer()?;
        let goes_on = self
            .so_far
            .clone()
            .filter(|(_, next)| *next <= &end + &Integer::ONE);
        let (so_far, first) = match goes_on {
            Some(found) => found,
            None => (Rational::from(0), number(&self.from)?.to_integer()?),
        };
        let rest = Expr::big_operator(
            BigOperatorKind::Sum,
            self.index.clone(),
            Range::Interval(Expr::integer(first), Expr::integer(end.clone())),
            self.body.clone(),
        );
        Some((&so_far + &number(&rest)?, &end + &Integer::ONE))
    }
}

/// Finds sums and gives them names.
struct Finder {
    /// The numbers of layers themselves.
    layers: BTreeSet<Symbol>,
    /// The names of all that changes with the number of layers.
    depends: BTreeSet<Symbol>,
    sums: Vec<Sum>,
    is_complete: bool,
}

impl Finder {
    /// The expression with names in place of sums; `bound` are the indices around it.
    fn named(&mut self, expr: &Expr, bound: &mut Vec<Symbol>) -> Expr {
        let ExprKind::BigOperator(operator) = expr.kind() else {
            return expr.map_children(|child| self.named(child, bound));
        };
        let free = expr.free_symbols();
        if let Range::Interval(from, to) = &operator.range
            && operator.kind == BigOperatorKind::Sum
            && !bound.iter().any(|symbol| free.contains(symbol))
            && self.is_end(to)
            && !self.changes(from)
            && !self.changes(&operator.body)
        {
            let name = Symbol::new(&format!("sum {}", self.sums.len()));
            self.sums.push(Sum {
                name: name.clone(),
                index: operator.index.clone(),
                from: from.clone(),
                to: to.clone(),
                body: operator.body.clone(),
                so_far: None,
            });
            return Expr::symbol(name);
        }
        self.is_complete &= !self.changes(expr);
        bound.push(operator.index.clone());
        let named = expr.map_children(|child| self.named(child, bound));
        bound.pop();
        named
    }

    /// Whether the end of a range changes with a number of layers, and with nothing else that does: what a sum
    /// goes up to is not itself a sum that is carried on.
    fn is_end(&self, expr: &Expr) -> bool {
        let names = names_in(expr);
        let mut changing = names.intersection(&self.depends).peekable();
        changing.peek().is_some() && changing.all(|name| self.layers.contains(name))
    }

    fn changes(&self, expr: &Expr) -> bool {
        names_in(expr)
            .iter()
            .any(|name| self.depends.contains(name))
    }

    /// Whether a sum or product that changes stands in an expression.
    fn has_sum(&self, expr: &Expr) -> bool {
        let is_one = matches!(expr.kind(), ExprKind::BigOperator(_)) && self.changes(expr);
        is_one || expr.children().into_iter().any(|child| self.has_sum(child))
    }
}

/// The definitions and functions that change with the number of layers, and that number itself.
fn dependents(model: &Model, layers: &[Symbol]) -> BTreeSet<Symbol> {
    let mut found: BTreeSet<Symbol> = layers.iter().cloned().collect();
    let assumptions = model.assumptions();
    let definitions = assumptions.definitions.iter();
    let functions = assumptions.functions.iter();
    let functions = functions.map(|(symbol, lambda)| (symbol, &lambda.body));
    let all: Vec<(&Symbol, BTreeSet<Symbol>)> = definitions
        .chain(functions)
        .map(|(symbol, expr)| (symbol, names_in(expr)))
        .collect();
    loop {
        let before = found.len();
        for (symbol, names) in &all {
            if names.iter().any(|name| found.contains(name)) {
                found.insert(Symbol::clone(symbol));
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// The symbols that occur free in an expression and the functions that it calls.
fn names_in(expr: &Expr) -> BTreeSet<Symbol> {
    let mut names = expr.free_symbols();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        if let ExprKind::Call(Function::Declared(name), _) = expr.kind() {
            names.insert(name.clone());
        }
        open.extend(expr.children());
    }
    names
}
