//! What stands at the edges of mathematics and of code in a document: prices, units, the rest of a
//! line.

use std::ops::Range;

use super::lines::{goes_on, leads_on};
use super::numerals::multiple;
use super::rates::is_second;
use super::signs::is_being;
use crate::units::unit;

/// The unit that a text begins with, or what it multiplies by: those of a number before it, `$112$ GB`,
/// `$5.1$ 億`, `$295$ FLOPs/byte`.
pub(super) fn unit_behind(text: &str) -> Option<String> {
    const TOUCHING: &[(&str, &str)] = &[("K", "K"), ("M", "M"), ("B", "B"), ("T", "T"), ("%", "%")];
    const MULTIPLIERS: &[&str] = &[
        "万亿", "千亿", "百亿", "十亿", "千万", "百万", "십억", "천억", "백만", "亿", "億", "万",
        "억", "만", "billion", "million", "thousand", "trillion",
    ];
    let inner = text.strip_prefix(' ').unwrap_or(text);
    if is_being(inner) {
        return None;
    }
    // `$67.1$M`, `$75$%`: what touches the sign and ends there.
    let touching = TOUCHING.iter().find(|(mark, _)| text.starts_with(mark));
    if let Some((mark, letter)) = touching
        && !text
            .get(mark.len()..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    {
        return Some((*letter).to_owned());
    }
    let times = MULTIPLIERS.iter().find(|word| inner.starts_with(**word));
    if let Some(word) = times {
        let factor = match *word {
            "billion" => "* 10^9",
            "million" => "* 10^6",
            "thousand" => "* 10^3",
            "trillion" => "* 10^12",
            word => word,
        };
        return Some(factor.to_owned());
    }
    let (word, rest) = first_word(inner);
    // `$8.4$ миллиона`: as behind any number.
    if let Some((length, letter)) = multiple(inner)
        && length == word.len()
    {
        return Some(letter.to_string());
    }
    let known = unit(word).filter(|unit| !unit.is_counting_label() && word.len() > 1)?;
    let name = match known.name {
        "µs" => "us",
        name => name,
    };
    let (below, _) = first_word(rest.strip_prefix('/').unwrap_or_default());
    let below = match unit(below) {
        _ if is_second(below) => Some("second"),
        Some(unit) if below.len() > 1 && !unit.is_counting_label() => Some(unit.name),
        _ => None,
    };
    Some(below.map_or_else(|| name.to_owned(), |below| format!("{name}/(1 {below})")))
}

/// The letters that a text begins with, and what is behind them.
fn first_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphabetic());
    text.split_at(end.unwrap_or(text.len()))
}

/// Whether dollar signs stand before prices rather than around mathematics.
pub(super) fn is_price(text: &str, at: &Range<usize>) -> bool {
    let behind = text.get(at.end..).unwrap_or_default();
    if behind.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let inside = text
        .get(at.start + 1..at.end.saturating_sub(1))
        .unwrap_or_default();
    let is_tex = inside.contains(['\\', '^', '_', '{']);
    let has_words = inside
        .split_whitespace()
        .any(|word| word.len() >= 2 && word.chars().all(char::is_alphabetic));
    let has_relation = inside.contains(['=', '≈', '<', '>']);
    let ends_open = inside
        .trim_end()
        .ends_with(['=', '+', '*', '/', '×', '-', '(', '≈']);
    inside.starts_with(|c: char| c.is_ascii_digit())
        && !is_tex
        && (has_words && !has_relation || ends_open)
}

/// Languages of fences in which no formulas are written.
pub(super) fn is_no_text(language: &str) -> bool {
    matches!(
        language.to_ascii_lowercase().as_str(),
        "bash"
            | "sh"
            | "shell"
            | "zsh"
            | "fish"
            | "console"
            | "shell-session"
            | "terminal"
            | "log"
            | "json"
            | "jsonc"
            | "yaml"
            | "yml"
            | "toml"
            | "ini"
            | "xml"
            | "html"
            | "css"
            | "diff"
            | "dockerfile"
            | "mermaid"
            | "tikz"
            | "svg"
            | "csv"
    )
}

/// Whether inline code stands beside a sign of the formula around it.
pub(super) fn is_part_of_line(text: &str, code: &Range<usize>, block: &Range<usize>) -> bool {
    let before = text.get(block.start..code.start).unwrap_or_default();
    let behind = text.get(code.end..block.end).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let behind = behind.split('\n').next().unwrap_or_default();
    leads_on(before) || goes_on(behind)
}

/// `$5 and $6`: words between prices.
pub(super) fn is_money(slice: &str) -> bool {
    let words = slice
        .split_whitespace()
        .filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic()));
    words.count() >= 3 && !slice.contains(['\\', '=', '^', '_', '`', '*', '+'])
}

/// `` `1728` (`= 3*3*3*64`) ``: code that goes on with code before its bracket, as one line, and how far before the
/// code it begins.
pub(super) fn told_of_code(before: &str, code: &str) -> Option<(String, usize)> {
    let goes_on = code.trim_start().starts_with(['=', '≈']) && !code.trim_start().starts_with("==");
    let opened = before.trim_end_matches('`').trim_end_matches(['(', '（']);
    let closed = opened.trim_end().strip_suffix('`')?;
    let (_, number) = closed.rsplit_once('`')?;
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b",._".contains(&byte));
    let has_bracket = opened.len() < before.trim_end_matches('`').len();
    let gap = before.len() - closed.len();
    let line = format!("{number}{}{code}", " ".repeat(gap));
    (goes_on && is_number && has_bracket).then_some((line, number.len() + gap))
}

/// `:math:` before code: a role of reStructuredText, as `MyST` writes it in Markdown.
pub(super) fn is_role(text: &str, code: &Range<usize>) -> bool {
    let before = text.get(..code.start).unwrap_or_default();
    before.ends_with(":math:") || before.ends_with("{math}")
}

/// Languages of fences in which `//` begins a comment.
pub(super) fn has_comments(language: &str) -> bool {
    matches!(
        language.to_ascii_lowercase().as_str(),
        "c" | "cpp"
            | "c++"
            | "cuda"
            | "go"
            | "rust"
            | "rs"
            | "java"
            | "js"
            | "javascript"
            | "ts"
            | "typescript"
            | "swift"
            | "kotlin"
            | "scala"
    )
}
