//! Left sides that name something: functions with their arguments, words without spaces.

use super::token::{Kind, Token};
use super::whole::Document;
use crate::expr::Symbol;
use crate::syntax::names_function;

/// The name and the arguments of `f(x)`, `N(Q, K, V)`.
pub(super) fn function_head(text: &str) -> Option<(&str, Vec<&str>)> {
    let (name, rest) = text.trim().split_once('(')?;
    let name = name.trim_end();
    let inside = rest.trim_end().strip_suffix(')')?;
    let arguments: Vec<&str> = inside.split(',').map(str::trim).collect();
    let all_names = arguments.iter().all(|argument| is_name(argument));
    (is_name(name) && all_names && !names_function(name)).then_some((name, arguments))
}

/// A letter with whatever belongs to its name: `x`, `d_{ff}`, `N_1`.
fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '{' | '}' | '\''))
}

impl Document {
    /// Takes a left side for the definition of a function where it looks like one and its name has
    /// not been met as a symbol.
    pub(super) fn meet_function(&mut self, text: &str) {
        let Some((name, arguments)) = function_head(text) else {
            return;
        };
        let symbol = Symbol::new(&name.replace(['{', '}'], ""));
        if !self.met.contains(&symbol) {
            self.functions.meet(symbol, arguments.len());
        }
    }

    /// Makes names of words that are known functions where a bracket touches them: `norm(h / a) = …` begins with
    /// the function and not with the bracket.
    pub(super) fn name_called(&self, tokens: &mut [Token]) {
        let mut behind = None;
        for token in tokens.iter_mut().rev() {
            let is_called = behind == Some((Kind::Open, token.range.end));
            let is_known = |word: &str| self.functions.contains(&Symbol::new(word));
            if token.kind == Kind::Word && is_called && is_known(&token.text) {
                token.kind = Kind::Name;
            }
            behind = Some((token.kind, token.range.start));
        }
    }

    /// `N(mlp) = …` where `N` already stands for something: what is said to be counted, as one name.
    pub(super) fn phrase_head(&self, text: &str) -> Option<Symbol> {
        let (name, rest) = text.trim().split_once('(')?;
        let inside = rest.strip_suffix(')')?;
        let symbol = Symbol::new(&name.replace(['{', '}'], ""));
        let is_word = |part: &str| {
            let part = part.trim();
            part.chars().count() > 1
                && part.starts_with(char::is_alphabetic)
                && part
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        };
        let mut parts = inside.split(',');
        let says_what =
            parts.clone().all(is_word) || parts.clone().count() > 1 && parts.all(is_name);
        let is_met = self.met.contains(&symbol) && !self.functions.contains(&symbol);
        (is_name(name) && says_what && is_met && !names_function(name))
            .then(|| Symbol::new(text.trim()))
    }

    /// The name that capitals before `=` make, `AI = …`, where none of them stands for itself.
    pub(super) fn capitals(&self, text: &str, rest: &str) -> Option<Symbol> {
        let letters: String = text.chars().filter(|letter| *letter != ' ').collect();
        let is_run = (2..=4).contains(&letters.len())
            && letters.bytes().all(|byte| byte.is_ascii_uppercase());
        let stands_alone = letters.chars().any(|letter| {
            rest.contains(letter) || self.met.contains(&Symbol::new(&letter.to_string()))
        });
        (is_run && !stands_alone).then(|| Symbol::new(&letters))
    }
}

/// Names of functions that the grammar does not know.
const FUNCTIONS: &[&str] = &[
    "sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan", "softmax",
    "sigmoid", "relu", "gelu", "round", "mean", "var",
];

/// Whether a word is a function of the bracket that touches it, `d/dx` among them.
pub(super) fn is_function(word: &str) -> bool {
    word.starts_with("d/d") || FUNCTIONS.contains(&word.to_lowercase().as_str())
}

/// The word before a side that belongs into it: a function of the bracket behind it, `cos(0.5 × π)`, or a
/// word in the same bracket.
pub(super) fn applied(before: &[&Token], kept: &[&Token]) -> Option<String> {
    let word = before.last().filter(|token| token.kind == Kind::Word)?;
    let next = kept.first()?;
    let is_function =
        next.kind == Kind::Open && word.range.end == next.range.start && is_function(&word.text);
    let mut depth = 0_i32;
    let is_cut = kept.iter().any(|token| {
        depth += i32::from(token.kind == Kind::Open) - i32::from(token.kind == Kind::Close);
        depth < 0
    });
    (is_function || is_cut).then(|| word.text.clone())
}
