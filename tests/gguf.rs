//! GGUF files say what they are: small ones of kinds whose keys are like no other's, written by the library of the
//! format (gguf 0.19) with the keys and names that its converters write, verified without a configuration.

#![cfg(test)]

use std::path::Path;
use std::process::Command;

/// The files and how many values their tensors hold, by the shapes they were written with.
const FILES: &[(&str, u64)] = &[
    ("dbrx", 4524),
    ("falcon-one-key", 4620),
    ("falcon-groups", 6480),
    ("falcon-groups-one-norm", 4824),
    ("falcon-two-norms", 1656),
    ("falcon-biases", 1768),
    ("jamba", 11158),
    ("jamba-dense", 8428),
    ("lfm2", 5144),
    ("lfm2-wider", 2908),
    ("lfm2-experts", 6116),
    ("nemotron-h", 4740),
    ("seed-oss", 5200),
    ("exaone4", 5168),
    ("hunyuan-dense", 5168),
    ("minicpm3", 4782),
    ("glm4moe", 5744),
    ("exaone-moe", 5712),
    ("afmoe", 6292),
];

#[test]
fn each_file_says_what_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/gguf");
    for (name, values) in FILES {
        let run = Command::new(env!("CARGO_BIN_EXE_longhand"))
            .args(["verify", "--format", "csv", "--checkpoint"])
            .arg(folder.join(format!("{name}.gguf")))
            .output()
            .unwrap();
        let text = String::from_utf8(run.stdout).unwrap();
        let told = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(0), "{name}: {text}{told}");
        let total = format!("total,{values},{values},0,");
        assert!(text.contains(&total), "{name}: {text}");
    }
}
