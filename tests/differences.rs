//! One tensor of each name, in eighteen kinds of models, is lost, moved, widened and reshaped in turn, and all
//! tensors of a name are reshaped, turned and written as one row: no such checkpoint agrees without a note, but for those
//! listed below, which a formula alone cannot tell. Other differences, several at once among them, are not tried here.
//!
//! `data/tensors.jsonl` holds, a line each, a configuration, its class, and the names and shapes of the tensors that
//! the library (transformers 5.24) allocates for it.

#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the shapes are a file beside this test"
)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use longhand::diagnostic::Source;
use longhand::tasks::Counting;
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
    known_in("tensors.jsonl")
}

fn known_in(file: &str) -> Vec<Known> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let path = folder.join(file);
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
        let counting = Counting {
            config: Some(Source::new("config.json", self.config.as_str())),
            class: Some(self.class.clone()),
            ..Counting::default()
        };
        support::held(counting, tensors.iter())
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

/// The sizes of a matrix the other way round.
fn turned(shape: &[u64]) -> Option<Vec<u64>> {
    match shape {
        [one, other] if one != other && shape.iter().all(|size| *size > 1) => {
            Some(vec![*other, *one])
        }
        _ => None,
    }
}

/// All values of a matrix in a row.
fn flat(shape: &[u64]) -> Option<Vec<u64>> {
    let is_table = shape.iter().filter(|size| **size > 1).count() > 1;
    is_table.then(|| vec![shape.iter().product()])
}

#[test]
fn what_is_right_agrees() {
    // In the second file widths, experts and layers are as many as one another, so that terms are as large; in the
    // third models are as large as those that are published, with the buffers that lie in their files.
    let others = ["alike_tensors.jsonl", "full_size_tensors.jsonl"];
    let others = others.into_iter().flat_map(known_in);
    for known in known().into_iter().chain(others) {
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

/// What no formula can tell: a row of two vectors from a table of two.
const UNTOLD: &[&str] = &["AlbertForMaskedLM flat albert.embeddings.token_type_embeddings.weight"];

#[test]
fn these_differences_are_told() {
    let mut unseen = Vec::new();
    for known in known() {
        let mut differs = |what: &str, name: &str, tensors: &Tensors| {
            let verified = known.verified(tensors);
            if verified.agrees() {
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
            for (what, other) in [("turned", turned(shape)), ("flat", flat(shape))] {
                let Some(other) = other else { continue };
                let mut tensors = known.tensors.clone();
                for (all, shape) in &mut tensors {
                    if pattern(all) == pattern(name) {
                        shape.clone_from(&other);
                    }
                }
                differs(what, name, &tensors);
            }
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
    assert_eq!(unseen, UNTOLD);
}

/// The file of Qwen2 names gate, up and down: the way down in the place of the gate, each under the name of the
/// other, leaves as many matrices of each shape.
#[test]
fn exchanged_matrices_are_told() {
    let known = of_class("Qwen2ForCausalLM");
    let mut tensors = known.tensors.clone();
    for (name, shape) in &known.tensors {
        if name.contains("gate_proj") {
            let other = name.replace("gate_proj", "down_proj");
            tensors.insert(name.clone(), known.tensors[&other].clone());
            tensors.insert(other, shape.clone());
        }
    }
    assert_ne!(tensors, known.tensors);
    assert!(!known.verified(&tensors).agrees());
}

/// A head that is stored although it is the embedding has the shape of a head.
#[test]
fn copies_have_the_shape_of_what_they_repeat() {
    let mut known = of_class("Qwen2ForCausalLM");
    let mut config: Json = serde_json::from_str(&known.config).unwrap();
    config["tie_word_embeddings"] = true.into();
    known.config = config.to_string();
    let table = known.tensors["model.embed_tokens.weight"].clone();
    let agrees = |shape: &[u64]| {
        let mut tensors = known.tensors.clone();
        tensors.insert("lm_head.weight".to_owned(), shape.to_vec());
        known.verified(&tensors).agrees()
    };
    let (words, width) = (table[0], table[1]);
    assert!(agrees(&table));
    assert!(!agrees(&[width, words]));
    assert!(!agrees(&[words * width]));
    assert!(!agrees(&[2 * words, width / 2]));
}

fn of_class(class: &str) -> Known {
    let mut known = known().into_iter();
    known.find(|known| known.class == class).unwrap()
}
