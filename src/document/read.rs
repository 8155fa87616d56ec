//! Documents by their kind.

use super::comments::{Language, language};
use super::dollars::loosened;
use super::inline::Signs;
use super::markdown::Walk;
use super::notebook::notebook;
use super::statement::{Origin, Statement};
use super::tex;
use super::whole::Document;
use crate::diagnostic::{Source, Span};
use crate::syntax::latex::Macros;

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Markdown,
    Latex,
    Rst,
    Typst,
    Notebook,
    Plain,
    /// A formula file, which `check` reads by its own grammar.
    Formula,
    /// Source text: only its comments are read.
    Comments(Language),
}

/// By the end of its name; a text that holds displays or environments of LaTeX is no plain one.
fn kind(name: &str, text: &str) -> Kind {
    let extension = name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    match extension.as_str() {
        "tex" | "latex" | "sty" => Kind::Latex,
        "txt" | "text" if text.contains("\\begin{document}") => Kind::Latex,
        "txt" | "text" if text.contains("\\begin{") || text.contains("$$") => Kind::Markdown,
        "txt" | "text" => Kind::Plain,
        "rst" => Kind::Rst,
        "typ" => Kind::Typst,
        "ipynb" => Kind::Notebook,
        "lh" => Kind::Formula,
        other => language(other).map_or(Kind::Markdown, Kind::Comments),
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
    read_as(source, &Reading::default())
}

/// How a document is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    macros: Macros,
}

impl Reading {
    /// Knows a LaTeX macro by its name without the backslash; what a document defines itself counts
    /// more. The body takes as many arguments as it names: `#1`, `#2`.
    #[must_use]
    pub fn with_macro(mut self, name: &str, body: &str) -> Self {
        let named = (1..=9).filter(|place| body.contains(&format!("#{place}")));
        let arguments = named.max().unwrap_or(0);
        let body = body.to_owned();
        self.macros.insert(name.to_owned(), (arguments, body));
        self
    }
}

/// The same as [`read`], where it is said how.
pub fn read_as(source: &Source, reading: &Reading) -> Document {
    let known = |text: &str| {
        let mut known = reading.macros.clone();
        known.extend(macros(text));
        known
    };
    let kind = kind(source.name(), source.text());
    let mut document = if kind == Kind::Notebook {
        notebook(source, known)
    } else {
        let mut document = Document::new(source.clone());
        let text = source.text();
        let mut walk = Walk::new(&mut document, known(text));
        match kind {
            Kind::Latex => walk.latex(text),
            Kind::Plain => walk.plain(text),
            Kind::Rst => walk.rst(text),
            Kind::Typst => walk.typst(text),
            Kind::Formula => walk.switches_of(text),
            Kind::Comments(language) => walk.source(text, 0..text.len(), language),
            Kind::Markdown | Kind::Notebook => walk.markdown(0..text.len()),
        }
        document
    };
    let mut statements = std::mem::take(&mut document.statements);
    // The formula above a column stands in the row of its value.
    let start = |statement: &Statement| match (statement.origin, statement.links.last()) {
        (Origin::Table, Some(link)) => link.sign.start,
        _ => statement.span().start,
    };
    statements.sort_by_key(|statement| document.line(start(statement)));
    document.statements = statements;
    document.settle();
    document
}

impl Walk<'_> {
    /// Lines of plain text.
    fn plain(&mut self, text: &str) {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            if line.trim().is_empty() {
                self.place.block += 1;
                continue;
            }
            let body = line.trim_end_matches(['\n', '\r']);
            self.inline(text, start..start + body.len(), Signs::Plain, 0);
        }
    }

    /// A LaTeX document is read as Markdown is: mathematics between its signs, sentences around it.
    fn latex(&mut self, text: &str) {
        let body = text
            .find("\\begin{document}")
            .map_or(0, |at| at + "\\begin{document}".len());
        let end = text
            .rfind("\\end{document}")
            .unwrap_or(text.len())
            .max(body);
        // A `~` ties words together and is no sign.
        let read = tex::without_comments(text).replace('~', " ");
        let read = loosened(&read);
        let body = body..end;
        self.markdown_of(read.get(body.clone()).unwrap_or_default(), body.start, true);
        self.comments_of(text, '%');
    }

    /// The comments of a formula file.
    fn switches_of(&mut self, text: &str) {
        self.comments_of(text, '#');
    }

    /// Comments from a sign to the end of their line, for what they switch.
    fn comments_of(&mut self, text: &str, sign: char) {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let body = line.trim_end();
            let unescaped = |(place, _): &(usize, &str)| {
                !body
                    .get(..*place)
                    .is_some_and(|before| before.ends_with('\\'))
            };
            let found = body.match_indices(sign).find(unescaped);
            if let Some((place, _)) = found {
                let inner = body.get(place..).unwrap_or_default();
                let span = Span::new(start + place, start + body.len());
                self.document.comment(inner.trim_start_matches(sign), span);
            }
        }
    }
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
