//! Comments of source files: where they stand, so that the formulas in them can be read.

use std::ops::Range;

use super::inline::Signs;
use super::markdown::Walk;
use super::statement::Section;
use crate::diagnostic::Span;

/// How a language writes comments and strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Language {
    /// What a comment begins with that ends with its line.
    line: &'static str,
    /// Whether `/* … */` is a comment too.
    has_blocks: bool,
    /// What encloses text besides `"`.
    quotes: &'static [&'static str],
}

const HASH: Language = Language {
    line: "#",
    has_blocks: false,
    quotes: &["'"],
};

/// Text in threefold quotes that begins a line is what Python documents with.
const PYTHON: Language = Language {
    quotes: &[TRIPLE, "'''", "'"],
    ..HASH
};

/// In most languages with slashes `'` encloses one character.
const SLASHES: Language = Language {
    line: "//",
    has_blocks: true,
    quotes: &[],
};

const SCRIPT: Language = Language {
    quotes: &["'", "`"],
    ..SLASHES
};

const DASHES: Language = Language { line: "--", ..HASH };

const TRIPLE: &str = "\"\"\"";

impl Language {
    fn encloses(self, quote: &str) -> bool {
        self.quotes.contains(&quote)
    }
}

/// The language of a file by its ending, or by its name as notebooks tell it.
pub(super) fn language(name: &str) -> Option<Language> {
    Some(match name {
        "py" | "pyi" | "jl" | "python" | "julia" | "ipython" => PYTHON,
        "sh" | "bash" | "zsh" | "r" | "rb" | "pl" | "yaml" | "yml" | "toml" | "ruby" | "perl" => {
            HASH
        }
        "rs" | "c" | "h" | "cc" | "cpp" | "cxx" | "hpp" | "hh" | "cu" | "cuh" | "java" | "kt"
        | "kts" | "scala" | "swift" | "cs" | "dart" | "zig" | "rust" | "c++" | "kotlin" => SLASHES,
        "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "tsx" | "go" | "php" | "javascript"
        | "typescript" => SCRIPT,
        "sql" | "hs" | "lua" | "haskell" => DASHES,
        _ => return None,
    })
}

/// One line of a comment, without its signs.
struct Line {
    range: Range<usize>,
    /// Whether code stands before it on its line.
    is_trailing: bool,
}

impl Walk<'_> {
    /// Reads the comments of source text that stands at `range`. Each run of lines is a scope of its
    /// own below what surrounds it: two functions may call different things by one name.
    pub(super) fn source(&mut self, text: &str, range: Range<usize>, language: Language) {
        let around = self.place.section;
        let mut last_end: Option<usize> = None;
        for line in lines(text, range, language) {
            let slice = text.get(line.range.clone()).unwrap_or_default();
            let span = Span::new(line.range.start, line.range.end);
            let between = last_end.and_then(|end| text.get(end..line.range.start));
            let newlines = between.map_or(2, |between| between.matches('\n').count());
            if newlines > 1 || line.is_trailing {
                self.document.sections.push(Section {
                    title: String::new(),
                    span,
                    level: 0,
                    parent: Some(around),
                });
                self.place.section = self.document.sections.len() - 1;
                self.place.block += 1;
                self.place.line = 0;
            }
            last_end = Some(line.range.end);
            if slice.trim().is_empty() {
                self.place.block += 1;
                continue;
            }
            if slice.trim_start().starts_with("longhand ") {
                self.document.comment_at(slice, span, !line.is_trailing);
                continue;
            }
            self.inline(text, line.range, Signs::Plain, 0);
        }
        self.place.section = around;
        self.place.block += 1;
    }
}

/// The lines of the comments in order.
fn lines(text: &str, range: Range<usize>, language: Language) -> Vec<Line> {
    let mut scan = Scan {
        text: text.get(..range.end).unwrap_or_default(),
        at: range.start,
        is_line_start: true,
        language,
        lines: Vec::new(),
    };
    scan.all();
    scan.lines
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// Whether only blanks stand before this place on its line.
    is_line_start: bool,
    language: Language,
    lines: Vec<Line>,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn all(&mut self) {
        while let Some(first) = self.rest().chars().next() {
            if self.rest().starts_with(self.language.line) && self.may_begin_here() {
                self.line_comment();
            } else if self.language.has_blocks && self.rest().starts_with("/*") {
                self.enclosed("/*", "*/", true);
            } else if let Some(quotes) = [TRIPLE, "'''"]
                .into_iter()
                .find(|quotes| self.language.encloses(quotes) && self.rest().starts_with(quotes))
            {
                let is_documentation = self.is_line_start;
                self.enclosed(quotes, quotes, is_documentation);
            } else if first == '"' || (first == '`' && self.language.encloses("`")) {
                self.string(first);
            } else if first == '\'' {
                self.apostrophe();
            } else {
                self.is_line_start = first == '\n' || (self.is_line_start && first.is_whitespace());
                self.at += first.len_utf8();
            }
        }
    }

    /// In shells and in YAML `#` inside of a word is no comment.
    fn may_begin_here(&self) -> bool {
        let before = self.text.get(..self.at).unwrap_or_default();
        self.language.line != "#"
            || before
                .chars()
                .next_back()
                .is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ']' | '}' | ';' | ','))
    }

    fn line_comment(&mut self) {
        let rest = self.rest();
        let length = rest.find('\n').unwrap_or(rest.len());
        let signs = self.language.line.chars().next().unwrap_or('#');
        let body = rest.get(..length).unwrap_or_default();
        let inner = body.trim_start_matches([signs, '!']);
        let range = self.at + (length - inner.len())..self.at + body.trim_end().len();
        self.push(range, !self.is_line_start);
        self.at += length;
    }

    /// What stands between two signs over any number of lines.
    fn enclosed(&mut self, open: &str, close: &str, is_comment: bool) {
        let start = self.at + open.len();
        let behind = self.text.get(start..).unwrap_or_default();
        let length = behind.find(close).unwrap_or(behind.len());
        let mut at = start;
        let mut is_trailing = !self.is_line_start;
        let body = behind.get(..length).unwrap_or_default();
        for line in body.split_inclusive('\n').filter(|_| is_comment) {
            let inner = line.trim_start();
            let inner = inner.trim_start_matches(['*', '!']);
            let range = at + (line.len() - inner.len())..at + line.trim_end().len();
            self.push(range, is_trailing);
            is_trailing = false;
            at += line.len();
        }
        self.is_line_start = false;
        self.at = (start + length + close.len()).min(self.text.len());
    }

    fn push(&mut self, range: Range<usize>, is_trailing: bool) {
        if range.start <= range.end {
            self.lines.push(Line { range, is_trailing });
        }
    }

    /// A text between quotes; one of `"` or `'` that is not closed ends with its line.
    fn string(&mut self, quote: char) {
        let mut is_escaped = false;
        let rest = self.text.get(self.at + 1..).unwrap_or_default();
        let mut length = rest.len();
        for (at, c) in rest.char_indices() {
            if is_escaped {
                is_escaped = false;
            } else if c == '\\' {
                is_escaped = true;
            } else if c == quote {
                length = at + 1;
                break;
            } else if c == '\n' && quote != '`' {
                length = at;
                break;
            }
        }
        self.is_line_start = false;
        self.at += 1 + length;
    }

    /// A text, a character, or the sign of a lifetime or a digit separator.
    fn apostrophe(&mut self) {
        self.is_line_start = false;
        if self.language.encloses("'") {
            self.string('\'');
            return;
        }
        let mut behind = self.rest().chars().skip(1);
        let (first, second) = (behind.next(), behind.next());
        self.at += match (first, second) {
            (Some('\\'), Some(escaped)) => 2 + escaped.len_utf8(),
            (Some(one), Some('\'')) => 2 + one.len_utf8(),
            _ => 1,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{language, lines};

    fn comments(text: &str, ending: &str) -> Vec<String> {
        let language = language(ending).unwrap();
        let found = lines(text, 0..text.len(), language);
        let texts = found
            .into_iter()
            .map(|line| text[line.range].trim().to_owned());
        texts.collect()
    }

    #[test]
    fn comments_are_told_from_strings() {
        let python =
            "x = '# no' # yes\n\"\"\"Doc\nof two\"\"\"\ny = \"\"\"# no\"\"\"\n#! also\nz = a#1\n";
        assert_eq!(comments(python, "py"), ["yes", "Doc", "of two", "also"]);
        let rust = "fn f<'a>(x: &'a str) { '\"'; \"// no\"; /* one\n * two */ } /// three\n";
        assert_eq!(comments(rust, "rs"), ["one", "two", "three"]);
        let script = "let u = 'http://a.b'; let t = `// no\n// no`; // yes\n";
        assert_eq!(comments(script, "js"), ["yes"]);
        assert_eq!(comments("select '--no' -- yes\n", "sql"), ["yes"]);
        assert_eq!(
            comments("echo ${#x} \"never closed # no\n# yes", "sh"),
            ["yes"]
        );
    }
}
