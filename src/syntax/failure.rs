//! What the grammar could not read, told to people.

use crate::diagnostic::{Code, Diagnostic, Span};

use super::pairs::Failure;
use super::text::Text;

/// The diagnostic for a stretch that begins at an offset of the text and does not follow the
/// grammar.
pub(super) fn describe(text: &Text, stretch: Span, failure: &Failure) -> Diagnostic {
    let at = stretch.start + failure.at;
    let rest = text.slice(Span::new(at, stretch.end));
    let found = found(rest);
    let span = Span::new(at, at + found.length);
    let mut message = format!("found {}", found.words);
    if !failure.expected.is_empty() {
        message = format!("expected {}, {message}", listed(&failure.expected));
    }
    let mut error = text.error(Code::UNEXPECTED, span, message);
    if let Some(hint) = hint(text.slice(Span::new(stretch.start, at)), rest) {
        error = error.hint(hint);
    }
    error
}

/// What stands where something else was expected.
struct Found {
    words: String,
    length: usize,
}

fn found(rest: &str) -> Found {
    let Some(first) = rest.chars().next() else {
        return Found {
            words: "the end".to_owned(),
            length: 0,
        };
    };
    let word = super::words::word_length(rest);
    let length = if first.is_alphabetic() && word <= 40 {
        word
    } else {
        first.len_utf8()
    };
    let words = match first {
        '\u{1}' | '\u{2}' => "`|`".to_owned(),
        '\n' | '\r' => "the end of the line".to_owned(),
        '⁽' => "a superscript".to_owned(),
        _ if first.is_control() || first.is_whitespace() => format!("U+{:04X}", u32::from(first)),
        _ => format!("`{}`", rest.get(..length).unwrap_or_default()),
    };
    Found { words, length }
}

/// `a, b or c`.
fn listed(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// What to write instead, where it can be told.
fn hint(before: &str, rest: &str) -> Option<String> {
    let first = rest.chars().next();
    let digits_before = trailing_digits(before);
    match first {
        Some('“' | '”' | '„' | '«' | '»') => Some("write straight quotes: `\"`".to_owned()),
        Some(',') if !digits_before.is_empty() => {
            let digits_after = leading_digits(rest.get(1..).unwrap_or_default());
            match digits_after.len() {
                0 => None,
                3 => Some(format!(
                    "digits are grouped with `_`: `{}`",
                    grouped(before, rest)
                )),
                _ => Some(format!(
                    "a decimal is written with a point: `{digits_before}.{digits_after}`"
                )),
            }
        }
        Some('.') if !digits_before.is_empty() => Some(format!(
            "a number does not end in a point: `{digits_before}.0`"
        )),
        Some('½') => Some("write `(1/2)`".to_owned()),
        Some('∑' | '∏') => Some("a sum is written `sum(i = 1..L, 2i + 1)`".to_owned()),
        Some('$' | '\\') => Some("LaTeX is read with `--from latex`".to_owned()),
        Some('{') => Some("brackets are written `(…)`".to_owned()),
        Some(':') => Some("a definition is written `name = …`".to_owned()),
        Some('%') => Some("a remainder is written `a mod b`".to_owned()),
        Some('_') => Some("a name begins with a letter".to_owned()),
        Some('*' | '/' | '^' | '=' | '<' | '>') => {
            Some("write an operand on both sides".to_owned())
        }
        _ => None,
    }
}

fn trailing_digits(text: &str) -> &str {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    text.get(text.len() - digits..).unwrap_or_default()
}

fn leading_digits(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..digits).unwrap_or_default()
}

/// The whole number with `_` in the place of its commas.
fn grouped(before: &str, rest: &str) -> String {
    let mut number = trailing_digits(before).to_owned();
    let mut rest = rest;
    while let Some(behind) = rest.strip_prefix(',') {
        let group = leading_digits(behind);
        if group.len() != 3 {
            break;
        }
        number = format!("{number}_{group}");
        rest = behind.get(3..).unwrap_or_default();
    }
    number
}
