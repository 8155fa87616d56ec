//! Several safetensors files as one checkpoint.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::index::Index;
use super::unique::{MAX_TENSORS, shortened};
use super::{Checkpoint, Files, Format, Metadata, Opened, ShardFile, Tensor, Trouble, header};
use crate::diagnostic::{Code, Diagnostic};

/// Reads the headers of all files; what an index says is held against them.
pub(super) fn all(
    files: &dyn Files,
    names: &[String],
    index: Option<(&Index, &str)>,
) -> Result<Checkpoint, Diagnostic> {
    let mut shards = Vec::new();
    let mut tensors = Vec::new();
    for (file, name) in names.iter().enumerate() {
        let mut opened = open(files, name, index)?;
        shards.push(header::read(opened.as_mut(), name, file, &mut tensors)?);
        enough(&tensors)?;
    }
    let mut checkpoint = assembled(Format::Safetensors, shards, tensors)?;
    if let Some((index, folder)) = index {
        checkpoint.remarks = held(&checkpoint, index, folder)?;
    }
    Ok(checkpoint)
}

/// Files and tensors as one checkpoint, the tensors in order.
pub(super) fn assembled(
    format: Format,
    files: Vec<ShardFile>,
    mut tensors: Vec<Tensor>,
) -> Result<Checkpoint, Diagnostic> {
    tensors.sort_by(|one, other| in_order(&one.name, &other.name));
    let same = tensors.windows(2).find_map(|pair| match pair {
        [one, other] if one.name == other.name => Some((one, other)),
        _ => None,
    });
    if let Some((one, other)) = same {
        let name = |tensor: &Tensor| files.get(tensor.file).map_or("", |file| file.name.as_str());
        let tensor = shortened(&one.name);
        let message = if one.file == other.file {
            format!("tensor \"{tensor}\" stands twice in {}", name(one))
        } else {
            let (one, other) = (name(one), name(other));
            format!("tensor \"{tensor}\" stands twice: in {one} and in {other}")
        };
        return Err(Diagnostic::error(Code::HEADER, message));
    }
    Ok(Checkpoint {
        format,
        files,
        tensors,
        remarks: Vec::new(),
        metadata: Metadata::default(),
    })
}

/// That there are not too many tensors.
pub(super) fn enough(tensors: &[Tensor]) -> Result<(), Diagnostic> {
    if tensors.len() <= MAX_TENSORS {
        return Ok(());
    }
    let message = format!("more than {MAX_TENSORS} tensors");
    Err(Diagnostic::error(Code::LIMIT, message))
}

/// Opens a file; where an index names it, a missing one is the index's affair.
fn open(
    files: &dyn Files,
    name: &str,
    index: Option<(&Index, &str)>,
) -> Result<Box<dyn Opened>, Diagnostic> {
    files.open(name).map_err(|trouble| {
        let Some((index, folder)) = index.filter(|_| trouble == Trouble::Missing) else {
            let message = format!("cannot read {name}: {}", trouble.words());
            return Diagnostic::error(Code::FILE, message);
        };
        let lost = |(_, shard): &(&String, &String)| joined(folder, shard) == name;
        let mut lost = index.weight_map.iter().filter(lost);
        let first = lost.next().map_or("", |(tensor, _)| tensor.as_str());
        let message = format!(
            "{} names {name}, which does not exist: {} would lie there, such as \"{}\"",
            index.name,
            tensors_of(1 + lost.count()),
            shortened(first)
        );
        Diagnostic::error(Code::INDEX, message).hint("download the missing file")
    })
}

/// What an index says, held against the files: a tensor that is not where it says is an error,
/// the rest is told.
fn held(checkpoint: &Checkpoint, index: &Index, folder: &str) -> Result<Vec<String>, Diagnostic> {
    let mut there = BTreeMap::new();
    for tensor in &checkpoint.tensors {
        let file = checkpoint.files.get(tensor.file);
        there.insert(tensor.name.as_str(), file.map_or("", |file| &file.name));
    }
    for (tensor, shard) in &index.weight_map {
        if there.get(tensor.as_str()).copied() != Some(&joined(folder, shard)) {
            let message = format!(
                "{}: tensor \"{}\" is not in {}",
                index.name,
                shortened(tensor),
                shortened(shard)
            );
            return Err(Diagnostic::error(Code::INDEX, message));
        }
    }
    let mut remarks = Vec::new();
    let unnamed = checkpoint.tensors.len() - index.weight_map.len();
    if unnamed > 0 {
        let mut names = checkpoint.tensors.iter().map(|tensor| &tensor.name);
        let first = names.find(|name| !index.weight_map.contains_key(*name));
        let first = shortened(first.map_or("", String::as_str));
        let name = &index.name;
        remarks.push(format!(
            "{name} does not name {}, such as \"{first}\"",
            tensors_of(unnamed)
        ));
    }
    let bytes: u128 = checkpoint.tensors.iter().map(|t| u128::from(t.bytes)).sum();
    if let Some(said) = index.total_size
        && u128::from(said) != bytes
    {
        let name = &index.name;
        remarks.push(format!(
            "{name} says {said} bytes in all, and the tensors take {bytes}"
        ));
    }
    Ok(remarks)
}

/// So many tensors in words.
fn tensors_of(count: usize) -> String {
    let noun = if count == 1 { "tensor" } else { "tensors" };
    format!("{count} {noun}")
}

/// A path in a folder.
pub(super) fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// The order of names, runs of digits as numbers: layer 2 before layer 10.
fn in_order(one: &str, other: &str) -> Ordering {
    let mut sides = (one, other);
    loop {
        let ((left, one), (right, other)) = (run(sides.0), run(sides.1));
        let is_number = |run: &str| run.starts_with(|c: char| c.is_ascii_digit());
        let order = if is_number(left) && is_number(right) {
            let plain = |digits: &str| digits.trim_start_matches('0').len();
            plain(left).cmp(&plain(right)).then_with(|| left.cmp(right))
        } else {
            left.cmp(right)
        };
        if order != Ordering::Equal || left.is_empty() {
            return order;
        }
        sides = (one, other);
    }
}

/// The first run of digits or of others, and the rest.
fn run(text: &str) -> (&str, &str) {
    let is_digit = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != is_digit);
    text.split_at(end.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_in_their_order() {
        assert_eq!(in_order("layers.2.a", "layers.10.a"), Ordering::Less);
        assert_eq!(in_order("layers.10.a", "layers.10.b"), Ordering::Less);
        assert_eq!(in_order("a", "a.b"), Ordering::Less);
        assert_eq!(in_order("a1", "a1"), Ordering::Equal);
        // Not equal, so that the order is one of the names themselves.
        assert_ne!(in_order("a01", "a1"), Ordering::Equal);
    }
}
