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
    if sizes.len() > MOST_SIGNS || sizes.is_empty() && !has_relation(under) {
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
    let row = |expr: &Expr| -> Option<Row> {
        let form = poly::difference(expr, &Expr::zero(), &plain, budget).ok()?;
        let form = everywhere(form, under)?;
        form.is_polynomial().then(|| monomials(&form))
    };
    let mut columns: Vec<Column> = Vec::new();
    let mut linear: Vec<(Expr, bool)> = Vec::new();
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
        let is_strict = matches!(comparison, Comparison::Greater | Comparison::Less);
        linear.push((difference, is_strict));
    }
    for symbol in free_symbols([difference], under) {
        let bounds = Bounds::of(&symbol, &plain);
        let own = Expr::symbol(symbol);
        if let Some(low) = bounds.low {
            let above = Expr::difference(own.clone(), Expr::number(&low.value));
            linear.push((above, low.strict));
        }
        if let Some(high) = bounds.high {
            let below = Expr::difference(Expr::number(&high.value), own);
            linear.push((below, high.strict));
        }
    }
    let column = |expr: &Expr, strict: bool| {
        Some(Column {
            row: row(expr)?,
            strict,
        })
    };
    columns.extend(
        linear
            .iter()
            .filter_map(|(one, strict)| column(one, *strict)),
    );
    // Products of two are not negative either, for targets of a higher degree.
    if linear.len() <= MOST_FACTORS && has_products(difference, &plain, budget) {
        for (at, (one, strict)) in linear.iter().enumerate() {
            for (other, also) in linear.iter().skip(at) {
                let product = Expr::product([one.clone(), other.clone()]);
                columns.extend(column(&product, *strict && *also));
            }
        }
    }
    let target = row(difference)?;
    if is_sum(&columns, &target, strict)? {
        return Some(true);
    }
    // −1 as such a sum, or 0 as one that is positive: the case cannot be.
    let minus = Row::from([(Vec::new(), Rational::from(-1))]);
    Some(is_sum(&columns, &minus, false)? || is_sum(&columns, &Row::new(), true)?)
}

/// A sum of products, by the products.
type Row = BTreeMap<Vec<(Expr, i64)>, Rational>;

/// What is not negative, and whether it is not 0 either.
struct Column {
    row: Row,
    strict: bool,
}

/// Whether a target is a sum of multiples, none negative, of columns and of 1; where it has to be positive, with a
/// share of what is not 0.
fn is_sum(columns: &[Column], target: &Row, strict: bool) -> Option<bool> {
    let mut keys: Vec<&Vec<(Expr, i64)>> = target.keys().collect();
    keys.extend(columns.iter().flat_map(|column| column.row.keys()));
    let one: Vec<(Expr, i64)> = Vec::new();
    keys.push(&one);
    keys.sort();
    keys.dedup();
    // One unknown for each column, one for what is left over, and one for what the share exceeds the least by.
    let mut system = System::new(columns.len() + 2);
    for key in keys {
        let at = |row: &Row| row.get(key).cloned().unwrap_or_default();
        let spare = Rational::from(i64::from(key.is_empty()));
        let parts = columns.iter().map(|column| at(&column.row));
        system.equation(parts.chain([spare, Rational::ZERO]), &at(target));
    }
    if strict {
        // Any positive share would do.
        let least = Rational::new(1.into(), 1_000_000.into())?;
        let shares = columns.iter().map(|column| i64::from(column.strict));
        let shares = shares.chain([1, -1]).map(Rational::from);
        system.equation(shares, &least);
    }
    let effort = Effort::new(MOST_CELLS);
    system.solve(&effort).ok().map(|found| found.is_some())
}

/// Whether a condition compares something else than a symbol with a number.
fn has_relation(under: &Assumptions) -> bool {
    conditions(under).into_iter().any(|known| match known {
        Predicate::Compare(a, comparison, b) => {
            let is_order = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
            let is_bound = (a.as_symbol().is_some() && b.as_number().is_some())
                || (b.as_symbol().is_some() && a.as_number().is_some());
            is_order && !is_bound
        }
        _ => false,
    })
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

fn monomials(form: &NormalForm) -> Row {
    let mut found = Row::new();
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
