//! Where a checkpoint lies in a folder: one file, several with an index, or a hub cache.

use super::index::Index;
use super::shard::{self, joined};
use super::unique::shortened;
use super::{Checkpoint, Files, Trouble};
use crate::diagnostic::{Code, Diagnostic};

/// The end of a name that tells an index.
const INDEX: &str = ".safetensors.index.json";

/// How the folder of a model in the hub's cache begins.
pub const CACHED: &str = "models--";

/// A checkpoint as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// One safetensors file.
    Single(String),
    /// Several, named by an index.
    Indexed(String),
    /// Several whose names count them.
    Counted(Vec<String>),
    /// GGUF files.
    Gguf(Vec<String>),
}

impl Checkpoint {
    /// Reads the headers of a checkpoint: of a file, or of what a folder holds. The path is
    /// relative to `files` and empty for the folder itself.
    ///
    /// A folder holds one `.safetensors` file, several with an index, several that count themselves
    /// (`model-00001-of-00003.safetensors`), or GGUF; a folder of the hub's cache
    /// (`models--ORG--NAME`) is entered at the snapshot that its `refs/main` names, else at its
    /// only one.
    ///
    /// # Errors
    /// A path without a checkpoint, a missing shard, a path that leads out of the folder, and
    /// every header that does not fit its file; each names the file and the tensor.
    pub fn read(files: &dyn Files, path: &str) -> Result<Self, Diagnostic> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        match find(files, path)? {
            Found::Single(name) => shard::all(files, &[name], None),
            Found::Counted(names) => shard::all(files, &names, None),
            Found::Gguf(names) => super::gguf::all(files, &names),
            Found::Indexed(name) => {
                let index = Index::read(files, &name)?;
                let folder = name.rsplit_once('/').map_or(folder, |(folder, _)| folder);
                let shards = index.shards().into_iter();
                let shards: Vec<String> = shards.map(|shard| joined(folder, shard)).collect();
                shard::all(files, &shards, Some((&index, folder)))
            }
        }
    }

    /// Where the configuration of a checkpoint is expected: beside its files.
    pub fn folder(&self) -> &str {
        let first = self.files.first().map_or("", |file| file.name.as_str());
        first.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// What a path holds.
fn find(files: &dyn Files, path: &str) -> Result<Found, Diagnostic> {
    if path.ends_with(INDEX) {
        return Ok(Found::Indexed(path.to_owned()));
    }
    if path.ends_with(".safetensors") {
        return Ok(Found::Single(path.to_owned()));
    }
    if is_gguf(path) {
        return Ok(Found::Gguf(vec![path.to_owned()]));
    }
    let entries = entries(files, path)?;
    if let Some(snapshot) = snapshot_among(files, path, &entries)? {
        return find(files, &snapshot);
    }
    let holds = |name: &String| entries.contains(name);
    let in_folder = |name: &str| joined(path, name);
    let model = "model.safetensors".to_owned();
    if holds(&model) {
        return Ok(Found::Single(in_folder(&model)));
    }
    let ending = |end: &str| {
        let fitting = entries.iter().filter(|name| name.ends_with(end));
        fitting.cloned().collect::<Vec<String>>()
    };
    let indexes = ending(INDEX);
    let model_index = format!("model{INDEX}");
    if let Some(name) = indexes.iter().find(|name| **name == model_index) {
        return Ok(Found::Indexed(in_folder(name)));
    }
    if let [name] = indexes.as_slice() {
        return Ok(Found::Indexed(in_folder(name)));
    }
    let gguf: Vec<String> = entries.iter().filter(|n| is_gguf(n)).cloned().collect();
    for (found, is_safetensors) in [(ending(".safetensors"), true), (gguf, false)] {
        let names = match found.as_slice() {
            [] => continue,
            [name] if count_of(name).is_none() => found,
            several => counted(path, several)?,
        };
        let mut names: Vec<String> = names.iter().map(|name| in_folder(name)).collect();
        names.sort();
        return Ok(match (is_safetensors, names.as_slice()) {
            (true, [name]) => Found::Single(name.clone()),
            (true, _) => Found::Counted(names),
            (false, _) => Found::Gguf(names),
        });
    }
    let message = format!("{} holds no safetensors and no GGUF file", shown(path));
    let error = Diagnostic::error(Code::FILE, message);
    Err(match entries.iter().find(|name| name.starts_with(CACHED)) {
        Some(model) => error.hint(format!("name a model of this cache: {}", in_folder(model))),
        None => error.hint("name the folder with `model.safetensors` or its index"),
    })
}

fn is_gguf(name: &str) -> bool {
    let end = name.len().checked_sub(5).and_then(|at| name.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(".gguf"))
}

/// A path as messages name it.
fn shown(path: &str) -> &str {
    if path.is_empty() { "the folder" } else { path }
}

fn entries(files: &dyn Files, path: &str) -> Result<Vec<String>, Diagnostic> {
    let entries = files.entries(path).map_err(|trouble| {
        let message = format!("cannot read {}: {}", shown(path), trouble.words());
        Diagnostic::error(Code::FILE, message)
    })?;
    let mut names: Vec<String> = entries.into_iter().map(|entry| entry.name).collect();
    names.sort();
    Ok(names)
}

/// The snapshot that a folder of the hub's cache, `models--ORG--NAME`, is entered at: the one that its `refs/main`
/// names, or its only one where there is no such file. Nothing where it is no such folder.
///
/// # Errors
/// No snapshot, several of which none is named, and one that is named and is not there.
pub fn snapshot(files: &dyn Files, path: &str) -> Result<Option<String>, Diagnostic> {
    let names = entries(files, path)?;
    snapshot_among(files, path, &names)
}

fn snapshot_among(
    files: &dyn Files,
    path: &str,
    names: &[String],
) -> Result<Option<String>, Diagnostic> {
    let holds = |name: &str| names.iter().any(|one| one == name);
    if !holds("snapshots") || !(holds("refs") || holds("blobs")) {
        return Ok(None);
    }
    let folder = joined(path, "snapshots");
    let revisions = entries(files, &folder)?;
    let offer = revisions.iter().take(5).map(|one| joined(&folder, one));
    let offer = offer.collect::<Vec<String>>().join(", ");
    let offer = format!("name one of them: {offer}");
    let failed = |message: String| Err(Diagnostic::error(Code::FILE, message));
    let main = joined(path, "refs/main");
    match (revision(files, &main)?, revisions.as_slice()) {
        (_, []) => failed(format!("{folder} holds no snapshot"))
            .map_err(|error| error.hint("download the model once more")),
        (Some(said), several) if several.contains(&said) => Ok(Some(joined(&folder, &said))),
        (Some(said), _) => {
            let said = shortened(&said);
            failed(format!(
                "{main} names \"{said}\", which {folder} does not hold"
            ))
            .map_err(|error| error.hint(offer))
        }
        (None, [revision]) => Ok(Some(joined(&folder, revision))),
        (None, several) => failed(format!(
            "{main} is missing, and {folder} holds {} snapshots",
            several.len()
        ))
        .map_err(|error| error.hint(offer)),
    }
}

/// The revision that a file of `refs` holds.
fn revision(files: &dyn Files, path: &str) -> Result<Option<String>, Diagnostic> {
    let read = files.open(path).and_then(|mut file| file.read(0, 256));
    match read {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned())),
        Err(Trouble::Missing) => Ok(None),
        Err(trouble) => {
            let message = format!("cannot read {path}: {}", trouble.words());
            Err(Diagnostic::error(Code::FILE, message))
        }
    }
}

/// Files whose names count them, `model-00001-of-00003.safetensors`, all of them.
fn counted(path: &str, names: &[String]) -> Result<Vec<String>, Diagnostic> {
    let counts: Vec<(String, u32, u32)> = names.iter().filter_map(|n| count_of(n)).collect();
    let first = counts.first().filter(|_| counts.len() == names.len());
    let Some((stem, _, of)) = first else {
        let message = format!(
            "{} holds {} files and no index: {}",
            shown(path),
            names.len(),
            names
                .iter()
                .take(5)
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", ")
        );
        return Err(Diagnostic::error(Code::FILE, message).hint("name one of them"));
    };
    let differs = |(stem_2, _, of_2): &&(String, u32, u32)| stem_2 != stem || of_2 != of;
    if counts.iter().any(|count| differs(&count)) {
        let message = format!("{} holds files of several checkpoints", shown(path));
        return Err(Diagnostic::error(Code::FILE, message).hint("name one of their files"));
    }
    if let Some(missing) = (1..=*of).find(|n| !counts.iter().any(|(_, number, _)| number == n)) {
        let message = format!("{} lacks file {missing} of {of} of {stem}", shown(path));
        let hint = "download it, or name a single file";
        return Err(Diagnostic::error(Code::INDEX, message).hint(hint));
    }
    Ok(names.to_vec())
}

/// `("model", 1, 3)` of `model-00001-of-00003.safetensors`.
fn count_of(name: &str) -> Option<(String, u32, u32)> {
    let (rest, end) = name.rsplit_once('.')?;
    let (rest, of) = rest.rsplit_once("-of-")?;
    let (stem, number) = rest.rsplit_once('-')?;
    let of: u32 = of.parse().ok().filter(|of| *of <= 100_000)?;
    Some((format!("{stem}.{end}"), number.parse().ok()?, of))
}
