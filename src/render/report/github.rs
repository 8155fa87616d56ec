//! Diagnostics as workflow commands, which GitHub shows beside the lines of a change.

use super::finding::Finding;
use super::place::{Places, boundary};
use crate::diagnostic::Severity;

/// One line a finding; what the author hides is left out.
///
/// ```
/// use longhand::diagnostic::{Code, Diagnostic, Source, Span};
/// use longhand::render::report;
///
/// let source = Source::new("a,b.md", "100% = 1\n");
/// let error = Diagnostic::error(Code::FAILS, "`100%` is 1, not 2").at(&source, Span::new(5, 6), "");
/// assert_eq!(
///     report::github(&[error.into()]),
///     "::error file=a%2Cb.md,line=1,col=6,endLine=1,endColumn=7,title=check/fails::`100%25` is 1, not 2\n"
/// );
/// ```
pub fn github(findings: &[Finding]) -> String {
    let mut places = Places::default();
    let mut text = String::new();
    for found in findings.iter().filter(|found| found.hidden.is_none()) {
        let diagnostic = &found.diagnostic;
        let command = match diagnostic.severity {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let mut properties = Vec::new();
        if let Some(label) = diagnostic.labels.first() {
            let lines = places.lines(&label.source);
            let source = label.source.text();
            let start = lines.position(boundary(source, label.span.start));
            let end = lines.position(boundary(source, label.span.end.max(label.span.start)));
            properties.push(format!("file={}", property(label.source.name())));
            properties.push(format!("line={},col={}", start.line, start.column));
            properties.push(format!("endLine={},endColumn={}", end.line, end.column));
        }
        properties.push(format!("title={}", property(diagnostic.code.name())));
        let hints = diagnostic.hints.iter().map(String::as_str);
        let said: Vec<&str> = std::iter::once(diagnostic.message.as_str())
            .chain(hints)
            .collect();
        let properties = properties.join(",");
        let message = data(&said.join("\n"));
        text.extend(["::", command, " ", &properties, "::", &message, "\n"]);
    }
    text
}

/// A message: what would end the line is written as a number.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: what would end it as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
