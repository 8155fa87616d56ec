//! The order of terms and factors: by growth, then as the author wrote them.

use std::collections::{BTreeMap, BTreeSet};

use super::Polynomial;
use super::indeterminate::Kind;
use super::normal::{NormalForm, Term};
use crate::expr::{Expr, ExprKind, Function, deep};
use crate::number::Rational;

/// For longer polynomials the order of the indeterminates decides.
const FOLLOWED: usize = 2_000;

/// So many products of monomials are made to find the order in which they were written.
const MULTIPLIED: usize = 20_000;

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
        if length <= FOLLOWED {
            let mut follower = Follower {
                form,
                left: MULTIPLIED,
            };
            for source in &form.sources {
                for monomial in follower.follow(source).unwrap_or_default() {
                    let place = first.len();
                    first.entry(sorted(&monomial)).or_insert((place, monomial));
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
            .coefficients()
            .enumerate()
            .map(|(place, coefficient)| {
                let monomial: Written = polynomial.powers(place);
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

/// Follows how an expression multiplies out, as long as it does not take too much.
struct Follower<'a> {
    form: &'a NormalForm,
    /// Products of monomials that may still be made.
    left: usize,
}

impl Follower<'_> {
    /// The monomials that arise when an expression is multiplied out, in order; `None` where they
    /// are too many to follow.
    fn follow(&mut self, expr: &Expr) -> Option<Vec<Written>> {
        self.left = self.left.checked_sub(1)?;
        deep(|| match expr.kind() {
            ExprKind::Number(_) | ExprKind::Boolean(_) => Some(vec![Vec::new()]),
            ExprKind::Neg(operand) => self.follow(operand),
            ExprKind::Sum(terms) => self.sum(terms),
            ExprKind::Product(factors) => {
                let mut all = vec![Vec::new()];
                for factor in factors {
                    let factor = self.follow(factor)?;
                    all = self.product(&all, &factor)?;
                }
                Some(all)
            }
            ExprKind::Quotient(dividend, divisor) => {
                let mut below = self.follow(divisor)?;
                let above = self.follow(dividend)?;
                // What a sum divides by stays below the line.
                let Some(monomial) = below.pop().filter(|_| below.is_empty()) else {
                    return Some(above);
                };
                let inverse = monomial
                    .into_iter()
                    .map(|(number, e)| (number, -e))
                    .collect();
                self.product(&above, &[inverse])
            }
            ExprKind::Power(base, exponent) if exponent.as_number().is_some() => {
                self.power(expr, base, exponent)
            }
            _ => self.part(expr),
        })
    }

    fn sum(&mut self, terms: &[Expr]) -> Option<Vec<Written>> {
        let mut known = BTreeSet::new();
        let mut all = Vec::new();
        for term in terms {
            for monomial in self.follow(term)? {
                if known.insert(sorted(&monomial)) {
                    all.push(monomial);
                }
            }
        }
        Some(all)
    }

    fn power(&mut self, expr: &Expr, base: &Expr, exponent: &Expr) -> Option<Vec<Written>> {
        let value = exponent.as_number().and_then(|n| n.to_integer()?.to_i64());
        let Some(value) = value else {
            return self.part(expr);
        };
        let base = self.follow(base)?;
        if let [monomial] = base.as_slice() {
            let raise = |(number, e): &(usize, i64)| Some((*number, e.checked_mul(value)?));
            return Some(vec![monomial.iter().map(raise).collect::<Option<_>>()?]);
        }
        let mut all = vec![Vec::new()];
        for _ in 0..usize::try_from(value).ok()? {
            all = self.product(&all, &base)?;
        }
        Some(all)
    }

    /// A part that was converted as a whole: the monomials of what became of it.
    fn part(&mut self, expr: &Expr) -> Option<Vec<Written>> {
        let form = self.form;
        let Some(seen) = form.seen.get(expr) else {
            return Some(vec![vec![(form.table.find(expr)?, 1)]]);
        };
        if let Some(meaning) = &seen.meaning {
            return self.follow(meaning);
        }
        let numerator = &seen.form.as_ref()?.numerator;
        self.left = self.left.checked_sub(numerator.len())?;
        let mut monomials: Vec<Written> = (0..numerator.len())
            .map(|term| numerator.powers(term))
            .collect();
        // What always counts before what counts under a condition.
        monomials.sort_by_key(|monomial| truths_in(form, monomial));
        Some(monomials)
    }

    /// All products of monomials, the left ones in the outer loop; a factor that is there already
    /// stays at its place. Only the first of equal ones is kept.
    fn product(&mut self, left: &[Written], right: &[Written]) -> Option<Vec<Written>> {
        self.left = self
            .left
            .checked_sub(left.len().saturating_mul(right.len()))?;
        let mut known = BTreeSet::new();
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
                if known.insert(sorted(&product)) {
                    products.push(product);
                }
            }
        }
        Some(products)
    }
}

fn sorted(monomial: &Written) -> Written {
    let mut sorted = monomial.clone();
    sorted.sort_unstable();
    sorted
}

/// How many factors of a monomial are truth values.
fn truths_in(form: &NormalForm, monomial: &Written) -> usize {
    let is_truth = |(number, _): &&(usize, i64)| {
        let entry = form.table.get(*number);
        entry.is_some_and(|entry| entry.kind.is_truth())
    };
    monomial.iter().filter(is_truth).count()
}
