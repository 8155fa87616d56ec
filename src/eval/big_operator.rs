//! Sums and products over a range or a list, one element at a time.

use super::combinatorics::integer;
use super::evaluator::Evaluator;
use super::fault::Fault;
use super::terms::{FactorFold, TermFold};
use super::{EvalError, Kind, Limit, Value};
use crate::expr::{BigOperator, BigOperatorKind, Expr, Range};
use crate::number::{Integer, Rational};

const ENDS: &str = "the ends of a range are integers";
const BACKWARD: &str = "the range ends more than one below its beginning";

/// A sum or a product in progress.
enum Fold {
    Sum(TermFold),
    Product(FactorFold),
}

impl Evaluator<'_> {
    pub(super) fn big_operator(
        &mut self,
        expr: &Expr,
        operator: &BigOperator,
    ) -> Result<Value, EvalError> {
        let mut fold = match operator.kind {
            BigOperatorKind::Sum => Fold::Sum(TermFold::default()),
            BigOperatorKind::Product => Fold::Product(FactorFold::default()),
        };
        match &operator.range {
            Range::Interval(from, to) => {
                let (mut index, mut left) = self.interval(expr, from, to)?;
                while left > 0 {
                    let value = Value::Number(Rational::from_integer(index.clone()));
                    self.element(&mut fold, expr, operator, value)?;
                    index += Integer::ONE;
                    left -= 1;
                }
            }
            Range::Elements(list) => {
                for value in self.elements(list)?.iter() {
                    self.element(&mut fold, expr, operator, value.clone())?;
                }
            }
        }
        match fold {
            Fold::Sum(fold) => fold.finish(&mut self.arithmetic, expr),
            Fold::Product(fold) => fold.finish(&mut self.arithmetic, expr),
        }
    }

    fn element(
        &mut self,
        fold: &mut Fold,
        expr: &Expr,
        operator: &BigOperator,
        index: Value,
    ) -> Result<(), EvalError> {
        let body = &operator.body;
        let value = self.value_with(&operator.index, index, body)?;
        let steps = &mut self.arithmetic;
        match fold {
            Fold::Sum(fold) => fold.push(steps, expr, body, value),
            Fold::Product(fold) => fold.push(steps, expr, body, value),
        }
    }

    /// The first index of a range and how many there are.
    fn interval(
        &mut self,
        expr: &Expr,
        from: &Expr,
        to: &Expr,
    ) -> Result<(Integer, u64), EvalError> {
        let mut end = |end: &Expr| {
            let value = self.real(end)?;
            integer(&value, ENDS).map_err(|fault| fault.at(end, None))
        };
        let (first, last) = (end(from)?, end(to)?);
        let count = last - &first + Integer::ONE;
        if count.is_negative() {
            return Err(Fault::Undefined(BACKWARD).at(expr, None));
        }
        let limit = self.arithmetic.limits.max_steps;
        match count.to_u64().filter(|count| *count <= limit) {
            Some(count) => Ok((first, count)),
            None => Err(Fault::Limit(Limit::Terms { count, limit }).at(expr, None)),
        }
    }

    /// The elements of a list.
    pub(super) fn elements(&mut self, list: &Expr) -> Result<std::sync::Arc<[Value]>, EvalError> {
        match self.value(list)? {
            Value::List(elements) => Ok(elements),
            other => Err(EvalError::Kind {
                expr: list.clone(),
                expected: Kind::List,
                found: other.kind(),
            }),
        }
    }
}
