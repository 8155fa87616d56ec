//! Formulas that begin in the middle of another one: the sign before them belongs to what could not be read.

use std::ops::Range;

use super::assemble::{Frame, Read};
use super::cut::{Cut, trimmed};
use super::statement::Origin;
use super::whole::Document;
use crate::diagnostic::Span;
use crate::expr::Relation;

/// What leads from something that is not read to a formula: `16 bytes/param × $1.6e9`, `id >> 22`.
const LEADING: [&str; 11] = ["+", "×", "÷", "·", "@", "<<", ">>", "+=", "-=", "*=", "/="];

/// So many bytes before a formula are looked at.
const NEAR: usize = 400;

/// What of a line is part of something that stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amid {
    /// Its first side.
    FirstSide,
    /// All of it: a condition, `D / N | C = 10 = 95.6`.
    Whole,
}

/// Why a formula of which a part stands before is not read.
pub(super) const AMID: &str = "the sign before this formula takes it as a part of another one";

impl Document {
    /// What the signs before a formula in its line take as a part of something else: nothing can be said of it
    /// alone.
    pub(super) fn is_amid(&self, start: usize, frame: &Frame) -> Option<Amid> {
        // A line may be a million characters long.
        let from = start.saturating_sub(NEAR);
        let text = (from..start).find_map(|from| self.source.text().get(from..start));
        let text = text.unwrap_or_default();
        let line = text.rsplit('\n').next().unwrap_or_default().trim_start();
        let before = line.trim_end_matches(|c: char| c.is_whitespace() || "$`".contains(c));
        if frame.place.row.is_some() || line.starts_with('|') || before.len() == line.len() {
            return None;
        }
        let label = before
            .strip_suffix(':')
            .filter(|_| frame.origin != Origin::Math);
        let is_led = match label {
            // `reduce-scatter: Ψ + all-gather: Ψ = …`; but `attention + MLP: …` is one label.
            Some(label) => {
                let is_word = |c: char| c.is_alphanumeric() || "-_ ".contains(c);
                let before = label.trim_end_matches(is_word);
                before.contains(':') && is_led_by(before, &["+", "×"])
            }
            None => is_led_by(before, &LEADING),
        };
        // Bars part columns as well, `L = 2 | h = 3`.
        let is_condition = is_led_by(before, &["|"])
            && before.matches('|').count() == 1
            && !before.contains(['=', '≈', '<', '>']);
        if is_condition {
            Some(Amid::Whole)
        } else {
            is_led.then_some(Amid::FirstSide)
        }
    }

    /// Whether a relation that is not read, or in a text a line with a label and a formula without a relation, lies
    /// between two places.
    pub(super) fn skips_formula(&self, from: usize, to: usize, origin: Origin) -> bool {
        let is_between = |at: usize| from <= at && at < to;
        if self.unread.iter().any(|unread| is_between(unread.at.start)) {
            return true;
        }
        let between = self.source.slice(Span::new(from.min(to), to));
        let mut whole: Vec<&str> = between.split('\n').skip(1).collect();
        whole.pop();
        let is_formula = |line: &str| {
            // `+ gradients (32 GB) + activations (16 GB)` above `= 112 GB`: a sum that is not all read.
            let adds = line.trim_start().starts_with(['+', '＋']);
            if adds && line.contains(|c: char| c.is_ascii_digit()) {
                return true;
            }
            let behind = line.rsplit_once(':').map_or("", |(_, behind)| behind);
            behind.contains(|c: char| c.is_ascii_digit()) && behind.contains(['+', '*', '/', '×'])
        };
        origin == Origin::Prose && whole.into_iter().any(is_formula)
    }
}

/// Takes back the sides of which an open sign before them makes a part: `sum += 1 + 2`, `a >>= b = c`.
pub(super) fn leave_led_sides(
    sides: &mut [Read],
    cut: &Cut,
    text: &str,
    amid: Option<Amid>,
    at: impl Fn(&Range<usize>) -> Span,
) {
    // What stands before a side: another side, which may be open or empty, and the sign before that.
    let is_led = |place: usize| {
        let Some(before) = place.checked_sub(1) else {
            return amid == Some(Amid::FirstSide);
        };
        let side = cut
            .sides
            .get(before)
            .and_then(|range| text.get(range.clone()));
        let side = side.unwrap_or_default().trim();
        let sign = before.checked_sub(1).and_then(|sign| cut.signs.get(sign));
        let is_much = sign.is_some_and(|(_, relation)| {
            matches!(relation, Relation::MuchLess | Relation::MuchGreater)
        });
        side.is_empty() && is_much || side.ends_with(['+', '-', '*', '/', '<', '>'])
    };
    for (place, (side, range)) in sides.iter_mut().zip(&cut.sides).enumerate() {
        if is_led(place) && matches!(side, Ok(Some(_))) {
            *side = Err((at(&trimmed(text, range.clone())), AMID.to_owned()));
        }
    }
}

/// Whether a text ends with one of the signs, words and a blank before it: a bullet is none.
fn is_led_by(text: &str, signs: &[&str]) -> bool {
    signs.iter().any(|sign| {
        text.strip_suffix(sign).is_some_and(|before| {
            before.ends_with(char::is_whitespace) && before.contains(char::is_alphanumeric)
        })
    })
}
