//! Which tensors hold parameters, which pack several into one element, and which stand beside
//! them: scales, zeros and other tables of quantised weights, and buffers.

use std::collections::BTreeMap;

use super::{Checkpoint, Tensor};

/// What a tensor of a checkpoint is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// As many values as elements.
    Plain,
    /// More values than elements, packed.
    Packed {
        /// The name of the tensor that it stands for.
        name: String,
        /// How many values.
        values: u64,
    },
    /// A packed tensor whose width nothing tells.
    Unclear {
        /// The name of the tensor that it stands for.
        name: String,
    },
    /// A scale, a zero or another table beside a quantised tensor.
    Scale,
}

/// What ends the name of a table beside `X.weight`, once `X.` is taken off.
const BESIDE: &[&str] = &[
    "scales",
    "qzeros",
    "g_idx",
    "biases",
    "SCB",
    "weight_format",
    "weight_scale",
    "weight_scale_inv",
    "weight_scale_2",
    "weight_global_scale",
    "weight_zero_point",
    "weight_shape",
    "weight_g_idx",
    "input_scale",
    "input_zero_point",
    "input_global_scale",
    "output_scale",
    "output_zero_point",
    "k_scale",
    "v_scale",
    "q_scale",
];

/// What ends the name of a table beside `X`, by bitsandbytes.
const BEHIND: &[&str] = &[
    ".absmax",
    ".quant_map",
    ".nested_absmax",
    ".nested_quant_map",
];

/// What ends the name of a table beside `X` that holds experts side by side in 8 bits.
pub(super) const BESIDE_EXPERTS: &[&str] = &[
    "_weight_scale_inv",
    ".weight_scale_inv",
    "_weight_scale",
    ".weight_scale",
    "_activation_scale",
    "_scale_inv",
    "_scale",
];

/// The formats of 8 bits that need a scale.
pub(super) const EIGHT_BITS: &[&str] = &["F8_E4M3", "F8_E5M2", "I8"];

impl Checkpoint {
    /// What each tensor is, in the order of the tensors. `bits` is the width of quantised weights
    /// where the configuration tells one.
    pub fn roles(&self, bits: Option<u64>) -> Vec<Role> {
        let named = self.tensors.iter();
        let named: BTreeMap<&str, &Tensor> = named.map(|t| (t.name.as_str(), t)).collect();
        let at = At { named, bits };
        self.tensors.iter().map(|tensor| at.role(tensor)).collect()
    }
}

struct At<'c> {
    named: BTreeMap<&'c str, &'c Tensor>,
    bits: Option<u64>,
}

impl At<'_> {
    fn role(&self, tensor: &Tensor) -> Role {
        let name = tensor.name.as_str();
        if self.is_beside(name) {
            return Role::Scale;
        }
        if let Some(stem) = name.strip_suffix(".qweight") {
            let bits = self.width_of_zeros(stem).or(self.bits);
            return packed(format!("{stem}.weight"), tensor, bits, 32);
        }
        if let Some(stem) = name.strip_suffix(".weight_packed") {
            let (bits, word) = match tensor.storage.name {
                "U8" => (Some(4), 8),
                _ => (self.bits, 32),
            };
            return packed(format!("{stem}.weight"), tensor, bits, word);
        }
        if let Some(stem) = name.strip_suffix("_blocks")
            && self.has(&format!("{stem}_scales"))
        {
            return packed(stem.to_owned(), tensor, Some(4), 8);
        }
        let is_byte = tensor.storage.name == "U8";
        let scaled = |stem: &str| self.has(&format!("{stem}.weight_scale"));
        if is_byte
            && (self.has(&format!("{name}.absmax"))
                || name.strip_suffix(".weight").is_some_and(scaled))
        {
            return packed(name.to_owned(), tensor, Some(4), 8);
        }
        if tensor.storage.name == "U32"
            && let Some(stem) = name.strip_suffix(".weight")
            && self.has(&format!("{stem}.scales"))
        {
            return packed(name.to_owned(), tensor, self.bits, 32);
        }
        Role::Plain
    }

    fn has(&self, name: &str) -> bool {
        self.named.contains_key(name)
    }

    /// Whether a tensor is a table beside another that is there.
    fn is_beside(&self, name: &str) -> bool {
        let behind = BEHIND.iter().find_map(|end| name.strip_suffix(end));
        let state = name.split_once(".quant_state.").map(|(stem, _)| stem);
        if behind.or(state).is_some_and(|stem| self.has(stem)) {
            return true;
        }
        let ends = BESIDE_EXPERTS.iter();
        let mut held = ends.filter_map(|end| self.named.get(name.strip_suffix(end)?));
        if held.any(|tensor| EIGHT_BITS.contains(&tensor.storage.name)) {
            return true;
        }
        if let Some(stem) = name.strip_suffix("_scales")
            && self.has(&format!("{stem}_blocks"))
        {
            return true;
        }
        let Some((stem, end)) = name.rsplit_once('.') else {
            return false;
        };
        if !BESIDE.contains(&end) {
            return false;
        }
        let weights = [".weight", ".qweight", ".weight_packed"];
        weights.iter().any(|end| self.has(&format!("{stem}{end}")))
    }

    /// Scales are as many as the outputs, zeros are packed as the weights are: their quotient is
    /// how many go into 32 bits.
    fn width_of_zeros(&self, stem: &str) -> Option<u64> {
        let last = |end: &str| {
            let tensor = self.named.get(format!("{stem}.{end}").as_str())?;
            tensor.shape.last().copied()
        };
        let (scales, zeros) = (last("scales")?, last("qzeros")?);
        let bits = zeros.checked_mul(32)?.checked_div(scales)?;
        (2..=8).contains(&bits).then_some(bits)
    }
}

/// Elements of so many bits that hold values of `bits` bits.
fn packed(name: String, tensor: &Tensor, bits: Option<u64>, word: u64) -> Role {
    let all = tensor.elements.checked_mul(word);
    let values = all.zip(bits).and_then(|(all, bits)| {
        let whole = all.checked_rem(bits) == Some(0);
        all.checked_div(bits).filter(|_| whole)
    });
    match values {
        Some(values) => Role::Packed { name, values },
        None => Role::Unclear { name },
    }
}

/// Ends of names that published checkpoints store and no optimiser changes.
const BUFFERS: &[&str] = &[
    "inv_freq",
    "position_ids",
    "masked_bias",
    ".act_fn.beta",
    ".act_fn.eps",
    "e_score_correction_bias",
    "exp_probs_b.bias",
    "final_logits_bias",
    ".expert_bias",
    ".layer_scalar",
    ".input_min",
    ".input_max",
    ".output_min",
    ".output_max",
    ".slope_rate",
    ".query_decay",
    ".key_decay",
    ".diagonal_decay",
    "num_batches_tracked",
    "running_mean",
    "running_var",
    "rope_freqs.weight",
    "cos_cached",
    "sin_cached",
    "relative_position_index",
    "embed_positions.weights",
];

/// Ends of names under which causal masks were stored, `[1, 1, n, n]`.
const MASKS: &[&str] = &["attn.bias", "attention.bias"];

impl Tensor {
    /// Whether a tensor that no part covers is one that belongs to no part: a mask, a table of
    /// rotary frequencies, a routing bias that is not trained, or whole numbers.
    pub fn is_usual_buffer(&self) -> bool {
        let ends = |ends: &[&str]| ends.iter().any(|end| self.name.ends_with(end));
        let is_mask = self.shape.len() == 4 && ends(MASKS);
        is_mask || ends(BUFFERS) || (self.storage.is_integer && self.storage.block == 1)
    }
}
