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
        let start = json.iter().find(|byte| !byte.is_ascii_whitespace());
        if start.is_some_and(|start| *start != b'{') {
            let error = wrong("it is no JSON object".to_owned());
            return Err(error.hint("an index looks like {\"weight_map\": {\"TENSOR\": \"FILE\"}}"));
        }
        let read: Read = serde_json::from_slice(&json)
            .map_err(|error| wrong(format!("it cannot be read: {}", words(&error))))?;
        let mut weight_map = BTreeMap::new();
        for (tensor, shard) in read.weight_map.0 {
            let Some(path) = inside(&shard) else {
                let (tensor, shard) = (shortened(&tensor), shortened(&shard));
                let error = wrong(format!(
                    "tensor \"{tensor}\" would lie in \"{shard}\", outside the folder"
                ));
                return Err(error.hint("an index names files of its own folder"));
            };
            weight_map.insert(tensor, path);
        }
        let total_size = read.metadata.and_then(|metadata| metadata.total_size);
        Ok(Self {
            name: name.to_owned(),
            weight_map,
            total_size: total_size.and_then(|size| size.as_u64()),
        })
    }

    /// The files that it names.
    pub(super) fn shards(&self) -> BTreeSet<&str> {
        self.weight_map.values().map(String::as_str).collect()
    }
}

/// A path that a file names, where it stays in its folder by its letters alone, without the `.` that says
/// nothing; where links lead is held by [`Files`].
fn inside(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| *part != ".").collect();
    let is_plain = |part: &&str| !part.is_empty() && **part != *"..";
    let stays = !path.contains(['\\', ':', '\0']) && parts.iter().all(is_plain);
    (stays && !parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for path in ["a.safetensors", "sub/a.safetensors", "..a"] {
            assert_eq!(inside(path).as_deref(), Some(path));
        }
        assert_eq!(inside("./a").as_deref(), Some("a"));
        assert_eq!(inside("sub/./a").as_deref(), Some("sub/a"));
        for path in [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a//b",
            ".",
            "./",
            "./../a",
            "C:a",
            "a\\..\\b",
        ] {
            assert_eq!(inside(path), None, "{path}");
        }
    }
}
