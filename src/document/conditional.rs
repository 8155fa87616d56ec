//! `if p then a else b` in a line: a value with a condition in it, as formula files have it.

use super::marks::solid;
use super::token::{Kind, Token};
use crate::number::Rational;
use crate::units::{Dimension, dtype, unit};

/// Words that stand between the parts of a condition.
const WORDS: &[&str] = &[
    "if", "then", "else", "and", "or", "not", "in", "divides", "mod",
];

/// Takes each conditional for one operand, so that the relations in its condition are no claims.
pub(super) fn mark_conditionals(tokens: &mut [Token]) {
    let solid = solid(tokens);
    let mut place = 0;
    while place < solid.len() {
        match extent(tokens, &solid, place) {
            Some(end) => {
                join(tokens, solid.get(place..end).unwrap_or_default());
                place = end;
            }
            None => place += 1,
        }
    }
}

/// Where the conditional that begins at a place ends; none where none does.
fn extent(tokens: &[Token], solid: &[usize], start: usize) -> Option<usize> {
    let token = |place: usize| tokens.get(*solid.get(place)?);
    if token(start)?.text != "if" {
        return None;
    }
    let before = start.checked_sub(1).and_then(token);
    let begins = before.is_none_or(|token| {
        matches!(
            token.kind,
            Kind::Relation(_) | Kind::Operator | Kind::Open | Kind::Separator
        )
    });
    if !begins {
        return None;
    }
    let (mut is_condition, mut has_else, mut depth) = (true, false, 0_usize);
    let mut place = start + 1;
    while let Some(token) = token(place) {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close if depth == 0 => break,
            Kind::Close => depth -= 1,
            Kind::Relation(_) if !is_condition && depth == 0 => break,
            // Commas and quotes of arguments, `list("clip", "siglip")`, part nothing.
            Kind::Separator if depth == 0 && is_condition => {}
            Kind::Separator if depth == 0 => break,
            _ => match token.text.as_str() {
                "if" => is_condition = true,
                "then" => is_condition = false,
                "else" => has_else = true,
                _ => {}
            },
        }
        place += 1;
    }
    (has_else && !is_condition).then_some(place)
}

/// Conditions in square brackets, `[l mod 2 = 0]`, keep them; others only group.
fn keep_squares(tokens: &mut [Token], places: &[usize]) {
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut squares: Vec<(usize, usize)> = Vec::new();
    for at in places {
        let Some(token) = tokens.get(*at) else {
            continue;
        };
        match token.kind {
            Kind::Open => open.push((*at, false)),
            Kind::Relation(_) => {
                if let Some((_, has_relation)) = open.last_mut() {
                    *has_relation = true;
                }
            }
            Kind::Close => {
                if let Some((start, true)) = open.pop() {
                    squares.push((start, *at));
                }
            }
            _ => {}
        }
    }
    for (start, end) in squares {
        let is_square = tokens.get(start).is_some_and(|token| token.text == " (");
        if is_square {
            for (at, sign) in [(start, " ["), (end, "]")] {
                if let Some(token) = tokens.get_mut(at) {
                    sign.clone_into(&mut token.text);
                }
            }
        }
    }
}

fn join(tokens: &mut [Token], places: &[usize]) {
    keep_squares(tokens, places);
    for at in places {
        if let Some(token) = tokens.get_mut(*at) {
            let is_word = token.kind == Kind::Word && WORDS.contains(&token.text.as_str());
            if is_word {
                token.text = format!(" {} ", token.text);
            }
            if is_word || matches!(token.kind, Kind::Relation(_) | Kind::Separator) {
                token.kind = Kind::Operator;
            }
        }
    }
    if let Some(first) = places.first().and_then(|at| tokens.get_mut(*at)) {
        first.text.insert(0, '(');
    }
    if let Some(last) = places.last().and_then(|at| tokens.get_mut(*at)) {
        last.text.push(')');
    }
}

/// `70B × FP16 = 140 GB`: a format as a factor is what an element takes in it, where the result is a size of data.
fn mark_factors(tokens: &mut [Token]) {
    let places = solid(tokens);
    let multiplies = |token: &Token| {
        token.kind == Kind::Operator && matches!(token.text.trim(), "×" | "*" | "·")
    };
    let mut found = Vec::new();
    for window in places.windows(3) {
        let [sign, format, next] = *window else {
            continue;
        };
        let bits = tokens
            .get(format)
            .filter(|token| matches!(token.kind, Kind::Word | Kind::Name))
            .and_then(|token| Some(dtype(&token.text)?.bits()))
            .filter(Rational::is_integer);
        let ends = tokens
            .get(next)
            .is_some_and(|token| matches!(token.kind, Kind::Relation(_)) || multiplies(token));
        if let Some(bits) = bits
            && ends
            && tokens.get(sign).is_some_and(multiplies)
            && results_in_data(tokens, next)
        {
            found.push((format, bits));
        }
    }
    for (format, bits) in found {
        if let Some(token) = tokens.get_mut(format) {
            token.kind = Kind::Name;
            token.text = format!("({bits} bit)");
        }
    }
}

/// Whether a size of data stands behind the next relation.
fn results_in_data(tokens: &[Token], from: usize) -> bool {
    let is_relation = |token: &&Token| matches!(token.kind, Kind::Relation(_));
    let behind = tokens.get(from..).unwrap_or_default();
    let side = behind
        .iter()
        .skip_while(|token| !is_relation(token))
        .skip(1);
    let is_data = |token: &Token| {
        let known = unit(&token.text).filter(|_| token.kind == Kind::Unit);
        known.is_some_and(|unit| unit.dimension == Dimension::DATA)
    };
    side.take_while(|token| !is_relation(token)).any(is_data)
}

/// `P in FP32`: the bytes that many elements take in a format.
pub(super) fn mark_formats(tokens: &mut [Token]) {
    mark_factors(tokens);
    let solid = solid(tokens);
    let mut found = Vec::new();
    for (place, window) in solid.windows(3).enumerate() {
        let [before, word, format] = *window else {
            continue;
        };
        let is_amount = tokens
            .get(before)
            .is_some_and(|token| matches!(token.kind, Kind::Name | Kind::Close));
        let is_in = tokens.get(word).is_some_and(|token| token.text == "in");
        let is_format = tokens
            .get(format)
            .is_some_and(|token| dtype(&token.text).is_some());
        let ends = solid.get(place + 3).and_then(|at| tokens.get(*at));
        let ends = ends.is_none_or(|next| matches!(next.kind, Kind::Relation(_) | Kind::Separator));
        if is_amount && is_in && is_format && ends {
            found.push((word, format));
        }
    }
    for (word, format) in found {
        if let Some(token) = tokens.get_mut(word) {
            token.kind = Kind::Operator;
            " in ".clone_into(&mut token.text);
        }
        if let Some(token) = tokens.get_mut(format) {
            token.kind = Kind::Name;
        }
    }
}
