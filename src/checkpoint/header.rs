//! The header of a safetensors file: 8 bytes with its length, then JSON.

use std::collections::BTreeMap;
use std::fmt;

use safetensors::Dtype;
use serde::de::{Error, IgnoredAny, MapAccess};

use super::tensor::{Storage, Tensor, product, shape_text};
use super::unique::{Named, Unique, shortened, words};
use super::{Opened, ShardFile};
use crate::diagnostic::{Code, Diagnostic};

/// The most bytes of a header, by the format's own rule.
const MAX_HEADER: u64 = 100_000_000;

/// The most sizes of a tensor.
const MAX_RANK: usize = 16;

/// The longest name of a tensor.
const MAX_NAME: usize = 1024;

/// How a Git LFS pointer begins, which lies where a file was not downloaded.
const POINTER: &[u8] = b"version ";

/// A member of a header: a tensor, or the free texts that stand beside the tensors.
#[derive(Debug)]
enum Member {
    Tensor(Described),
    Text,
}

/// What a header says of a tensor.
#[derive(Debug)]
struct Described {
    dtype: String,
    shape: Vec<u64>,
    data_offsets: (u64, u64),
}

/// Reads the header of a file, the number `file` of its checkpoint, and adds its tensors.
pub(super) fn read(
    opened: &mut dyn Opened,
    name: &str,
    file: usize,
    tensors: &mut Vec<Tensor>,
) -> Result<ShardFile, Diagnostic> {
    let at = File { name };
    let bytes = opened.bytes();
    let json = at.json(opened)?;
    let header_bytes = 8 + json.len() as u64;
    let members: Unique<Member> = serde_json::from_slice(&json)
        .map_err(|error| at.wrong(format!("its header cannot be read: {}", words(&error))))?;
    drop(json);
    let mut ranges = Vec::new();
    for (tensor, member) in members.0 {
        if let Member::Tensor(described) = member {
            let offsets = described.data_offsets;
            let tensor = at.tensor(tensor, described, file)?;
            ranges.push((offsets.0, offsets.1, tensors.len()));
            tensors.push(tensor);
        }
    }
    at.ranges(ranges, tensors, bytes - header_bytes)?;
    Ok(ShardFile {
        name: name.to_owned(),
        bytes,
        header_bytes,
    })
}

/// The file that messages name.
struct File<'n> {
    name: &'n str,
}

impl File<'_> {
    fn wrong(&self, what: impl fmt::Display) -> Diagnostic {
        Diagnostic::error(Code::HEADER, format!("{}: {what}", self.name))
    }

    /// The bytes of the header, its length held against the file.
    fn json(&self, opened: &mut dyn Opened) -> Result<Vec<u8>, Diagnostic> {
        let bytes = opened.bytes();
        let failed = |trouble: super::Trouble| {
            let message = format!("cannot read {}: {}", self.name, trouble.words());
            Diagnostic::error(Code::FILE, message)
        };
        let start = opened.read(0, 8).map_err(failed)?;
        let Ok(length) = <[u8; 8]>::try_from(start.as_slice()) else {
            let hint = "download the file again";
            return Err(self
                .wrong(format!(
                    "it has {bytes} bytes, and a header takes more than 8"
                ))
                .hint(hint));
        };
        if start == POINTER {
            let error = self.wrong("it is a Git LFS pointer, not the file that it points to");
            return Err(error.hint("download the file: git lfs pull"));
        }
        let length = u64::from_le_bytes(length);
        if length > MAX_HEADER {
            let error = self.wrong(format!(
                "its header would have {length} bytes, and at most {MAX_HEADER} are allowed"
            ));
            return Err(error.hint("is it a safetensors file?"));
        }
        if bytes - 8 < length {
            let error = self.wrong(format!(
                "its header would have {length} bytes, and the file ends after {bytes}"
            ));
            return Err(error.hint("download the file again"));
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let json = opened.read(8, length).map_err(failed)?;
        if json.len() != length {
            return Err(self.wrong("it ended while it was read"));
        }
        if json.first() != Some(&b'{') {
            return Err(self.wrong("its header does not begin with `{`"));
        }
        Ok(json)
    }

    fn tensor(&self, name: String, said: Described, file: usize) -> Result<Tensor, Diagnostic> {
        let shown = shortened(&name);
        let wrong = |what: String| self.wrong(format!("tensor \"{shown}\" {what}"));
        if name.is_empty() || name.len() > MAX_NAME {
            let length = name.len();
            return Err(wrong(format!("has a name of {length} bytes")));
        }
        let Some(storage) = storage(&said.dtype) else {
            let dtype = shortened(&said.dtype);
            return Err(wrong(format!("has the unknown dtype \"{dtype}\"")));
        };
        if said.shape.len() > MAX_RANK {
            let rank = said.shape.len();
            return Err(wrong(format!(
                "has {rank} sizes, and at most {MAX_RANK} are read"
            )));
        }
        let shape = shape_text(&said.shape);
        let Some(elements) = product(&said.shape) else {
            return Err(wrong(format!("has too many elements: {shape}")));
        };
        let (begin, end) = said.data_offsets;
        let Some(bytes) = storage.bytes(elements) else {
            let dtype = storage.name;
            return Err(wrong(format!("of {dtype} {shape} fills no whole bytes")));
        };
        if end.checked_sub(begin) != Some(bytes) {
            let dtype = storage.name;
            let error = wrong(format!(
                "of {dtype} {shape} takes {bytes} bytes, and its place is {begin} to {end}"
            ));
            return Err(error);
        }
        Ok(Tensor {
            name,
            storage,
            shape: said.shape,
            elements,
            bytes,
            file,
        })
    }

    /// That the tensors lie side by side and fill the data.
    fn ranges(
        &self,
        mut ranges: Vec<(u64, u64, usize)>,
        tensors: &[Tensor],
        data: u64,
    ) -> Result<(), Diagnostic> {
        ranges.sort_unstable();
        let name = |index: usize| {
            let tensor = tensors.get(index);
            shortened(tensor.map_or("", |tensor| &tensor.name))
        };
        let mut reached = 0;
        let mut before = None;
        for (begin, end, index) in ranges {
            let tensor = name(index);
            if begin < reached {
                let other = before.map(name).unwrap_or_default();
                return Err(self.wrong(format!(
                    "tensor \"{tensor}\" begins at byte {begin} of the data, inside \"{other}\""
                )));
            }
            if begin > reached {
                return Err(self.wrong(format!(
                    "no tensor holds the bytes {reached} to {begin} of the data, before \"{tensor}\""
                )));
            }
            if end > data {
                let error = self.wrong(format!(
                    "tensor \"{tensor}\" ends at byte {end} of the data, which has {data}"
                ));
                return Err(error.hint("the file is cut off: download it again"));
            }
            if end > begin {
                before = Some(index);
            }
            reached = end;
        }
        if reached < data {
            let rest = data - reached;
            return Err(self.wrong(format!("{rest} bytes after the last tensor belong to none")));
        }
        Ok(())
    }
}

impl<'de> Named<'de> for Member {
    fn read<A: MapAccess<'de>>(name: &str, map: &mut A) -> Result<Self, A::Error> {
        if name == "__metadata__" {
            // Texts under names of their own; only that they are texts is held.
            map.next_value::<Unique<String>>().map(|_| Self::Text)
        } else {
            let Unique(fields) = map.next_value()?;
            Described::of(fields).map(Self::Tensor)
        }
    }
}

/// One of the things that describe a tensor.
enum Field {
    Dtype(String),
    Shape(Vec<u64>),
    Offsets((u64, u64)),
    Other,
}

impl<'de> Named<'de> for Field {
    fn read<A: MapAccess<'de>>(name: &str, map: &mut A) -> Result<Self, A::Error> {
        match name {
            "dtype" => map.next_value().map(Self::Dtype),
            "shape" => map.next_value().map(Self::Shape),
            "data_offsets" => map.next_value().map(Self::Offsets),
            _ => map.next_value::<IgnoredAny>().map(|_| Self::Other),
        }
    }
}

impl Described {
    fn of<E: Error>(mut fields: BTreeMap<String, Field>) -> Result<Self, E> {
        let (dtype, shape) = (fields.remove("dtype"), fields.remove("shape"));
        match (dtype, shape, fields.remove("data_offsets")) {
            (Some(Field::Dtype(dtype)), Some(Field::Shape(shape)), Some(Field::Offsets(at))) => {
                Ok(Self {
                    dtype,
                    shape,
                    data_offsets: at,
                })
            }
            (None, ..) => Err(E::missing_field("dtype")),
            (_, None, _) => Err(E::missing_field("shape")),
            _ => Err(E::missing_field("data_offsets")),
        }
    }
}

/// A dtype of the format by its name.
fn storage(name: &str) -> Option<Storage> {
    let dtype: Dtype = serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()?;
    let name = match dtype {
        Dtype::BOOL => "BOOL",
        Dtype::F4 => "F4",
        Dtype::F6_E2M3 => "F6_E2M3",
        Dtype::F6_E3M2 => "F6_E3M2",
        Dtype::U8 => "U8",
        Dtype::I8 => "I8",
        Dtype::F8_E5M2 => "F8_E5M2",
        Dtype::F8_E4M3 => "F8_E4M3",
        Dtype::F8_E8M0 => "F8_E8M0",
        Dtype::F8_E4M3FNUZ => "F8_E4M3FNUZ",
        Dtype::F8_E5M2FNUZ => "F8_E5M2FNUZ",
        Dtype::I16 => "I16",
        Dtype::U16 => "U16",
        Dtype::F16 => "F16",
        Dtype::BF16 => "BF16",
        Dtype::I32 => "I32",
        Dtype::U32 => "U32",
        Dtype::F32 => "F32",
        Dtype::C64 => "C64",
        Dtype::F64 => "F64",
        Dtype::I64 => "I64",
        Dtype::U64 => "U64",
        _ => return None,
    };
    Some(Storage {
        name,
        block: 1,
        bits: u32::try_from(dtype.bitsize()).ok()?,
        is_integer: name.starts_with(['I', 'U']) || name == "BOOL",
    })
}
