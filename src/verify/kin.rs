//! Groups of tensors by the stack of layers that they stand in.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::Group;

/// All groups of a checkpoint by where their numbers stand: those of one stack of layers.
pub(super) struct Kin<'g> {
    stacks: BTreeMap<&'g str, BTreeMap<usize, Vec<&'g Group>>>,
    /// The sizes of all tensors of two sizes and more; none where some are packed, whose sizes nobody sees.
    pub(super) sizes: Option<BTreeSet<u64>>,
}

impl<'g> Kin<'g> {
    pub(super) fn new(groups: &'g [Group]) -> Self {
        let mut stacks: BTreeMap<&str, BTreeMap<usize, Vec<&Group>>> = BTreeMap::new();
        for group in groups {
            if let Some(stack) = group.stack() {
                let numbers = stacks.entry(stack).or_default();
                numbers.entry(group.tensors.len()).or_default().push(group);
            }
        }
        let tensors = || groups.iter().flat_map(|group| &group.tensors);
        let shapes = tensors().map(|tensor| &tensor.shape);
        let sizes = shapes.filter(|shape| shape.len() > 1).flatten();
        let is_packed = tensors().any(|tensor| tensor.is_packed);
        Self {
            stacks,
            sizes: (!is_packed).then(|| sizes.copied().collect()),
        }
    }

    /// How many tensors the groups of the same stack have, each number once.
    pub(super) fn numbers(&self, group: &Group) -> impl Iterator<Item = usize> {
        let numbers = group.stack().and_then(|stack| self.stacks.get(stack));
        numbers
            .into_iter()
            .flat_map(|numbers| numbers.keys().copied())
    }

    /// The groups of the same stack that have so many tensors.
    pub(super) fn complete(&self, group: &Group, number: usize) -> &[&'g Group] {
        let numbers = group.stack().and_then(|stack| self.stacks.get(stack));
        numbers
            .and_then(|numbers| numbers.get(&number))
            .map_or(&[], Vec::as_slice)
    }
}
