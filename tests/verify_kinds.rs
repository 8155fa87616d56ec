//! Layers of two kinds whose tensors share names and shapes, held against a formula file by the real binary.

#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "this test writes checkpoints")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Layers with heads of two parts beside layers with a state: both have a `q_proj` and an `o_proj`.
const FORMULA: &str = r#"
param kinds : list from kinds
param h from width
param a from heads
param n from first_part
param p from second_part
param v from value
param w from state
linear(x, y) = x * y
full  = count(kinds, "full")
other = length(kinds) - full
queries = linear(h, a*(n + p))
  covers "layers.*.q_proj"
out     = linear(a*v, h)
  covers "layers.*.o_proj"
streams = 3 * linear(h, w)
  covers "layers.*.{q,k,v}_proj"
back    = linear(w, h)
  covers "layers.*.o_proj"
part attention = full * (queries + out) + other * (streams + back)
  covers "layers.*.{q,k,v,o}_proj"
total = attention
"#;

type Tensors = BTreeMap<String, Vec<u64>>;

/// Five layers of width 6, the third and the last with 2 heads of 3 + 1, whose values are 2 wide: queries of both kinds
/// are 8 wide, what leads back is not.
fn right() -> Tensors {
    let mut tensors = Tensors::new();
    for layer in 0..5 {
        let mut add = |name: &str, shape: [u64; 2]| {
            tensors.insert(format!("layers.{layer}.{name}_proj"), shape.to_vec());
        };
        let is_full = layer == 2 || layer == 4;
        add("q", [8, 6]);
        add("o", if is_full { [6, 4] } else { [6, 8] });
        if !is_full {
            add("k", [8, 6]);
            add("v", [8, 6]);
        }
    }
    tensors
}

const CONFIG: &str = r#"{"kinds": ["state", "state", "full", "state", "full"], "width": 6, "heads": 2,
    "first_part": 3, "second_part": 1, "value": 2, "state": 8}"#;

fn write(folder: &Path, tensors: &Tensors) {
    let (mut entries, mut at) = (Vec::new(), 0);
    for (name, shape) in tensors {
        let end = at + 2 * shape.iter().product::<u64>();
        entries.push(format!(
            "\"{name}\":{{\"dtype\":\"F16\",\"shape\":{shape:?},\"data_offsets\":[{at},{end}]}}"
        ));
        at = end;
    }
    let header = format!("{{{}}}", entries.join(","));
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.resize(bytes.len() + usize::try_from(at).unwrap(), 0);
    std::fs::write(folder.join("model.safetensors"), bytes).unwrap();
}

fn told(name: &str, formula: &str, config: &str, tensors: &Tensors) -> (Option<i32>, String) {
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("verify_kinds")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("model.lh"), formula).unwrap();
    std::fs::write(folder.join("config.json"), config).unwrap();
    write(&folder, tensors);
    let mut command = Command::new(env!("CARGO_BIN_EXE_longhand"));
    let output = command
        .arg("verify")
        .arg(folder.join("model.lh"))
        .arg("--checkpoint")
        .arg(&folder)
        .output()
        .unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code(), text)
}

#[test]
fn tensors_of_one_shape_are_of_two_kinds() {
    let (code, text) = told("right", FORMULA, CONFIG, &right());
    assert_eq!(code, Some(0), "{text}");
    let changes: [(&str, Option<[u64; 2]>); 5] = [
        ("layers.2.q_proj", None),
        ("layers.2.q_proj", Some([6, 6])),
        ("layers.4.o_proj", Some([6, 8])),
        ("layers.0.o_proj", Some([6, 4])),
        ("layers.1.k_proj", None),
    ];
    for (name, shape) in changes {
        let mut tensors = right();
        match shape {
            Some(shape) => tensors.insert(name.to_owned(), shape.to_vec()),
            None => tensors.remove(name),
        };
        let (code, text) = told("wrong", FORMULA, CONFIG, &tensors);
        assert_eq!(code, Some(1), "{name}: {text}");
        let own = name.rsplit('.').next().unwrap();
        assert!(text.contains(own), "{name}: {text}");
    }
}

/// Three layers with a router of 4 experts each: 12 biases that no parameter counts.
#[test]
fn buffers_that_have_to_be_there() {
    let formula = "param L from L\nparam E from E\nparam h from h\nparam picks : boolean = true from picks\n\
        part router = L * h * E covers \"layers.*.gate.weight\"\n\
        buffers \"layers.*.gate.e_score_correction_bias\" = (if picks then L*E else 0)\ntotal = router\n";
    let config = r#"{"L": 3, "E": 4, "h": 5}"#;
    let mut tensors = Tensors::new();
    for layer in 0..3 {
        tensors.insert(format!("layers.{layer}.gate.weight"), vec![4, 5]);
    }
    let mut all = tensors.clone();
    for layer in 0..3 {
        let name = format!("layers.{layer}.gate.e_score_correction_bias");
        all.insert(name, vec![4]);
    }
    let (code, text) = told("buffers", formula, config, &all);
    assert_eq!(code, Some(0), "{text}");
    let (code, text) = told("buffers", formula, config, &tensors);
    assert_eq!(code, Some(1), "{text}");
    let lost = "0 values are there, and `if picks then L*E else 0` gives 12";
    assert!(text.contains(lost), "{text}");
    let without = r#"{"L": 3, "E": 4, "h": 5, "picks": false}"#;
    let (code, text) = told("buffers", formula, without, &tensors);
    assert_eq!(code, Some(0), "{text}");
}
