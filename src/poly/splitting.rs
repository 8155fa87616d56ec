//! How a person splits a polynomial into factors, one step at a time.

use super::factors::prime_powers;
use super::fraction::split_unit;
use super::squarefree::Factors;
use super::{Budget, PolyError, Polynomial};
use crate::number::{Integer, Rational};

/// What was seen in a polynomial that was split.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Seen {
    /// Factors that stand more than once.
    Repeated,
    /// aⁿ − bⁿ or, with `plus`, aⁿ + bⁿ; b is one term.
    Powers {
        a: Polynomial,
        b: Polynomial,
        degree: u64,
        plus: bool,
    },
    /// Terms in groups that have a bracket in common.
    Grouped { common: Polynomial },
    /// A quadratic in one variable whose discriminant is a square.
    Quadratic { variable: usize, root: Polynomial },
    /// A rational root of a polynomial in one variable.
    Root { variable: usize, root: Rational },
    /// Less a square, it is a square: x⁴ + 4 = (x² + 2)² − (2x)².
    Completed {
        square: Polynomial,
        less: Polynomial,
    },
}

/// A polynomial's factors, and what they were seen by.
pub(super) type Split = (Seen, Factors);

/// Longer polynomials are looked at for repeated factors and groups only.
const LONGEST: usize = 64;

/// Higher degrees of binomials are not split.
const PRIME_DEGREES: [u64; 9] = [2, 3, 5, 7, 11, 13, 17, 19, 23];

/// More candidates for a rational root are not tried.
const MOST_CANDIDATES: usize = 4_096;

/// Splits a primitive polynomial without monomial content; `None` where nothing is seen.
pub(super) fn split(whole: &Polynomial, budget: &Budget) -> Result<Option<Split>, PolyError> {
    if whole.len() < 2 {
        return Ok(None);
    }
    let found = split_unordered(whole, budget)?;
    Ok(found.map(|(seen, mut factors)| {
        factors.sort_by_cached_key(|(factor, _)| rank(factor));
        (seen, factors)
    }))
}

fn split_unordered(whole: &Polynomial, budget: &Budget) -> Result<Option<Split>, PolyError> {
    let parts = whole.squarefree(budget)?;
    if parts.len() > 1 || parts.iter().any(|(_, times)| *times > 1) {
        return Ok(Some((Seen::Repeated, parts)));
    }
    if whole.len() <= LONGEST
        && let Some(found) = powers(whole, budget)?
    {
        return Ok(Some(found));
    }
    if let Some(found) = grouped(whole, budget)? {
        return Ok(Some(found));
    }
    if whole.len() > LONGEST {
        return Ok(None);
    }
    if let Some(found) = quadratic(whole, budget)? {
        return Ok(Some(found));
    }
    if let Some(found) = rational_root(whole, budget)? {
        return Ok(Some(found));
    }
    if let Some(found) = homogeneous(whole, budget)? {
        return Ok(Some(found));
    }
    completed(whole, budget)
}

/// A factor that was found and what is left; `None` where it is no proper divisor.
fn divided(
    whole: &Polynomial,
    factor: &Polynomial,
    budget: &Budget,
) -> Result<Option<Factors>, PolyError> {
    let factor = split_unit(factor).1;
    if factor.is_one() || factor == *whole {
        return Ok(None);
    }
    let rest = whole.divide_exact(&factor, budget)?;
    Ok(rest.map(|rest| vec![(factor, 1), (split_unit(&rest).1, 1)]))
}

/// aⁿ ± bⁿ, where b is one term: x⁶ − 1, (x + y)³ + z³.
fn powers(whole: &Polynomial, budget: &Budget) -> Result<Option<Split>, PolyError> {
    // The last term is most often the lone one.
    for lone in (0..whole.len()).rev() {
        let others: Vec<usize> = (0..whole.len()).filter(|term| *term != lone).collect();
        let (rest, lone) = (whole.pick(&others), whole.pick(&[lone]));
        for degree in PRIME_DEGREES {
            let Some(b) = monomial_root(&lone, degree) else {
                continue;
            };
            let Some((a, sign)) = perfect_root(&rest, degree, budget)? else {
                continue;
            };
            let plus = lone.coefficients().all(|c| c.is_positive()) == sign;
            if plus && degree == 2 {
                continue;
            }
            let factor = if plus {
                a.add(&b, budget)?
            } else {
                a.subtract(&b, budget)?
            };
            if let Some(factors) = divided(whole, &factor, budget)? {
                // What stands first is what is not taken away.
                let (a, b) = if plus || sign { (a, b) } else { (b, a) };
                let seen = Seen::Powers { a, b, degree, plus };
                return Ok(Some((seen, factors)));
            }
        }
    }
    Ok(None)
}

/// The polynomial whose power, with its sign (`true` for plus), a polynomial is.
pub(super) fn perfect_root(
    whole: &Polynomial,
    degree: u64,
    budget: &Budget,
) -> Result<Option<(Polynomial, bool)>, PolyError> {
    let (unit, primitive) = split_unit(whole);
    let Some(root) = monomial_root(&unit, degree) else {
        return Ok(None);
    };
    let is_positive = unit.coefficients().all(|c| c.is_positive());
    if primitive.is_one() {
        return Ok(Some((root, is_positive)));
    }
    let step = i64::try_from(degree).unwrap_or(i64::MAX);
    // The degree in each variable is a multiple of that of the power.
    if primitive.ranges().iter().any(|(_, high)| high % step != 0) {
        return Ok(None);
    }
    let mut product = root;
    for (factor, times) in primitive.squarefree(budget)? {
        if times % degree != 0 {
            return Ok(None);
        }
        let power = factor.power(times / degree, budget)?;
        product = product.multiply(&power, budget)?;
    }
    Ok(Some((product, is_positive)))
}

/// The monomial with positive coefficient whose power is the absolute value of a term.
fn monomial_root(term: &Polynomial, degree: u64) -> Option<Polynomial> {
    let coefficient = term
        .coefficient(0)?
        .abs()
        .exact_root(u32::try_from(degree).ok()?)?;
    let degree = i64::try_from(degree).ok()?;
    let exponents = term.exponents(0);
    let whole = exponents.iter().all(|exponent| exponent % degree == 0);
    let roots: Vec<i64> = exponents.iter().map(|exponent| exponent / degree).collect();
    whole.then(|| Polynomial::monomial(&coefficient, &roots))
}

/// The bracket that all coefficients of one variable's powers have in common.
fn grouped(whole: &Polynomial, budget: &Budget) -> Result<Option<Split>, PolyError> {
    let occurring = whole.occurring();
    if occurring.iter().filter(|occurs| **occurs).count() < 2 {
        return Ok(None);
    }
    for (variable, _) in occurring.iter().enumerate().filter(|(_, occurs)| **occurs) {
        let common = whole.content_in(variable, budget)?;
        if let Some(factors) = divided(whole, &common, budget)? {
            let common = split_unit(&common).1;
            return Ok(Some((Seen::Grouped { common }, factors)));
        }
    }
    Ok(None)
}

/// a·x² + b·x + c with b² − 4ac = d²: the factors are 2ax + b ± d, up to what they share with a.
fn quadratic(whole: &Polynomial, budget: &Budget) -> Result<Option<Split>, PolyError> {
    for variable in 0..whole.variables() {
        if whole.degree_in(variable) != Some(2) {
            continue;
        }
        let mut parts = [Polynomial::zero(), Polynomial::zero(), Polynomial::zero()];
        for (exponent, part) in whole.coefficients_in(variable) {
            if let Some(slot) = usize::try_from(exponent)
                .ok()
                .and_then(|e| parts.get_mut(e))
            {
                *slot = part;
            }
        }
        let [c, b, a] = parts;
        let four = a.multiply(&c, budget)?.scale(&Rational::from(4));
        let discriminant = b.power(2, budget)?.subtract(&four, budget)?;
        let Some(root) = discriminant.square_root(budget)? else {
            continue;
        };
        let double = a
            .scale(&Rational::from(2))
            .multiply(&Polynomial::variable(variable), budget)?;
        let above = double.add(&b, budget)?.add(&root, budget)?;
        // What 2ax + b + d shares with the whole, as a times the whole is the product of both.
        let factor = split_unit(&above).1.gcd(whole, budget)?;
        if let Some(factors) = divided(whole, &factor, budget)? {
            return Ok(Some((Seen::Quadratic { variable, root }, factors)));
        }
    }
    Ok(None)
}

/// The only variable that occurs.
fn only_variable(whole: &Polynomial) -> Option<usize> {
    let occurring = whole.occurring();
    let mut places = (0..occurring.len()).filter(|v| occurring.get(*v) == Some(&true));
    let only = places.next()?;
    places.next().is_none().then_some(only)
}

/// A root p/q, where p divides the constant and q the leading coefficient.
fn rational_root(whole: &Polynomial, budget: &Budget) -> Result<Option<Split>, PolyError> {
    let Some(variable) = only_variable(whole) else {
        return Ok(None);
    };
    let dense = whole.coefficients_in(variable);
    let (Some((_, lead)), Some((_, last))) = (dense.first(), dense.last()) else {
        return Ok(None);
    };
    let numerator = |p: &Polynomial| p.as_constant().map(|c| c.numerator().abs());
    let (Some(lead), Some(last)) = (numerator(lead), numerator(last)) else {
        return Ok(None);
    };
    let (above, below) = (divisors(&last), divisors(&lead));
    if above.len().saturating_mul(below.len()) > MOST_CANDIDATES {
        return Ok(None);
    }
    let mut candidates: Vec<Rational> = Vec::new();
    for q in &below {
        candidates.extend(
            above
                .iter()
                .filter_map(|p| Rational::new(p.clone(), q.clone())),
        );
    }
    candidates.sort();
    candidates.dedup();
    for size in candidates {
        for root in [size.clone(), -size] {
            if value_at(&dense, &root).is_zero() {
                let minus = Polynomial::constant(&-&root);
                let factor = Polynomial::variable(variable).add(&minus, budget)?;
                if let Some(factors) = divided(whole, &factor, budget)? {
                    return Ok(Some((Seen::Root { variable, root }, factors)));
                }
            }
        }
    }
    Ok(None)
}

/// A polynomial of two variables, all of whose terms have one degree, by the rational roots it has where the
/// second variable is 1.
fn homogeneous(whole: &Polynomial, budget: &Budget) -> Result<Option<Split>, PolyError> {
    let occurring = whole.occurring();
    let places: Vec<usize> = (0..occurring.len())
        .filter(|v| occurring.get(*v) == Some(&true))
        .collect();
    let [first, second] = places.as_slice() else {
        return Ok(None);
    };
    let degree = |term: usize| -> i64 { whole.exponents(term).iter().sum() };
    if (1..whole.len()).any(|term| degree(term) != degree(0)) {
        return Ok(None);
    }
    let mut alone = Polynomial::zero();
    for term in 0..whole.len() {
        let mut part = whole.pick(&[term]);
        part.multiply_by_power(*second, -whole.exponent(term, *second));
        alone = alone.add(&part, budget)?;
    }
    let Some((Seen::Root { root, .. }, _)) = rational_root(&alone, budget)? else {
        return Ok(None);
    };
    let beside = Polynomial::variable(*second).scale(&-root);
    let factor = Polynomial::variable(*first).add(&beside, budget)?;
    let common = split_unit(&factor).1;
    let factors = divided(whole, &factor, budget)?;
    Ok(factors.map(|factors| (Seen::Grouped { common }, factors)))
}

/// The value of a polynomial in one variable, its coefficients the greatest power first.
fn value_at(dense: &[(i64, Polynomial)], point: &Rational) -> Rational {
    let mut value = Rational::ZERO;
    let mut place = dense.first().map_or(0, |(exponent, _)| *exponent);
    for (exponent, coefficient) in dense {
        let step = point.pow(i32::try_from(place - exponent).unwrap_or(0));
        value = value * step.unwrap_or_default() + coefficient.as_constant().unwrap_or_default();
        place = *exponent;
    }
    value
}

/// The positive divisors of a positive number, as far as its primes are found.
fn divisors(value: &Integer) -> Vec<Integer> {
    let mut found = vec![Integer::ONE];
    for (prime, times) in prime_powers(value) {
        let smaller = found.clone();
        let mut power = Integer::ONE;
        for _ in 0..times {
            power *= &prime;
            found.extend(smaller.iter().map(|divisor| divisor * &power));
            if found.len() > MOST_CANDIDATES {
                return found;
            }
        }
    }
    found
}

/// a⁴·x⁴ + … + c²: (a²x² + c)² less (2a²c − b)·x², where that is a square too.
fn completed(whole: &Polynomial, budget: &Budget) -> Result<Option<Split>, PolyError> {
    if whole.len() > 3 {
        return Ok(None);
    }
    let ends = [whole.pick(&[0]), whole.pick(&[whole.len() - 1])];
    let [Some(first), Some(last)] = ends.map(|end| square_monomial(&end)) else {
        return Ok(None);
    };
    for last in [last.clone(), last.negate()] {
        let square = first.add(&last, budget)?;
        let rest = square.power(2, budget)?.subtract(whole, budget)?;
        if rest.is_zero() {
            continue;
        }
        let Some(less) = rest.square_root(budget)? else {
            continue;
        };
        let factor = square.add(&less, budget)?;
        if let Some(factors) = divided(whole, &factor, budget)? {
            return Ok(Some((Seen::Completed { square, less }, factors)));
        }
    }
    Ok(None)
}

fn square_monomial(term: &Polynomial) -> Option<Polynomial> {
    term.coefficient(0).filter(Rational::is_positive)?;
    monomial_root(term, 2)
}

/// All factors of a primitive polynomial without monomial content, as far as they are seen.
pub(super) fn factors_of(whole: &Polynomial, budget: &Budget) -> Factors {
    let mut open = vec![(whole.clone(), 1_u64)];
    let mut found = Factors::new();
    while let Some((polynomial, times)) = open.pop() {
        match split(&polynomial, budget) {
            Ok(Some((_, factors))) => {
                let raised = factors.into_iter();
                open.extend(raised.map(|(factor, t)| (factor, t.saturating_mul(times))));
            }
            Ok(None) | Err(_) => match found.iter_mut().find(|(known, _)| *known == polynomial) {
                Some((_, count)) => *count = count.saturating_add(times),
                None => found.push((polynomial, times)),
            },
        }
    }
    found.retain(|(factor, _)| !factor.is_one());
    found.sort_by_cached_key(|(factor, _)| rank(factor));
    found
}

/// Low degrees first, then few terms, then by the coefficients.
fn rank(factor: &Polynomial) -> (Option<i64>, usize, Vec<Vec<i64>>, Vec<Rational>) {
    let exponents = (0..factor.len()).map(|term| {
        let negated = factor.exponents(term).into_iter().map(i64::saturating_neg);
        negated.collect()
    });
    (
        factor.total_degree(),
        factor.len(),
        exponents.collect(),
        factor.coefficients().collect(),
    )
}
