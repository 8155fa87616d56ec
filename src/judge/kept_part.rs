//! What is left of leading terms of both signs: at least a part of the sum of their sizes, or they may
//! cancel. x² − xy + y² ≥ (x² + xy + y²)/3.

use super::claim::{Budget, Claim};
use super::decide::judge;
use super::positive::{Proved, sign};
use super::sample::Numbers;
use super::sample::{is_admissible, points, quick_value_at};
use super::symbols::free_symbols;
use crate::eval::Real;
use crate::expr::{Assumptions, Bindings, Domain, Expr, Monomial, Relation, Symbol};
use crate::growth::{self, Approximation, GrowthError, KeptPart};
use crate::number::{Integer, Rational};

/// Drops the lower-order terms of an expression. Where terms of both signs are kept and are proved not to
/// cancel, the bound that follows is among what is found.
///
/// # Errors
/// Those of [`growth::approximate`].
pub fn approximate(
    expr: &Expr,
    under: &Assumptions,
    budget: &Budget,
) -> Result<Approximation, GrowthError> {
    let mut found = growth::approximate(expr, under, &budget.poly)?;
    if found.cancellation.is_some() {
        let terms: Vec<Expr> = found.kept.iter().map(|kept| kept.term.clone()).collect();
        if let Some(known) = kept_part(&terms, &found.scale.large, under, budget) {
            found.keep_part(known, under);
        }
    }
    Ok(found)
}

/// The largest part that is found and proved.
pub(super) fn kept_part(
    terms: &[Expr],
    large: &[Symbol],
    under: &Assumptions,
    budget: &Budget,
) -> Option<KeptPart> {
    let budget = budget.nested(1)?;
    let mut under = under.clone();
    for symbol in large {
        let positive = Domain::from_zero(true);
        under.domains.entry(symbol.clone()).or_insert(positive);
    }
    let is_up = |expr: &Expr| sign(expr, &under, &budget.poly) >= Proved::NonNegative;
    let size = |term: &Expr| [term.clone(), opposite(term)].into_iter().find(is_up);
    let sizes = terms.iter().map(size).collect::<Option<Vec<_>>>()?;
    let sizes = Expr::sum(sizes);
    let whole = Expr::sum(terms.iter().cloned());
    let (is_positive, most) = seen(&whole, &sizes, &under)?;
    let whole = if is_positive {
        whole
    } else {
        Expr::negative(whole)
    };
    let part = candidates(&most).find(|part| {
        let least = Expr::product([Expr::number(part), sizes.clone()]);
        let claim = Claim {
            lhs: &whole,
            relation: Relation::GreaterEqual,
            rhs: &least,
            under: &under,
        };
        let verdict = judge(&claim, &budget);
        verdict.holds() && verdict.open_conditions(&under).is_empty()
    })?;
    Some(KeptPart {
        part,
        sizes,
        is_positive,
    })
}

/// A term with the other sign.
fn opposite(term: &Expr) -> Expr {
    match Monomial::read(term) {
        Some(monomial) => Monomial {
            coefficient: -&monomial.coefficient,
            ..monomial
        }
        .to_expr(),
        None => Expr::negative(term.clone()),
    }
}

/// The parts that are tried below the least one seen: itself, then simpler and smaller ones.
fn candidates(most: &Rational) -> impl Iterator<Item = Rational> {
    let least = most.recip().unwrap_or_default().ceil();
    let unit = |denominator: Integer| Rational::new(1.into(), denominator);
    let further = [
        least.clone(),
        &least + &Integer::from(1),
        &least * &Integer::from(2),
        &least * &Integer::from(8),
    ];
    let mut found: Vec<Rational> = Vec::new();
    // A part with many digits is the value at a point, not the least of all.
    if most.denominator() <= &Integer::from(MOST_DENOMINATOR) {
        found.push(most.clone());
    }
    found.extend(further.into_iter().filter_map(unit));
    found.dedup();
    found.into_iter()
}

/// The largest denominator of a part that is proposed as it was seen.
const MOST_DENOMINATOR: i64 = 64;

/// The sign that the sum has at sample points, and the least part of the sizes that it comes to there; `None`
/// where it is 0 or of both signs.
fn seen(whole: &Expr, sizes: &Expr, under: &Assumptions) -> Option<(bool, Rational)> {
    let quotient = Expr::quotient(whole.clone(), sizes.clone());
    let symbols = free_symbols([whole], under);
    let sampled = points(&symbols, under, Numbers::PositiveIntegers, 24);
    let gridded = grid(&symbols, under);
    let (mut least, mut sign): (Option<Rational>, Option<i32>) = (None, None);
    for point in sampled.chain(gridded) {
        let value = quick_value_at(&quotient, &point, under);
        let Some(value) = value.ok().and_then(|value| value.as_real()) else {
            continue;
        };
        let own = value.signum().filter(|sign| *sign != 0)?;
        if *sign.get_or_insert(own) != own {
            return None;
        }
        let part = nearest_to_zero(&value);
        least = Some(least.map_or(part.clone(), |known| known.min(part)));
    }
    Some((sign? > 0, least?))
}

fn nearest_to_zero(value: &Real) -> Rational {
    value.low().abs().min(value.high().abs())
}

/// The values that are set against each other.
const SPREAD: &[i64] = &[1, 2, 3, 4, 5, 8, 16, 64, 256];

/// The most points of the grid.
const MOST_POINTS: usize = 128;

/// Points at which symbols are equal, nearly so, and far apart.
fn grid<'a>(symbols: &'a [Symbol], under: &'a Assumptions) -> impl Iterator<Item = Bindings> + 'a {
    let every = symbols
        .iter()
        .try_fold(1_usize, |count, _| count.checked_mul(SPREAD.len()));
    let every = every.unwrap_or(usize::MAX);
    // A stride that shares no factor with the number of points visits all of the grid evenly.
    let stride = (every / MOST_POINTS).max(1);
    (0..every.min(MOST_POINTS)).filter_map(move |at| {
        let mut index = at.checked_mul(stride)?;
        let mut point = Bindings::new();
        for symbol in symbols {
            let value = SPREAD.get(index % SPREAD.len())?;
            index /= SPREAD.len();
            point.insert(symbol.clone(), Expr::integer(*value));
        }
        is_admissible(&point, under).then_some(point)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{parse_condition, parse_expression};

    fn part(sum: &str, condition: Option<&str>) -> Option<String> {
        let sum = parse_expression(sum).unwrap();
        let mut under = Assumptions::none();
        under
            .conditions
            .extend(condition.map(|text| parse_condition(text).unwrap()));
        let known = kept_part(
            sum.terms(),
            &sum.symbols_in_order(),
            &under,
            &Budget::default(),
        );
        known.map(|known| {
            let sign = if known.is_positive { "" } else { "-" };
            format!("{sign}{}", known.part)
        })
    }

    /// Worked by hand as the least value of the quotient by the sum of sizes, in t = x/y.
    #[test]
    fn what_is_left_of_terms_of_both_signs() {
        for (sum, condition, left) in [
            // (t² − t + 1)/(t² + t + 1) is least at t = 1.
            ("x^2 - x*y + y^2", None, Some("1/3")),
            ("x*y - x^2 - y^2", None, Some("-1/3")),
            // (3t² − 4t + 2)/(3t² + 4t + 2) is (√6 − 2)/(√6 + 2) = 0.10102 at t = √(2/3).
            ("3*x^2 - 4*x*y + 2*y^2", None, Some("1/10")),
            // At the edge x = 2y, (4 − 1)/(4 + 1).
            ("x^2 - y^2", Some("x >= 2*y"), Some("3/5")),
            // These vanish at x = y.
            ("x^2 - y^2", None, None),
            ("x^2 - 2*x*y + y^2", None, None),
            ("x^3 + y^3 - x^2*y - x*y^2", None, None),
        ] {
            assert_eq!(part(sum, condition).as_deref(), left, "{sum}");
        }
    }
}
