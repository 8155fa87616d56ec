//! Sample points that satisfy the assumptions: what refutes a claim, and what a person is shown.
//!
//! Small distinct primes first, as 0, 1 and equal values hide differences.

use super::bounds::Bounds;
use super::claim::Claim;
use super::symbols::{conditions, free_symbols, is_costly};
use super::values::compare;
use super::verdict::Point;
use crate::eval::{self, Environment, EvalError, EvalLimits, Value, evaluate};
use crate::expr::{Assumptions, Bindings, Bound, Comparison, Domain, Expr, Predicate, Symbol};
use crate::number::{Integer, Rational};

/// Which numbers are tried for symbols of which nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// 2, 3, 5, 7, …
    PositiveIntegers,
    /// Negative numbers, fractions and 0 as well.
    All,
}

impl Numbers {
    /// Whether all values of a point are of this kind.
    pub(super) fn allow(self, point: &Bindings) -> bool {
        let positive = |value: &Expr| {
            value
                .as_number()
                .is_none_or(|number| number.is_integer() && number.is_positive())
        };
        self == Self::All || point.iter().all(|(_, value)| positive(value))
    }
}

const PRIMES: &[i64] = &[
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
];

/// Positive integers tried after the primes.
const COMPOSITES: &[i64] = &[1, 4, 6, 8, 9, 10, 12, 15, 16, 24, 25];

/// Numbers tried after primes: numerator and denominator.
const OTHERS: &[(i64, i64)] = &[
    (-2, 1),
    (-3, 1),
    (1, 2),
    (-1, 2),
    (0, 1),
    (1, 1),
    (-5, 1),
    (-7, 3),
    (3, 2),
    (5, 3),
    (-1, 1),
    (1, 7),
    (-11, 5),
    (10, 3),
];

/// In this attempt all symbols are 0, or as near to it as they may be: where forms without a constant are equal.
const ORIGIN: usize = 24;

/// The most points at which conditions are tried of which each takes long.
const MOST_COSTLY: usize = 50;

/// Conditions of which it cannot be told whether they hold at so many points, `n = 2^log2(n)`, are told at no other.
const MOST_UNDECIDED: usize = 20;

/// Points at which all assumptions hold, at most so many.
///
/// What the conditions speak of gets a value as well: a condition on another symbol must be met
/// somewhere too.
pub(super) fn points<'a>(
    symbols: &'a [Symbol],
    under: &'a Assumptions,
    numbers: Numbers,
    most: usize,
) -> impl Iterator<Item = Bindings> + 'a {
    let relations = conditions(under);
    let operands = relations.iter().flat_map(|relation| relation.operands());
    let most = if operands.clone().any(is_costly) {
        most.min(MOST_COSTLY)
    } else {
        most
    };
    let mut all = symbols.to_vec();
    let others = free_symbols(operands, under);
    all.extend(others.into_iter().filter(|other| !symbols.contains(other)));
    let ranges: Vec<Bounds> = all.iter().map(|symbol| Bounds::of(symbol, under)).collect();
    let mut undecided = 0;
    let attempts = (0..most).map_while(move |attempt| {
        if undecided > MOST_UNDECIDED {
            return None;
        }
        let mut point = Bindings::new();
        for (at, (symbol, range)) in all.iter().zip(&ranges).enumerate() {
            match candidate(symbol, range, under, numbers, attempt, at) {
                Some(value) => point.insert(symbol.clone(), value),
                None if at < symbols.len() => return Some(None),
                None => continue,
            };
        }
        for relation in &relations {
            repair(&mut point, relation, under, attempt);
        }
        let found = admits(&point, under);
        undecided += usize::from(matches!(
            found,
            Err(EvalError::Undecided { .. } | EvalError::Limit { .. })
        ));
        Some(found.is_ok_and(|holds| holds).then_some(point))
    });
    attempts.flatten()
}

/// A value for one symbol in one attempt.
fn candidate(
    symbol: &Symbol,
    range: &Bounds,
    under: &Assumptions,
    numbers: Numbers,
    attempt: usize,
    at: usize,
) -> Option<Expr> {
    let domain = under.domains.get(symbol);
    match domain {
        Some(Domain::Boolean) => {
            let bit = attempt.checked_shr(u32::try_from(at % 16).ok()?)?;
            return Some(Expr::boolean(bit.is_multiple_of(2)));
        }
        Some(Domain::Text | Domain::List) => return None,
        _ => {}
    }
    if numbers == Numbers::All && attempt == ORIGIN {
        return Some(Expr::number(&within(Integer::ZERO, range)));
    }
    let free = domain.is_none_or(|domain| matches!(domain, Domain::Real { .. }));
    // The first attempts are primes in order, then each symbol walks at a pace of its own.
    let step = if attempt < PRIMES.len() / 2 {
        attempt
    } else {
        attempt * (at + 1)
    };
    if numbers == Numbers::All
        && attempt % 3 == 2
        && let Some(low) = range.low.as_ref().filter(|low| !low.strict)
    {
        let above = Rational::from(i64::try_from(step / 3 % 3).ok()?);
        return Some(Expr::number(&(&low.value + above)));
    }
    if numbers == Numbers::All && free && attempt % 2 == 1 {
        let (above, below) = *OTHERS.get((step / 2 + at * 5) % OTHERS.len())?;
        let value = Rational::new(above.into(), below.into())?;
        let is_from_zero = |low: &Bound| low.value.is_zero();
        return Some(Expr::number(&match &range.low {
            Some(low) if is_from_zero(low) => value.abs(),
            _ => value,
        }));
    }
    // Once all primes were tried, 1 and numbers that are no primes tell more.
    let list = if attempt >= PRIMES.len() && attempt.is_multiple_of(2) {
        COMPOSITES
    } else {
        PRIMES
    };
    let prime = Integer::from(*list.get((at + step) % list.len())?);
    Some(Expr::number(&within(prime, range)))
}

/// A number moved into a range: primes are small, and bounds may be large or close together.
fn within(value: Integer, range: &Bounds) -> Rational {
    let value = Rational::from_integer(value);
    if let Some(low) = &range.low
        && value <= low.value
    {
        return &low.value + value;
    }
    if let Some(high) = &range.high
        && value >= high.value
    {
        return match &range.low {
            Some(low) => {
                let middle = (&low.value + &high.value)
                    * Rational::new(1.into(), 2.into()).unwrap_or_default();
                Rational::from_integer(middle.floor()).max(low.value.clone())
            }
            None => &high.value - value,
        };
    }
    value
}

/// Changes a value so that a relation between symbols holds, where it is one of the common kinds.
fn repair(point: &mut Bindings, relation: &Predicate, under: &Assumptions, attempt: usize) {
    let at_point = |expr: &Expr, point: &Bindings| number_at(expr, point, under);
    match relation {
        Predicate::Divides(divisor, multiple) => {
            let (Some(symbol), Some(divisor)) = (multiple.as_symbol(), at_point(divisor, point))
            else {
                return;
            };
            let factor = PRIMES
                .get((attempt + 1) % PRIMES.len())
                .copied()
                .unwrap_or(2);
            if point.get(symbol).is_some() {
                let value = divisor * Rational::from(factor);
                point.insert(symbol.clone(), Expr::number(&value));
            }
        }
        Predicate::Compare(a, comparison, b) => {
            let (symbol, other, comparison) = match (a.as_symbol(), b.as_symbol()) {
                (Some(symbol), _) => (symbol, b, *comparison),
                (None, Some(symbol)) => (symbol, a, comparison.mirrored()),
                _ => return,
            };
            let (Some(own), Some(bound)) = (point.get(symbol), at_point(other, point)) else {
                return;
            };
            let Some(own) = own.as_number() else {
                return;
            };
            if comparison.holds_for(own.cmp(&bound)) || other.mentions(symbol) {
                return;
            }
            let step = Rational::from(2);
            let value = match comparison {
                Comparison::Equal | Comparison::LessEqual | Comparison::GreaterEqual => bound,
                Comparison::Less => bound - step,
                Comparison::Greater | Comparison::NotEqual => bound + step,
            };
            point.insert(symbol.clone(), Expr::number(&value));
        }
        _ => {}
    }
}

fn number_at(expr: &Expr, point: &Bindings, under: &Assumptions) -> Option<Rational> {
    quick_value_at(expr, point, under)
        .ok()?
        .as_number()
        .cloned()
}

/// Whether all values lie in their domains and all conditions hold, as far as a quick look tells.
pub(super) fn is_admissible(point: &Bindings, under: &Assumptions) -> bool {
    admits(point, under).is_ok_and(|holds| holds)
}

fn admits(point: &Bindings, under: &Assumptions) -> Result<bool, EvalError> {
    let in_domain = |(symbol, value): (&Symbol, &Expr)| {
        let (Some(domain), Some(value)) = (under.domains.get(symbol), value.as_number()) else {
            return true;
        };
        domain.contains(&value)
    };
    if !point.iter().all(in_domain) {
        return Ok(false);
    }
    let limits = EvalLimits {
        max_precision: PRECISION_OF_CONDITIONS,
        ..limits(QUICK_STEPS)
    };
    let environment = Environment::from_assumptions(under)
        .with_bindings(point)
        .with_limits(limits);
    for condition in &under.conditions {
        if !eval::decide(condition, &environment)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How many points show that sides differ plainly.
const PLAIN: usize = 3;

/// Whether the sides differ at one of the first points: the cheapest way to no; whether they are equal is not said.
///
/// ```
/// use longhand::expr::{Assumptions, Relation};
/// use longhand::judge::{Claim, is_plainly_unequal};
/// use longhand::syntax::parse_expression;
///
/// let (lhs, rhs) = (parse_expression("sqrt(a + b)").unwrap(), parse_expression("sqrt(a) + sqrt(b)").unwrap());
/// let under = Assumptions::none();
/// let claim = Claim { lhs: &lhs, relation: Relation::Equal, rhs: &rhs, under: &under };
/// assert!(is_plainly_unequal(&claim));
/// ```
pub fn is_plainly_unequal(claim: &Claim<'_>) -> bool {
    let symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
    points(&symbols, claim.under, Numbers::PositiveIntegers, PLAIN).any(|point| {
        let value = |side: &Expr| quick_value_at(side, &point, claim.under).ok();
        let values = value(claim.lhs).zip(value(claim.rhs));
        values.is_some_and(|(left, right)| compare(&left, &right).equal() == Some(false))
    })
}

/// Limits for values at sample points, which must not cost much: the steps of one value where there is no
/// other, where it is one of a few points, and where it is one of many.
const STEPS: u64 = 2_000_000;
const STEPS_AT_POINT: u64 = 200_000;
const QUICK_STEPS: u64 = 20_000;

/// The bits with which conditions are tried at a point: what they leave open, more seldom tell.
const PRECISION_OF_CONDITIONS: u64 = 1 << 7;

fn limits(max_steps: u64) -> EvalLimits {
    EvalLimits {
        max_bits: 1 << 16,
        max_steps,
        max_precision: 1 << 9,
    }
}

/// The value of an expression at a point, or without one.
pub(super) fn value_at(
    expr: &Expr,
    point: &Bindings,
    under: &Assumptions,
) -> Result<Value, EvalError> {
    let steps = if point.is_empty() {
        STEPS
    } else {
        STEPS_AT_POINT
    };
    value_within(expr, point, under, limits(steps))
}

/// The same where many points are tried one after the other.
pub(super) fn quick_value_at(
    expr: &Expr,
    point: &Bindings,
    under: &Assumptions,
) -> Result<Value, EvalError> {
    value_within(expr, point, under, limits(QUICK_STEPS))
}

/// The digits of values that people are shown, and the bits tried for them.
const SHOWN_DIGITS: u32 = 15;
const SHOWN_PRECISION: u64 = 1 << 14;

impl Point {
    /// The same with sides narrowed until their digits are certain, where that takes no longer than a point may.
    pub(super) fn legible(self, claim: &Claim<'_>) -> Self {
        let point: Bindings = self.values.iter().cloned().collect();
        let limits = EvalLimits {
            max_precision: SHOWN_PRECISION,
            ..limits(STEPS_AT_POINT)
        };
        let environment = Environment::from_assumptions(claim.under)
            .with_bindings(&point)
            .with_limits(limits);
        let narrowed = |side: &Expr, known: Value| match known {
            Value::Enclosure(_) | Value::Quantity(_) => {
                let narrow = eval::evaluate_to_digits(side, &environment, SHOWN_DIGITS);
                let narrow = narrow.ok();
                let is_same = |narrow: &Value| compare(narrow, &known).equal() != Some(false);
                narrow.filter(is_same).unwrap_or(known)
            }
            known => known,
        };
        Self {
            left: narrowed(claim.lhs, self.left),
            right: narrowed(claim.rhs, self.right),
            values: self.values,
        }
    }
}

fn value_within(
    expr: &Expr,
    point: &Bindings,
    under: &Assumptions,
    limits: EvalLimits,
) -> Result<Value, EvalError> {
    let environment = Environment::from_assumptions(under)
        .with_bindings(point)
        .with_limits(limits);
    evaluate(expr, &environment)
}
