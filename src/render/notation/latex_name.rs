//! Names and words in LaTeX.

use super::name::{Name, is_greek_command};
use crate::expr::{Symbol, is_accent};

/// `h`, `\alpha`, `h_{1}`, `n_{\mathrm{head}}`, `\mathrm{attention}`, `\mathrm{num_{layers}}`. Several
/// subscripts stand inside each other; `x_bar` is `\bar{x}`.
pub(super) fn symbol_name(symbol: &Symbol) -> String {
    let name = Name::of(symbol);
    if !name
        .base
        .chars()
        .chain(name.subscripts.iter().flat_map(|s| s.chars()))
        .all(is_tame)
    {
        return text(symbol.name());
    }
    let letter = if is_greek_command(name.base) {
        Some(format!("\\{}", name.base))
    } else {
        let is_one = name.base.chars().nth(1).is_none();
        is_one.then(|| name.base.to_owned())
    };
    let mut latex = if let Some(letter) = letter {
        match name.subscripts.split_first() {
            Some((mark, rest)) if is_accent(mark) => {
                with_subscripts(&format!("\\{mark}{{{letter}}}"), rest)
            }
            _ => with_subscripts(&letter, &name.subscripts),
        }
    } else {
        format!("\\mathrm{{{}{}}}", name.base, nested(&name.subscripts))
    };
    if name.primes > 0 {
        latex.push_str("^{");
        latex.push_str(&vec!["\\prime"; name.primes].join(" "));
        latex.push('}');
    }
    latex
}

fn is_tame(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn with_subscripts(base: &str, subscripts: &[&str]) -> String {
    match subscripts {
        [] => base.to_owned(),
        [only] if only.len() == 1 || only.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{base}_{{{only}}}")
        }
        [first, rest @ ..] => format!("{base}_{{\\mathrm{{{first}{}}}}}", nested(rest)),
    }
}

fn nested(subscripts: &[&str]) -> String {
    let mut latex = String::new();
    for subscript in subscripts {
        latex.push_str("_{");
        latex.push_str(subscript);
    }
    latex.push_str(&"}".repeat(subscripts.len()));
    latex
}

/// The name of an operator or unit, upright; what is neither letter nor digit falls away.
pub(super) fn operator_name(name: &str) -> String {
    let tame: String = name.chars().filter(|c| is_tame(*c)).collect();
    if name.chars().all(|c| is_tame(c) || c == '_') {
        format!("\\mathrm{{{tame}}}")
    } else {
        text(name)
    }
}

/// Words inside a formula. The characters that TeX or Markdown would take for something else give
/// way to their full-width twins.
pub(in crate::render) fn text(words: &str) -> String {
    let mut latex = String::from("\\text{");
    for c in words.chars() {
        latex.push(match c {
            '\\' => '＼',
            '{' => '｛',
            '}' => '｝',
            '$' => '＄',
            '%' => '％',
            '#' => '＃',
            '&' => '＆',
            '~' => '～',
            '^' => '＾',
            '_' => '＿',
            '*' => '＊',
            '<' => '＜',
            '>' => '＞',
            '|' => '｜',
            '`' => '｀',
            '[' => '［',
            ']' => '］',
            '\n' | '\r' | '\t' => ' ',
            other => other,
        });
    }
    latex.push('}');
    latex
}
