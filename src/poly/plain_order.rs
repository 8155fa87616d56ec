//! Terms in the order in which they were written, for forms that were made in one pass.

use std::cmp::Reverse;

use super::normal::{NormalForm, Term};
use super::plain::PlainPolynomial;
use super::plain_terms::{Order, VARIABLES, gcd};
use crate::expr::{Expr, Symbol};
use crate::number::Integer;

/// Powers up to this exponent are made once for all terms.
const SHARED: usize = 8;

/// How the terms of a form were written: for each key its place among the terms as they arise
/// when the products are multiplied out, and its factors in order; the greatest key first.
#[derive(Clone, Debug)]
pub(super) struct Written(pub(super) Vec<(u64, u32, Order)>);

/// A term made of a number and powers of symbols, `-3*a^2/4`.
#[derive(Clone, Debug)]
pub struct PlainTerm<'a> {
    /// Whether it is less than 0 where all symbols are positive.
    pub is_negative: bool,
    /// The numerator of its number, without the sign.
    pub above: Integer,
    /// The denominator of its number, at least 1.
    pub below: Integer,
    /// The symbols in the order of its factors, with exponents of at least 1.
    pub powers: Vec<(&'a str, u64)>,
}

impl PlainTerm<'_> {
    fn new() -> Self {
        Self {
            is_negative: false,
            above: Integer::ONE,
            below: Integer::ONE,
            powers: Vec::with_capacity(VARIABLES),
        }
    }
}

impl PlainPolynomial<'_> {
    /// Shows the terms one after the other, the greatest degree first and otherwise as they were
    /// written.
    pub fn visit_terms(&self, mut visit: impl FnMut(&PlainTerm<'_>)) {
        let mut shown: Vec<(Reverse<u64>, u32)> = Vec::with_capacity(self.terms.len());
        for (term, place) in self.terms.iter().zip(0..) {
            if term.above != 0 {
                let degree = self.layout.degree(std::slice::from_ref(&term.key));
                shown.push((Reverse(degree), place));
            }
        }
        shown.sort_unstable();
        let mut plain = PlainTerm::new();
        for (_, place) in shown {
            let Some(term) = usize::try_from(place)
                .ok()
                .and_then(|place| self.terms.get(place))
            else {
                continue;
            };
            let common = match self.below {
                1 => 1,
                below => gcd(below, term.above),
            };
            plain.is_negative = term.above < 0;
            plain.above = Integer::from(term.above / common).abs();
            plain.below = Integer::from(self.below / common);
            plain.powers.clear();
            for variable in term.order.variables() {
                if let Some(name) = self.names.get(variable) {
                    let key = std::slice::from_ref(&term.key);
                    plain
                        .powers
                        .push((name, self.layout.exponent(key, variable)));
                }
            }
            visit(&plain);
        }
    }
}

impl NormalForm {
    /// Shows the terms one after the other in the order of [`to_expr`](Self::to_expr), without an
    /// expression for each; `None` where some are more than numbers and powers of symbols.
    pub fn visit_plain_terms(&self, mut visit: impl FnMut(&PlainTerm<'_>)) -> Option<()> {
        let symbols = self.table.iter().map(|entry| entry.shown.as_symbol());
        let symbols: Vec<&Symbol> = symbols.collect::<Option<_>>()?;
        let mut term = PlainTerm::new();
        let is_whole = self.numerator.denominator.is_one();
        for (place, order) in self.plain_order()? {
            if is_whole {
                term.above = self.numerator.coefficients.get(place)?;
            } else {
                let coefficient = self.numerator.coefficient(place)?;
                term.above = coefficient.numerator().clone();
                term.below = coefficient.denominator().clone();
            }
            term.is_negative = term.above.is_negative();
            if term.is_negative {
                term.above = -std::mem::take(&mut term.above);
            }
            term.powers.clear();
            for variable in order.variables() {
                let exponent = self.exponent_at(place, variable);
                term.powers.push((symbols.get(variable)?.name(), exponent));
            }
            visit(&term);
        }
        Some(())
    }

    /// The places of the terms in the order in which they are shown, with their factors.
    fn plain_order(&self) -> Option<Vec<(usize, Order)>> {
        let Written(written) = self.written.as_ref()?;
        let polynomial = &self.numerator;
        let mut shown = Vec::with_capacity(polynomial.len());
        let mut written = written.iter();
        for (place, key) in polynomial.keys.iter().enumerate() {
            // Both have the greatest key first.
            let (_, rank, order) = written.find(|(known, _, _)| known == key)?;
            let degree = polynomial.layout.degree(std::slice::from_ref(key));
            shown.push((Reverse(degree), *rank, place, *order));
        }
        shown.sort_unstable_by_key(|(degree, rank, _, _)| (*degree, *rank));
        Some(
            shown
                .into_iter()
                .map(|(_, _, place, order)| (place, order))
                .collect(),
        )
    }

    fn exponent_at(&self, place: usize, variable: usize) -> u64 {
        let key = self.numerator.keys.get(place).map(std::slice::from_ref);
        self.numerator
            .layout
            .exponent(key.unwrap_or_default(), variable)
    }

    /// The terms of the numerator in order, where it was made here.
    pub(super) fn plain_terms(&self) -> Option<Vec<Term>> {
        let terms = self.plain_order()?.into_iter().map(|(place, order)| {
            let powers = order.variables().filter_map(|variable| {
                let exponent = i64::try_from(self.exponent_at(place, variable)).ok()?;
                Some((self.table.get(variable)?.shown.clone(), exponent))
            });
            Some(Term {
                coefficient: self.numerator.coefficient(place)?,
                powers: powers.collect(),
            })
        });
        terms.collect()
    }

    /// The sum of these terms as an expression; powers are shared among the terms.
    pub(super) fn plain_expr(&self) -> Option<Expr> {
        let mut powers: Vec<Option<Expr>> = vec![None; VARIABLES * SHARED];
        let mut power = |variable: usize, exponent: u64| -> Option<Expr> {
            let shown = &self.table.get(variable)?.shown;
            let make = || match exponent {
                1 => shown.clone(),
                _ => Expr::power(shown.clone(), Expr::integer(exponent)),
            };
            let column = usize::try_from(exponent)
                .ok()
                .filter(|column| *column < SHARED);
            let place = column.and_then(|column| powers.get_mut(variable * SHARED + column));
            Some(match place {
                Some(place) => place.get_or_insert_with(make).clone(),
                None => make(),
            })
        };
        let terms = self.plain_order()?.into_iter().map(|(place, order)| {
            let coefficient = self.numerator.coefficient(place)?;
            let (above, below) = (coefficient.numerator(), coefficient.denominator());
            let size = above.abs();
            let mut factors = Vec::with_capacity(VARIABLES);
            if !size.is_one() || order == Order::default() {
                factors.push(Expr::integer(size));
            }
            for variable in order.variables() {
                factors.push(power(variable, self.exponent_at(place, variable))?);
            }
            let mut term = Expr::product(factors);
            if !below.is_one() {
                term = Expr::quotient(term, Expr::integer(below.clone()));
            }
            Some(if above.is_negative() {
                Expr::negative(term)
            } else {
                term
            })
        });
        Some(Expr::sum(terms.collect::<Option<Vec<Expr>>>()?))
    }
}
