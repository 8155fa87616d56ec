//! What prose has from formula files, character by character: sums over a range, conditions in square brackets, calls
//! with texts in them. Their signs of relation claim nothing.

use super::cut::sign_at;
use super::token::{Kind, Token};
use crate::expr::Function;
use crate::syntax::is_unit_word;
use crate::syntax::latex::Lowered;

/// The longest stretch that is taken at once.
const MAX_LENGTH: usize = 2_000;

/// Words of formula files between operands.
const WORDS: &[&str] = &[
    "if", "then", "else", "and", "or", "not", "in", "divides", "mod", "sum", "prod", "list",
    "true", "false",
];

/// The length of such a stretch at the beginning of a text; 0 where none is.
pub(super) fn extent(rest: &str, before: &str) -> usize {
    if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '\\' | '.')) {
        return 0;
    }
    let name = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '_'));
    let (name, behind) = rest.split_at(name.unwrap_or(rest.len()));
    // Only then the bracket is looked for: a line may open thousands.
    let may_begin = if name.is_empty() {
        behind.starts_with('[') && is_operand(before)
    } else {
        behind.starts_with('(') && is_caller(name)
    };
    let length = may_begin.then(|| bracket(behind)).flatten();
    let Some(length) = length else {
        return 0;
    };
    let inside = behind.get(1..length - 1).unwrap_or_default();
    let is_one = match name {
        "" => is_condition(behind, inside, length),
        "sum" | "prod" => inside.contains("..") || inside.contains(" in "),
        _ => inside.contains('"'),
    };
    if is_one { name.len() + length } else { 0 }
}

/// Whether a word may take a stretch of its own in brackets.
fn is_caller(name: &str) -> bool {
    matches!(name, "sum" | "prod" | "list") || Function::named(name).is_some()
}

/// The length of the bracket that a text begins with.
fn bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices().take(MAX_LENGTH) {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return (at > 0).then_some(at + 1);
        }
    }
    None
}

/// Whether an operand follows.
fn is_operand(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(['=', '≈', '+', '-', '−', '*', '·', '×', '/', '(', ','])
}

/// Whether a condition stands in square brackets, and no remark.
fn is_condition(text: &str, inside: &str, length: usize) -> bool {
    let words: Vec<&str> = inside.split_whitespace().collect();
    let joins =
        |word: &&str| WORDS.contains(&word.trim_matches(['(', ')'])) || sign_at(word).is_some();
    let is_word = |word: &&str| {
        !joins(word) && word.starts_with(|c: char| c.is_alphabetic()) && !word.ends_with(',')
    };
    let speaks = words.windows(2).any(|pair| pair.iter().all(is_word));
    let asks = ["ends_with(", "starts_with(", "contains("];
    let asks = asks.iter().any(|call| inside.starts_with(call));
    (asks || words.iter().any(joins))
        && !speaks
        && !text
            .get(length..)
            .is_some_and(|behind| behind.starts_with('('))
}

/// Writes such a stretch as it stands, with the names in it; whether the token is one.
pub(super) fn emit(token: &Token, lowered: &mut Lowered) -> bool {
    let is_one = token.kind == Kind::Name
        && token.text.len() == token.range.len()
        && token.text.ends_with([')', ']'])
        && extent(&token.text, "=") == token.text.len();
    if is_one {
        lowered.push(" ", token.range.start);
        lowered.copy(&token.text, token.range.start);
        // Every second part stands between quotes.
        for part in token.text.split('"').step_by(2) {
            lowered.names.extend(names(part));
        }
    }
    is_one
}

fn names(text: &str) -> impl Iterator<Item = String> {
    let runs = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    let is_name = |run: &&str| {
        run.len() > 2
            && run.starts_with(char::is_alphabetic)
            && !WORDS.contains(run)
            && Function::named(run).is_none()
            && !is_unit_word(run)
    };
    runs.filter(is_name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::extent;

    #[test]
    fn stretches_of_formula_files() {
        let taken =
            |text: &'static str, before: &str| text.get(..extent(text, before)).unwrap_or_default();
        assert_eq!(taken("sum(i = 1..4, i) = 10", "x = "), "sum(i = 1..4, i)");
        assert_eq!(taken("[l mod 2 = 0] and more", "= "), "[l mod 2 = 0]");
        assert_eq!(
            taken("ends_with(class, \"LM\"), so", "["),
            "ends_with(class, \"LM\")"
        );
        assert_eq!(taken("[we see that a = b]", "= "), "");
        assert_eq!(taken("[x = 3](a.md)", "= "), "");
        assert_eq!(taken("sum(a, b)", "= "), "");
        assert_eq!(taken("[x = 3]", "see "), "");
    }
}
