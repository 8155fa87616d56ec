//! What the grammar could not read, told to people.

use crate::diagnostic::{Code, Diagnostic, Span};

use super::hints::hint;
use super::pairs::Failure;
use super::text::Text;
use super::words::clip;

/// The diagnostic for a stretch that begins at an offset of the text and does not follow the
/// grammar.
pub(super) fn describe(text: &Text, stretch: Span, failure: &Failure) -> Diagnostic {
    let at = stretch.start + failure.at;
    if let Some(error) = comma_in_number(text, stretch, at) {
        return error;
    }
    let rest = text.slice(Span::new(at, stretch.end));
    let found = found(rest);
    let span = Span::new(at, at + found.length);
    let mut message = format!("found {}", found.words);
    if !failure.expected.is_empty() {
        message = format!("expected {}, {message}", listed(&failure.expected));
    }
    let mut error = text.error(Code::UNEXPECTED, span, message);
    let before = text.slice(Span::new(stretch.start, at));
    if let Some(hint) = hint(before, rest, &failure.expected) {
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

pub(super) fn trailing_digits(text: &str) -> &str {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    text.get(text.len() - digits..).unwrap_or_default()
}

pub(super) fn leading_digits(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..digits).unwrap_or_default()
}

/// `32,000` and `0,5`: the comma may be where reading failed, or just before.
fn comma_in_number(text: &Text, stretch: Span, at: usize) -> Option<Diagnostic> {
    let slice = |start: usize, end: usize| text.slice(Span::new(start, end));
    let comma = [at, at.saturating_sub(1)]
        .into_iter()
        .find(|&place| place >= stretch.start && slice(place, place + 1) == ",")?;
    let before = trailing_digits(slice(stretch.start, comma));
    let mut groups = vec![before];
    let mut end = comma;
    while slice(end, end + 1) == "," {
        let digits = leading_digits(slice(end + 1, stretch.end));
        if digits.is_empty() {
            break;
        }
        groups.push(digits);
        end += 1 + digits.len();
    }
    let (first, rest) = groups
        .split_first()
        .filter(|(first, rest)| !first.is_empty() && !rest.is_empty())?;
    let span = Span::new(comma - first.len(), end);
    let message = format!("`{}` is no number", clip(text.slice(span)));
    let error = text.error(Code::NUMBER, span, message);
    if first.len() <= 3 && rest.iter().all(|group| group.len() == 3) {
        let number = groups.join("_");
        return Some(error.hint(format!("digits are grouped with `_`: `{}`", clip(&number))));
    }
    match rest {
        [decimals] => Some(error.hint(format!(
            "a decimal is written with a point: `{}.{}`",
            clip(first),
            clip(decimals)
        ))),
        _ => Some(error),
    }
}
