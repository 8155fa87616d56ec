//! Units: `28 GB`, `x in GiB`, `n in FP16`.

use super::evaluator::{Evaluator, bare};
use super::{EvalError, Quantity, Real, Value};
use crate::expr::{Expr, Symbol};
use crate::units::{self, Dimension};

impl Evaluator<'_> {
    /// `28 GB`.
    pub(super) fn amount_of_units(
        &mut self,
        expr: &Expr,
        amount: &Expr,
        name: &Symbol,
    ) -> Result<Value, EvalError> {
        let Some(unit) = units::unit(name.name()) else {
            return Err(unknown_unit(expr, name));
        };
        let amount = self.real(amount)?;
        let factor = Real::Exact(unit.factor());
        let amount = self.arithmetic.multiply(&amount, &factor);
        Ok(Quantity {
            amount: amount.map_err(|fault| fault.at(expr, None))?,
            dimension: unit.dimension,
            unit: Some(unit),
        }
        .into())
    }

    /// `x in GiB`, `n in FP16`; `l in layers` where that is a list.
    pub(super) fn conversion(
        &mut self,
        expr: &Expr,
        operand: &Expr,
        name: &Symbol,
    ) -> Result<Value, EvalError> {
        if self.is_bound(name)
            && let Value::List(elements) = self.symbol(name)?
        {
            return self.is_member(operand, &elements).map(Value::Boolean);
        }
        let quantity = self.quantity(operand)?;
        if let Some(unit) = units::unit(name.name()) {
            if quantity.dimension != unit.dimension {
                return Err(EvalError::Units {
                    expr: expr.clone(),
                    left: quantity.measured_in(),
                    right: unit.name.to_owned(),
                });
            }
            let unit = Some(unit);
            return Ok(Quantity { unit, ..quantity }.into());
        }
        let Some(dtype) = units::dtype(name.name()) else {
            return Err(unknown_unit(expr, name));
        };
        let elements = bare(operand, quantity)?;
        let width = Real::Exact(dtype.bytes_an_element());
        let amount = self.arithmetic.multiply(&elements, &width);
        Ok(Quantity {
            amount: amount.map_err(|fault| fault.at(expr, None))?,
            dimension: Dimension::DATA,
            unit: units::unit("byte"),
        }
        .into())
    }
}

/// `bytes` by itself is one byte; counting labels by themselves are names like others.
pub(super) fn unit_by_itself(symbol: &Symbol) -> Option<Value> {
    let unit = units::unit(symbol.name()).filter(|unit| !unit.is_counting_label())?;
    let quantity = Quantity {
        amount: Real::Exact(unit.factor()),
        dimension: unit.dimension,
        unit: Some(unit),
    };
    Some(quantity.into())
}

fn unknown_unit(expr: &Expr, name: &Symbol) -> EvalError {
    EvalError::UnknownUnit {
        expr: expr.clone(),
        name: name.clone(),
    }
}
