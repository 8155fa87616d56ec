//! A file that grows by whole rows, and can be gone on with after a run was broken off.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::render::rows::RowForm;
use crate::tasks::Before;

/// Rows on their way to a file: they go to a neighbour called `NAME.part`, which takes the name of
/// the file when all are written. What a broken-off run leaves is that neighbour.
#[derive(Debug)]
pub(super) struct RowsFile {
    file: File,
    part: PathBuf,
    target: PathBuf,
}

impl RowsFile {
    /// A new file, or with `resume` the one that an earlier run has left, cut after its last whole
    /// row, and what it holds.
    pub(super) fn open(
        target: &Path,
        form: RowForm,
        resume: bool,
    ) -> io::Result<(Self, Option<Before>)> {
        let mut name = target.as_os_str().to_owned();
        name.push(".part");
        let part = PathBuf::from(name);
        let before = if resume && part.exists() {
            whole_rows(&part, form)?
        } else {
            None
        };
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(before.is_none());
        let mut file = options.open(&part)?;
        let (before, end) = before.map_or((None, 0), |(before, end)| (Some(before), end));
        file.set_len(end)?;
        file.seek(SeekFrom::End(0))?;
        Ok((
            Self {
                file,
                part,
                target: target.to_owned(),
            },
            before,
        ))
    }

    /// Gives the rows the name of the file.
    pub(super) fn finish(self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(self.part, self.target)
    }

    /// Leaves nothing behind where no row was written, nor by a run before.
    pub(super) fn abandon(self) {
        let is_empty = self.file.metadata().is_ok_and(|known| known.len() == 0);
        if is_empty {
            // An empty neighbour does no harm where it cannot be removed.
            let _ = fs::remove_file(self.part);
        }
    }

    /// Where the rows are until then.
    pub(super) fn part(&self) -> &Path {
        &self.part
    }
}

impl Write for RowsFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The whole rows of a file and where the last of them ends; `None` where not even the header is
/// whole.
fn whole_rows(path: &Path, form: RowForm) -> io::Result<Option<(Before, u64)>> {
    let mut ends = RowEnds {
        quoted: form == RowForm::Csv,
        ..RowEnds::default()
    };
    let mut header = if form == RowForm::Csv {
        None
    } else {
        Some(Vec::new())
    };
    let mut read = Vec::new();
    for byte in BufReader::new(File::open(path)?).bytes() {
        let byte = byte?;
        if header.is_none() {
            read.push(byte);
        }
        if ends.take(byte) && header.is_none() {
            header = Some(std::mem::take(&mut read));
            ends.rows = 0;
        }
    }
    let rows = ends.rows;
    Ok(header.map(|header| (Before { rows, header }, ends.end)))
}

/// Finds the ends of rows byte by byte; inside quotes a line goes on.
#[derive(Default)]
struct RowEnds {
    quoted: bool,
    inside: bool,
    at: u64,
    end: u64,
    rows: u64,
}

impl RowEnds {
    /// Takes one more byte; true where it ends a row.
    fn take(&mut self, byte: u8) -> bool {
        self.at += 1;
        if self.quoted && byte == b'"' {
            self.inside = !self.inside;
        }
        let ends = byte == b'\n' && !self.inside;
        if ends {
            self.end = self.at;
            self.rows += 1;
        }
        ends
    }
}
