//! `eval`: the exact value of an expression.

use super::Question;
use super::failure::evaluation_failure;
use super::question::Read;
use crate::diagnostic::Diagnostic;
use crate::eval;
use crate::eval::{Environment, EvalError, Value, evaluate_to_digits};
use crate::expr::{Bindings, Expr, ExprKind, Relation, deep};
use crate::judge::{Claim, judge};
use crate::number::group_digits;
use crate::poly;

/// A value, exact or enclosed, and what it is the value of.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// The expression as read.
    pub expr: Expr,
    /// The values put in.
    pub bindings: Bindings,
    /// The exact value, or an enclosure where it is not rational.
    pub value: Value,
    /// Its exact form, where it is not rational and one was found and proven: `5*sqrt(2)`.
    pub form: Option<Expr>,
    /// Readings that were chosen.
    pub notes: Vec<Diagnostic>,
}

/// Evaluates an expression under its bindings, exactly; where the value is not rational, to an
/// enclosure that fixes the significant digits asked for.
///
/// # Errors
/// Everything that is wrong with the input, and what keeps it from having a value.
pub fn evaluate(question: &Question, digits: Option<u32>) -> Result<Evaluated, Vec<Diagnostic>> {
    question
        .read()?
        .then(|read| evaluate_read(question, digits, read))
}

fn evaluate_read(
    question: &Question,
    digits: Option<u32>,
    read: Read,
) -> Result<Evaluated, Vec<Diagnostic>> {
    let chain = question.only(&read.chains)?;
    let environment =
        Environment::from_assumptions(&read.assumptions).with_bindings(&read.bindings);
    let value = match digits {
        Some(digits) => evaluate_to_digits(&chain.first, &environment, digits),
        None => eval::evaluate(&chain.first, &environment),
    };
    let value = match value {
        Err(error @ EvalError::Limit { .. }) => closed(&chain.first, question, &read).ok_or(error),
        Err(error @ EvalError::Undecided { .. }) => {
            settled(&chain.first, question, &read, digits).ok_or(error)
        }
        value => value,
    };
    let value = value.map_err(|error| {
        let told = evaluation_failure(&error, question, &read, chain, &environment);
        let is_long = matches!(error, EvalError::Limit { .. })
            && digits.is_some_and(|_| eval::evaluate(&chain.first, &environment).is_ok());
        vec![if is_long {
            too_many(told, digits)
        } else {
            told
        }]
    })?;
    let (value, form) = exact(value, &chain.first, question, &read);
    Ok(Evaluated {
        expr: chain.first.clone(),
        value,
        form,
        notes: read.notes,
        bindings: read.bindings,
    })
}

/// What is told where a value is within the limits but so many digits of it are not.
fn too_many(told: Diagnostic, digits: Option<u32>) -> Diagnostic {
    let digits = group_digits(&digits.unwrap_or_default().to_string());
    let message = format!("{digits} digits of this value are more than one evaluation gives");
    let told = Diagnostic { message, ..told };
    told.hint("ask for fewer with --digits: roots have some 300,000, logarithms and exponentials some 15,000")
}

/// The value, exact where the normal form shows that it is rational after all (`ln(8)/ln(2)`), and its
/// exact form where it is not; what is told is proven by the judge.
fn exact(value: Value, expr: &Expr, question: &Question, read: &Read) -> (Value, Option<Expr>) {
    let form = match &value {
        Value::Enclosure(_) => proven_form(expr, question, read),
        _ => None,
    };
    match form.as_ref().and_then(Expr::as_number) {
        Some(number) => (Value::Number(number), None),
        None => (value, form),
    }
}

/// The value of what no enclosure tells, such as a difference that is 0, where its exact form is proven.
fn settled(expr: &Expr, question: &Question, read: &Read, digits: Option<u32>) -> Option<Value> {
    let form = proven_form(expr, question, read)?;
    let environment = Environment::from_assumptions(&read.assumptions);
    let value = match digits {
        Some(digits) => evaluate_to_digits(&form, &environment, digits),
        None => eval::evaluate(&form, &environment),
    };
    value.ok()
}

fn proven_form(expr: &Expr, question: &Question, read: &Read) -> Option<Expr> {
    let put_in = read.bindings.substitute(expr).ok()?;
    let form = poly::recognised(&put_in, &read.assumptions).ok()??;
    if form == put_in {
        return None;
    }
    let claim = Claim {
        lhs: &put_in,
        relation: Relation::Equal,
        rhs: &form,
        under: &read.assumptions,
    };
    let verdict = judge(&claim, &question.budget);
    let is_certain = verdict.holds() && verdict.open_conditions(&read.assumptions).is_empty();
    is_certain.then_some(form)
}

/// The value of what takes too many steps one after the other, where a sum has a closed form. Only
/// what has a value everywhere is asked: a part that has none must not vanish on the way.
fn closed(expr: &Expr, question: &Question, read: &Read) -> Option<Value> {
    let put_in = read.bindings.substitute(expr).ok()?;
    if !has_value_everywhere(&put_in) {
        return None;
    }
    let form = poly::normal_form(&put_in, &read.assumptions, &question.budget.poly).ok()?;
    form.as_number().map(Value::Number)
}

/// Whether an expression is made of sums, products and whole powers alone.
fn has_value_everywhere(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Number(_) | ExprKind::Symbol(_) => true,
        ExprKind::Neg(_) | ExprKind::Sum(_) | ExprKind::Product(_) | ExprKind::BigOperator(_) => {
            expr.children().into_iter().all(has_value_everywhere)
        }
        ExprKind::Quotient(above, below) => {
            has_value_everywhere(above) && below.as_number().is_some_and(|n| !n.is_zero())
        }
        ExprKind::Power(base, exponent) => {
            let exponent = exponent.as_number();
            has_value_everywhere(base) && exponent.is_some_and(|e| e.is_integer() && e.signum() > 0)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;

    /// 50 = 2·5², 8 = 2³ (by hand).
    #[test]
    fn exact_forms_come_first() {
        let of = |text: &str| evaluate(&Question::new(text), None).unwrap();
        let form = |text: &str| of(text).form.map(|form| crate::render::plain(&form));
        assert_eq!(form("sqrt(50)").as_deref(), Some("5*sqrt(2)"));
        assert_eq!(form("root(54,3)").as_deref(), Some("3*root(2, 3)"));
        assert_eq!(form("1/(sqrt(3)-1)").as_deref(), Some("1/2 + sqrt(3)/2"));
        assert_eq!(of("ln(8)/ln(2)").value.to_string(), "3");
        assert_eq!(of("exp(ln(5))").value.to_string(), "5");
    }

    /// (√2 + √3)² = 5 + 2√6, by hand: no number of digits tells the difference from 0.
    #[test]
    fn digits_are_asked_of_the_exact_form() {
        let of = |text: &str| {
            let value = evaluate(&Question::new(text), Some(5)).map(|found| found.value);
            value.map(|value| value.to_string()).ok()
        };
        let zero = "sqrt(5+2*sqrt(6))-sqrt(2)-sqrt(3)";
        assert_eq!(of(zero).as_deref(), Some("0"));
        assert_eq!(of(&format!("7 + {zero}")).as_deref(), Some("7"));
        assert_eq!(of(&format!("1/({zero})")), None);
        assert_eq!(of("log2(1024)").as_deref(), Some("10"));
    }

    /// n(n + 1)/2 at n = 10^12, by hand.
    #[test]
    fn a_long_sum_has_a_closed_form() {
        let question = Question {
            expressions: vec![Source::new("t", "sum(i=1..n, i)")],
            bindings: vec![Source::new("t", "n=1000000000000")],
            ..Question::default()
        };
        let value = evaluate(&question, None).unwrap().value;
        assert_eq!(value.to_string(), "500000000000500000000000");
        let undefined = Question {
            expressions: vec![Source::new("t", "0*sum(i=1..n, 1/(i-5))")],
            ..question
        };
        assert!(evaluate(&undefined, None).is_err());
    }
}
