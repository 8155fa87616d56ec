//! Small checkpoints that a model library wrote, held against the bundled formula files by the real
//! binary: as they are, and with one tensor spoiled.
//!
//! `data/checkpoints` holds the configuration of each, the names, types and shapes of its tensors file by
//! file, and what the library (transformers 5.23) says of it; the values are zeros here.

#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "this test writes checkpoints")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value as Json, json};

/// The tensors of a file: their types and shapes.
type Tensors = BTreeMap<String, (String, Vec<u64>)>;

struct Stored {
    known: Json,
    files: Vec<Tensors>,
}

impl Stored {
    fn read(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/checkpoints");
        let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
        let known: Json = serde_json::from_str(&text).unwrap();
        let files = serde_json::from_value(known["files"].clone()).unwrap();
        Self { known, files }
    }

    /// Gives a tensor another shape, or takes it away.
    fn spoil(&mut self, name: &str, shape: Option<&[u64]>) {
        let file = self.files.iter_mut().find(|file| file.contains_key(name));
        let file = file.unwrap_or_else(|| panic!("there is no {name}"));
        match shape {
            Some(shape) => file.get_mut(name).unwrap().1 = shape.to_vec(),
            None => drop(file.remove(name)),
        }
    }

    fn add(&mut self, name: &str, shape: &[u64]) {
        let tensor = ("F32".to_owned(), shape.to_vec());
        self.files
            .last_mut()
            .unwrap()
            .insert(name.to_owned(), tensor);
    }

    /// The checkpoint as a folder.
    fn write(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checkpoints");
        let folder = folder.join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("config.json"), self.known["config"].to_string()).unwrap();
        let mut places = serde_json::Map::new();
        for (at, tensors) in self.files.iter().enumerate() {
            let file = match self.files.len() {
                1 => "model.safetensors".to_owned(),
                count => format!("model-{:05}-of-{count:05}.safetensors", at + 1),
            };
            safetensors(&folder.join(&file), tensors);
            let names = tensors.keys();
            places.extend(names.map(|name| (name.clone(), Json::from(file.clone()))));
        }
        if self.files.len() > 1 {
            let index = json!({"metadata": {}, "weight_map": places});
            let path = folder.join("model.safetensors.index.json");
            std::fs::write(path, index.to_string()).unwrap();
        }
        folder
    }
}

fn safetensors(path: &Path, tensors: &Tensors) {
    let mut header = serde_json::Map::new();
    let mut at = 0;
    for (name, (dtype, shape)) in tensors {
        let width = if dtype == "F32" { 4 } else { 2 };
        let end = at + width * shape.iter().product::<u64>();
        let entry = json!({"dtype": dtype, "shape": shape, "data_offsets": [at, end]});
        header.insert(name.clone(), entry);
        at = end;
    }
    let header = Json::Object(header).to_string();
    let mut file = File::create(path).unwrap();
    let length = header.len() as u64;
    file.write_all(&length.to_le_bytes()).unwrap();
    file.write_all(header.as_bytes()).unwrap();
    file.set_len(8 + length + at).unwrap();
}

/// The exit code and what was printed.
fn verify(folder: &Path, format: &str) -> (Option<i32>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_longhand"))
        .args(["verify", "--checkpoint"])
        .arg(folder)
        .args(["--format", format])
        .output();
    let output = run.unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

#[test]
fn all_are_verified() {
    for name in [
        "bert-mlm-f32",
        "deepseek-v3-moe-bf16-sharded",
        "gpt2-tied-f32",
        "llama-sharded-f16",
        "llama-tied-bf16",
        "llama-untied-f32",
        "mixtral-moe-bf16",
    ] {
        let stored = Stored::read(name);
        let folder = stored.write(name);
        let (code, text) = verify(&folder, "json");
        assert_eq!(code, Some(0), "{name}: {text}");
        let found: Json = serde_json::from_str(&text).unwrap();
        let number = |key: &str| stored.known[key].to_string();
        assert_eq!(found["formula"], number("parameters"), "{name}");
        assert_eq!(found["tensors"], number("parameters"), "{name}");
        assert_eq!(found["data_bytes"], number("bytes"), "{name}");
        let size = |tensor: &Json| {
            let shape = tensor["shape"].as_array().unwrap();
            shape.iter().map(|n| n.as_u64().unwrap()).product::<u64>()
        };
        let buffers: u64 = found["buffers"].as_array().unwrap().iter().map(size).sum();
        let stored = |key: &str| stored.known[key].as_u64().unwrap();
        assert_eq!(buffers, stored("stored") - stored("parameters"), "{name}");
    }
}

/// Each with one tensor changed: the tensor and the term are named, and nothing else.
#[test]
fn a_spoiled_tensor_is_told_with_its_term() {
    for (at, (name, tensor, shape, expected)) in [
        (
            "llama-untied-f32",
            "model.layers.1.self_attn.k_proj.weight",
            Some([40, 40].as_slice()),
            "F32 [40, 40] holds 1,600, and `h*k*d` of `keys` gives 320 (`L*h*k*d` in all): [8, 40] was expected",
        ),
        (
            "llama-tied-bf16",
            "model.layers.2.self_attn.k_proj.bias",
            None,
            "is missing: `L*k*d` of `keys`",
        ),
        (
            "llama-sharded-f16",
            "model.norm.weight",
            Some(&[41]),
            "F16 [41] holds 41, and `h` of `norm` gives 40: [40] was expected",
        ),
        (
            "gpt2-tied-f32",
            "transformer.wte.weight",
            Some(&[72, 36]),
            "F32 [72, 36] holds 2,592, and `V*h` of `embedding` gives 2,556",
        ),
        (
            "bert-mlm-f32",
            "bert.encoder.layer.1.attention.self.key.bias",
            Some(&[3]),
            "F32 [3] holds 3, and `h` of `attention` gives 36 (`L*h` in all): [36] was expected",
        ),
        (
            "mixtral-moe-bf16",
            "model.layers.1.block_sparse_moe.experts.3.w2.weight",
            None,
            "is missing: `L*E*i*h` of `down`",
        ),
        (
            "deepseek-v3-moe-bf16-sharded",
            "model.layers.2.mlp.experts.3.up_proj.weight",
            Some(&[9, 40]),
            "BF16 [9, 40] holds 360, and `h*m` of `expert` gives 960 (`moe_layers*E*h*m` in all): [24, 40] was expected",
        ),
        (
            "deepseek-v3-moe-bf16-sharded",
            "model.layers.2.self_attn.q_b_proj.weight",
            Some(&[50, 15]),
            "BF16 [50, 15] holds 750, and `L*r_q*a*n + L*r_q*a*p` of `query_up` gives 700: [50, 14] was expected",
        ),
        (
            // One of two layers: the norm behind the last is as large as what is left.
            "llama-untied-f32",
            "model.layers.1.post_attention_layernorm.weight",
            None,
            "is missing: `L*h` of `norm`",
        ),
        (
            "deepseek-v3-moe-bf16-sharded",
            "model.layers.1.mlp.gate.weight",
            None,
            "is missing: `moe_layers*h*E` of `router`",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let mut stored = Stored::read(name);
        stored.spoil(tensor, shape);
        let (code, text) = verify(&stored.write(&format!("spoiled-{at}")), "text");
        assert_eq!(code, Some(1), "{name}: {text}");
        assert!(text.contains(&format!("  {tensor} {expected}\n")), "{text}");
        let told = text.lines().filter(|line| line.starts_with("  "));
        let told = told.filter(|line| !line.contains("e_score_correction_bias"));
        assert_eq!(told.count(), 1, "{text}");
    }
}

/// A layer that does not exist in place of one that does: the sums agree, the tensors do not.
#[test]
fn a_tensor_of_another_layer_is_told() {
    for (at, (name, tensor, other)) in [
        (
            "llama-tied-bf16",
            "model.layers.2.mlp.up_proj.weight",
            "model.layers.7.mlp.up_proj.weight",
        ),
        (
            "mixtral-moe-bf16",
            "model.layers.1.block_sparse_moe.experts.3.w2.weight",
            "model.layers.1.block_sparse_moe.experts.30.w2.weight",
        ),
        (
            "deepseek-v3-moe-bf16-sharded",
            "model.layers.2.mlp.experts.3.up_proj.weight",
            "model.layers.0.mlp.experts.3.up_proj.weight",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let mut stored = Stored::read(name);
        let file = stored
            .files
            .iter_mut()
            .find(|file| file.contains_key(tensor));
        let file = file.unwrap();
        let moved = file.remove(tensor).unwrap();
        file.insert(other.to_owned(), moved);
        let (code, text) = verify(&stored.write(&format!("astray-{at}")), "text");
        assert_eq!(code, Some(1), "{name}: {text}");
        assert!(text.contains(&format!("  {tensor} is missing: ")), "{text}");
        assert!(text.contains(&format!("  {other} BF16 [")), "{text}");
        let told = text.lines().filter(|line| line.starts_with("  "));
        let told = told.filter(|line| !line.contains("e_score_correction_bias"));
        assert_eq!(told.count(), 2, "{text}");
    }
}

#[test]
fn what_no_part_covers_and_what_is_tied() {
    let mut stored = Stored::read("gpt2-tied-f32");
    stored.add("lm_head.weight", &[71, 36]);
    let (code, text) = verify(&stored.write("copied"), "text");
    assert_eq!(code, Some(0), "{text}");
    let tied = "Tied copies in head, counted once:\n  lm_head.weight F32 [71, 36]\n";
    assert!(text.contains(tied), "{text}");

    stored.add("transformer.h.0.extra.weight", &[3]);
    let (code, text) = verify(&stored.write("extra"), "text");
    assert_eq!(code, Some(1), "{text}");
    let extra = "Covered by no part (1):\n  transformer.h.0.extra.weight F32 [3]\n";
    assert!(text.contains(extra), "{text}");
}

/// A name that would steer the terminal is shown, not obeyed.
#[test]
fn names_of_tensors_are_shown() {
    let mut stored = Stored::read("gpt2-tied-f32");
    stored.add("a\u{1b}[31mred\n\u{202e}", &[3]);
    let (code, text) = verify(&stored.write("steering"), "text");
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("  a␛[31mred␊\u{fffd} F32 [3]\n"), "{text}");
}

/// `./model…` in an index is the folder itself; what is no object is told without a word of the reader's own.
#[test]
fn an_index_as_people_write_it() {
    let folder = Stored::read("llama-sharded-f16").write("dotted");
    let path = folder.join("model.safetensors.index.json");
    let index = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, index.replace("\"model-0", "\"./model-0")).unwrap();
    let (code, text) = verify(&folder, "text");
    assert_eq!(code, Some(0), "{text}");
    for (index, told) in [
        ("[]", "it is no JSON object"),
        (
            "{\"weight_map\": 3}",
            "the number 3 stands where an object is needed",
        ),
        (
            "{\"weight_map\": {\"a\": 3}}",
            "\"a\": the number 3 stands where a text is needed",
        ),
    ] {
        std::fs::write(&path, index).unwrap();
        let (code, text) = verify(&folder, "text");
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains(told) && !text.contains("struct"), "{text}");
    }
}

/// As the hub keeps it: the snapshot holds links to blobs beside it.
#[cfg(unix)]
#[test]
fn a_folder_of_the_hub_cache() {
    let stored = Stored::read("llama-sharded-f16").write("hub-source");
    let hub = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checkpoints/models--some--llama");
    let _ = std::fs::remove_dir_all(&hub);
    let snapshot = hub.join("snapshots/0123abcd");
    for folder in [&snapshot, &hub.join("blobs"), &hub.join("refs")] {
        std::fs::create_dir_all(folder).unwrap();
    }
    std::fs::write(hub.join("refs/main"), "0123abcd").unwrap();
    for (at, entry) in std::fs::read_dir(stored).unwrap().enumerate() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), hub.join(format!("blobs/{at}"))).unwrap();
        let link = format!("../../blobs/{at}");
        std::os::unix::fs::symlink(link, snapshot.join(entry.file_name())).unwrap();
    }
    let (code, text) = verify(&hub, "text");
    assert_eq!(code, Some(0), "{text}");
    let mut count = Command::new(env!("CARGO_BIN_EXE_longhand"));
    let output = count
        .args(["count", "--config"])
        .arg(&hub)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

/// LLaMA of 300 billion parameters and more in 200 files that take no room on the disk: the headers alone
/// are read.
#[cfg(target_os = "linux")]
#[test]
fn a_checkpoint_of_hundreds_of_gigabytes() {
    let (layers, hidden, inner, words) = (100_u64, 16_384_u64, 53_248_u64, 128_256_u64);
    let mut files = vec![Tensors::new(); 200];
    let mut add = |at: u64, name: String, shape: &[u64]| {
        let file = usize::try_from(at).unwrap() % 200;
        files[file].insert(name, ("BF16".to_owned(), shape.to_vec()));
    };
    add(0, "model.embed_tokens.weight".into(), &[words, hidden]);
    add(199, "lm_head.weight".into(), &[words, hidden]);
    add(199, "model.norm.weight".into(), &[hidden]);
    for layer in 0..layers {
        for (name, shape) in [
            ("self_attn.q_proj", &[hidden, hidden][..]),
            ("self_attn.k_proj", &[1024, hidden]),
            ("self_attn.v_proj", &[1024, hidden]),
            ("self_attn.o_proj", &[hidden, hidden]),
            ("mlp.gate_proj", &[inner, hidden]),
            ("mlp.up_proj", &[inner, hidden]),
            ("mlp.down_proj", &[hidden, inner]),
            ("input_layernorm", &[hidden]),
            ("post_attention_layernorm", &[hidden]),
        ] {
            let at = 2 * layer + u64::from(name.starts_with("mlp"));
            add(at, format!("model.layers.{layer}.{name}.weight"), shape);
        }
    }
    let known = json!({"config": {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": hidden,
        "num_hidden_layers": layers, "vocab_size": words, "intermediate_size": inner,
        "num_attention_heads": 128, "num_key_value_heads": 8, "tie_word_embeddings": false
    }});
    let folder = Stored { known, files }.write("large");
    let start = std::time::Instant::now();
    let (code, text) = verify(&folder, "json");
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    assert_eq!(code, Some(0), "{text}");
    // 2Vh + L(2h² + 2·1024h + 3hi + 2h) + h, two bytes each.
    let layer = 2 * hidden * hidden + 2 * 1024 * hidden + 3 * hidden * inner + 2 * hidden;
    let bytes = 2 * (2 * words * hidden + layers * layer + hidden);
    assert!(bytes > 600_000_000_000);
    assert!(
        text.contains(&format!("\"data_bytes\": \"{bytes}\"")),
        "{text}"
    );
    std::fs::remove_dir_all(folder).unwrap();
}

/// A GGUF file: an architecture, whole numbers, as many words, and tensors of 32-bit floats.
fn gguf(path: &Path, architecture: &str, numbers: &[(&str, u32)], words: u64, tensors: &Tensors) {
    let mut bytes = b"GGUF".to_vec();
    let text = |bytes: &mut Vec<u8>, text: &str| {
        bytes.extend((text.len() as u64).to_le_bytes());
        bytes.extend(text.as_bytes());
    };
    bytes.extend(3_u32.to_le_bytes());
    bytes.extend((tensors.len() as u64).to_le_bytes());
    bytes.extend((numbers.len() as u64 + 2).to_le_bytes());
    text(&mut bytes, "general.architecture");
    bytes.extend(8_u32.to_le_bytes());
    text(&mut bytes, architecture);
    for (key, number) in numbers {
        text(&mut bytes, &format!("{architecture}.{key}"));
        bytes.extend(4_u32.to_le_bytes());
        bytes.extend(number.to_le_bytes());
    }
    text(&mut bytes, "tokenizer.ggml.tokens");
    bytes.extend(9_u32.to_le_bytes());
    bytes.extend(8_u32.to_le_bytes());
    bytes.extend(words.to_le_bytes());
    for _ in 0..words {
        text(&mut bytes, "x");
    }
    let mut at = 0_u64;
    for (name, (_, shape)) in tensors {
        text(&mut bytes, name);
        bytes.extend(u32::try_from(shape.len()).unwrap().to_le_bytes());
        for size in shape.iter().rev() {
            bytes.extend(size.to_le_bytes());
        }
        bytes.extend(0_u32.to_le_bytes());
        bytes.extend(at.to_le_bytes());
        at = (at + 4 * shape.iter().product::<u64>()).next_multiple_of(32);
    }
    let data = bytes.len().next_multiple_of(32) + usize::try_from(at).unwrap();
    bytes.resize(data, 0);
    std::fs::write(path, bytes).unwrap();
}

/// The name that GGUF has for a tensor of LLaMA.
fn in_gguf(name: &str) -> String {
    let mut name = name.to_owned();
    for (from, to) in [
        ("model.layers.", "blk."),
        ("model.embed_tokens.", "token_embd."),
        ("model.norm.", "output_norm."),
        ("lm_head.", "output."),
        ("self_attn.o_proj.", "attn_output."),
        ("self_attn.", "attn_"),
        ("mlp.", "ffn_"),
        ("input_layernorm.", "attn_norm."),
        ("post_attention_layernorm.", "ffn_norm."),
        ("_proj.", "."),
    ] {
        name = name.replace(from, to);
    }
    name
}

#[test]
fn a_gguf_file_says_itself_what_it_is() {
    for name in ["llama-untied-f32", "llama-tied-bf16"] {
        let stored = Stored::read(name);
        let config = &stored.known["config"];
        let number = |key: &str| u32::try_from(config[key].as_u64().unwrap()).unwrap();
        let mut numbers = vec![
            ("block_count", number("num_hidden_layers")),
            ("embedding_length", number("hidden_size")),
            ("feed_forward_length", number("intermediate_size")),
            ("attention.head_count", number("num_attention_heads")),
            ("attention.head_count_kv", number("num_key_value_heads")),
            ("context_length", number("max_position_embeddings")),
        ];
        let tensors = stored.files[0].iter();
        let tensors: Tensors = tensors
            .map(|(name, at)| (in_gguf(name), at.clone()))
            .collect();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checkpoints-gguf");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{name}.gguf"));
        let words = u64::from(number("vocab_size"));
        gguf(&path, "llama", &numbers, words, &tensors);
        let (code, text) = verify(&path, "json");
        assert_eq!(code, Some(0), "{name}: {text}");
        let total = stored.known["parameters"].to_string();
        assert!(
            text.contains(&format!("\"formula\": \"{total}\"")),
            "{text}"
        );
        let told = format!("without a configuration the keys of {name}.gguf are read");
        assert!(text.contains(&told), "{text}");

        let once = numbers.len();
        numbers.push(("block_count", 7));
        gguf(&path, "llama", &numbers, words, &tensors);
        let (code, text) = verify(&path, "text");
        assert_eq!(code, Some(2), "{text}");
        let twice = "the key \"llama.block_count\" stands twice";
        assert!(text.contains(twice), "{text}");
        numbers.truncate(once);

        numbers[0].1 += 1;
        gguf(&path, "llama", &numbers, words, &tensors);
        let (code, text) = verify(&path, "text");
        assert_eq!(code, Some(1), "{text}");
        let (said, stored) = (numbers[0].1, numbers[0].1 - 1);
        let explained =
            format!("`num_hidden_layers` (`L`) is {said}, and the tensors are those of {stored}.");
        assert!(text.contains(&explained), "{text}");
    }
}
