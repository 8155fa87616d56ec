//! The walk along an expression, at one precision.

use std::collections::BTreeMap;

use super::arithmetic::Arithmetic;
use super::conversion;
use super::fault::Fault;
use super::terms::{FactorFold, TermFold};
use super::{Enclosure, Environment, EvalError, Kind, Quantity, Real, Value};
use crate::expr::{Conditional, Expr, ExprKind, Lambda, Symbol, deep};
use crate::number::Rational;
use crate::units::Dimension;

/// Names bound by sums, products and calls, the innermost last.
type Frame = Vec<(Symbol, Value)>;

/// One evaluation: values of definitions that were needed are kept.
#[derive(Debug)]
pub(super) struct Evaluator<'e> {
    environment: &'e Environment<'e>,
    pub(super) arithmetic: Arithmetic,
    known: BTreeMap<Symbol, Value>,
    /// Definitions and functions being evaluated, the outermost first.
    active: Vec<Symbol>,
    /// What a definition or function sees of names bound around it: nothing.
    frame: Frame,
}

impl<'e> Evaluator<'e> {
    pub(super) fn new(environment: &'e Environment<'e>, precision: u64) -> Self {
        Self {
            environment,
            arithmetic: Arithmetic::new(precision, environment.limits),
            known: BTreeMap::new(),
            active: Vec::new(),
            frame: Frame::new(),
        }
    }

    /// The same with a symbol that stands for any number of an interval.
    pub(super) fn with_any_of(mut self, symbol: &Symbol, interval: &Enclosure) -> Self {
        let value = Value::Enclosure(interval.clone());
        self.known.insert(symbol.clone(), value);
        self
    }

    /// The same at another precision, with the names bound here.
    pub(super) fn at_precision(&self, precision: u64) -> Self {
        Self {
            frame: self.frame.clone(),
            active: self.active.clone(),
            ..Self::new(self.environment, precision)
        }
    }

    /// The value of an expression.
    pub(super) fn value(&mut self, expr: &Expr) -> Result<Value, EvalError> {
        self.arithmetic
            .spend(1)
            .map_err(|fault| fault.at(expr, None))?;
        match expr.kind() {
            ExprKind::Number(literal) => Ok(Value::Number(literal.value().clone())),
            ExprKind::Symbol(symbol) => self.symbol(symbol),
            ExprKind::Boolean(value) => Ok(Value::Boolean(*value)),
            ExprKind::Text(text) => Ok(Value::Text(text.clone())),
            _ => deep(|| self.composed(expr)),
        }
    }

    fn composed(&mut self, expr: &Expr) -> Result<Value, EvalError> {
        match expr.kind() {
            ExprKind::Sum(terms) => self.sum(expr, terms),
            ExprKind::Product(factors) => self.product(expr, factors),
            ExprKind::Neg(operand) => {
                let operand = self.quantity(operand)?;
                let amount = operand.amount.negated();
                Ok(operand.with_amount(amount).into())
            }
            ExprKind::Quotient(a, b) => self.quotient(expr, a, b),
            ExprKind::Power(base, exponent) => self.power(expr, base, exponent),
            ExprKind::Call(function, arguments) => self.call(expr, function, arguments),
            ExprKind::BigOperator(operator) => self.big_operator(expr, operator),
            ExprKind::Conditional(conditional) => self.conditional(conditional),
            ExprKind::Bracket(condition) => {
                let holds = self.decide(condition)?;
                Ok(Rational::from(i64::from(holds)).into())
            }
            ExprKind::Quantity(amount, unit) => self.amount_of_units(expr, amount, unit),
            ExprKind::Conversion(operand, unit) => self.conversion(expr, operand, unit),
            ExprKind::Order(_) => Err(EvalError::Kind {
                expr: expr.clone(),
                expected: Kind::Number,
                found: Kind::Order,
            }),
            ExprKind::List(elements) => {
                let elements = elements.iter().map(|element| self.value(element));
                Ok(Value::List(elements.collect::<Result<Vec<_>, _>>()?.into()))
            }
            // Leaves are never composed.
            ExprKind::Number(_)
            | ExprKind::Symbol(_)
            | ExprKind::Boolean(_)
            | ExprKind::Text(_) => self.value(expr),
        }
    }

    /// The value of an expression that must be a number, with its unit if it has one.
    pub(super) fn quantity(&mut self, expr: &Expr) -> Result<Quantity, EvalError> {
        let value = self.value(expr)?;
        value.as_quantity().ok_or_else(|| EvalError::Kind {
            expr: expr.clone(),
            expected: Kind::Number,
            found: value.kind(),
        })
    }

    /// The value of an expression that must be a number without a unit.
    pub(super) fn real(&mut self, expr: &Expr) -> Result<Real, EvalError> {
        let quantity = self.quantity(expr)?;
        bare(expr, quantity)
    }

    /// What a symbol stands for: the innermost index or argument, then a binding or definition.
    pub(super) fn symbol(&mut self, symbol: &Symbol) -> Result<Value, EvalError> {
        if let Some((_, value)) = self.frame.iter().rev().find(|(name, _)| name == symbol) {
            return Ok(value.clone());
        }
        if let Some(value) = self.known.get(symbol) {
            return Ok(value.clone());
        }
        let Some(meaning) = self.environment.meaning(symbol) else {
            return conversion::unit_by_itself(symbol).ok_or_else(|| EvalError::Unbound {
                symbol: symbol.clone(),
            });
        };
        let value = self.apart(symbol, Frame::new(), meaning)?;
        self.known.insert(symbol.clone(), value.clone());
        Ok(value)
    }

    /// Whether a name stands for something here.
    pub(super) fn is_bound(&self, symbol: &Symbol) -> bool {
        self.frame.iter().any(|(name, _)| name == symbol)
            || self.environment.meaning(symbol).is_some()
    }

    /// The value of what a name stands for, which sees the names of its own frame alone.
    fn apart(&mut self, name: &Symbol, frame: Frame, body: &Expr) -> Result<Value, EvalError> {
        if let Some(first) = self.active.iter().position(|active| active == name) {
            let mut names = self.active.split_off(first);
            names.push(name.clone());
            return Err(EvalError::Cycle { names });
        }
        self.active.push(name.clone());
        let outer = std::mem::replace(&mut self.frame, frame);
        let value = self.value(body);
        self.frame = outer;
        self.active.pop();
        value
    }

    /// The value of a body in which a name is bound besides those around it.
    pub(super) fn value_with(
        &mut self,
        name: &Symbol,
        value: Value,
        body: &Expr,
    ) -> Result<Value, EvalError> {
        self.frame.push((name.clone(), value));
        let result = self.value(body);
        self.frame.pop();
        result
    }

    /// The function of a formula file that has this name.
    pub(super) fn function(&self, name: &Symbol) -> Option<&'e Lambda> {
        self.environment.function(name)
    }

    /// A call of a function of a formula file.
    pub(super) fn apply(
        &mut self,
        name: &Symbol,
        lambda: &Lambda,
        arguments: Vec<Value>,
    ) -> Result<Value, EvalError> {
        let frame = lambda.parameters.iter().cloned().zip(arguments).collect();
        self.apart(name, frame, &lambda.body)
    }

    fn sum(&mut self, expr: &Expr, terms: &[Expr]) -> Result<Value, EvalError> {
        let mut total = TermFold::default();
        for term in terms {
            let value = self.value(term)?;
            total.push(&mut self.arithmetic, expr, term, value)?;
        }
        total.finish(&mut self.arithmetic, expr)
    }

    fn product(&mut self, expr: &Expr, factors: &[Expr]) -> Result<Value, EvalError> {
        let mut total = FactorFold::default();
        for factor in factors {
            let value = self.value(factor)?;
            total.push(&mut self.arithmetic, expr, factor, value)?;
        }
        total.finish(&mut self.arithmetic, expr)
    }

    fn quotient(&mut self, expr: &Expr, a: &Expr, b: &Expr) -> Result<Value, EvalError> {
        let (above, below) = (self.quantity(a)?, self.quantity(b)?);
        let amount = self.arithmetic.divide(&above.amount, &below.amount);
        let amount = amount.map_err(|fault| fault.at(expr, Some(b)))?;
        let dimension = above.dimension.over(below.dimension);
        let unit = above.unit.filter(|_| below.dimension.is_none());
        Ok(Quantity {
            amount,
            dimension: dimension.ok_or_else(|| unit_power(expr))?,
            unit,
        }
        .into())
    }

    fn power(&mut self, expr: &Expr, base: &Expr, exponent: &Expr) -> Result<Value, EvalError> {
        let quantity = self.quantity(base)?;
        let exponent = self.real(exponent)?;
        let amount = self.arithmetic.power(&quantity.amount, &exponent);
        let amount = amount.map_err(|fault| fault.at(expr, Some(base)))?;
        if quantity.dimension.is_none() {
            return Ok(amount.into());
        }
        let dimension = exponent
            .exact()
            .and_then(|exponent| dimension_power(quantity.dimension, exponent));
        Ok(Quantity {
            amount,
            dimension: dimension.ok_or_else(|| unit_power(expr))?,
            unit: None,
        }
        .into())
    }

    fn conditional(&mut self, conditional: &Conditional) -> Result<Value, EvalError> {
        let branch = if self.decide(&conditional.condition)? {
            &conditional.then
        } else {
            &conditional.otherwise
        };
        self.value(branch)
    }
}

/// The number, where it has no unit.
pub(super) fn bare(expr: &Expr, quantity: Quantity) -> Result<Real, EvalError> {
    if quantity.dimension.is_none() {
        return Ok(quantity.amount);
    }
    Err(EvalError::Kind {
        expr: expr.clone(),
        expected: Kind::Number,
        found: Kind::Quantity,
    })
}

fn dimension_power(dimension: Dimension, exponent: &Rational) -> Option<Dimension> {
    let small = |part: Option<i64>| part.and_then(|part| i32::try_from(part).ok());
    let above = small(exponent.numerator().to_i64())?;
    let below = small(exponent.denominator().to_i64())?;
    dimension.power(above)?.root(below)
}

/// The unit of a power or quotient is none that can be written.
fn unit_power(expr: &Expr) -> EvalError {
    Fault::Undefined("the unit of the result would have no whole power").at(expr, None)
}
