//! How a language writes operations; where a method has a body, it is what most languages write.

use super::piece::{Level, Piece, product, quotient, sum};
use crate::expr::Comparison;
use crate::number::Integer;
use crate::sweep::Operation;

/// How a language writes operations.
pub(super) trait Writes {
    fn input(&self, name: &str) -> Piece;
    fn constant(&self, value: &Integer) -> Piece {
        Piece::atom(value.to_string())
    }
    fn add(&self, a: &Piece, b: &Piece) -> Piece {
        sum(a, "+", b)
    }
    fn subtract(&self, a: &Piece, b: &Piece) -> Piece {
        sum(a, "-", b)
    }
    fn multiply(&self, a: &Piece, b: &Piece) -> Piece {
        product(a, b)
    }
    /// `⌊a / b⌋`; `plain` where both are known to be at least 0, b not 0.
    fn floor_divide(&self, a: &Piece, b: &Piece, plain: bool) -> Piece;
    /// `a − b⌊a / b⌋`, likewise.
    fn modulo(&self, a: &Piece, b: &Piece, plain: bool) -> Piece {
        if plain {
            return quotient(a, "%", b);
        }
        self.subtract(a, &self.multiply(b, &self.floor_divide(a, b, false)))
    }
    fn extreme(&self, operation: Operation, a: &Piece, b: &Piece) -> Piece;
    fn sign(&self, comparison: Comparison) -> &'static str {
        sign(comparison)
    }
    fn compare(&self, a: &Piece, comparison: Comparison, b: &Piece) -> Piece {
        let (left, right) = (a.within(Level::Sum), b.within(Level::Sum));
        Piece::truth(format!("{left} {} {right}", self.sign(comparison)))
    }
    fn select(&self, truth: &Piece, then: &Piece, otherwise: &Piece) -> Piece;
    /// A truth as 0 or 1.
    fn counted(&self, truth: &Piece) -> Piece;
    /// A line that names a value, where the language has such lines.
    fn named(&self, _name: &str, _value: &Piece) -> Option<String> {
        None
    }
}

/// The sign of a comparison in most languages.
pub(super) fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => ">=",
    }
}
