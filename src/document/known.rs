//! Names in the order in which they were met.

use std::collections::BTreeMap;

use crate::expr::Symbol;

/// Names, each with what is known of it; what was met first counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known<T> {
    found: BTreeMap<Symbol, T>,
    order: Vec<Symbol>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self {
            found: BTreeMap::new(),
            order: Vec::new(),
        }
    }
}

impl<T> Known<T> {
    /// Adds a name that is not known yet.
    pub(super) fn meet(&mut self, name: Symbol, what: T) {
        if !self.found.contains_key(&name) {
            self.order.push(name.clone());
            self.found.insert(name, what);
        }
    }

    pub(super) fn get(&self, name: &Symbol) -> Option<&T> {
        self.found.get(name)
    }

    pub(super) fn contains(&self, name: &Symbol) -> bool {
        self.found.contains_key(name)
    }

    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// The names that were met after so many others.
    pub(super) fn since(&self, count: usize) -> &[Symbol] {
        self.order.get(count..).unwrap_or_default()
    }

    /// All names and what is known of them, in the order of the alphabet.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Symbol, &T)> {
        self.found.iter()
    }
}
