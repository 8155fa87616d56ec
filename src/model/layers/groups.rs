//! A number by layers, grouped where they are alike.

use std::collections::BTreeMap;

use crate::expr::{Expr, Symbol};
use crate::number::Rational;

/// A number by layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layers {
    /// The stacks of layers: one, or an encoder and a decoder.
    pub stacks: Vec<Stack>,
    /// What no layer adds: embeddings, the last norm, what stands on top.
    pub outside: Shares,
    /// Parameters that follow a number of layers by their default and are held here at their value: what they
    /// count is outside.
    pub held: Vec<Symbol>,
}

/// Layers that are counted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// The parameter that says how many there are.
    pub symbol: Symbol,
    /// Its layers, grouped where they are alike; the group with the first layer first.
    pub groups: Vec<LayerGroup>,
}

/// Layers that add the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerGroup {
    /// Their numbers, counted from 0.
    pub layers: Vec<usize>,
    /// What each of them adds.
    pub each: Shares,
}

/// A number and what it is made of, without what is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// The number.
    pub total: Rational,
    /// The innermost parts, each by its way from the whole: `mlp`, `routed_experts`.
    pub parts: Vec<(Vec<Expr>, Rational)>,
    /// How much of it one token uses, where a part says that it is not all of it.
    pub active: Option<Rational>,
}

impl Shares {
    /// What this has more than another of the same parts.
    pub(super) fn less(&self, other: &Self) -> Self {
        let pairs = self.parts.iter().zip(&other.parts);
        let parts = pairs.map(|((way, one), (_, other))| (way.clone(), one - other));
        let active = self.active.as_ref().zip(other.active.as_ref());
        let all = Self {
            total: &self.total - &other.total,
            parts: parts.collect(),
            active: active.map(|(one, other)| one - other),
        };
        all.without_zeros()
    }

    /// The part that is below 0, if one is.
    pub(super) fn below_zero(&self, whole: &Symbol) -> Option<Symbol> {
        let mut parts = self.parts.iter();
        let (way, _) = parts.find(|(_, count)| count.is_negative())?;
        let mut names = way.iter().rev().filter_map(Expr::as_symbol);
        Some(names.next().unwrap_or(whole).clone())
    }

    pub(super) fn without_zeros(mut self) -> Self {
        self.parts.retain(|(_, count)| !count.is_zero());
        self
    }
}

impl Stack {
    /// Adds a layer to the group that is like it; `places` are the groups by what each layer has.
    pub(super) fn push(
        &mut self,
        layer: usize,
        each: Shares,
        places: &mut BTreeMap<Rational, Vec<usize>>,
    ) {
        let alike = places.entry(each.total.clone()).or_default();
        for place in alike.iter() {
            if let Some(group) = self.groups.get_mut(*place)
                && group.each == each
            {
                group.layers.push(layer);
                return;
            }
        }
        alike.push(self.groups.len());
        self.groups.push(LayerGroup {
            layers: vec![layer],
            each,
        });
    }
}
