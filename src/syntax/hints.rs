//! What to write instead of what could not be read.

use super::failure::trailing_digits;
use super::names::nearest;
use super::words::{STATEMENTS, clip, word_length};

/// What to write instead, where it can be told from what was read, what follows, and what could
/// have followed.
pub(super) fn hint(before: &str, rest: &str, expected: &[&str]) -> Option<String> {
    let first = rest.chars().next();
    if let Some(hint) = first.and_then(for_character) {
        return Some(hint.to_owned());
    }
    if expected == ["`=`"] {
        return Some(for_statement(before));
    }
    let word = rest.get(..word_length(rest)).unwrap_or_default();
    let digits = trailing_digits(before);
    let fixed = match (first?, word) {
        ('.', _) if !digits.is_empty() && !has_point(before) => {
            return Some(format!(
                "a number does not end in a point: `{}.0`",
                clip(digits)
            ));
        }
        ('_', _) if !digits.is_empty() => "in a number `_` stands between two digits: `1_000`",
        ('_', _) if before.ends_with(char::is_alphanumeric) => {
            "a subscript is letters and digits: `h_1`, `h_{head}`"
        }
        ('_', _) => "a name begins with a letter",
        ('>', _) if before.ends_with('-') => "`⇒` is written `=>`",
        ('%', _) if expected == ["the end"] => "the sign touches its number: `1%`",
        ('%', _) => "a remainder is written `a mod b`, a percentage `8.5%`",
        ('=', _) if before.trim_start().starts_with("case ") => {
            "values stand between commas: `L = 32, h = 4096`"
        }
        (_, "in") if before.trim_end().ends_with('"') => "`in \"case\"` stands before the text",
        (_, "if") => "a conditional is written `if p then a else b`",
        ('+' | '-' | '*' | '/' | '^', _) if expected == ["a statement"] => {
            "a line goes on only inside a bracket: `(a +` … `b)`"
        }
        ('*' | '/' | '^' | '=' | '<' | '>', _) if expected.contains(&"a number") => {
            "write an operand on both sides"
        }
        _ => return None,
    };
    Some(fixed.to_owned())
}

/// Characters that stand for something else in other languages.
fn for_character(found: char) -> Option<&'static str> {
    Some(match found {
        '“' | '”' | '„' | '«' | '»' => "write straight quotes: `\"`",
        '½' => "write `(1/2)`",
        '∑' => "a sum is written `sum(i = 1..L, 2i + 1)`",
        '∏' => "a product is written `prod(i = 1..L, i)`",
        '$' | '\\' => "LaTeX is read with `--from latex`",
        '{' | '}' => "brackets are written `(…)`",
        ':' => "a definition is written `name = …`",
        ';' => "each statement has a line of its own",
        '&' | '∧' => "write `and`",
        '∨' => "write `or`",
        '¬' => "write `not`",
        '?' => "a conditional is written `if p then a else b`",
        _ => return None,
    })
}

/// A statement that begins with something like a name, and has no `=`.
fn for_statement(before: &str) -> String {
    let line = before.trim_start();
    let word = line.get(..word_length(line)).unwrap_or_default();
    match nearest(word, STATEMENTS.iter().copied()) {
        Some(near) if near != word && line.len() > word.len() => format!("did you mean `{near}`?"),
        _ => "a definition is written `name = …`".to_owned(),
    }
}

/// Whether the digits at the end stand behind a point already.
fn has_point(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_ascii_digit())
        .ends_with('.')
}
