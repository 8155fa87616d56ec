//! What expressions speak of: their symbols, what these stand for, and the bodies of the functions they call.

use std::collections::BTreeSet;

use super::{Assumptions, Expr, ExprKind, Function, Symbol, deep};

/// What is spoken of under assumptions.
#[derive(Debug)]
pub(crate) struct Spoken<'a> {
    under: &'a Assumptions,
    /// The expressions, the meanings of their names and the bodies of their functions.
    pub(crate) parts: Vec<&'a Expr>,
    /// The free symbols that stand for nothing else, in reading order.
    pub(crate) symbols: Vec<Symbol>,
    /// The definitions that were looked into.
    opened: BTreeSet<Symbol>,
    /// The functions whose bodies were looked into.
    called: BTreeSet<Symbol>,
}

impl<'a> Spoken<'a> {
    /// What expressions speak of, each definition and function looked into once.
    pub(crate) fn of(exprs: impl IntoIterator<Item = &'a Expr>, under: &'a Assumptions) -> Self {
        let mut spoken = Self {
            under,
            parts: Vec::new(),
            symbols: Vec::new(),
            opened: BTreeSet::new(),
            called: BTreeSet::new(),
        };
        for expr in exprs {
            spoken.part(expr, &mut Vec::new());
        }
        spoken
    }

    fn part(&mut self, expr: &'a Expr, bound: &mut Vec<Symbol>) {
        self.parts.push(expr);
        self.visit(expr, bound);
    }

    fn visit(&mut self, expr: &'a Expr, bound: &mut Vec<Symbol>) {
        deep(|| match expr.kind() {
            ExprKind::Symbol(symbol) => self.meet(symbol, bound),
            ExprKind::BigOperator(operator) => {
                let children = expr.children();
                let Some((body, range)) = children.split_last() else {
                    return;
                };
                for part in range {
                    self.visit(part, bound);
                }
                bound.push(operator.index.clone());
                self.visit(body, bound);
                bound.pop();
            }
            _ => {
                for part in expr.children() {
                    self.visit(part, bound);
                }
                if let ExprKind::Call(Function::Declared(name), _) = expr.kind() {
                    self.call(name);
                }
            }
        });
    }

    /// What the body of a function speaks of beside its parameters.
    fn call(&mut self, name: &Symbol) {
        if let Some(lambda) = self.under.functions.get(name)
            && self.called.insert(name.clone())
        {
            self.part(&lambda.body, &mut lambda.parameters.clone());
        }
    }

    fn meet(&mut self, symbol: &Symbol, bound: &[Symbol]) {
        if bound.contains(symbol) || self.symbols.contains(symbol) {
            return;
        }
        match self.under.definitions.get(symbol) {
            Some(meaning) => {
                if self.opened.insert(symbol.clone()) {
                    self.part(meaning, &mut Vec::new());
                }
            }
            None => self.symbols.push(symbol.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Spoken;
    use crate::expr::{Assumptions, Expr, Function, Lambda, Symbol};

    #[test]
    fn names_in_meanings_and_bodies() {
        let name = Expr::symbol;
        let mut under = Assumptions::none();
        under
            .definitions
            .insert("d", Expr::quotient(name("h"), name("n")));
        let scaled = Expr::product([name("a"), name("x")]);
        let lambda = Lambda {
            parameters: vec![Symbol::new("x")],
            body: Expr::sum([scaled, name("d")]),
        };
        under.functions.insert(Symbol::new("f"), lambda);
        let call = Expr::call(Function::Declared(Symbol::new("f")), [Expr::integer(2)]);
        let left = Expr::sum([call, name("t")]);
        let right = Expr::product([name("h"), name("x")]);
        let spoken = Spoken::of([&left, &right], &under);
        let names: Vec<&str> = spoken.symbols.iter().map(Symbol::name).collect();
        assert_eq!(names, ["a", "h", "n", "t", "x"]);
        assert_eq!(spoken.parts.len(), 4);
    }
}
