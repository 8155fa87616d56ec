//! What the tensors of a checkpoint are: values, packed values, or tables beside quantised ones.

use super::groups::Held;
use crate::checkpoint::{Checkpoint, Format, Role, Tensor};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Config;
use crate::number::Integer;

/// The tensors of a checkpoint by what they are.
pub(super) struct Stored {
    pub(super) held: Vec<Held>,
    pub(super) scales: Vec<Held>,
    pub(super) packed: (Integer, usize),
}

/// A vector that GGUF files hold as a row for each group of the channels that it scales.
const BY_GROUPS: &str = ".ssm_norm.weight";

/// The sizes of a tensor as formulas count them.
fn as_counted(checkpoint: &Checkpoint, tensor: &Tensor) -> Vec<u64> {
    if checkpoint.format == Format::Gguf && tensor.name.ends_with(BY_GROUPS) {
        return vec![tensor.elements];
    }
    tensor.shape.clone()
}

/// Tells what each tensor of a checkpoint is.
///
/// # Errors
/// A packed tensor whose width nothing tells.
pub(super) fn stored(
    checkpoint: &Checkpoint,
    config: Option<&Config>,
) -> Result<Stored, Vec<Diagnostic>> {
    let roles = checkpoint.roles(config.and_then(width));
    let mut stored = Stored {
        held: Vec::new(),
        scales: Vec::new(),
        packed: (Integer::from(0), 0),
    };
    for (tensor, role) in checkpoint.tensors.iter().zip(roles) {
        let held = |name: &str, values: u64, is_packed: bool| Held {
            name: name.to_owned(),
            shape: as_counted(checkpoint, tensor),
            values,
            is_packed,
            dtype: tensor.storage.name,
            bytes: tensor.bytes,
        };
        match role {
            Role::Plain => stored.held.push(held(&tensor.name, tensor.elements, false)),
            Role::Scale => stored
                .scales
                .push(held(&tensor.name, tensor.elements, false)),
            Role::Packed { name, values } => {
                stored.packed.0 = &stored.packed.0 + &Integer::from(values);
                stored.packed.1 += 1;
                stored.held.push(held(&name, values, true));
            }
            Role::Unclear { .. } => {
                let name = &tensor.name;
                let message = format!("nothing tells how many values `{name}` packs");
                let error = Diagnostic::error(Code::HEADER, message);
                let hint = "the configuration says it under quantization_config.bits";
                return Err(vec![error.hint(hint)]);
            }
        }
    }
    Ok(stored)
}

/// The names of quantised weights whose scale is not there.
pub(super) fn unscaled(checkpoint: &Checkpoint, config: Option<&Config>) -> Vec<String> {
    let method = config.and_then(|config| config.string("quantization_config.quant_method"));
    let lost = checkpoint.without_scales(method == Some("fp8"));
    lost.into_iter().map(|tensor| tensor.name.clone()).collect()
}

/// Keys under which configurations hold the width of quantised weights.
const WIDTHS: &[&str] = &[
    "quantization_config.bits",
    "quantization_config.w_bit",
    "quantization_config.config_groups.group_0.weights.num_bits",
    "quantization.bits",
];

fn width(config: &Config) -> Option<u64> {
    let node = WIDTHS.iter().find_map(|key| config.get(key))?;
    config
        .text(node)
        .parse()
        .ok()
        .filter(|bits| (1..=16).contains(bits))
}
