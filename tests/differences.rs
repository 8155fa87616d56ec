//! Every difference between a formula and a checkpoint is told: each tensor of many kinds of models is reshaped,
//! moved, lost and widened in turn, and no such checkpoint agrees.
//!
//! `data/tensors.jsonl` holds, a line each, a configuration, its class, and the names and shapes of the tensors that
//! the library (transformers 5.24) allocates for it.

#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the shapes are a file beside this test"
)]

use std::collections::BTreeMap;
use std::path::Path;

use longhand::checkpoint::{Checkpoint, Format, Metadata, Storage, Tensor};
use longhand::diagnostic::{Code, Diagnostic, Source};
use longhand::tasks::{self, Counting, Verifying};
use longhand::verify::Verified;
use serde_json::Value as Json;

type Tensors = BTreeMap<String, Vec<u64>>;

struct Known {
    class: String,
    config: String,
    total: String,
    tensors: Tensors,
}

fn known() -> Vec<Known> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tensors.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(read).collect()
}

fn read(line: &str) -> Known {
    let known: Json = serde_json::from_str(line).unwrap();
    let mut tensors = Tensors::new();
    for tensor in known["tensors"].as_array().unwrap() {
        let (pattern, shape) = (tensor[0].as_str().unwrap(), &tensor[1]);
        let shape: Vec<u64> = serde_json::from_value(shape.clone()).unwrap();
        for numbers in tensor[2].as_array().unwrap() {
            let mut name = pattern.to_owned();
            for number in numbers.as_array().unwrap() {
                name = name.replacen('*', &number.to_string(), 1);
            }
            tensors.insert(name, shape.clone());
        }
    }
    Known {
        class: known["class"].as_str().unwrap().to_owned(),
        config: known["config"].to_string(),
        total: known["total"].to_string(),
        tensors,
    }
}

impl Known {
    fn verified(&self, tensors: &Tensors) -> Verified {
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
        let verifying = Verifying {
            counting: Counting {
                config: Some(Source::new("config.json", self.config.as_str())),
                class: Some(self.class.clone()),
                ..Counting::default()
            },
            checkpoint: Checkpoint {
                format: Format::Safetensors,
                files: Vec::new(),
                tensors: tensors.iter().map(tensor).collect(),
                remarks: Vec::new(),
                metadata: Metadata::default(),
            },
        };
        let checked = tasks::verify(&verifying, &|name| {
            Err(Diagnostic::error(
                Code::USAGE,
                format!("`{name}` is not to be asked for"),
            ))
        });
        checked
            .unwrap_or_else(|errors| panic!("{}: {errors:#?}", self.class))
            .verified
    }

    /// The last tensor of each name but for its numbers.
    fn last_of_each(&self) -> Vec<&str> {
        let mut last: BTreeMap<String, &str> = BTreeMap::new();
        for name in self.tensors.keys() {
            last.insert(pattern(name), name);
        }
        last.into_values().collect()
    }
}

fn pattern(name: &str) -> String {
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = name
        .split('.')
        .map(|part| if is_number(part) { "*" } else { part });
    parts.collect::<Vec<_>>().join(".")
}

/// The name with its last number as 97.
fn moved(name: &str) -> Option<String> {
    let mut parts: Vec<&str> = name.split('.').collect();
    let last = parts
        .iter()
        .rposition(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?;
    parts[last] = "97";
    Some(parts.join("."))
}

/// A shape of as many values in which a prime factor stands elsewhere.
fn reshaped(shape: &[u64]) -> Option<Vec<u64>> {
    let [.., one, other] = shape else { return None };
    let [from, to] = [shape.len() - 1, shape.len() - 2];
    let prime = [3, 2, 5]
        .into_iter()
        .find(|prime| one % prime == 0 && one > prime)?;
    let mut shape = shape.to_vec();
    shape[from] = one / prime;
    shape[to] = other * prime;
    let mut sorted = shape.clone();
    sorted.sort_unstable();
    let mut before = [*one, *other];
    before.sort_unstable();
    (sorted[sorted.len() - 2..] != before).then_some(shape)
}

#[test]
fn what_is_right_agrees() {
    for known in known() {
        let verified = known.verified(&known.tensors);
        assert!(verified.agrees(), "{}: {verified:#?}", known.class);
        let held = verified
            .rows
            .iter()
            .fold(0, |sum, row| sum + row.tensors.to_i64().unwrap());
        assert_eq!(held.to_string(), known.total, "{}", known.class);
    }
}

/// What no formula can tell apart: a vector for each head, written as a table of heads.
const ALIKE: &[&str] = &["bias"];

#[test]
fn every_difference_is_told() {
    let mut unseen = Vec::new();
    for known in known() {
        let mut differs = |what: &str, name: &str, tensors: &Tensors| {
            if known.verified(tensors).agrees() {
                unseen.push(format!("{} {what} {name}", known.class));
            }
        };
        for name in known.last_of_each() {
            let shape = &known.tensors[name];
            let mut tensors = known.tensors.clone();
            tensors.remove(name);
            differs("lost", name, &tensors);
            if let Some(other) = moved(name) {
                tensors.insert(other, shape.clone());
                differs("moved", name, &tensors);
            }
            let mut tensors = known.tensors.clone();
            tensors.get_mut(name).unwrap()[0] += 1;
            differs("widened", name, &tensors);
            if let Some(other) = reshaped(shape) {
                let mut tensors = known.tensors.clone();
                tensors.insert(name.to_owned(), other.clone());
                differs("reshaped", name, &tensors);
                for (all, shape) in &mut tensors {
                    if pattern(all) == pattern(name) {
                        shape.clone_from(&other);
                    }
                }
                if !ALIKE.iter().any(|alike| name.ends_with(alike)) {
                    differs("all reshaped", name, &tensors);
                }
            }
        }
    }
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
}
