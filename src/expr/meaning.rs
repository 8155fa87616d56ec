//! What a formula of numbers, symbols and arithmetic is read as.
//!
//! Who reads such a formula, from a text or from an expression, tells its parts in the order in
//! which they stand; what comes of them is the listener's business: an expression, the terms of a
//! polynomial, a value modulo a prime. So a formula need not become a tree before it becomes terms.

use super::{Expr, ExprKind, Literal, deep_at};

/// A listener to a formula's parts. `None` anywhere ends the reading: the formula is more than
/// the listener follows.
pub trait Meaning<'f> {
    /// What a part comes to.
    type Value;
    /// A sum of which not all terms were told.
    type Sum;
    /// A product of which not all factors were told.
    type Product;

    /// A whole number.
    fn integer(&mut self, value: u64) -> Option<Self::Value>;
    /// Any number.
    fn number(&mut self, literal: &Literal) -> Option<Self::Value>;
    /// A symbol by its name.
    fn symbol(&mut self, name: &'f str) -> Option<Self::Value>;
    /// A value with a minus before it.
    fn negative(&mut self, value: Self::Value) -> Option<Self::Value>;

    /// Begins a sum of at least two terms.
    fn sum(&mut self, first: Self::Value) -> Option<Self::Sum>;
    /// Adds a term, or takes it away.
    fn add(&mut self, sum: &mut Self::Sum, term: Self::Value, is_negative: bool) -> Option<()>;
    /// Ends a sum.
    fn total(&mut self, sum: Self::Sum) -> Option<Self::Value>;

    /// Begins a product or quotient.
    fn product(&mut self, first: Self::Value) -> Option<Self::Product>;
    /// Multiplies by a factor.
    fn times(&mut self, product: &mut Self::Product, factor: Self::Value) -> Option<()>;
    /// Divides all that was told of the product by a divisor.
    fn over(&mut self, product: &mut Self::Product, divisor: Self::Value) -> Option<()>;
    /// Ends a product.
    fn whole(&mut self, product: Self::Product) -> Option<Self::Value>;

    /// A power with a whole number for exponent.
    fn raise(&mut self, base: Self::Value, exponent: u64) -> Option<Self::Value>;
    /// A power with any exponent.
    fn power(&mut self, base: Self::Value, exponent: Self::Value) -> Option<Self::Value>;
}

/// The largest expression that is told, shared parts counted wherever they stand: each is told there again.
const LARGEST: u64 = 20_000;

/// What can be read as a [`Meaning`].
pub trait Formula {
    /// Tells a listener all parts; `None` where the listener ended it, or where the formula is
    /// more than numbers, symbols and arithmetic, or larger than is told part by part.
    fn tell<'f, M: Meaning<'f>>(&'f self, meaning: &mut M) -> Option<M::Value>;
}

impl Formula for Expr {
    fn tell<'f, M: Meaning<'f>>(&'f self, meaning: &mut M) -> Option<M::Value> {
        if self.size() > LARGEST {
            return None;
        }
        deep_at(self.depth(), || match self.kind() {
            ExprKind::Number(literal) => meaning.number(literal),
            ExprKind::Symbol(symbol) => meaning.symbol(symbol.name()),
            ExprKind::Neg(operand) => {
                let value = operand.tell(meaning)?;
                meaning.negative(value)
            }
            ExprKind::Sum(terms) => {
                let (first, rest) = terms.split_first()?;
                let first = first.tell(meaning)?;
                let mut sum = meaning.sum(first)?;
                for term in rest {
                    let (term, is_negative) = match term.kind() {
                        ExprKind::Neg(term) => (term, true),
                        _ => (term, false),
                    };
                    let term = term.tell(meaning)?;
                    meaning.add(&mut sum, term, is_negative)?;
                }
                meaning.total(sum)
            }
            ExprKind::Product(factors) => {
                let (first, rest) = factors.split_first()?;
                let first = first.tell(meaning)?;
                let mut product = meaning.product(first)?;
                for factor in rest {
                    let factor = factor.tell(meaning)?;
                    meaning.times(&mut product, factor)?;
                }
                meaning.whole(product)
            }
            ExprKind::Quotient(dividend, divisor) => {
                let dividend = dividend.tell(meaning)?;
                let mut quotient = meaning.product(dividend)?;
                let divisor = divisor.tell(meaning)?;
                meaning.over(&mut quotient, divisor)?;
                meaning.whole(quotient)
            }
            ExprKind::Power(base, exponent) => {
                let base = base.tell(meaning)?;
                if let ExprKind::Number(literal) = exponent.kind()
                    && let Some(exponent) = literal.as_word()
                {
                    return meaning.raise(base, exponent);
                }
                let exponent = exponent.tell(meaning)?;
                meaning.power(base, exponent)
            }
            _ => None,
        })
    }
}
