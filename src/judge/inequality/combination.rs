//! Inequalities with absolute values, least and greatest: in each case of signs the difference of the
//! sides is a sum of multiples, none negative, of what is known not to be negative (J. Farkas).

use std::collections::BTreeMap;

use super::super::bounds::Bounds;
use super::super::implied::everywhere;
use super::super::symbols::{conditions, free_symbols, opened};
use super::super::verdict::{SignMethod, SignProof};
use super::above_zero;
use crate::expr::{Assumptions, Comparison, Expr, ExprKind, Function, Predicate, deep};
use crate::growth::{Effort, System};
use crate::number::Rational;
use crate::poly::{self, NormalForm};

/// The most absolute values that are taken with either sign.
const MOST_SIGNS: usize = 6;

/// The most cells that one linear program may change.
const MOST_CELLS: usize = 20_000;

/// Of more conditions no products are used.
const MOST_FACTORS: usize = 10;

/// Longer sums are not looked at.
const MOST_TERMS: usize = 40;

/// Proves that a difference is not negative, or positive, in every case of the signs in it.
pub(super) fn by_combination(
    difference: &Expr,
    strict: bool,
    under: &Assumptions,
    budget: &poly::Budget,
) -> Option<SignProof> {
    let difference = opened(difference, under)?;
    let form = poly::difference(&difference, &Expr::zero(), under, budget).ok()?;
    let form = everywhere(form, under)?;
    if !form.is_polynomial() || form.terms().len() > MOST_TERMS {
        return None;
    }
    let whole = form.to_expr();
    let mut sizes = Vec::new();
    absolute_values(&whole, &mut sizes);
    if sizes.is_empty() || sizes.len() > MOST_SIGNS {
        return None;
    }
    let cases = 1_usize << sizes.len();
    for case in 0..cases {
        let mut under = under.clone();
        let mut signed: BTreeMap<Expr, Expr> = BTreeMap::new();
        // Inner ones stand first, so that they are replaced in the outer ones' arguments.
        for (at, size) in sizes.iter().enumerate() {
            let ExprKind::Call(_, inner) = size.kind() else {
                return None;
            };
            let argument = replaced(inner.first()?, &signed);
            let value = if case >> at & 1 == 0 {
                argument
            } else {
                Expr::negative(argument)
            };
            under.conditions.push(Predicate::Compare(
                value.clone(),
                Comparison::GreaterEqual,
                Expr::zero(),
            ));
            signed.insert(size.clone(), value);
        }
        let case = replaced(&whole, &signed);
        let is_proved = combined(&case, strict, &under, budget) == Some(true)
            || above_zero(&case, strict, &under, budget).is_some();
        if !is_proved {
            return None;
        }
    }
    Some(SignProof {
        substituted: Vec::new(),
        difference: whole,
        how: SignMethod::Combination(cases),
    })
}

/// Whether a difference is a sum of multiples of what conditions and bounds say is not negative, or
/// the conditions contradict each other.
fn combined(
    difference: &Expr,
    strict: bool,
    under: &Assumptions,
    budget: &poly::Budget,
) -> Option<bool> {
    let plain = Assumptions {
        conditions: Vec::new(),
        ..under.clone()
    };
    let row = |expr: &Expr| -> Option<BTreeMap<Vec<(Expr, i64)>, Rational>> {
        let form = poly::difference(expr, &Expr::zero(), &plain, budget).ok()?;
        let form = everywhere(form, under)?;
        form.is_polynomial().then(|| monomials(&form))
    };
    let mut columns = Vec::new();
    let mut linear: Vec<Expr> = Vec::new();
    for condition in conditions(under) {
        let Predicate::Compare(a, comparison, b) = condition else {
            continue;
        };
        let difference = match comparison {
            Comparison::Greater | Comparison::GreaterEqual => {
                Expr::difference(a.clone(), b.clone())
            }
            Comparison::Less | Comparison::LessEqual => Expr::difference(b.clone(), a.clone()),
            Comparison::Equal | Comparison::NotEqual => continue,
        };
        columns.extend(row(&difference));
        linear.push(difference);
    }
    // Products of two are not negative either, for targets of a higher degree.
    if linear.len() <= MOST_FACTORS && has_products(difference, &plain, budget) {
        for (at, one) in linear.iter().enumerate() {
            for other in linear.iter().skip(at) {
                columns.extend(row(&Expr::product([one.clone(), other.clone()])));
            }
        }
    }
    for symbol in free_symbols([difference], under) {
        let bounds = Bounds::of(&symbol, &plain);
        let own = Expr::symbol(symbol);
        if let Some(low) = bounds.low {
            columns.extend(row(&Expr::difference(
                own.clone(),
                Expr::number(&low.value),
            )));
        }
        if let Some(high) = bounds.high {
            columns.extend(row(&Expr::difference(Expr::number(&high.value), own)));
        }
    }
    let target = row(difference)?;
    let is_sum =
        |target: &BTreeMap<Vec<(Expr, i64)>, Rational>, least: &Rational| -> Option<bool> {
            let mut keys: Vec<&Vec<(Expr, i64)>> = target.keys().collect();
            keys.extend(columns.iter().flat_map(BTreeMap::keys));
            let one: Vec<(Expr, i64)> = Vec::new();
            keys.push(&one);
            keys.sort();
            keys.dedup();
            // One unknown for each condition, and one for what is left over.
            let mut system = System::new(columns.len() + 1);
            for key in keys {
                let at = |row: &BTreeMap<Vec<(Expr, i64)>, Rational>| {
                    row.get(key).cloned().unwrap_or_default()
                };
                let is_constant = key.is_empty();
                let spare = Rational::from(i64::from(is_constant));
                let right = if is_constant {
                    at(target) - least.clone()
                } else {
                    at(target)
                };
                system.equation(columns.iter().map(at).chain([spare]), &right);
            }
            let effort = Effort::new(MOST_CELLS);
            system.solve(&effort).ok().map(|found| found.is_some())
        };
    let least = if strict {
        // Any positive number would do; the conditions are homogeneous or they are not, so a small one.
        Rational::new(1.into(), 1_000_000.into())?
    } else {
        Rational::ZERO
    };
    if is_sum(&target, &least)? {
        return Some(true);
    }
    // −1 as such a sum: the case cannot be.
    let minus: BTreeMap<Vec<(Expr, i64)>, Rational> =
        std::iter::once((Vec::new(), Rational::from(-1))).collect();
    is_sum(&minus, &Rational::ZERO)
}

/// Whether some term is of a higher degree than the first.
fn has_products(expr: &Expr, under: &Assumptions, budget: &poly::Budget) -> bool {
    poly::difference(expr, &Expr::zero(), under, budget).is_ok_and(|form| {
        let degree = |term: &poly::Term| {
            term.powers
                .iter()
                .map(|(_, power)| power.abs())
                .sum::<i64>()
        };
        form.terms().iter().any(|term| degree(term) > 1)
    })
}

fn monomials(form: &NormalForm) -> BTreeMap<Vec<(Expr, i64)>, Rational> {
    let mut found = BTreeMap::new();
    for term in form.terms() {
        let mut powers = term.powers;
        powers.sort();
        found.insert(powers, term.coefficient);
    }
    found
}

/// The absolute values in an expression, inner ones first.
fn absolute_values(expr: &Expr, found: &mut Vec<Expr>) {
    deep(|| {
        for part in expr.children() {
            absolute_values(part, found);
        }
        let is_size = matches!(expr.kind(), ExprKind::Call(Function::Abs, _));
        if is_size && !found.contains(expr) {
            found.push(expr.clone());
        }
    });
}

fn replaced(expr: &Expr, signed: &BTreeMap<Expr, Expr>) -> Expr {
    if let Some(known) = signed.get(expr) {
        return known.clone();
    }
    deep(|| expr.map_children(|child| replaced(child, signed)))
}
