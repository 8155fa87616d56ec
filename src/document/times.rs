//! What an `x` says: a product, or how many times as much.

use super::marks::{blank, solid};
use super::token::{Kind, Token};

/// An `x` between operands multiplies; where it is computed with as well, `3x^2 = 3x(x - 2)`, only one that stands apart
/// does.
pub(super) fn mark_times(tokens: &mut [Token]) {
    let is_variable = is_computed_with(tokens);
    for window in solid(tokens).windows(3) {
        let [before, here, behind] = *window else {
            continue;
        };
        let (Some(first), Some(x), Some(last)) =
            (tokens.get(before), tokens.get(here), tokens.get(behind))
        else {
            continue;
        };
        // `4x bytes` is 4·x; the sign stands alike on both sides.
        let is_even = (first.range.end == x.range.start) == (x.range.end == last.range.start);
        let touches = first.range.end == x.range.start;
        let between = first.ends_operand()
            && last.starts_operand()
            && is_even
            && !(touches && is_variable && last.kind == Kind::Open);
        let is_x = |token: &&mut Token| matches!(token.text.as_str(), "x" | "X" | "х" | "Х");
        if between && let Some(token) = tokens.get_mut(here).filter(is_x) {
            token.kind = Kind::Operator;
            "×".clone_into(&mut token.text);
        }
    }
}

/// Whether an `x` is raised to a power or stands beside a sign.
fn is_computed_with(tokens: &[Token]) -> bool {
    solid(tokens).windows(2).any(|window| {
        let [here, behind] = *window else {
            return false;
        };
        let is_x = tokens.get(here).is_some_and(|token| token.text == "x");
        let next = tokens.get(behind);
        is_x && next.is_some_and(|next| matches!(next.text.as_str(), "^" | "+" | "-" | "−"))
    })
}

/// `70 / 17 = 4.1x`, `9 GB / 3 GB = 3× less`: times as much, where no `x` is computed with.
pub(super) fn drop_times_as_much(tokens: &mut [Token]) {
    let is_x = |token: &Token| matches!(token.text.as_str(), "x" | "X" | "×");
    let solid = solid(tokens);
    let touches = |pair: &[usize]| match pair {
        [number, x] => tokens
            .get(*number)
            .zip(tokens.get(*x))
            .is_some_and(|(number, x)| {
                number.kind == Kind::Number && is_x(x) && number.range.end == x.range.start
            }),
        _ => false,
    };
    let ends = |place: usize| {
        let kind = solid.get(place).and_then(|at| Some(tokens.get(*at)?.kind));
        !matches!(
            kind,
            Some(Kind::Number | Kind::Name | Kind::Open | Kind::Operator | Kind::Relation(_))
        )
    };
    // Behind the sign of a side in which something is worked out; `8192 = 2x hidden` is no such.
    let is_result = |place: usize| {
        let before = solid.get(..place).unwrap_or_default().iter().rev();
        let mut before = before.filter_map(|at| tokens.get(*at));
        let is_behind = before
            .next()
            .is_some_and(|token| matches!(token.kind, Kind::Relation(_)));
        let ends = |token: &&Token| matches!(token.kind, Kind::Relation(_) | Kind::Separator);
        is_behind
            && before
                .take_while(|token| !ends(token))
                .any(|token| token.kind == Kind::Operator)
    };
    let mut dropped: Vec<usize> = Vec::new();
    for (place, pair) in solid.windows(2).enumerate() {
        if touches(pair) && ends(place + 2) && is_result(place) {
            dropped.extend(pair.last());
        }
    }
    let is_other = |at: &usize| {
        !dropped.contains(at)
            && tokens
                .get(*at)
                .is_some_and(|x| x.kind == Kind::Name && is_x(x))
    };
    if solid.iter().any(is_other) {
        return;
    }
    for at in dropped {
        blank(tokens.get_mut(at));
    }
}
