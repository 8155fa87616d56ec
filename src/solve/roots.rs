//! Equations in which the unknown occurs to a higher power: with numbers for coefficients by exact isolation
//! of their roots.

use super::fit::{fit_between, without_excluded};
use super::linear::Collected;
use super::radicals::{InPower, held, matching, roots_in_radicals};
use super::root::sum_of;
use super::solution::{Equation, Fit, Never, Outcome, push_nonzero};
use super::{SolveError, Wanted, symbolic};
use crate::eval::Enclosure;
use crate::expr::{Expr, Predicate};
use crate::number::{Integer, Rational};
use crate::poly::{NormalForm, RealPolynomial, RealRoot, Term, normal_form};

/// The roots of a polynomial equation in ascending order, or as the closed form gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roots {
    /// The polynomial in the unknown that has to be 0, the highest power first.
    pub polynomial: Expr,
    /// b² − 4ac of a quadratic.
    pub discriminant: Option<Expr>,
    /// The significant digits of a root that is only enclosed.
    pub digits: u32,
    /// The real roots.
    pub found: Vec<FoundRoot>,
    /// What must hold for them to be the solutions.
    pub conditions: Vec<Predicate>,
    /// The power that they were found through, where they were.
    pub through: Option<Through>,
}

/// A polynomial as one of the first or second degree in a power: x⁴ − 5x² + 3 in x², (x − 1)³ − 7 in (x − 1)³.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through {
    /// What stands under the power: the unknown, or its difference from a number.
    pub base: Expr,
    /// The exponent of the power.
    pub exponent: usize,
    /// The coefficients by the power, the constant first.
    pub inner: Vec<Expr>,
    /// The values that the power has.
    pub values: Vec<PowerValue>,
}

/// A value that a power of the unknown has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PowerValue {
    /// The value.
    pub value: Expr,
    /// What it needs to be one.
    pub conditions: Vec<Predicate>,
    /// The roots that it leads to.
    pub roots: Vec<Expr>,
}

/// One of several roots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRoot {
    /// The root.
    pub value: RootValue,
    /// How often it occurs.
    pub multiplicity: u64,
    /// Whether it is admissible.
    pub fit: Fit,
    /// What must hold for this one to be a solution, besides what all of them need.
    pub conditions: Vec<Predicate>,
}

/// A root, exact or held between two rationals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RootValue {
    /// In closed form.
    Exact(Expr),
    /// Proven to lie here, and the only root that does.
    Enclosed(Enclosure),
}

/// More digits of a root are not worked out.
const MAX_DIGITS: u32 = 20_000;

/// What follows where the unknown occurs to a power above the first.
pub(super) fn outcome(
    equation: &Equation<'_>,
    collected: &Collected,
    wanted: &Wanted,
) -> Result<Outcome, SolveError> {
    if wanted.digits > MAX_DIGITS {
        return Err(SolveError::Limit(format!(
            "{} digits of a root; the limit is {MAX_DIGITS}",
            wanted.digits
        )));
    }
    let mut roots = Roots {
        polynomial: polynomial(equation, &collected.powers),
        discriminant: None,
        digits: wanted.digits,
        found: Vec::new(),
        conditions: Vec::new(),
        through: None,
    };
    let leading = collected.powers.last().map_or(&[][..], Vec::as_slice);
    push_nonzero(
        &mut roots.conditions,
        &normal_form(&sum_of(leading), equation.given, equation.budget)?,
        equation.given,
        equation.budget,
    )?;
    let pole = match numbers(collected, equation)? {
        Some(numbers) => by_isolation(equation, collected, &numbers, wanted, &mut roots)?,
        None => symbolic::find(equation, collected, wanted, &mut roots)?,
    };
    if roots.found.is_empty() {
        return Ok(Outcome::Never(pole.unwrap_or(Never::NoRealRoot {
            polynomial: roots.polynomial,
            discriminant: roots.discriminant,
        })));
    }
    Ok(Outcome::Roots(roots))
}

/// a·x² + b·x + c.
pub(super) fn polynomial(equation: &Equation<'_>, powers: &[Vec<Term>]) -> Expr {
    let unknown = Expr::symbol(equation.unknown.clone());
    let terms = powers
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, terms)| !terms.is_empty());
    let terms = terms.map(|(power, terms)| match (power, terms.as_slice()) {
        (0, _) => sum_of(terms),
        (_, [only]) => {
            let mut term = only.clone();
            let power = i64::try_from(power).unwrap_or(i64::MAX);
            term.powers.push((unknown.clone(), power));
            term.to_expr()
        }
        (1, _) => Expr::product([sum_of(terms), unknown.clone()]),
        _ => {
            let raised = Expr::power(unknown.clone(), Expr::integer(power));
            Expr::product([sum_of(terms), raised])
        }
    });
    Expr::sum(terms)
}

/// The coefficients divided by the leading one, where that leaves numbers.
fn numbers(
    collected: &Collected,
    equation: &Equation<'_>,
) -> Result<Option<Vec<Rational>>, SolveError> {
    let leading = collected.powers.last().map_or(&[][..], Vec::as_slice);
    let mut numbers = Vec::new();
    for terms in &collected.powers {
        if terms.is_empty() {
            numbers.push(Rational::ZERO);
            continue;
        }
        let share = Expr::quotient(sum_of(terms), sum_of(leading));
        match normal_form(&share, equation.given, equation.budget)?.as_number() {
            Some(number) => numbers.push(number),
            None => return Ok(None),
        }
    }
    Ok(Some(numbers))
}

/// Adds the roots; where one is none because it makes a divisor 0, that comes back.
fn by_isolation(
    equation: &Equation<'_>,
    collected: &Collected,
    numbers: &[Rational],
    wanted: &Wanted,
    roots: &mut Roots,
) -> Result<Option<Never>, SolveError> {
    let Some(polynomial) = RealPolynomial::new(numbers) else {
        return Ok(None);
    };
    let limit = |error: crate::poly::RootLimit| SolveError::Limit(error.to_string());
    let divisors = divisors(equation, collected)?;
    if let [c, b, _] = numbers {
        let leading = collected.powers.last().map(|terms| sum_of(terms));
        // The coefficients were divided by the leading one.
        let square = leading
            .and_then(|leading| leading.as_number())
            .map_or(Rational::ONE, |a| &a * &a);
        roots.discriminant = Some(Expr::number(&((b * b - Rational::from(4) * c) * square)));
    }
    let power = InPower::of(numbers).filter(|power| power.has_formula() && numbers.len() > 3);
    if let Some(power) = power {
        roots.through = Some(power.through(equation.unknown, equation.budget)?);
    }
    let radicals = held(roots_in_radicals(numbers, equation.budget)?);
    let mut pole = None;
    for mut root in polynomial.roots().map_err(limit)? {
        let is_pole = |(_, divisor): &&(Expr, RealPolynomial)| match root.rational() {
            Some(value) => divisor.sign_at(value) == 0,
            None => divisor
                .gcd(&polynomial)
                .is_ok_and(|common| common.sign_at(root.low()) * common.sign_at(root.high()) < 0),
        };
        let divisor = divisors
            .iter()
            .find(is_pole)
            .map(|(divisor, _)| divisor.clone());
        narrow(&mut root, wanted.digits);
        let value = if let Some(value) = root.rational() {
            RootValue::Exact(Expr::number(value))
        } else if let Some(value) = matching(&root, &radicals) {
            value
        } else {
            let held = Enclosure::new(root.low().clone(), root.high().clone());
            match held {
                Some(held) => RootValue::Enclosed(held),
                None => continue,
            }
        };
        if let Some(divisor) = divisor {
            if let RootValue::Exact(value) = value {
                pole.get_or_insert(Never::ZeroDivisor { value, divisor });
            }
            continue;
        }
        let mut fit = fit_between(equation, root.low(), root.high(), wanted)?;
        if let RootValue::Exact(exact) = &value {
            fit = without_excluded(equation, exact, fit);
        }
        roots.found.push(FoundRoot {
            value,
            multiplicity: root.multiplicity(),
            fit,
            conditions: Vec::new(),
        });
    }
    Ok(pole)
}

/// Narrows a root to so many significant digits.
pub(super) fn narrow(root: &mut RealRoot, digits: u32) {
    let bits = u64::from(digits) * 10 / 3 + 12;
    let share = Rational::dyadic(&Integer::ONE, -i64::try_from(bits).unwrap_or(i64::MAX));
    let quarter = Rational::dyadic(&Integer::ONE, -2);
    loop {
        let width = root.high() - root.low();
        let least = root.low().abs().min(root.high().abs());
        let goal = &least * &share;
        if width <= goal {
            return;
        }
        // An end at 0 says nothing of the size yet.
        let next = if least.is_zero() {
            width * &quarter
        } else {
            goal
        };
        root.narrow(&next);
    }
}

/// The divisors of the equation that are polynomials in the unknown alone.
fn divisors(
    equation: &Equation<'_>,
    collected: &Collected,
) -> Result<Vec<(Expr, RealPolynomial)>, SolveError> {
    let mut found = Vec::new();
    for divisor in &collected.divisors {
        let form = normal_form(divisor, equation.given, equation.budget)?;
        found.extend(dense(&form, equation).map(|dense| (divisor.clone(), dense)));
    }
    Ok(found)
}

pub(super) fn dense(form: &NormalForm, equation: &Equation<'_>) -> Option<RealPolynomial> {
    let mut coefficients: Vec<Rational> = Vec::new();
    for term in form.terms() {
        let power = match term.powers.as_slice() {
            [] => 0,
            [(base, power)] if base.as_symbol() == Some(equation.unknown) => {
                usize::try_from(*power)
                    .ok()
                    .filter(|power| *power <= 1_000)?
            }
            _ => return None,
        };
        if coefficients.len() <= power {
            coefficients.resize(power + 1, Rational::ZERO);
        }
        *coefficients.get_mut(power)? += term.coefficient;
    }
    RealPolynomial::new(&coefficients)
}
