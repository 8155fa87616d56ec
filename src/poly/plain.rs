//! Polynomials of few small terms, straight from expressions of numbers, symbols, sums, products
//! and powers: what most formulas are. Terms are made in the order in which they are written, on
//! keys of one word and coefficients of 128 bits; whatever does not fit goes the general way.

use std::cmp::Reverse;

use super::indeterminate::{Indeterminate, Kind, Table};
use super::layout::Layout;
use super::normal::NormalForm;
use super::plain_order::Written;
use super::plain_terms::{Gathered, Monomial, Order, Small, VARIABLES, collected, gcd, number};
use super::{Budget, Polynomial};
use crate::expr::{Assumptions, Domain, Expr, ExprKind, Symbol};
use crate::number::Integer;

/// The deepest expression that is followed without care for the stack.
const DEPTH: u32 = 200;

/// The largest expression, shared parts counted wherever they stand.
const SIZE: u64 = 20_000;

/// The most products of two terms.
const PRODUCTS: usize = 4_096;

/// The longest result; for longer ones the order of the terms is another.
const LONGEST: usize = 2_000;

/// A sum of expressions, each with its sign, as a normal form; `None` where one of them is more
/// than this module reads.
pub(super) fn plain(
    parts: &[(&Expr, i128)],
    assumptions: &Assumptions,
    budget: &Budget,
) -> Option<NormalForm> {
    let is_wide = budget.max_terms >= LONGEST
        && budget.max_products >= 1 << 16
        && budget.max_exponent >= 1 << 16
        && budget.max_bits >= 1 << 8
        && budget.max_volume >= 1 << 20;
    if !is_wide || !assumptions.conditions.is_empty() {
        return None;
    }
    let mut survey = Survey {
        assumptions,
        symbols: Vec::new(),
    };
    let mut degree = 0;
    for (expr, _) in parts {
        if expr.depth() > DEPTH || expr.size() > SIZE {
            return None;
        }
        degree = survey.degree(expr)?.max(degree);
    }
    let layout = Layout::fitting(survey.symbols.len(), degree);
    if layout.words() != 1 {
        return None;
    }
    let mut expander = Expander {
        symbols: &survey.symbols,
        keys: [0; VARIABLES],
        left: PRODUCTS,
    };
    for (variable, key) in expander
        .keys
        .iter_mut()
        .enumerate()
        .take(survey.symbols.len())
    {
        layout.put_power(std::slice::from_mut(key), variable, 1);
    }
    let mut total = Gathered::new(parts.len());
    for (expr, sign) in parts {
        total.add(&expander.expand(expr)?, *sign)?;
    }
    let (terms, below) = total.collected()?;
    if terms.len() > LONGEST {
        return None;
    }
    let mut table = Table::default();
    for symbol in &survey.symbols {
        table.number(symbol, || Indeterminate {
            shown: (*symbol).clone(),
            kind: Kind::Symbol,
        });
    }
    let sources = parts.iter().map(|(expr, _)| (*expr).clone()).collect();
    Some(form(layout, table, &terms, below, sources))
}

fn form(
    layout: Layout,
    table: Table,
    terms: &[Monomial],
    below: i128,
    sources: Vec<Expr>,
) -> NormalForm {
    let places = (0..).zip(terms);
    let mut written: Vec<(u64, u32, Order)> = places
        .map(|(place, term)| (term.key, place, term.order))
        .collect();
    written.sort_unstable_by_key(|(key, _, _)| Reverse(*key));
    let terms = written.iter().filter_map(|(key, place, _)| {
        let term = terms.get(usize::try_from(*place).ok()?)?;
        (term.above != 0).then_some((*key, term.above))
    });
    let (keys, mut above): (Vec<u64>, Vec<i128>) = terms.unzip();
    let common = above.iter().fold(below, |common, above| match common {
        1 => 1,
        common => gcd(common, *above),
    });
    if common != 1 {
        for above in &mut above {
            *above /= common;
        }
    }
    let numerator = if keys.is_empty() {
        Polynomial::zero()
    } else {
        Polynomial {
            layout,
            shift: Vec::new(),
            keys,
            coefficients: above.into_iter().map(Integer::from).collect(),
            denominator: Integer::from(below / common),
        }
    };
    NormalForm {
        numerator,
        denominator: Polynomial::one(),
        table,
        seen: std::collections::BTreeMap::new(),
        sources,
        nonzero: Vec::new(),
        conditions: Vec::new(),
        written: Some(Written(written)),
    }
}

/// What symbols there are and how high the degree can get.
struct Survey<'e> {
    assumptions: &'e Assumptions,
    symbols: Vec<&'e Expr>,
}

impl<'e> Survey<'e> {
    fn degree(&mut self, expr: &'e Expr) -> Option<u64> {
        match expr.kind() {
            ExprKind::Number(_) => Some(0),
            ExprKind::Symbol(symbol) => self.symbol(expr, symbol),
            ExprKind::Neg(operand) => self.degree(operand),
            ExprKind::Sum(terms) => terms
                .iter()
                .try_fold(0, |most, term| Some(self.degree(term)?.max(most))),
            ExprKind::Product(factors) => factors
                .iter()
                .try_fold(0_u64, |sum, factor| sum.checked_add(self.degree(factor)?)),
            ExprKind::Quotient(dividend, divisor) => {
                let ExprKind::Number(divisor) = divisor.kind() else {
                    return None;
                };
                (!divisor.value().is_zero()).then_some(())?;
                self.degree(dividend)
            }
            ExprKind::Power(base, exponent) => self
                .degree(base)?
                .checked_mul(small_exponent(exponent)?.into()),
            _ => None,
        }
    }

    fn symbol(&mut self, expr: &'e Expr, symbol: &Symbol) -> Option<u64> {
        if number_of(&self.symbols, expr, symbol).is_some() {
            return Some(1);
        }
        let is_boolean = self.assumptions.domains.get(symbol) == Some(&Domain::Boolean);
        let stands_for_something = self.assumptions.definitions.get(symbol).is_some();
        if is_boolean || stands_for_something || self.symbols.len() == VARIABLES {
            return None;
        }
        self.symbols.push(expr);
        Some(1)
    }
}

fn number_of(symbols: &[&Expr], expr: &Expr, symbol: &Symbol) -> Option<usize> {
    // Most often a name is one object wherever it stands.
    let same = symbols.iter().position(|known| known.is_same_object(expr));
    same.or_else(|| {
        symbols
            .iter()
            .position(|known| known.as_symbol() == Some(symbol))
    })
}

fn small_exponent(exponent: &Expr) -> Option<u32> {
    let ExprKind::Number(literal) = exponent.kind() else {
        return None;
    };
    let exponent = literal.value().to_integer()?.to_u32()?;
    (1..=64).contains(&exponent).then_some(exponent)
}

struct Expander<'e> {
    symbols: &'e [&'e Expr],
    keys: [u64; VARIABLES],
    /// Products of terms that may still be made.
    left: usize,
}

impl Expander<'_> {
    fn expand(&mut self, expr: &Expr) -> Option<Small> {
        Some(match expr.kind() {
            ExprKind::Number(literal) => number(literal.value())?,
            ExprKind::Symbol(symbol) => {
                let variable = number_of(self.symbols, expr, symbol)?;
                let monomial = Monomial {
                    key: *self.keys.get(variable)?,
                    order: Order::of(variable),
                    above: 1,
                };
                Small::One(monomial, 1)
            }
            ExprKind::Neg(operand) => self.expand(operand)?.negated()?,
            ExprKind::Sum(terms) => {
                let mut sum = Gathered::new(terms.len());
                for term in terms {
                    sum.add(&self.expand(term)?, 1)?;
                }
                let (terms, below) = sum.collected()?;
                Small::Sum(terms, below)
            }
            ExprKind::Product(factors) => {
                let (first, rest) = factors.split_first()?;
                let mut product = self.expand(first)?;
                for factor in rest {
                    let factor = self.expand(factor)?;
                    product = self.product(product, &factor)?;
                }
                product
            }
            ExprKind::Quotient(dividend, divisor) => {
                let dividend = self.expand(dividend)?;
                let inverse = number(&divisor.as_number()?.recip()?)?;
                self.product(dividend, &inverse)?
            }
            ExprKind::Power(base, exponent) => {
                let base = self.expand(base)?;
                self.power(&base, small_exponent(exponent)?)?
            }
            _ => return None,
        })
    }

    fn power(&mut self, base: &Small, exponent: u32) -> Option<Small> {
        if let Small::One(monomial, below) = base {
            let power = Monomial {
                key: monomial.key.checked_mul(exponent.into())?,
                order: monomial.order,
                above: monomial.above.checked_pow(exponent)?,
            };
            return Some(Small::One(power, below.checked_pow(exponent)?));
        }
        let mut power = base.clone();
        for _ in 1..exponent {
            power = self.product(power, base)?;
        }
        Some(power)
    }

    /// The terms of the left one in the outer loop.
    fn product(&mut self, left: Small, right: &Small) -> Option<Small> {
        let below = left.below().checked_mul(right.below())?;
        Some(match (left, right) {
            (Small::One(a, _), Small::One(b, _)) => Small::One(a.times(b)?, below),
            (Small::Sum(mut terms, _), Small::One(b, _)) => {
                for term in &mut terms {
                    *term = term.times(b)?;
                }
                Small::Sum(terms, below)
            }
            (left, right) => {
                let (left, right) = (left.terms(), right.terms());
                self.left = self.left.checked_sub(left.len() * right.len())?;
                let mut terms = Vec::with_capacity(left.len() * right.len());
                for a in left {
                    for b in right {
                        terms.push(a.times(b)?);
                    }
                }
                Small::Sum(collected(terms)?, below)
            }
        })
    }
}
