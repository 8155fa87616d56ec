//! Sides of which a part was not read: what stands right before or behind them in the line belongs to them.

use super::super::sides::value;
use super::super::walk::Walk;
use super::{Doubt, is_one_number, means};
use crate::document::{Link, Side, Statement, has_words};
use crate::expr::{Assumptions, ExprKind};
use crate::number::{Rational, Suffix, Written};

/// How long a word between a sum and its last number is, in bytes: `56 GB + shared ~7 GB`.
const WORD: usize = 24;

/// Lines of which a part was not read.
pub(super) const DOUBTS: &[Doubt] = &[
    means(
        |walk, line| walk.is_note_of_name(line.left, line.link),
        "the bracket behind a name may only say what it is of",
    ),
    means(
        |walk, line| walk.is_summand(line.left),
        "a sign before its left side takes that as a part",
    ),
    means(
        |walk, line| walk.is_last_row_of_sum(line.left, line.link),
        "the sign stands below the last row of a sum",
    ),
    means(
        |walk, line| walk.goes_on_behind(&line.link.side),
        "its right side goes on behind a bracket",
    ),
    means(
        |walk, line| walk.is_torn(line.left) || walk.is_torn(&line.link.side),
        "brackets or words of a side are not all its own",
    ),
    means(
        |walk, line| walk.is_one_of_settings(line.statement, line.left, line.link),
        "it may be one setting among others",
    ),
    means(
        |walk, line| walk.describes(line.left, line.link),
        "its left side is described by the right one",
    ),
    means(
        |walk, line| walk.is_in_slash_list(line.left, line.link),
        "slashes part settings",
    ),
    means(
        |walk, line| walk.is_setting_behind(line.left, line.link),
        "its sign may bind only the name that it touches",
    ),
    means(
        |walk, line| walk.is_at_rate(line.left, line.link),
        "the words before it say what goes at that rate",
    ),
    means(
        |walk, line| walk.is_share_of_things(line.left, line.link),
        "it tells a share as so many things",
    ),
    means(
        |_, line| adds_rounded(line.left, line.link),
        "the parts of its sum are put in rounded",
    ),
    means(
        |walk, line| counts_by_clock(walk.document.source.slice(line.link.side.span)),
        "a time is told in two units",
    ),
];

impl Walk<'_> {
    /// `Total MLP (8 experts + router) = 176 × 8 + 32`: whether the left side is a bracket with a sum of things behind
    /// a name whose value is worked out on the right.
    fn is_note_of_name(&self, left: &Side, link: &Link) -> bool {
        let written = self.document.source.slice(left.span).trim();
        let inside = written
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        let is_sum =
            inside.is_some_and(|inside| inside.contains(" + ") && !inside.contains(['(', ')']));
        let names = self.before(left).ends_with(' ')
            && self.before(left).trim_end().ends_with(char::is_alphabetic);
        let has_words = inside.is_some_and(|inside| has_words(&format!(" {inside}")));
        is_sum && names && has_words && !is_one_number(&link.side.expr)
    }

    /// `bs=96/ctx=256/d=512`: whether slashes part settings.
    fn is_in_slash_list(&self, left: &Side, link: &Link) -> bool {
        let written = self.document.source.slice(left.span).trim();
        let is_value = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
        };
        let is_name =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphabetic() || c == '_');
        let parts = written.split_once('/');
        let is_parted =
            parts.is_some_and(|(value, name)| is_value(value.trim()) && is_name(name.trim()));
        let right = self.document.source.slice(link.side.span).trim();
        let (value, rest) = right.split_once('/').unwrap_or((right, "x"));
        let is_set = self.before(left).trim_end().ends_with('=');
        is_parted && is_set && is_value(value.trim()) && is_name(rest.trim())
    }

    /// `31B TP=2`, `2.0× bs=64`: whether a sign that touches a name binds only that, and not what stands apart before
    /// it.
    fn is_setting_behind(&self, left: &Side, link: &Link) -> bool {
        let written = self.document.source.slice(left.span);
        let touches = self.between(left.span, link.sign).is_empty() && !written.ends_with(' ');
        let touches = touches && self.between(link.sign, link.side.span).is_empty();
        let (before, name) = written.rsplit_once(' ').unwrap_or_default();
        let is_name = name.len() >= 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_number = before
            .trim_end_matches('×')
            .ends_with(|c: char| c.is_alphanumeric());
        touches && is_name && is_number && is_one_number(&link.side.expr)
    }

    /// `1 GB chunk at 12.5 GB/s = 0.08 s`: whether a rate stands behind "at", and what is told is of another kind.
    fn is_at_rate(&self, left: &Side, link: &Link) -> bool {
        let before = self.before(left).trim_end();
        let is_at = [" at", " @", " bei", " à", " при"]
            .iter()
            .any(|word| before.ends_with(word));
        let is_rate =
            matches!(left.expr.kind(), ExprKind::Quotient(above, _) if is_one_number(above));
        let is_other = !matches!(link.side.expr.kind(), ExprKind::Quotient(..));
        is_at && is_rate && is_other && is_one_number(&link.side.expr)
    }

    /// `5% = 50 nodes`: whether a share is told as so many things.
    fn is_share_of_things(&self, left: &Side, link: &Link) -> bool {
        let is_percent = matches!(left.expr.kind(), ExprKind::Number(literal)
            if literal.written().and_then(Written::suffix) == Some(Suffix::Percent));
        let whole = link.side.expr.as_number().filter(Rational::is_integer);
        let text = self.document.source.text();
        let behind = text.get(link.side.span.end..).unwrap_or_default();
        let word = behind.strip_prefix(' ').unwrap_or_default();
        is_percent && whole.is_some() && word.starts_with(char::is_alphabetic)
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

    /// `+ 56 GB` above `= 84 GB`: whether a row that begins with + stands above the sign.
    fn is_last_row_of_sum(&self, left: &Side, link: &Link) -> bool {
        let row = self.before(left).rsplit('\n').next().unwrap_or_default();
        let is_below = self.between(left.span, link.sign).contains('\n');
        is_below && row.trim() == "+" && is_one_number(&left.expr)
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
        // The command before the first bracket may stand outside of the side.
        let begins = usize::from(self.before(side).ends_with("\\left"));
        let opened = written.matches("\\left").count() + begins;
        let is_half = opened < written.matches("\\right").count();
        is_formula && is_open || counts || is_half || has_dash_of_prose(written)
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

/// `2 h 24 min`: whether a time is told in two units.
fn counts_by_clock(written: &str) -> bool {
    let mut words = written.split_whitespace();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let (amount, unit, rest) = (words.next(), words.next(), words.next());
    amount.is_some_and(is_number)
        && matches!(
            unit,
            Some("h" | "hours" | "hour" | "d" | "days" | "min" | "Std." | "ч")
        )
        && rest.is_some_and(is_number)
}

/// `6.5 - so the last stage has 1`: whether a dash leads over to a clause of words.
fn has_dash_of_prose(written: &str) -> bool {
    let dashes = [" - ", " – ", " — "];
    let parts = dashes.iter().find_map(|dash| written.split_once(dash));
    parts.is_some_and(|(_, clause)| {
        let is_word =
            |word: &&str| word.len() >= 2 && word.bytes().all(|b| b.is_ascii_alphabetic());
        clause.split_whitespace().take(4).filter(is_word).count() >= 3
    })
}

/// `400 s + 9,999 × 0.08 s = 400 + 800`: whether the parts of a sum are put in rounded.
fn adds_rounded(left: &Side, link: &Link) -> bool {
    let amount = |side: &Side| {
        let value = value(&side.expr, &Assumptions::none())?.as_quantity()?;
        value.amount.exact().cloned()
    };
    let is_near = || {
        let (before, after) = (amount(left)?, amount(&link.side)?);
        let is_rounding = after.is_integer() && !before.is_integer();
        Some(is_rounding && (&before - &after).abs() * Rational::from(1_000) <= before.abs())
    };
    let is_sum = |side: &Side| matches!(side.expr.kind(), ExprKind::Sum(_));
    is_sum(left) && is_sum(&link.side) && is_near() == Some(true)
}
