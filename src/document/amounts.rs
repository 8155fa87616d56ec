//! Amounts with words before them, and units that are names.

use super::side::solid_of;
use super::token::{Kind, Token};
use crate::syntax::is_label;
use crate::syntax::latex::Lowered;

/// Words behind which an amount stands that is meant itself, `the cost is 5 MB`: of others, `half of 16 GB`, it is a part.
const MEASURES: &[&str] = &[
    "is", "are", "takes", "take", "needs", "need", "requires", "require", "costs", "cost", "uses",
    "use", "consumes", "occupies",
];

/// Words that say of which of many things an amount is told.
const SHARES: &[&str] = &[
    "per", "each", "every", "both", "all", "half", "twice", "double", "one", "two", "three",
    "four", "five", "six", "eight", "ten",
];

/// The amount at the end of a side of words, where it is meant itself: `the cost is 5 MB`.
pub(super) fn amount_behind<'s, 't>(kept: &'s [&'t Token]) -> Option<&'s [&'t Token]> {
    let [words @ .., number, unit] = kept else {
        return None;
    };
    let measures = unit.kind == Kind::Unit && !is_label(&unit.text);
    let is_said = |token: &&Token| matches!(token.kind, Kind::Word | Kind::Name | Kind::Unit);
    let is_share = |token: &&Token| SHARES.contains(&token.text.to_lowercase().as_str());
    let is_meant = words
        .last()
        .is_some_and(|word| MEASURES.contains(&word.text.as_str()));
    let is_amount = number.kind == Kind::Number
        && measures
        && is_meant
        && words.iter().all(is_said)
        && !words.iter().any(is_share);
    kept.get(words.len()..).filter(|_| is_amount)
}

/// `3 models of 14 GB + 1 GB`: the word between a count and the first amount of a sum.
pub(super) fn counts_amounts(before: &[&Token], kept: &[&Token]) -> Option<String> {
    const OF: &[&str] = &["of", "with", "at", "à", "mit", "von", "de", "avec", "con"];
    let last = before
        .last()
        .filter(|word| OF.contains(&word.text.as_str()))?;
    let is_sum = kept
        .iter()
        .any(|token| matches!(token.text.as_str(), "+" | "-" | "−"));
    let counts = before.iter().any(|token| token.kind == Kind::Number);
    (is_sum && counts).then(|| last.text.clone())
}

/// Lowers a unit that is given a value as a name of words, `FLOPs = 6ND`: as a symbol it would stand for the unit in all
/// that follows.
pub(super) fn name_of_unit(tokens: &[Token], lowered: &mut Lowered) {
    for token in solid_of(tokens) {
        let stand_in = lowered.phrase(&token.text);
        lowered.push(&stand_in, token.range.start);
        if let Some(place) = lowered.map.last_mut() {
            *place = token.range.end.saturating_sub(1);
        }
    }
}
