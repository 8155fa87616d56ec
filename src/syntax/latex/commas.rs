//! Decimal commas without braces: `175 \cdot 0,7 \approx 122,5`.

use super::tokens::{Kind, Token};

/// Writes decimal commas as points, where a formula calculates with such numbers; elsewhere a comma between
/// digits parts the members of a list, a pair or an interval.
pub(super) fn write_points(tokens: &mut Vec<Token>) {
    let at_top: Vec<usize> = outside_brackets(tokens);
    let says_so = |at: usize| {
        is_decimal(tokens, at) && is_calculated_with(tokens, at) || is_below_one(tokens.get(at))
    };
    if !at_top.into_iter().any(says_so) {
        return;
    }
    let mut at = 0;
    while at < tokens.len() {
        if is_decimal(tokens, at) {
            let decimals = tokens.drain(at + 1..at + 3).map(|token| token.text);
            let decimals = decimals.collect::<String>().replace(',', ".");
            if let Some(whole) = tokens.get_mut(at) {
                whole.text.push_str(&decimals);
            }
        } else if let Some(number) = tokens.get_mut(at)
            && number.kind == Kind::Number
            && number.text.matches(',').count() == 1
            && !number.text.contains(['.', '{'])
        {
            // `34,029` stands beside them, so it is no group of thousands.
            number.text = number.text.replace(',', ".");
        }
        at += 1;
    }
}

/// The places of tokens outside all brackets.
fn outside_brackets(tokens: &[Token]) -> Vec<usize> {
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "(" | "[" | "\\{" => depth += 1,
            ")" | "]" | "\\}" => depth = depth.saturating_sub(1),
            _ if depth == 0 => found.push(at),
            _ => {}
        }
    }
    found
}

/// Whether digits, a comma and digits stand here without a blank, and no second comma: `0,7`.
fn is_decimal(tokens: &[Token], at: usize) -> bool {
    let run = tokens.get(at..at + 3);
    let is_one = run.is_some_and(|run| {
        matches!(run, [whole, comma, decimals]
            if is_digits(whole) && comma.text == "," && is_digits(decimals))
    });
    let is_comma = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|token| token.text == ",")
    };
    is_one && !is_comma(at.checked_sub(1)) && !is_comma(Some(at + 3))
}

/// `0,343`: no group of thousands begins with 0.
fn is_below_one(token: Option<&Token>) -> bool {
    let number = token.filter(|token| token.kind == Kind::Number);
    let decimals = number.and_then(|number| number.text.strip_prefix("0,"));
    decimals.is_some_and(|decimals| decimals.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_digits(token: &Token) -> bool {
    token.kind == Kind::Number && token.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a sign of arithmetic stands right before the number or behind it.
fn is_calculated_with(tokens: &[Token], at: usize) -> bool {
    let is_solid = |token: &&Token| token.kind != Kind::Gap;
    let before = tokens.get(..at).unwrap_or_default();
    let behind = tokens.get(at + 3..).unwrap_or_default();
    let calculates = |token: &Token| {
        matches!(
            token.text.as_str(),
            "+" | "-" | "*" | "/" | "\\cdot" | "\\times" | "\\div" | "\\approx"
        )
    };
    before.iter().rfind(is_solid).is_some_and(calculates)
        || behind.iter().find(is_solid).is_some_and(calculates)
}
