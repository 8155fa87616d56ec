//! Which documents there are: files as they are named, and those in folders.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::settings::Found;
use crate::cli::files;
use crate::diagnostic::{Code, Diagnostic, Source};

/// The endings of the files that are taken from folders; comments of source files are read where
/// the file is named.
const ENDINGS: [&str; 13] = [
    "ipynb", "latex", "lh", "markdown", "md", "mdx", "qmd", "rmd", "rst", "tex", "text", "txt",
    "typ",
];

/// The documents that the arguments name, in their order, and what could not be looked into.
#[derive(Debug, Default)]
pub(in crate::cli) struct Documents {
    pub(in crate::cli) paths: Vec<PathBuf>,
    pub(in crate::cli) told: Vec<Diagnostic>,
}

impl Documents {
    /// Those of the arguments: a folder stands for the documents in it that `.gitignore` and
    /// `exclude` leave, sorted by path; each is taken once.
    ///
    /// # Errors
    /// What is wrong with a `longhand.toml`.
    pub(in crate::cli) fn of(
        arguments: &[PathBuf],
        found: &mut Found,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut documents = Self::default();
        let mut seen = BTreeSet::new();
        for path in arguments {
            if path.is_dir() {
                documents.folder(path, found, &mut seen)?;
            } else if seen.insert(without_dot(path)) {
                documents.paths.push(path.clone());
            }
        }
        Ok(documents)
    }

    fn folder(
        &mut self,
        folder: &Path,
        found: &mut Found,
        seen: &mut BTreeSet<PathBuf>,
    ) -> Result<(), Vec<Diagnostic>> {
        let before = self.paths.len() + self.told.len();
        let walk = WalkBuilder::new(folder)
            .require_git(false)
            .sort_by_file_path(Path::cmp)
            .build();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let message = format!("cannot look into a folder: {error}");
                    self.told.push(Diagnostic::error(Code::FILE, message));
                    continue;
                }
            };
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            if !is_file || !is_document(entry.path()) {
                continue;
            }
            let path = without_dot(entry.path());
            if !found.above(&path)?.excludes(&path) && seen.insert(path.clone()) {
                self.paths.push(path);
            }
        }
        if self.paths.len() + self.told.len() == before {
            let message = format!("there is no document in {}", folder.display());
            let hint = format!("documents end in .{}", ENDINGS.join(", ."));
            self.told
                .push(Diagnostic::warning(Code::FILE, message).hint(hint));
        }
        Ok(())
    }
}

/// `a.md` for `./a.md`, as people name it.
fn without_dot(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let ending = ending.to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str())
}

/// The text of a document.
pub(in crate::cli) fn document(path: &Path) -> Result<Source, Diagnostic> {
    let source = files::file(path)?;
    if let Some(at) = source.text().find('\0') {
        let message = format!("{} is no text: byte {at} is zero", source.name());
        let hint = "check the text it was made from";
        return Err(Diagnostic::error(Code::ENCODING, message).hint(hint));
    }
    Ok(source)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Documents, Found};

    #[test]
    fn a_file_with_two_names_is_taken_once() {
        let named = ["./a.md", "a.md", "b.md", "././b.md"].map(|name| Path::new(name).to_owned());
        let documents = Documents::of(&named, &mut Found::default()).unwrap();
        assert_eq!(documents.paths, [Path::new("./a.md"), Path::new("b.md")]);
    }
}
