//! Calls of functions.

use super::combinatorics::integer;
use super::decide::{is_same, order};
use super::evaluator::{Evaluator, bare};
use super::fault::Fault;
use super::rounding::{ceil, floor};
use super::terms::number;
use super::{Enclosure, EvalError, Kind, Quantity, Real, Value};
use crate::expr::{Expr, ExprKind, Function, Symbol};
use crate::number::{Integer, Rational};

const PLACES: &str = "places in a list are integers";

/// That a list ends before a place.
fn no_element(list: &Expr, length: usize, place: &Integer) -> String {
    let name = match list.kind() {
        ExprKind::Symbol(symbol) => format!("`{symbol}`"),
        _ => "the list".to_owned(),
    };
    let elements = if length == 1 { "element" } else { "elements" };
    let first = if length == 0 {
        ""
    } else {
        "; the first one is at 0"
    };
    format!("{name} has {length} {elements} and none at {place}{first}")
}

impl Evaluator<'_> {
    pub(super) fn call(
        &mut self,
        expr: &Expr,
        function: &Function,
        arguments: &[Expr],
    ) -> Result<Value, EvalError> {
        if let Function::Declared(name) = function {
            return self.call_declared(expr, name, arguments);
        }
        let (least, most) = function.arity();
        check_arity(expr, (least, most), arguments.len())?;
        match (function, arguments) {
            (Function::Count, [list, element]) => self.count(list, element),
            (Function::Length, [list]) => self.length(list),
            (Function::Item, [list, place]) => self.item(expr, list, place),
            (question, [text, part]) if question.is_question() => {
                self.about_texts(question, text, part)
            }
            (Function::Min | Function::Max, _) => self.extreme(function, arguments),
            (Function::Gcd | Function::Lcm, _) => self.gcd_or_lcm(expr, function, arguments),
            (_, [only]) => self.call_one(expr, function, only),
            (_, [first, second]) => self.call_two(expr, function, first, second),
            _ => Err(arity(expr, (least, most), arguments.len())),
        }
    }

    fn call_declared(
        &mut self,
        expr: &Expr,
        name: &Symbol,
        arguments: &[Expr],
    ) -> Result<Value, EvalError> {
        let Some(lambda) = self.function(name) else {
            return Err(EvalError::UnknownFunction {
                expr: expr.clone(),
                name: name.clone(),
            });
        };
        let count = lambda.parameters.len();
        check_arity(expr, (count, count), arguments.len())?;
        let values = arguments.iter().map(|argument| self.value(argument));
        let values = values.collect::<Result<Vec<_>, _>>()?;
        self.apply(name, lambda, values)
    }

    /// A function of one number.
    fn call_one(
        &mut self,
        expr: &Expr,
        function: &Function,
        argument: &Expr,
    ) -> Result<Value, EvalError> {
        if *function == Function::Exp
            && let Some(value) = self.exponential_of_logarithm(argument)?
        {
            return Ok(value);
        }
        let quantity = self.quantity(argument)?;
        match function {
            Function::Abs => {
                let amount = quantity.amount.absolute();
                return Ok(quantity.with_amount(amount).into());
            }
            Function::Sqrt => return self.root(expr, &quantity, &Rational::from(2).into()),
            _ => {}
        }
        let value = bare(argument, quantity)?;
        if matches!(function, Function::Floor | Function::Ceil) {
            let up = *function == Function::Ceil;
            let rounded = if up { ceil(&value) } else { floor(&value) };
            return match (rounded, &value) {
                (Err(Fault::Open), held) => self
                    .algebraic_rounding(argument, held, up)
                    .ok_or(Fault::Open),
                (rounded, _) => rounded,
            }
            .map(|whole| Real::from(whole).into())
            .map_err(|fault| fault.at(expr, None));
        }
        let steps = &mut self.arithmetic;
        let result = match function {
            Function::Log2 => steps.logarithm(2, &value),
            Function::Log10 => steps.logarithm(10, &value),
            Function::Ln => steps.ln(&value),
            Function::Exp => steps.exp(&value),
            Function::Factorial => steps.factorial(&value).map(Real::from),
            _ => return Err(arity(expr, function.arity(), 1)),
        };
        result
            .map(Value::from)
            .map_err(|fault| fault.at(expr, None))
    }

    /// `exp(ln(x))` is x, where ln(x) has a value.
    fn exponential_of_logarithm(&mut self, argument: &Expr) -> Result<Option<Value>, EvalError> {
        let ExprKind::Call(Function::Ln, inner) = argument.kind() else {
            return Ok(None);
        };
        let [inner] = inner.as_slice() else {
            return Ok(None);
        };
        let value = self.real(inner)?;
        Ok((value.signum() == Some(1)).then(|| value.into()))
    }

    /// A function of two numbers.
    fn call_two(
        &mut self,
        expr: &Expr,
        function: &Function,
        first: &Expr,
        second: &Expr,
    ) -> Result<Value, EvalError> {
        match function {
            Function::Root => {
                let value = self.quantity(first)?;
                let degree = self.real(second)?;
                self.root(expr, &value, &degree)
            }
            Function::Binom => {
                let (n, k) = (self.real(first)?, self.real(second)?);
                let ways = self.arithmetic.binomial(&n, &k);
                ways.map(Value::from).map_err(|fault| fault.at(expr, None))
            }
            Function::RoundUp | Function::Mod | Function::FloorDiv => {
                self.divide_and_round(expr, function, first, second)
            }
            _ => Err(arity(expr, function.arity(), 2)),
        }
    }

    /// `round_up`, `mod` and `//`, of numbers whose units agree.
    fn divide_and_round(
        &mut self,
        expr: &Expr,
        function: &Function,
        first: &Expr,
        second: &Expr,
    ) -> Result<Value, EvalError> {
        let (a, b) = (self.quantity(first)?, self.quantity(second)?);
        if a.dimension != b.dimension {
            return Err(EvalError::Units {
                expr: expr.clone(),
                left: a.measured_in(),
                right: b.measured_in(),
            });
        }
        let steps = &mut self.arithmetic;
        let amount = match function {
            Function::FloorDiv => {
                let quotient = steps.floor_divide(&a.amount, &b.amount);
                return quotient
                    .map(|quotient| Real::from(quotient).into())
                    .map_err(|fault| fault.at(expr, Some(second)));
            }
            Function::Mod => steps.modulo(&a.amount, &b.amount),
            _ => steps.round_up(&a.amount, &b.amount),
        };
        let amount = amount.map_err(|fault| fault.at(expr, Some(second)))?;
        Ok(a.with_amount(amount).into())
    }

    fn root(&mut self, expr: &Expr, value: &Quantity, degree: &Real) -> Result<Value, EvalError> {
        let root = self.arithmetic.root_of_degree(&value.amount, degree);
        let amount = root.map_err(|fault| fault.at(expr, None))?;
        if value.dimension.is_none() {
            return Ok(amount.into());
        }
        let degree = integer(degree, "").ok().and_then(|degree| degree.to_i64());
        let dimension = degree
            .and_then(|degree| i32::try_from(degree).ok())
            .and_then(|degree| value.dimension.root(degree));
        let whole = Fault::Undefined("the unit of the result would have no whole power");
        Ok(Quantity {
            amount,
            dimension: dimension.ok_or_else(|| whole.at(expr, None))?,
            unit: None,
        }
        .into())
    }

    /// The numbers of arguments that may be lists, with the argument each comes from.
    fn numbers<'x>(
        &mut self,
        arguments: &'x [Expr],
    ) -> Result<Vec<(&'x Expr, Quantity)>, EvalError> {
        let mut found = Vec::new();
        for argument in arguments {
            match self.value(argument)? {
                Value::List(elements) => {
                    for element in elements.iter() {
                        found.push((argument, number(argument, element.clone())?));
                    }
                }
                value => found.push((argument, number(argument, value)?)),
            }
        }
        Ok(found)
    }

    /// `min` and `max`.
    fn extreme(&mut self, function: &Function, arguments: &[Expr]) -> Result<Value, EvalError> {
        let mut best: Option<Quantity> = None;
        for (argument, quantity) in self.numbers(arguments)? {
            best = Some(match best {
                None => quantity,
                Some(best) => better(function, argument, best, quantity)?,
            });
        }
        best.map(Value::from).ok_or_else(|| {
            let place = arguments.first().cloned().unwrap_or_else(Expr::zero);
            Fault::Undefined("an empty list has no least or greatest element").at(&place, None)
        })
    }

    fn gcd_or_lcm(
        &mut self,
        expr: &Expr,
        function: &Function,
        arguments: &[Expr],
    ) -> Result<Value, EvalError> {
        let mut values = Vec::new();
        for (argument, quantity) in self.numbers(arguments)? {
            values.push(bare(argument, quantity)?);
        }
        let join = match function {
            Function::Gcd => Integer::gcd,
            _ => Integer::lcm,
        };
        let result = self.arithmetic.fold_integers(&values, join);
        result
            .map(|total| Real::from(total).into())
            .map_err(|fault| fault.at(expr, None))
    }

    fn count(&mut self, list: &Expr, element: &Expr) -> Result<Value, EvalError> {
        let elements = self.elements(list)?;
        let wanted = self.value(element)?;
        let mut count = 0_i64;
        for candidate in elements.iter() {
            self.arithmetic
                .spend(1)
                .map_err(|fault| fault.at(list, None))?;
            if is_same(candidate, &wanted).map_err(|fault| fault.at(element, None))? {
                count += 1;
            }
        }
        Ok(Rational::from(count).into())
    }

    fn length(&mut self, list: &Expr) -> Result<Value, EvalError> {
        let length = i64::try_from(self.elements(list)?.len()).unwrap_or(i64::MAX);
        Ok(Rational::from(length).into())
    }

    /// The element at a place of a list, the first being 0.
    fn item(&mut self, expr: &Expr, list: &Expr, place: &Expr) -> Result<Value, EvalError> {
        let elements = self.elements(list)?;
        let value = self.real(place)?;
        let place = integer(&value, PLACES).map_err(|fault| fault.at(place, None))?;
        let found = place.to_usize().and_then(|place| elements.get(place));
        found.cloned().ok_or_else(|| EvalError::Undefined {
            expr: expr.clone(),
            because: no_element(list, elements.len(), &place).into(),
        })
    }

    /// A question about two texts.
    fn about_texts(
        &mut self,
        question: &Function,
        text: &Expr,
        part: &Expr,
    ) -> Result<Value, EvalError> {
        let mut read = |expr: &Expr| match self.value(expr)? {
            Value::Text(text) => Ok(text),
            other => Err(EvalError::Kind {
                expr: expr.clone(),
                expected: Kind::Text,
                found: other.kind(),
            }),
        };
        let (text, part) = (read(text)?, read(part)?);
        Ok(Value::Boolean(question.answer(&text, &part)))
    }
}

/// The smaller or the greater of two numbers; of enclosures that overlap, the enclosure of it.
fn better(
    function: &Function,
    argument: &Expr,
    a: Quantity,
    b: Quantity,
) -> Result<Quantity, EvalError> {
    let wants_less = *function == Function::Min;
    Ok(match order(argument, &a, &b)? {
        Some(order) if (order.is_lt() == wants_less) || order.is_eq() => a,
        Some(_) => b,
        None => {
            let (x, y) = (a.amount.enclosure(), b.amount.enclosure());
            let join = if wants_less {
                Enclosure::lesser
            } else {
                Enclosure::greater
            };
            a.with_amount(join(&x, &y).into())
        }
    })
}

fn check_arity(expr: &Expr, (least, most): (usize, usize), given: usize) -> Result<(), EvalError> {
    if (least..=most).contains(&given) {
        Ok(())
    } else {
        Err(arity(expr, (least, most), given))
    }
}

fn arity(expr: &Expr, (least, most): (usize, usize), given: usize) -> EvalError {
    EvalError::Arity {
        expr: expr.clone(),
        least,
        most,
        given,
    }
}
