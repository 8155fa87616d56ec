//! A source brought to the spelling that the grammar reads, with the way back to every place.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::diagnostic::{Code, Diagnostic, Source, Span};

use super::words::greek_letter;

/// The normalised text of a source. Spans inside this room are spans of the normalised text; they
/// turn into places of the source when a diagnostic or a result leaves the room.
#[derive(Clone, Debug)]
pub(super) struct Text {
    source: Source,
    /// The normalised text, where it differs from the source.
    normal: Option<String>,
    /// The rewritten stretches, in order.
    rewritten: Vec<Rewritten>,
}

/// A stretch that is spelled differently in the normalised text.
#[derive(Clone, Copy, Debug)]
struct Rewritten {
    normal: Span,
    original: Span,
}

impl Text {
    /// Normalises a source: compatibility forms (NFKC), superscripts as `⁽…⁾`, subscripts as
    /// `_{…}`, primes as `'`, look-alikes of signs as the sign, `⌊x⌋` as a call, `\alpha` as `α`. Strings and comments stay as they are.
    pub(super) fn read(source: &Source) -> Self {
        let mut text = Self {
            source: source.clone(),
            normal: None,
            rewritten: Vec::new(),
        };
        if !source.text().is_ascii() || source.text().contains('\\') {
            let mut normaliser = Normaliser::default();
            normaliser.run(source.text());
            text.normal = Some(normaliser.normal);
            text.rewritten = normaliser.rewritten;
        }
        text
    }

    /// The normalised text.
    pub(super) fn as_str(&self) -> &str {
        self.normal.as_deref().unwrap_or_else(|| self.source.text())
    }

    /// The normalised text of a span.
    pub(super) fn slice(&self, span: Span) -> &str {
        self.as_str().get(span.start..span.end).unwrap_or_default()
    }

    /// The normalised text of a span with line ends, tabs and comments turned to blanks, places
    /// unchanged.
    pub(super) fn blanked(&self, span: Span) -> Cow<'_, str> {
        let text = self.slice(span);
        if !text.contains(['\n', '\r', '\t', '#']) {
            return Cow::Borrowed(text);
        }
        let (mut in_string, mut in_comment) = (false, false);
        let blank = |c: char| {
            match c {
                '\n' => (in_string, in_comment) = (false, false),
                '"' if !in_comment => in_string = !in_string,
                '#' if !in_string => in_comment = true,
                _ => {}
            }
            let is_blank = in_comment || matches!(c, '\n' | '\r' | '\t');
            std::iter::repeat_n(
                if is_blank { ' ' } else { c },
                if is_blank { c.len_utf8() } else { 1 },
            )
        };
        Cow::Owned(text.chars().flat_map(blank).collect())
    }

    /// What the author wrote at a span, as messages quote it.
    pub(super) fn written(&self, span: Span) -> Cow<'_, str> {
        super::words::clip(self.source.slice(self.original(span)))
    }

    /// The source.
    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    /// Puts single bytes in the place of single bytes, which leaves all places as they are.
    pub(super) fn replace_bytes(&mut self, changes: &[(usize, char)]) {
        if changes.is_empty() {
            return;
        }
        let mut new = String::with_capacity(self.as_str().len());
        let mut done = 0;
        for &(at, byte) in changes {
            new.push_str(self.slice(Span::new(done, at)));
            new.push(byte);
            done = at + 1;
        }
        new.push_str(self.slice(Span::new(done, self.as_str().len())));
        self.normal = Some(new);
    }

    /// The place in the source of a span of the normalised text.
    pub(super) fn original(&self, span: Span) -> Span {
        let start = self.original_place(span.start, false);
        let end = self.original_place(span.end, true);
        Span::new(start, end.max(start))
    }

    fn original_place(&self, at: usize, is_end: bool) -> usize {
        let inside = |r: &Rewritten| r.normal.start < at || (r.normal.start == at && !is_end);
        let index = self.rewritten.partition_point(inside);
        let Some(last) = index.checked_sub(1).and_then(|i| self.rewritten.get(i)) else {
            return at;
        };
        if at >= last.normal.end {
            last.original.end + (at - last.normal.end)
        } else if is_end {
            last.original.end
        } else {
            last.original.start
        }
    }

    /// An error at a span of the normalised text.
    pub(super) fn error(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(&self.source, self.original(span), "")
    }

    /// A note at a span of the normalised text that tells which reading was chosen.
    pub(super) fn note(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::note(Code::READING, message).at(&self.source, self.original(span), "")
    }
}

#[derive(Default)]
struct Normaliser {
    normal: String,
    rewritten: Vec<Rewritten>,
}

impl Normaliser {
    fn run(&mut self, text: &str) {
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            at += self.step(rest, at);
        }
    }

    /// Takes one stretch from the front of the rest; its length in bytes.
    fn step(&mut self, rest: &str, at: usize) -> usize {
        let Some(first) = rest.chars().next() else {
            return 1;
        };
        match first {
            '"' => self.keep(verbatim_length(rest, '"')),
            '#' => self.keep(verbatim_length(rest, '\n')),
            _ if !plain_length(rest).is_empty() => self.keep(plain_length(rest)),
            _ if superscript(first).is_some() => self.rewrite_run(rest, at, "⁽", superscript, "⁾"),
            _ if subscript(first).is_some() => self.rewrite_run(rest, at, "_{", subscript, "}"),
            '\u{feff}' if at == 0 => self.rewrite(first.len_utf8(), at, ""),
            '\\' => self.command(rest, at),
            '′' | '’' | 'ʹ' => self.rewrite(first.len_utf8(), at, "'"),
            '″' => self.rewrite(first.len_utf8(), at, "''"),
            '‴' => self.rewrite(first.len_utf8(), at, "'''"),
            _ if look_alike(first).is_some() => {
                self.rewrite(first.len_utf8(), at, look_alike(first).unwrap_or_default())
            }
            _ => {
                let marks = rest.chars().skip(1).take_while(|&c| is_mark(c));
                let length = first.len_utf8() + marks.map(char::len_utf8).sum::<usize>();
                let stretch = rest.get(..length).unwrap_or_default();
                let normal: String = stretch.nfkc().collect();
                if normal == stretch || !normal.chars().all(is_plain) {
                    self.keep(stretch)
                } else {
                    self.rewrite(length, at, &normal)
                }
            }
        }
    }

    /// `\alpha` is the letter; other commands stay, to be refused.
    fn command(&mut self, rest: &str, at: usize) -> usize {
        let name = rest.get(1..).unwrap_or_default();
        let end = name.find(|c: char| !c.is_ascii_alphabetic());
        let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
        match greek_letter(name) {
            Some(letter) => self.rewrite(1 + name.len(), at, letter.encode_utf8(&mut [0; 4])),
            None => self.keep("\\"),
        }
    }

    fn keep(&mut self, stretch: &str) -> usize {
        self.normal.push_str(stretch);
        stretch.len()
    }

    fn rewrite(&mut self, length: usize, at: usize, normal: &str) -> usize {
        let start = self.normal.len();
        self.normal.push_str(normal);
        self.rewritten.push(Rewritten {
            normal: Span::new(start, self.normal.len()),
            original: Span::new(at, at + length),
        });
        length
    }

    /// Rewrites a run of superscripts or subscripts, each to its plain character, between an
    /// opening and a closing sign.
    fn rewrite_run(
        &mut self,
        rest: &str,
        at: usize,
        open: &str,
        plain: impl Fn(char) -> Option<char>,
        close: &str,
    ) -> usize {
        let mut length = 0;
        let mut last = 0;
        for c in rest.chars() {
            let Some(plain) = plain(c) else { break };
            last = c.len_utf8();
            if length == 0 {
                self.rewrite(last, at, open);
            }
            self.rewrite(last, at + length, plain.encode_utf8(&mut [0; 4]));
            length += last;
        }
        self.rewrite(last, at + length - last, close);
        length
    }
}

/// The length of a string up to its closing quote, or of a comment up to its line end; a string
/// ends at the line end at the latest.
fn verbatim_length(rest: &str, close: char) -> &str {
    let inner = rest.get(1..).unwrap_or_default();
    let end = inner.find([close, '\n']).map_or(rest.len(), |end| {
        end + 1 + usize::from(close == '"' && inner.as_bytes().get(end) == Some(&b'"'))
    });
    rest.get(..end).unwrap_or(rest)
}

/// The ASCII characters up to the next one that needs a look; one with a mark over it needs one.
fn plain_length(rest: &str) -> &str {
    let is_special = |&b: &u8| !b.is_ascii() || matches!(b, b'"' | b'#' | b'\\');
    let end = rest
        .bytes()
        .position(|b| is_special(&b))
        .unwrap_or(rest.len());
    let is_marked = rest
        .get(end..)
        .and_then(|behind| behind.chars().next())
        .is_some_and(is_mark);
    rest.get(..end - usize::from(is_marked && end > 0))
        .unwrap_or(rest)
}

fn is_mark(c: char) -> bool {
    canonical_combining_class(c) != 0
}

/// Whether a character may come out of normalisation: what would open a string or a comment, break
/// a line or stand for something else altogether (`½`, `…`) stays as it is.
fn is_plain(c: char) -> bool {
    !matches!(c, '"' | '#' | '\n' | '\r' | '⁄' | '.' | '\u{1}' | '\u{2}')
}

/// The plain spelling of a sign that looks like another.
fn look_alike(c: char) -> Option<&'static str> {
    Some(match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' => "-",
        '∗' | '⁎' => "*",
        '⁄' | '∕' => "/",
        '．' => ".",
        '⌊' => "(floor(",
        '⌈' => "(ceil(",
        '⌋' | '⌉' => "))",
        _ => return None,
    })
}

fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => return char::from_u32(u32::from('4') + (u32::from(c) - u32::from('⁴'))),
        '⁺' => '+',
        '⁻' => '-',
        '⁽' => '(',
        '⁾' => ')',
        'ⁿ' => 'n',
        'ⁱ' => 'i',
        'ᵏ' => 'k',
        'ᵐ' => 'm',
        'ᵈ' => 'd',
        'ᴸ' => 'L',
        'ˣ' => 'x',
        _ => return None,
    })
}

fn subscript(c: char) -> Option<char> {
    Some(match c {
        '₀'..='₉' => return char::from_u32(u32::from('0') + (u32::from(c) - u32::from('₀'))),
        'ₐ' => 'a',
        'ₑ' => 'e',
        'ₕ' => 'h',
        'ᵢ' => 'i',
        'ⱼ' => 'j',
        'ₖ' => 'k',
        'ₗ' => 'l',
        'ₘ' => 'm',
        'ₙ' => 'n',
        'ₒ' => 'o',
        'ₚ' => 'p',
        'ᵣ' => 'r',
        'ₛ' => 's',
        'ₜ' => 't',
        'ᵤ' => 'u',
        'ᵥ' => 'v',
        'ₓ' => 'x',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalises() {
        let table = [
            ("h²", "h⁽2⁾"),
            ("2¹⁰ + h⁻¹", "2⁽10⁾ + h⁽-1⁾"),
            ("h₁₂d", "h_{12}d"),
            ("H′ + H’ + H″", "H' + H' + H''"),
            ("（Ｌ＋１）", "(L+1)"),
            ("𝐿·ℎ", "L·h"),
            ("α × β", "α × β"),
            ("a\u{a0}b", "a b"),
            ("\"γ² ½\" # h²\nh²", "\"γ² ½\" # h²\nh⁽2⁾"),
            ("½", "½"),
            ("e\u{301}t", "ét"),
            ("2–1 — 3 ∗ x⁄2", "2-1 - 3 * x/2"),
            ("３．５", "3.5"),
            ("2⌊x⌋ \"⌈a–b⌉\"", "2(floor(x)) \"⌈a–b⌉\""),
            ("2\\alpha h\\Omega_1 + \\frac", "2α hΩ_1 + \\frac"),
        ];
        for (written, normal) in table {
            let text = Text::read(&Source::new("t", written));
            assert_eq!(text.as_str(), normal, "{written}");
        }
    }

    #[test]
    fn finds_the_way_back() {
        let source = Source::new("t", "λ中h²¹ + 𝐿₁x");
        let text = Text::read(&source);
        assert_eq!(text.as_str(), "λ中h⁽21⁾ + L_{1}x");
        for part in ["λ", "h", "x", "+"] {
            let at = text.as_str().find(part).unwrap();
            let span = Span::new(at, at + part.len());
            assert_eq!(text.written(span), part);
        }
        let at = |part: &str| {
            let start = text.as_str().find(part).unwrap();
            text.written(Span::new(start, start + part.len()))
                .into_owned()
        };
        assert_eq!(at("⁽21⁾"), "²¹");
        assert_eq!(at("21"), "²¹");
        assert_eq!(at("h⁽21⁾ + L"), "h²¹ + 𝐿");
        assert_eq!(at("L_{1}"), "𝐿₁");
        assert_eq!(at("_{1}"), "₁");
    }
}
