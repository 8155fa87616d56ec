//! Two texts as a unified difference.

use similar::TextDiff;

use crate::diagnostic::Source;

/// The difference between a text and what it becomes, as `patch` and `git apply` read it; empty
/// where there is none.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::render::check::difference;
///
/// let source = Source::new("a.md", "one\ntwo\n");
/// let text = difference(&source, "one\n2\n");
/// assert_eq!(text, "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n");
/// ```
pub fn difference(before: &Source, after: &str) -> String {
    if before.text() == after {
        return String::new();
    }
    let name = before.name().trim_start_matches("./");
    let (from, to) = if name.starts_with(['/', '<']) {
        (name.to_owned(), name.to_owned())
    } else {
        (format!("a/{name}"), format!("b/{name}"))
    };
    let lines = TextDiff::from_lines(before.text(), after);
    lines.unified_diff().header(&from, &to).to_string()
}
