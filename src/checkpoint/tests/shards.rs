//! Several files, indexes and folders.

use std::fmt::Write as _;

use super::*;

fn one(name: &str) -> Vec<u8> {
    let header =
        format!("{{\"{name}\":{{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,2]}}}}");
    safetensors(&header, 2)
}

fn index(map: &[(&str, &str)]) -> Vec<u8> {
    let mut text = String::from("{\"metadata\":{\"total_size\":4},\"weight_map\":{");
    for (at, (tensor, file)) in map.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(text, "{comma}\"{tensor}\":\"{file}\"").unwrap();
    }
    (text + "}}").into_bytes()
}

const INDEX: &str = "model.safetensors.index.json";

#[test]
fn several_files() {
    let right = index(&[("a", "one.safetensors"), ("b", "two.safetensors")]);
    let files = [
        (INDEX, right),
        ("one.safetensors", one("a")),
        ("two.safetensors", one("b")),
    ];
    let checkpoint = read(&files).unwrap();
    assert_eq!(checkpoint.tensors.len(), 2);
    assert_eq!(checkpoint.remarks, Vec::<String>::new());

    let without_index = [
        ("model-00001-of-00002.safetensors", one("a")),
        ("model-00002-of-00002.safetensors", one("b")),
    ];
    assert_eq!(read(&without_index).unwrap().tensors.len(), 2);
    let told = |files: &[(&str, Vec<u8>)]| read(files).unwrap_err();
    let expected = "checkpoint/index: the folder lacks file 1 of 2 of model.safetensors";
    assert_eq!(told(&without_index[1..]), expected);
    let other = [("model-00001-of-00004.safetensors", one("c"))];
    let expected = "input/file: the folder holds files of several checkpoints";
    assert_eq!(told(&[without_index.as_slice(), &other].concat()), expected);
}

#[test]
fn lying_indexes() {
    for (map, expected) in [
        (
            vec![("a", "one.safetensors"), ("b", "three.safetensors")],
            "model.safetensors.index.json names three.safetensors, which does not exist: \
             1 tensor would lie there, such as \"b\"",
        ),
        (
            vec![("a", "../one.safetensors")],
            "model.safetensors.index.json: tensor \"a\" would lie in \"../one.safetensors\", \
             outside the folder",
        ),
        (
            vec![("a", "one.safetensors"), ("c", "one.safetensors")],
            "model.safetensors.index.json: tensor \"c\" is not in one.safetensors",
        ),
        (
            vec![("a", "one.safetensors"), ("a", "one.safetensors")],
            "model.safetensors.index.json: it cannot be read: the name \"a\" stands twice, \
             at byte 87",
        ),
    ] {
        let told = read(&[(INDEX, index(&map)), ("one.safetensors", one("a"))]).unwrap_err();
        assert_eq!(told, format!("checkpoint/index: {expected}"));
    }
    let map = index(&[("a", "one.safetensors")]);
    let told = read(&[(INDEX, map), ("one.safetensors", one("a"))]).unwrap();
    let remark = "model.safetensors.index.json says 4 bytes in all, and the tensors take 2";
    assert_eq!(told.remarks, [remark]);
}

#[test]
fn a_name_in_two_files() {
    let map = index(&[("a", "one.safetensors"), ("b", "two.safetensors")]);
    let files = [
        (INDEX, map),
        ("one.safetensors", one("a")),
        ("two.safetensors", one("a")),
    ];
    let expected = "checkpoint/header: tensor \"a\" stands twice: in one.safetensors and in \
                    two.safetensors";
    assert_eq!(read(&files).unwrap_err(), expected);
}

#[test]
fn a_hub_cache() {
    let snapshot = "models--o--n/snapshots/abc/model.safetensors";
    let files = [
        (snapshot, one("a")),
        ("models--o--n/refs/main", b"abc\n".to_vec()),
    ];
    let checkpoint = Checkpoint::read(&folder(&files), "models--o--n").unwrap();
    assert_eq!(checkpoint.folder(), "models--o--n/snapshots/abc");

    let other = "models--o--n/snapshots/def/model.safetensors";
    let files = [
        (snapshot, one("a")),
        (other, one("a")),
        ("models--o--n/refs/pr", vec![]),
    ];
    let error = Checkpoint::read(&folder(&files), "models--o--n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "input/file: models--o--n/refs/main is missing, and models--o--n/snapshots holds 2 snapshots"
    );

    // A revision that is named and was not downloaded; one snapshot and no name.
    let files = [
        (snapshot, one("a")),
        ("models--o--n/refs/main", b"def".to_vec()),
    ];
    let error = Checkpoint::read(&folder(&files), "models--o--n").unwrap_err();
    let expected = "input/file: models--o--n/refs/main names \"def\", which models--o--n/snapshots does not hold";
    assert_eq!(error.to_string(), expected);
    let files = [(snapshot, one("a")), ("models--o--n/blobs/1", vec![])];
    let checkpoint = Checkpoint::read(&folder(&files), "models--o--n").unwrap();
    assert_eq!(checkpoint.folder(), "models--o--n/snapshots/abc");
}

#[test]
fn folders_without_a_checkpoint() {
    let told = read(&[("readme.md", vec![])]).unwrap_err();
    assert_eq!(
        told,
        "input/file: the folder holds no safetensors and no GGUF file"
    );
    let told = read(&[("a.safetensors", one("a")), ("b.safetensors", one("b"))]).unwrap_err();
    assert!(
        told.ends_with("2 files and no index: a.safetensors, b.safetensors"),
        "{told}"
    );
}
