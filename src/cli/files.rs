//! Reading what commands are given, and writing what they make.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::minus;
use crate::diagnostic::{Code, Diagnostic, Source};

/// The most bytes of one input.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The mark that some editors put in front of UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// What `-` stands for in messages.
const STDIN: &str = "<stdin>";

/// An expression argument: itself, or standard input for `-`.
pub(super) fn expression(argument: &str) -> Result<Source, Diagnostic> {
    if argument == "-" {
        return standard_input();
    }
    match misplaced(argument) {
        Some(error) => Err(error),
        None => Ok(Source::new("<expression>", minus::as_typed(argument))),
    }
}

/// A file of formulas where an expression belongs.
fn misplaced(argument: &str) -> Option<Diagnostic> {
    let path = Path::new(argument);
    let ending = path.extension()?.to_str()?;
    if ending != "lh" && !path.is_file() {
        return None;
    }
    let message = format!("`{argument}` is a file, and an expression is expected here");
    let error = Diagnostic::error(Code::USAGE, message);
    Some(error.hint(format!(
        "`longhand derive {argument}` works out what a formula file says; an expression is typed, or read with `-`: `echo 2h^2 | longhand eval -`"
    )))
}

/// A file argument, or standard input for `-`.
pub(super) fn file(path: &Path) -> Result<Source, Diagnostic> {
    file_up_to(path, MAX_BYTES)
}

/// A file argument of at most so many bytes, or standard input for `-`.
pub(super) fn file_up_to(path: &Path, most: u64) -> Result<Source, Diagnostic> {
    if path == Path::new("-") {
        return standard_input();
    }
    let name = path.display().to_string();
    let read = File::open(path).and_then(|file| {
        let bytes = file.metadata()?.len();
        if bytes > most {
            let message = format!("it has {bytes} bytes, and at most {most} are read");
            return Err(io::Error::other(message));
        }
        read_all(file)
    });
    let bytes = read.map_err(|error| unreadable(&name, &error))?;
    text(&name, bytes)
}

fn standard_input() -> Result<Source, Diagnostic> {
    let bytes = read_all(io::stdin().lock()).map_err(|error| unreadable(STDIN, &error))?;
    text(STDIN, bytes)
}

fn read_all(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::other("it is larger than 256 MiB"));
    }
    Ok(bytes)
}

fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error(Code::FILE, format!("cannot read {name}: {error}"))
}

/// The text of bytes that must be UTF-8, without the mark that some editors put in front.
fn text(name: &str, bytes: Vec<u8>) -> Result<Source, Diagnostic> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(
            name,
            text.strip_prefix('\u{feff}').unwrap_or(&text),
        )),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let good = error.as_bytes().get(..at).unwrap_or_default();
            let line = good.split(|&byte| byte == b'\n').count();
            let message = format!("{name} is not UTF-8: byte {at}, in line {line}");
            let hint = "save it as UTF-8, or convert it: iconv -f LATIN1 -t UTF-8";
            Err(Diagnostic::error(Code::ENCODING, message).hint(hint))
        }
    }
}

/// Another file of the folder of a formula file; nothing outside that folder is read.
pub(super) fn beside(file: &Path, name: &str) -> Result<Source, Diagnostic> {
    let folder = file
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let failed = |error: io::Error| unreadable(name, &error);
    let folder = folder
        .unwrap_or(Path::new("."))
        .canonicalize()
        .map_err(failed)?;
    let path = folder.join(name).canonicalize().map_err(failed)?;
    if !path.starts_with(&folder) {
        let error = io::Error::other("it lies outside the folder of the formula file");
        return Err(unreadable(name, &error));
    }
    let bytes = File::open(&path).and_then(read_all).map_err(failed)?;
    text(name, bytes)
}

/// Writes a file as a whole or not at all: to a neighbour first, which is then renamed.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let failed = |error: io::Error| {
        Diagnostic::error(
            Code::FILE,
            format!("cannot write {}: {error}", path.display()),
        )
    };
    let name = path
        .file_name()
        .ok_or_else(|| failed(io::Error::other("it has no file name")))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}.tmp", std::process::id()));
    let temporary: PathBuf = path.with_file_name(hidden);
    let written = File::create_new(&temporary)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())
                .and_then(|()| file.sync_all())
        })
        .and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| {
        // The neighbour is of no use to anyone; that it may not exist is fine.
        let _ = fs::remove_file(&temporary);
        failed(error)
    })
}

/// Puts a text in the place of what was read of a file, as a whole or not at all, and leaves what else
/// belongs to the file as it is: its permissions, the link that leads to it, the mark in front.
///
/// # Errors
/// A file that may not be written, or that is no longer what was read.
pub(super) fn rewrite(path: &Path, before: &Source, text: &str) -> Result<(), Diagnostic> {
    let written = || -> io::Result<()> {
        let target = path.canonicalize()?;
        let permissions = fs::metadata(&target)?.permissions();
        if permissions.readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let bytes = File::open(&target).and_then(read_all)?;
        let mark: &[u8] = if bytes.starts_with(MARK) { MARK } else { b"" };
        if bytes.strip_prefix(mark) != Some(before.text().as_bytes()) {
            return Err(io::Error::other("it was changed while it was checked"));
        }
        let folder = target.parent().unwrap_or(Path::new("."));
        let mut temporary = tempfile::Builder::new()
            .prefix(".longhand")
            .tempfile_in(folder)?;
        temporary.write_all(mark)?;
        temporary.write_all(text.as_bytes())?;
        fs::set_permissions(temporary.path(), permissions)?;
        temporary.as_file().sync_all()?;
        temporary.persist(&target)?;
        Ok(())
    };
    written().map_err(|error| {
        let message = format!("cannot write {}: {error}", path.display());
        Diagnostic::error(Code::FILE, message)
    })
}

/// A path below the folder one is in without that folder in front, as messages name it.
pub(super) fn as_seen_from_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let below = here.ok().and_then(|here| path.strip_prefix(here).ok());
    below.unwrap_or(path).to_owned()
}
