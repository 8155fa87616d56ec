//! Dropping terms up to a tolerance at given cases.

use super::GrowthError;
use super::expansion::{expand, written};
use super::values::relative_error;
use crate::eval::{Environment, EvalError, Real, evaluate};
use crate::expr::{Assumptions, Bindings, Expr, Function};
use crate::number::Rational;
use crate::poly::Budget;

/// An approximation whose exact error stays within a tolerance at every given case.
#[derive(Clone, Debug)]
pub struct Within {
    /// The expression written out.
    pub exact: Expr,
    /// The sum of what is kept.
    pub approximation: Expr,
    /// The kept terms in order, with the largest share of the exact value that each has.
    pub kept: Vec<(Expr, Rational)>,
    /// The dropped terms in the order they were dropped, smallest share first.
    pub dropped: Vec<(Expr, Rational)>,
    /// The relative error at each case; `None` where the exact value is 0.
    pub errors: Vec<Option<Real>>,
}

/// Why terms could not be dropped within a tolerance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WithinError {
    /// There is no list of terms.
    Growth(GrowthError),
    /// A case does not give the expression a value.
    Eval(EvalError),
    /// There is no case.
    NoCase,
}

/// Drops terms, smallest share first, as long as the exact error at every case stays within the
/// tolerance.
///
/// # Errors
/// No terms, no case, or a case without a value.
pub fn within(
    expr: &Expr,
    tolerance: &Rational,
    cases: &[Bindings],
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<Within, WithinError> {
    if cases.is_empty() {
        return Err(WithinError::NoCase);
    }
    let expansion = expand(expr, assumptions, budget).map_err(WithinError::Growth)?;
    if !expansion.is_sum() {
        return Err(WithinError::Growth(GrowthError::NotASum(expr.clone())));
    }
    let terms: Vec<Expr> = expansion.terms.iter().map(written).collect();
    let exact = Expr::sum(terms.iter().cloned());
    let environments: Vec<Environment<'_>> = cases
        .iter()
        .map(|case| Environment::from_assumptions(assumptions).with_bindings(case))
        .collect();
    let mut kept = Vec::with_capacity(terms.len());
    for term in terms {
        let share = largest_share(&term, &exact, &environments)?;
        kept.push((term, share));
    }
    let mut order: Vec<(Rational, usize)> = kept
        .iter()
        .enumerate()
        .map(|(at, (_, share))| (share.clone(), at))
        .collect();
    order.sort();
    let mut fallen: Vec<usize> = Vec::new();
    for (_, at) in order {
        fallen.push(at);
        let approximation = rest(&kept, &fallen);
        let errors = errors(&approximation, &exact, &environments)?;
        let fits = errors
            .iter()
            .flatten()
            .all(|error| error.high() <= tolerance);
        if !fits || errors.iter().any(Option::is_none) {
            fallen.pop();
            break;
        }
    }
    let approximation = rest(&kept, &fallen);
    let dropped = fallen
        .iter()
        .filter_map(|&at| kept.get(at).cloned())
        .collect();
    Ok(Within {
        errors: errors(&approximation, &exact, &environments)?,
        kept: standing(&kept, &fallen).cloned().collect(),
        exact,
        approximation,
        dropped,
    })
}

fn standing<'a>(
    terms: &'a [(Expr, Rational)],
    fallen: &'a [usize],
) -> impl Iterator<Item = &'a (Expr, Rational)> {
    let terms = terms.iter().enumerate();
    terms
        .filter(|(at, _)| !fallen.contains(at))
        .map(|(_, term)| term)
}

fn rest(terms: &[(Expr, Rational)], fallen: &[usize]) -> Expr {
    Expr::sum(standing(terms, fallen).map(|(term, _)| term.clone()))
}

fn errors(
    approximation: &Expr,
    exact: &Expr,
    environments: &[Environment<'_>],
) -> Result<Vec<Option<Real>>, WithinError> {
    let errors = environments
        .iter()
        .map(|case| relative_error(approximation, exact, case));
    errors.collect::<Result<_, _>>().map_err(WithinError::Eval)
}

/// The largest share of the exact value that a term has at a case; 0 where that value is 0.
fn largest_share(
    term: &Expr,
    exact: &Expr,
    environments: &[Environment<'_>],
) -> Result<Rational, WithinError> {
    let share = Expr::quotient(term.clone(), exact.clone());
    let share = Expr::call(Function::Abs, [share]);
    let mut largest = Rational::ZERO;
    for environment in environments {
        match evaluate(&share, environment) {
            Ok(value) => {
                let high = value.as_real().map(|real| real.high().clone());
                largest = largest.max(high.unwrap_or_default());
            }
            Err(EvalError::DivisionByZero { .. }) => {}
            Err(error) => return Err(WithinError::Eval(error)),
        }
    }
    Ok(largest)
}
