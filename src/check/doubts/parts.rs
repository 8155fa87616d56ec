//! Sides of which a part was not read: what stands right before or behind them in the line belongs to them.

use super::super::walk::Walk;
use super::is_one_number;
use crate::document::{Link, Side, Statement, has_words};
use crate::expr::ExprKind;
use crate::number::Rational;

/// How long a word between a sum and its last number is, in bytes: `56 GB + shared ~7 GB`.
const WORD: usize = 24;

impl Walk<'_> {
    /// Whether a side is only a part of what is written.
    pub(super) fn is_part(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        self.is_summand(left)
            || self.goes_on_behind(&link.side)
            || [left, &link.side]
                .into_iter()
                .any(|side| self.is_torn(side))
            || self.is_one_of_settings(statement, left, link)
            || self.describes(left, link)
    }

    /// `56 GB + shared ~7 GB = 63 GB`, `(…) per layer \* 128 layers = …`: whether a sign before the left side takes it as
    /// a part.
    fn is_summand(&self, left: &Side) -> bool {
        let before = self.before(left).trim_end_matches(['~', ' ']);
        let before = before.rsplit('\n').next().unwrap_or_default();
        if before.ends_with("\\*") {
            return true;
        }
        let rest = before.trim_end_matches(|c: char| c.is_alphabetic());
        let is_word = rest.len() < before.len() && before.len() - rest.len() <= WORD;
        let sum = rest.trim_end().strip_suffix('+').map(str::trim_end);
        let adds = sum.is_some_and(|sum| sum.ends_with(|c: char| c.is_alphanumeric() || c == ')'));
        is_one_number(&left.expr) && is_word && adds
    }

    /// `0.151 = direct 0.037 (24%) + late 0.114 (76%)`: whether a sum goes on behind a bracket.
    fn goes_on_behind(&self, right: &Side) -> bool {
        let text = self.document.source.text();
        let behind = text.get(right.span.end..).unwrap_or_default().trim_start();
        let row = behind.split('\n').next().unwrap_or_default();
        let inside = row.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let follows = inside.is_some_and(|(share, rest)| {
            share.ends_with('%') && rest.trim_start().starts_with(['+', '＋'])
        });
        is_one_number(&right.expr) && follows
    }

    /// Whether brackets of a side are not all its own, or it counts things by their sizes, `16 个 16x16`.
    fn is_torn(&self, side: &Side) -> bool {
        let written = self.document.source.slice(side.span);
        let is_formula = !written.contains(['\\', '[', ']']);
        let mut depth = 0_i32;
        let mut is_open = false;
        for letter in written.chars() {
            match letter {
                '(' | '（' => depth += 1,
                ')' | '）' => depth -= 1,
                _ => {}
            }
            is_open |= depth < 0;
        }
        let counts = ["个 ", "個 ", "개 "].iter().any(|counter| {
            written.split_once(counter).is_some_and(|(_, rest)| {
                rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
            })
        });
        is_formula && is_open || counts
    }

    /// `B=1, T=1024, BT=64`: whether capitals that were read as a product are the name of a setting among others.
    fn is_one_of_settings(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let written = self.document.source.slice(left.span).trim();
        let is_name = (2..=4).contains(&written.len())
            && written.bytes().all(|byte| byte.is_ascii_uppercase());
        let before = self.before(left).trim_end();
        let before = before.strip_suffix([',', '，', '、']).unwrap_or_default();
        let last = before
            .rsplit([',', '，', ' ', '(', '（'])
            .next()
            .unwrap_or_default();
        let sets = last.split_once('=').is_some_and(|(_, value)| {
            !value.is_empty()
                && value
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b'.')
        });
        is_name && sets && is_one_number(&link.side.expr) && self.is_far_off(statement, left, link)
    }

    /// Whether no slip of a digit leads from what the names of a product stand for to a number: they are more than a
    /// factor of 2 apart.
    fn is_far_off(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let names = left.expr.free_symbols();
        let mut product = Rational::from(1);
        for name in &names {
            let known = self.context.meaning(name, &statement.place, false);
            let Some(value) = known.and_then(|(entry, _)| entry.value.as_number()) else {
                return true;
            };
            product *= value;
        }
        let stated = link.side.expr.as_number().unwrap_or_default();
        let two = Rational::from(2);
        &stated * &two < product || &product * &two < stated
    }

    /// `224×224 RGB = 224 × 224 × 3`: whether the left side with a word behind it is described by a product that begins
    /// with it; `一个 5×5`: one thing of that size.
    fn describes(&self, left: &Side, link: &Link) -> bool {
        let (lhs, rhs) = (left.expr.factors(), link.side.expr.factors());
        let begins = lhs.len() > 1 && rhs.len() > lhs.len() && rhs.starts_with(lhs);
        let has_word = has_words(self.between(left.span, link.sign));
        let between = self.between(link.sign, link.side.span).trim_end();
        let is_thing = ["一个", "一個", "하나의"]
            .iter()
            .any(|word| between.ends_with(word));
        begins && has_word || is_thing && matches!(link.side.expr.kind(), ExprKind::Product(_))
    }
}
