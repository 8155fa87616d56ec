//! Checkpoints made here, held against a formula file by the real binary.

#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "this test writes checkpoints")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A formula file of a small model: two layers, one matrix each, a head that may be tied.
const FORMULA: &str = "\
param L from n_layer
param h from n_embd
param k from n_kv
param V from vocab_size
param tied : boolean = false from tie_word_embeddings
part embedding = V * h covers \"embed.weight\"
queries = h * h
keys = h * k
part attention = L * (queries + keys) covers \"layers.*.{q,k}_proj.weight\"
part norm = L * h + h covers \"layers.*.norm.weight\", \"norm.weight\"
part head = if tied then 0 else V * h covers \"head.weight\"
total = embedding + attention + norm + head
";

type Tensors = BTreeMap<String, (&'static str, Vec<u64>)>;

/// Five words, width 4, keys of width 2, three layers.
fn right() -> Tensors {
    let mut tensors = Tensors::new();
    let mut add = |name: &str, shape: &[u64]| {
        tensors.insert(name.to_owned(), ("F16", shape.to_vec()));
    };
    add("embed.weight", &[5, 4]);
    add("head.weight", &[5, 4]);
    add("norm.weight", &[4]);
    for layer in 0..3 {
        add(&format!("layers.{layer}.q_proj.weight"), &[4, 4]);
        add(&format!("layers.{layer}.k_proj.weight"), &[2, 4]);
        add(&format!("layers.{layer}.norm.weight"), &[4]);
    }
    tensors
}

fn safetensors(tensors: &Tensors) -> Vec<u8> {
    let (mut header, mut at) = (String::from("{"), 0);
    for (name, (dtype, shape)) in tensors {
        let width = match *dtype {
            "F16" => 2,
            "U8" | "F8_E4M3" => 1,
            _ => 4,
        };
        let end = at + width * shape.iter().product::<u64>();
        let comma = if header.len() > 1 { "," } else { "" };
        let entry = format!(
            "{comma}\"{name}\":{{\"dtype\":\"{dtype}\",\"shape\":{shape:?},\"data_offsets\":[{at},{end}]}}"
        );
        header.push_str(&entry);
        at = end;
    }
    header.push('}');
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.resize(bytes.len() + usize::try_from(at).unwrap(), 0);
    bytes
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("verify")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("model.lh"), FORMULA).unwrap();
    folder
}

const CONFIG: &str = r#"{"n_layer": 3, "n_embd": 4, "n_kv": 2, "vocab_size": 5}"#;

/// A folder with a checkpoint of these tensors.
fn checkpoint(name: &str, config: &str, tensors: &Tensors) -> PathBuf {
    let folder = folder(name);
    std::fs::write(folder.join("config.json"), config).unwrap();
    std::fs::write(folder.join("model.safetensors"), safetensors(tensors)).unwrap();
    folder
}

fn verify(folder: &Path, checkpoint: &Path, format: &str) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_longhand"))
        .arg("verify")
        .arg(folder.join("model.lh"))
        .arg("--checkpoint")
        .arg(checkpoint)
        .args(["--format", format])
        .output();
    run.unwrap()
}

/// The exit code and all that was printed.
fn told(folder: &Path) -> (Option<i32>, String) {
    let output = verify(folder, folder, "text");
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code(), text)
}

/// The checkpoint where `--checkpoint` is forgotten: a folder or a file of tensors, before or behind the formula.
#[test]
fn the_checkpoint_may_stand_alone() {
    let folder = checkpoint("alone", CONFIG, &right());
    let run = |inputs: &[&Path]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_longhand"));
        let output = command.arg("verify").args(inputs).output().unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code(), text)
    };
    let (formula, file) = (folder.join("model.lh"), folder.join("model.safetensors"));
    for inputs in [
        [formula.as_path(), folder.as_path()],
        [folder.as_path(), formula.as_path()],
        [formula.as_path(), file.as_path()],
    ] {
        let (code, text) = run(&inputs);
        assert_eq!(code, Some(0), "{text}");
    }
    let (code, text) = run(&[&formula]);
    assert_eq!(code, Some(2), "{text}");
    assert!(
        text.contains("longhand verify --checkpoint FOLDER"),
        "{text}"
    );
}

#[test]
fn formula_and_tensors_agree() {
    let folder = checkpoint("right", CONFIG, &right());
    let (code, text) = told(&folder);
    assert_eq!(code, Some(0), "{text}");
    // 5·4 + 3(16 + 8) + 4·4 + 5·4.
    let total = text.lines().find(|line| line.starts_with("total")).unwrap();
    assert_eq!(
        total.split_whitespace().collect::<Vec<_>>(),
        ["total", "128", "128", "0", "12", "256"]
    );
    let csv = verify(&folder, &folder, "csv").stdout;
    let csv = String::from_utf8(csv).unwrap();
    assert_eq!(csv.lines().nth(2), Some("attention,72,72,0,6,144"));
    let json = String::from_utf8(verify(&folder, &folder, "json").stdout).unwrap();
    assert!(
        json.contains("\"agrees\": true") && json.contains("\"formula\": \"128\""),
        "{json}"
    );
}

#[test]
fn each_change_is_told_by_tensor_and_term() {
    let changed = |name: &str, shape: &[u64]| {
        let mut tensors = right();
        tensors.insert(name.to_owned(), ("F16", shape.to_vec()));
        tensors
    };
    let without = |name: &str| {
        let mut tensors = right();
        tensors.remove(name).unwrap();
        tensors
    };
    let mut all_keys = right();
    for layer in 0..3 {
        all_keys.insert(format!("layers.{layer}.k_proj.weight"), ("F16", vec![4, 4]));
    }
    for (case, tensors, expected) in [
        (
            "wide-key",
            changed("layers.1.k_proj.weight", &[4, 4]),
            "layers.1.k_proj.weight F16 [4, 4] holds 16, and `h*k` of `keys` gives 8 (`L*h*k` in all)",
        ),
        (
            "all-keys",
            all_keys,
            "layers.{0–2}.k_proj.weight F16 [4, 4] (3 tensors) hold 48 together, and `L*h*k` of `keys` gives 24",
        ),
        (
            "reshaped",
            changed("layers.2.q_proj.weight", &[2, 8]),
            "layers.2.q_proj.weight F16 [2, 8] is shaped unlike the others, [4, 4]",
        ),
        (
            "lost",
            without("layers.1.q_proj.weight"),
            "layers.1.q_proj.weight is missing: `L*h*h` of `queries`",
        ),
        (
            "no-head",
            without("head.weight"),
            "no tensor holds the 20 of `V*h` of `head`",
        ),
        (
            "long-norm",
            changed("layers.0.norm.weight", &[5]),
            "layers.0.norm.weight F16 [5] holds 5, and `h` of `norm` gives 4 (`L*h` in all)",
        ),
        (
            "unknown",
            changed("other.weight", &[7]),
            "Covered by no part (1):\n  other.weight F16 [7]",
        ),
    ] {
        let (code, text) = told(&checkpoint(case, CONFIG, &tensors));
        assert_eq!(code, Some(1), "{case}: {text}");
        assert!(text.contains(expected), "{case}: {text}");
    }
}

/// An encoder and a decoder of as many layers: what is wrong in one is the term of that one.
/// Three layers of width 4 with keys of width 2 and an own head are stored; each configuration is wrong in one value.
#[test]
fn one_value_that_explains_all_is_told() {
    let right = r#"{"n_layer": 3, "n_embd": 4, "n_kv": 2, "vocab_size": 5}"#;
    for (was, is, told) in [
        (
            "\"n_layer\": 3",
            "\"n_layer\": 5",
            "`n_layer` (`L`) is 5, and the tensors are those of 3.",
        ),
        (
            "\"n_layer\": 3",
            "\"n_layer\": 2",
            "`n_layer` (`L`) is 2, and the tensors are those of 3.",
        ),
        (
            "\"n_embd\": 4",
            "\"n_embd\": 6",
            "`n_embd` (`h`) is 6, and the tensors are those of 4.",
        ),
        (
            "\"n_kv\": 2",
            "\"n_kv\": 3",
            "`n_kv` (`k`) is 3, and the tensors are those of 2.",
        ),
    ] {
        let config = right.replace(was, is);
        let folder = checkpoint("explained", &config, &self::right());
        let (code, text) = self::told(&folder);
        assert_eq!(code, Some(1), "{text}");
        assert!(
            text.contains(&format!("One value explains it all: {told}")),
            "{text}"
        );
        assert!(!text.contains("missing"), "{text}");
    }
    // A layer in the middle is no other number of layers.
    let mut tensors = self::right();
    tensors.retain(|name, _| !name.starts_with("layers.1."));
    let (code, text) = told(&checkpoint("explained-gap", right, &tensors));
    assert_eq!(code, Some(1), "{text}");
    assert!(!text.contains("explains"), "{text}");
    assert!(text.contains("layers.1.q_proj.weight is missing"), "{text}");
}

/// A choice that no key of a configuration makes: room that the library keeps, and published files lack.
#[test]
fn a_choice_of_the_formula_file_is_told() {
    let folder = checkpoint("choice", CONFIG, &right());
    let kept = "param room : boolean = true\npart spare = [room] * L * 7 covers \"layers.*.spare\"\ntotal = spare + ";
    let formula = FORMULA.replace("total = ", kept);
    std::fs::write(folder.join("model.lh"), formula).unwrap();
    let (code, text) = told(&folder);
    assert_eq!(code, Some(1), "{text}");
    let told = "`room` is true, and the tensors are those of false. Write `room=false`.";
    assert!(text.contains(told), "{text}");
}

/// A row of 24 numbers is 20 + 4 or 3 + 21, and nothing tells which.
#[test]
fn what_two_values_would_explain_is_left_open() {
    let folder = folder("open");
    let formula = "param a from a\nparam b from b\npart row = a + b covers \"row\"\ntotal = row\n";
    std::fs::write(folder.join("model.lh"), formula).unwrap();
    let tensors = Tensors::from([("row".to_owned(), ("F16", vec![24]))]);
    std::fs::write(folder.join("config.json"), r#"{"a": 3, "b": 4}"#).unwrap();
    std::fs::write(folder.join("model.safetensors"), safetensors(&tensors)).unwrap();
    let (code, text) = told(&folder);
    assert_eq!(code, Some(1), "{text}");
    let open = "any one of these explains it all: `a` (`a`) as 20 in place of 3; `b` (`b`) as 21 in place of 4.";
    assert!(text.contains(open), "{text}");
}

#[test]
fn each_tower_has_its_terms() {
    const TOWERS: &str = "\
param encoder_layers from n_layer
param decoder_layers = encoder_layers from n_dec
param h from n_embd
block = 2 * h*h
part attention = (decoder_layers + encoder_layers) * block covers \"{encoder,decoder}.layers.*.{q,k}.weight\"
total = attention
";
    for (wrong, other) in [("encoder", "decoder"), ("decoder", "encoder")] {
        let mut tensors = Tensors::new();
        for tower in ["encoder", "decoder"] {
            for layer in 0..3 {
                for matrix in ["q", "k"] {
                    let name = format!("{tower}.layers.{layer}.{matrix}.weight");
                    tensors.insert(name, ("F16", vec![4, 4]));
                }
            }
        }
        let spoiled = format!("{wrong}.layers.1.q.weight");
        tensors.insert(spoiled.clone(), ("F16", vec![5, 4]));
        let folder = checkpoint(&format!("tower_{wrong}"), CONFIG, &tensors);
        std::fs::write(folder.join("model.lh"), TOWERS).unwrap();
        let (code, text) = told(&folder);
        assert_eq!(code, Some(1), "{text}");
        let line = format!(
            "{spoiled} F16 [5, 4] holds 20, and `h*h` of `block` gives 16 (`{wrong}_layers*h*h` in all)"
        );
        assert!(text.contains(&line), "{text}");
        assert!(!text.contains(&format!("`{other}_layers")), "{text}");
    }
}

#[test]
fn a_tensor_of_two_parts() {
    let folder = checkpoint("doubly", CONFIG, &right());
    let formula = FORMULA.replace("covers \"head.weight\"", "covers \"{head,embed}.weight\"");
    std::fs::write(folder.join("model.lh"), formula).unwrap();
    let (code, text) = told(&folder);
    assert_eq!(code, Some(1), "{text}");
    assert!(
        text.contains("embed.weight F16 [5, 4]: embedding, head"),
        "{text}"
    );
}

#[test]
fn tied_copies_count_once_and_buffers_and_scales_do_not() {
    let config = CONFIG.replace('}', ", \"tie_word_embeddings\": true}");
    let mut tensors = right();
    tensors.insert("layers.0.rotary_emb.inv_freq".to_owned(), ("F32", vec![2]));
    // A matrix of 16 values as 8 bytes of two, with a table beside it.
    tensors.insert("layers.0.q_proj.weight".to_owned(), ("U8", vec![8, 1]));
    tensors.insert("layers.0.q_proj.weight.absmax".to_owned(), ("F32", vec![1]));
    let (code, text) = told(&checkpoint("tied", &config, &tensors));
    assert_eq!(code, Some(0), "{text}");
    for expected in [
        "Tied copies in head, counted once:\n  head.weight F16 [5, 4]",
        "Buffers, which are no parameters (1):\n  layers.0.rotary_emb.inv_freq F32 [2]",
        "16 values packed in 1 tensor, 1 table beside quantised tensors, not counted.",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

/// Weights in FP8 whose scale is lost hold numbers that mean nothing; weights in FP8 that never had one are values.
#[test]
fn a_lost_scale_is_a_difference() {
    let mut tensors = right();
    let matrices: Vec<String> = tensors
        .keys()
        .filter(|name| name.contains("_proj"))
        .cloned()
        .collect();
    for name in &matrices {
        tensors.get_mut(name).unwrap().0 = "F8_E4M3";
    }
    let (code, text) = told(&checkpoint("fp8-plain", CONFIG, &tensors));
    assert_eq!(code, Some(0), "{text}");
    for name in &matrices {
        tensors.insert(format!("{name}_scale_inv"), ("F32", vec![1, 1]));
    }
    let (code, text) = told(&checkpoint("fp8", CONFIG, &tensors));
    assert_eq!(code, Some(0), "{text}");
    tensors.remove("layers.1.k_proj.weight_scale_inv");
    let (code, text) = told(&checkpoint("fp8-lost", CONFIG, &tensors));
    assert_eq!(code, Some(1), "{text}");
    let expected = "Quantised without a scale (1):\n  layers.1.k_proj.weight\n";
    assert!(text.contains(expected), "{text}");
    // Where the configuration says that all have scales, all may be lost.
    tensors.retain(|name, _| !name.ends_with("_scale_inv"));
    let said = CONFIG.replace(
        '}',
        ", \"quantization_config\": {\"quant_method\": \"fp8\"}}",
    );
    let (code, text) = told(&checkpoint("fp8-all", &said, &tensors));
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("Quantised without a scale (6):"), "{text}");
}

/// The mean of a norm over a batch: of every layer, as long as its weight, beside its variance.
#[test]
fn a_lost_buffer_is_a_difference() {
    let mut tensors = right();
    for layer in 0..3 {
        for name in ["running_mean", "running_var"] {
            tensors.insert(format!("layers.{layer}.norm.{name}"), ("F16", vec![4]));
        }
    }
    let (code, text) = told(&checkpoint("buffers-right", CONFIG, &tensors));
    assert_eq!(code, Some(0), "{text}");
    let mut lost = tensors.clone();
    lost.remove("layers.1.norm.running_mean");
    let (code, text) = told(&checkpoint("buffers-lost", CONFIG, &lost));
    assert_eq!(code, Some(1), "{text}");
    assert!(
        text.contains("  layers.1.norm.running_mean is missing"),
        "{text}"
    );
    let mut longer = tensors;
    longer.insert("layers.1.norm.running_mean".to_owned(), ("F16", vec![5]));
    let (code, text) = told(&checkpoint("buffers-longer", CONFIG, &longer));
    assert_eq!(code, Some(1), "{text}");
    let expected =
        "layers.1.norm.running_mean F16 [5] is as long as no side of layers.1.norm.weight F16 [4]";
    assert!(text.contains(expected), "{text}");
}

/// A matrix that leads to a sum of sizes is several terms, and is told when it stands under the name of another in
/// every layer.
#[test]
fn a_matrix_of_several_terms_under_another_name() {
    let folder = folder("sums");
    let config = r#"{"n_layer": 2, "h": 4, "e": 6, "s": 3}"#;
    let formula = "\
param L from n_layer
param h from h
param e from e
param s from s
linear(x, y) = x*y
in_proj = linear(h, e + s)
out_proj = linear(e, h)
part other = L * (in_proj + out_proj) covers \"layers.*.{in_proj,out_proj}.weight\"
total = other
";
    std::fs::write(folder.join("config.json"), config).unwrap();
    std::fs::write(folder.join("model.lh"), formula).unwrap();
    let write = |one: &[u64], other: &[u64]| {
        let mut tensors = Tensors::new();
        for layer in 0..2 {
            for (name, shape) in [("in_proj", one), ("out_proj", other)] {
                let name = format!("layers.{layer}.{name}.weight");
                tensors.insert(name, ("F16", shape.to_vec()));
            }
        }
        std::fs::write(folder.join("model.safetensors"), safetensors(&tensors)).unwrap();
        told(&folder)
    };
    let (code, text) = write(&[9, 4], &[4, 6]);
    assert_eq!(code, Some(0), "{text}");
    let (code, text) = write(&[4, 6], &[9, 4]);
    assert_eq!(code, Some(1), "{text}");
    let expected = "layers.{0, 1}.in_proj.weight F16 [4, 6] (2 tensors) hold 24 each";
    assert!(text.contains(expected), "{text}");
}

#[test]
#[cfg(unix)]
fn a_hub_cache_and_links_that_lead_out() {
    use std::os::unix::fs::symlink;
    let folder = folder("hub");
    let model = folder.join("models--someone--model");
    let snapshot = model.join("snapshots/abc");
    std::fs::create_dir_all(&snapshot).unwrap();
    std::fs::create_dir_all(model.join("blobs")).unwrap();
    std::fs::create_dir_all(model.join("refs")).unwrap();
    std::fs::write(model.join("refs/main"), "abc").unwrap();
    std::fs::write(model.join("blobs/1"), safetensors(&right())).unwrap();
    std::fs::write(model.join("blobs/2"), CONFIG).unwrap();
    symlink("../../blobs/1", snapshot.join("model.safetensors")).unwrap();
    symlink("../../blobs/2", snapshot.join("config.json")).unwrap();
    for path in [&model, &snapshot, &snapshot.join("model.safetensors")] {
        let output = verify(&folder, path, "text");
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}: {output:?}",
            path.display()
        );
    }

    std::fs::write(folder.join("outside"), safetensors(&right())).unwrap();
    std::fs::remove_file(snapshot.join("model.safetensors")).unwrap();
    symlink("../../../outside", snapshot.join("model.safetensors")).unwrap();
    let output = verify(&folder, &model, "text");
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains("it lies outside the folder of the checkpoint"),
        "{text}"
    );
}

/// `3 linear(h, i)` is short for two matrices that widen and one that leads back; one that does not lead back, or not
/// where its name says so, is told as before.
#[test]
fn a_network_may_be_written_short() {
    let formula = "\
param L from n_layer
param h from n_embd
param i from n_inner
linear(x, y) = x*y
network = 3*linear(h, i)
part attention = L * 2 * linear(h, 3*h) covers \"layers.*.{q,v}.weight\"
part mlp = L * network covers \"layers.*.{gate,up,down}.weight\"
total = attention + mlp
";
    let told_of = |name: &str, gate: [u64; 2], up: [u64; 2], down: [u64; 2], v: [u64; 2]| {
        let mut tensors = Tensors::new();
        for layer in 0..2 {
            for (matrix, shape) in [
                ("q", [12, 4]),
                ("v", v),
                ("gate", gate),
                ("up", up),
                ("down", down),
            ] {
                let name = format!("layers.{layer}.{matrix}.weight");
                tensors.insert(name, ("F16", shape.to_vec()));
            }
        }
        let config = r#"{"n_layer": 2, "n_embd": 4, "n_inner": 6}"#;
        let folder = checkpoint(name, config, &tensors);
        std::fs::write(folder.join("model.lh"), formula).unwrap();
        told(&folder)
    };
    let (one, back) = ([6, 4], [4, 6]);
    let (code, text) = told_of("short", one, one, back, [12, 4]);
    assert_eq!(code, Some(0), "{text}");
    for (name, gate, up, down, v, wrong) in [
        ("short-gate", back, one, back, [12, 4], "gate.weight"),
        ("short-down", one, one, one, [12, 4], "down.weight"),
        ("short-exchanged", one, back, one, [12, 4], "up.weight"),
        ("short-value", one, one, back, [4, 12], "v.weight"),
    ] {
        let (code, text) = told_of(name, gate, up, down, v);
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains(wrong), "{text}");
    }
}

/// Names that only contain such a word lead back nowhere: what is right agrees, what is turned is told.
#[test]
fn names_lead_back_as_a_whole() {
    let formula = "\
param L from n_layer
param h from n_embd
param i from n_inner
linear(x, y) = x*y
part attention = L * 2 * linear(h, 3*h) covers \"layers.*.{q,v}.weight\"
part gates = L * 2 * linear(h, i) covers \"layers.*.{in_gate,out_gate}.weight\"
total = attention + gates
";
    let told_of = |name: &str, gate: [u64; 2]| {
        let mut tensors = Tensors::new();
        for layer in 0..2 {
            for (matrix, shape) in [
                ("q", [12, 4]),
                ("v", [12, 4]),
                ("in_gate", [6, 4]),
                ("out_gate", gate),
            ] {
                let name = format!("layers.{layer}.{matrix}.weight");
                tensors.insert(name, ("F16", shape.to_vec()));
            }
        }
        let config = r#"{"n_layer": 2, "n_embd": 4, "n_inner": 6}"#;
        let folder = checkpoint(name, config, &tensors);
        std::fs::write(folder.join("model.lh"), formula).unwrap();
        told(&folder)
    };
    let (code, text) = told_of("gates", [6, 4]);
    assert_eq!(code, Some(0), "{text}");
    let (code, text) = told_of("gates-turned", [4, 6]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("out_gate.weight"), "{text}");
}

/// A layer of another width excuses no layer whose tensor is cut in another way than the usual ones.
#[test]
fn one_width_apart_excuses_no_other_shape() {
    let formula = "\
param h from n_embd
param a from n_first
param b from n_inner
part mlp = h*a + 4*h*b covers \"layers.*.up.weight\"
total = mlp
";
    for (name, last, expected) in [
        ("width", vec![10, 12], Some(0)),
        ("width-square", vec![20, 6], Some(1)),
        ("width-flat", vec![120], Some(1)),
    ] {
        let mut tensors = Tensors::new();
        tensors.insert("layers.0.up.weight".to_owned(), ("F16", vec![8, 12]));
        for layer in 1..4 {
            tensors.insert(format!("layers.{layer}.up.weight"), ("F16", vec![10, 12]));
        }
        tensors.insert("layers.4.up.weight".to_owned(), ("F16", last));
        let config = r#"{"n_embd": 12, "n_first": 8, "n_inner": 10}"#;
        let folder = checkpoint(name, config, &tensors);
        std::fs::write(folder.join("model.lh"), formula).unwrap();
        let (code, text) = told(&folder);
        assert_eq!(code, expected, "{text}");
    }
}

/// A table of words stands as it is written, and a head as libraries store it; layers that a condition chooses may
/// begin anywhere, and hold matrices of one block beside one another.
#[test]
fn tables_and_chosen_layers() {
    let words = "\
param h from n_embd
param V from n_vocab
linear(x, y) = x*y
part embedding = linear(V, h) covers \"tok.weight\"
part head = linear(h, V) covers \"head.weight\"
part norm = h covers \"norm.weight\"
total = embedding + head + norm
";
    let mut tensors = Tensors::new();
    for (name, shape) in [
        ("tok.weight", vec![10, 4]),
        ("head.weight", vec![10, 4]),
        ("norm.weight", vec![4]),
    ] {
        tensors.insert(name.to_owned(), ("F16", shape));
    }
    let folder = checkpoint("table", r#"{"n_embd": 4, "n_vocab": 10}"#, &tensors);
    std::fs::write(folder.join("model.lh"), words).unwrap();
    let (code, text) = told(&folder);
    assert_eq!(code, Some(0), "{text}");

    let chosen = "\
param h from n_embd
param L from n_layer
linear(x, y) = x*y
block = linear(h, 2*h) + linear(h, h)
part conv = sum(l = 0..L-1, if l mod 3 = 2 then block else 0) covers \"blocks.**\"
total = conv
";
    for (name, shape, expected) in [("chosen", [9, 9], 0), ("chosen-cut", [27, 3], 1)] {
        let mut tensors = Tensors::new();
        for layer in [2, 5] {
            tensors.insert(format!("blocks.{layer}.in.weight"), ("F16", vec![18, 9]));
            tensors.insert(format!("blocks.{layer}.on.weight"), ("F16", shape.to_vec()));
        }
        let folder = checkpoint(name, r#"{"n_embd": 9, "n_layer": 7}"#, &tensors);
        std::fs::write(folder.join("model.lh"), chosen).unwrap();
        let (code, text) = told(&folder);
        assert_eq!(code, Some(expected), "{text}");
    }
}

/// Biases beside matrices whose sizes nobody sees, as AWQ packs them: 2 heads of 64 are one size of 128.
#[test]
fn biases_beside_packed_matrices() {
    let config = r#"{"model_type": "qwen2", "architectures": ["Qwen2ForCausalLM"], "hidden_size": 896,
"intermediate_size": 1024, "num_hidden_layers": 2, "num_attention_heads": 14, "num_key_value_heads": 2,
"vocab_size": 100, "tie_word_embeddings": true,
"quantization_config": {"quant_method": "awq", "bits": 4, "group_size": 128}}"#;
    let mut tensors = Tensors::new();
    tensors.insert(
        "model.embed_tokens.weight".to_owned(),
        ("F16", vec![100, 896]),
    );
    tensors.insert("model.norm.weight".to_owned(), ("F16", vec![896]));
    for layer in 0..2 {
        let name = |end: &str| format!("model.layers.{layer}.{end}");
        tensors.insert(name("input_layernorm.weight"), ("F16", vec![896]));
        tensors.insert(name("post_attention_layernorm.weight"), ("F16", vec![896]));
        for (matrix, from, to, has_bias) in [
            ("self_attn.q_proj", 896, 896, true),
            ("self_attn.k_proj", 896, 128, true),
            ("self_attn.v_proj", 896, 128, true),
            ("self_attn.o_proj", 896, 896, false),
            ("mlp.gate_proj", 896, 1024, false),
            ("mlp.up_proj", 896, 1024, false),
            ("mlp.down_proj", 1024, 896, false),
        ] {
            tensors.insert(
                name(&format!("{matrix}.qweight")),
                ("I32", vec![from, to / 8]),
            );
            tensors.insert(
                name(&format!("{matrix}.qzeros")),
                ("I32", vec![from / 128, to / 8]),
            );
            tensors.insert(
                name(&format!("{matrix}.scales")),
                ("F16", vec![from / 128, to]),
            );
            if has_bias {
                tensors.insert(name(&format!("{matrix}.bias")), ("F16", vec![to]));
            }
        }
    }
    let folder = checkpoint("awq", config, &tensors);
    let mut command = Command::new(env!("CARGO_BIN_EXE_longhand"));
    let command = command.args(["verify", "llama", "--checkpoint"]);
    let output = command.arg(&folder).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
}

/// Two experts a layer, whose three matrices are as large as each other.
const EXPERTS: &str = "\
param L from n_layer
param h from n_embd
param i from n_inner
param E from n_expert
linear(x, y) = x*y
gate = linear(h, i) covers \"**.w1.weight\"
up = linear(h, i) covers \"**.w3.weight\"
down = linear(i, h) covers \"**.w2.weight\"
part router = L * linear(h, E) covers \"layers.*.router.weight\"
part mlp = L * E * (gate + up + down) covers \"layers.*.experts.*.w{1,2,3}.weight\", \"layers.*.experts.{gate_up,down}\"
part attention = L * (linear(h, 3*h) + linear(h, 5*h)) covers \"layers.*.{some,more}.weight\"
total = router + mlp + attention
";

const EXPERTS_CONFIG: &str = r#"{"n_layer": 2, "n_embd": 4, "n_inner": 6, "n_expert": 2}"#;

/// What `verify` tells of a checkpoint with experts.
fn experts(name: &str, matrices: &[(&str, &[u64])]) -> (Option<i32>, String) {
    let mut tensors = Tensors::new();
    for layer in 0..2 {
        tensors.insert(format!("layers.{layer}.router.weight"), ("F16", vec![2, 4]));
        tensors.insert(format!("layers.{layer}.some.weight"), ("F16", vec![12, 4]));
        tensors.insert(format!("layers.{layer}.more.weight"), ("F16", vec![20, 4]));
        for (matrix, shape) in matrices {
            tensors.insert(
                format!("layers.{layer}.experts.{matrix}"),
                ("F16", shape.to_vec()),
            );
        }
    }
    let folder = checkpoint(name, EXPERTS_CONFIG, &tensors);
    std::fs::write(folder.join("model.lh"), EXPERTS).unwrap();
    told(&folder)
}

#[test]
fn matrices_under_each_others_names_are_told() {
    let right: [(&str, &[u64]); 6] = [
        ("0.w1.weight", &[6, 4]),
        ("0.w2.weight", &[4, 6]),
        ("0.w3.weight", &[6, 4]),
        ("1.w1.weight", &[6, 4]),
        ("1.w2.weight", &[4, 6]),
        ("1.w3.weight", &[6, 4]),
    ];
    let (code, text) = experts("experts", &right);
    assert_eq!(code, Some(0), "{text}");
    // Gate and down of every expert exchanged: all sums and all sets of sizes are as before.
    let mut exchanged = right;
    for at in [0, 3] {
        (exchanged[at].1, exchanged[at + 1].1) = (right[at + 1].1, right[at].1);
    }
    let (code, text) = experts("experts-exchanged", &exchanged);
    assert_eq!(code, Some(1), "{text}");
    for told in [
        "layers.{0, 1}.experts.{0, 1}.w1.weight F16 [4, 6] (4 tensors) stand the other way round than their like: [6, 4] was expected",
        "layers.{0, 1}.experts.{0, 1}.w2.weight F16 [6, 4] (4 tensors) stand the other way round than their like: [4, 6] was expected",
    ] {
        assert!(text.contains(told), "{text}");
    }
    assert!(!text.contains("w3.weight F16"), "{text}");
}

#[test]
fn stacks_of_experts_may_stand_either_way() {
    let right: [(&str, &[u64]); 2] = [("gate_up", &[2, 12, 4]), ("down", &[2, 4, 6])];
    let (code, text) = experts("stacked", &right);
    assert_eq!(code, Some(0), "{text}");
    let turned: [(&str, &[u64]); 2] = [("gate_up", &[2, 4, 12]), ("down", &[2, 6, 4])];
    let (code, text) = experts("stacked-turned", &turned);
    // All matrices of the part stand so, as some libraries store them.
    assert_eq!(code, Some(0), "{text}");
    let noted = "Matrices of mlp are stored [from, to]; most libraries store [to, from].";
    assert!(text.contains(noted), "{text}");
    // One of two is no way to store them.
    let mixed: [(&str, &[u64]); 2] = [("gate_up", &[2, 12, 4]), ("down", &[2, 6, 4])];
    let (code, text) = experts("stacked-mixed", &mixed);
    assert_eq!(code, Some(1), "{text}");
    for told in ["down F16 [2, 6, 4]", "[2, 4, 6] was expected"] {
        assert!(text.contains(told), "{text}");
    }
}

/// Sums do not tell that queries and keys are exchanged in all layers, or in one of two; the names do.
#[test]
fn names_say_which_is_which() {
    let mut exchanged = right();
    for layer in 0..3 {
        exchanged.insert(format!("layers.{layer}.q_proj.weight"), ("F16", vec![2, 4]));
        exchanged.insert(format!("layers.{layer}.k_proj.weight"), ("F16", vec![4, 4]));
    }
    let (code, text) = told(&checkpoint("names-all", CONFIG, &exchanged));
    assert_eq!(code, Some(1), "{text}");
    assert!(
        text.contains(
            "k_proj.weight F16 [4, 4] (3 tensors) hold 16 each, and `h*k` of `keys` gives 8 (`L*h*k` in all)"
        ),
        "{text}"
    );
    assert!(
        text.contains(
            "q_proj.weight F16 [2, 4] (3 tensors) hold 8 each, and `h*h` of `queries` gives 16 (`L*h*h` in all)"
        ),
        "{text}"
    );
    let two = r#"{"n_layer": 2, "n_embd": 4, "n_kv": 2, "vocab_size": 5}"#;
    let mut one = right();
    one.retain(|name, _| !name.starts_with("layers.2."));
    let (code, text) = told(&checkpoint("names-two", two, &one));
    assert_eq!(code, Some(0), "{text}");
    one.insert("layers.1.q_proj.weight".to_owned(), ("F16", vec![2, 4]));
    one.insert("layers.1.k_proj.weight".to_owned(), ("F16", vec![4, 4]));
    let (code, text) = told(&checkpoint("names-one", two, &one));
    assert_eq!(code, Some(1), "{text}");
    assert!(
        text.contains("layers.1.q_proj.weight F16 [2, 4] holds 8"),
        "{text}"
    );
    assert!(
        text.contains("layers.1.k_proj.weight F16 [4, 4] holds 16"),
        "{text}"
    );
}

/// The weight and the bias of one layer of two, exchanged: neither of the two sizes is usual.
#[test]
fn a_bias_is_smaller_than_its_matrix() {
    let formula = "\
param L from n_layer
param h from n_embd
linear(x, y, b) = x*y + b*y
part mlp = L * linear(h, 3*h, 1) covers \"layers.*.fc.{weight,bias}\"
total = mlp
";
    let mut tensors = Tensors::new();
    for layer in 0..2 {
        tensors.insert(format!("layers.{layer}.fc.weight"), ("F16", vec![12, 4]));
        tensors.insert(format!("layers.{layer}.fc.bias"), ("F16", vec![12]));
    }
    let config = r#"{"n_layer": 2, "n_embd": 4}"#;
    let told_of = |name: &str, tensors: &Tensors| {
        let folder = checkpoint(name, config, tensors);
        std::fs::write(folder.join("model.lh"), formula).unwrap();
        told(&folder)
    };
    let (code, text) = told_of("bias", &tensors);
    assert_eq!(code, Some(0), "{text}");
    tensors.insert("layers.1.fc.weight".to_owned(), ("F16", vec![12]));
    tensors.insert("layers.1.fc.bias".to_owned(), ("F16", vec![12, 4]));
    let (code, text) = told_of("bias-exchanged", &tensors);
    assert_eq!(code, Some(1), "{text}");
    for told in [
        "layers.1.fc.weight F16 [12] holds 12,",
        "gives 48",
        "layers.1.fc.bias F16 [12, 4] holds 48,",
        "gives 12",
    ] {
        assert!(text.contains(told), "{text}");
    }
}
