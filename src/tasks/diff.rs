//! `diff`: how much a formula changes with its symbols, absolute or in percent per percent.

use super::Question;
use super::question::Read;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::eval::{Environment, Value, evaluate};
use crate::expr::{Expr, Function, Symbol};
use crate::judge::{Reason, Verdict, judge_derivative};
use crate::number::Rational;
use crate::poly::{self, DerivativeError};
use crate::render::plain;

/// Derivatives or elasticities of one expression, the greatest first where values are given.
#[derive(Clone, Debug)]
pub struct Differentiated {
    /// The expression as read.
    pub expr: Expr,
    /// One for each symbol asked for.
    pub rows: Vec<Derivative>,
    /// Readings that were chosen, and what could not be checked.
    pub notes: Vec<Diagnostic>,
}

/// How an expression changes with one symbol.
#[derive(Clone, Debug)]
pub struct Derivative {
    /// The symbol.
    pub by: Symbol,
    /// The derivative, or the elasticity.
    pub result: Expr,
    /// Its value at the values given, where all are.
    pub at: Option<Value>,
    /// The judge's word on the derivative, by the difference quotient.
    pub verdict: Verdict,
}

impl Differentiated {
    /// What the judge's words mean for the command as a whole: a derivative that its difference
    /// quotient does not tend to is never let pass.
    pub fn outcome(&self) -> Outcome {
        let is_wrong = |row: &Derivative| {
            matches!(
                &row.verdict,
                Verdict::Undecided {
                    because: Reason::Unsupported(_)
                }
            )
        };
        if self.rows.iter().any(is_wrong) {
            Outcome::Undecided
        } else {
            Outcome::Clean
        }
    }
}

/// The derivative of an expression by a symbol, or by each of its symbols where none is named;
/// with `elasticity` the percentage by which it changes for one percent of the symbol.
///
/// ```
/// use longhand::tasks::{Question, differentiate};
///
/// let question = Question::new("12*L*h^2").with_bindings(["L=32", "h=4096"]);
/// let found = differentiate(&question, None, true).unwrap();
/// let told: Vec<String> = found.rows.iter().map(|row| row.by.to_string()).collect();
/// assert_eq!(told, ["h", "L"]); // 2 % and 1 %
/// ```
///
/// # Errors
/// Everything that is wrong with the input, and parts that have no derivative.
pub fn differentiate(
    question: &Question,
    by: Option<&Symbol>,
    elasticity: bool,
) -> Result<Differentiated, Vec<Diagnostic>> {
    let mut question = question.clone();
    question.names.extend(by.cloned());
    question
        .read()?
        .then(|read| differentiate_read(&question, by, elasticity, read))
}

fn differentiate_read(
    question: &Question,
    by: Option<&Symbol>,
    elasticity: bool,
    read: Read,
) -> Result<Differentiated, Vec<Diagnostic>> {
    let chain = question.only(&read.chains)?;
    let source = question.source(0);
    let expr = chain.first.clone();
    let here = |error: Diagnostic| vec![error.at(&source, chain.span, "in this expression")];
    let budget = &question.budget;
    let symbols = match by {
        Some(symbol) => vec![symbol.clone()],
        None => expr.symbols_in_order(),
    };
    if symbols.is_empty() {
        let message = "there is no symbol to differentiate by";
        return Err(here(
            Diagnostic::error(Code::USAGE, message).hint("name one with --by"),
        ));
    }
    let mut notes = read.notes;
    let mut rows = Vec::new();
    for symbol in symbols {
        let derivative = poly::derivative(&expr, &symbol, &read.assumptions, &budget.poly)
            .map_err(|error| here(failure(&error, &symbol)))?;
        let verdict = judge_derivative(&expr, &symbol, &derivative, &read.assumptions, budget);
        if let Verdict::Undecided { because } = &verdict {
            let why = match because {
                Reason::Beyond(part) => format!("`{}` is no rational function", plain(part)),
                Reason::Budget(limit) => limit.clone(),
                _ => "the difference quotient does not tend to it".to_owned(),
            };
            let message = format!("the derivative by `{symbol}` was not checked again: {why}");
            notes.push(Diagnostic::note(Code::CONDITION, message));
        }
        let result = if elasticity {
            let share = Expr::product([Expr::symbol(symbol.clone()), derivative]);
            let quotient = Expr::quotient(share, expr.clone());
            let form = poly::normal_form(&quotient, &read.assumptions, &budget.poly);
            form.map_err(|error| here(error.to_diagnostic()))?.to_expr()
        } else {
            derivative
        };
        let is_bound = |symbol| read.bindings.get(&symbol).is_some();
        let has_values =
            !read.bindings.is_empty() && result.free_symbols().into_iter().all(is_bound);
        let environment =
            Environment::from_assumptions(&read.assumptions).with_bindings(&read.bindings);
        let at = has_values
            .then(|| evaluate(&result, &environment))
            .transpose();
        let at = at.map_err(|error| here(error.to_diagnostic()))?;
        rows.push(Derivative {
            by: symbol,
            result,
            at,
            verdict,
        });
    }
    // The greatest first; what has no value stays where it was.
    if rows.iter().all(|row| row.at.is_some()) {
        rows.sort_by_cached_key(|row| std::cmp::Reverse(size(row.at.as_ref())));
    }
    Ok(Differentiated { expr, rows, notes })
}

/// The absolute value, as far as it is known.
fn size(value: Option<&Value>) -> Rational {
    let real = value.and_then(Value::as_real);
    real.map_or(Rational::ZERO, |real| real.low().abs())
}

/// What is wrong, with the way out.
fn failure(error: &DerivativeError, by: &Symbol) -> Diagnostic {
    match error {
        DerivativeError::Poly(error) => error.to_diagnostic(),
        DerivativeError::Part(part) => {
            let message = format!("`{}` has no derivative by `{by}` everywhere", plain(part));
            let is_rounding = matches!(
                part.kind(),
                crate::expr::ExprKind::Call(
                    Function::Floor | Function::Ceil | Function::RoundUp | Function::FloorDiv,
                    _
                )
            );
            let hint = if is_rounding {
                "assume what removes the rounding (`n divides h`), or leave it out"
            } else {
                "choose a branch, or put a smooth expression in its place"
            };
            Diagnostic::error(Code::UNDEFINED, message).hint(hint)
        }
    }
}
