//! Quantised weights whose scale is not there: their numbers are stored, and what they stand for is lost.

use std::collections::{BTreeMap, BTreeSet};

use super::quantised::{BESIDE_EXPERTS, EIGHT_BITS};
use super::{Checkpoint, Tensor};

/// How the names of quantised weights end, and the formats in which such a name is that of a quantised weight; none
/// where it always is.
const QUANTISED: &[(&str, &[&str])] = &[
    (".qweight", &[]),
    (".weight_packed", &[]),
    (".weight", EIGHT_BITS),
    ("_proj", EIGHT_BITS),
];

/// What the scale of `X.weight` is called behind `X.`.
const SCALES: &[&str] = &["scales", "weight_scale", "weight_scale_inv", "SCB"];

impl Checkpoint {
    /// The quantised weights that have no scale where most of their kind have one, or where `all_have`: the
    /// configuration says that weights in FP8 have scales.
    pub fn without_scales(&self, all_have: bool) -> Vec<&Tensor> {
        let names: BTreeSet<&str> = self.tensors.iter().map(|one| one.name.as_str()).collect();
        let has_scale = |name: &str, stem: &str| {
            let mut ends = SCALES.iter();
            let mut of_experts = BESIDE_EXPERTS.iter();
            ends.any(|end| names.contains(format!("{stem}.{end}").as_str()))
                || of_experts.any(|end| names.contains(format!("{name}{end}").as_str()))
        };
        // By the end of the name and the format: those that have a scale, and those that have none.
        let mut kinds: BTreeMap<(&str, &str), (usize, Vec<&Tensor>)> = BTreeMap::new();
        for tensor in &self.tensors {
            let format = tensor.storage.name;
            let found = QUANTISED.iter().find_map(|(end, formats)| {
                let stem = tensor.name.strip_suffix(end)?;
                (formats.is_empty() || formats.contains(&format)).then_some((*end, stem))
            });
            let Some((end, stem)) = found else { continue };
            let kind = kinds.entry((end, format)).or_default();
            if has_scale(&tensor.name, stem) {
                kind.0 += 1;
            } else {
                kind.1.push(tensor);
            }
        }
        let lost = kinds
            .into_iter()
            .filter(|((_, format), (scaled, without))| {
                *scaled > without.len() || (all_have && format.starts_with("F8"))
            });
        lost.flat_map(|(_, (_, without))| without).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::{Format, Metadata, Storage};

    fn lost(tensors: &[(&str, &'static str)], all_have: bool) -> Vec<String> {
        let tensor = |(name, format): &(&str, &'static str)| Tensor {
            name: (*name).to_owned(),
            storage: Storage {
                name: format,
                block: 1,
                bits: 8,
                is_integer: false,
            },
            shape: vec![4],
            elements: 4,
            bytes: 4,
            file: 0,
        };
        let checkpoint = Checkpoint {
            format: Format::Safetensors,
            files: Vec::new(),
            tensors: tensors.iter().map(tensor).collect(),
            remarks: Vec::new(),
            metadata: Metadata::default(),
        };
        let lost = checkpoint.without_scales(all_have);
        lost.iter().map(|tensor| tensor.name.clone()).collect()
    }

    #[test]
    fn one_scale_of_three_is_lost() {
        for (end, format, scale) in [
            ("weight", "F8_E4M3", "weight_scale_inv"),
            ("weight", "I8", "SCB"),
            ("qweight", "I32", "scales"),
            ("weight_packed", "I32", "weight_scale"),
        ] {
            let names: Vec<String> = ["a", "b", "c"].map(|x| format!("{x}.{end}")).to_vec();
            let scales: Vec<String> = ["a", "c"].map(|x| format!("{x}.{scale}")).to_vec();
            let weights = names.iter().map(|name| (name.as_str(), format));
            let scales = scales.iter().map(|name| (name.as_str(), "F32"));
            let all: Vec<(&str, &'static str)> = weights.chain(scales).collect();
            assert_eq!(lost(&all, false), [format!("b.{end}")]);
        }
    }

    #[test]
    fn experts_side_by_side_have_a_scale_each() {
        let tensors = [
            ("0.experts.up_proj", "F8_E4M3"),
            ("0.experts.up_proj_scale_inv", "F32"),
            ("1.experts.up_proj", "F8_E4M3"),
            ("1.experts.up_proj_scale_inv", "F32"),
            ("2.experts.up_proj", "F8_E4M3"),
        ];
        assert_eq!(lost(&tensors, false), ["2.experts.up_proj"]);
    }

    #[test]
    fn what_never_had_a_scale_lacks_none() {
        let plain = [
            ("a.weight", "F8_E4M3"),
            ("b.weight", "F8_E4M3"),
            ("norm.weight", "BF16"),
        ];
        assert_eq!(lost(&plain, false), [""; 0]);
        assert_eq!(lost(&plain, true), ["a.weight", "b.weight"]);
        // Weights in another format than those that are quantised.
        let mixed = [
            ("a.weight", "F8_E4M3"),
            ("a.weight_scale", "F32"),
            ("b.weight", "BF16"),
        ];
        assert_eq!(lost(&mixed, true), [""; 0]);
    }
}
