//! From an equation to a polynomial in its unknown that is 0.

use std::cmp::Ordering;

use super::SolveError;
use crate::eval::{Environment, enclosed_sign};
use crate::expr::{Assumptions, Expr, ExprKind, Symbol};
use crate::number::Rational;
use crate::poly::{Budget, Term, difference};

/// An equation as a polynomial in its unknown that is 0.
pub(super) struct Collected {
    /// The terms beside each power of the unknown, that of power 0 first; the last are not empty
    /// unless the unknown drops out.
    pub(super) powers: Vec<Vec<Term>>,
    /// The divisors of the equation that can be 0, as written.
    pub(super) divisors: Vec<Expr>,
}

/// Higher powers of the unknown are not written out.
const MAX_DEGREE: usize = 1_000;

/// Frees an equation of fractions and gathers it by the powers of its unknown.
pub(super) fn collect(
    lhs: &Expr,
    rhs: &Expr,
    unknown: &Symbol,
    given: &Assumptions,
    budget: &Budget,
) -> Result<Collected, SolveError> {
    let form = difference(lhs, rhs, given, budget)?;
    let symbol = Expr::symbol(unknown.clone());
    let occurs = form.indeterminates();
    if !lhs.mentions(unknown)
        && !rhs.mentions(unknown)
        && !occurs.iter().any(|part| part.mentions(unknown))
    {
        return Err(SolveError::Absent {
            unknown: unknown.clone(),
        });
    }
    let terms = form.terms();
    let hidden = |part: &Expr| part != &symbol && part.mentions(unknown);
    let mut bases = terms
        .iter()
        .flat_map(|term| &term.powers)
        .map(|(base, _)| base);
    if let Some(part) = bases.find(|base| hidden(base)) {
        return Err(SolveError::Inside {
            unknown: unknown.clone(),
            part: part.clone(),
        });
    }
    let powers: Vec<i64> = terms
        .iter()
        .map(|term| exponent_of(term, &symbol))
        .collect();
    let lowest = powers.iter().copied().min().unwrap_or(0);
    let highest = powers.iter().copied().max().unwrap_or(0);
    // Freed of x below the line always, and of a common factor x where x is not 0.
    let shift = if lowest < 0 || excludes_zero(unknown, given) {
        lowest
    } else {
        0
    };
    let degree = highest.saturating_sub(shift);
    let Some(length) = usize::try_from(degree)
        .ok()
        .filter(|degree| *degree <= MAX_DEGREE)
    else {
        return Err(SolveError::Degree {
            unknown: unknown.clone(),
            degree,
            limit: MAX_DEGREE,
        });
    };
    let mut by_power = vec![Vec::new(); length.max(1) + 1];
    for (mut term, power) in terms.into_iter().zip(powers) {
        term.powers.retain(|(base, _)| *base != symbol);
        let place = usize::try_from(power.saturating_sub(shift)).unwrap_or(0);
        if let Some(place) = by_power.get_mut(place) {
            place.push(term);
        }
    }
    Ok(Collected {
        powers: by_power,
        divisors: form.nonzero().to_vec(),
    })
}

fn exponent_of(term: &Term, symbol: &Expr) -> i64 {
    let found = term.powers.iter().find(|(base, _)| base == symbol);
    found.map_or(0, |(_, exponent)| *exponent)
}

fn excludes_zero(unknown: &Symbol, given: &Assumptions) -> bool {
    let domain = given.domains.get(unknown);
    domain.is_some_and(|domain| !domain.contains(&Rational::ZERO))
}

/// Whether a sum of terms is seen not to be 0: all have one sign, each a product of positive bases
/// and of even powers, and one of them of positive bases alone.
pub(super) fn is_never_zero(terms: &[Term], given: &Assumptions) -> bool {
    let positive = |base: &Expr| match base.kind() {
        ExprKind::Symbol(symbol) => given
            .domains
            .get(symbol)
            .and_then(|domain| domain.lower())
            .is_some_and(|(bound, strict)| bound.is_positive() || (strict && bound.is_zero())),
        // One byte, one second.
        ExprKind::Quantity(amount, _) => amount.as_number().is_some_and(|n| n.is_positive()),
        _ if base.free_symbols().is_empty() => {
            enclosed_sign(base, &Environment::from_assumptions(given)).is_some_and(Ordering::is_gt)
        }
        _ => false,
    };
    let is_positive = |term: &Term| term.powers.iter().all(|(base, _)| positive(base));
    let is_nonnegative = |term: &Term| {
        let mut powers = term.powers.iter();
        powers.all(|(base, exponent)| positive(base) || (*exponent > 0 && exponent % 2 == 0))
    };
    let sign = terms.first().map(|term| term.coefficient.signum());
    let agrees = |term: &Term| Some(term.coefficient.signum()) == sign;
    terms.iter().any(is_positive)
        && terms
            .iter()
            .all(|term| agrees(term) && is_nonnegative(term))
}
