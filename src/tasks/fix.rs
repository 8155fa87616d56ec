//! `check --fix`: writes what has exactly one right answer.

use super::check::check_as;
use crate::check::{Options, Report};
use crate::diagnostic::{Source, Span};
use crate::document::Reading;
use crate::render::check::replacement;

/// How often a text is gone through; what is written may show more that can be.
const MAX_ROUNDS: usize = 8;

/// How many corrections are tried one by one where all together make it no better.
const MAX_SINGLE: usize = 64;

/// A document as it is after its corrections.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The report on the text as it is now; the text is its file.
    pub report: Report,
    /// How many places were written.
    pub edits: usize,
}

/// A text to write in place of a stretch of the file.
#[derive(Clone, Debug)]
struct Edit {
    span: Span,
    text: String,
}

/// Writes the corrections of a document that are certain: each leaves fewer lines that are wrong or
/// to be written otherwise, or it is not made. A second time there is nothing left to do.
///
/// ```
/// use longhand::check::Options;
/// use longhand::diagnostic::Source;
/// use longhand::document::Reading;
/// use longhand::tasks::fix;
///
/// let source = Source::new("a.md", "In all $12*32*4096^2 + 32000*4096 ≈ 6.55B$.\n");
/// let fixed = fix(&source, &Reading::default(), &Options::default());
/// assert_eq!(fixed.edits, 1);
/// assert_eq!(fixed.report.document.file.text(), "In all $12*32*4096^2 + 32000*4096 ≈ 6.57B$.\n");
/// ```
pub fn fix(source: &Source, reading: &Reading, options: &Options) -> Fixed {
    let check = |text: String| check_as(&Source::new(source.name(), text), reading, options);
    let mut fixed = Fixed {
        report: check_as(source, reading, options),
        edits: 0,
    };
    for _ in 0..MAX_ROUNDS {
        let edits = certain(&fixed.report);
        if edits.is_empty() {
            break;
        }
        let text = fixed.report.document.file.text();
        let together = check(applied(text, &edits));
        if is_better(&together, &fixed.report) {
            fixed.report = together;
            fixed.edits += edits.len();
            continue;
        }
        let mut goes_on = false;
        // From the end, so that the places before stay where they are.
        for edit in edits.iter().rev().take(MAX_SINGLE) {
            let one = std::slice::from_ref(edit);
            let alone = check(applied(fixed.report.document.file.text(), one));
            if is_better(&alone, &fixed.report) {
                fixed.report = alone;
                fixed.edits += 1;
                goes_on = true;
            }
        }
        if !goes_on {
            break;
        }
    }
    fixed
}

/// Whether a text says as much as it did, and less of it is wrong.
fn is_better(after: &Report, before: &Report) -> bool {
    let says = |report: &Report| (report.claims.len(), report.given.len());
    says(after) == says(before) && weight(after) < weight(before)
}

/// What a correction must lessen: what is wrong first, then what should be written otherwise.
fn weight(report: &Report) -> (usize, usize) {
    let summary = report.summary();
    let wrong = summary.wrong + summary.undecided + summary.unread;
    (wrong, summary.warnings)
}

/// The corrections that are certain and that no comment hides, in order, none within another.
fn certain(report: &Report) -> Vec<Edit> {
    let document = &report.document;
    let mut edits: Vec<Edit> = Vec::new();
    for claim in &report.claims {
        let is_hidden = report
            .hidden_by(claim.verdict.code(), claim.sign.start)
            .is_some();
        if let Some(replaced) = replacement(claim)
            && replaced.is_certain
            && !is_hidden
            && document.is_whole_in_file(replaced.span)
        {
            edits.push(Edit {
                span: document.span_in_file(replaced.span),
                text: document.as_in_file(&replaced.text),
            });
        }
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut end = 0;
    edits.retain(|edit| {
        let is_apart = edit.span.start >= end;
        if is_apart {
            end = edit.span.end;
        }
        is_apart
    });
    edits
}

fn applied(text: &str, edits: &[Edit]) -> String {
    let mut written = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        written.push_str(text.get(at..edit.span.start).unwrap_or_default());
        written.push_str(&edit.text);
        at = edit.span.end;
    }
    written.push_str(text.get(at..).unwrap_or_default());
    written
}
