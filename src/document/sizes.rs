//! What the words near a formula say of the size of its symbols: "as h grows", "for small x", "n → ∞".

use super::whole::Document;
use crate::diagnostic::Span;
use crate::expr::Symbol;

/// How far before a formula its words are looked for, in bytes, and how far behind it.
const BEFORE: usize = 1_500;
const BEHIND: usize = 200;

/// How large a symbol is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// It grows without bound.
    Large,
    /// It tends to 0.
    Small,
}

/// Words between a name and what is said of it, or between what is said and the name.
const FILLERS: &[&str] = &[
    "is",
    "are",
    "very",
    "enough",
    "sufficiently",
    "gets",
    "becomes",
    "values",
    "of",
    "get",
    "become",
];

/// What is said before the names: "for large h and L".
const AHEAD: &[(&str, Size)] = &[
    ("large ", Size::Large),
    ("big ", Size::Large),
    ("große ", Size::Large),
    ("großes ", Size::Large),
    ("grands ", Size::Large),
    ("grandes ", Size::Large),
    ("больших ", Size::Large),
    ("большом ", Size::Large),
    ("small ", Size::Small),
    ("kleine ", Size::Small),
    ("kleines ", Size::Small),
    ("petits ", Size::Small),
    ("pequeños ", Size::Small),
    ("малых ", Size::Small),
    ("малом ", Size::Small),
    ("irst order in ", Size::Small),
    ("eglecting ", Size::Small),
    ("rster Ordnung in ", Size::Small),
];

/// What is said behind a name: "h grows", "x가 작으면".
const BEHIND_NAME: &[(&str, Size)] = &[
    ("large", Size::Large),
    ("big", Size::Large),
    ("grows", Size::Large),
    ("grow", Size::Large),
    ("increases", Size::Large),
    ("tends to infinity", Size::Large),
    ("goes to infinity", Size::Large),
    ("groß", Size::Large),
    ("grand", Size::Large),
    ("가 클 때", Size::Large),
    ("이 클 때", Size::Large),
    ("가 크면", Size::Large),
    ("이 크면", Size::Large),
    ("가 커지면", Size::Large),
    ("이 커지면", Size::Large),
    ("가 충분히 크면", Size::Large),
    ("이 충분히 크면", Size::Large),
    ("很大", Size::Large),
    ("足够大", Size::Large),
    ("が大きい", Size::Large),
    ("が十分大きい", Size::Large),
    ("small", Size::Small),
    ("shrinks", Size::Small),
    ("tends to zero", Size::Small),
    ("tends to 0", Size::Small),
    ("goes to zero", Size::Small),
    ("goes to 0", Size::Small),
    ("klein", Size::Small),
    ("petit", Size::Small),
    ("pequeño", Size::Small),
    ("pequeno", Size::Small),
    ("가 작을 때", Size::Small),
    ("이 작을 때", Size::Small),
    ("가 작으면", Size::Small),
    ("이 작으면", Size::Small),
    ("很小", Size::Small),
    ("足够小", Size::Small),
    ("が小さい", Size::Small),
    ("が十分小さい", Size::Small),
];

/// Signs behind a name, and what stands behind them.
const SIGNS: &[&str] = &["→", "\\to", "\\rightarrow", "->", "≪", "\\ll", "≫", "\\gg"];

impl Document {
    /// The symbols of which the words near a place say that they are of a size, each once.
    ///
    /// ```
    /// use longhand::diagnostic::Source;
    /// use longhand::document::{Size, read};
    ///
    /// let source = Source::new("a.md", "As $h$ grows, $12h^2 + 13h ≈ 12h^2$.\n");
    /// let document = read(&source);
    /// let place = document.statements[0].span();
    /// assert_eq!(document.said_to_be(Size::Large, place)[0].name(), "h");
    /// assert!(document.said_to_be(Size::Small, place).is_empty());
    /// ```
    pub fn said_to_be(&self, size: Size, place: Span) -> Vec<Symbol> {
        let near = self.source.slice(self.source.around(place, BEFORE, BEHIND));
        let mut found: Vec<Symbol> = Vec::new();
        let mut note = |name: &str| {
            let symbol = Symbol::new(&name.replace(['{', '}', '\\'], ""));
            if self.met.contains(&symbol) && !found.contains(&symbol) {
                found.push(symbol);
            }
        };
        for (words, _) in AHEAD.iter().filter(|(_, said)| *said == size) {
            for (at, _) in near.match_indices(words) {
                let behind = near.get(at + words.len()..).unwrap_or_default();
                names_ahead(behind).into_iter().for_each(&mut note);
            }
        }
        for (words, _) in BEHIND_NAME.iter().filter(|(_, said)| *said == size) {
            for (at, _) in near.match_indices(words) {
                let name = last_name(near.get(..at).unwrap_or_default());
                name.into_iter().for_each(&mut note);
            }
        }
        for sign in SIGNS {
            for (at, _) in near.match_indices(sign) {
                let behind = near.get(at + sign.len()..).unwrap_or_default();
                if tends(sign, behind) == Some(size) {
                    let name = last_name(near.get(..at).unwrap_or_default());
                    name.into_iter().for_each(&mut note);
                }
            }
        }
        found
    }
}

/// What a sign and what stands behind it say.
fn tends(sign: &str, behind: &str) -> Option<Size> {
    let behind = behind.trim_start();
    let number = |digit: char| {
        let mut letters = behind.chars();
        let is_it = letters.next() == Some(digit);
        is_it
            && !letters
                .next()
                .is_some_and(|next| next.is_ascii_digit() || next == '.')
    };
    match sign {
        "≪" | "\\ll" => number('1').then_some(Size::Small),
        "≫" | "\\gg" => number('1').then_some(Size::Large),
        _ if number('0') => Some(Size::Small),
        _ => ["∞", "\\infty", "infinity"]
            .iter()
            .any(|infinite| behind.starts_with(infinite))
            .then_some(Size::Large),
    }
}

/// The names that a text begins with, `h and L`.
fn names_ahead(text: &str) -> Vec<&str> {
    let mut rest = text.trim_start_matches([' ', '$']);
    for filler in ["values of ", "enough "] {
        rest = rest.strip_prefix(filler).unwrap_or(rest);
    }
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '$', '`', '*']);
        let end = rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        if name.is_empty() {
            return found;
        }
        found.push(name);
        let behind = behind.trim_start_matches([' ', '$', '`', '*']);
        let next = [",", "and ", "und ", "et ", "y ", "и "]
            .iter()
            .find_map(|word| behind.strip_prefix(word));
        match next {
            Some(next) => rest = next,
            None => return found,
        }
    }
}

/// The name that a text ends with, before words such as "is very".
fn last_name(text: &str) -> Option<&str> {
    let mut rest = text.trim_end_matches([' ', '$', '`', '*']);
    while let Some(shorter) = FILLERS.iter().find_map(|filler| rest.strip_suffix(filler))
        && shorter.ends_with([' ', '$', '`', '*'])
    {
        rest = shorter.trim_end_matches([' ', '$', '`', '*']);
    }
    let start = rest
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_of_name(*c))
        .last()
        .map(|(at, _)| at)?;
    rest.get(start..)
}

fn is_of_name(letter: char) -> bool {
    // The languages that write no blanks go on with letters of their own.
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '{' | '}' | '\\' | 'α'..='ω')
}
