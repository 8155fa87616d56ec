//! One side of a relation in prose: how far it reaches, and what the grammar is to read.

use std::ops::Range;

use super::amounts::{amount_behind, counts_amounts};
use super::heads::{applied, is_function};
use super::known::Known;
use super::leading::{is_leading, leads_to_name};
use super::program;
use super::token::{Kind, Token};
use super::written;
use crate::expr::{Function, Symbol};
use crate::syntax::latex::Lowered;

/// The most words of a name.
const MAX_WORDS: usize = 8;

/// Lowers the left side of a first relation: a name of several words, or the longest formula that
/// ends at the relation.
///
/// Words that stand inside the formula, so that it cannot be told what they are: which.
pub(super) fn left(
    tokens: &[Token],
    lowered: &mut Lowered,
    has_label: bool,
    met: &Known<()>,
) -> Option<String> {
    let solid = solid_of(tokens);
    if let Some(named) = named(&solid, has_label) {
        match behind_words(named, met) {
            [one] => emit(one, lowered),
            [first, .., last]
                if is_name_of_words(named) && !is_shorter(named, met) && !is_head(named) =>
            {
                let words = words_of(named);
                let stand_in = lowered.phrase(&words);
                lowered.push(&stand_in, first.range.start);
                let end = last.range.end;
                if let Some(place) = lowered.map.last_mut() {
                    *place = end.saturating_sub(1);
                }
            }
            kept => kept.iter().for_each(|token| emit(token, lowered)),
        }
        return None;
    }
    let is_apart = tokens.last().is_some_and(|token| token.kind == Kind::Gap);
    if let Some(formula) = before_remark(&solid).filter(|_| is_apart) {
        for token in formula {
            emit(token, lowered);
        }
        return None;
    }
    let mut start = 0;
    let mut inside = None;
    for (place, pair) in solid.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        // `파라미터 7B × 2바이트`: what is counted stands before the number.
        let before = place.checked_sub(1).and_then(|at| solid.get(at));
        let is_bare = before.is_none_or(|token| token.kind == Kind::Word);
        let counts = a.kind == Kind::Unit && b.kind == Kind::Number && is_bare;
        let leaves_word = a.kind == Kind::Word && b.starts_operand() || counts;
        let enters_word = b.kind == Kind::Word && a.ends_operand() && a.kind != Kind::Number;
        let parted = leaves_word || enters_word;
        if parted {
            start = if b.kind == Kind::Word && a.kind != Kind::Word && !is_joined(a, b) {
                place + 2
            } else {
                place + 1
            };
            inside = is_inside(solid.get(..=place).unwrap_or_default()).then(|| a.text.clone());
        }
    }
    let (before, kept) = solid.split_at(start.min(solid.len()));
    let inside = inside.or_else(|| counts_amounts(before, kept));
    for token in kept {
        emit(token, lowered);
    }
    inside.or_else(|| applied(before, kept))
}

pub(super) fn solid_of(tokens: &[Token]) -> Vec<&Token> {
    let solid = tokens.iter().filter(|token| token.kind != Kind::Gap);
    solid.collect()
}

/// The name of a model: `Qwen2`.
fn is_model(token: &Token) -> bool {
    token.text.len() >= 3
        && token.text.bytes().any(|byte| byte.is_ascii_digit())
        && token.text.starts_with(|c: char| c.is_ascii_uppercase())
}

fn is_name_of_words(tokens: &[&Token]) -> bool {
    tokens
        .iter()
        .any(|token| token.kind == Kind::Word || is_model(token))
}

/// A left side of words, without those that only lead to it; none where it is a formula.
fn named<'s, 't>(solid: &'s [&'t Token], has_label: bool) -> Option<&'s [&'t Token]> {
    let has_sign = solid
        .iter()
        .any(|token| token.kind == Kind::Operator && token.text != ",");
    // `layers L`: what is counted, and its symbol.
    let counts = solid.first().is_some_and(|token| token.kind == Kind::Unit);
    let has_words = is_name_of_words(solid) || counts;
    let is_phrase = !has_sign && has_words && solid.len() >= 2 && !has_label;
    if !is_phrase {
        return None;
    }
    let mut kept = solid;
    while let [first, rest @ ..] = kept {
        if !rest.is_empty() && is_leading(&first.text.to_lowercase()) {
            kept = rest;
        } else {
            break;
        }
    }
    // `tied and N = 0`: what stands behind "and" is named.
    let is_name = kept.last().is_some_and(|token| token.kind == Kind::Name);
    let and = kept.iter().rposition(|token| token.text == "and");
    if let Some(and) = and.filter(|_| is_name) {
        kept = kept.get(and + 1..).unwrap_or_default();
    }
    let from = kept.len().saturating_sub(MAX_WORDS);
    kept.get(from..)
}

/// Whether symbols stand in the bracket that touches a word, `norm(x)`, `linear(x, y)`: the head of a function.
fn is_head(tokens: &[&Token]) -> bool {
    let [word, open, arguments @ .., close] = tokens else {
        return false;
    };
    let is_symbol = |token: &&Token| token.kind == Kind::Name && is_symbol(&token.text);
    let is_comma = |token: &&Token| token.kind == Kind::Operator && token.text == ",";
    let mut places = arguments.iter().enumerate();
    word.kind == Kind::Word
        && open.text.trim_start() == "("
        && is_joined(word, open)
        && close.kind == Kind::Close
        && arguments.len() % 2 == 1
        && places.all(|(at, token)| {
            if at % 2 == 0 {
                is_symbol(token)
            } else {
                is_comma(token)
            }
        })
}

/// Whether words before a formula are left out.
fn is_shorter(named: &[&Token], met: &Known<()>) -> bool {
    behind_words(named, met).len() < named.len()
}

/// The words before a symbol, `hidden size` before `d`, and where they stand.
pub(super) fn called(tokens: &[Token]) -> Option<(String, Range<usize>)> {
    let solid = solid_of(tokens);
    let named = named(&solid, false)?;
    let [symbol] = behind_words(named, &Known::default()) else {
        return None;
    };
    let words = named.get(..named.len() - 1)?;
    let (first, last) = (words.first()?, words.last()?);
    let is_name = symbol.kind == Kind::Name;
    is_name.then(|| (words_of(words), first.range.start..last.range.end))
}

/// What the words before it only speak of: a symbol, `hidden size d`, a formula, `the stack has 12Lh²`, or an amount,
/// `the cost is 5 MB`. A number with one letter is a formula where the letter was met: `norm has 2h`.
fn behind_words<'s, 't>(kept: &'s [&'t Token], met: &Known<()>) -> &'s [&'t Token] {
    if let Some(amount) = amount_behind(kept) {
        return amount;
    }
    if let [.., word, name] = kept
        && is_acronym(name)
        && leads_to_name(&word.text.to_lowercase())
    {
        return kept.get(kept.len() - 1..).unwrap_or_default();
    }
    let postfixes = kept.iter().rev().take_while(|t| t.kind == Kind::Postfix);
    let end = kept.len() - postfixes.count();
    let is_met = |t: &Token| {
        t.kind == Kind::Name && t.text.chars().count() == 1 && met.contains(&Symbol::new(&t.text))
    };
    // `V h`: two letters that were met.
    let touches = |at: usize| match kept.get(at - 1..=at) {
        Some([a, b]) => a.range.end == b.range.start || is_met(a) && is_met(b),
        _ => false,
    };
    let mut start = end;
    while start > 0
        && kept
            .get(start - 1)
            .is_some_and(|t| matches!(t.kind, Kind::Name | Kind::Number | Kind::Postfix))
        && (start == end || touches(start))
    {
        start -= 1;
    }
    let formula = kept.get(start..).unwrap_or_default();
    let has_words = kept.get(..start).is_some_and(|words| {
        words
            .iter()
            .any(|t| matches!(t.kind, Kind::Word | Kind::Unit))
    });
    let names = || formula.iter().filter(|t| t.kind == Kind::Name);
    let is_formula = match formula {
        [name] => name.kind == Kind::Name && is_symbol(&name.text),
        [first, ..] => {
            let letters: usize = names().map(|t| t.text.chars().count()).sum();
            let is_raised = end < kept.len();
            let is_known = || names().all(|name| is_met(name));
            let is_multiple = first.kind == Kind::Number
                && (letters >= 2 || letters == 1 && (is_raised || is_known()));
            is_multiple || is_met(first) && is_known()
        }
        [] => false,
    };
    if has_words && is_formula {
        formula
    } else {
        kept
    }
}

/// `MBS`: a name of capitals.
fn is_acronym(token: &Token) -> bool {
    (2..=5).contains(&token.text.len()) && token.text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a name is one of mathematics: a letter, with an index or without, or one spelled for programs.
pub(super) fn is_symbol(name: &str) -> bool {
    let mut letters = name.chars();
    let first = letters.next().is_some_and(char::is_alphabetic);
    let rest = letters.as_str();
    let is_index = |rest: &str| {
        rest.chars()
            .all(|c| c.is_ascii_digit() || ('₀'..='₉').contains(&c))
    };
    let is_spelled = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}');
    first && (is_index(rest) || rest.contains('_') && rest.chars().all(is_spelled))
}

/// Words that begin a remark behind a formula, `7B × 2 bytes in half precision = 14 GB`.
const REMARKS: &[&str] = &[
    "in", "at", "with", "for", "per", "each", "using", "on", "en", "bei", "pro", "im", "ở", "mit",
];

/// The formula at the beginning of a left side behind which only a remark stands.
fn before_remark<'s, 't>(solid: &'s [&'t Token]) -> Option<&'s [&'t Token]> {
    let is_word = |token: &&Token| token.kind == Kind::Word;
    let begins = |token: &&Token| REMARKS.contains(&token.text.to_lowercase().as_str());
    let end = solid
        .iter()
        .enumerate()
        .skip(3)
        .find(|(at, token)| {
            is_word(token) && begins(token) && solid.get(at - 1).is_some_and(|t| t.ends_number())
        })
        .map(|(at, _)| at)?;
    let (before, remark) = solid.split_at(end);
    let start = before.iter().rposition(is_word).map_or(0, |at| at + 1);
    let (words, formula) = before.split_at(start);
    let is_formula = formula.first().is_some_and(|t| t.kind == Kind::Number)
        && formula.iter().any(|t| t.kind == Kind::Operator)
        && formula
            .iter()
            .all(|t| t.kind != Kind::Open || depth(formula.iter().copied()) == 0);
    let is_remark = (2..=6).contains(&remark.len())
        && remark.iter().all(|token| {
            let goes_on = is_leading(&token.text.to_lowercase());
            matches!(token.kind, Kind::Word | Kind::Number | Kind::Unit)
                && (!goes_on || begins(token))
        })
        && remark
            .last()
            .is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Unit));
    (is_formula && is_remark && !is_inside(words)).then_some(formula)
}

/// Whether a formula is open where tokens end: a bracket, or a sign before the words at their end.
fn is_inside(tokens: &[&Token]) -> bool {
    if depth(tokens.iter().copied()) > 0 {
        return true;
    }
    let before = tokens.iter().rev().find(|token| token.kind != Kind::Word);
    before.is_some_and(|token| token.kind == Kind::Operator)
}

/// How many brackets are open behind tokens.
fn depth<'t>(tokens: impl Iterator<Item = &'t Token>) -> usize {
    tokens.fold(0_usize, |depth, token| match token.kind {
        Kind::Open => depth + 1,
        Kind::Close => depth.saturating_sub(1),
        _ => depth,
    })
}

fn is_joined(a: &Token, b: &Token) -> bool {
    a.range.end == b.range.start
}

/// The words of a name as it is told.
fn words_of(tokens: &[&Token]) -> String {
    let mut words = String::new();
    let mut end = tokens.first().map_or(0, |token| token.range.start);
    for token in tokens {
        if token.range.start > end && !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&token.text);
        end = token.range.end;
    }
    words
}

/// Lowers the longest formula that a run begins with, and tells how many tokens it took; what stands
/// behind it is a remark. Words that stand inside the formula are told.
pub(super) fn right(tokens: &[Token], lowered: &mut Lowered) -> (usize, Option<String>) {
    let mut last: Option<&Token> = None;
    for (place, token) in tokens.iter().enumerate() {
        if token.kind == Kind::Gap {
            continue;
        }
        let is_remark = last.is_some_and(|last| remarks(last, token, tokens, place));
        if is_remark {
            let before = tokens.get(..place).unwrap_or_default();
            let word = last.filter(|last| last.kind == Kind::Word).unwrap_or(token);
            // `x² sin x`: not x² alone.
            if token.kind == Kind::Word && is_function(&token.text) {
                return (place, Some(token.text.clone()));
            }
            // `= tanh(1.67) ≈ 0.93`: the bracket belongs to the function.
            if token.kind == Kind::Open && is_joined(word, token) && is_function(&word.text) {
                return (place.saturating_sub(1), Some(word.text.clone()));
            }
            let inside = depth(before.iter()) > 0
                || goes_on_behind(tokens, place)
                || is_joined(word, token) && has_arguments(tokens, place);
            return (place, inside.then(|| word.text.clone()));
        }
        if token.kind == Kind::Word
            && let Some(taken) = phrase(tokens, place, lowered)
        {
            return (taken, None);
        }
        emit(token, lowered);
        last = Some(token);
    }
    (tokens.len(), None)
}

/// Whether a bracket with a comma in it begins at a place: `linear(h, d)`.
fn has_arguments(tokens: &[Token], place: usize) -> bool {
    let rest = tokens.get(place..).unwrap_or_default();
    let opens = rest.first().is_some_and(|token| token.kind == Kind::Open);
    let mut inside = rest.iter().take_while(|token| token.kind != Kind::Close);
    opens && inside.any(|token| token.kind == Kind::Operator && token.text == ",")
}

/// Whether an operator stands behind the words that begin at a place, with a number behind it: the
/// words are in the middle of the formula.
fn goes_on_behind(tokens: &[Token], place: usize) -> bool {
    const REMAINDERS: &[&str] = &["余", "あまり", "나머지", "remainder", "rest", "Rest", "R"];
    let rest = tokens.get(place..).unwrap_or_default().iter();
    let mut rest = rest
        .filter(|token| token.kind != Kind::Gap)
        .skip_while(|token| matches!(token.kind, Kind::Word | Kind::Unit));
    let remains = tokens
        .get(place)
        .is_some_and(|token| REMAINDERS.contains(&token.text.as_str()));
    if remains {
        return true;
    }
    let is_sign = rest.next().is_some_and(|token| {
        token.kind == Kind::Operator && !matches!(token.text.as_str(), "-" | "−")
    });
    is_sign && rest.next().is_some_and(|token| token.kind == Kind::Number)
}

/// Whether a token begins a remark behind the operand before it.
fn remarks(last: &Token, token: &Token, tokens: &[Token], place: usize) -> bool {
    match (last.kind, token.kind) {
        (Kind::Number, Kind::Word) => !multiplies(tokens, place),
        (_, Kind::Word) => last.ends_operand(),
        (Kind::Word, _) => token.starts_operand(),
        _ => false,
    }
}

/// `8 experts + router`: a word behind a number is multiplied where the formula goes on.
fn multiplies(tokens: &[Token], place: usize) -> bool {
    let behind = tokens
        .iter()
        .skip(place + 1)
        .find(|token| token.kind != Kind::Gap);
    behind.is_some_and(|token| matches!(token.kind, Kind::Operator | Kind::Close))
}

/// Several words where an operand begins are a name only where nothing else stands; else they end it.
fn phrase(tokens: &[Token], place: usize, lowered: &mut Lowered) -> Option<usize> {
    let rest = tokens.get(place..)?;
    let run: Vec<&Token> = rest
        .iter()
        .take_while(|token| matches!(token.kind, Kind::Word | Kind::Gap))
        .collect();
    let words: Vec<&Token> = run
        .iter()
        .copied()
        .filter(|token| token.kind == Kind::Word)
        .collect();
    if words.len() < 2 || words.len() > MAX_WORDS {
        return None;
    }
    let stand_in = lowered.phrase(&words_of(&words));
    lowered.push(&stand_in, words.first()?.range.start);
    Some(place + run.len()).filter(|_| rest.len() == run.len())
}

/// Writes a token as the expression grammar reads it.
fn emit(token: &Token, lowered: &mut Lowered) {
    if matches!(token.text.as_str(), "±" | "∓") {
        lowered.either_sign(token.text == "±", token.range.start);
        return;
    }
    if token.text == "%" {
        lowered.percent(token.range.start);
        return;
    }
    if written::emit(token, lowered) || program::emit(token, lowered) {
        return;
    }
    if matches!(
        token.kind,
        Kind::Name | Kind::Word | Kind::Unit | Kind::Number | Kind::Open
    ) {
        let apart = lowered
            .text
            .chars()
            .next_back()
            .is_some_and(|last| last.is_alphanumeric() || matches!(last, '_' | '}'));
        let joined = lowered
            .map
            .last()
            .is_some_and(|last| last + 1 == token.range.start);
        // `L⌈h/2⌉`: a bracket that is read as a function.
        let is_spelled = token.text.starts_with(char::is_alphabetic);
        // `2e + 4h` is no power of ten.
        let is_exponent = token.text.starts_with(['e', 'E'])
            && lowered.text.ends_with(|c: char| c.is_ascii_digit());
        if is_exponent
            || apart
                && !(joined && token.kind == Kind::Name)
                && !(joined && token.kind == Kind::Open && !is_spelled)
        {
            lowered.push(" ", token.range.start);
        }
    }
    let is_same = token.text.len() == token.range.len();
    if is_same {
        lowered.copy(&token.text, token.range.start);
    } else {
        lowered.push(&token.text, token.range.start);
        if let Some(last) = lowered.map.last_mut() {
            *last = token.range.end - 1;
        }
    }
    // `ln = 2 × 768`: a function without arguments is a name.
    let is_word = token.kind == Kind::Word
        || token.kind == Kind::Name
            && (token.text.chars().count() > 2 && token.text.contains('_')
                || program::is_spelled(&token.text)
                || Function::named(&token.text).is_some());
    if is_word {
        lowered.names.push(token.text.clone());
    }
    if token.kind == Kind::Unit {
        lowered.push(" ", token.range.end - 1);
    }
}
