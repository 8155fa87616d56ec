//! Functions without brackets in a line: `ln x + ln y`, `3 ln 2`, `log2 8 = 3`, `sqrt 16 = 4`.

use super::token::{Kind, Token};

/// What is called so, with the name that the grammar of expressions has for it.
const FUNCTIONS: &[(&str, &str)] = &[
    ("ln", "ln"),
    ("log", "log"),
    ("lg", "lg"),
    ("log2", "log2"),
    ("log_2", "log2"),
    ("log₂", "log2"),
    ("log10", "log10"),
    ("log_10", "log10"),
    ("log₁₀", "log10"),
    ("sqrt", "sqrt"),
];

/// Puts brackets around what stands behind a function, as far as it is written without a blank.
pub(super) fn put_brackets(tokens: &mut Vec<Token>) {
    if !tokens.iter().any(|token| named(token).is_some()) {
        return;
    }
    let mut written = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let length = argument(tokens, at + 1);
        let is_called = tokens
            .get(at + 1)
            .is_some_and(|next| next.kind == Kind::Open);
        match named(token).filter(|_| length > 0 || is_called) {
            Some(name) => {
                written.push(Token {
                    kind: Kind::Name,
                    text: name.to_owned(),
                    ..token.clone()
                });
                if length > 0 {
                    let argument = tokens.get(at + 2..at + 2 + length).unwrap_or_default();
                    enclose(argument, &mut written);
                    at += 1 + length;
                }
            }
            None => written.push(token.clone()),
        }
        at += 1;
    }
    *tokens = written;
}

fn named(token: &Token) -> Option<&'static str> {
    let is_name = matches!(token.kind, Kind::Name | Kind::Word);
    let found = FUNCTIONS
        .iter()
        .find(|(written, _)| is_name && token.text == *written);
    found.map(|(_, name)| *name)
}

/// How many tokens behind a blank are the argument: a number, letters, or a number and letters that touch it, with
/// what is raised or marked behind them.
fn argument(tokens: &[Token], gap: usize) -> usize {
    let is_gap = tokens
        .get(gap)
        .is_some_and(|token| token.kind == Kind::Gap && token.text == " ");
    let behind = tokens.get(gap + 1..).unwrap_or_default();
    let is_operand = |token: &Token| match token.kind {
        Kind::Number => true,
        Kind::Name => token.text.chars().count() <= 2,
        _ => false,
    };
    let begins = behind.first().is_some_and(is_operand);
    if !is_gap || !begins {
        return 0;
    }
    let belongs = |token: &&Token| is_operand(token) || token.kind == Kind::Postfix;
    behind.iter().take_while(belongs).count()
}

/// Writes an argument in brackets.
fn enclose(argument: &[Token], written: &mut Vec<Token>) {
    let bracket = |kind: Kind, text: &str, at: usize| Token {
        kind,
        range: at..at,
        text: text.to_owned(),
    };
    let start = argument.first().map_or(0, |first| first.range.start);
    let end = argument.last().map_or(0, |last| last.range.end);
    written.push(bracket(Kind::Open, "(", start));
    written.extend(argument.iter().cloned());
    written.push(bracket(Kind::Close, ")", end));
}
