//! What the neighbours of a token tell of it: times signs, counted things, labels, units.

use std::ops::Range;

use super::about::{is_about, join_relations, part_of_what};
use super::conditional::{mark_conditionals, mark_formats};
use super::hours::{drop_devices, mark_by_time, mark_short_hours};
use super::program::{is_no_number, mark_declarations, part_bindings, part_columns};
use super::rates::{
    drop_labels_of_powers, join_myriads, mark_per, mark_rates, mark_seconds, tells_rate,
};
use super::times::{drop_times_as_much, mark_times};
use super::token::{Kind, Token};
use crate::expr::Relation;
use crate::syntax::{is_label, is_unit_word};

/// Marks tokens by what stands beside them.
pub(super) fn mark(tokens: &mut [Token], is_code: bool) {
    part_bindings(tokens);
    part_columns(tokens);
    join_relations(tokens);
    mark_remainders(tokens);
    drop_hyphens(tokens);
    mark_conditionals(tokens);
    mark_formats(tokens);
    mark_times(tokens);
    drop_times_as_much(tokens);
    mark_counted(tokens);
    let computes = |token: &Token| token.kind != Kind::Name || token.text == "s";
    if is_code {
        // `32 * 400 / 8 = 51 TB/s` is a computation and no program.
        if tokens.iter().all(computes) {
            mark_per(tokens);
            mark_rates(tokens);
            mark_seconds(tokens);
        } else if tells_rate(tokens) {
            mark_rates(tokens);
        }
        mark_declarations(tokens);
        drop_labels(tokens, true);
        return;
    }
    part_of_what(tokens);
    mark_shares(tokens);
    mark_products(tokens);
    join_myriads(tokens);
    drop_labels_of_powers(tokens);
    drop_names_of_summands(tokens);
    mark_short_hours(tokens);
    drop_devices(tokens);
    mark_by_time(tokens);
    mark_per(tokens);
    mark_rates(tokens);
    mark_seconds(tokens);
    drop_labels(tokens, false);
}

/// The places of what is no gap.
pub(super) fn solid(tokens: &[Token]) -> Vec<usize> {
    let is_solid = |at: &usize| tokens.get(*at).is_some_and(|token| token.kind != Kind::Gap);
    (0..tokens.len()).filter(is_solid).collect()
}

/// Passes a token over; its text stays, for who asks what was passed over.
pub(super) fn blank(token: Option<&mut Token>) {
    if let Some(token) = token {
        token.kind = Kind::Gap;
    }
}

/// `32 × 4-byte`: a hyphen that joins a number and its unit.
fn drop_hyphens(tokens: &mut [Token]) {
    let is_size = |token: &Token| {
        let name = token.text.to_lowercase();
        matches!(name.as_str(), "byte" | "bytes" | "bit" | "bits")
    };
    for window in solid(tokens).windows(3) {
        let [number, hyphen, unit] = *window else {
            continue;
        };
        let (Some(before), Some(sign), Some(behind)) =
            (tokens.get(number), tokens.get(hyphen), tokens.get(unit))
        else {
            continue;
        };
        let touches = before.range.end == sign.range.start && sign.range.end == behind.range.start;
        if touches && before.kind == Kind::Number && sign.text == "-" && is_size(behind) {
            blank(tokens.get_mut(hyphen));
        }
    }
}

/// `17 mod 5` is a remainder.
fn mark_remainders(tokens: &mut [Token]) {
    for window in solid(tokens).windows(3) {
        let [before, here, behind] = *window else {
            continue;
        };
        let token = |at: usize| tokens.get(at);
        let between = token(before).is_some_and(Token::ends_operand)
            && token(behind).is_some_and(|token| token.kind == Kind::Number);
        if between && let Some(token) = tokens.get_mut(here).filter(|token| token.text == "mod") {
            token.kind = Kind::Operator;
            " mod ".clone_into(&mut token.text);
        }
    }
}

/// `8 experts + router`: what is counted is a name where the formula goes on with a sum, but of so many more of the same,
/// `12 tokens + 15 tokens`.
fn mark_counted(tokens: &mut [Token]) {
    let places = solid(tokens);
    for (place, window) in places.windows(2).enumerate() {
        let [here, behind] = *window else { continue };
        let adds = tokens
            .get(behind)
            .is_some_and(|token| matches!(token.text.as_str(), "+" | "-"));
        let counted = |token: &&mut Token| token.kind == Kind::Unit && is_label(&token.text);
        let at = |next: usize| places.get(place + next).and_then(|at| tokens.get(*at));
        let is_same = at(2).is_some_and(|token| token.kind == Kind::Number)
            && at(3).map(|token| token.text.trim_end_matches('s'))
                == at(0).map(|token| token.text.trim_end_matches('s'));
        if adds
            && !is_same
            && let Some(token) = tokens.get_mut(here).filter(counted)
        {
            token.kind = Kind::Word;
        }
    }
}

/// `MNK / (MK + KN + MN)`: capitals that stand in other products of the line are a product too.
fn mark_products(tokens: &mut [Token]) {
    let is_capitals = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    let runs: Vec<String> = tokens
        .iter()
        .filter(|token| token.kind == Kind::Name && is_capitals(&token.text))
        .map(|token| token.text.clone())
        .collect();
    // `TP × PP`: nobody writes a square as a letter twice.
    let is_shared = |text: &str| {
        text.chars().all(|letter| {
            text.matches(letter).count() == 1
                && runs.iter().any(|run| run != text && run.contains(letter))
        })
    };
    let single: Vec<String> = tokens
        .iter()
        .filter(|token| token.kind == Kind::Name && token.text.len() == 1)
        .map(|token| token.text.clone())
        .collect();
    for token in tokens.iter_mut() {
        let is_pair = token.kind == Kind::Name
            && token.text.len() == 2
            && token.text.bytes().all(|byte| byte.is_ascii_alphabetic())
            && token
                .text
                .chars()
                .all(|letter| single.contains(&letter.to_string()));
        if is_pair {
            token.text.insert(1, ' ');
        }
    }
    let factors = behind_numbers(tokens);
    let is_factors = |text: &str| {
        let holds = |run: &String| text.chars().all(|letter| run.contains(letter));
        factors.iter().any(holds)
    };
    let mut touches = false;
    for token in tokens {
        let is_run =
            matches!(token.kind, Kind::Word | Kind::Name) && (2..=5).contains(&token.text.len());
        let is_product = is_capitals(&token.text) && is_shared(&token.text);
        let splits = is_product || is_factors(&token.text) && !(touches && is_suffix(&token.text));
        touches = token.kind == Kind::Number;
        if is_run && splits {
            token.kind = Kind::Name;
            let letters: Vec<String> = token.text.chars().map(String::from).collect();
            token.text = letters.join(" ");
        }
    }
}

/// Whether letters behind a number would be read as a multiplier, once they stand apart: `16B L d`.
fn is_suffix(run: &str) -> bool {
    run.starts_with(['k', 'K', 'M', 'B', 'G', 'T'])
}

/// The runs of letters that touch a number, `16NBLd`, if another run of the line has its letters from them.
fn behind_numbers(tokens: &[Token]) -> Vec<String> {
    let is_run = |token: &Token| {
        let text = &token.text;
        matches!(token.kind, Kind::Word | Kind::Name)
            && text.len() > 2
            && text.bytes().all(|byte| byte.is_ascii_alphabetic())
            && text.bytes().any(|byte| byte.is_ascii_uppercase())
    };
    let touching = tokens.windows(2).filter_map(|pair| match pair {
        [number, run] if number.kind == Kind::Number && is_run(run) && !is_suffix(&run.text) => {
            Some(&run.text)
        }
        _ => None,
    });
    let is_shared = |run: &&String| {
        let others = tokens
            .iter()
            .filter(|token| is_run(token) && token.text != **run);
        let mut others = others.map(|token| &token.text);
        others.any(|other| other.chars().all(|letter| run.contains(letter)))
    };
    touching.filter(is_shared).cloned().collect()
}

/// `params (14 GB) + grads (14 GB)`: the value of a summand stands in brackets behind its name.
fn drop_names_of_summands(tokens: &mut [Token]) {
    let solid = solid(tokens);
    let token = |place: usize| solid.get(place).and_then(|at| tokens.get(*at));
    let kind = |place: usize| token(place).map(|token| token.kind);
    let mut dropped: Vec<usize> = Vec::new();
    let mut place = 0;
    while place < solid.len() {
        let start = place;
        let counts = |place: usize| token(place).is_some_and(|token| is_label(&token.text));
        // `KV (5 GB)`.
        let is_short = |place: usize| {
            token(place).is_some_and(|token| {
                token.text.len() >= 2 && token.text.bytes().all(|byte| byte.is_ascii_uppercase())
            })
        };
        while kind(place) == Some(Kind::Word)
            || kind(place) == Some(Kind::Unit) && counts(place)
            || kind(place) == Some(Kind::Name) && (place > start || is_short(place))
        {
            place += 1;
        }
        if place == start {
            place += 1;
            continue;
        }
        let value = match (kind(place), kind(place + 1)) {
            (Some(Kind::Open), Some(Kind::Number)) => {
                let units = (place + 2..solid.len())
                    .take_while(|at| matches!(kind(*at), Some(Kind::Unit | Kind::Postfix)))
                    .count();
                (kind(place + 2 + units) == Some(Kind::Close)).then_some(place + 3 + units)
            }
            _ => None,
        };
        let Some(end) = value else { continue };
        let is_sum = |place: usize| {
            token(place).is_some_and(|token| matches!(token.text.as_str(), "+" | "＋"))
        };
        let before = start.checked_sub(1);
        let begins = before.is_none_or(|before| {
            is_sum(before) || matches!(kind(before), Some(Kind::Relation(_) | Kind::Separator))
        });
        if begins && (before.is_some_and(is_sum) || is_sum(end)) {
            dropped.extend(solid.get(start..place).unwrap_or_default());
        }
        place = end;
    }
    for at in dropped {
        blank(tokens.get_mut(at));
    }
}

/// The words between a share and what it is taken of, and those between the whole and its share.
const OF: &[&str] = &["of", "von", "de", "di", "от", "của"];
const WHOLE_OF: &[&str] = &["의", "的", "の"];

/// `50% of 80` and `80의 50%` are products.
fn mark_shares(tokens: &mut [Token]) {
    for window in solid(tokens).windows(4) {
        let [whole, here, number, percent] = *window else {
            continue;
        };
        let is_number = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|token| token.kind == Kind::Number)
        };
        let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
        let is_share = is_number(whole)
            && WHOLE_OF.contains(&text(here))
            && is_number(number)
            && text(percent) == "%";
        if is_share && let Some(token) = tokens.get_mut(here) {
            token.kind = Kind::Operator;
            "×".clone_into(&mut token.text);
        }
    }
    for window in solid(tokens).windows(3) {
        let [before, here, behind] = *window else {
            continue;
        };
        let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.text == text);
        let number = tokens
            .get(behind)
            .is_some_and(|token| token.kind == Kind::Number);
        let is_share = is(before, "%")
            || tokens
                .get(before)
                .is_some_and(|token| token.text.ends_with('%'))
            || is_fraction(tokens, before);
        if is_share
            && tokens
                .get(here)
                .is_some_and(|token| OF.contains(&token.text.as_str()))
            && number
            && let Some(token) = tokens.get_mut(here)
        {
            token.kind = Kind::Operator;
            "×".clone_into(&mut token.text);
        }
    }
}

/// Whether a fraction of numbers ends at a place: `1/3`.
fn is_fraction(tokens: &[Token], end: usize) -> bool {
    let before = tokens.get(..=end).unwrap_or_default().iter().rev();
    let mut last = before.filter(|token| token.kind != Kind::Gap);
    let is_number = |token: Option<&Token>| token.is_some_and(|token| token.kind == Kind::Number);
    is_number(last.next())
        && last.next().is_some_and(|token| token.text == "/")
        && is_number(last.next())
}

/// Whether a word stands behind a number, so that it is what is counted.
pub(super) fn is_counted(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default().iter().rev();
    let last = before.into_iter().find(|token| token.kind != Kind::Gap);
    last.is_some_and(|token| matches!(token.kind, Kind::Number | Kind::Postfix))
}

/// Words between a sign and the operand that they label: `512 MB × 배치 4`, `2 × (입력 M×K + 가중치 K×N)`.
///
/// Words in Latin letters label numbers only: before a name they may be multiplied by it.
///
/// In code only words of other scripts are labels.
fn drop_labels(tokens: &mut [Token], is_code: bool) {
    let solid = solid(tokens);
    let mut place = 0;
    while place < solid.len() {
        let is_word = |at: usize| {
            let token = solid.get(at).and_then(|at| tokens.get(*at));
            // `KV cache`: short names go with words.
            let next = solid.get(at + 1).and_then(|at| tokens.get(*at));
            // `2LV and rest`: letters that touch a number are its factors.
            let before = at.checked_sub(1).and_then(|at| tokens.get(*solid.get(at)?));
            let is_apart =
                |token: &Token| before.is_none_or(|last| last.range.end < token.range.start);
            token.filter(|token| {
                token.kind == Kind::Word
                    || token.kind == Kind::Name
                        && token.text.len() > 1
                        && !is_no_number(&token.text)
                        && !is_factors(&token.text)
                        && is_apart(token)
                        && next.is_some_and(|next| next.kind == Kind::Word)
            })
        };
        let mut end = place;
        let mut is_foreign = true;
        while let Some(word) = is_word(end) {
            is_foreign &= !word.text.is_ascii();
            end += 1;
        }
        let kind = |at: Option<usize>| Some(tokens.get(*solid.get(at?)?)?.kind);
        let before = kind(place.checked_sub(1));
        let behind = kind(Some(end));
        let leads = matches!(
            before,
            Some(Kind::Operator | Kind::Open | Kind::Relation(_))
        );
        // `26 green marbles + 60 blue marbles`: what is counted, in several words; `14 GB weights + 1 GB overhead`: what
        // is measured.
        // `40GB of weights/optim states`: a slash there stands for "and".
        let is_slash = solid
            .get(end)
            .and_then(|at| tokens.get(*at))
            .is_some_and(|token| token.text == "/");
        // `2048 tokens × 16 batch = …`: the last factor.
        let sign = place
            .checked_sub(2)
            .and_then(|at| tokens.get(*solid.get(at)?));
        let is_factor = sign.is_some_and(|sign| matches!(sign.text.as_str(), "×" | "*" | "·"));
        let is_last = end == place + 1 && is_factor && matches!(behind, Some(Kind::Relation(_)));
        let is_said = (end > place + 1 || is_last) && before == Some(Kind::Number)
            || end > place
                && !is_slash
                && is_measured(tokens, solid.get(..place).unwrap_or_default());
        let counts = is_said
            && match behind {
                Some(Kind::Operator | Kind::Close) => true,
                // `500 steps and more = …` is a name, and so is the end of `−1 vs dim=3`, and what an "and"
                // parts from `x = w + 2`.
                Some(Kind::Relation(_)) => {
                    has_operator(tokens, &solid, place)
                        && !is_named(tokens, &solid, place..end)
                        && is_word(place).is_none_or(|word| word.text != "and")
                }
                _ => false,
            };
        if counts {
            for at in solid.get(place..end).unwrap_or_default() {
                blank(tokens.get_mut(*at));
            }
        }
        if is_code && !is_foreign {
            place = end.max(place + 1);
            continue;
        }
        let labels = match behind {
            Some(Kind::Number) => true,
            Some(Kind::Name) => is_foreign,
            _ => false,
        };
        if end > place && leads && labels {
            let words = solid.get(place..end).unwrap_or_default();
            let about = words
                .iter()
                .any(|at| tokens.get(*at).is_some_and(|t| is_about(&t.text)));
            let sign = place
                .checked_sub(1)
                .and_then(|at| tokens.get_mut(*solid.get(at)?));
            if let Some(sign) = sign.filter(|sign| about && sign.text == "=") {
                sign.kind = Kind::Relation(Relation::Approx);
            }
            for at in solid.get(place..end).unwrap_or_default() {
                blank(tokens.get_mut(*at));
            }
        }
        place = end.max(place + 1);
    }
}

/// `Vh`: letters of both cases side by side, factors rather than a short name.
fn is_factors(text: &str) -> bool {
    let is_upper = |byte: u8| byte.is_ascii_uppercase();
    text.len() <= 3 && text.bytes().any(is_upper) && text.bytes().any(|b| b.is_ascii_lowercase())
}

/// Whether tokens end in a number and the unit that measures it.
fn is_measured(tokens: &[Token], solid: &[usize]) -> bool {
    let [.., number, unit] = solid else {
        return false;
    };
    let is_number = |token: &Token| matches!(token.kind, Kind::Number | Kind::Postfix);
    let measures = |token: &Token| token.kind == Kind::Unit && !is_label(&token.text);
    tokens.get(*number).is_some_and(is_number) && tokens.get(*unit).is_some_and(measures)
}

/// Whether words before a sign end in a name that it gives a value: it touches the sign, `dim=3`, or a word
/// leads over to it, `tensor with rank > 0`.
fn is_named(tokens: &[Token], solid: &[usize], words: Range<usize>) -> bool {
    const LEADS: &[&str] = &["vs", "versus", "if", "when", "where", "with", "at", "whose"];
    let token = |place: usize| tokens.get(*solid.get(place)?);
    let touches = |place: usize| {
        let (a, b) = (token(place), token(place + 1));
        a.zip(b).is_some_and(|(a, b)| a.range.end == b.range.start)
    };
    let is_glued = touches(words.end - 1) && touches(words.end);
    is_glued
        || words
            .filter_map(token)
            .any(|word| LEADS.contains(&word.text.as_str()))
}

/// Whether an operator stands in the side that ends at a place.
fn has_operator(tokens: &[Token], solid: &[usize], place: usize) -> bool {
    let before = solid.get(..place).unwrap_or_default().iter().rev();
    before
        .filter_map(|at| tokens.get(*at))
        .take_while(|token| !matches!(token.kind, Kind::Relation(_) | Kind::Separator))
        .any(|token| token.kind == Kind::Operator)
}

/// The name of a model: `Llama-2-7b`, `GPT-3`, `Qwen2.5-7B`; its length, 0 where there is none.
pub(super) fn model_name(rest: &str) -> usize {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters < 3 || !rest.starts_with(|c: char| c.is_ascii_uppercase()) {
        return 0;
    }
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let length = rest.find(|c: char| !belongs(c)).unwrap_or(rest.len());
    let name = rest.get(..length).unwrap_or_default();
    let name = name.trim_end_matches(['.', '-']);
    let has_version = name.split('-').skip(1).any(|part| {
        !part.is_empty() && part.bytes().any(|byte| byte.is_ascii_digit()) && part.len() <= 6
    });
    if has_version && !is_unit_word(name) {
        name.len()
    } else {
        0
    }
}
