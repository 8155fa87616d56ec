//! What the variables of a normal form stand for.

use std::collections::BTreeMap;

use crate::expr::Expr;

/// What is known about an indeterminate beyond its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A symbol.
    Symbol,
    /// A part that is 0 or 1, so that it equals its square.
    Truth,
    /// A part about which nothing is known.
    Opaque,
}

/// One indeterminate.
#[derive(Clone, Debug)]
pub(super) struct Indeterminate {
    /// How it was first written, its arguments normalised.
    pub(super) shown: Expr,
    pub(super) kind: Kind,
}

/// The indeterminates of one or more normal forms, numbered in the order of their discovery.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    entries: Vec<Indeterminate>,
    numbers: BTreeMap<Expr, usize>,
}

impl Table {
    /// The number of an indeterminate that is told from others by `key`.
    pub(super) fn number(&mut self, key: &Expr, make: impl FnOnce() -> Indeterminate) -> usize {
        if let Some(&number) = self.numbers.get(key) {
            return number;
        }
        let number = self.entries.len();
        self.entries.push(make());
        self.numbers.insert(key.clone(), number);
        number
    }

    /// The number of an indeterminate, if it has been met.
    pub(super) fn find(&self, key: &Expr) -> Option<usize> {
        self.numbers.get(key).copied()
    }

    /// An indeterminate by its number.
    pub(super) fn get(&self, number: usize) -> Option<&Indeterminate> {
        self.entries.get(number)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// All of them in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Indeterminate> {
        self.entries.iter()
    }
}
