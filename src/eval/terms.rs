//! Sums and products of values of any kind of number, one term or factor at a time.

use super::arithmetic::Arithmetic;
use super::fault::Fault;
use super::fold::{ProductFold, SumFold};
use super::{EvalError, Kind, Quantity, Real, Value};
use crate::expr::Expr;
use crate::number::Rational;
use crate::units::{Dimension, Unit};

/// A sum in progress.
#[derive(Debug, Default)]
pub(super) struct TermFold {
    exact: SumFold,
    enclosed: Option<Real>,
    /// The first term that is not a bare 0, without its amount.
    measure: Option<Quantity>,
}

impl TermFold {
    /// Adds the value of `term`, a part of the sum `whole`.
    pub(super) fn push(
        &mut self,
        steps: &mut Arithmetic,
        whole: &Expr,
        term: &Expr,
        value: Value,
    ) -> Result<(), EvalError> {
        let amount = match value {
            Value::Number(number) if self.measure.is_none() => {
                if number.is_zero() {
                    return Ok(());
                }
                self.measure = Some(Quantity::bare(Rational::ZERO.into()));
                Real::Exact(number)
            }
            Value::Number(number) if self.is_bare() => Real::Exact(number),
            value => self.measured(term, value)?,
        };
        self.add(steps, amount)
            .map_err(|fault| fault.at(whole, None))
    }

    fn is_bare(&self) -> bool {
        self.measure
            .as_ref()
            .is_none_or(|measure| measure.dimension.is_none())
    }

    /// The amount of a term whose unit agrees with that of the terms before it.
    fn measured(&mut self, term: &Expr, value: Value) -> Result<Real, EvalError> {
        let quantity = number(term, value)?;
        if quantity.dimension.is_none() && quantity.amount.is_zero() {
            return Ok(quantity.amount);
        }
        match &mut self.measure {
            None => self.measure = Some(quantity.clone()),
            Some(first) if first.dimension == quantity.dimension => {
                first.unit = first.unit.or(quantity.unit);
            }
            Some(first) => {
                return Err(EvalError::Units {
                    expr: term.clone(),
                    left: first.measured_in(),
                    right: quantity.measured_in(),
                });
            }
        }
        Ok(quantity.amount)
    }

    fn add(&mut self, steps: &mut Arithmetic, amount: Real) -> Result<(), Fault> {
        match amount {
            Real::Exact(value) => self.exact.push(steps, &value),
            Real::Enclosed(_) => {
                self.enclosed = Some(match self.enclosed.take() {
                    None => amount,
                    Some(sum) => steps.add(&sum, &amount)?,
                });
                Ok(())
            }
        }
    }

    pub(super) fn finish(self, steps: &mut Arithmetic, whole: &Expr) -> Result<Value, EvalError> {
        let exact = self.exact.finish(steps).map(Real::Exact);
        let amount = match self.enclosed {
            None => exact,
            Some(enclosed) => exact.and_then(|exact| steps.add(&exact, &enclosed)),
        };
        let amount = amount.map_err(|fault| fault.at(whole, None))?;
        Ok(match self.measure {
            Some(measure) => measure.with_amount(amount).into(),
            None => amount.into(),
        })
    }
}

/// A product in progress.
#[derive(Debug, Default)]
pub(super) struct FactorFold {
    exact: ProductFold,
    enclosed: Option<Real>,
    dimension: Dimension,
    /// The unit of the one factor that has a dimension.
    unit: Option<&'static Unit>,
}

impl FactorFold {
    /// Multiplies by the value of `factor`, a part of the product `whole`.
    pub(super) fn push(
        &mut self,
        steps: &mut Arithmetic,
        whole: &Expr,
        factor: &Expr,
        value: Value,
    ) -> Result<(), EvalError> {
        let quantity = number(factor, value)?;
        if !quantity.dimension.is_none() {
            self.unit = quantity.unit.filter(|_| self.dimension.is_none());
            let dimension = self.dimension.times(quantity.dimension);
            let overflow = Fault::Undefined("the unit of the result would have no whole power");
            self.dimension = dimension.ok_or_else(|| overflow.at(whole, None))?;
        }
        let result = match quantity.amount {
            Real::Exact(value) => self.exact.push(steps, value),
            Real::Enclosed(_) => self.multiply(steps, quantity.amount),
        };
        result.map_err(|fault| fault.at(whole, None))
    }

    fn multiply(&mut self, steps: &mut Arithmetic, amount: Real) -> Result<(), Fault> {
        self.enclosed = Some(match self.enclosed.take() {
            None => amount,
            Some(product) => steps.multiply(&product, &amount)?,
        });
        Ok(())
    }

    pub(super) fn finish(self, steps: &mut Arithmetic, whole: &Expr) -> Result<Value, EvalError> {
        let exact = self.exact.finish(steps).map(Real::Exact);
        let amount = match self.enclosed {
            None => exact,
            Some(enclosed) => exact.and_then(|exact| steps.multiply(&exact, &enclosed)),
        };
        Ok(Quantity {
            amount: amount.map_err(|fault| fault.at(whole, None))?,
            dimension: self.dimension,
            unit: self.unit,
        }
        .into())
    }
}

/// The number that a value is.
pub(super) fn number(expr: &Expr, value: Value) -> Result<Quantity, EvalError> {
    match value {
        Value::Number(value) => Ok(Quantity::bare(Real::Exact(value))),
        Value::Enclosure(enclosure) => Ok(Quantity::bare(Real::Enclosed(enclosure))),
        Value::Quantity(quantity) => Ok(*quantity),
        Value::Boolean(_) | Value::Text(_) | Value::List(_) => Err(EvalError::Kind {
            expr: expr.clone(),
            expected: Kind::Number,
            found: value.kind(),
        }),
    }
}
