//! The doors of the room: evaluation at growing precision.

use std::cell::Cell;
use std::cmp::Ordering;

use super::evaluator::Evaluator;
use super::{Enclosure, Environment, EvalError, Limit, Real, Value};
use crate::expr::{Expr, Predicate, Symbol};
use crate::number::{Integer, MAX_DECIMAL_DIGITS, Rational, RoundingMode, round_to_significant};

/// Bits beyond those of the digits asked for.
const SPARE: u64 = 48;

/// The value of an expression: exact wherever it is rational and the operations show it, else an
/// enclosure narrowed to [`Environment::digits`] significant digits, or, where it may be 0, as far
/// as [`EvalLimits::max_precision`](super::EvalLimits::max_precision) goes.
///
/// ```
/// use longhand::eval::{Environment, evaluate};
/// use longhand::expr::{Bindings, Expr};
///
/// let mut bindings = Bindings::new();
/// bindings.insert("h", Expr::integer(4096));
/// let formula = Expr::product([Expr::integer(12), Expr::power(Expr::symbol("h"), Expr::integer(2))]);
/// let value = evaluate(&formula, &Environment::new().with_bindings(&bindings)).unwrap();
/// assert_eq!(value.to_string(), "201326592");
/// ```
pub fn evaluate(expr: &Expr, environment: &Environment<'_>) -> Result<Value, EvalError> {
    at_growing_precision(
        environment,
        |evaluator| evaluator.value(expr),
        |value| is_certain(value, environment.digits),
    )
}

/// The value of an expression; where it is an enclosure, both ends round to the same number of
/// so many significant digits.
///
/// # Errors
/// As [`evaluate`], and [`EvalError::Undecided`] where the digits stay uncertain at the highest
/// precision: the value may be 0, or lie on the border of two roundings; [`EvalError::Limit`] where
/// no number has so many digits.
pub fn evaluate_to_digits(
    expr: &Expr,
    environment: &Environment<'_>,
    digits: u32,
) -> Result<Value, EvalError> {
    if digits > MAX_DECIMAL_DIGITS {
        return Err(EvalError::Limit {
            expr: expr.clone(),
            limit: Limit::Bits {
                estimate: Integer::from(bits_of(digits)),
                limit: environment.limits.max_bits,
            },
        });
    }
    let environment = environment.clone().with_digits(digits);
    let value = evaluate(expr, &environment)?;
    if is_certain(&value, digits) {
        Ok(value)
    } else {
        Err(EvalError::Undecided { expr: expr.clone() })
    }
}

/// Whether a condition holds.
///
/// # Errors
/// As [`evaluate`], and [`EvalError::Undecided`] where two numbers that are not known to be
/// rational cannot be told apart at the highest precision.
pub fn decide(condition: &Predicate, environment: &Environment<'_>) -> Result<bool, EvalError> {
    at_growing_precision(
        environment,
        |evaluator| evaluator.decide(condition),
        |_| true,
    )
}

/// The steps that a number may take to be told from 0.
const STEPS_TO_SIGN: u64 = 200_000;

/// How a number other than 0 compares with it, by as many digits as it takes; `None` where they do not tell.
///
/// ```
/// use longhand::eval::{Environment, enclosed_sign};
/// use longhand::syntax::parse_expression;
///
/// let sign = |text: &str| enclosed_sign(&parse_expression(text).unwrap(), &Environment::new());
/// assert!(sign("exp(1/10^300) - 1").unwrap().is_gt());
/// assert_eq!(sign("ln(6) - ln(2) - ln(3)"), None);
/// ```
pub fn enclosed_sign(expr: &Expr, environment: &Environment<'_>) -> Option<Ordering> {
    let mut environment = environment.clone();
    environment.limits.max_steps = environment.limits.max_steps.min(STEPS_TO_SIGN);
    let value = evaluate(expr, &environment).ok()?;
    match value.as_real()?.signum()? {
        0 => None,
        sign => Some(sign.cmp(&0)),
    }
}

/// The value of an expression, with no more steps than are left of many evaluations together; those it takes are
/// taken from them.
///
/// # Errors
/// As [`evaluate`], and [`EvalError::Limit`] where too few steps are left; then none are.
pub fn evaluate_within(
    expr: &Expr,
    environment: &Environment<'_>,
    left: &Cell<u64>,
) -> Result<Value, EvalError> {
    let environment = limited(environment, left);
    at_growing_precision(
        &environment,
        |evaluator| {
            let value = evaluator.value(expr);
            take(left, evaluator, value)
        },
        |value| is_certain(value, environment.digits),
    )
}

/// Bounds of what an expression is while a symbol runs through an interval, at all numbers of which it then
/// has a value.
///
/// # Errors
/// As [`evaluate`]; also where it may have no value at some number of the interval.
pub fn evaluate_over(
    expr: &Expr,
    environment: &Environment<'_>,
    symbol: &Symbol,
    interval: &Enclosure,
) -> Result<Value, EvalError> {
    let left = Cell::new(environment.limits.max_steps);
    evaluate_over_within(expr, environment, (symbol, interval), &left)
}

/// The same, with no more steps than are left of many evaluations together.
///
/// # Errors
/// As [`evaluate_over`] and [`evaluate_within`].
pub fn evaluate_over_within(
    expr: &Expr,
    environment: &Environment<'_>,
    (symbol, interval): (&Symbol, &Enclosure),
    left: &Cell<u64>,
) -> Result<Value, EvalError> {
    let precision = bits_of(environment.digits);
    let environment = limited(environment, left);
    let mut evaluator = Evaluator::new(&environment, precision).with_any_of(symbol, interval);
    let value = evaluator.value(expr);
    take(left, &evaluator, value)
}

/// The same environment with no more steps than are left.
fn limited<'e>(environment: &Environment<'e>, left: &Cell<u64>) -> Environment<'e> {
    let mut environment = environment.clone();
    environment.limits.max_steps = environment.limits.max_steps.min(left.get());
    environment
}

/// Takes the steps of an evaluation from those left; all of them, where they were too few.
fn take(
    left: &Cell<u64>,
    evaluator: &Evaluator<'_>,
    value: Result<Value, EvalError>,
) -> Result<Value, EvalError> {
    let most = evaluator.arithmetic.limits.max_steps;
    let is_short = matches!(&value, Err(EvalError::Limit { .. })) && most >= left.get();
    let rest = left.get().saturating_sub(evaluator.arithmetic.spent());
    left.set(if is_short { 0 } else { rest });
    value
}

/// The bits with which so many digits come out; log2(10) is below 10/3.
fn bits_of(digits: u32) -> u64 {
    u64::from(digits) * 10 / 3 + SPARE
}

/// Evaluates again with twice the precision while the result is open or not `enough`.
fn at_growing_precision<T>(
    environment: &Environment<'_>,
    mut evaluate: impl FnMut(&mut Evaluator<'_>) -> Result<T, EvalError>,
    enough: impl Fn(&T) -> bool,
) -> Result<T, EvalError> {
    let mut precision = bits_of(environment.digits);
    let highest = environment.limits.max_precision.max(precision * 2);
    loop {
        let result = evaluate(&mut Evaluator::new(environment, precision));
        let is_settled = match &result {
            Ok(value) => enough(value),
            Err(error) => !matches!(error, EvalError::Undecided { .. }),
        };
        if is_settled || precision >= highest {
            return result;
        }
        precision = (precision * 2).min(highest);
    }
}

/// Whether both ends of each enclosure round to the same number of so many digits.
fn is_certain(value: &Value, digits: u32) -> bool {
    match value {
        Value::Enclosure(enclosure) => ends_agree(enclosure.low(), enclosure.high(), digits),
        Value::Quantity(quantity) => match quantity.in_unit() {
            Real::Exact(_) => true,
            Real::Enclosed(amount) => ends_agree(amount.low(), amount.high(), digits),
        },
        Value::List(elements) => elements.iter().all(|element| is_certain(element, digits)),
        Value::Number(_) | Value::Boolean(_) | Value::Text(_) => true,
    }
}

fn ends_agree(low: &Rational, high: &Rational, digits: u32) -> bool {
    let round = |end| round_to_significant(end, digits.max(1), RoundingMode::default());
    low.signum() == high.signum() && round(low) == round(high)
}
