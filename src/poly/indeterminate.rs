//! What the variables of a normal form stand for.

use std::collections::BTreeMap;

use super::Polynomial;
use super::fraction::Fraction;
use crate::expr::Expr;

/// What is known about an indeterminate beyond its name.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A symbol that stands for a number.
    Symbol,
    /// A symbol that stands for a truth value, counted as 0 or 1; it equals its square.
    Boolean,
    /// Another part that is 0 or 1.
    Truth,
    /// A base unit.
    Unit,
    /// The number whose power `order` is the radicand: the one that is not negative, or for an odd order the
    /// one with the sign of the radicand.
    Root {
        /// What the root is taken of, as a key.
        base: Expr,
        /// What the root is taken of.
        radicand: Box<Fraction>,
        /// The degree of the root, at least 2.
        order: u64,
    },
    /// A power with an exponent that is no number.
    Exponential {
        /// What is raised, positive.
        base: Expr,
        /// The exponent, one term with coefficient 1.
        exponent: Polynomial,
    },
    /// 1 or −1: a power of −1.
    Sign,
    /// A part about which no relation is known.
    Opaque,
}

impl Kind {
    /// Whether indeterminates of this kind take all their values independently of others.
    pub(super) fn is_free(&self) -> bool {
        matches!(self, Self::Symbol | Self::Boolean | Self::Unit)
    }

    /// Whether its values are 0 and 1.
    pub(super) fn is_truth(&self) -> bool {
        matches!(self, Self::Boolean | Self::Truth)
    }

    /// Whether its powers can be more than a single power again.
    fn has_relation(&self) -> bool {
        self.is_truth() || matches!(self, Self::Root { .. } | Self::Sign)
    }
}

/// One indeterminate.
#[derive(Clone, Debug)]
pub(super) struct Indeterminate {
    /// How it was first written, its arguments normalised.
    pub(super) shown: Expr,
    pub(super) kind: Kind,
}

/// As many are looked through one by one.
const FEW: usize = 8;

/// The indeterminates of one or more normal forms, numbered in the order of their discovery.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    entries: Vec<Indeterminate>,
    /// What the first of them are told by; most tables are short.
    keys: Vec<Expr>,
    /// The numbers of the others.
    numbers: BTreeMap<Expr, usize>,
    related: Vec<usize>,
}

impl Table {
    /// The number of an indeterminate that is told from others by `key`.
    pub(super) fn number(&mut self, key: &Expr, make: impl FnOnce() -> Indeterminate) -> usize {
        if let Some(number) = self.find(key) {
            return number;
        }
        let number = self.entries.len();
        let entry = make();
        if entry.kind.has_relation() {
            self.related.push(number);
        }
        self.entries.push(entry);
        if number < FEW {
            self.keys.push(key.clone());
        } else {
            self.numbers.insert(key.clone(), number);
        }
        number
    }

    /// The number of an indeterminate, if it has been met.
    pub(super) fn find(&self, key: &Expr) -> Option<usize> {
        let among_first = self.keys.iter().position(|known| known == key);
        among_first.or_else(|| self.numbers.get(key).copied())
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

    /// Those whose powers are related to other monomials.
    pub(super) fn related(&self) -> &[usize] {
        &self.related
    }
}
