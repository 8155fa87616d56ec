//! The index of a checkpoint in several files: which file holds which tensor.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::unique::{Unique, shortened, words};
use super::{Files, Trouble};
use crate::diagnostic::{Code, Diagnostic};

/// The most bytes of an index.
const MAX_BYTES: u64 = 100_000_000;

/// Which file holds which tensor.
#[derive(Debug)]
pub(super) struct Index {
    /// Its own name.
    pub(super) name: String,
    /// The file of each tensor.
    pub(super) weight_map: BTreeMap<String, String>,
    /// The bytes of all tensors, where it says so.
    pub(super) total_size: Option<u64>,
}

#[derive(Deserialize)]
struct Read {
    weight_map: Unique<String>,
    metadata: Option<Metadata>,
}

#[derive(Deserialize)]
struct Metadata {
    total_size: Option<serde_json::Number>,
}

impl Index {
    /// Reads an index.
    pub(super) fn read(files: &dyn Files, name: &str) -> Result<Self, Diagnostic> {
        let wrong = |what: String| Diagnostic::error(Code::INDEX, format!("{name}: {what}"));
        let failed = |trouble: Trouble| {
            Diagnostic::error(
                Code::FILE,
                format!("cannot read {name}: {}", trouble.words()),
            )
        };
        let mut opened = files.open(name).map_err(failed)?;
        let bytes = opened.bytes();
        if bytes > MAX_BYTES {
            return Err(wrong(format!(
                "it has {bytes} bytes, and an index at most {MAX_BYTES}"
            )));
        }
        let length = usize::try_from(bytes).unwrap_or(usize::MAX);
        let json = opened.read(0, length).map_err(failed)?;
        let read: Read = serde_json::from_slice(&json)
            .map_err(|error| wrong(format!("it cannot be read: {}", words(&error))))?;
        for (tensor, shard) in &read.weight_map.0 {
            if !is_inside(shard) {
                let (tensor, shard) = (shortened(tensor), shortened(shard));
                let error = wrong(format!(
                    "tensor \"{tensor}\" would lie in \"{shard}\", outside the folder"
                ));
                return Err(error.hint("an index names files of its own folder"));
            }
        }
        let total_size = read.metadata.and_then(|metadata| metadata.total_size);
        Ok(Self {
            name: name.to_owned(),
            weight_map: read.weight_map.0,
            total_size: total_size.and_then(|size| size.as_u64()),
        })
    }

    /// The files that it names.
    pub(super) fn shards(&self) -> BTreeSet<&str> {
        self.weight_map.values().map(String::as_str).collect()
    }
}

/// Whether a path that a file names stays in its folder, by its letters alone; where links lead
/// is held by [`Files`].
fn is_inside(path: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    !path.contains(['\\', ':', '\0']) && path.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for path in ["a.safetensors", "sub/a.safetensors", "..a"] {
            assert!(is_inside(path), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a//b",
            "./a",
            "C:a",
            "a\\..\\b",
        ] {
            assert!(!is_inside(path), "{path}");
        }
    }
}
