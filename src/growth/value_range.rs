//! The values over which an approximation is asked for.

use crate::expr::{Comparison, Expr, Predicate, Symbol};
use crate::number::Rational;

/// The values a symbol may take, ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRange {
    /// The symbol.
    pub symbol: Symbol,
    /// The least value.
    pub low: Rational,
    /// The greatest value.
    pub high: Rational,
}

impl ValueRange {
    /// That the symbol lies in it.
    pub fn conditions(&self) -> [Predicate; 2] {
        let symbol = || Expr::symbol(self.symbol.clone());
        [
            Expr::compare(symbol(), Comparison::GreaterEqual, Expr::number(&self.low)),
            Expr::compare(symbol(), Comparison::LessEqual, Expr::number(&self.high)),
        ]
    }
}
