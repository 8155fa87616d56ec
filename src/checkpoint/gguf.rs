//! The header of a GGUF file: keys and values, then the tensors; every count is held down.

mod reader;
mod types;

use std::collections::BTreeSet;

use reader::{Reader, Stop};

use super::shard::{assembled, enough};
use super::tensor::{product, shape_text};
use super::unique::{MAX_TENSORS, shortened};
use super::{Checkpoint, Files, Format, Metadata, Opened, ShardFile, Tensor, Trouble};
use crate::diagnostic::{Code, Diagnostic};

/// The most keys.
const MAX_KEYS: u64 = 65_536;

/// The longest key and the longest name of a tensor.
const MAX_NAME: u64 = 65_535;

/// The longest key of a number that is kept.
const MAX_KEPT: usize = 128;

/// The most elements of all arrays together.
const MAX_ELEMENTS: u64 = 64_000_000;

/// The longest array of whole numbers that is kept: a number for each layer.
const MAX_LIST: u64 = 10_000;

/// How deep arrays may be nested.
const MAX_DEPTH: u32 = 4;

/// The most sizes of a tensor.
const MAX_RANK: u32 = 8;

/// Reads the headers of all files.
pub(super) fn all(files: &dyn Files, names: &[String]) -> Result<Checkpoint, Diagnostic> {
    let mut shards = Vec::new();
    let mut tensors = Vec::new();
    let mut metadata = Metadata::default();
    for (file, name) in names.iter().enumerate() {
        let mut opened = files
            .open(name)
            .map_err(|trouble| unreadable(name, &trouble))?;
        let (shard, said) = header(opened.as_mut(), name, file, &mut tensors)?;
        shards.push(shard);
        enough(&tensors)?;
        // The first of several files says what the model is.
        if metadata.architecture.is_none() {
            metadata = said;
        }
    }
    let checkpoint = assembled(Format::Gguf, shards, tensors)?;
    Ok(Checkpoint {
        metadata,
        ..checkpoint
    })
}

fn unreadable(name: &str, trouble: &Trouble) -> Diagnostic {
    let message = format!("cannot read {name}: {}", trouble.words());
    Diagnostic::error(Code::FILE, message)
}

fn header(
    opened: &mut dyn Opened,
    name: &str,
    file: usize,
    tensors: &mut Vec<Tensor>,
) -> Result<(ShardFile, Metadata), Diagnostic> {
    let bytes = opened.bytes();
    let mut head = Head {
        reader: Reader::new(opened),
        elements: 0,
        alignment: 32,
        metadata: Metadata::default(),
        keys: BTreeSet::new(),
    };
    let said = head.read();
    let header_bytes = head.data();
    let metadata = head.metadata;
    let said = said.map_err(|fault| match fault {
        Fault::Stop(Stop::Trouble(trouble)) => unreadable(name, &trouble),
        fault => Diagnostic::error(Code::HEADER, format!("{name}: {}", fault.words())),
    })?;
    let wrong = |what: String| Diagnostic::error(Code::HEADER, format!("{name}: {what}"));
    let mut ranges = Vec::new();
    for tensor in said {
        let tensor_name = shortened(&tensor.name);
        let Some(end) = tensor.offset.checked_add(tensor.bytes) else {
            return Err(wrong(format!(
                "tensor \"{tensor_name}\" lies past every end"
            )));
        };
        let data = bytes.saturating_sub(header_bytes);
        if end > data {
            let error = wrong(format!(
                "tensor \"{tensor_name}\" ends at byte {end} of the data, which has {data}"
            ));
            return Err(error.hint("the file is cut off: download it again"));
        }
        ranges.push((tensor.offset, end, tensors.len()));
        tensors.push(Tensor {
            name: tensor.name,
            storage: tensor.storage,
            shape: tensor.shape,
            elements: tensor.elements,
            bytes: tensor.bytes,
            file,
        });
    }
    ranges.sort_unstable();
    for pair in ranges.windows(2) {
        if let [(_, end, one), (begin, _, other)] = pair
            && begin < end
        {
            let name = |at: &usize| shortened(tensors.get(*at).map_or("", |t| &t.name));
            let (one, other) = (name(one), name(other));
            return Err(wrong(format!(
                "tensor \"{other}\" begins at byte {begin} of the data, inside \"{one}\""
            )));
        }
    }
    let shard = ShardFile {
        name: name.to_owned(),
        bytes,
        header_bytes,
    };
    Ok((shard, metadata))
}

/// What a header says of a tensor.
struct Said {
    name: String,
    storage: super::Storage,
    shape: Vec<u64>,
    elements: u64,
    bytes: u64,
    offset: u64,
}

enum Fault {
    Stop(Stop),
    Wrong(String),
}

impl From<Stop> for Fault {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl Fault {
    fn words(self) -> String {
        match self {
            Self::Stop(Stop::End(at)) => {
                format!("its header runs past the end of the file, at byte {at}")
            }
            Self::Stop(Stop::Limit(what)) | Self::Wrong(what) => what,
            Self::Stop(Stop::Trouble(trouble)) => trouble.words().to_owned(),
        }
    }
}

/// A header while it is read.
struct Head<'o> {
    reader: Reader<'o>,
    elements: u64,
    alignment: u64,
    metadata: Metadata,
    /// The keys so far, but for very long ones.
    keys: BTreeSet<String>,
}

impl Head<'_> {
    fn read(&mut self) -> Result<Vec<Said>, Fault> {
        if self.reader.u32()? != u32::from_le_bytes(*b"GGUF") {
            return Err(Fault::Wrong("it does not begin with `GGUF`".to_owned()));
        }
        let version = self.reader.u32()?;
        if !(2..=3).contains(&version) {
            let what = format!("its version is {version}, and 2 and 3 are read");
            return Err(Fault::Wrong(what));
        }
        let count = self.reader.u64()?;
        if count > MAX_TENSORS as u64 {
            return Err(Fault::Wrong(format!("it would hold {count} tensors")));
        }
        let keys = self.reader.u64()?;
        if keys > MAX_KEYS {
            return Err(Fault::Wrong(format!("it would hold {keys} keys")));
        }
        for _ in 0..keys {
            self.key()?;
        }
        (0..count).map(|_| self.tensor()).collect()
    }

    /// Where the data begins.
    fn data(&self) -> u64 {
        self.reader.at().next_multiple_of(self.alignment)
    }

    fn key(&mut self) -> Result<(), Fault> {
        let key = self.reader.text("a key", MAX_NAME)?;
        if key.len() <= MAX_KEPT && !self.keys.insert(key.clone()) {
            let key = shortened(&key);
            return Err(Fault::Wrong(format!("the key \"{key}\" stands twice")));
        }
        let kind = self.reader.u32()?;
        if key == "general.alignment" && kind == 4 {
            let alignment = self.reader.u32()?;
            if !alignment.is_power_of_two() || alignment > 1 << 20 {
                return Err(Fault::Wrong(format!("its alignment is {alignment}")));
            }
            self.alignment = u64::from(alignment);
            return Ok(());
        }
        match kind {
            4 | 5 | 10 | 11 if key.len() <= MAX_KEPT => {
                if let Some(number) = self.whole(kind)? {
                    self.metadata.numbers.insert(key, number);
                }
                Ok(())
            }
            8 if key == "general.architecture" => {
                self.metadata.architecture = Some(self.reader.text("a name", MAX_NAME)?);
                Ok(())
            }
            9 if key.len() <= MAX_KEPT && !key.starts_with("tokenizer.") => self.list(key),
            6 | 7 | 8 | 12 if key.len() <= MAX_KEPT && !key.starts_with("tokenizer.") => {
                let said = match kind {
                    7 => "true",
                    8 => "\"a text\"",
                    _ => "0.5",
                };
                self.value(&key, kind, 0)?;
                self.metadata.others.insert(key, said.to_owned());
                Ok(())
            }
            _ => self.value(&key, kind, 0),
        }
    }

    /// A whole number of four or eight bytes; one below 0 says nothing of a model.
    fn whole(&mut self, kind: u32) -> Result<Option<u64>, Stop> {
        let number = if kind >= 10 {
            self.reader.u64()?
        } else {
            u64::from(self.reader.u32()?)
        };
        let most = match kind {
            5 => i32::MAX.unsigned_abs().into(),
            11 => i64::MAX.unsigned_abs(),
            _ => u64::MAX,
        };
        Ok((number <= most).then_some(number))
    }

    /// Goes past a value.
    fn value(&mut self, key: &str, kind: u32, depth: u32) -> Result<(), Fault> {
        match (kind, width(kind)) {
            (_, Some(width)) => self.reader.skip(width)?,
            (8, _) => self.reader.skip_text()?,
            (9, _) if depth < MAX_DEPTH => self.array(key, depth)?,
            (9, _) => {
                let key = shortened(key);
                return Err(Fault::Wrong(format!(
                    "arrays nested too deep under \"{key}\""
                )));
            }
            _ => {
                let key = shortened(key);
                return Err(Fault::Wrong(format!(
                    "unknown kind of value {kind} under \"{key}\""
                )));
            }
        }
        Ok(())
    }

    /// An array that is kept where it holds whole numbers: one for each layer.
    fn list(&mut self, key: String) -> Result<(), Fault> {
        let kind = self.reader.u32()?;
        let count = self.reader.u64()?;
        if !matches!(kind, 4 | 5 | 10 | 11) || count > MAX_LIST {
            self.elements(&key, (kind, count), 0)?;
            self.metadata.others.insert(key, "[]".to_owned());
            return Ok(());
        }
        let mut list = Some(Vec::new());
        for _ in 0..count {
            let number = self.whole(kind)?;
            list = list.zip(number).map(|(mut list, number)| {
                list.push(number);
                list
            });
        }
        self.metadata
            .lists
            .extend(list.map(|numbers| (key, numbers)));
        Ok(())
    }

    fn array(&mut self, key: &str, depth: u32) -> Result<(), Fault> {
        let kind = self.reader.u32()?;
        let count = self.reader.u64()?;
        if key == "tokenizer.ggml.tokens" && depth == 0 {
            self.metadata.words = Some(count);
        }
        self.elements(key, (kind, count), depth)
    }

    /// Goes past the elements of an array.
    fn elements(&mut self, key: &str, (kind, count): (u32, u64), depth: u32) -> Result<(), Fault> {
        if let Some(width) = width(kind) {
            let bytes = count.saturating_mul(width);
            self.reader.skip(bytes)?;
            return Ok(());
        }
        self.elements = self.elements.saturating_add(count);
        if self.elements > MAX_ELEMENTS {
            let key = shortened(key);
            return Err(Fault::Wrong(format!("too many elements under \"{key}\"")));
        }
        for _ in 0..count {
            self.value(key, kind, depth + 1)?;
        }
        Ok(())
    }

    fn tensor(&mut self) -> Result<Said, Fault> {
        let name = self.reader.text("the name of a tensor", MAX_NAME)?;
        let shown = shortened(&name);
        let wrong = |what: String| Err(Fault::Wrong(format!("tensor \"{shown}\" {what}")));
        let rank = self.reader.u32()?;
        if rank > MAX_RANK {
            return wrong(format!("has {rank} sizes, and at most {MAX_RANK} are read"));
        }
        // Innermost first in the file, outermost first here.
        let mut shape = Vec::new();
        for _ in 0..rank {
            shape.push(self.reader.u64()?);
        }
        shape.reverse();
        let id = self.reader.u32()?;
        let Some(storage) = types::storage(id) else {
            return wrong(format!("has the unknown type {id}"));
        };
        let offset = self.reader.u64()?;
        let Some(elements) = product(&shape) else {
            return wrong(format!("has too many elements: {}", shape_text(&shape)));
        };
        let Some(bytes) = storage.bytes(elements) else {
            let (shape, dtype) = (shape_text(&shape), storage.name);
            return wrong(format!("of {dtype} {shape} fills no whole blocks"));
        };
        Ok(Said {
            name,
            storage,
            shape,
            elements,
            bytes,
            offset,
        })
    }
}

/// The bytes of a value of a kind, where all have as many.
fn width(kind: u32) -> Option<u64> {
    match kind {
        0 | 1 | 7 => Some(1),
        2 | 3 => Some(2),
        4..=6 => Some(4),
        10..=12 => Some(8),
        _ => None,
    }
}
