//! `diff`: how much a formula changes with its symbols, absolute or in percent per percent.

use super::Question;
use super::question::Read;
use crate::derive::{DerivativeLine, Smoothed, derivative_lines, joined_powers, smoothed};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::eval::{self, Environment, Value, evaluate};
use crate::expr::{Assumptions, Expr, ExprKind, Function, Range, Relation, Symbol, deep};
use crate::judge::{Budget, Claim, Condition, Reason, Verdict, judge, judge_derivative};
use crate::number::Rational;
use crate::poly::{self, DerivativeError, PolyError, pieces};
use crate::render::{answer, plain};

/// What is wanted of [`differentiate`].
#[derive(Clone, Debug, Default)]
pub struct Differentiation {
    /// By these symbols; by all of the expression where there are none.
    pub by: Vec<Symbol>,
    /// Percent per percent in place of the derivative.
    pub elasticity: bool,
    /// Whether the way there is to be shown.
    pub steps: bool,
}

/// Derivatives or elasticities of one expression, the greatest first where values are given.
#[derive(Clone, Debug)]
pub struct Differentiated {
    /// The expression as read.
    pub expr: Expr,
    /// One for each symbol asked for.
    pub rows: Vec<Derivative>,
    /// Whether no symbol was left out for want of a derivative, so that the first row is that of all.
    pub is_whole: bool,
    /// What it was worked out under.
    pub under: Assumptions,
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
    /// The way to the derivative, where it is wanted.
    pub steps: Vec<DerivativeLine>,
    /// The elasticity as it is defined, x·f′/f, where it is asked for, and the judge's word on it.
    pub share: Option<(Expr, Verdict)>,
    /// Where it holds: off the corners of absolute values, off the points where two cases meet, where a root
    /// or logarithm that the result no longer has is defined: `x ≠ y` for `max(x, y)`.
    pub conditions: Vec<Condition>,
    /// Whether one of them does not hold for the values given.
    pub is_outside: bool,
    /// The roundings that were taken as what they round: the elasticity is that of the formula without them.
    pub smoothed: Vec<Smoothed>,
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

/// The derivative of an expression by symbols, or by each of its symbols where none is named; the
/// elasticity is the percentage by which it changes for one percent of the symbol.
///
/// ```
/// use longhand::tasks::{Differentiation, Question, differentiate};
///
/// let question = Question::new("12*L*h^2").with_bindings(["L=32", "h=4096"]);
/// let wanted = Differentiation { elasticity: true, ..Differentiation::default() };
/// let found = differentiate(&question, &wanted).unwrap();
/// let told: Vec<String> = found.rows.iter().map(|row| row.by.to_string()).collect();
/// assert_eq!(told, ["h", "L"]); // 2 % and 1 %
/// ```
///
/// # Errors
/// Everything that is wrong with the input, and parts that have no derivative.
pub fn differentiate(
    question: &Question,
    wanted: &Differentiation,
) -> Result<Differentiated, Vec<Diagnostic>> {
    let mut question = question.clone();
    question.names.extend(wanted.by.iter().cloned());
    question
        .read()?
        .then(|read| differentiate_read(&question, wanted, read))
}

fn differentiate_read(
    question: &Question,
    wanted: &Differentiation,
    read: Read,
) -> Result<Differentiated, Vec<Diagnostic>> {
    let chain = question.only(&read.chains)?;
    let source = question.source(0);
    let expr = chain.first.clone();
    let here = |error: Diagnostic| vec![error.at(&source, chain.span, "in this expression")];
    let symbols = if wanted.by.is_empty() {
        expr.symbols_in_order()
    } else {
        wanted.by.clone()
    };
    if symbols.is_empty() {
        let message = "there is no symbol to differentiate by";
        return Err(here(
            Diagnostic::error(Code::USAGE, message).hint("name one with --by"),
        ));
    }
    let mut notes = read.notes.clone();
    let mut rows = Vec::new();
    let mut failures = Vec::new();
    for symbol in symbols {
        match by_symbol(&expr, symbol, question, wanted, &read) {
            Ok(row) => {
                notes.extend(row.smoothed.iter().map(|one| left_out(one, &row.by)));
                notes.extend(unchecked(&row));
                notes.extend(holding(&row));
                notes.extend(counted(&expr, &row.by));
                if !expr.mentions(&row.by) && row.result.as_number().is_some_and(|n| n.is_zero()) {
                    let message = format!("`{}` does not occur in the expression", row.by);
                    notes.push(Diagnostic::note(Code::CONDITION, message));
                }
                rows.push(row);
            }
            Err(found) => failures.push(found),
        }
    }
    let is_whole = failures.is_empty();
    // Of all symbols those that have a derivative are told; one that was asked for by name must have one.
    if rows.is_empty() || !wanted.by.is_empty() {
        if let Some(first) = failures.into_iter().next() {
            return Err(here(first));
        }
    } else {
        notes.extend(failures.into_iter().map(|found| {
            let hint = found.hints.first().cloned();
            let note = Diagnostic::note(Code::CONDITION, format!("left out: {}", found.message));
            let note = note.at(&source, chain.span, "");
            hint.map_or(note.clone(), |hint| note.hint(hint))
        }));
    }
    // The greatest first; what has no value stays where it was.
    if rows.iter().all(|row| row.at.is_some()) {
        rows.sort_by_cached_key(|row| std::cmp::Reverse(size(row.at.as_ref())));
    }
    Ok(Differentiated {
        expr,
        rows,
        is_whole,
        under: read.assumptions,
        notes,
    })
}

/// Why there is no elasticity: a percentage of 0 says nothing.
fn of_nothing(expr: &Expr, is_everywhere: bool) -> Diagnostic {
    let (place, way_out) = if is_everywhere {
        ("everywhere", "")
    } else {
        ("at these values", ", or choose others")
    };
    let message = format!(
        "`{}` is 0 {place}, and an elasticity is a percentage of it",
        plain(expr)
    );
    Diagnostic::error(Code::DIVISION_BY_ZERO, message).hint(format!(
        "leave --elasticity out for the derivative{way_out}"
    ))
}

fn by_symbol(
    expr: &Expr,
    symbol: Symbol,
    question: &Question,
    wanted: &Differentiation,
    read: &Read,
) -> Result<Derivative, Diagnostic> {
    let budget = &question.budget;
    let form = poly::normal_form(expr, &read.assumptions, &budget.poly);
    if wanted.elasticity && form.is_ok_and(|form| form.is_zero()) {
        return Err(of_nothing(expr, true));
    }
    let found = poly::derivative(expr, &symbol, &read.assumptions, &budget.poly);
    // A percentage is asked of many steps of a rounding together.
    let is_stepped = wanted.elasticity && matches!(found, Err(DerivativeError::Part(_)));
    let (smooth, replaced) = if is_stepped {
        smoothed(expr, &symbol)
    } else {
        (expr.clone(), Vec::new())
    };
    let expr = &smooth;
    let found = if replaced.is_empty() {
        found
    } else {
        poly::derivative(expr, &symbol, &read.assumptions, &budget.poly)
    };
    let derivative = found.map_err(|error| failure(&error, &symbol))?;
    let derivative = joined_powers(&derivative);
    let verdict = judge_derivative(expr, &symbol, &derivative, &read.assumptions, budget);
    let steps = if wanted.steps {
        derivative_lines(expr, &symbol, &read.assumptions, budget)
            .map_err(|error| failure(&error, &symbol))?
    } else {
        Vec::new()
    };
    let share = wanted.elasticity.then(|| {
        let above = Expr::product([Expr::symbol(symbol.clone()), derivative.clone()]);
        Expr::quotient(above, expr.clone())
    });
    let result = if wanted.elasticity {
        elasticity(expr, &symbol, &derivative, read, budget)
            .map_err(|error| error.to_diagnostic())?
    } else {
        derivative
    };
    let conditions = verdict.open_conditions(&read.assumptions);
    let conditions: Vec<Condition> = conditions.into_iter().cloned().collect();
    let share = share.map(|share| {
        let claim = Claim {
            lhs: &share,
            relation: Relation::Equal,
            rhs: &result,
            under: &read.assumptions,
        };
        let verdict = judge(&claim, budget);
        (share, verdict)
    });
    let is_bound = |symbol| read.bindings.get(&symbol).is_some();
    let has_values = !read.bindings.is_empty() && result.free_symbols().into_iter().all(is_bound);
    let environment =
        Environment::from_assumptions(&read.assumptions).with_bindings(&read.bindings);
    let is_outside = has_values
        && conditions.iter().any(|condition| match condition {
            Condition::Except(known) | Condition::If(known) => {
                !eval::decide(known, &environment).unwrap_or(true)
            }
            Condition::PositiveIntegers(_) => false,
        });
    let at = (has_values && !is_outside)
        .then(|| evaluate(&result, &environment))
        .transpose()
        .map_err(|error| {
            let whole = evaluate(expr, &environment);
            let is_nothing =
                whole.is_ok_and(|value| value.as_number().is_some_and(Rational::is_zero));
            if wanted.elasticity && is_nothing {
                return of_nothing(expr, false);
            }
            error.to_diagnostic()
        })?;
    Ok(Derivative {
        by: symbol,
        result,
        at,
        verdict,
        steps,
        share,
        conditions,
        is_outside,
        smoothed: replaced,
    })
}

/// x·f′/f in normal form, by cases where f is.
fn elasticity(
    expr: &Expr,
    symbol: &Symbol,
    derivative: &Expr,
    read: &Read,
    budget: &Budget,
) -> Result<Expr, PolyError> {
    if let (Some(split), ExprKind::Conditional(parts)) = (pieces(expr, symbol), derivative.kind())
        && parts.condition == split.condition
    {
        let when = elasticity(&split.when, symbol, &parts.then, read, budget)?;
        let otherwise = elasticity(&split.otherwise, symbol, &parts.otherwise, read, budget)?;
        return Ok(split.joined(when, otherwise));
    }
    let above = Expr::product([Expr::symbol(symbol.clone()), derivative.clone()]);
    let share = Expr::quotient(above, expr.clone());
    Ok(poly::normal_form(&share, &read.assumptions, &budget.poly)?.to_expr())
}

/// A note that tells where a derivative holds.
fn holding(row: &Derivative) -> Option<Diagnostic> {
    let told: Vec<String> = row.conditions.iter().map(answer::condition).collect();
    if told.is_empty() {
        return None;
    }
    let told = told.join(" and ");
    let message = if row.is_outside {
        format!(
            "the values given lie where there is no derivative by `{}`: it holds {told}",
            row.by
        )
    } else {
        format!("the derivative by `{}` holds {told}", row.by)
    };
    Some(Diagnostic::note(Code::CONDITION, message))
}

/// That a rounding was taken as what it rounds.
fn left_out(one: &Smoothed, by: &Symbol) -> Diagnostic {
    let message = format!(
        "the elasticity by `{by}` takes `{}` as `{}`; the two are less than {} apart",
        plain(&one.rounding),
        plain(&one.as_if),
        plain(&one.apart)
    );
    Diagnostic::note(Code::CONDITION, message)
}

/// A note where the judge did not confirm a derivative.
fn unchecked(row: &Derivative) -> Option<Diagnostic> {
    let Verdict::Undecided { because } = &row.verdict else {
        return None;
    };
    let why = match because {
        Reason::Beyond(part) => format!("`{}` has no expansion that is known", plain(part)),
        Reason::Budget(limit) => limit.clone(),
        _ => "the difference quotient does not tend to it".to_owned(),
    };
    let message = format!(
        "the derivative by `{}` was not checked again: {why}",
        row.by
    );
    Some(Diagnostic::note(Code::CONDITION, message))
}

/// That a sum was differentiated by what says how many terms it has, which is a whole number.
fn counted(expr: &Expr, by: &Symbol) -> Option<Diagnostic> {
    let found = ended_by(expr, by)?;
    let written = plain(&found);
    let message = format!(
        "`{written}` has a whole number of terms: the derivative by `{by}` is that of its closed form"
    );
    Some(Diagnostic::note(Code::CONDITION, message))
}

/// The first sum or product in an expression of whose ends a symbol is part.
fn ended_by(expr: &Expr, by: &Symbol) -> Option<Expr> {
    deep(|| {
        if let ExprKind::BigOperator(operator) = expr.kind()
            && let Range::Interval(low, high) = &operator.range
            && (low.mentions(by) || high.mentions(by))
        {
            return Some(expr.clone());
        }
        let mut children = expr.children().into_iter();
        children.find_map(|part| ended_by(part, by))
    })
}

/// The absolute value, as far as it is known.
fn size(value: Option<&Value>) -> Rational {
    let real = value.and_then(Value::as_real);
    real.map_or(Rational::ZERO, |real| real.low().abs())
}

/// What is wrong, with the way out.
fn failure(error: &DerivativeError, by: &Symbol) -> Diagnostic {
    let part = match error {
        DerivativeError::Poly(error) => return error.to_diagnostic(),
        DerivativeError::Part(part) => part,
    };
    let written = plain(part);
    let (message, hint) = match part.kind() {
        ExprKind::Call(
            Function::Floor | Function::Ceil | Function::RoundUp | Function::FloorDiv,
            _,
        ) => (
            format!(
                "`{written}` is a step function of `{by}`: between its jumps the derivative is 0, at them there is none"
            ),
            "assume what removes the rounding (`n divides h`), or differentiate without it",
        ),
        ExprKind::Call(Function::Mod, _) => (
            format!(
                "`{written}` falls back again and again as `{by}` grows: it has no derivative where it does"
            ),
            "leave the remainder out, or assume what makes it 0",
        ),
        ExprKind::Call(
            Function::Factorial | Function::Binom | Function::Gcd | Function::Lcm,
            _,
        ) => (
            format!(
                "`{written}` is defined for whole numbers alone, so it has no derivative by `{by}`"
            ),
            "compare its values one step apart in place of a derivative",
        ),
        ExprKind::BigOperator(_) => (
            format!(
                "`{written}` has a whole number of terms, and no closed form is known: it has no derivative by `{by}`"
            ),
            "compare its values one step apart in place of a derivative",
        ),
        _ => (
            format!("`{written}` has no derivative by `{by}` everywhere"),
            "choose a branch, or put a smooth expression in its place",
        ),
    };
    Diagnostic::error(Code::UNDEFINED, message).hint(hint)
}
