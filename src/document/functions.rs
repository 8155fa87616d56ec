//! Functions of which nothing is said: `f(x + y)`, `\text{Var}(aX)`, `\mathbb{E}[X]` are no products.

use std::borrow::Cow;

use crate::expr::Symbol;
use crate::syntax::latex::Lowered;

/// Letters that are functions where nothing but a bracket ever follows them.
const LETTERS: &[&str] = &["f", "g", "E", "phi", "varphi", "psi", "sigma"];

/// The names in a text of which each occurrence has a bracket right behind it, with the number of their
/// arguments: letters that name functions, and words. A name that `is_met` elsewhere is none.
pub(super) fn functions_in(
    text: &str,
    words: &[String],
    is_met: impl Fn(&str) -> bool,
) -> Vec<(Symbol, usize)> {
    let words = words
        .iter()
        .map(String::as_str)
        .filter(|name| is_word(name));
    let mut found: Vec<(Symbol, usize)> = Vec::new();
    // `\mathbb{E}_x[…]`: an expectation over x.
    let over = text.split(|c: char| !belongs(c));
    let over = over.filter(|name| name.starts_with("E_"));
    for name in LETTERS.iter().copied().chain(words).chain(over) {
        let is_known = found.iter().any(|(known, _)| known.name() == name);
        // `$f$` by itself is met as well.
        let is_letter = LETTERS.contains(&name) && name != "E";
        if !is_known
            && (is_letter || !is_met(name))
            && let Some(arity) = arity(text, name)
        {
            found.push((Symbol::new(name), arity));
        }
    }
    found
}

/// A text with words in place of the names that stand for them, where a bracket follows: `Var(X)`.
pub(super) fn spelled<'t>(text: &'t str, lowered: &Lowered) -> Cow<'t, str> {
    let mut spelled = Cow::Borrowed(text);
    for phrase in &lowered.phrases {
        let before_bracket = format!("{} (", phrase.stand_in);
        if is_word(&phrase.words) && spelled.contains(&before_bracket) {
            spelled = Cow::Owned(spelled.replace(&before_bracket, &format!("{}(", phrase.words)));
        }
    }
    // `\mathbb{E}_x \left[`: sized brackets stand apart.
    let expectation = spelled.match_indices(" (").find_map(|(at, _)| {
        let before = spelled.get(..at).unwrap_or_default();
        let start = before.rfind(|c: char| !belongs(c)).map_or(0, |last| {
            last + before
                .get(last..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8)
        });
        let name = before.get(start..).unwrap_or_default();
        (name == "E" || name.starts_with("E_")).then(|| name.to_owned())
    });
    match expectation {
        Some(name) => Cow::Owned(spelled.replace(&format!("{name} ("), &format!("{name}("))),
        None => spelled,
    }
}

/// Whether a sign may stand in a name.
fn belongs(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '{' | '}')
}

fn is_word(name: &str) -> bool {
    name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The number of arguments that a name has wherever it stands; none where it ever stands without any.
fn arity(text: &str, name: &str) -> Option<usize> {
    let mut found = None;
    for (at, _) in text.match_indices(name) {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + name.len()..).unwrap_or_default();
        if before.ends_with(belongs) || behind.starts_with(belongs) {
            continue;
        }
        let count = arguments(behind)?;
        if found.is_some_and(|known| known != count) {
            return None;
        }
        found = Some(count);
    }
    found
}

/// How many arguments stand in the bracket that a text begins with.
fn arguments(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut count = 1;
    for letter in text.chars() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.checked_sub(1)?,
            ',' if depth == 1 => count += 1,
            _ => {}
        }
        if depth == 0 {
            return (letter == ')').then_some(count);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::functions_in;

    #[test]
    fn names_before_brackets_are_functions() {
        let told = |text: &str, words: &[&str], met: &[&str]| -> Vec<String> {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            let found = functions_in(text, &words, |name| met.contains(&name));
            found
                .iter()
                .map(|(name, arity)| format!("{name}/{arity}"))
                .collect()
        };
        assert_eq!(told("f(x + y) = f(x) + f(y)", &[], &[]), ["f/1"]);
        assert_eq!(told("f(h + 1) + 2 f", &[], &[]), Vec::<String>::new());
        assert_eq!(told("E(h + 1)", &[], &["E"]), Vec::<String>::new());
        assert_eq!(
            told("Var(aX) + Cov(X, Y)", &["Var", "Cov"], &[]),
            ["Var/1", "Cov/2"]
        );
        assert_eq!(told("L(12h^2 + 4h)", &[], &[]), Vec::<String>::new());
        assert_eq!(told("E_{x}((C - x)^2) = C E_{x}(x)", &[], &[]), ["E_{x}/1"]);
    }
}
