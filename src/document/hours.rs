//! Times of devices and prices by time: `2048 GPU-hours`, `$2/hour`, `$2 per hour`.

use super::marks::{blank, solid};
use super::rates::measure;
use super::token::{Kind, Token};

/// So many words may stand between a number and its hours: `2.788M H800 GPU hours`.
const MOST_WORDS: usize = 3;

/// `1,032,192 GPU-hours`: what works for so many hours is passed over.
pub(super) fn drop_devices(tokens: &mut [Token]) {
    let solid = solid(tokens);
    let mut dropped = Vec::new();
    for (place, number) in solid.iter().enumerate() {
        let is_by = |token: &Token| matches!(token.text.as_str(), "/" | "per");
        if !tokens
            .get(*number)
            .is_some_and(|token| token.ends_number() || is_by(token))
        {
            continue;
        }
        let behind = solid.iter().skip(place + 1);
        let joins = |at: &&usize| {
            tokens.get(**at).is_some_and(|token| {
                is_device(token) || matches!(token.text.as_str(), "-" | "·" | "‑")
            })
        };
        let run: Vec<usize> = behind.take_while(joins).copied().collect();
        let words = run
            .iter()
            .filter(|at| tokens.get(**at).is_some_and(is_device));
        let first = run.first().and_then(|at| tokens.get(*at));
        let hours = solid
            .get(place + 1 + run.len())
            .and_then(|at| tokens.get(*at));
        let is_time =
            hours.is_some_and(|token| token.kind == Kind::Unit && measure(token).is_some());
        if (1..=MOST_WORDS).contains(&words.count()) && first.is_some_and(is_device) && is_time {
            dropped.extend(run);
        }
    }
    for at in dropped {
        blank(tokens.get_mut(at));
    }
}

/// `GPU`, `H800`, `TPUs`: a name with two capitals or a capital and a digit.
fn is_device(token: &Token) -> bool {
    let is_name = matches!(token.kind, Kind::Word | Kind::Name);
    let mut marks = token
        .text
        .chars()
        .filter(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    is_name && token.text.starts_with(|c: char| c.is_ascii_uppercase()) && marks.nth(1).is_some()
}

/// `720 hr`, `$2/hr`: hours, as they are written beside numbers.
pub(super) fn mark_short_hours(tokens: &mut [Token]) {
    let solid = solid(tokens);
    for window in solid.windows(2) {
        let [before, hours] = *window else { continue };
        let is_behind = tokens.get(before).is_some_and(|token| {
            token.ends_number()
                || is_device(token)
                || matches!(token.text.as_str(), "/" | "per" | "-")
        });
        let is_short = |token: &&mut Token| {
            matches!(token.kind, Kind::Name | Kind::Word)
                && matches!(token.text.as_str(), "hr" | "hrs")
        };
        if is_behind && let Some(token) = tokens.get_mut(hours).filter(is_short) {
            token.kind = Kind::Unit;
            "hour".clone_into(&mut token.text);
        }
    }
}

/// `2 per hour`, `2/hour`: so much by the hour, where nothing is said of what.
pub(super) fn mark_by_time(tokens: &mut [Token]) {
    let solid = solid(tokens);
    let is_time = |token: &&Token| token.kind == Kind::Unit && measure(token).is_some();
    // `4 × 5 per day × 7`: what is counted by the day alone is no rate.
    let has_times = tokens.iter().filter(is_time).count() > 1;
    for window in solid.windows(3) {
        let [number, sign, time] = *window else {
            continue;
        };
        let text = tokens.get(sign).map_or("", |token| token.text.as_str());
        let is_sign = text == "/" || text == "per" && has_times;
        let is_number = tokens
            .get(number)
            .is_some_and(|token| token.kind == Kind::Number);
        let unit = tokens
            .get(time)
            .filter(|token| token.kind == Kind::Unit)
            .and_then(measure);
        let Some(unit) = unit.filter(|_| is_sign && is_number) else {
            continue;
        };
        if let Some(token) = tokens.get_mut(number) {
            token.text.insert(0, '(');
        }
        if let Some(token) = tokens.get_mut(sign) {
            token.kind = Kind::Operator;
            "/".clone_into(&mut token.text);
        }
        if let Some(token) = tokens.get_mut(time) {
            token.kind = Kind::Number;
            token.text = format!("(1 {unit}))");
        }
    }
}
