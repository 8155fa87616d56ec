//! What the words before a formula call it.

use std::ops::Range;

use super::assemble::Frame;
use super::brackets::closing;
use super::leading::is_leading;
use super::statement::Label;
use super::token::{Kind, Token};
use super::whole::Document;
use crate::diagnostic::Span;
use crate::expr::{Relation, Symbol};

/// What a line is called: words before a colon or before a wide gap.
pub(super) fn label<'t>(
    line: &str,
    tokens: &'t [Token],
    base: usize,
) -> Option<(Label, &'t [Token])> {
    let first = tokens
        .iter()
        .position(|token| matches!(token.kind, Kind::Relation(_)));
    let before = tokens.get(..first.unwrap_or(tokens.len()))?;
    let is_colon = |token: &Token| {
        let text = line.get(token.range.clone()).unwrap_or_default();
        // The colon of `16:9` divides.
        matches!(text, ":" | "：") && token.kind != Kind::Operator
            || (token.kind == Kind::Gap && token.range.len() > 1 && text.trim().is_empty())
    };
    let start = before.iter().position(|token| {
        token.kind != Kind::Gap
            && !matches!(line.get(token.range.clone()), Some("-" | "*" | "•" | "·"))
    })?;
    let at = start + before.iter().skip(start).position(is_colon)?;
    let words = before.get(start..at)?;
    let has_word = words.iter().any(|token| {
        matches!(token.kind, Kind::Word | Kind::Unit)
            || token.kind == Kind::Name && token.range.len() > 1
    });
    let has_sign = words
        .iter()
        .any(|token| matches!(token.kind, Kind::Operator | Kind::Open) && !is_closed(words, token));
    let (begin, end) = (words.first()?.range.start, words.last()?.range.end);
    if !has_word || has_sign || end - begin > 80 {
        return None;
    }
    let text = line.get(begin..end)?.trim().trim_matches('*').trim();
    let label = Label {
        symbol: Symbol::new(text),
        span: Span::new(base + begin, base + end),
    };
    let rest = tokens.get(at + 1..)?;
    // `about 3 × 4096`: the sign of an approximation before the first side says nothing to judge.
    let skipped = rest
        .iter()
        .position(|token| token.kind != Kind::Gap)
        .unwrap_or(0);
    let is_about = rest
        .get(skipped)
        .is_some_and(|token| token.text == "~" || token.text == "about");
    let more = rest
        .iter()
        .skip(skipped + 1)
        .any(|token| matches!(token.kind, Kind::Relation(_)));
    let rest = if is_about && more {
        rest.get(skipped + 1..)?
    } else {
        rest
    };
    Some((label, rest))
}

/// Whether a token opens a bracket that is closed within the same words.
fn is_closed(words: &[Token], token: &Token) -> bool {
    let at = words.iter().position(|other| other == token);
    token.kind == Kind::Open
        && at.is_some_and(|at| closing(words).get(at).is_some_and(Option::is_some))
}

impl Document {
    /// A line that begins with a sign below a line that only names something, `Attention:`, tells of
    /// that.
    pub(super) fn take_label_above(&mut self, tokens: &[Token], frame: &mut Frame) {
        let Some((label, place)) = self.label_above.take() else {
            return;
        };
        let first = tokens.iter().find(|token| token.kind != Kind::Gap);
        let equals = |token: &Token| {
            matches!(
                token.kind,
                Kind::Relation(Relation::Equal | Relation::Approx)
            )
        };
        let is_below = place.section == frame.place.section
            && place.row == frame.place.row
            && place.item == frame.place.item
            && frame.place.block <= place.block + 1;
        let goes_on = self.last_block == frame.place.block && self.last_block == place.block;
        if first.is_some_and(equals) && is_below && frame.label.is_none() && !goes_on {
            frame.label = Some(label);
        }
    }
}

/// The words before mathematics that begins with a sign: `LHS $= 1 + 2$`.
pub(super) fn label_before(
    text: &str,
    before: Range<usize>,
    signs: usize,
    base: usize,
) -> Option<Label> {
    let inner = text.get(before.end + signs..)?.trim_start();
    let begins = inner.starts_with(['=', '≈']) || inner.starts_with("\\approx");
    if !begins {
        return None;
    }
    let from = before.start.max(before.end.saturating_sub(120));
    let from = (from..=before.end).find(|from| text.is_char_boundary(*from))?;
    let line = text.get(from..before.end)?;
    let line = line
        .rsplit([
            '\n', '.', ',', ';', '(', ')', '，', '。', '；', '（', '）', '、', '$',
        ])
        .next()?;
    // `\textbf{Utilization:} $\approx 30\%$`.
    let line = line.rsplit('{').next()?;
    let words = line.trim_matches([' ', '*', '_', ':', '：', '-', '\t', '}']);
    let count = words.split_whitespace().count();
    let is_name = words.split_whitespace().all(|word| {
        word.starts_with(char::is_alphabetic)
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            && !is_leading(&word.to_lowercase())
    });
    if !(1..=4).contains(&count) || !is_name {
        return None;
    }
    let at = before.end - line.len() + line.find(words)?;
    Some(Label {
        symbol: Symbol::new(words),
        span: Span::new(base + at, base + at + words.len()),
    })
}
