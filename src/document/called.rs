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
    let mut at = 0;
    while at < tokens.len() {
        let name = tokens.get(at).and_then(named);
        let Some(name) = name else {
            at += 1;
            continue;
        };
        let length = argument(tokens, at + 1);
        let is_bare = length > 0;
        let is_called = tokens
            .get(at + 1)
            .is_some_and(|next| next.kind == Kind::Open);
        if (is_bare || is_called)
            && let Some(token) = tokens.get_mut(at)
        {
            name.clone_into(&mut token.text);
            token.kind = Kind::Name;
        }
        if is_bare {
            enclose(tokens, at + 1, length);
        }
        at += 1;
    }
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

fn enclose(tokens: &mut Vec<Token>, gap: usize, length: usize) {
    let end = tokens.get(gap + length).map_or(0, |last| last.range.end);
    let bracket = |kind: Kind, text: &str, at: usize| Token {
        kind,
        range: at..at,
        text: text.to_owned(),
    };
    tokens.insert(gap + length + 1, bracket(Kind::Close, ")", end));
    if let Some(token) = tokens.get_mut(gap) {
        let start = token.range.end;
        *token = bracket(Kind::Open, "(", start);
    }
}
