//! Signs and words that say of what a number is, or that it is not exact: `= ~6 GB`, `= about 6 GB`.

use super::marks::{blank, solid};
use super::token::{Kind, Token};
use crate::expr::Relation;
use crate::syntax::is_label;

/// `= ~6 GB` and `= ≈ 6 GB` are one relation; in `10 × ~6 GB` the sign says of a number that it is not
/// exact.
pub(super) fn join_relations(tokens: &mut [Token]) {
    let is_equal = |token: &Token| token.kind == Kind::Relation(Relation::Equal);
    let places: Vec<usize> = (0..tokens.len())
        .filter(|at| tokens.get(*at).is_some_and(is_equal))
        .collect();
    for at in places {
        // `= about 25`.
        let behind = tokens.get(at + 1..).unwrap_or_default();
        let mut words = behind.iter().take_while(|token| token.kind != Kind::Number);
        let says = behind.len() > words.clone().count()
            && words.clone().any(|token| is_about(&token.text))
            && words.all(|token| token.text.trim().is_empty() || is_about(&token.text));
        if says && let Some(token) = tokens.get_mut(at) {
            token.kind = Kind::Relation(Relation::Approx);
            "≈".clone_into(&mut token.text);
        }
    }
    for pair in solid(tokens).windows(2) {
        let [first, second] = *pair else { continue };
        let about = Some(Kind::Relation(Relation::Approx));
        if is_range(tokens, first, second) {
            if let Some(token) = tokens.get_mut(second) {
                token.kind = Kind::Separator;
            }
            continue;
        }
        let kind = |at: usize| tokens.get(at).map(|token| token.kind);
        let (kind, is_about) = (kind(first), kind(second) == about);
        if kind == Some(Kind::Open) && is_about && restates(tokens, first, second) {
            continue;
        }
        if matches!(kind, Some(Kind::Operator | Kind::Open)) && is_about {
            blank(tokens.get_mut(second));
        } else if kind == Some(Kind::Relation(Relation::Equal)) && is_about {
            blank(tokens.get_mut(second));
            if let Some(token) = tokens.get_mut(first) {
                token.kind = Kind::Relation(Relation::Approx);
                "≈".clone_into(&mut token.text);
            }
        }
    }
}

/// How many digits a number has that is told once more, rounded.
const LONG: usize = 5;

/// `39,383,808 (≈ 39.5M)`: whether a long number stands before a bracket, and in it a number alone that has a suffix
/// or the same unit.
fn restates(tokens: &[Token], open: usize, sign: usize) -> bool {
    let solid = |token: &&Token| token.kind != Kind::Gap;
    let mut before = tokens
        .get(..open)
        .unwrap_or_default()
        .iter()
        .rev()
        .filter(solid);
    let mut last = before.next();
    let unit = last.filter(|token| token.kind == Kind::Unit);
    if unit.is_some() {
        last = before.next();
    }
    let digits = |token: &Token| token.text.bytes().filter(u8::is_ascii_digit).count();
    let is_long = last.is_some_and(|token| token.kind == Kind::Number && digits(token) >= LONG);
    let mut inside = tokens
        .get(sign + 1..)
        .unwrap_or_default()
        .iter()
        .filter(solid);
    let is_number = inside
        .next()
        .is_some_and(|token| token.kind == Kind::Number);
    let behind = inside.next();
    let has_mark = match behind.map(|token| token.kind) {
        Some(Kind::Close) => unit.is_none(),
        Some(Kind::Postfix) => true,
        // `(~2.36M per layer)`.
        Some(Kind::Word) if unit.is_none() => behind.is_some_and(|word| says_of_what(&word.text)),
        Some(Kind::Unit) => {
            let dimension =
                |token: &Token| crate::units::unit(&token.text).map(|unit| unit.dimension);
            behind.and_then(dimension) == unit.and_then(dimension) && unit.is_some()
        }
        _ => false,
    };
    let closes = behind.is_some_and(|token| token.kind == Kind::Close || says_of_what(&token.text))
        || inside.next().is_some_and(|token| token.kind == Kind::Close);
    is_long && is_number && has_mark && closes
}

/// `For s tokens 12,288 × 2048 = …`: so many things before a number say of what it is, and are no factor of it.
pub(super) fn part_of_what(tokens: &mut [Token]) {
    let places = solid(tokens);
    for (place, window) in places.windows(3).enumerate() {
        let [count, thing, number] = *window else {
            continue;
        };
        let kind = |at: usize| tokens.get(at).map(|token| token.kind);
        // `5 layers × 3 heads 64` is part of a computation.
        let before = place.checked_sub(1).and_then(|at| places.get(at).copied());
        let goes_on = before
            .and_then(kind)
            .is_some_and(|kind| matches!(kind, Kind::Operator | Kind::Open | Kind::Relation(_)));
        let is_count = tokens.get(count).is_some_and(|token| {
            token.kind == Kind::Number
                || token.kind == Kind::Name && token.text.chars().count() == 1
        });
        let is_thing = tokens
            .get(thing)
            .is_some_and(|token| token.kind == Kind::Unit && is_label(&token.text));
        if !goes_on
            && is_count
            && is_thing
            && kind(number) == Some(Kind::Number)
            && let Some(token) = tokens.get_mut(thing)
        {
            token.kind = Kind::Separator;
        }
    }
}

/// Words behind a number that say of what it is: `2.36M per layer`.
pub(super) fn says_of_what(word: &str) -> bool {
    matches!(word, "per" | "each" | "total" | "in")
}

/// Whether a `~` stands between two bare numbers, `1~2 GB`: from one to the other.
fn is_range(tokens: &[Token], first: usize, sign: usize) -> bool {
    let is_tilde = tokens.get(sign).is_some_and(|token| token.text == "~");
    let mut before = tokens.get(..=first).unwrap_or_default().iter().rev();
    let mut before = before.by_ref().filter(|token| token.kind != Kind::Gap);
    let is_number = before
        .next()
        .is_some_and(|token| token.kind == Kind::Number);
    let begins = before.next().is_none_or(|token| {
        matches!(
            token.kind,
            Kind::Word | Kind::Separator | Kind::Open | Kind::Relation(_)
        )
    });
    let mut behind = tokens.get(sign + 1..).unwrap_or_default().iter();
    let next = behind.find(|token| token.kind != Kind::Gap);
    is_tilde && is_number && begins && next.is_some_and(|token| token.kind == Kind::Number)
}

/// Words that say of a number that it is not exact.
pub(crate) fn is_about(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "about",
        "approximately",
        "approx",
        "approx.",
        "around",
        "roughly",
        "nearly",
        "almost",
        "circa",
        "etwa",
        "rund",
        "ungefähr",
        "environ",
        "aproximadamente",
        "unos",
        "unas",
        "cerca",
        "ほぼ",
        "大概",
        "ca",
        "ca.",
        "약",
        "대략",
        "约",
        "大约",
        "約",
        "大約",
        "およそ",
        "около",
        "примерно",
        "приблизительно",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}
