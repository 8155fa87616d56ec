//! Checkpoints made here, right and wrong, in a folder that exists in memory alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::*;

/// A folder in memory that counts what was read.
#[derive(Default)]
struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    /// The length that a file claims, where it is not that of its bytes.
    lengths: BTreeMap<String, u64>,
}

struct InMemory {
    bytes: Vec<u8>,
    length: u64,
}

impl Files for Memory {
    fn entries(&self, folder: &str) -> Result<Vec<Entry>, Trouble> {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let inside = self
            .files
            .keys()
            .filter_map(|path| path.strip_prefix(&prefix));
        let mut entries: Vec<Entry> = inside
            .map(|rest| match rest.split_once('/') {
                Some((name, _)) => Entry {
                    name: name.to_owned(),
                    is_folder: true,
                },
                None => Entry {
                    name: rest.to_owned(),
                    is_folder: false,
                },
            })
            .collect();
        entries.dedup();
        if entries.is_empty() && !folder.is_empty() {
            return Err(Trouble::Missing);
        }
        Ok(entries)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Opened>, Trouble> {
        let bytes = self.files.get(path).ok_or(Trouble::Missing)?.clone();
        let length = self
            .lengths
            .get(path)
            .copied()
            .unwrap_or(bytes.len() as u64);
        Ok(Box::new(InMemory { bytes, length }))
    }
}

impl Opened for InMemory {
    fn bytes(&self) -> u64 {
        self.length
    }

    fn read(&mut self, at: u64, length: usize) -> Result<Vec<u8>, Trouble> {
        let at = usize::try_from(at).unwrap().min(self.bytes.len());
        let end = at.saturating_add(length).min(self.bytes.len());
        Ok(self.bytes[at..end].to_vec())
    }
}

fn safetensors(header: &str, data: usize) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.resize(bytes.len() + data, 0);
    bytes
}

fn folder(files: &[(&str, Vec<u8>)]) -> Memory {
    let files = files
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), bytes.clone()));
    Memory {
        files: files.collect(),
        ..Memory::default()
    }
}

fn read(files: &[(&str, Vec<u8>)]) -> Result<Checkpoint, String> {
    Checkpoint::read(&folder(files), "").map_err(|error| error.to_string())
}

fn told(header: &str, data: usize) -> String {
    match read(&[("model.safetensors", safetensors(header, data))]) {
        Ok(_) => "fine".to_owned(),
        Err(error) => error.replace("checkpoint/header: model.safetensors: ", ""),
    }
}

const TWO: &str = r#"{"__metadata__":{"format":"pt","shape":"any"},
    "b.10":{"dtype":"F32","shape":[2,3],"data_offsets":[4,28]},
    "b.9":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}"#;

#[test]
fn a_header() {
    let checkpoint = read(&[("model.safetensors", safetensors(TWO, 28))]).unwrap();
    let names: Vec<&str> = checkpoint.tensors.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["b.9", "b.10"]);
    let tensor = &checkpoint.tensors[1];
    assert_eq!(
        (tensor.shape_text().as_str(), tensor.elements, tensor.bytes),
        ("[2, 3]", 6, 24)
    );
    assert_eq!(checkpoint.files[0].header_bytes, 8 + TWO.len() as u64);
}

/// A file of 700 GB is not longer to read than one of 700 bytes: nothing but its header is.
#[test]
fn only_headers_are_read() {
    let header =
        r#"{"a":{"dtype":"F8_E4M3","shape":[700000,1000000],"data_offsets":[0,700000000000]}}"#;
    let mut memory = folder(&[("model.safetensors", safetensors(header, 0))]);
    let length = 8 + header.len() as u64 + 700_000_000_000;
    memory
        .lengths
        .insert("model.safetensors".to_owned(), length);
    let checkpoint = Checkpoint::read(&memory, "").unwrap();
    assert_eq!(checkpoint.tensors[0].elements, 700_000_000_000);
}

#[test]
fn lying_headers() {
    let tensor = |said: &str| format!("{{\"a\":{{{said}}}}}");
    let right = r#""dtype":"F32","shape":[2],"data_offsets":[0,8]"#;
    assert_eq!(told(&tensor(right), 8), "fine");
    for (header, data, expected) in [
        (
            tensor(right),
            4,
            "tensor \"a\" ends at byte 8 of the data, which has 4",
        ),
        (
            tensor(right),
            9,
            "1 bytes after the last tensor belong to none",
        ),
        (
            tensor(&right.replace("F32", "F12")),
            8,
            "tensor \"a\" has the unknown dtype \"F12\"",
        ),
        (
            tensor(&right.replace("[2]", "[3]")),
            8,
            "tensor \"a\" of F32 [3] takes 12 bytes, and its place is 0 to 8",
        ),
        (
            tensor(&right.replace("[0,8]", "[8,0]")),
            8,
            "tensor \"a\" of F32 [2] takes 8 bytes, and its place is 8 to 0",
        ),
        (
            tensor(&right.replace("[2]", "[4294967296,4294967296]")),
            8,
            "tensor \"a\" has too many elements: [4294967296, 4294967296]",
        ),
        (
            tensor(&right.replace("[2]", "[18446744073709551615]")),
            8,
            "tensor \"a\" of F32 [18446744073709551615] fills no whole bytes",
        ),
        (
            format!("{{\"a\":{{{right}}},\"a\":{{{right}}}}}"),
            8,
            "its header cannot be read: the name \"a\" stands twice, at byte 107",
        ),
        (
            format!("{{\"a\":{{{right}}},\"b\":{{{right}}}}}"),
            8,
            "tensor \"b\" begins at byte 0 of the data, inside \"a\"",
        ),
        (
            tensor(&right.replace("[0,8]", "[4,12]")),
            12,
            "no tensor holds the bytes 0 to 4 of the data, before \"a\"",
        ),
        (
            tensor(r#""dtype":"F32","shape":[2]"#),
            8,
            "its header cannot be read: \"a\": missing field `data_offsets`, at byte 32",
        ),
        (
            tensor(&right.replace("[2]", "[-2]")),
            8,
            "its header cannot be read: \"a\": invalid value: integer `-2`, expected u64, at byte 29",
        ),
        (
            tensor(&right.replace("[2]", "[2.5]")),
            8,
            "its header cannot be read: \"a\": invalid type: floating point `2.5`, expected u64, \
             at byte 30",
        ),
        (
            tensor(&format!("\"dtype\":\"F32\",{right}")),
            8,
            "its header cannot be read: \"a\": duplicate field `dtype`, at byte 27",
        ),
        (
            r#"{"a":{}}"#.to_owned(),
            0,
            "its header cannot be read: \"a\": missing field `dtype`, at byte 7",
        ),
        (
            format!("{{\"a\":{}", "[".repeat(100_000)),
            0,
            "its header cannot be read: \"a\": invalid type: sequence, expected struct Described, \
             at byte 6",
        ),
        (
            format!("{{\"a\":{{\"x\":{}", "[".repeat(100_000)),
            0,
            "its header cannot be read: \"a\": recursion limit exceeded, at byte 136",
        ),
        ("[]".to_owned(), 0, "its header does not begin with `{`"),
        (String::new(), 0, "its header does not begin with `{`"),
    ] {
        assert_eq!(told(&header, data), expected, "{header:.80}");
    }
}

#[test]
fn cut_off_and_foreign_files() {
    for (bytes, expected) in [
        (vec![], "it has 0 bytes, and a header takes more than 8"),
        (
            vec![1, 2, 3],
            "it has 3 bytes, and a header takes more than 8",
        ),
        (
            (50_u64).to_le_bytes().to_vec(),
            "its header would have 50 bytes, and the file ends after 8",
        ),
        (
            u64::MAX.to_le_bytes().to_vec(),
            "its header would have 18446744073709551615 bytes, and at most 100000000 are allowed",
        ),
        (
            b"version https://git-lfs.github.com/spec/v1\n".to_vec(),
            "it is a Git LFS pointer, not the file that it points to",
        ),
    ] {
        let told = read(&[("model.safetensors", bytes)]).unwrap_err();
        assert_eq!(
            told,
            format!("checkpoint/header: model.safetensors: {expected}")
        );
    }
}

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
             1 tensors would lie there, such as \"b\"",
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
        "input/file: models--o--n/snapshots holds 2 snapshots"
    );
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

/// A GGUF file: version 3, one key of each odd kind, one tensor.
fn gguf(shape: &[u64], kind: u32, offset: u64, data: usize) -> Vec<u8> {
    let mut bytes = b"GGUF".to_vec();
    let text = |bytes: &mut Vec<u8>, text: &str| {
        bytes.extend((text.len() as u64).to_le_bytes());
        bytes.extend(text.as_bytes());
    };
    bytes.extend(3_u32.to_le_bytes());
    bytes.extend(1_u64.to_le_bytes());
    bytes.extend(2_u64.to_le_bytes());
    text(&mut bytes, "general.name");
    bytes.extend(8_u32.to_le_bytes());
    text(&mut bytes, "tiny");
    text(&mut bytes, "tokens");
    bytes.extend(9_u32.to_le_bytes());
    bytes.extend(8_u32.to_le_bytes());
    bytes.extend(2_u64.to_le_bytes());
    text(&mut bytes, "x");
    text(&mut bytes, "yy");
    text(&mut bytes, "blk.0.attn_q.weight");
    bytes.extend(u32::try_from(shape.len()).unwrap().to_le_bytes());
    for size in shape {
        bytes.extend(size.to_le_bytes());
    }
    bytes.extend(kind.to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes.resize(bytes.len().next_multiple_of(32) + data, 0);
    bytes
}

#[test]
fn a_gguf_header() {
    // 256·2 elements in Q4_K: 2 blocks of 144 bytes.
    let checkpoint = read(&[("tiny.gguf", gguf(&[256, 2], 12, 0, 288))]).unwrap();
    let tensor = &checkpoint.tensors[0];
    assert_eq!(checkpoint.format, Format::Gguf);
    assert_eq!(
        (tensor.shape_text().as_str(), tensor.elements, tensor.bytes),
        ("[2, 256]", 512, 288)
    );
}

#[test]
fn lying_gguf_headers() {
    let told = |bytes: Vec<u8>| {
        let told = read(&[("tiny.gguf", bytes)]).map(|_| String::new());
        told.unwrap_or_else(|error| error.replace("checkpoint/header: tiny.gguf: ", ""))
    };
    let right = gguf(&[256, 2], 12, 0, 288);
    assert_eq!(told(right.clone()), "");
    let changed = |at: usize, to: &[u8]| {
        let mut bytes = right.clone();
        bytes[at..at + to.len()].copy_from_slice(to);
        bytes
    };
    let tensor = "tensor \"blk.0.attn_q.weight\"";
    for (bytes, expected) in [
        (
            changed(0, b"GGML"),
            "it does not begin with `GGUF`".to_owned(),
        ),
        (
            changed(4, &[9]),
            "its version is 9, and 2 and 3 are read".to_owned(),
        ),
        (
            changed(8, &[255; 7]),
            format!("it would hold {} tensors", (1_u64 << 56) - 1),
        ),
        (
            changed(16, &[255; 7]),
            format!("it would hold {} keys", (1_u64 << 56) - 1),
        ),
        (
            changed(24, &[255; 7]),
            format!(
                "a key of {} bytes, and at most 65535 are read",
                (1_u64 << 56) - 1
            ),
        ),
        (
            right[..60].to_vec(),
            "its header runs past the end of the file, at byte 60".to_owned(),
        ),
        (
            gguf(&[256, 2], 12, 0, 100),
            format!("{tensor} ends at byte 288 of the data, which has 100"),
        ),
        (
            gguf(&[256, 2], 99, 0, 288),
            format!("{tensor} has the unknown type 99"),
        ),
        (
            gguf(&[100, 2], 12, 0, 288),
            format!("{tensor} of Q4_K [2, 100] fills no whole blocks"),
        ),
        (
            gguf(&[1 << 40, 1 << 40], 0, 0, 0),
            format!("{tensor} has too many elements: [1099511627776, 1099511627776]"),
        ),
        (
            gguf(&[256, 2], 12, u64::MAX, 288),
            format!("{tensor} lies past every end"),
        ),
        (
            gguf(&[1; 9], 0, 0, 4),
            format!("{tensor} has 9 sizes, and at most 8 are read"),
        ),
    ] {
        assert_eq!(told(bytes), expected);
    }
}

fn roles(tensors: &[(&str, &'static str, &[u64])], bits: Option<u64>) -> Vec<Role> {
    let tensor = |(name, dtype, shape): &(&str, &'static str, &[u64])| Tensor {
        name: (*name).to_owned(),
        storage: Storage {
            name: dtype,
            block: 1,
            bits: 8,
            is_integer: true,
        },
        shape: shape.to_vec(),
        elements: shape.iter().product(),
        bytes: 0,
        file: 0,
    };
    let checkpoint = Checkpoint {
        format: Format::Safetensors,
        files: Vec::new(),
        tensors: tensors.iter().map(tensor).collect(),
        remarks: Vec::new(),
    };
    checkpoint.roles(bits)
}

/// Shapes as the libraries write them for a layer from 64 to 32 in groups of 32.
#[test]
fn quantised_weights() {
    let stands_for = |name: &str| Role::Packed {
        name: name.to_owned(),
        values: 2048,
    };
    let scales = |count: usize| vec![Role::Scale; count];
    let gptq: [(&str, &str, &[u64]); 4] = [
        ("q.g_idx", "I32", &[64]),
        ("q.qweight", "I32", &[8, 32]),
        ("q.qzeros", "I32", &[2, 4]),
        ("q.scales", "F16", &[2, 32]),
    ];
    let expected = [
        Role::Scale,
        stands_for("q.weight"),
        Role::Scale,
        Role::Scale,
    ];
    assert_eq!(roles(&gptq, None), expected);
    let awq: [(&str, &str, &[u64]); 3] = [
        ("q.qweight", "I32", &[64, 4]),
        ("q.qzeros", "I32", &[2, 4]),
        ("q.scales", "F16", &[2, 32]),
    ];
    assert_eq!(roles(&awq, None)[0], stands_for("q.weight"));
    let bytes: [(&str, &str, &[u64]); 4] = [
        ("q.weight", "U8", &[1024, 1]),
        ("q.weight.absmax", "U8", &[32]),
        ("q.weight.quant_map", "F32", &[16]),
        ("q.weight.quant_state.bitsandbytes__nf4", "U8", &[80]),
    ];
    assert_eq!(
        roles(&bytes, None),
        [vec![stands_for("q.weight")], scales(3)].concat()
    );
    let mx: [(&str, &str, &[u64]); 2] = [
        ("up_blocks", "U8", &[32, 2, 16]),
        ("up_scales", "U8", &[32, 2]),
    ];
    assert_eq!(roles(&mx, None), [stands_for("up"), Role::Scale]);
    let words: [(&str, &str, &[u64]); 3] = [
        ("q.weight_packed", "I32", &[32, 8]),
        ("q.weight_scale", "BF16", &[32, 2]),
        ("q.weight_shape", "I64", &[2]),
    ];
    assert_eq!(
        roles(&words, Some(4)),
        [vec![stands_for("q.weight")], scales(2)].concat()
    );
    let unclear = Role::Unclear {
        name: "q.weight".to_owned(),
    };
    assert_eq!(roles(&words, None)[0], unclear);
    let wide: [(&str, &str, &[u64]); 2] = [
        ("q.weight", "F8_E4M3", &[32, 64]),
        ("q.weight_scale_inv", "F32", &[1, 1]),
    ];
    assert_eq!(roles(&wide, None), [Role::Plain, Role::Scale]);
}
