//! Diagnostics as SARIF 2.1.0, which code hosts and editors read.

use serde_json::{Map, Value, json};

use super::finding::{Finding, Fix};
use super::place::{Lines, Places, boundary};
use crate::diagnostic::{CODES, Code, Diagnostic, Label, Severity, Source, Span};

/// Where the schema of the form stands.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A log with one run: the findings, those that the author hides marked as such, and beside them
/// what kept inputs from being read. `page` tells the page of a code.
///
/// ```
/// use longhand::diagnostic::{Code, Diagnostic, Source, Span};
/// use longhand::{render::report, tasks};
///
/// let source = Source::new("a.md", "𝑛 = 1\n");
/// let error = Diagnostic::error(Code::FAILS, "no").at(&source, Span::new(5, 6), "here");
/// let log = report::sarif(&[error.into()], &[], tasks::page);
/// // Columns are counted in units of UTF-16, of which 𝑛 has two.
/// assert!(log.contains("\"startColumn\": 4"));
///
/// let input = Source::new("<stdin>", "n = 1\n");
/// let error = Diagnostic::error(Code::FAILS, "no").at(&input, Span::new(2, 3), "here");
/// let log = report::sarif(&[error.into()], &[], tasks::page);
/// assert!(log.contains("\"uri\": \"stdin\""));
/// ```
pub fn sarif(
    findings: &[Finding],
    unusable: &[Diagnostic],
    page: fn(&str) -> Option<&'static str>,
) -> String {
    let diagnostics = findings.iter().map(|found| &found.diagnostic);
    let told: Vec<Code> = diagnostics
        .chain(unusable)
        .map(|found| found.code)
        .collect();
    let codes: Vec<Code> = CODES
        .iter()
        .copied()
        .filter(|code| told.contains(code))
        .collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code, page)).collect();
    let mut places = Places::default();
    let mut writer = Writer {
        places: &mut places,
        codes: &codes,
    };
    let results: Vec<Value> = findings.iter().map(|found| writer.result(found)).collect();
    let notes: Vec<Value> = unusable.iter().map(|found| writer.note(found)).collect();
    let mut invocation = Map::new();
    invocation.insert("executionSuccessful".into(), unusable.is_empty().into());
    if !notes.is_empty() {
        invocation.insert("toolExecutionNotifications".into(), notes.into());
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "longhand",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "utf16CodeUnits",
            "invocations": [invocation],
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code, page: fn(&str) -> Option<&'static str>) -> Value {
    let name = code.name();
    let mut rule = Map::new();
    rule.insert("id".into(), name.into());
    if let Some(page) = page(name) {
        let paragraphs = page.split("\n\n").skip(1);
        let first = paragraphs
            .map(|paragraph| paragraph.replace('\n', " "))
            .next();
        let first = first.unwrap_or_default();
        rule.insert("shortDescription".into(), json!({ "text": first.trim() }));
        rule.insert("help".into(), json!({ "text": page, "markdown": page }));
    }
    // The page on the web, where the package names its home.
    let home = env!("CARGO_PKG_REPOSITORY");
    if !home.is_empty() {
        let file = name.replace('/', "-");
        let page = format!("{home}/blob/main/docs/diagnostics/{file}.md");
        rule.insert("helpUri".into(), page.into());
    }
    Value::Object(rule)
}

struct Writer<'a> {
    places: &'a mut Places,
    codes: &'a [Code],
}

impl Writer<'_> {
    fn result(&mut self, found: &Finding) -> Value {
        let diagnostic = &found.diagnostic;
        let mut result = Map::new();
        result.insert("ruleId".into(), diagnostic.code.name().into());
        if let Some(index) = self.codes.iter().position(|code| *code == diagnostic.code) {
            result.insert("ruleIndex".into(), index.into());
        }
        result.insert("level".into(), level(diagnostic.severity).into());
        result.insert("message".into(), message(diagnostic));
        let mut labels = diagnostic.labels.iter();
        let primary: Vec<Value> = labels
            .next()
            .map(|label| self.place(label))
            .into_iter()
            .collect();
        result.insert("locations".into(), primary.into());
        let others: Vec<Value> = labels.map(|label| self.place(label)).collect();
        if !others.is_empty() {
            result.insert("relatedLocations".into(), others.into());
        }
        if let Some(fix) = found.fix.as_ref().filter(|fix| fix.is_certain) {
            result.insert("fixes".into(), json!([self.fix(fix)]));
        }
        if let Some(reason) = &found.hidden {
            let mut suppression = json!({ "kind": "inSource" });
            if let (Some(object), false) = (suppression.as_object_mut(), reason.is_empty()) {
                object.insert("justification".into(), reason.as_str().into());
            }
            result.insert("suppressions".into(), json!([suppression]));
        }
        Value::Object(result)
    }

    /// What kept an input from being read.
    fn note(&mut self, found: &Diagnostic) -> Value {
        let labels = found.labels.iter();
        let locations: Vec<Value> = labels.map(|label| self.place(label)).collect();
        json!({
            "descriptor": { "id": found.code.name() },
            "level": level(found.severity),
            "message": message(found),
            "locations": locations,
        })
    }

    fn place(&mut self, label: &Label) -> Value {
        let region = self.region(&label.source, label.span);
        let artifact = json!({ "uri": uri(label.source.name()) });
        let mut place = json!({
            "physicalLocation": { "artifactLocation": artifact, "region": region },
        });
        if let (Some(place), false) = (place.as_object_mut(), label.message.is_empty()) {
            place.insert("message".into(), json!({ "text": label.message }));
        }
        place
    }

    fn fix(&mut self, fix: &Fix) -> Value {
        let region = self.region(&fix.source, fix.span);
        json!({
            "description": { "text": format!("write `{}`", fix.text.trim()) },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(fix.source.name()) },
                "replacements": [{
                    "deletedRegion": region,
                    "insertedContent": { "text": fix.text },
                }],
            }],
        })
    }

    fn region(&mut self, source: &Source, span: Span) -> Value {
        let lines = self.places.lines(source);
        let text = source.text();
        let (start_line, start_column) = place(&lines, text, span.start);
        let (end_line, end_column) = place(&lines, text, span.end.max(span.start));
        json!({
            "startLine": start_line,
            "startColumn": start_column,
            "endLine": end_line,
            "endColumn": end_column,
        })
    }
}

/// A line, and a column in units of UTF-16, both from 1.
fn place(lines: &Lines, text: &str, byte: usize) -> (usize, usize) {
    let byte = boundary(text, byte);
    let index = lines.index(byte);
    let (start, _) = lines.bounds(index);
    let before = text.get(start..byte).unwrap_or_default();
    (index + 1, before.encode_utf16().count() + 1)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn message(found: &Diagnostic) -> Value {
    let hints = found.hints.iter().map(String::as_str);
    let said: Vec<&str> = std::iter::once(found.message.as_str())
        .chain(hints)
        .collect();
    json!({ "text": said.join("\n") })
}

/// A path as a reference of a URI: relative as it is, absolute with the scheme of files.
fn uri(path: &str) -> String {
    // A name in angle brackets, `<stdin>`, is no path.
    let bare = path
        .strip_prefix('<')
        .and_then(|name| name.strip_suffix('>'));
    if let Some(name) = bare {
        return name.to_owned();
    }
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if is_plain {
            uri.push(char::from(byte));
        } else {
            uri.extend(["%", &format!("{byte:02X}")]);
        }
    }
    uri
}
