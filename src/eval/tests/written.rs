//! Expressions in few letters.

use crate::eval::{Environment, EvalError, Value, evaluate};
use crate::expr::{
    BigOperatorKind, Bindings, Comparison, Expr, Function, Predicate, Range, Symbol,
};
use crate::number::{Integer, Rational};

pub(super) fn n(value: i64) -> Expr {
    Expr::integer(value)
}

pub(super) fn q(numerator: i64, denominator: i64) -> Expr {
    Expr::number(&ratio(numerator, denominator))
}

pub(super) fn ratio(numerator: i64, denominator: i64) -> Rational {
    Rational::new(Integer::from(numerator), Integer::from(denominator)).unwrap()
}

pub(super) fn x(name: &str) -> Expr {
    Expr::symbol(name)
}

pub(super) fn pow(base: Expr, exponent: Expr) -> Expr {
    Expr::power(base, exponent)
}

pub(super) fn call<const N: usize>(name: &str, arguments: [Expr; N]) -> Expr {
    let function = Function::named(name).unwrap_or_else(|| panic!("{name}"));
    Expr::call(function, arguments)
}

pub(super) fn own<const N: usize>(name: &str, arguments: [Expr; N]) -> Expr {
    Expr::call(Function::Declared(Symbol::new(name)), arguments)
}

pub(super) fn total(from: Expr, to: Expr, body: Expr) -> Expr {
    let range = Range::Interval(from, to);
    Expr::big_operator(BigOperatorKind::Sum, Symbol::new("i"), range, body)
}

pub(super) fn product(from: Expr, to: Expr, body: Expr) -> Expr {
    let range = Range::Interval(from, to);
    Expr::big_operator(BigOperatorKind::Product, Symbol::new("i"), range, body)
}

pub(super) fn eq(a: Expr, b: Expr) -> Predicate {
    Expr::compare(a, Comparison::Equal, b)
}

pub(super) fn less(a: Expr, b: Expr) -> Predicate {
    Expr::compare(a, Comparison::Less, b)
}

pub(super) fn names(pairs: impl IntoIterator<Item = (&'static str, Expr)>) -> Bindings {
    let pairs = pairs.into_iter();
    pairs
        .map(|(name, value)| (Symbol::new(name), value))
        .collect()
}

pub(super) fn value(expr: &Expr) -> Result<Value, EvalError> {
    evaluate(expr, &Environment::new())
}

pub(super) fn text(expr: &Expr) -> String {
    match value(expr) {
        Ok(value) => value.to_string(),
        Err(error) => panic!("{expr:?}: {error}"),
    }
}
