//! Whether a condition holds.

use std::cmp::Ordering;

use super::evaluator::Evaluator;
use super::fault::Fault;
use super::{EvalError, Kind, Quantity, Real, Value};
use crate::expr::{Comparison, Expr, Predicate, deep};
use crate::number::Rational;

impl Evaluator<'_> {
    /// Whether a condition holds; of `and` and `or` no more is evaluated than decides.
    pub(super) fn decide(&mut self, condition: &Predicate) -> Result<bool, EvalError> {
        deep(|| match condition {
            Predicate::Compare(a, comparison, b) => self.compare(a, *comparison, b),
            Predicate::Member(element, list) => {
                let elements = self.elements(list)?;
                self.is_member(element, &elements)
            }
            Predicate::Divides(a, b) => self.divides(a, b),
            Predicate::Truth(operand) => self.truth(operand),
            Predicate::Not(inner) => self.decide(inner).map(|holds| !holds),
            Predicate::And(parts) => self.all(parts, true),
            Predicate::Or(parts) => self.all(parts, false).map(|none| !none),
        })
    }

    /// Whether each of the conditions holds, or with `expected` false, whether none does.
    fn all(&mut self, parts: &[Predicate], expected: bool) -> Result<bool, EvalError> {
        for part in parts {
            if self.decide(part)? != expected {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn truth(&mut self, operand: &Expr) -> Result<bool, EvalError> {
        match self.value(operand)? {
            Value::Boolean(value) => Ok(value),
            other => Err(wrong_kind(operand, Kind::Boolean, &other)),
        }
    }

    fn compare(&mut self, a: &Expr, comparison: Comparison, b: &Expr) -> Result<bool, EvalError> {
        let (left, right) = (self.value(a)?, self.value(b)?);
        if let (Some(x), Some(y)) = (left.as_quantity(), right.as_quantity()) {
            let order = match order(b, &x, &y)? {
                Some(order) => Some(order),
                None => self.algebraic_sign(&Expr::difference(a.clone(), b.clone())),
            };
            let order = order.ok_or_else(|| Fault::Open.at(a, None))?;
            return Ok(comparison.holds_for(order));
        }
        let is_equal = match comparison {
            Comparison::Equal => true,
            Comparison::NotEqual => false,
            _ => {
                let (expr, value) = match left.as_quantity() {
                    None => (a, left),
                    Some(_) => (b, right),
                };
                return Err(wrong_kind(expr, Kind::Number, &value));
            }
        };
        let same = match (&left, &right) {
            (Value::Boolean(truth), Value::Number(number))
            | (Value::Number(number), Value::Boolean(truth)) => {
                // `tied = 0` speaks of the boolean as its bracket does.
                *number == Rational::from(i64::from(*truth))
            }
            _ if left.kind() == right.kind() => {
                is_same(&left, &right).map_err(|fault| fault.at(a, None))?
            }
            _ => return Err(wrong_kind(b, left.kind(), &right)),
        };
        Ok(same == is_equal)
    }

    /// Whether the value of an expression is among the elements.
    pub(super) fn is_member(&mut self, expr: &Expr, list: &[Value]) -> Result<bool, EvalError> {
        let value = self.value(expr)?;
        for element in list {
            self.arithmetic
                .spend(1)
                .map_err(|fault| fault.at(expr, None))?;
            if is_same(&value, element).map_err(|fault| fault.at(expr, None))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether `b` is an integer times `a`; only 0 is a multiple of 0.
    fn divides(&mut self, a: &Expr, b: &Expr) -> Result<bool, EvalError> {
        let (divisor, multiple) = (self.real(a)?, self.real(b)?);
        if divisor.is_zero() {
            let sign = multiple.signum().ok_or_else(|| Fault::Open.at(b, None))?;
            return Ok(sign == 0);
        }
        match self.arithmetic.divide(&multiple, &divisor) {
            Ok(Real::Exact(quotient)) => Ok(quotient.is_integer()),
            Ok(Real::Enclosed(quotient)) if quotient.low().ceil() > quotient.high().floor() => {
                Ok(false)
            }
            Ok(Real::Enclosed(_)) => Err(Fault::Open.at(b, None)),
            Err(fault) => Err(fault.at(b, Some(a))),
        }
    }
}

/// How two numbers compare, where that is certain; their units must agree.
pub(super) fn order(
    expr: &Expr,
    a: &Quantity,
    b: &Quantity,
) -> Result<Option<Ordering>, EvalError> {
    if a.agrees_with(b) {
        return Ok(a.amount.compare(&b.amount));
    }
    Err(EvalError::Units {
        expr: expr.clone(),
        left: a.measured_in(),
        right: b.measured_in(),
    })
}

/// Whether two values are the same; values of different kinds or units are not.
pub(super) fn is_same(a: &Value, b: &Value) -> Result<bool, Fault> {
    if let (Some(a), Some(b)) = (a.as_quantity(), b.as_quantity()) {
        if !a.agrees_with(&b) {
            return Ok(false);
        }
        let order = a.amount.compare(&b.amount).ok_or(Fault::Open)?;
        return Ok(order == Ordering::Equal);
    }
    match (a, b) {
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Ok(false);
            }
            for (a, b) in a.iter().zip(b.iter()) {
                if !deep(|| is_same(a, b))? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        _ => Ok(a == b),
    }
}

fn wrong_kind(expr: &Expr, expected: Kind, found: &Value) -> EvalError {
    EvalError::Kind {
        expr: expr.clone(),
        expected,
        found: found.kind(),
    }
}
