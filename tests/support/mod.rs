//! What several tests of checkpoints share.

use longhand::checkpoint::{Checkpoint, Format, Metadata, Storage, Tensor};
use longhand::diagnostic::{Code, Diagnostic};
use longhand::tasks::{self, Counting, Verifying};
use longhand::verify::Verified;

/// Tensors in BF16 with these names and sizes, held against a formula file.
pub(crate) fn held<'t>(
    counting: Counting,
    tensors: impl Iterator<Item = (&'t String, &'t Vec<u64>)>,
) -> Verified {
    let storage = Storage {
        name: "BF16",
        block: 1,
        bits: 16,
        is_integer: false,
    };
    let tensor = |(name, shape): (&String, &Vec<u64>)| {
        let elements: u64 = shape.iter().product();
        Tensor {
            name: name.clone(),
            storage,
            shape: shape.clone(),
            elements,
            bytes: 2 * elements,
            file: 0,
        }
    };
    let checkpoint = Checkpoint {
        format: Format::Safetensors,
        files: Vec::new(),
        tensors: tensors.map(tensor).collect(),
        remarks: Vec::new(),
        metadata: Metadata::default(),
    };
    let verifying = Verifying {
        counting,
        checkpoint,
    };
    let checked = tasks::verify(&verifying, &|name| {
        let message = format!("`{name}` is not to be asked for");
        Err(Diagnostic::error(Code::USAGE, message))
    });
    let checked = checked.unwrap_or_else(|errors| panic!("{errors:#?}"));
    checked.verified
}
