//! Relations that are spoken, `768 × 768 约等于 0.59M`, or drawn, `7B × 2 bytes → 14 GB`.

use super::token::{Kind, Token};
use crate::expr::Relation;
use crate::units::unit;

/// Words that say that what stands before them is what stands behind them.
const WORDS: &[(&str, Relation)] = &[
    ("约等于", Relation::Approx),
    ("大约等于", Relation::Approx),
    ("約等於", Relation::Approx),
    ("约为", Relation::Approx),
    ("等于", Relation::Equal),
    ("等於", Relation::Equal),
    ("equals", Relation::Equal),
];

/// Arrows that lead to a result.
const ARROWS: &[&str] = &["→", "⟶", "->", "-->", "➔", "⇒", "=>"];

/// So many digits a number has that is told once more in words.
const LONG: usize = 5;

/// So many digits has a result to which an arrow leads without a unit: no size of a layer is as long.
const WHOLE: usize = 7;

/// Makes relations of words and arrows between a computation and a number.
pub(super) fn mark_spoken(tokens: &mut [Token], line: &str) {
    for at in 1..tokens.len() {
        let (before, rest) = tokens.split_at(at);
        let Some((token, behind)) = rest.split_first() else {
            continue;
        };
        let relation = spoken(token, before, behind).or_else(|| drawn(token, line, before, behind));
        let Some(relation) = relation else {
            continue;
        };
        // `108854784, 约等于 120M`: the comma parts nothing.
        let comma = before.iter().rposition(|token| token.kind != Kind::Gap);
        if let Some(token) = tokens.get_mut(at) {
            token.kind = Kind::Relation(relation);
            let sign = if relation == Relation::Equal {
                "="
            } else {
                "≈"
            };
            sign.clone_into(&mut token.text);
        }
        if let Some(comma) = comma.and_then(|comma| tokens.get_mut(comma))
            && comma.kind == Kind::Separator
        {
            comma.kind = Kind::Gap;
        }
    }
}

/// The relation that a word says between a computation, or a long number, and a number.
fn spoken(token: &Token, before: &[Token], behind: &[Token]) -> Option<Relation> {
    let (_, relation) = WORDS.iter().find(|(word, _)| *word == token.text)?;
    let last = before.iter().rposition(|token| token.kind != Kind::Gap)?;
    let is_comma = before
        .get(last)
        .is_some_and(|token| token.kind == Kind::Separator && token.text == " ");
    let stretch = stretch(before.get(..if is_comma { last } else { before.len() })?);
    let is_long = stretch
        .iter()
        .any(|token| token.kind == Kind::Number && digits(token) >= LONG);
    let starts = solid(behind)
        .next()
        .is_some_and(|token| token.kind == Kind::Number);
    let is_told = if is_comma {
        is_long
    } else {
        is_long || computes(stretch)
    };
    (is_told && starts && ends(stretch)).then_some(*relation)
}

/// The relation that an arrow draws between a computation with a unit and a number with one of the same kind, or between
/// numbers without one and a long number.
fn drawn(token: &Token, line: &str, before: &[Token], behind: &[Token]) -> Option<Relation> {
    line.get(token.range.clone())
        .filter(|arrow| ARROWS.contains(arrow))?;
    let stretch = stretch(before);
    let measured = |token: &&Token| {
        let unit = Some(token)
            .filter(|token| token.kind == Kind::Unit)
            .and_then(|token| unit(&token.text))?;
        Some(unit.dimension).filter(|dimension| !dimension.is_none())
    };
    let mut result = solid(behind);
    let first = result.next();
    let is_number = first.is_some_and(|token| token.kind == Kind::Number);
    let is_exact = first.is_some_and(|token| digits(token) >= WHOLE);
    let told = result.next();
    let is_all = result
        .next()
        .is_none_or(|token| !matches!(token.kind, Kind::Operator | Kind::Relation(_)));
    let last = solid(stretch).last();
    let is_alike = match (
        last.as_ref().and_then(measured),
        told.as_ref().and_then(measured),
    ) {
        (Some(last), Some(told)) => last == told,
        (None, _) => is_exact && last.is_some_and(|last| last.kind == Kind::Number),
        _ => false,
    };
    (is_number && is_all && is_alike && computes(stretch)).then_some(Relation::Approx)
}

fn digits(token: &Token) -> usize {
    token.text.bytes().filter(u8::is_ascii_digit).count()
}

/// What stands behind the last relation or separator.
fn stretch(tokens: &[Token]) -> &[Token] {
    let parts = |token: &Token| matches!(token.kind, Kind::Relation(_) | Kind::Separator);
    let start = tokens.iter().rposition(parts).map_or(0, |at| at + 1);
    tokens.get(start..).unwrap_or_default()
}

fn solid(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    tokens.iter().filter(|token| token.kind != Kind::Gap)
}

/// Whether numbers are joined by a sign.
fn computes(tokens: &[Token]) -> bool {
    let numbers = tokens
        .iter()
        .filter(|token| token.kind == Kind::Number)
        .count();
    let is_sign = |token: &Token| token.kind == Kind::Operator && token.text != ",";
    numbers >= 2 && tokens.iter().any(is_sign)
}

/// Whether tokens end in an operand.
fn ends(tokens: &[Token]) -> bool {
    solid(tokens).last().is_some_and(Token::ends_operand)
}
