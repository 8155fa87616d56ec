//! Integers put in one after the other: where the unknown stands in ranges and conditions, as the number of layers
//! does of which some are of another kind, no algebra leads to it.

use std::cell::Cell;

use super::fit::at;
use super::solution::{Equation, given_for};
use super::undone::Impossible;
use super::{Fit, Neighbour, Outcome, Solution, SolveError, Wanted};
use crate::eval::{Environment, EvalLimits, evaluate};
use crate::expr::{Assumptions, Bindings, Domain, Expr, ExprKind, Function, Range, Symbol, deep};
use crate::number::{Integer, Rational};
use crate::poly::Budget;

/// So many integers are put in one by one; beyond, where the sides change places is found by halving.
const MOST_TRIED: usize = 512;

/// So often the range is doubled until the sides change places.
const MOST_DOUBLINGS: u32 = 50;

/// Beyond, it is not asked whether they change places once more.
const MOST_PROBED: usize = 1 << 16;

/// Steps of one evaluation.
const MOST_STEPS: u64 = 2_000_000;

/// Integers that were put in for the unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Those that solve the equation.
    pub solutions: Vec<Integer>,
    /// Where none does: the one at which the sides are nearest, and one beside it on the other side.
    pub nearest: Vec<Neighbour>,
    /// Each is a multiple of this number.
    pub step: Integer,
    /// The least that was put in.
    pub low: Integer,
    /// The greatest that was put in.
    pub high: Integer,
    /// Whether each between the two was put in, and not only those that halving leads to.
    pub is_each: bool,
}

impl Tried {
    /// Whether an integer solves the equation, and else what is nearest.
    pub fn fit(&self) -> Fit {
        match (self.solutions.is_empty(), self.step.is_one()) {
            (false, _) => Fit::Inside,
            (true, true) => Fit::BetweenIntegers(self.nearest.clone()),
            (true, false) => Fit::BetweenMultiples(self.step.clone(), self.nearest.clone()),
        }
    }
}

/// What was found for an equation, or what integers put in give, where the unknown is one and no integer was found.
///
/// # Errors
/// As [`solve_for`](super::solve_for), where integers cannot be put in either.
pub fn or_integers(
    found: Result<Solution, SolveError>,
    [lhs, rhs]: [&Expr; 2],
    unknown: &Symbol,
    assumptions: &Assumptions,
    wanted: &Wanted,
) -> Result<Solution, SolveError> {
    let is_settled = match &found {
        Err(error) => !matches!(error, SolveError::Inside { .. } | SolveError::Limit(_)),
        Ok(solution) => match &solution.outcome {
            Outcome::Undone(undone) if undone.is_never() => {
                // A range that ends between integers has no value: it may have one at the integers beside.
                let is_undefined = undone.rejected.iter().any(|found| found.sides.is_none())
                    || undone
                        .impossible()
                        .any(|(_, why)| why == Impossible::Factorial);
                let counts = [lhs, rhs].into_iter().any(|side| counts_to(side, unknown));
                !is_undefined || !counts
            }
            Outcome::Undone(undone) => {
                let mut roots = undone.found.iter();
                roots.len() == 0 || roots.any(|root| matches!(root.fit, Fit::Inside | Fit::Open))
            }
            _ => true,
        },
    };
    if is_settled {
        return found;
    }
    let given = given_for(assumptions, unknown);
    let budget = Budget::default();
    let equation = Equation {
        lhs,
        rhs,
        unknown,
        given: &given,
        budget: &budget,
    };
    let tried = Search::of(&equation, wanted).and_then(|search| search.tried());
    match tried {
        Some(tried) => Ok(Solution {
            unknown: unknown.clone(),
            coefficient: Expr::zero(),
            constant: Expr::difference(lhs.clone(), rhs.clone()),
            outcome: Outcome::Tried(tried),
        }),
        None => found,
    }
}

/// Whether the unknown stands in an end of a range of a sum or product, or in a factorial, which only integers do.
fn counts_to(expr: &Expr, unknown: &Symbol) -> bool {
    deep(|| match expr.kind() {
        ExprKind::BigOperator(operator) => match &operator.range {
            Range::Interval(low, high) => low.mentions(unknown) || high.mentions(unknown),
            Range::Elements(_) => counts_to(&operator.body, unknown),
        },
        ExprKind::Call(Function::Factorial, parts) => {
            parts.iter().any(|part| part.mentions(unknown))
        }
        _ => {
            let mut parts = expr.children().into_iter();
            parts.any(|part| counts_to(part, unknown))
        }
    })
}

/// The integers that may be put in, numbered from 0.
struct Search<'e> {
    equation: &'e Equation<'e>,
    domain: Domain,
    difference: Expr,
    first: Integer,
    step: Integer,
    /// Whether a value was met that is not exact.
    is_rough: Cell<bool>,
}

/// A number of an integer, and the left side less the right there.
type Point = (usize, Rational);

impl<'e> Search<'e> {
    /// Nothing where the unknown is no integer, has no least value, or is not the only one without a value.
    fn of(equation: &'e Equation<'e>, wanted: &Wanted) -> Option<Self> {
        let declared = equation.given.domains.get(equation.unknown).cloned();
        let is_integer = |domain: &Domain| matches!(domain, Domain::Integer { .. });
        let mut sides = [equation.lhs, equation.rhs].into_iter();
        let is_asked =
            wanted.multiple.is_some() || sides.any(|side| counts_to(side, equation.unknown));
        let domain = declared
            .or_else(|| Some(Domain::positive_integer()).filter(|_| is_asked))
            .filter(|domain| is_integer(domain) || is_asked)?;
        let difference = Expr::difference(equation.lhs.clone(), equation.rhs.clone());
        let missing = Environment::from_assumptions(equation.given).missing(&difference);
        if missing != [equation.unknown.clone()] {
            return None;
        }
        let step = wanted.multiple.clone().unwrap_or(Integer::ONE);
        let whole = Rational::from_integer(step.clone());
        let (low, _) = domain.lower()?;
        let mut first = &low.checked_div(&whole)?.ceil() * &step;
        if !domain.contains(&Rational::from_integer(first.clone())) {
            first = &first + &step;
        }
        Some(Self {
            equation,
            domain,
            difference,
            first,
            step,
            is_rough: Cell::new(false),
        })
    }

    fn integer(&self, number: usize) -> Integer {
        &self.first + &(&self.step * &Integer::from(number))
    }

    /// The left side less the right; nothing outside the domain, and where a side has no value, as beyond the end of a
    /// list that has an entry for each layer.
    fn value(&self, number: usize) -> Option<Rational> {
        let integer = self.integer(number);
        if !self
            .domain
            .contains(&Rational::from_integer(integer.clone()))
        {
            return None;
        }
        let mut bindings = Bindings::new();
        bindings.insert(self.equation.unknown.clone(), Expr::integer(integer));
        let limits = EvalLimits {
            max_steps: MOST_STEPS,
            ..EvalLimits::default()
        };
        let environment = Environment::from_assumptions(self.equation.given);
        let environment = environment.with_bindings(&bindings).with_limits(limits);
        let value = evaluate(&self.difference, &environment)
            .ok()?
            .as_quantity()?;
        let exact = value.amount.exact().cloned();
        self.is_rough.set(self.is_rough.get() || exact.is_none());
        exact
    }

    /// What the integers give; nothing where a value is met that is not exact: which one is nearest is not decided then.
    fn tried(&self) -> Option<Tried> {
        self.searched().filter(|_| !self.is_rough.get())
    }

    fn searched(&self) -> Option<Tried> {
        let least = self.value(0)?;
        let (mut below, mut above) = ((0, least.clone()), None);
        for doubling in 0..MOST_DOUBLINGS {
            let number = 1_usize << doubling;
            match self.value(number) {
                Some(value) if value.signum() == least.signum() => below = (number, value),
                Some(value) => {
                    above = Some((number, value));
                    break;
                }
                // The end of what can be put in.
                None => return self.each_of(2 * number),
            }
        }
        let above = above?;
        if 2 * above.0 > MOST_TRIED {
            return self.halved(below, above);
        }
        let near = self.each_of(MOST_TRIED)?;
        let far = self.changed_again(above);
        let far = far.filter(|_| near.solutions.is_empty());
        Some(
            match far.and_then(|(below, above)| self.halved(below, above)) {
                Some(far) if self.is_nearer(&far, &near) => far,
                _ => near,
            },
        )
    }

    /// Where the sides change places once more, behind what is put in one by one.
    fn changed_again(&self, mut before: Point) -> Option<(Point, Point)> {
        let mut last = None;
        while before.0 < MOST_PROBED {
            let number = 2 * before.0;
            let point = (number, self.value(number)?);
            if point.1.signum() != before.1.signum() && number > MOST_TRIED {
                last = Some((before, point.clone()));
                break;
            }
            before = point;
        }
        last
    }

    /// Whether the sides come nearer in one place than in another.
    fn is_nearer(&self, one: &Tried, other: &Tried) -> bool {
        let apart = |tried: &Tried| {
            let integer = tried.solutions.first();
            let integer = integer.or_else(|| tried.nearest.first().map(|found| &found.value))?;
            let number = (integer - &self.first).div_exact(&self.step)?.to_usize()?;
            Some(self.value(number)?.abs())
        };
        apart(one)
            .zip(apart(other))
            .is_some_and(|(one, other)| one < other)
    }

    /// The integers up to a number, each put in, as far as the sides have values.
    fn each_of(&self, most: usize) -> Option<Tried> {
        if most > 2 * MOST_TRIED {
            return None;
        }
        let points: Vec<Point> = (0..=most)
            .map_while(|number| Some((number, self.value(number)?)))
            .collect();
        self.told(&points, true)
    }

    /// Where the sides change places between two numbers.
    fn halved(&self, mut below: Point, mut above: Point) -> Option<Tried> {
        let ends = [(0, below.1.clone()), above.clone()];
        while above.0 - below.0 > 1 {
            let middle = usize::midpoint(below.0, above.0);
            let value = self.value(middle)?;
            if value.signum() == below.1.signum() {
                below = (middle, value);
            } else {
                above = (middle, value);
            }
        }
        let mut told = self.told(&[below, above], false)?;
        let [low, high] = ends.map(|(number, _)| self.integer(number));
        (told.low, told.high) = (low, high);
        Some(told)
    }

    fn told(&self, points: &[Point], is_each: bool) -> Option<Tried> {
        let (low, high) = (points.first()?.0, points.last()?.0);
        let solutions = points.iter().filter(|(_, value)| value.is_zero());
        let solutions: Vec<Integer> = solutions.map(|(number, _)| self.integer(*number)).collect();
        let mut nearest = Vec::new();
        if solutions.is_empty() {
            let (place, best) = points
                .iter()
                .enumerate()
                .min_by(|(_, one), (_, other)| one.1.abs().cmp(&other.1.abs()))?;
            let beside = [place.checked_sub(1), place.checked_add(1)];
            let mut beside = beside.into_iter().flatten().filter_map(|at| points.get(at));
            let across = beside.find(|point| point.1.signum() != best.1.signum());
            for (number, _) in std::iter::once(best).chain(across) {
                nearest.push(at(self.equation, self.integer(*number)).ok()?);
            }
        }
        Some(Tried {
            solutions,
            nearest,
            step: self.step.clone(),
            low: self.integer(low),
            high: self.integer(high),
            is_each,
        })
    }
}
