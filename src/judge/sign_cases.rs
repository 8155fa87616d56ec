//! Equalities with comparisons, absolute values, minima and maxima, proved for each order of what is
//! compared.

use super::cases::case_conditions;
use super::claim::{Budget, Claim};
use super::inequality::{is_proved, is_shown};
use super::symbols::opened;
use super::thresholds::places;
use super::verdict::{Condition, Method, Verdict};
use crate::expr::{Assumptions, Comparison, Expr, Predicate, Symbol};
use crate::poly::{self, NormalForm};

/// So many differences are split by sign at once.
const MOST_SPLIT: usize = 4;

/// A difference whose sign matters.
struct Compared {
    difference: Expr,
    /// Whether a symbol can be put in where it is 0; else that is looked at beside either sign.
    has_edge: bool,
}

/// One choice of signs.
enum Case {
    /// What is assumed in it.
    Possible(Box<Assumptions>),
    /// Two of the signs contradict each other.
    Never,
}

/// Proves a claim below, at and above each place where a comparison changes.
pub(super) fn by_signs(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let (lhs, rhs) = (
        opened(claim.lhs, claim.under)?,
        opened(claim.rhs, claim.under)?,
    );
    let compared = compared_in(&[&lhs, &rhs], claim.under, budget)?;
    if compared.is_empty() || compared.len() > MOST_SPLIT {
        return None;
    }
    let count = 3_usize.checked_pow(u32::try_from(compared.len()).ok()?)?;
    if count > budget.max_cases {
        return None;
    }
    let mut conditions: Vec<Condition> = Vec::new();
    for case in 0..count {
        let under = match assumed(&compared, case, claim.under, budget)? {
            Case::Possible(under) => under,
            Case::Never => continue,
        };
        let case = Claim {
            lhs: &lhs,
            rhs: &rhs,
            relation: claim.relation,
            under: &under,
        };
        let Some(found) = case_conditions(&case, budget) else {
            if is_contradictory(&under, claim.under.conditions.len(), budget) {
                continue;
            }
            return None;
        };
        for condition in found {
            if !conditions.contains(&condition) {
                conditions.push(condition);
            }
        }
    }
    Some(Verdict::Holds {
        by: Method::Cases(count),
        conditions,
    })
}

/// The assumptions of one case: one digit to base 3 for each difference.
fn assumed(
    compared: &[Compared],
    mut case: usize,
    under: &Assumptions,
    budget: &Budget,
) -> Option<Case> {
    let mut under = under.clone();
    for one in compared {
        let comparison = match case % 3 {
            0 if one.has_edge => Comparison::Greater,
            1 if one.has_edge => Comparison::Less,
            0 => Comparison::GreaterEqual,
            1 => Comparison::LessEqual,
            _ if !one.has_edge => return Some(Case::Never),
            _ => {
                let form = poly::normal_form(&one.difference, &under, &budget.poly).ok()?;
                if let Some(number) = form.as_number() {
                    if !number.is_zero() {
                        return Some(Case::Never);
                    }
                    case /= 3;
                    continue;
                }
                let (symbol, value) = zero_at(&form)?;
                // A symbol that stands for something already would lose it.
                if under.definitions.get(&symbol).is_some() || value.mentions(&symbol) {
                    return None;
                }
                let value = under.definitions.substitute(&value).ok()?;
                if value.mentions(&symbol) {
                    return None;
                }
                under.definitions.insert(symbol, value);
                case /= 3;
                continue;
            }
        };
        let condition = Predicate::Compare(one.difference.clone(), comparison, Expr::zero());
        under.conditions.push(condition);
        case /= 3;
    }
    Some(Case::Possible(Box::new(under)))
}

/// Whether one of the conditions added contradicts the others.
fn is_contradictory(under: &Assumptions, given: usize, budget: &Budget) -> bool {
    (given..under.conditions.len()).any(|place| {
        let mut others = under.clone();
        let Predicate::Compare(difference, comparison, _) = others.conditions.remove(place) else {
            return false;
        };
        let opposite = comparison.negated();
        let Some(difference) = opened(&difference, &others) else {
            return false;
        };
        is_proved(&difference, opposite, &others, &budget.poly)
            || is_shown(&difference, opposite, &others, budget)
    })
}

/// The differences whose signs matter, each once up to a factor.
fn compared_in(exprs: &[&Expr], under: &Assumptions, budget: &Budget) -> Option<Vec<Compared>> {
    let mut found: Vec<Compared> = Vec::new();
    for place in places(exprs, under)
        .into_iter()
        .filter(|place| !place.rounded)
    {
        let form = poly::normal_form(&place.expr, under, &budget.poly).ok()?;
        // What is compared with another comparison is decided once that is.
        if form.as_number().is_some() || form.has_opaque_indeterminates() {
            continue;
        }
        let is_known = |one: &Compared| {
            let quotient = Expr::quotient(one.difference.clone(), place.expr.clone());
            poly::normal_form(&quotient, under, &budget.poly)
                .ok()
                .and_then(|form| form.as_number())
                .is_some()
        };
        if !found.iter().any(is_known) {
            let has_edge = zero_at(&form).is_some();
            let difference = place.expr;
            found.push(Compared {
                difference,
                has_edge,
            });
        }
    }
    Some(found)
}

/// A symbol that stands alone in one term, and what it is where the sum is 0.
fn zero_at(form: &NormalForm) -> Option<(Symbol, Expr)> {
    if !form.is_polynomial() {
        return None;
    }
    let terms = form.terms();
    let (place, symbol) = terms.iter().enumerate().find_map(|(place, term)| {
        let [(base, 1)] = term.powers.as_slice() else {
            return None;
        };
        let symbol = base.as_symbol()?;
        let others = terms
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place);
        let alone = others
            .flat_map(|(_, term)| &term.powers)
            .all(|(base, _)| !base.mentions(symbol));
        alone.then(|| (place, symbol.clone()))
    })?;
    let coefficient = terms.get(place)?.coefficient.clone();
    let rest = terms
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != place);
    let rest = Expr::sum(rest.map(|(_, term)| term.to_expr()));
    let divided = Expr::quotient(rest, Expr::number(&-coefficient));
    Some((symbol, divided))
}
