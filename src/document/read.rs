//! Documents by their kind.

use super::assemble::Frame;
use super::markdown::Walk;
use super::statement::{Origin, Place};
use super::whole::Document;
use crate::diagnostic::Source;
use crate::syntax::latex::Macros;

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Markdown,
    Latex,
    Plain,
    /// Source text: only its comments are read, those that begin with this sign.
    Comments(&'static str),
}

fn kind(name: &str) -> Kind {
    let extension = name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    match extension.as_str() {
        "tex" | "latex" | "sty" => Kind::Latex,
        "txt" | "text" => Kind::Plain,
        "py" | "sh" | "jl" | "r" | "rb" | "yaml" | "yml" | "toml" => Kind::Comments("#"),
        "rs" | "c" | "h" | "cc" | "cpp" | "hpp" | "js" | "ts" | "go" | "java" | "kt" | "swift"
        | "cu" => Kind::Comments("//"),
        "sql" | "hs" | "lua" => Kind::Comments("--"),
        _ => Kind::Markdown,
    }
}

/// Reads a document; its kind is told by its name.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::document::read;
///
/// let document = read(&Source::new("a.md", "The product $12 \\cdot 5 = 60$ is right.\n"));
/// assert_eq!(document.statements[0].links.len(), 1);
/// ```
pub fn read(source: &Source) -> Document {
    let mut document = Document::new(source.clone());
    let text = source.text();
    let macros = macros(text);
    match kind(source.name()) {
        Kind::Markdown => Walk::new(&mut document, macros).markdown(0..text.len()),
        Kind::Latex => latex(&mut document, text, macros),
        Kind::Plain => plain(&mut document, text, None),
        Kind::Comments(sign) => plain(&mut document, text, Some(sign)),
    }
    let mut statements = std::mem::take(&mut document.statements);
    statements.sort_by_key(|statement| document.position(statement.span().start).line);
    document.statements = statements;
    document
}

/// Lines of plain text, or of comments.
fn plain(document: &mut Document, text: &str, comment: Option<&str>) {
    let mut at = 0;
    let mut place = Place::default();
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.trim().is_empty() {
            place.block += 1;
            continue;
        }
        place.line += 1;
        let found = match comment {
            Some(sign) => line.find(sign).map(|found| found + sign.len()),
            None => Some(0),
        };
        let Some(offset) = found else { continue };
        let inner = line
            .get(offset..)
            .unwrap_or_default()
            .trim_end_matches(['\n', '\r']);
        let frame = Frame {
            origin: Origin::Prose,
            place,
            announced: None,
            label: None,
        };
        document.read_plain(inner, start + offset, &frame);
    }
}

/// A LaTeX document is read as Markdown is: mathematics between its signs, sentences around it.
fn latex(document: &mut Document, text: &str, macros: Macros) {
    let body = text
        .find("\\begin{document}")
        .map_or(0, |at| at + "\\begin{document}".len());
    let end = text
        .rfind("\\end{document}")
        .unwrap_or(text.len())
        .max(body);
    Walk::new(document, macros).markdown(body..end);
}

/// The commands that the author defines: `\newcommand{\dm}{d_{\text{model}}}`, `\def\h{h}`.
fn macros(text: &str) -> Macros {
    let mut macros = Macros::new();
    for start in [
        "\\newcommand",
        "\\renewcommand",
        "\\providecommand",
        "\\def",
        "\\DeclareMathOperator",
    ] {
        for (at, _) in text.match_indices(start) {
            let rest = text.get(at + start.len()..).unwrap_or_default();
            if let Some((name, arguments, body)) = definition(rest) {
                let body = if start == "\\DeclareMathOperator" {
                    format!("\\operatorname{{{body}}}")
                } else {
                    body
                };
                macros.insert(name, (arguments, body));
            }
        }
    }
    macros
}

fn definition(rest: &str) -> Option<(String, usize, String)> {
    let rest = rest.trim_start_matches(['*', ' ']);
    let (name, rest) = if let Some(braced) = rest.strip_prefix('{') {
        braced.split_once('}')?
    } else {
        let end = rest.get(1..)?.find(|c: char| !c.is_ascii_alphabetic())? + 1;
        (rest.get(..end)?, rest.get(end..)?)
    };
    let name = name.trim().strip_prefix('\\')?.to_owned();
    let (count, rest) = if let Some(inside) = rest.trim_start().strip_prefix('[') {
        let (count, rest) = inside.split_once(']')?;
        (count.trim().parse().ok()?, rest)
    } else {
        let marks = rest.bytes().take_while(|byte| *byte != b'{');
        (
            marks.filter(|byte| *byte == b'#').count(),
            rest.get(rest.find('{')?..)?,
        )
    };
    let body = rest.trim_start().strip_prefix('{')?;
    let mut depth = 1_usize;
    for (at, byte) in body.bytes().enumerate().take(10_000) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((name, count, body.get(..at)?.to_owned()));
        }
    }
    None
}
