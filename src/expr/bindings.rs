//! Substitution of expressions for symbols.

use std::collections::BTreeMap;
use std::fmt;

use super::{Expr, ExprKind, MAX_DEPTH, MAX_SIZE, Range, Symbol, deep};

/// Expressions that stand for symbols: values of a case, or definitions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings(BTreeMap<Symbol, Expr>);

/// A substitution would build an expression past [`MAX_DEPTH`] or [`MAX_SIZE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the written-out expression is deeper than {MAX_DEPTH} levels or longer than {MAX_SIZE} parts"
        )
    }
}

impl std::error::Error for TooLarge {}

impl Bindings {
    /// No bindings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Binds a symbol; what it was bound to before comes back.
    pub fn insert(&mut self, symbol: impl Into<Symbol>, value: Expr) -> Option<Expr> {
        self.0.insert(symbol.into(), value)
    }

    /// Takes a binding away.
    pub fn remove(&mut self, symbol: &Symbol) -> Option<Expr> {
        self.0.remove(symbol)
    }

    /// What a symbol is bound to.
    pub fn get(&self, symbol: &Symbol) -> Option<&Expr> {
        self.0.get(symbol)
    }

    /// Whether nothing is bound.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many symbols are bound.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The bindings by name.
    pub fn iter(&self) -> impl Iterator<Item = (&Symbol, &Expr)> {
        self.0.iter()
    }

    /// The expression with every free bound symbol replaced, once: values are not searched
    /// again. An index of a sum or product hides the symbol of its name; where a value mentions
    /// that index, the index is renamed first, so that nothing is captured.
    ///
    /// # Errors
    /// [`TooLarge`] when the result would pass the limits.
    pub fn substitute(&self, expr: &Expr) -> Result<Expr, TooLarge> {
        if self.is_empty() {
            return Ok(expr.clone());
        }
        let result = self.replace(expr)?;
        if result.size() > MAX_SIZE {
            Err(TooLarge)
        } else {
            Ok(result)
        }
    }

    fn replace(&self, expr: &Expr) -> Result<Expr, TooLarge> {
        deep(|| match expr.kind() {
            ExprKind::Symbol(symbol) => Ok(self.get(symbol).unwrap_or(expr).clone()),
            ExprKind::BigOperator(operator) => {
                let (index, body) = self.freshen(&operator.index, &operator.body)?;
                let range = match &operator.range {
                    Range::Interval(a, b) => Range::Interval(self.replace(a)?, self.replace(b)?),
                    Range::Elements(list) => Range::Elements(self.replace(list)?),
                };
                let mut inner = self.clone();
                inner.remove(&index);
                let body = inner.replace(&body)?;
                Ok(Expr::big_operator(operator.kind, index, range, body))
            }
            _ => self.replace_children(expr),
        })
    }

    fn replace_children(&self, expr: &Expr) -> Result<Expr, TooLarge> {
        let mut failure = None;
        let result = expr.map_children(|child| match self.replace(child) {
            Ok(new) => new,
            Err(error) => {
                failure = Some(error);
                child.clone()
            }
        });
        match failure {
            Some(error) => Err(error),
            None if result.depth() > MAX_DEPTH => Err(TooLarge),
            None => Ok(result),
        }
    }

    /// The index and body, renamed where a value would be captured by the index.
    fn freshen(&self, index: &Symbol, body: &Expr) -> Result<(Symbol, Expr), TooLarge> {
        let captured = self
            .0
            .iter()
            .any(|(name, value)| name != index && value.mentions(index) && body.mentions(name));
        if !captured {
            return Ok((index.clone(), body.clone()));
        }
        let mut fresh = index.clone();
        while body.mentions(&fresh) || self.0.values().any(|value| value.mentions(&fresh)) {
            fresh = Symbol::new(&format!("{fresh}'"));
        }
        let renaming = Self(BTreeMap::from([(
            index.clone(),
            Expr::symbol(fresh.clone()),
        )]));
        Ok((fresh, renaming.replace(body)?))
    }
}

impl FromIterator<(Symbol, Expr)> for Bindings {
    fn from_iter<I: IntoIterator<Item = (Symbol, Expr)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}
