//! What a rule returns: the new expression together with everything its explanation needs.

use crate::expr::{Expr, Predicate, Relation};

use super::Step;

/// An expression, or several, that the sentence about a step names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// One expression.
    Expr(Expr),
    /// Several, in the order to be told.
    List(Vec<Expr>),
}

/// The named facts of one change, in the order they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(Vec<(&'static str, Fact)>);

impl Facts {
    /// No facts.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds an expression under a name.
    #[must_use]
    pub fn with(mut self, name: &'static str, expr: Expr) -> Self {
        self.0.push((name, Fact::Expr(expr)));
        self
    }

    /// Adds a list of expressions under a name.
    #[must_use]
    pub fn with_list(mut self, name: &'static str, list: Vec<Expr>) -> Self {
        self.0.push((name, Fact::List(list)));
        self
    }

    /// The fact of this name.
    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, fact)| fact)
    }

    /// All facts by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Fact)> {
        self.0.iter().map(|(name, fact)| (*name, fact))
    }
}

/// The change that a rule makes at one place, and its own account of it.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// What stands there afterwards.
    pub to: Expr,
    /// How it relates to what stood there before; anything but `=` is for the whole line only.
    pub relation: Relation,
    /// Which children were touched, where not all of them.
    pub picked: Vec<usize>,
    /// The expressions that the sentence needs.
    pub facts: Facts,
    /// The conditions that were used.
    pub assumptions: Vec<Predicate>,
    /// The same change in smaller steps, from what stood there to `to`.
    pub substeps: Vec<Step>,
}

impl Rewrite {
    /// An exact rewrite without further account.
    pub fn equal(to: Expr) -> Self {
        Self {
            to,
            relation: Relation::Equal,
            picked: Vec::new(),
            facts: Facts::none(),
            assumptions: Vec::new(),
            substeps: Vec::new(),
        }
    }

    /// An exact rewrite whose facts are `from` and `to`.
    pub fn from_to(from: &Expr, to: Expr) -> Self {
        let facts = Facts::none()
            .with("from", from.clone())
            .with("to", to.clone());
        Self::equal(to).telling(facts)
    }

    /// The same rewrite with these facts.
    #[must_use]
    pub fn telling(mut self, facts: Facts) -> Self {
        self.facts = facts;
        self
    }

    /// The same rewrite, which used a condition.
    #[must_use]
    pub fn using(mut self, condition: Predicate) -> Self {
        self.assumptions.push(condition);
        self
    }

    /// The same rewrite, which touched only these children.
    #[must_use]
    pub fn picking(mut self, picked: Vec<usize>) -> Self {
        self.picked = picked;
        self
    }

    /// The same rewrite with its smaller steps.
    #[must_use]
    pub fn through(mut self, substeps: Vec<Step>) -> Self {
        self.substeps = substeps;
        self
    }
}
