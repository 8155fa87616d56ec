//! Letters that stand side by side in prose: a product, where the document uses each of them alone.

use std::collections::BTreeSet;

use super::known::Known;
use super::token::{Kind, Token};
use crate::expr::Symbol;
use crate::syntax::names_function;

/// The most letters of a product without a sign.
const MOST_LETTERS: usize = 6;
/// More lower-case letters than these are a word.
const MOST_SMALL: usize = 3;

/// `= LVh + 2V` behind `$L$`, `$V$` and `$h$`: the product of what was met letter by letter.
///
/// Only inside a formula; what stands at its beginning may be the name that it defines.
pub(super) fn split_products(tokens: &mut [Token], met: &Known<()>) {
    let is_number = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|token| token.kind == Kind::Number)
    };
    let products: BTreeSet<&str> = (0..tokens.len())
        .filter(|&at| is_product(tokens, at, met))
        .filter_map(|at| Some(tokens.get(at)?.text.as_str()))
        .collect();
    let is_one = |at: usize| {
        is_product(tokens, at, met)
            || tokens
                .get(at)
                .is_some_and(|token| products.contains(token.text.as_str()))
                && is_summand(tokens, at)
    };
    let found: Vec<(usize, bool)> = (0..tokens.len())
        .filter(|&at| is_one(at))
        .map(|at| (at, is_number(at.checked_sub(1))))
        .collect();
    for (at, touches_number) in found {
        let Some(token) = tokens.get_mut(at) else {
            continue;
        };
        let letters: Vec<String> = token.text.chars().map(String::from).collect();
        // `16BLd`: no billions.
        let sign = if touches_number && token.text.starts_with(is_suffix) {
            "*"
        } else {
            ""
        };
        token.kind = Kind::Name;
        token.text = format!("{sign}{}", letters.join(" "));
    }
}

/// Letters that are a suffix of numbers, `16B`.
fn is_suffix(letter: char) -> bool {
    matches!(letter, 'k' | 'K' | 'M' | 'G' | 'B' | 'T')
}

fn is_product(tokens: &[Token], at: usize, met: &Known<()>) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    let text = token.text.as_str();
    let is_run = matches!(token.kind, Kind::Name | Kind::Word)
        && (2..=MOST_LETTERS).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphabetic())
        && (text.len() <= MOST_SMALL || text.bytes().any(|byte| byte.is_ascii_uppercase()));
    // `min(m, n)`: no product of m, i and n.
    let is_call = || {
        let opens = |token: &Token| token.kind == Kind::Open;
        names_function(text) && tokens.get(at + 1).is_some_and(opens)
    };
    is_run
        && !is_call()
        && continues(tokens, at)
        && !met.contains(&Symbol::new(text))
        && text
            .chars()
            .all(|letter| met.contains(&Symbol::new(letter.encode_utf8(&mut [0; 4]))))
}

/// Whether a sign stands behind a token: in `LVh + LVh = 2LVh` the first is what the second is.
fn is_summand(tokens: &[Token], at: usize) -> bool {
    let mut behind = tokens.get(at + 1..).unwrap_or_default().iter();
    let next = behind.find(|token| token.kind != Kind::Gap);
    next.is_some_and(|token| token.kind == Kind::Operator)
}

/// Whether a formula goes on with a token: behind a sign, or touching what it is multiplied by.
fn continues(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default().iter().rev();
    let Some(last) = before.into_iter().find(|token| token.kind != Kind::Gap) else {
        return false;
    };
    let touches = tokens
        .get(at)
        .is_some_and(|token| token.range.start == last.range.end);
    match last.kind {
        Kind::Operator | Kind::Open | Kind::Relation(_) => true,
        Kind::Number | Kind::Postfix | Kind::Close | Kind::Name => touches,
        _ => false,
    }
}
