//! Functions of which nothing is said: `f(x + y)`, `\text{Var}(aX)`, `\mathbb{E}[X]` are no products.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::expr::Symbol;
use crate::syntax::latex::Lowered;
use crate::syntax::names_function;

/// Letters that are functions where nothing but a bracket ever follows them.
const LETTERS: &[&str] = &["f", "g", "phi", "varphi", "psi", "sigma"];

/// A name that looks like a function in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Called {
    /// The number of its arguments.
    pub(super) arity: usize,
    /// Whether it is a function even where it is met elsewhere: `$f$` by itself is met as well.
    pub(super) is_certain: bool,
}

/// The names in a text of which each occurrence has a bracket right behind it: letters that name functions, and
/// words.
pub(super) fn functions_in(text: &str, words: &BTreeSet<&str>) -> BTreeMap<Symbol, Called> {
    let brackets = brackets(text);
    let sequences = sequences(text, &brackets);
    let mut found: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (at, name) in names(text) {
        // Of `sqrt(a + b) = sqrt(a) + sqrt(b)` all is known.
        if names_function(name) {
            continue;
        }
        let is_letter = LETTERS.contains(&name.trim_end_matches('\''));
        if !(is_letter
            || sequences.contains(name)
            || is_expectation(name)
            || is_word(name) && words.contains(name))
        {
            continue;
        }
        let end = at + name.len();
        // `E(3dh)`: so many experts.
        let counts = is_expectation(name)
            && text
                .get(end + 1..)
                .is_some_and(|inside| inside.starts_with(|c: char| c.is_ascii_digit()));
        let arity = brackets.get(&end).copied().filter(|_| !counts);
        let known = found.entry(name).or_insert(arity);
        if *known != arity {
            *known = None;
        }
    }
    let called = |(name, arity): (&str, Option<usize>)| {
        let is_letter = LETTERS.contains(&name.trim_end_matches('\''));
        let is_certain = is_letter || sequences.contains(name);
        let arity = arity?;
        Some((Symbol::new(name), Called { arity, is_certain }))
    };
    found.into_iter().filter_map(called).collect()
}

/// Letters that nothing but a bracket ever follows, with different sums of names and numbers in it: `T(n) =
/// 2 T(n - 1) + 1`. Such brackets are places, and no factors.
fn sequences<'t>(text: &'t str, brackets: &BTreeMap<usize, usize>) -> BTreeSet<&'t str> {
    let mut inside: BTreeMap<&str, Option<BTreeSet<&str>>> = BTreeMap::new();
    for (at, name) in names(text) {
        let end = at + name.len();
        let place = brackets.get(&end).filter(|count| **count == 1);
        let place = place.and_then(|_| text.get(end + 1..)?.split(')').next());
        // `n(n + 1) - n(n - 1)` is a product.
        let place = place.filter(|place| !names(place).any(|(_, other)| other == name));
        let known = inside.entry(name).or_insert_with(|| Some(BTreeSet::new()));
        match (place.filter(|place| is_place(place)), known.as_mut()) {
            (Some(place), Some(places)) => {
                places.insert(place.trim());
            }
            _ => *known = None,
        }
    }
    // `f(0)`: nobody multiplies by a 0 in brackets.
    let is_zero = |place: &&str| matches!(place.replace(' ', "").as_str(), "0" | "0+0" | "0-0");
    let is_sequence = |places: &BTreeSet<&str>| {
        places.iter().any(is_zero)
            || places.len() > 1
                && places
                    .iter()
                    .any(|place| place.contains(char::is_alphabetic))
    };
    let found = inside.into_iter();
    let found = found.filter(|(_, places)| places.as_ref().is_some_and(is_sequence));
    found.map(|(name, _)| name).collect()
}

/// Whether what stands in a bracket is a name, a number, or a sum of a few of them: `n - 1`.
fn is_place(inside: &str) -> bool {
    let mut parts = inside.split(['+', '-']).map(str::trim);
    let is_plain = |part: &str| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}');
        !part.is_empty() && (digits == 0 || digits == part.len()) && part.chars().all(belongs)
    };
    parts.clone().count() <= 3 && parts.all(is_plain)
}

/// A text with words in place of the names that stand for them, and without the blank that sized brackets leave
/// behind an expectation, where a bracket follows: `Var(X)`, `E_x(…)`.
pub(super) fn spelled<'t>(text: &'t str, lowered: &Lowered) -> Cow<'t, str> {
    let mut spelled = String::new();
    let mut done = 0;
    for (at, name) in names(text) {
        let end = at + name.len();
        if !text
            .get(end..)
            .is_some_and(|behind| behind.starts_with(" ("))
        {
            continue;
        }
        let word = lowered
            .phrase_of(name)
            .map(|phrase| phrase.words.as_str())
            .filter(|words| is_word(words));
        if let Some(word) = word.or_else(|| is_expectation(name).then_some(name)) {
            spelled.push_str(text.get(done..at).unwrap_or_default());
            spelled.push_str(word);
            done = end + 1;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    spelled.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(spelled)
}

/// The names in a text, each with its place.
fn names(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}' | '\'');
    let mut at = 0;
    let parts = text.split_inclusive(move |c: char| !belongs(c));
    parts.filter_map(move |part| {
        let start = at;
        at += part.len();
        let name = part.trim_end_matches(|c: char| !belongs(c));
        // `2f(x)`: a number multiplies it.
        let letters = name.trim_start_matches(|c: char| c.is_ascii_digit());
        let start = start + name.len() - letters.len();
        (!letters.is_empty()).then_some((start, letters))
    })
}

/// `\mathbb{E}`, `\mathbb{E}_x`.
fn is_expectation(name: &str) -> bool {
    name == "E" || name.starts_with("E_")
}

fn is_word(name: &str) -> bool {
    name.len() > 2
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
}

/// How many arguments stand in each bracket of a text, by the place where it opens.
fn brackets(text: &str) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '[' => open.push((at, 1)),
            ',' => {
                if let Some((_, count)) = open.last_mut() {
                    *count += 1;
                }
            }
            ')' | ']' => {
                if let Some((at, count)) = open.pop().filter(|_| letter == ')') {
                    found.insert(at, count);
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::functions_in;

    #[test]
    fn names_before_brackets_are_functions() {
        let told = |text: &str, words: &[&str], met: &[&str]| -> Vec<String> {
            let words = words.iter().copied().collect();
            let found = functions_in(text, &words);
            found
                .iter()
                .filter(|(name, called)| called.is_certain || !met.contains(&name.name()))
                .map(|(name, called)| format!("{name}/{}", called.arity))
                .collect()
        };
        assert_eq!(told("f(x + y) = f(x) + f(y)", &[], &[]), ["f/1"]);
        assert_eq!(told("f(h + 1) + 2 f", &[], &[]), Vec::<String>::new());
        assert_eq!(told("E(h + 1)", &[], &["E"]), Vec::<String>::new());
        assert_eq!(
            told("Var(aX) + Cov(X, Y)", &["Var", "Cov"], &[]),
            ["Cov/2", "Var/1"]
        );
        assert_eq!(
            told("L(12h^2 + 4h) + E(3dh)", &[], &[]),
            Vec::<String>::new()
        );
        assert_eq!(told("E_{x}((C - x)^2) = C E_{x}(x)", &[], &[]), ["E_{x}/1"]);
    }
}
