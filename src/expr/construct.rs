//! Constructors, one a kind. They change nothing beyond what the kinds promise.

use std::sync::Arc;

use super::{
    BigOperator, BigOperatorKind, Comparison, Conditional, Expr, ExprKind, Function, Literal,
    Predicate, Range, Symbol,
};
use crate::number::{Integer, Rational};

impl Expr {
    /// The number 0.
    pub fn zero() -> Self {
        Self::integer(0)
    }

    /// The number 1.
    pub fn one() -> Self {
        Self::integer(1)
    }

    /// A literal as a person typed it.
    pub fn literal(literal: Literal) -> Self {
        Self::from_kind(ExprKind::Number(literal))
    }

    /// An integer; a negative one is written as the negative of a number.
    pub fn integer(value: impl Into<Integer>) -> Self {
        let value = value.into();
        if value.is_negative() {
            return Self::negative(Self::integer(-value));
        }
        Self::from_kind(ExprKind::Number(Literal::from_integer(value)))
    }

    /// A rational number, built as the parser would read it: `-8/3` is the negative of a
    /// quotient of two integers.
    pub fn number(value: &Rational) -> Self {
        if value.is_negative() {
            return Self::negative(Self::number(&-value));
        }
        let numerator = Self::integer(value.numerator().clone());
        if value.is_integer() {
            return numerator;
        }
        Self::quotient(numerator, Self::integer(value.denominator().clone()))
    }

    /// A symbol.
    pub fn symbol(name: impl Into<Symbol>) -> Self {
        Self::from_kind(ExprKind::Symbol(name.into()))
    }

    /// `true` or `false`.
    pub fn boolean(value: bool) -> Self {
        Self::from_kind(ExprKind::Boolean(value))
    }

    /// A text.
    pub fn text(text: &str) -> Self {
        Self::from_kind(ExprKind::Text(Arc::from(text)))
    }

    /// A sum of the terms in this order; no term is 0 and one term is itself. Nested sums stay.
    pub fn sum(terms: impl IntoIterator<Item = Self>) -> Self {
        let mut terms: Vec<Self> = terms.into_iter().collect();
        match terms.pop() {
            None => Self::zero(),
            Some(only) if terms.is_empty() => only,
            Some(last) => {
                terms.push(last);
                Self::from_kind(ExprKind::Sum(terms))
            }
        }
    }

    /// A product of the factors in this order; no factor is 1 and one factor is itself. Nested
    /// products stay.
    pub fn product(factors: impl IntoIterator<Item = Self>) -> Self {
        let mut factors: Vec<Self> = factors.into_iter().collect();
        match factors.pop() {
            None => Self::one(),
            Some(only) if factors.is_empty() => only,
            Some(last) => {
                factors.push(last);
                Self::from_kind(ExprKind::Product(factors))
            }
        }
    }

    /// `−a`.
    pub fn negative(operand: Self) -> Self {
        Self::from_kind(ExprKind::Neg(operand))
    }

    /// `a − b`, the sum of a and the negative of b.
    pub fn difference(a: Self, b: Self) -> Self {
        Self::sum([a, Self::negative(b)])
    }

    /// `a / b`.
    pub fn quotient(a: Self, b: Self) -> Self {
        Self::from_kind(ExprKind::Quotient(a, b))
    }

    /// `a ^ b`.
    pub fn power(base: Self, exponent: Self) -> Self {
        Self::from_kind(ExprKind::Power(base, exponent))
    }

    /// A call; the caller has checked the number of arguments.
    pub fn call(function: Function, arguments: impl IntoIterator<Item = Self>) -> Self {
        Self::from_kind(ExprKind::Call(function, arguments.into_iter().collect()))
    }

    /// `sum(index = …, body)` or `prod(…)`.
    pub fn big_operator(kind: BigOperatorKind, index: Symbol, range: Range, body: Self) -> Self {
        Self::from_kind(ExprKind::BigOperator(BigOperator {
            kind,
            index,
            range,
            body,
        }))
    }

    /// `if condition then a else b`.
    pub fn conditional(condition: Predicate, then: Self, otherwise: Self) -> Self {
        Self::from_kind(ExprKind::Conditional(Conditional {
            condition,
            then,
            otherwise,
        }))
    }

    /// `[p]`.
    pub fn bracket(condition: Predicate) -> Self {
        Self::from_kind(ExprKind::Bracket(condition))
    }

    /// `amount unit`.
    pub fn quantity(amount: Self, unit: impl Into<Symbol>) -> Self {
        Self::from_kind(ExprKind::Quantity(amount, unit.into()))
    }

    /// `operand in unit`.
    pub fn conversion(operand: Self, unit: impl Into<Symbol>) -> Self {
        Self::from_kind(ExprKind::Conversion(operand, unit.into()))
    }

    /// `O(operand)`.
    pub fn order(operand: Self) -> Self {
        Self::from_kind(ExprKind::Order(operand))
    }

    /// `list(…)`.
    pub fn list(elements: impl IntoIterator<Item = Self>) -> Self {
        Self::from_kind(ExprKind::List(elements.into_iter().collect()))
    }

    /// The condition `a comparison b`.
    pub fn compare(a: Self, comparison: Comparison, b: Self) -> Predicate {
        Predicate::Compare(a, comparison, b)
    }

    /// The value, where the expression is a number as [`Expr::number`] builds it or a person
    /// types it: a literal, the negative of one, or a quotient of two.
    pub fn as_number(&self) -> Option<Rational> {
        match self.kind() {
            ExprKind::Number(literal) => Some(literal.value().clone()),
            ExprKind::Neg(inner) => match inner.kind() {
                ExprKind::Neg(_) => None,
                _ => inner.as_number().map(|value| -value),
            },
            ExprKind::Quotient(a, b) => match (a.kind(), b.kind()) {
                (ExprKind::Number(a), ExprKind::Number(b)) => a.value().checked_div(b.value()),
                _ => None,
            },
            _ => None,
        }
    }

    /// The symbol, where the expression is one.
    pub fn as_symbol(&self) -> Option<&Symbol> {
        match self.kind() {
            ExprKind::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// The terms of a sum as written; of anything else, itself.
    pub fn terms(&self) -> &[Self] {
        match self.kind() {
            ExprKind::Sum(terms) => terms,
            _ => std::slice::from_ref(self),
        }
    }

    /// The factors of a product as written; of anything else, itself.
    pub fn factors(&self) -> &[Self] {
        match self.kind() {
            ExprKind::Product(factors) => factors,
            _ => std::slice::from_ref(self),
        }
    }
}
