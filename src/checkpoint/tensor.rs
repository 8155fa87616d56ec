//! Tensors as headers describe them.

use std::collections::BTreeMap;

use std::fmt::Write as _;

/// A checkpoint: its files and the tensors in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The form of its files.
    pub format: Format,
    /// Its files, in the order of their names.
    pub files: Vec<ShardFile>,
    /// Its tensors, sorted by name with numbers in their order.
    pub tensors: Vec<Tensor>,
    /// What is odd and does no harm, in words.
    pub remarks: Vec<String>,
    /// What a GGUF file says of the model itself; nothing where another form has a configuration beside it.
    pub metadata: Metadata,
}

/// What the header of a GGUF file says of the model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// `general.architecture`, with which its other keys begin.
    pub architecture: Option<String>,
    /// Its whole numbers by their keys.
    pub numbers: BTreeMap<String, u64>,
    /// Its lists of whole numbers, one for each layer.
    pub lists: BTreeMap<String, Vec<u64>>,
    /// What stands under other keys, as JSON of its kind; the values themselves are not kept.
    pub others: BTreeMap<String, String>,
    /// How many words its tokenizer has.
    pub words: Option<u64>,
}

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// safetensors.
    Safetensors,
    /// GGUF.
    Gguf,
}

/// A file of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardFile {
    /// Its path in the folder.
    pub name: String,
    /// Its bytes.
    pub bytes: u64,
    /// Those before the data.
    pub header_bytes: u64,
}

/// A tensor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tensor {
    /// Its name.
    pub name: String,
    /// How its elements are stored.
    pub storage: Storage,
    /// Its sizes, outermost first.
    pub shape: Vec<u64>,
    /// The product of its sizes.
    pub elements: u64,
    /// The bytes that it takes.
    pub bytes: u64,
    /// The position of its file among those of the checkpoint.
    pub file: usize,
}

/// How elements are stored: so many in a block of so many bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Storage {
    /// The name that the format gives it.
    pub name: &'static str,
    /// Elements of a block.
    pub block: u32,
    /// Bits of a block.
    pub bits: u32,
    /// Whether the elements are whole numbers or truth values.
    pub is_integer: bool,
}

impl Storage {
    /// The bytes of so many elements; nothing where they do not fill blocks or bytes, or where
    /// there are more than can be counted.
    pub(super) fn bytes(&self, elements: u64) -> Option<u64> {
        let block = u64::from(self.block);
        let whole = elements.checked_rem(block) == Some(0);
        let blocks = elements.checked_div(block).filter(|_| whole)?;
        let bits = u128::from(blocks) * u128::from(self.bits);
        (bits % 8 == 0)
            .then(|| u64::try_from(bits / 8).ok())
            .flatten()
    }
}

impl Tensor {
    /// Its sizes as they are written: `[40, 8]`.
    pub fn shape_text(&self) -> String {
        shape_text(&self.shape)
    }
}

/// Sizes as they are written.
pub(super) fn shape_text(shape: &[u64]) -> String {
    let mut text = String::from("[");
    for (index, size) in shape.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}{size}");
    }
    text + "]"
}

/// The product of sizes; nothing where it does not fit.
pub(super) fn product(shape: &[u64]) -> Option<u64> {
    if shape.contains(&0) {
        return Some(0);
    }
    shape
        .iter()
        .try_fold(1u64, |product, size| product.checked_mul(*size))
}
