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
    for name in LETTERS.iter().copied().chain(words) {
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
    spelled
}

fn is_word(name: &str) -> bool {
    name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The number of arguments that a name has wherever it stands; none where it ever stands without any.
fn arity(text: &str, name: &str) -> Option<usize> {
    let belongs = |c: char| c.is_alphanumeric() || c == '_';
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
    }
}
