//! Checkpoints made here, right and wrong, in a folder that exists in memory alone.

use std::collections::BTreeMap;

use super::*;

mod gguf;
mod quantised;
mod shards;

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
            "its header cannot be read: \"a\": missing field `data_offsets`, at byte 33",
        ),
        (
            tensor(&right.replace("[2]", "[-2]")),
            8,
            "its header cannot be read: \"a\": \"shape\": the number -2 stands where a whole number, 0 or more, is needed, at byte 31",
        ),
        (
            tensor(&right.replace("[2]", "[2.5]")),
            8,
            "its header cannot be read: \"a\": \"shape\": the number 2.5 stands where a whole number, 0 or more, is needed, \
             at byte 32",
        ),
        (
            tensor(&format!("\"dtype\":\"F32\",{right}")),
            8,
            "its header cannot be read: \"a\": the name \"dtype\" stands twice, at byte 33",
        ),
        (
            r#"{"a":{}}"#.to_owned(),
            0,
            "its header cannot be read: \"a\": missing field `dtype`, at byte 7",
        ),
        (
            format!("{{\"a\":{}", "[".repeat(100_000)),
            0,
            "its header cannot be read: \"a\": a list stands where an object is needed, at byte 5",
        ),
        (
            format!("{{\"a\":{{\"x\":{}", "[".repeat(100_000)),
            0,
            "its header cannot be read: \"a\": \"x\": EOF while parsing a list, at byte 136",
        ),
        ("[]".to_owned(), 0, "its header does not begin with `{`"),
        (String::new(), 0, "its header does not begin with `{`"),
    ] {
        // Where exactly the reader of JSON stops is its own affair.
        let reason = |told: &str| told.split(", at byte").next().map(str::to_owned);
        let said = told(&header, data);
        assert_eq!(reason(&said), reason(expected), "{header:.80}");
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

/// A whole number below 0 says nothing, alone and in a list, whatever its width.
#[test]
fn numbers_of_gguf_have_signs() {
    let mut bytes = b"GGUF".to_vec();
    bytes.extend(3_u32.to_le_bytes());
    bytes.extend(0_u64.to_le_bytes());
    bytes.extend(6_u64.to_le_bytes());
    let mut add = |key: &str, list: bool, kind: u32, numbers: &[i64]| {
        bytes.extend((key.len() as u64).to_le_bytes());
        bytes.extend(key.as_bytes());
        if list {
            bytes.extend(9_u32.to_le_bytes());
        }
        bytes.extend(kind.to_le_bytes());
        if list {
            bytes.extend((numbers.len() as u64).to_le_bytes());
        }
        for number in numbers {
            let width = if kind < 10 { 4 } else { 8 };
            bytes.extend(&number.to_le_bytes()[..width]);
        }
    };
    add("a", false, 5, &[-1]);
    add("b", false, 11, &[7]);
    add("c", true, 5, &[3, -1, 4]);
    add("d", true, 11, &[-9]);
    add("e", true, 5, &[3, 0, 4]);
    add("f", true, 4, &[0xFFFF_FFFF]);
    bytes.resize(bytes.len().next_multiple_of(32), 0);
    let read = read(&[("m.gguf", bytes)]).unwrap();
    let numbers: Vec<_> = read.metadata.numbers.into_iter().collect();
    assert_eq!(numbers, [("b".to_owned(), 7)]);
    let lists: Vec<_> = read.metadata.lists.into_iter().collect();
    let expected = [
        ("e".to_owned(), vec![3, 0, 4]),
        ("f".to_owned(), vec![0xFFFF_FFFF]),
    ];
    assert_eq!(lists, expected);
}
