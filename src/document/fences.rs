//! Fences of Markdown: mathematics, text, programs, directives, each read as what it holds.

use std::ops::Range;

use super::beside::{has_comments, is_no_text};
use super::comments;
use super::lines::logical_lines;
use super::markdown::Walk;
use super::statement::Origin;
use crate::diagnostic::Span;

/// The language of lines that are set in.
pub(super) const INDENTED: &str = "indented";

impl Walk<'_> {
    pub(super) fn fence(&mut self, language: &str, text: &str, at: Range<usize>, base: usize) {
        // `{tip}`, `{admonition} Title`: a directive of MyST with text in it, and no code.
        let is_directive = language.starts_with('{') && !is_program(language);
        let language = language
            .split([' ', ',', '{', '}'])
            .find(|part| !part.is_empty())
            .unwrap_or("");
        match language {
            "math" | "latex" | "tex" | "katex" => self.math(text, at, base),
            "longhand" => self
                .document
                .fences
                .push(Span::new(at.start + base, at.end + base)),
            INDENTED => self.indented(text, at, base),
            // `{.tikz}`: a drawing.
            ".tikz" => self.shell(language, text, at, base),
            _ if is_directive => self.indented(text, at, base),
            language if is_no_text(language) => self.shell(language, text, at, base),
            language => {
                let origin =
                    if matches!(language, "text" | "txt" | "" | "plain" | "markdown" | "md") {
                        Origin::Prose
                    } else {
                        Origin::Code
                    };
                let start = at.start;
                let inner = text.get(at).unwrap_or_default();
                for line in logical_lines(inner) {
                    let written = inner.get(line.clone()).unwrap_or_default();
                    if written.trim().is_empty() {
                        self.place.block += 1;
                    }
                    let mut frame = self.frame(origin);
                    let (mut written, mut at) = (written, start + line.start + base);
                    // `Types []uint8  // 86 × 0.5 = 43`: what is counted stands in the comment.
                    if has_comments(language)
                        && let Some(comment) = written.find("//")
                    {
                        frame.origin = Origin::Prose;
                        written = written.get(comment + 2..).unwrap_or_default();
                        at += comment + 2;
                    }
                    self.document.read_plain(written, at, &frame);
                    self.place.line += 1;
                }
            }
        }
    }

    /// Lines of a fence for a shell that no shell would run, `KV cache = 200 × 512 = 102,400`: blanks stand around
    /// their signs.
    fn shell(&mut self, language: &str, text: &str, at: Range<usize>, base: usize) {
        if !matches!(language, "bash" | "sh" | "shell" | "zsh" | "console") {
            return;
        }
        let start = at.start;
        let inner = text.get(at).unwrap_or_default();
        for line in logical_lines(inner) {
            let written = inner.get(line.clone()).unwrap_or_default();
            let is_apart = written.contains(" = ") || written.contains(" ≈ ");
            let runs = written.contains(['$', '"', '\'', '[', '`', '|', ';', '\\']);
            if is_apart && !runs {
                let frame = self.frame(Origin::Prose);
                self.document
                    .read_plain(written, start + line.start + base, &frame);
            }
            self.place.line += 1;
        }
    }
}

/// Whether a directive holds a program: `{code-block} python`, `{r, echo=FALSE}`.
fn is_program(directive: &str) -> bool {
    let name = directive.trim_start_matches('{');
    let name = name.split([' ', ',', '}']).next().unwrap_or_default();
    [
        "code",
        "r",
        "sh",
        "bash",
        "eval-rst",
        "literalinclude",
        "ojs",
        "mermaid",
        "tikz",
    ]
    .into_iter()
    .any(|program| name.split('-').next() == Some(program) || name == program)
        || comments::language(name).is_some()
}
