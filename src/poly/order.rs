//! The order of terms and factors: by growth, then as the author wrote them.

use std::collections::BTreeMap;

use super::Polynomial;
use super::convert::Seen;
use super::indeterminate::Kind;
use super::normal::{NormalForm, Term};
use crate::expr::{Expr, ExprKind, Function, deep};
use crate::number::Rational;

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
    /// How each indeterminate grows.
    degrees: Vec<Rational>,
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
        let degrees = form.table.iter().map(|entry| match entry.kind {
            Kind::Boolean => Rational::ZERO,
            _ => degree_of(&entry.shown),
        });
        Self {
            form,
            first,
            degrees: degrees.collect(),
        }
    }

    /// The terms of a polynomial in order.
    pub(super) fn terms(&self, polynomial: &Polynomial) -> Vec<Term> {
        let mut keyed: Vec<((Rational, usize, usize), Term)> = polynomial
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
        keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
        keyed.into_iter().map(|(_, term)| term).collect()
    }

    /// The total degree over the symbols; roots and rounded parts count as what is inside them.
    fn degree(&self, monomial: &Written) -> Rational {
        let degrees = monomial.iter().filter_map(|(number, exponent)| {
            Some(self.degrees.get(*number)? * Rational::from(*exponent))
        });
        degrees.sum()
    }
}

/// How an indeterminate grows with its symbols, as a power of them.
fn degree_of(expr: &Expr) -> Rational {
    let greatest = |parts: &[Expr]| parts.iter().map(degree_of).max().unwrap_or_default();
    deep(|| match expr.kind() {
        ExprKind::Symbol(_) => Rational::ONE,
        ExprKind::Sum(terms) => greatest(terms),
        ExprKind::Product(factors) => factors.iter().map(degree_of).sum(),
        ExprKind::Neg(operand) => degree_of(operand),
        ExprKind::Quotient(a, b) => degree_of(a) - degree_of(b),
        ExprKind::Power(base, exponent) => match exponent.as_number() {
            Some(exponent) => degree_of(base) * exponent,
            None => Rational::ZERO,
        },
        ExprKind::Call(function, arguments) => match (function, arguments.as_slice()) {
            (Function::Sqrt, [a]) => {
                degree_of(a) * Rational::new(1.into(), 2.into()).unwrap_or_default()
            }
            (Function::Root, [a, n]) => {
                let share = n.as_number().and_then(|n| n.recip()).unwrap_or_default();
                degree_of(a) * share
            }
            (Function::Floor | Function::Ceil | Function::Abs | Function::RoundUp, [a, ..]) => {
                degree_of(a)
            }
            (Function::FloorDiv, [a, b]) => degree_of(a) - degree_of(b),
            (Function::Max | Function::Min, parts) => greatest(parts),
            _ => Rational::ZERO,
        },
        _ => Rational::ZERO,
    })
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
            let mut monomials: Vec<Written> = monomials.collect();
            // What always counts before what counts under a condition.
            monomials.sort_by_key(|monomial| truths_in(form, monomial));
            Some(monomials)
        }
        _ => Some(vec![vec![(form.table.find(expr)?, 1)]]),
    }
}

/// How many factors of a monomial are truth values.
fn truths_in(form: &NormalForm, monomial: &Written) -> usize {
    let is_truth = |(number, _): &&(usize, i64)| {
        let entry = form.table.get(*number);
        entry.is_some_and(|entry| entry.kind.is_truth())
    };
    monomial.iter().filter(is_truth).count()
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
