//! What a checkpoint holds, by its headers alone: names, shapes and formats of its tensors.
//!
//! Nothing here touches a disk: bytes come through [`Files`], a folder that cannot be left. Of a
//! safetensors file the first 8 + n bytes are read, of a GGUF file the part before the data, so a
//! checkpoint of any size takes the same time. Every length that a header states is held against
//! the file before it is believed.

mod files;
mod find;
mod gguf;
mod header;
mod index;
mod quantised;
mod scales;
mod shard;
mod tensor;
#[cfg(test)]
mod tests;
mod unique;

pub use files::{Entry, Files, Opened, Trouble};
pub use find::{CACHED, snapshot};
pub use quantised::Role;
pub use tensor::{Checkpoint, Format, Metadata, ShardFile, Storage, Tensor};
