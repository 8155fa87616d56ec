//! What a rule may know besides the expression it looks at.

use crate::eval::{Environment, Value, evaluate};
use crate::expr::{Assumptions, Bindings, Expr, ExprKind, Symbol};
use crate::number::Rational;
use crate::poly::Budget;

/// The surroundings of a rewrite.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What is taken for granted.
    pub assumptions: &'a Assumptions,
    /// Limits on the size of intermediate results.
    pub budget: &'a Budget,
    /// What the strategy hands to the rules that need it.
    pub given: Given<'a>,
}

impl Context<'_> {
    /// Whether a name stands for a list that is known.
    pub(super) fn is_list(&self, name: &Symbol) -> bool {
        let meaning = self.assumptions.definitions.get(name);
        meaning.is_some_and(|meaning| matches!(meaning.kind(), ExprKind::List(_)))
    }

    /// The exact value of what holds no names but those of lists that are known.
    pub(super) fn value(&self, expr: &Expr) -> Option<Rational> {
        if !expr.free_symbols().iter().all(|name| self.is_list(name)) {
            return None;
        }
        let environment = Environment::from_assumptions(self.assumptions);
        match evaluate(expr, &environment).ok()? {
            Value::Number(value) => Some(value),
            _ => None,
        }
    }
}

/// What single rules need: results for `definition`, values for `substitute-value`, and so on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// Results to put in place of defined names: their definitions, or what those came to.
    pub results: Option<&'a Bindings>,
    /// Values to put in place of symbols.
    pub values: Option<&'a Bindings>,
    /// The symbol by whose powers terms are gathered.
    pub by: Option<&'a Symbol>,
    /// The line to go on with: the author's own, or one that is known to be reached.
    pub next: Option<&'a Expr>,
}
