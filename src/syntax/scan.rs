//! One pass over a text before the grammar reads it: brackets, strings, bars and statements.
//!
//! What is unclosed is found here, where the place of the opening is known, and nesting is bounded
//! here, before anything recurses.

use crate::diagnostic::{Code, Diagnostic, Span};

use super::text::Text;
use super::words;

/// The deepest nesting of brackets and of conditionals, and the longest run of signs.
pub(super) const MAX_NESTING: usize = 256;

/// An opening bar of `|V|` after the scan.
const OPEN_BAR: char = '\u{1}';
/// A closing bar of `|V|` after the scan.
const CLOSE_BAR: char = '\u{2}';

/// How often a file with unclosed brackets is scanned again from the line after the opening.
const MAX_RESTARTS: usize = 20;

/// What separates the formulas of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// The whole text is one formula.
    Formula,
    /// One statement a line; a line that ends inside a bracket or in a comma goes on, and so does one
    /// before a line with `from`, `active` or `covers`.
    Statements,
}

/// What the scan found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The statements, without the comments behind them.
    pub statements: Vec<Span>,
    /// Lines that hold an unclosed bracket or string, for which an error was told.
    pub broken: Vec<Span>,
    /// What is unclosed or nested too deep.
    pub errors: Vec<Diagnostic>,
}

/// Scans a text and marks its bars.
pub(super) fn scan(text: &mut Text, layout: Layout) -> Scan {
    let mut scanner = Scanner {
        text,
        bytes: text.as_str().as_bytes(),
        layout,
        found: Scan::default(),
        bars: Vec::new(),
        statement: 0,
        content_end: 0,
        frames: Vec::new(),
        conditionals: 0,
        roots: 0,
        nesting: 0,
        after_operand: false,
        bars_are_signs: false,
        told_before: 0,
        recovering: false,
    };
    scanner.run();
    let Scanner { found, bars, .. } = scanner;
    text.replace_bytes(&bars);
    found
}

/// An open bracket.
#[derive(Clone, Copy)]
struct Frame {
    open: u8,
    at: usize,
    /// How many `if` stand open around it, in the bracket that holds it.
    conditionals: usize,
}

struct Scanner<'t> {
    text: &'t Text,
    bytes: &'t [u8],
    layout: Layout,
    found: Scan,
    bars: Vec<(usize, char)>,
    /// Where the present statement begins.
    statement: usize,
    /// Where its last character that is neither blank nor comment ends.
    content_end: usize,
    frames: Vec<Frame>,
    /// How many `if` stand directly in the innermost bracket.
    conditionals: usize,
    /// How many roots stand in a row.
    roots: usize,
    /// How many brackets and conditionals are open in all.
    nesting: usize,
    /// Whether the last thing seen can end an operand.
    after_operand: bool,
    /// Whether bars separate keys, as behind `from`.
    bars_are_signs: bool,
    /// How many errors were told before the present statement.
    told_before: usize,
    /// Whether an unclosed bracket was told and no statement has begun since.
    recovering: bool,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut at = 0;
        let mut restarts = 0;
        while at < self.bytes.len() {
            at = self.pass(at);
            let Some(frame) = self.frames.first().copied() else {
                break;
            };
            self.unclosed(frame);
            let line_end = self.line_end(frame.at);
            if self.layout == Layout::Formula || restarts == MAX_RESTARTS || line_end == at {
                self.end_statement(at);
                continue;
            }
            restarts += 1;
            self.content_end = line_end;
            self.bars.retain(|bar| bar.0 < line_end);
            self.end_statement(line_end);
            self.recovering = true;
            at = line_end;
        }
    }

    /// Scans from a place to the end of the text, or to where a bracket is seen to be unclosed or
    /// nesting passes the limit.
    fn pass(&mut self, mut at: usize) -> usize {
        while let Some(&byte) = self.bytes.get(at) {
            if byte == b'\n' && self.is_unclosed_before(at) {
                return at;
            }
            let next = self.step(at, byte);
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'#') {
                self.content_end = next;
            }
            at = next;
            if self.nesting > MAX_NESTING {
                self.too_deep(at);
                return self.bytes.len();
            }
        }
        if self.frames.is_empty() {
            self.end_statement(at);
        }
        at
    }

    /// Takes what begins at a place; the place behind it.
    fn step(&mut self, at: usize, byte: u8) -> usize {
        match byte {
            b' ' | b'\t' | b'\r' => return at + 1,
            b'\n' => {
                self.line_break(at);
                return at + 1;
            }
            b'#' => return self.line_end(at),
            b'"' => return self.string(at),
            b'(' | b'[' => self.open(at, byte),
            b')' | b']' => self.close(at, byte),
            b'|' => self.bar(at),
            b',' => {
                self.forget_conditionals();
                self.after_operand = false;
            }
            b'0'..=b'9' | b'\'' | b'%' | b'!' => self.after_operand = true,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => return self.word(at),
            _ => self.after_operand = false,
        }
        at + 1
    }

    fn open(&mut self, at: usize, open: u8) {
        let conditionals = std::mem::take(&mut self.conditionals);
        self.frames.push(Frame {
            open,
            at,
            conditionals,
        });
        self.nesting += 1;
        self.after_operand = false;
    }

    /// Leaves the innermost bracket with the conditionals in it.
    fn leave(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        self.nesting -= 1 + self.conditionals;
        self.conditionals = frame.conditionals;
        Some(frame)
    }

    fn close(&mut self, at: usize, close: u8) {
        self.after_operand = true;
        let expected = if close == b')' { b'(' } else { b'[' };
        let Some(frame) = self.leave() else {
            if !self.is_told(at) {
                let message = format!("`{}` closes nothing", self.sign(at));
                self.error(Code::UNEXPECTED, at, &message, "no bracket is open here");
            }
            return;
        };
        let (open, close) = (self.sign(frame.at), self.sign(at));
        let is_pair = match open {
            '⌊' => close == '⌋',
            '⌈' => close == '⌉',
            _ => !matches!(close, '⌋' | '⌉'),
        };
        if (frame.open == expected && is_pair) || self.is_told(at) {
            return;
        }
        let message = format!("`{open}` is closed by `{close}`");
        self.error(Code::UNCLOSED, at, &message, "this does not close it");
        let place = self.text.original(Span::new(frame.at, frame.at + 1));
        if let Some(error) = self.found.errors.pop() {
            let error = error.at(self.text.source(), place, "opened here");
            self.found.errors.push(error);
        }
        if matches!(open, '⌊' | '⌈') && !matches!(close, '⌋' | '⌉') {
            // The sign is read as two brackets.
            self.leave();
        }
    }

    /// The sign as it was written: `⌊` is read as a bracket.
    fn sign(&self, at: usize) -> char {
        let written = self.text.written(Span::new(at, at + 1));
        written.chars().next().unwrap_or(' ')
    }

    /// Whether the last error is about this place: `⌋` is read as two brackets.
    fn is_told(&self, at: usize) -> bool {
        let place = self.text.original(Span::new(at, at + 1));
        let last = self.found.errors.last();
        last.and_then(|error| error.labels.first())
            .is_some_and(|label| label.span == place)
    }

    fn bar(&mut self, at: usize) {
        if self.bars_are_signs && self.frames.is_empty() {
            return;
        }
        let inside = self.frames.last().is_some_and(|f| f.open == b'|');
        if inside && self.after_operand {
            self.leave();
            self.after_operand = true;
            self.bars.push((at, CLOSE_BAR));
        } else {
            self.open(at, b'|');
            self.bars.push((at, OPEN_BAR));
        }
    }

    /// A string; it ends on its line.
    fn string(&mut self, at: usize) -> usize {
        self.after_operand = true;
        let end = self.find(at + 1, |byte| matches!(byte, b'"' | b'\n'));
        if self.bytes.get(end) == Some(&b'"') {
            return end + 1;
        }
        self.error(
            Code::UNCLOSED,
            at,
            "a string is not closed",
            "it opens here",
        );
        self.hint("write `\"` behind its last word, on the same line");
        end
    }

    /// The first place from one on whose byte is looked for, or the end.
    fn find(&self, at: usize, is_wanted: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let length = rest.iter().position(|&byte| is_wanted(byte));
        at + length.unwrap_or(rest.len())
    }

    fn word(&mut self, at: usize) -> usize {
        let rest = self.text.slice(Span::new(at, self.bytes.len()));
        let mut characters = rest.chars();
        let first = characters.next().unwrap_or(' ');
        if !(first.is_alphabetic() || first == '_') {
            self.after_operand = first == '⁾';
            if matches!(first, '√' | '∛' | '∜') {
                self.root(at);
            }
            return at + first.len_utf8();
        }
        let end = at + words::word_length(rest);
        self.after_operand = true;
        match self.text.slice(Span::new(at, end)) {
            "if" => self.enter_conditional(),
            "from" if self.frames.is_empty() && self.layout == Layout::Statements => {
                self.bars_are_signs = true;
            }
            word => self.after_operand = !words::is_operator_word(word),
        }
        if self.bytes.get(end) == Some(&b'{') {
            return self.subscript(end);
        }
        end
    }

    /// Roots in a row nest as brackets do.
    fn root(&mut self, at: usize) {
        let before = self.text.slice(Span::new(0, at)).trim_end();
        self.roots = if before.ends_with(['√', '∛', '∜']) {
            self.roots + 1
        } else {
            1
        };
        if self.roots > MAX_NESTING {
            self.nesting = self.roots;
        }
    }

    /// The braces of a subscript `h_{kv}`.
    fn subscript(&mut self, at: usize) -> usize {
        let end = self.find(at, |byte| matches!(byte, b'}' | b'\n'));
        if self.bytes.get(end) == Some(&b'}') {
            return end + 1;
        }
        self.error(Code::UNCLOSED, at, "`{` is not closed", "it opens here");
        self.hint("write `}` where the subscript ends");
        end
    }

    fn enter_conditional(&mut self) {
        self.after_operand = false;
        self.conditionals += 1;
        self.nesting += 1;
    }

    /// A comma ends the conditionals in its bracket.
    fn forget_conditionals(&mut self) {
        self.nesting -= std::mem::take(&mut self.conditionals);
    }

    fn line_break(&mut self, at: usize) {
        if self.layout == Layout::Formula {
            return;
        }
        if self.frames.is_empty() && !self.goes_on_behind(at) {
            self.end_statement(at);
        }
    }

    /// Whether a statement goes on behind a line end: its line ends in a comma, or the next one
    /// begins with a word that begins no statement.
    fn goes_on_behind(&self, at: usize) -> bool {
        let content = self.text.slice(Span::new(self.statement, self.content_end));
        let next = Span::new(at + 1, self.line_end(at + 1));
        let content = content.trim_start();
        !content.is_empty()
            && (content.ends_with(',') || words::continues_statement(self.text.slice(next)))
    }

    /// Whether a bracket is open at a line end behind which another statement begins.
    fn is_unclosed_before(&self, at: usize) -> bool {
        self.layout == Layout::Statements && !self.frames.is_empty() && {
            let next = Span::new(at + 1, self.line_end(at + 1));
            words::begins_statement(self.text.slice(next))
        }
    }

    fn end_statement(&mut self, at: usize) {
        let span = Span::new(self.statement, self.content_end.clamp(self.statement, at));
        // What follows an unclosed bracket was meant to stand in it, up to the next statement.
        self.recovering &= !words::looks_like_statement(self.text.slice(span).trim_start());
        if self.found.errors.len() > self.told_before || self.recovering {
            self.found.broken.push(span);
        } else if self.layout == Layout::Formula || !self.text.slice(span).trim().is_empty() {
            self.found.statements.push(span);
        }
        self.statement = at;
        self.content_end = at;
        self.frames.clear();
        self.conditionals = 0;
        self.nesting = 0;
        self.after_operand = false;
        self.bars_are_signs = false;
        self.told_before = self.found.errors.len();
    }

    fn line_end(&self, at: usize) -> usize {
        self.find(at, |byte| byte == b'\n')
    }

    fn unclosed(&mut self, frame: Frame) {
        let open = self.sign(frame.at);
        let message = format!("`{open}` is not closed");
        self.error(Code::UNCLOSED, frame.at, &message, "it opens here");
        let close = match open {
            '⌊' => "⌋",
            '⌈' => "⌉",
            '[' | '［' => "]",
            '|' => "|",
            _ => ")",
        };
        self.hint(&format!("write `{close}` where it ends"));
    }

    fn too_deep(&mut self, at: usize) {
        let message = format!("nested more than {MAX_NESTING} levels deep");
        self.error(Code::NESTING, at.saturating_sub(1), &message, "");
        self.hint("give a part a name of its own and use the name");
        self.frames.clear();
        self.end_statement(self.bytes.len());
    }

    fn error(&mut self, code: Code, at: usize, message: &str, label: &str) {
        let place = self.text.original(Span::new(at, at + 1));
        let error = Diagnostic::error(code, message).at(self.text.source(), place, label);
        self.found.errors.push(error);
    }

    fn hint(&mut self, hint: &str) {
        if let Some(error) = self.found.errors.pop() {
            self.found.errors.push(error.hint(hint));
        }
    }
}
