//! Polynomials of few small terms, straight from expressions of numbers, symbols, sums, products
//! and powers: what most formulas are. Terms are made in the order in which they are written, on
//! keys of one word and coefficients of 128 bits; whatever does not fit goes the general way.

use std::cmp::Reverse;

use super::indeterminate::{Indeterminate, Kind, Table};
use super::layout::Layout;
use super::normal::{NormalForm, Term};
use super::{Budget, Polynomial};
use crate::expr::{Assumptions, Domain, Expr, ExprKind, Symbol};
use crate::number::{Integer, Rational};

/// As many variables have a place in the order of a term's factors.
const VARIABLES: usize = 8;

/// The deepest expression that is followed without care for the stack.
const DEPTH: u32 = 200;

/// The largest expression, shared parts counted wherever they stand.
const SIZE: u64 = 20_000;

/// The most products of two terms.
const PRODUCTS: usize = 4_096;

/// The longest result; for longer ones the order of the terms is another.
const LONGEST: usize = 2_000;

/// Powers up to this exponent are made once for all terms.
const SHARED: usize = 8;

/// How the terms of a form were written: for each key its place among the terms as they arise
/// when the products are multiplied out, and its factors in order; the greatest key first.
#[derive(Clone, Debug)]
pub(super) struct Written(Vec<(u64, u32, Order)>);

/// The variables of a term in the order of its factors, four bits each, from the lowest; 0 ends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Order(u32);

#[derive(Clone, Copy, Debug)]
struct Monomial {
    key: u64,
    order: Order,
    above: i128,
}

/// A number, a term or a sum, over a positive denominator.
enum Small {
    One(Monomial, i128),
    Sum(Vec<Monomial>, i128),
}

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
        total.add(expander.expand(expr)?, *sign)?;
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
        above.iter_mut().for_each(|above| *above /= common);
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
                    sum.add(self.expand(term)?, 1)?;
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
                self.power(base, small_exponent(exponent)?)?
            }
            _ => return None,
        })
    }

    fn power(&mut self, base: Small, exponent: u32) -> Option<Small> {
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
            power = self.product(power, &base)?;
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

fn number(value: &Rational) -> Option<Small> {
    let monomial = Monomial {
        key: 0,
        order: Order::default(),
        above: value.numerator().to_i128()?,
    };
    Some(Small::One(monomial, value.denominator().to_i128()?))
}

impl Small {
    fn below(&self) -> i128 {
        match self {
            Self::One(_, below) | Self::Sum(_, below) => *below,
        }
    }

    fn terms(&self) -> &[Monomial] {
        match self {
            Self::One(monomial, _) => std::slice::from_ref(monomial),
            Self::Sum(terms, _) => terms,
        }
    }

    fn negated(mut self) -> Option<Self> {
        let terms = match &mut self {
            Self::One(monomial, _) => std::slice::from_mut(monomial),
            Self::Sum(terms, _) => terms,
        };
        for term in terms {
            term.above = term.above.checked_neg()?;
        }
        Some(self)
    }
}

impl Clone for Small {
    fn clone(&self) -> Self {
        match self {
            Self::One(monomial, below) => Self::One(*monomial, *below),
            Self::Sum(terms, below) => Self::Sum(terms.clone(), *below),
        }
    }
}

impl Monomial {
    fn times(&self, other: &Self) -> Option<Self> {
        Some(Self {
            key: self.key + other.key,
            order: self.order.then(other.order),
            above: product(self.above, other.above)?,
        })
    }
}

/// The product, where it fits; of words without the cost of the test.
fn product(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a) * i128::from(b)),
        _ => a.checked_mul(b),
    }
}

impl Order {
    fn of(variable: usize) -> Self {
        Self(u32::try_from(variable + 1).unwrap_or(0))
    }

    /// The variables of this and, behind them, those of the other that are new.
    fn then(self, other: Self) -> Self {
        if self.0 == 0 {
            return other;
        }
        let Self(mut all) = self;
        let mut end = (35 - all.leading_zeros()) / 4 * 4;
        let Self(mut rest) = other;
        while rest != 0 {
            let variable = rest & 15;
            let mut known = all;
            while known != 0 && known & 15 != variable {
                known >>= 4;
            }
            if known == 0 {
                all |= variable << end;
                end += 4;
            }
            rest >>= 4;
        }
        Self(all)
    }

    fn variables(self) -> impl Iterator<Item = usize> {
        let fields = (0..VARIABLES).map(move |place| self.0 >> (4 * place) & 15);
        let fields = fields.take_while(|field| *field != 0);
        fields.filter_map(|field| usize::try_from(field - 1).ok())
    }
}

/// Terms of a sum over one denominator, before like ones are joined.
struct Gathered {
    terms: Vec<Monomial>,
    below: i128,
}

impl Gathered {
    fn new(expected: usize) -> Self {
        Self {
            terms: Vec::with_capacity(expected),
            below: 1,
        }
    }

    fn add(&mut self, summand: Small, sign: i128) -> Option<()> {
        let below = summand.below();
        let mut factor = sign;
        if below != self.below {
            let common = (self.below / gcd(self.below, below)).checked_mul(below)?;
            let own = common / self.below;
            for term in &mut self.terms {
                term.above = product(term.above, own)?;
            }
            factor = sign.checked_mul(common / below)?;
            self.below = common;
        }
        for term in summand.terms() {
            let above = product(term.above, factor)?;
            self.terms.push(Monomial { above, ..*term });
        }
        Some(())
    }

    fn collected(self) -> Option<(Vec<Monomial>, i128)> {
        Some((collected(self.terms)?, self.below))
    }
}

/// Terms with like ones joined at the place of the first. A term that comes to 0 keeps its place.
fn collected(mut terms: Vec<Monomial>) -> Option<Vec<Monomial>> {
    if terms.len() < 2 {
        return Some(terms);
    }
    let mut places: Vec<(u64, u32)> = terms
        .iter()
        .zip(0..)
        .map(|(term, place)| (term.key, place))
        .collect();
    places.sort_unstable();
    let mut joined = false;
    for run in places.chunk_by(|a, b| a.0 == b.0) {
        let [(_, first), others @ ..] = run else {
            continue;
        };
        if others.is_empty() {
            continue;
        }
        joined = true;
        let mut sum = 0_i128;
        for (_, place) in run {
            let term = terms.get_mut(usize::try_from(*place).ok()?)?;
            sum = sum.checked_add(term.above)?;
            term.key = u64::MAX;
        }
        let term = terms.get_mut(usize::try_from(*first).ok()?)?;
        (term.key, term.above) = (run.first()?.0, sum);
    }
    if joined {
        // No key has all bits, since the degree is the sum of the others.
        terms.retain(|term| term.key != u64::MAX);
    }
    Some(terms)
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = match (u64::try_from(a), u64::try_from(b)) {
            (Ok(a), Ok(b)) => (b.into(), (a % b).into()),
            _ => (b, a % b),
        };
    }
    i128::try_from(a).unwrap_or(1)
}

impl NormalForm {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::normal::{general, general_difference};
    use super::*;
    use crate::expr::arbitrary::{LETTERS, polynomial};
    use crate::syntax::parse_expression;

    fn read(text: &str) -> Expr {
        parse_expression(text).unwrap()
    }

    fn both(expr: &Expr) -> Option<(NormalForm, NormalForm)> {
        let (none, budget) = (Assumptions::none(), Budget::default());
        let short = plain(&[(expr, 1)], &none, &budget)?;
        Some((short, general(expr, &none, &budget).unwrap()))
    }

    proptest! {
        /// The same terms in the same order, with their factors in the same order, as the general
        /// way finds them.
        #[test]
        fn it_agrees_with_the_general_way(expr in polynomial(LETTERS)) {
            if let Some((short, general)) = both(&expr) {
                prop_assert_eq!(short.terms(), general.terms());
                prop_assert_eq!(short.to_expr(), general.to_expr());
                prop_assert_eq!(short.indeterminates(), general.indeterminates());
            }
        }

        #[test]
        fn differences_agree_too(a in polynomial(LETTERS), b in polynomial(LETTERS)) {
            let (none, budget) = (Assumptions::none(), Budget::default());
            if let Some(short) = plain(&[(&a, 1), (&b, -1)], &none, &budget) {
                let general = general_difference(&a, &b, &none, &budget).unwrap();
                prop_assert_eq!(short.terms(), general.terms());
            }
        }
    }

    #[test]
    fn people_write_such_formulas() {
        for text in [
            "V*h + L*(12*h^2 + 4*h) + 2*h",
            "3/4*n*(k - 2/3*s)^3 - (n*k^2 - 8/6*s)^2*a/6",
            "(x + y)*(x - y) - x^2 + y^2",
            "b*a*(a + b)^2 + a*b",
            "0*x + 1 - 1",
            "-(2*d)^5*(L/3 - 1)",
            "2.5*x - 0.5*x",
        ] {
            let (short, general) = both(&read(text)).unwrap();
            assert_eq!(short.terms(), general.terms(), "{text}");
            assert_eq!(short.to_expr(), general.to_expr(), "{text}");
        }
    }

    /// At the edge of 128 bits the general way takes over, and nothing wraps.
    #[test]
    fn what_does_not_fit_is_left_to_the_general_way() {
        let half = "9223372036854775808"; // 2^63
        assert!(both(&read(&format!("({half}*x)^2"))).is_some());
        for text in [
            format!("({half}*x + y)^3"),
            format!("{half}*{half}*2*x"),
            "a*b*c*d*e*f*g*h*i".to_owned(),
            "x^65".to_owned(),
            "1/x".to_owned(),
            "sqrt(x)".to_owned(),
            "(a+b+c+d)^20".to_owned(),
        ] {
            assert!(both(&read(&text)).is_none(), "{text}");
        }
    }
}
