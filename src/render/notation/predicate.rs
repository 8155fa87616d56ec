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
    /// `∈`, `divides`, `and`, `or` with the spaces around them, and `not` with the one behind it.
    const WORDS: Words;
}

/// The words between conditions.
pub(super) struct Words {
    pub(super) member: &'static str,
    pub(super) divides: &'static str,
    pub(super) and: &'static str,
    pub(super) or: &'static str,
    pub(super) not: &'static str,
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
    write_at(notation, predicate, Binding::Or);
}

fn write_at<N: Conditions>(notation: &mut N, predicate: &Predicate, least: Binding) {
    if binding(predicate) < least {
        notation.put("(");
        write_bare(notation, predicate);
        notation.put(")");
    } else {
        write_bare(notation, predicate);
    }
}

fn write_bare<N: Conditions>(notation: &mut N, predicate: &Predicate) {
    deep(|| match predicate {
        Predicate::Compare(a, comparison, b) => pair(notation, a, N::comparison(*comparison), b),
        Predicate::Member(a, b) => pair(notation, a, N::WORDS.member, b),
        Predicate::Divides(a, b) => pair(notation, a, N::WORDS.divides, b),
        Predicate::Truth(a) => notation.operand(a, Level::Sum),
        Predicate::Not(inner) => {
            notation.put(N::WORDS.not);
            write_negated(notation, inner);
        }
        Predicate::And(parts) => list(notation, parts, N::WORDS.and, Binding::Comparison),
        Predicate::Or(parts) => list(notation, parts, N::WORDS.or, Binding::And),
    });
}

/// `not tied`, but `not (a = b)`, so that no reader has to know how far `not` reaches.
fn write_negated<N: Conditions>(notation: &mut N, inner: &Predicate) {
    if let Predicate::Truth(a) = inner {
        notation.operand(a, Level::Atom);
    } else {
        notation.put("(");
        write_bare(notation, inner);
        notation.put(")");
    }
}

fn pair<N: Conditions>(notation: &mut N, a: &Expr, sign: &str, b: &Expr) {
    notation.operand(a, Level::Sum);
    notation.put(sign);
    notation.operand(b, Level::Sum);
}

fn list<N: Conditions>(notation: &mut N, parts: &[Predicate], word: &str, least: Binding) {
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            notation.put(word);
        }
        write_at(notation, part, least);
    }
}
