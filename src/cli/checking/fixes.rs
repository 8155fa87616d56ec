//! Writing what is certain: to the file, or as a difference.

use std::path::Path;

use super::form::Checked;
use crate::check::Options;
use crate::cli::files;
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::document::Reading;
use crate::render;
use crate::tasks;

/// Mends a document: the difference as text; and where it is to be written, the file has it.
///
/// # Errors
/// A file that cannot be written.
pub(in crate::cli) fn fixed(
    path: &Path,
    source: &Source,
    reading: &Reading,
    options: &Options,
    write: bool,
    checked: &mut Checked,
) -> Result<(String, usize), Diagnostic> {
    let fixed = tasks::fix(source, reading, options);
    let difference = render::check::difference(source, fixed.report.document.file.text());
    if fixed.edits > 0 && write {
        if path == Path::new("-") {
            let message = "standard input cannot be written to";
            let hint = "take `--fix` away; `--diff` shows what it would write";
            return Err(Diagnostic::error(Code::USAGE, message).hint(hint));
        }
        files::rewrite(path, source, fixed.report.document.file.text())?;
    }
    if write {
        checked.reports.push(fixed.report);
    } else {
        checked
            .reports
            .push(tasks::check_as(source, reading, options));
    }
    Ok((difference, fixed.edits))
}
