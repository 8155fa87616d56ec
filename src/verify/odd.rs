//! Tensors that are shaped unlike the others of their name.

use std::collections::BTreeMap;

use super::attribute::Fault;
use super::groups::{Group, Held, ROWS, majority};

fn sorted(shape: &[u64]) -> Vec<u64> {
    let mut sizes = shape.to_vec();
    sizes.sort_unstable();
    sizes
}

fn fault(tensor: &Held, usual: &Held) -> Fault {
    Fault::Shape {
        tensor: tensor.clone(),
        others: usual.shape.clone(),
    }
}

/// Tensors whose shape is not that of the others of their name; of two, the second.
pub(super) fn odd_shapes(groups: &[&Group]) -> Vec<Fault> {
    groups.iter().flat_map(|group| of_group(group)).collect()
}

fn of_group(group: &Group) -> Vec<Fault> {
    // Stages of several widths have layers of several shapes, of which none is the usual one.
    let first = || group.tensors.first().filter(|_| group.stacks().count() < 2);
    let Some(usual) = group.usual().or_else(first) else {
        let faults = within_stages(group);
        return if faults.is_empty() {
            turned(group)
        } else {
            faults
        };
    };
    let is_usual = group.usual().is_some();
    let is_even = group.tensors.iter().all(|one| one.values == usual.values);
    // Where layers are of several widths and no shape is usual, other sizes of the same product are chance.
    let is_odd = |tensor: &&Held| {
        tensor.shape != usual.shape
            && tensor.values == usual.values
            && !tensor.is_packed
            && (is_even || is_usual || sorted(&tensor.shape) == sorted(&usual.shape))
    };
    let odd = group.tensors.iter().filter(is_odd);
    odd.map(|tensor| fault(tensor, usual)).collect()
}

/// How many words stand behind the last number of a group's names, where tensors of one row differ in it alone.
fn behind_row(group: &Group) -> Option<usize> {
    let at = group.pattern.rfind(".*.")?;
    let (before, behind) = (group.pattern.get(..at)?, group.pattern.get(at + 3..)?);
    let row = before.rsplit('.').next()?;
    // `layers.0.weight` and `layers.1.weight` may lead one way and back.
    (ROWS.contains(&row) && behind.contains('.')).then(|| behind.split('.').count())
}

/// Those of one size that stand the other way round than most of this size, where experts are of several widths.
fn turned(group: &Group) -> Vec<Fault> {
    let is_row_of_experts = group.pattern.rsplit(".*.").nth(1);
    if !is_row_of_experts.is_some_and(|before| before.ends_with("experts")) {
        return Vec::new();
    }
    let mut alike: BTreeMap<Vec<u64>, Vec<&Held>> = BTreeMap::new();
    for tensor in group.tensors.iter().filter(|tensor| !tensor.is_packed) {
        let sizes = alike.entry(sorted(&tensor.shape)).or_default();
        sizes.push(tensor);
    }
    let mut faults = Vec::new();
    for tensors in alike.values() {
        let most = majority(tensors.iter().map(|tensor| &tensor.shape));
        let Some(usual) = tensors.iter().find(|tensor| Some(&tensor.shape) == most) else {
            continue;
        };
        let others = tensors.iter().filter(|tensor| tensor.shape != usual.shape);
        faults.extend(others.map(|tensor| fault(tensor, usual)));
    }
    faults
}

/// The odd ones of each stage, or of the experts of each layer, where all are as large.
fn within_stages(group: &Group) -> Vec<Fault> {
    let Some(behind) = behind_row(group) else {
        return Vec::new();
    };
    let mut stages: BTreeMap<Vec<&str>, Vec<&Held>> = BTreeMap::new();
    for tensor in &group.tensors {
        let parts: Vec<&str> = tensor.name.split('.').collect();
        let stage = parts.len().saturating_sub(behind + 1);
        let stage = parts.get(..stage).unwrap_or_default().to_vec();
        stages.entry(stage).or_default().push(tensor);
    }
    let mut faults = Vec::new();
    for stage in stages.values() {
        let Some(first) = stage.first() else { continue };
        if stage
            .iter()
            .all(|one| one.values == first.values && !one.is_packed)
        {
            let odd = stage.iter().filter(|one| one.shape != first.shape);
            faults.extend(odd.map(|one| fault(one, first)));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::groups::groups;
    use super::*;

    fn odd(tensors: &[(&str, [u64; 2])]) -> Vec<String> {
        let held = tensors.iter().map(|(name, shape)| Held {
            name: (*name).to_owned(),
            shape: shape.to_vec(),
            values: shape.iter().product(),
            is_packed: false,
            dtype: "F32",
            bytes: 0,
        });
        let groups = groups(held.collect());
        let faults = odd_shapes(&groups.iter().collect::<Vec<_>>());
        let names = faults.into_iter().filter_map(|fault| match fault {
            Fault::Shape { tensor, .. } => Some(tensor.name),
            _ => None,
        });
        names.collect()
    }

    #[test]
    fn the_layers_of_a_stage_are_shaped_alike() {
        let stages = [
            ("stages.0.layers.0.up.weight", [32, 8]),
            ("stages.0.layers.1.up.weight", [32, 8]),
            ("stages.1.layers.0.up.weight", [64, 16]),
            ("stages.1.layers.1.up.weight", [16, 64]),
        ];
        assert_eq!(odd(&stages), ["stages.1.layers.1.up.weight"]);
        let [one, two, three, _] = stages;
        let right = [one, two, three, ("stages.1.layers.1.up.weight", [64, 16])];
        assert_eq!(odd(&right), [""; 0]);
    }

    #[test]
    fn a_matrix_and_the_one_that_leads_back_may_stand_in_a_row() {
        let ways = [
            ("heads.0.layers.0.weight", [32, 8]),
            ("heads.0.layers.1.weight", [8, 32]),
            ("heads.1.layers.0.weight", [64, 8]),
            ("heads.1.layers.1.weight", [8, 64]),
        ];
        assert_eq!(odd(&ways), [""; 0]);
    }
}
