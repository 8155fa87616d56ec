//! A report for people.

use super::finding::findings;
use crate::check::{Report, Summary};
use crate::diagnostic::Severity;
use crate::render::report;

/// The findings with their source lines and a line that sums up; notes are left out where the
/// check is quiet.
pub fn text(found: &Report, color: bool, quiet: bool) -> String {
    let mut told = findings(found);
    if quiet {
        told.retain(|found| found.severity == Severity::Error);
    }
    let mut text = report::text(&told, color);
    if !text.is_empty() && !quiet {
        text.push('\n');
    }
    if !quiet {
        let name = found.document.file.name();
        let summed = summary(&found.summary());
        text.extend([
            name, ": ", &summed, "
",
        ]);
    }
    text
}

/// `8 relations: 6 hold, 1 rounded or loose, 1 wrong; 3 given`.
pub fn summary(summary: &Summary) -> String {
    let judged = summary.holds + summary.warnings + summary.wrong + summary.undecided;
    let mut parts = Vec::new();
    let mut part = |count: usize, words: [&str; 2]| {
        if count > 0 {
            let [one, many] = words;
            parts.push(format!("{count} {}", if count == 1 { one } else { many }));
        }
    };
    part(summary.holds, ["holds", "hold"]);
    part(
        summary.warnings,
        ["to be written otherwise", "to be written otherwise"],
    );
    part(summary.wrong, ["wrong", "wrong"]);
    part(summary.undecided, ["undecided", "undecided"]);
    let claims = match judged {
        0 => "nothing is claimed".to_owned(),
        1 => format!("1 relation: {}", parts.join(", ")),
        _ => format!("{judged} relations: {}", parts.join(", ")),
    };
    let mut text = claims;
    if summary.given > 0 {
        text.extend(["; ", &summary.given.to_string(), " given"]);
    }
    for (count, words) in [
        (summary.unread, " not read"),
        (summary.unjudged, " not judged"),
        (summary.hidden, " hidden"),
        (summary.misused, " of the comments to mend"),
    ] {
        if count > 0 {
            text.extend(["; ", &count.to_string(), words]);
        }
    }
    text
}
