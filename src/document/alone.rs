//! Expressions that stand without a relation: in a cell, behind a label, above a line that begins with a sign.

use super::assemble::Frame;
use super::side::right;
use super::statement::Origin;
use super::token::{Kind, Token};
use super::whole::Document;
use crate::syntax::latex::Lowered;

impl Document {
    /// An expression without a relation: kept where it is all there is.
    pub(super) fn read_alone(&mut self, tokens: &[Token], base: usize, frame: &Frame) -> bool {
        let is_formula = tokens
            .iter()
            .any(|t| t.kind == Kind::Number || t.kind == Kind::Name);
        let tokens = without_number(tokens);
        let has_sign = tokens.iter().any(|t| t.kind == Kind::Operator);
        let wanted = frame.label.is_some()
            || frame.origin == Origin::Table
            || has_sign && self.heads_next_line(tokens, base)
            || has_sign && (frame.origin != Origin::Prose || is_of_numbers(tokens));
        let mut lowered = Lowered::default();
        let (taken, inside) = right(tokens, &mut lowered);
        let is_whole = tokens
            .get(taken..)
            .unwrap_or_default()
            .iter()
            .all(|t| t.kind == Kind::Gap);
        let only_words = !tokens.iter().any(|t| t.kind == Kind::Number) && !has_sign;
        if !is_formula || !wanted || only_words || !is_whole || inside.is_some() {
            return false;
        }
        self.add_lowered(&mut lowered, base, frame);
        true
    }

    /// `(x + 1)²` above `= x² + 2x + 1`: whether tokens are all of their line and the next line begins with a sign.
    fn heads_next_line(&self, tokens: &[Token], base: usize) -> bool {
        let text = self.source.text();
        let mut solid = tokens.iter().filter(|token| token.kind != Kind::Gap);
        let Some(first) = solid.next() else {
            return false;
        };
        let last = solid.next_back().unwrap_or(first);
        let before = text.get(..base + first.range.start).unwrap_or_default();
        let behind = text.get(base + last.range.end..).unwrap_or_default();
        let row = before.rsplit('\n').next().unwrap_or_default();
        let is_mark = |c: char| c.is_ascii_digit() || ".()-*•+>#/ \t".contains(c);
        let begins = row.chars().all(is_mark);
        let Some((rest, below)) = behind.split_once('\n') else {
            return false;
        };
        let differentiates = tokens.iter().any(|token| token.text.starts_with("d/d"));
        let is_end = rest
            .trim_matches([' ', '\t', '\\', '*', '`', '$', '\r'])
            .is_empty();
        let below = below.trim_start_matches([' ', '\t', '>', '#', '/', '*']);
        let leads = below.starts_with('=') && !below.starts_with("==") && !below.starts_with("=>");
        begins && is_end && !differentiates && (leads || below.starts_with('≈'))
    }
}

/// `(2) 3 + 4`: tokens without the number of their line.
fn without_number(tokens: &[Token]) -> &[Token] {
    let start = tokens
        .iter()
        .position(|token| token.kind != Kind::Gap)
        .unwrap_or_default();
    let solid = tokens.get(start..).unwrap_or_default();
    match solid {
        [open, number, close, gap, rest @ ..]
            if open.kind == Kind::Open
                && number.kind == Kind::Number
                && number.text.len() <= 2
                && close.kind == Kind::Close
                && gap.kind == Kind::Gap
                && rest.iter().any(|token| token.kind == Kind::Operator) =>
        {
            rest
        }
        _ => tokens,
    }
}

/// Whether there is nothing but numbers, what they count and signs: `350 亿 × 2 字节`, which a line
/// below may go on with.
fn is_of_numbers(tokens: &[Token]) -> bool {
    let mut numbers = 0;
    let all = tokens.iter().all(|token| {
        numbers += usize::from(token.kind == Kind::Number);
        let is_name = matches!(token.kind, Kind::Name | Kind::Relation(_) | Kind::Separator);
        !is_name
    });
    let first = tokens.iter().find(|token| token.kind != Kind::Gap);
    all && numbers >= 2 && first.is_some_and(|token| token.kind == Kind::Number)
}
