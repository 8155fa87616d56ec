//! The order of terms and factors: by growth, then as the author wrote them.

use std::collections::BTreeMap;

use super::Polynomial;
use super::convert::Seen;
use super::normal::{NormalForm, Term};
use crate::expr::{Expr, ExprKind, deep};

/// Multiplying out as written is followed up to so many terms; beyond, and for longer
/// polynomials, the order of the indeterminates decides.
const FOLLOWED: usize = 2_000;

/// A monomial in the order its factors were written: number of the indeterminate, exponent.
type Written = Vec<(usize, i64)>;

/// How the terms and factors of a normal form were written.
pub(super) struct Writing<'a> {
    form: &'a NormalForm,
    /// For each monomial, its exponents sorted by indeterminate, when it first arises as the
    /// products are multiplied out from left to right, and the order of its factors.
    first: BTreeMap<Written, (usize, Written)>,
}

impl<'a> Writing<'a> {
    /// Follows how the sources of a form multiply out, for a polynomial of so many terms.
    pub(super) fn of(form: &'a NormalForm, length: usize) -> Self {
        let mut first = BTreeMap::new();
        if length > 1 || form.table.len() > 1 {
            for source in &form.sources {
                let expanded = (length <= FOLLOWED).then(|| written_out(form, source));
                for monomial in expanded.flatten().unwrap_or_default() {
                    let mut sorted = monomial.clone();
                    sorted.sort_unstable();
                    let place = first.len();
                    first.entry(sorted).or_insert((place, monomial));
                }
            }
        }
        Self { form, first }
    }

    /// The terms of a polynomial in order.
    pub(super) fn terms(&self, polynomial: &Polynomial) -> Vec<Term> {
        let mut keyed: Vec<((i64, usize, usize), Term)> = polynomial
            .terms()
            .enumerate()
            .map(|(place, (coefficient, exponents))| {
                let mut monomial: Written = exponents.into_iter().enumerate().collect();
                monomial.retain(|(_, exponent)| *exponent != 0);
                let degree = self.degree(&monomial);
                let (rank, monomial) = match self.first.get(&monomial) {
                    Some((rank, written)) => (*rank, written.clone()),
                    None => (usize::MAX, monomial),
                };
                let powers = monomial.into_iter().filter_map(|(number, exponent)| {
                    Some((self.form.table.get(number)?.shown.clone(), exponent))
                });
                let term = Term {
                    coefficient,
                    powers: powers.collect(),
                };
                ((-degree, rank, place), term)
            })
            .collect();
        keyed.sort_by_key(|(key, _)| *key);
        keyed.into_iter().map(|(_, term)| term).collect()
    }

    /// The total degree over the symbols.
    fn degree(&self, monomial: &Written) -> i64 {
        let counts = |number: &usize| {
            let entry = self.form.table.get(*number);
            entry.is_some_and(|entry| matches!(entry.shown.kind(), ExprKind::Symbol(_)))
        };
        let degrees = monomial.iter().filter(|(number, _)| counts(number));
        degrees.map(|(_, exponent)| *exponent).sum()
    }
}

/// The monomials that arise when an expression is multiplied out, in order; `None` where they
/// are too many to follow.
fn written_out(form: &NormalForm, expr: &Expr) -> Option<Vec<Written>> {
    deep(|| match expr.kind() {
        ExprKind::Number(_) | ExprKind::Boolean(_) => Some(vec![Vec::new()]),
        ExprKind::Neg(operand) => written_out(form, operand),
        ExprKind::Sum(terms) => {
            let mut all = Vec::new();
            for term in terms {
                all.extend(written_out(form, term)?);
                if all.len() > FOLLOWED {
                    return None;
                }
            }
            Some(all)
        }
        ExprKind::Product(factors) => {
            let mut all = vec![Vec::new()];
            for factor in factors {
                all = multiplied(&all, &written_out(form, factor)?)?;
            }
            Some(all)
        }
        ExprKind::Quotient(dividend, divisor) => {
            let mut below = written_out(form, divisor)?;
            // What a sum divides by stays below the line.
            let Some(monomial) = below.pop().filter(|_| below.is_empty()) else {
                return written_out(form, dividend);
            };
            let inverse = monomial
                .into_iter()
                .map(|(number, e)| (number, -e))
                .collect();
            multiplied(&written_out(form, dividend)?, &[inverse])
        }
        ExprKind::Power(base, exponent) if exponent.as_number().is_some() => {
            written_power(form, expr, base, exponent)
        }
        _ => written_part(form, expr),
    })
}

fn written_power(
    form: &NormalForm,
    expr: &Expr,
    base: &Expr,
    exponent: &Expr,
) -> Option<Vec<Written>> {
    let value = exponent.as_number().and_then(|n| n.to_integer()?.to_i64());
    let Some(value) = value else {
        return written_part(form, expr);
    };
    let base = written_out(form, base)?;
    if let [monomial] = base.as_slice() {
        let raise = |(number, e): &(usize, i64)| Some((*number, e.checked_mul(value)?));
        return Some(vec![monomial.iter().map(raise).collect::<Option<_>>()?]);
    }
    let times = usize::try_from(value).ok().filter(|n| *n <= FOLLOWED)?;
    let mut all = vec![Vec::new()];
    for _ in 0..times {
        all = multiplied(&all, &base)?;
    }
    Some(all)
}

/// A part that was converted as a whole: the monomials of what became of it.
fn written_part(form: &NormalForm, expr: &Expr) -> Option<Vec<Written>> {
    match form.seen.get(expr) {
        Some(Seen::Means(meaning)) => written_out(form, meaning),
        Some(Seen::Form(fraction)) if fraction.numerator.len() <= FOLLOWED => {
            let monomials = fraction.numerator.terms().map(|(_, exponents)| {
                let powers = exponents.into_iter().enumerate();
                powers.filter(|(_, exponent)| *exponent != 0).collect()
            });
            Some(monomials.collect())
        }
        _ => Some(vec![vec![(form.table.find(expr)?, 1)]]),
    }
}

/// All products of monomials, the left ones in the outer loop; a factor that is there already
/// stays at its place. Only the first of equal ones is kept.
fn multiplied(left: &[Written], right: &[Written]) -> Option<Vec<Written>> {
    if left.len().saturating_mul(right.len()) > FOLLOWED * 8 {
        return None;
    }
    let mut known = std::collections::BTreeSet::new();
    let mut products = Vec::new();
    for a in left {
        for b in right {
            let mut product = a.clone();
            for (number, exponent) in b {
                match product.iter_mut().find(|(present, _)| present == number) {
                    Some((_, total)) => *total = total.checked_add(*exponent)?,
                    None => product.push((*number, *exponent)),
                }
            }
            product.retain(|(_, exponent)| *exponent != 0);
            let mut sorted = product.clone();
            sorted.sort_unstable();
            if known.insert(sorted) {
                products.push(product);
            }
        }
    }
    (products.len() <= FOLLOWED).then_some(products)
}
