//! Doing it again when a document changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diagnostic::{Code, Diagnostic, Outcome};

/// How long it has to be still before a change counts as whole: an editor writes a file in several
/// steps.
const STILL: Duration = Duration::from_millis(120);

/// Changes below the paths that were given.
pub(in crate::cli) struct Changes {
    events: Receiver<notify::Result<Event>>,
    /// It watches for as long as it is kept.
    _watcher: RecommendedWatcher,
    files: BTreeSet<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Changes {
    /// Watches files and folders. A file is watched through its folder, because editors put a new
    /// one in its place.
    ///
    /// # Errors
    /// A path that cannot be watched.
    pub(in crate::cli) fn below(paths: &[PathBuf]) -> Result<Self, Vec<Diagnostic>> {
        let (sender, events) = mpsc::channel();
        let mut watcher = notify::recommended_watcher(sender).map_err(|error| failed(&error))?;
        let (mut files, mut folders) = (BTreeSet::new(), Vec::new());
        let mut known = BTreeSet::new();
        for path in paths {
            if path == Path::new("-") {
                let message = "standard input cannot be watched";
                return Err(vec![Diagnostic::error(Code::USAGE, message)]);
            }
            let absolute = std::path::absolute(path).map_err(|error| {
                let message = format!("cannot watch {}: {error}", path.display());
                vec![Diagnostic::error(Code::FILE, message)]
            })?;
            let (folder, mode) = if path.is_dir() {
                folders.push(absolute.clone());
                (absolute, RecursiveMode::Recursive)
            } else {
                let folder = absolute.parent().map(Path::to_owned);
                files.insert(absolute);
                (folder.unwrap_or_default(), RecursiveMode::NonRecursive)
            };
            if known.insert(folder.clone()) {
                watcher
                    .watch(&folder, mode)
                    .map_err(|error| failed(&error))?;
            }
        }
        Ok(Self {
            events,
            _watcher: watcher,
            files,
            folders,
        })
    }

    /// Waits for a change and until it is still again; `false` where nothing can come any more.
    fn wait(&self) -> bool {
        loop {
            match self.events.recv() {
                Ok(event) if self.concerns(&event) => break,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
        while self.events.recv_timeout(STILL).is_ok() {}
        true
    }

    fn concerns(&self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else {
            return true;
        };
        if event.kind.is_access() {
            return false;
        }
        event.paths.iter().any(|path| {
            let is_settings = path.ends_with("longhand.toml");
            let is_below = self.folders.iter().any(|folder| path.starts_with(folder));
            // A neighbour that is renamed over its file says so in an event of the file.
            let is_temporary = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'));
            (self.files.contains(path) || is_settings || is_below) && !is_temporary
        })
    }
}

fn failed(error: &notify::Error) -> Vec<Diagnostic> {
    let message = format!("cannot watch: {error}");
    vec![Diagnostic::error(Code::FILE, message)]
}

/// Runs once, and again after each change, until nobody reads the reports any more.
///
/// # Errors
/// What the first run cannot do; later ones tell it and go on.
pub(in crate::cli) fn watch(
    changes: &Changes,
    mut run: impl FnMut() -> Result<Watching, Vec<Diagnostic>>,
) -> Result<Outcome, Vec<Diagnostic>> {
    while run()? == Watching::GoesOn && changes.wait() {}
    Ok(Outcome::Clean)
}

/// Whether somebody still reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Watching {
    GoesOn,
    Ends,
}
