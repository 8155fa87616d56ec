//! What two sides speak of: their symbols, what these stand for, and the bodies of the functions they call.

use std::collections::BTreeSet;

use crate::expr::{Assumptions, Expr, ExprKind, Function, Symbol, deep};

/// What is spoken of.
#[derive(Debug)]
pub(super) struct Spoken<'a> {
    under: &'a Assumptions,
    /// The sides, the meanings of their names and the bodies of their functions.
    pub(super) parts: Vec<&'a Expr>,
    /// The symbols that stand for nothing, in reading order.
    pub(super) symbols: Vec<Symbol>,
    met: BTreeSet<Symbol>,
    called: BTreeSet<Symbol>,
}

impl<'a> Spoken<'a> {
    /// What the sides speak of under assumptions.
    pub(super) fn of(sides: [&'a Expr; 2], under: &'a Assumptions) -> Self {
        let mut spoken = Self {
            under,
            parts: Vec::new(),
            symbols: Vec::new(),
            met: BTreeSet::new(),
            called: BTreeSet::new(),
        };
        for side in sides {
            spoken.visit(side, &[]);
        }
        spoken
    }

    fn visit(&mut self, expr: &'a Expr, parameters: &[Symbol]) {
        self.parts.push(expr);
        for symbol in expr.symbols_in_order() {
            if !parameters.contains(&symbol) && self.met.insert(symbol.clone()) {
                match self.under.definitions.get(&symbol) {
                    Some(meaning) => deep(|| self.visit(meaning, &[])),
                    None => self.symbols.push(symbol),
                }
            }
        }
        for name in functions_in(expr) {
            if self.called.insert(name.clone())
                && let Some(lambda) = self.under.functions.get(&name)
            {
                deep(|| self.visit(&lambda.body, &lambda.parameters));
            }
        }
    }
}

/// The functions of the document that an expression calls.
fn functions_in(expr: &Expr) -> Vec<Symbol> {
    fn collect(expr: &Expr, found: &mut Vec<Symbol>) {
        deep(|| {
            if let ExprKind::Call(Function::Declared(name), _) = expr.kind() {
                found.push(name.clone());
            }
            for part in expr.children() {
                collect(part, found);
            }
        });
    }
    let mut found = Vec::new();
    collect(expr, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::Spoken;
    use crate::expr::{Assumptions, Expr, Function, Lambda, Symbol};
    use crate::syntax::parse_expression;

    #[test]
    fn names_in_meanings_and_bodies() {
        let expr = |text: &str| parse_expression(text).unwrap();
        let mut under = Assumptions::none();
        under.definitions.insert("d", expr("h/n"));
        let lambda = Lambda {
            parameters: vec![Symbol::new("x")],
            body: expr("a*x + d"),
        };
        under.functions.insert(Symbol::new("f"), lambda);
        let call = Expr::call(Function::Declared(Symbol::new("f")), [Expr::integer(2)]);
        let (left, right) = (Expr::sum([call, expr("t")]), expr("h*x"));
        let spoken = Spoken::of([&left, &right], &under);
        let names: Vec<&str> = spoken.symbols.iter().map(Symbol::name).collect();
        assert_eq!(names, ["t", "a", "h", "n", "x"]);
    }
}
