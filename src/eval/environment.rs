//! What names stand for, and how far an evaluation may go.

use std::collections::{BTreeMap, BTreeSet};

use super::conversion::unit_by_itself;
use crate::expr::{Assumptions, Bindings, Expr, ExprKind, Function, Lambda, Symbol};

/// How far an evaluation may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvalLimits {
    /// The most bits of a number.
    pub max_bits: u64,
    /// The most steps: about one a node visited, more where numbers are long.
    pub max_steps: u64,
    /// The most bits of an enclosure's ends.
    pub max_precision: u64,
}

impl Default for EvalLimits {
    fn default() -> Self {
        Self {
            max_bits: 1 << 22,
            max_steps: 10_000_000,
            max_precision: 1 << 12,
        }
    }
}

/// What names stand for. A binding wins over a value fixed by an assumption, and that over a
/// definition.
#[derive(Clone, Debug)]
pub struct Environment<'a> {
    bindings: Option<&'a Bindings>,
    fixed: Bindings,
    definitions: Option<&'a Bindings>,
    functions: Option<&'a BTreeMap<Symbol, Lambda>>,
    /// The significant decimal digits to which enclosures are narrowed, where they can be.
    pub digits: u32,
    /// How far the evaluation may go.
    pub limits: EvalLimits,
}

impl Default for Environment<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> Environment<'a> {
    /// No name stands for anything.
    pub fn new() -> Self {
        Self {
            bindings: None,
            fixed: Bindings::new(),
            definitions: None,
            functions: None,
            digits: 20,
            limits: EvalLimits::default(),
        }
    }

    /// The definitions and functions of these assumptions, and the values their conditions fix.
    pub fn from_assumptions(assumptions: &'a Assumptions) -> Self {
        Self {
            fixed: assumptions.fixed(),
            definitions: Some(&assumptions.definitions),
            functions: Some(&assumptions.functions),
            ..Self::new()
        }
    }

    /// With these values of symbols.
    #[must_use]
    pub fn with_bindings(self, bindings: &'a Bindings) -> Self {
        Self {
            bindings: Some(bindings),
            ..self
        }
    }

    /// With these definitions.
    #[must_use]
    pub fn with_definitions(self, definitions: &'a Bindings) -> Self {
        Self {
            definitions: Some(definitions),
            ..self
        }
    }

    /// With these functions.
    #[must_use]
    pub fn with_functions(self, functions: &'a BTreeMap<Symbol, Lambda>) -> Self {
        Self {
            functions: Some(functions),
            ..self
        }
    }

    /// With enclosures narrowed to so many significant decimal digits.
    #[must_use]
    pub fn with_digits(self, digits: u32) -> Self {
        Self { digits, ..self }
    }

    /// With these limits.
    #[must_use]
    pub fn with_limits(self, limits: EvalLimits) -> Self {
        Self { limits, ..self }
    }

    /// The symbols without a value on which an expression depends, through definitions and functions too, in
    /// the order in which they are met. A branch that is not taken counts as well.
    ///
    /// ```
    /// use longhand::eval::Environment;
    /// use longhand::expr::{Expr, Symbol};
    ///
    /// let expr = Expr::sum(["x", "y"].map(Expr::symbol));
    /// let missing = Environment::new().missing(&expr);
    /// assert_eq!(missing, ["x", "y"].map(Symbol::new));
    /// ```
    pub fn missing(&self, expr: &Expr) -> Vec<Symbol> {
        let mut met = BTreeSet::new();
        let mut missing = Vec::new();
        let mut open = vec![self.names(expr)];
        while let Some(symbols) = open.pop() {
            for symbol in symbols {
                if !met.insert(symbol.clone()) {
                    continue;
                }
                match self.meaning(&symbol) {
                    Some(meaning) => open.push(self.names(meaning)),
                    None if unit_by_itself(&symbol).is_none() => missing.push(symbol),
                    None => {}
                }
            }
        }
        missing
    }

    /// The symbols of an expression, and those that the functions it calls speak of by themselves.
    fn names(&self, expr: &Expr) -> Vec<Symbol> {
        let mut names = expr.symbols_in_order();
        let mut met = BTreeSet::new();
        let mut open = vec![expr];
        while let Some(part) = open.pop() {
            if let ExprKind::Call(Function::Declared(name), _) = part.kind()
                && let Some(function) = self.function(name)
                && met.insert(name.clone())
            {
                let own = function.body.symbols_in_order();
                names.extend(
                    own.into_iter()
                        .filter(|own| !function.parameters.contains(own)),
                );
                open.push(&function.body);
            }
            open.extend(part.children());
        }
        names
    }

    /// What a name stands for.
    pub(super) fn meaning(&self, symbol: &Symbol) -> Option<&Expr> {
        self.bindings
            .and_then(|bindings| bindings.get(symbol))
            .or_else(|| self.fixed.get(symbol))
            .or_else(|| self.definitions.and_then(|names| names.get(symbol)))
    }

    /// The function of this name.
    pub(super) fn function(&self, name: &Symbol) -> Option<&'a Lambda> {
        self.functions.and_then(|functions| functions.get(name))
    }
}
