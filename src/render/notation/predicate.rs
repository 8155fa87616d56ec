//! Conditions, which all notations write alike but for the signs.

use super::level::Level;
use crate::expr::{Comparison, Expr, Predicate, deep};

/// What a notation has to say about conditions.
pub(super) trait Conditions {
    /// Writes signs and words as they are.
    fn put(&mut self, text: &str);
    /// Writes an expression that must be at least this strong, or else in brackets.
    fn operand(&mut self, expr: &Expr, least: Level);
    /// The sign of a comparison, with the spaces around it.
    fn comparison(comparison: Comparison) -> &'static str;
    /// The words of the notation itself.
    const WORDS: Words<'static>;
}

/// The words between conditions: `∈`, `divides`, `and`, `or` with the spaces around them, and what
/// stands before and after what is denied.
pub(super) struct Words<'a> {
    pub(super) member: &'a str,
    pub(super) divides: &'a str,
    pub(super) and: &'a str,
    pub(super) or: &'a str,
    pub(super) not: (&'a str, &'a str),
}

/// The strength of a condition, the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Comparison,
    Truth,
}

fn binding(predicate: &Predicate) -> Binding {
    match predicate {
        Predicate::Or(_) => Binding::Or,
        Predicate::And(_) => Binding::And,
        Predicate::Truth(_) => Binding::Truth,
        Predicate::Compare(..)
        | Predicate::Member(..)
        | Predicate::Divides(..)
        | Predicate::Not(_) => Binding::Comparison,
    }
}

/// Writes a condition.
pub(super) fn write<N: Conditions>(notation: &mut N, predicate: &Predicate) {
    write_with(notation, predicate, &N::WORDS);
}

/// Writes a condition with words that are not the notation's own.
pub(super) fn write_with<N: Conditions>(
    notation: &mut N,
    predicate: &Predicate,
    words: &Words<'_>,
) {
    write_at(notation, predicate, Binding::Or, words);
}

fn write_at<N: Conditions>(
    notation: &mut N,
    predicate: &Predicate,
    least: Binding,
    words: &Words<'_>,
) {
    if binding(predicate) < least {
        notation.put("(");
        write_bare(notation, predicate, words);
        notation.put(")");
    } else {
        write_bare(notation, predicate, words);
    }
}

fn write_bare<N: Conditions>(notation: &mut N, predicate: &Predicate, words: &Words<'_>) {
    deep(|| match predicate {
        Predicate::Compare(a, comparison, b) => pair(notation, a, N::comparison(*comparison), b),
        Predicate::Member(a, b) => pair(notation, a, words.member, b),
        Predicate::Divides(a, b) => pair(notation, a, words.divides, b),
        Predicate::Truth(a) => notation.operand(a, Level::Sum),
        Predicate::Not(inner) => {
            let (before, after) = words.not;
            notation.put(before);
            write_negated(notation, inner, words);
            if !after.is_empty() {
                notation.put(after);
            }
        }
        Predicate::And(parts) => list(notation, parts, words.and, Binding::Comparison, words),
        Predicate::Or(parts) => list(notation, parts, words.or, Binding::And, words),
    });
}

/// `not tied`, but `not (a = b)`, so that no reader has to know how far `not` reaches.
fn write_negated<N: Conditions>(notation: &mut N, inner: &Predicate, words: &Words<'_>) {
    if let Predicate::Truth(a) = inner {
        notation.operand(a, Level::Atom);
    } else {
        notation.put("(");
        write_bare(notation, inner, words);
        notation.put(")");
    }
}

fn pair<N: Conditions>(notation: &mut N, a: &Expr, sign: &str, b: &Expr) {
    notation.operand(a, Level::Sum);
    notation.put(sign);
    notation.operand(b, Level::Sum);
}

fn list<N: Conditions>(
    notation: &mut N,
    parts: &[Predicate],
    word: &str,
    least: Binding,
    words: &Words<'_>,
) {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            notation.put(word);
        }
        write_at(notation, part, least, words);
    }
}
