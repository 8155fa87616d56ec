//! The folder of a checkpoint on disk, which nothing leaves.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};

use crate::checkpoint::{CACHED, Checkpoint, Entry, Files, Opened, Trouble, snapshot};
use crate::diagnostic::{Code, Diagnostic};

/// The most entries of a folder that are looked at.
const MAX_ENTRIES: usize = 100_000;

/// A folder; files are opened inside it, wherever their links lead.
pub(super) struct Folder {
    root: PathBuf,
}

/// A checkpoint and the configuration beside it, where there is one.
pub(super) struct Found {
    pub(super) checkpoint: Checkpoint,
    pub(super) config: Option<PathBuf>,
}

/// Reads the headers of a checkpoint: a folder or a file.
pub(super) fn read(path: &Path) -> Result<Found, Diagnostic> {
    let failed = |error: &io::Error| {
        let message = format!("cannot read {}: {error}", path.display());
        Diagnostic::error(Code::FILE, message)
    };
    let is_folder = fs::metadata(path).map_err(|error| failed(&error))?.is_dir();
    // The last name of a file stays as it is: in the hub's cache it is a link.
    let (folder, name) = if is_folder {
        (path.canonicalize(), String::new())
    } else {
        let parent = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let parent = parent.unwrap_or(Path::new(".")).canonicalize();
        (parent, name.unwrap_or_default())
    };
    let folder = folder.map_err(|error| failed(&error))?;
    // Links of a snapshot lead into the folder of its model.
    let cached = folder.ancestors().find(|ancestor| {
        let name = ancestor.file_name().map(|name| name.to_string_lossy());
        name.is_some_and(|name| name.starts_with(CACHED))
    });
    let root = cached.unwrap_or(&folder).to_path_buf();
    let below = folder.strip_prefix(&root).unwrap_or(Path::new(""));
    let mut parts: Vec<String> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if !name.is_empty() {
        parts.push(name);
    }
    let files = Folder { root };
    let checkpoint = Checkpoint::read(&files, &parts.join("/"))?;
    let config = files.root.join(checkpoint.folder()).join("config.json");
    let config = config.exists().then_some(config);
    if let Some(config) = &config {
        files.inside(config).map_err(|trouble| {
            let message = format!("cannot read {}: {}", config.display(), trouble.words());
            Diagnostic::error(Code::FILE, message)
        })?;
    }
    Ok(Found { checkpoint, config })
}

/// The configuration in a folder of the hub's cache; nothing where it is no such folder.
pub(super) fn cached_config(path: &Path) -> Result<Option<PathBuf>, Diagnostic> {
    let Ok(root) = path.canonicalize() else {
        return Ok(None);
    };
    let files = Folder { root };
    let snapshot = snapshot(&files, "")?;
    let config = snapshot.map(|snapshot| path.join(snapshot).join("config.json"));
    Ok(config.filter(|config| config.exists()))
}

impl Folder {
    /// A path of the folder; wherever its links lead, it is inside.
    fn inside(&self, path: &Path) -> Result<PathBuf, Trouble> {
        let real = path.canonicalize().map_err(|error| trouble(&error))?;
        if real.starts_with(&self.root) {
            Ok(real)
        } else {
            Err(Trouble::Outside)
        }
    }

    fn path(&self, name: &str) -> Result<PathBuf, Trouble> {
        let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
        if !Path::new(name).components().all(is_plain) {
            return Err(Trouble::Outside);
        }
        self.inside(&self.root.join(name))
    }
}

fn trouble(error: &io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::NotFound => Trouble::Missing,
        _ => Trouble::Other(error.to_string()),
    }
}

impl Files for Folder {
    fn entries(&self, folder: &str) -> Result<Vec<Entry>, Trouble> {
        let entries = fs::read_dir(self.path(folder)?).map_err(|error| trouble(&error))?;
        let mut found = Vec::new();
        for entry in entries.take(MAX_ENTRIES) {
            let entry = entry.map_err(|error| trouble(&error))?;
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            // A name that is no text is none that a checkpoint has.
            if let Ok(name) = entry.file_name().into_string() {
                found.push(Entry { name, is_folder });
            }
        }
        Ok(found)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Opened>, Trouble> {
        let path = self.path(path)?;
        let metadata = fs::metadata(&path).map_err(|error| trouble(&error))?;
        if !metadata.is_file() {
            return Err(Trouble::Other("it is no file".to_owned()));
        }
        let file = File::open(&path).map_err(|error| trouble(&error))?;
        Ok(Box::new(OnDisk {
            file,
            bytes: metadata.len(),
        }))
    }
}

struct OnDisk {
    file: File,
    bytes: u64,
}

impl Opened for OnDisk {
    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn read(&mut self, at: u64, length: usize) -> Result<Vec<u8>, Trouble> {
        self.file
            .seek(SeekFrom::Start(at))
            .map_err(|error| trouble(&error))?;
        let mut bytes = Vec::new();
        let mut part = (&mut self.file).take(length as u64);
        part.read_to_end(&mut bytes)
            .map_err(|error| trouble(&error))?;
        Ok(bytes)
    }
}
