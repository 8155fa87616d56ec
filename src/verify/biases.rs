//! Whether a bias is as long as a side of its matrix: what a formula cannot tell apart, two biases or norms of
//! several lengths, their names do.

use std::collections::BTreeMap;

use super::attribute::Fault;
use super::groups::{Group, Held};

/// Biases that are as long as no side of the matrix beside them, with their part.
pub(super) fn misfit(groups: &[Group], owners: &[Vec<usize>]) -> Vec<(usize, Fault)> {
    let tensors = groups.iter().flat_map(|group| &group.tensors);
    let named = tensors.map(|tensor| (tensor.name.as_str(), tensor));
    let named: BTreeMap<&str, &Held> = named.collect();
    let mut faults = Vec::new();
    for (group, owners) in groups.iter().zip(owners) {
        let [part] = owners.as_slice() else {
            continue;
        };
        let is_bias = group.pattern.rsplit('.').next() == Some("bias");
        let biases = group.tensors.iter().filter(|_| is_bias);
        for bias in biases {
            let stem = bias.name.strip_suffix("bias").unwrap_or_default();
            let weight = named.get(format!("{stem}weight").as_str());
            if let Some(weight) = weight.filter(|weight| !fits(bias, weight)) {
                faults.push((
                    *part,
                    Fault::Bias {
                        bias: bias.clone(),
                        weight: (*weight).clone(),
                    },
                ));
            }
        }
    }
    faults
}

/// Whether a bias has a length of a matrix, where both are seen.
fn fits(bias: &Held, weight: &Held) -> bool {
    let [length] = bias.shape.as_slice() else {
        return true;
    };
    bias.is_packed || weight.is_packed || weight.shape.contains(length)
}
