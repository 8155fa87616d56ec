//! Polynomials of few small terms, straight from formulas of numbers, symbols, sums, products
//! and powers: what most formulas are. Terms are made in the order in which they are written, on
//! keys of one word and coefficients of 128 bits; whatever does not fit goes the general way.

use std::cmp::Reverse;

use super::indeterminate::{Indeterminate, Kind, Table};
use super::layout::Layout;
use super::normal::NormalForm;
use super::plain_expand::{Expander, Survey};
use super::plain_order::Written;
use super::plain_terms::{Monomial, Order, Small, gcd};
use super::{Budget, Polynomial};
use crate::expr::{Assumptions, Domain, Expr, Formula, Symbol};
use crate::number::Integer;

/// The deepest expression that is followed without care for the stack.
const DEPTH: u32 = 200;

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
        && budget.max_bits >= 1 << 8
        && budget.max_volume >= 1 << 20;
    let is_flat = |(expr, _): &(&Expr, i128)| expr.depth() <= DEPTH;
    if !is_wide || !assumptions.conditions.is_empty() || !parts.iter().all(is_flat) {
        return None;
    }
    let means_itself = |name: &str| {
        let symbol = Symbol::new(name);
        assumptions.domains.get(&symbol) != Some(&Domain::Boolean)
            && assumptions.definitions.get(&symbol).is_none()
    };
    let sources = parts.iter().map(|(expr, _)| (*expr).clone()).collect();
    if assumptions.domains.is_empty() && assumptions.definitions.is_empty() {
        Some(PlainPolynomial::sum(parts, |_| true, budget.max_exponent)?.form(sources))
    } else {
        Some(PlainPolynomial::sum(parts, means_itself, budget.max_exponent)?.form(sources))
    }
}

/// A polynomial of few small terms with rational coefficients, multiplied out and collected, in the
/// order in which its terms were written.
#[derive(Debug)]
pub struct PlainPolynomial<'f> {
    pub(super) names: Vec<&'f str>,
    pub(super) layout: Layout,
    /// Terms of different keys, some of them perhaps 0.
    pub(super) terms: Vec<Monomial>,
    /// The denominator of all, positive.
    pub(super) below: i128,
}

impl<'f> PlainPolynomial<'f> {
    /// A formula multiplied out; `None` where it is more than numbers, symbols, sums, products, whole powers
    /// and divisions by numbers, or too large for the short way that this is.
    pub fn of(formula: &'f impl Formula) -> Option<Self> {
        Self::sum(&[(formula, 1)], |_| true, u64::MAX)
    }

    /// The difference of two formulas.
    pub fn difference<F: Formula>(a: &'f F, b: &'f F) -> Option<Self> {
        Self::sum(&[(a, 1), (b, -1)], |_| true, u64::MAX)
    }

    fn sum<F: Formula>(
        parts: &[(&'f F, i128)],
        means_itself: impl Fn(&str) -> bool,
        max_exponent: u64,
    ) -> Option<Self> {
        let mut survey = Survey::new(means_itself);
        let mut degree = 0;
        for (formula, _) in parts {
            degree = formula.tell(&mut survey)?.max(degree);
        }
        let names = survey.names;
        let layout = Layout::fitting(names.len(), degree);
        if layout.words() != 1 || degree > max_exponent {
            return None;
        }
        let mut expander = Expander::new(&names, &layout);
        let total = match parts {
            [(formula, 1)] => formula.tell(&mut expander)?,
            _ => expander.signed(parts)?,
        };
        let (terms, below) = match total {
            Small::One(term, below) => (vec![term], below),
            Small::Sum(terms, below) => (terms, below),
        };
        (terms.len() <= LONGEST).then_some(Self {
            names,
            layout,
            terms,
            below,
        })
    }

    /// How many terms it has at most.
    #[expect(
        clippy::len_without_is_empty,
        reason = "a sum without terms is 0: `is_zero`"
    )]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.terms.iter().all(|term| term.above == 0)
    }

    fn form(self, sources: Vec<Expr>) -> NormalForm {
        let places = (0..).zip(&self.terms);
        let mut written: Vec<(u64, u32, Order)> = places
            .map(|(place, term)| (term.key, place, term.order))
            .collect();
        written.sort_unstable_by_key(|(key, _, _)| Reverse(*key));
        let terms = written.iter().filter_map(|(key, place, _)| {
            let term = self.terms.get(usize::try_from(*place).ok()?)?;
            (term.above != 0).then_some((*key, term.above))
        });
        let (keys, mut above): (Vec<u64>, Vec<i128>) = terms.unzip();
        let common = above.iter().fold(self.below, |common, above| match common {
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
                layout: self.layout,
                shift: Vec::new(),
                keys,
                coefficients: above.into_iter().map(Integer::from).collect(),
                denominator: Integer::from(self.below / common),
            }
        };
        let mut table = Table::default();
        for name in &self.names {
            let symbol = Expr::symbol(*name);
            table.number(&symbol, || Indeterminate {
                shown: symbol.clone(),
                kind: Kind::Symbol,
            });
        }
        NormalForm {
            numerator,
            denominator: Polynomial::one(),
            table,
            seen: std::collections::BTreeMap::new(),
            sources,
            is_lowest: true,
            nonzero: Vec::new(),
            conditions: Vec::new(),
            written: Some(Written(written)),
        }
    }
}
