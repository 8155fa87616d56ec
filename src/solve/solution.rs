//! What solving an equation gives.

use super::SolveError;
use super::defined::defined;
use super::fit::fit;
use super::interval::Interval;
use super::linear::{Collected, collect};
use super::root::{quotient, sum_of};
use super::roots::{self, Roots};
use super::span::narrowed;
use super::undo::undone;
use super::valued::valued;
use crate::eval::{Environment, Value, enclosed_sign};
use crate::expr::{Assumptions, Comparison, Domain, Expr, Predicate, Symbol};
use crate::number::Integer;
use crate::poly::{Budget, NormalForm, Term, difference, normal_form};

/// An equation brought into the form a·x + b = 0, and what follows for x.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The unknown, x.
    pub unknown: Symbol,
    /// The coefficient of the unknown, a.
    pub coefficient: Expr,
    /// What stands beside it, b; the difference of the sides where parts had to be undone.
    pub constant: Expr,
    /// What follows.
    pub outcome: Outcome,
}

/// What follows for the unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It has one value.
    Root(Root),
    /// It occurs to a higher power than the first: these values.
    Roots(Roots),
    /// It stands inside roots, logarithms, powers or roundings, which were undone.
    Undone(super::Undone),
    /// It is an integer, and integers were put in.
    Tried(super::Tried),
    /// Every value does: both sides are the same, under these conditions.
    Every(Vec<Predicate>),
    /// No value does.
    Never(Never),
}

/// The one value that solves an equation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The value, −b/a in lowest terms.
    pub value: Expr,
    /// What must not be 0 for it to be the solution, beyond what the assumptions say.
    pub conditions: Vec<Predicate>,
    /// Whether it is admissible.
    pub fit: Fit,
}

/// Why no value solves an equation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Never {
    /// The unknown drops out, and what remains is false.
    Contradiction {
        /// The condition under which it would be true after all, and every value a solution;
        /// none where no values of the other symbols make it true.
        unless: Option<Predicate>,
    },
    /// It occurs to a higher power than the first, and no real number is a root.
    NoRealRoot {
        /// The polynomial in the unknown that would have to be 0.
        polynomial: Expr,
        /// b² − 4ac of a quadratic.
        discriminant: Option<Expr>,
    },
    /// The one value that is left makes a divisor 0.
    ZeroDivisor {
        /// The value.
        value: Expr,
        /// The divisor as written.
        divisor: Expr,
    },
}

/// Whether a root is a value the unknown may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is.
    Inside,
    /// That depends on the values of other symbols.
    Open,
    /// It is no integer; these integers are nearest to it, the nearest one first. None where no
    /// integer in the domain is near.
    BetweenIntegers(Vec<Neighbour>),
    /// It is no multiple of this number; these multiples are nearest to it.
    BetweenMultiples(Integer, Vec<Neighbour>),
    /// It lies outside the domain of the unknown, which is this.
    Outside(Domain),
}

/// An integer beside a root that is none, and what the equation says there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// The integer.
    pub value: Integer,
    /// The exact value of the left side there.
    pub left: Value,
    /// The exact value of the right side there.
    pub right: Value,
}

impl Solution {
    /// The one value, where there is one.
    pub fn root(&self) -> Option<&Root> {
        match &self.outcome {
            Outcome::Root(root) => Some(root),
            _ => None,
        }
    }

    /// The nearest integer and its error, where the root is no integer and has to be one.
    pub fn nearest(&self) -> Option<&Neighbour> {
        match &self.root()?.fit {
            Fit::BetweenIntegers(neighbours) | Fit::BetweenMultiples(_, neighbours) => {
                neighbours.first()
            }
            _ => None,
        }
    }
}

/// Solves `lhs = rhs` for a symbol, once the equation is freed of fractions: linear and quadratic
/// equations in closed form, others that have numbers for coefficients by isolating their roots. A definition of the unknown, and a condition that fixes it, are set aside; other
/// definitions are written out.
///
/// # Errors
/// [`SolveError`] where the equation is of another form, the unknown is no number, or a limit is
/// reached. An equation without a solution is none.
///
/// ```
/// use longhand::expr::{Assumptions, Expr};
/// use longhand::poly::Budget;
/// use longhand::solve::solve;
/// use longhand::syntax::parse_chain;
///
/// let chain = parse_chain("total in FP16 = 100 GB").unwrap();
/// let (lhs, rhs) = (&chain.first, &chain.links[0].expr);
/// let solution =
///     solve(lhs, rhs, &"total".into(), &Assumptions::none(), &Budget::default()).unwrap();
/// assert_eq!(solution.root().unwrap().value, Expr::integer(50_000_000_000_i64));
/// ```
pub fn solve(
    lhs: &Expr,
    rhs: &Expr,
    unknown: &Symbol,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<Solution, SolveError> {
    solve_for(lhs, rhs, unknown, assumptions, &Wanted::default(), budget)
}

/// What is wanted of a solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The significant digits of a root that is only enclosed.
    pub digits: u32,
    /// The unknown is to be a multiple of this positive number: 1 for integers, 128 for sizes that
    /// machines like.
    pub multiple: Option<Integer>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            digits: 15,
            multiple: None,
        }
    }
}

/// The same with what is wanted of the solution.
///
/// # Errors
/// As [`solve`].
pub fn solve_for(
    lhs: &Expr,
    rhs: &Expr,
    unknown: &Symbol,
    assumptions: &Assumptions,
    wanted: &Wanted,
    budget: &Budget,
) -> Result<Solution, SolveError> {
    if matches!(
        assumptions.domains.get(unknown),
        Some(Domain::Boolean | Domain::Text | Domain::List)
    ) {
        return Err(SolveError::NoNumber {
            unknown: unknown.clone(),
        });
    }
    let given = given_for(assumptions, unknown);
    valued(lhs, &given)?;
    valued(rhs, &given)?;
    let equation = Equation {
        lhs,
        rhs,
        unknown,
        given: &given,
        budget,
    };
    let collected = match collect(lhs, rhs, unknown, &given, budget) {
        Ok(collected) => collected,
        Err(inside @ SolveError::Inside { .. }) => return by_parts(&equation, wanted, inside),
        Err(error) => return Err(error),
    };
    let (coefficient, constant, outcome) = match polynomial(&equation, &collected, wanted) {
        Err(SolveError::NotLinear { unknown, degree }) if is_of_numbers(&equation)? => {
            let error = SolveError::Irrational { unknown, degree };
            return by_parts(&equation, wanted, error);
        }
        found => found?,
    };
    let outcome = defined(&equation, outcome, wanted)?;
    Ok(Solution {
        unknown: unknown.clone(),
        coefficient,
        constant,
        outcome,
    })
}

/// What follows where no polynomial tells: by undoing what the unknown stands in, or by where the sides, as they
/// rise and fall, cross. Where neither is seen, the error stands.
fn by_parts(
    equation: &Equation<'_>,
    wanted: &Wanted,
    otherwise: SolveError,
) -> Result<Solution, SolveError> {
    // What is tried is put in for the unknown, which definitions may hide.
    let given = equation.given;
    let lhs = written_out(equation.lhs, given)?;
    let rhs = written_out(equation.rhs, given)?;
    let equation = Equation {
        lhs: &lhs,
        rhs: &rhs,
        ..*equation
    };
    match undone(&equation, wanted)? {
        Some(found) => Ok(Solution {
            unknown: equation.unknown.clone(),
            coefficient: Expr::zero(),
            constant: Expr::difference(lhs.clone(), rhs.clone()),
            outcome: if found.ranges.iter().any(Interval::is_whole) {
                Outcome::Every(found.conditions)
            } else {
                Outcome::Undone(found)
            },
        }),
        None => Err(otherwise),
    }
}

/// Whether the unknown is the only symbol.
fn is_of_numbers(equation: &Equation<'_>) -> Result<bool, SolveError> {
    for side in [equation.lhs, equation.rhs] {
        let symbols = written_out(side, equation.given)?.free_symbols();
        if symbols.iter().any(|symbol| symbol != equation.unknown) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// So deep may definitions stand in one another.
const MOST_DEFINED: usize = 64;

/// An expression with what its names stand for in their place.
fn written_out(expr: &Expr, given: &Assumptions) -> Result<Expr, SolveError> {
    let mut expr = expr.clone();
    for _ in 0..MOST_DEFINED {
        let symbols = expr.free_symbols();
        if !symbols
            .iter()
            .any(|symbol| given.definitions.get(symbol).is_some())
        {
            break;
        }
        expr = given
            .definitions
            .substitute(&expr)
            .map_err(|_| SolveError::Limit("the size of an expression".into()))?;
    }
    Ok(expr)
}

/// What follows from a polynomial in the unknown that is 0, with its coefficients.
pub(super) fn polynomial(
    equation: &Equation<'_>,
    collected: &Collected,
    wanted: &Wanted,
) -> Result<(Expr, Expr, Outcome), SolveError> {
    let linear = Linear::of(collected);
    let coefficient = sum_of(linear.coefficient);
    let constant = sum_of(linear.constant);
    let outcome = if collected.powers.len() > 2 {
        roots::outcome(equation, collected, wanted)?
    } else if linear.coefficient.is_empty() {
        without_unknown(&linear, &constant, equation.given, equation.budget)?
    } else {
        equation.with_unknown(&linear, &coefficient, wanted)?
    };
    Ok((coefficient, constant, outcome))
}

/// The terms of a and b in a·x + b = 0.
struct Linear<'a> {
    coefficient: &'a [Term],
    constant: &'a [Term],
    divisors: &'a [Expr],
}

impl<'a> Linear<'a> {
    fn of(collected: &'a Collected) -> Self {
        let part = |power: usize| collected.powers.get(power).map_or(&[][..], Vec::as_slice);
        Self {
            coefficient: part(1),
            constant: part(0),
            divisors: &collected.divisors,
        }
    }
}

/// The assumptions without what they say about the value of the unknown.
pub(super) fn set_aside(assumptions: &Assumptions, unknown: &Symbol) -> Assumptions {
    let mut given = assumptions.clone();
    given.definitions.remove(unknown);
    given.conditions.retain(|condition| {
        let alone = Assumptions {
            conditions: vec![condition.clone()],
            ..Assumptions::none()
        };
        alone.fixed().get(unknown).is_none()
    });
    given
}

/// The same, with the domain of the unknown narrowed by what they compare it with.
pub(super) fn given_for(assumptions: &Assumptions, unknown: &Symbol) -> Assumptions {
    let mut given = set_aside(assumptions, unknown);
    if let Some(domain) = narrowed(&given, unknown) {
        given.domains.insert(unknown.clone(), domain);
    }
    given
}

/// The same where an inequality is asked: multiples are looked for among the positive integers, where nothing else is
/// said.
pub(super) fn given_among(
    assumptions: &Assumptions,
    unknown: &Symbol,
    wanted: &Wanted,
) -> Assumptions {
    let mut given = given_for(assumptions, unknown);
    if wanted.multiple.is_some() {
        let domains = &mut given.domains;
        domains
            .entry(unknown.clone())
            .or_insert_with(Domain::positive_integer);
    }
    given
}

/// What follows where the unknown drops out.
fn without_unknown(
    linear: &Linear<'_>,
    constant: &Expr,
    given: &Assumptions,
    budget: &Budget,
) -> Result<Outcome, SolveError> {
    if linear.constant.is_empty() {
        let mut conditions = Vec::new();
        for divisor in linear.divisors {
            let form = normal_form(divisor, given, budget)?;
            push_nonzero(&mut conditions, &form, given, budget)?;
        }
        return Ok(Outcome::Every(conditions));
    }
    let is_never = super::linear::is_never_zero(linear.constant, given);
    let unless =
        (!is_never).then(|| Expr::compare(constant.clone(), Comparison::Equal, Expr::zero()));
    Ok(Outcome::Never(Never::Contradiction { unless }))
}

/// Adds that a form is not 0, factor by factor, unless the assumptions say so already.
pub(super) fn push_nonzero(
    conditions: &mut Vec<Predicate>,
    form: &NormalForm,
    given: &Assumptions,
    budget: &Budget,
) -> Result<(), SolveError> {
    if super::linear::is_never_zero(&form.terms(), given) {
        return Ok(());
    }
    for condition in form.differs_from_zero() {
        let is_known = match &condition {
            Predicate::Compare(a, _, b) => {
                let difference = difference(a, b, given, budget)?;
                super::linear::is_never_zero(&difference.terms(), given)
                    || is_constant_beside_zero(&difference.to_expr(), given)
            }
            _ => false,
        };
        if !is_known && !conditions.contains(&condition) {
            conditions.push(condition);
        }
    }
    Ok(())
}

/// Whether an expression is a number other than 0.
fn is_constant_beside_zero(expr: &Expr, given: &Assumptions) -> bool {
    expr.free_symbols().is_empty()
        && enclosed_sign(expr, &Environment::from_assumptions(given)).is_some()
}

/// An equation that contains its unknown.
pub(super) struct Equation<'a> {
    pub(super) lhs: &'a Expr,
    pub(super) rhs: &'a Expr,
    pub(super) unknown: &'a Symbol,
    pub(super) given: &'a Assumptions,
    pub(super) budget: &'a Budget,
}

impl Equation<'_> {
    fn with_unknown(
        &self,
        linear: &Linear<'_>,
        coefficient: &Expr,
        wanted: &Wanted,
    ) -> Result<Outcome, SolveError> {
        let value = quotient(linear.constant, linear.coefficient, self.budget)?;
        let mut conditions = Vec::new();
        let form = normal_form(coefficient, self.given, self.budget)?;
        push_nonzero(&mut conditions, &form, self.given, self.budget)?;
        let mut put_in = self.given.clone();
        put_in
            .definitions
            .insert(self.unknown.clone(), value.clone());
        for divisor in linear.divisors {
            let form = normal_form(divisor, &put_in, self.budget)?;
            if form.is_zero() {
                let divisor = divisor.clone();
                return Ok(Outcome::Never(Never::ZeroDivisor { value, divisor }));
            }
            push_nonzero(&mut conditions, &form, self.given, self.budget)?;
        }
        let fit = fit(self, &value, wanted)?;
        Ok(Outcome::Root(Root {
            value,
            conditions,
            fit,
        }))
    }
}
