//! Where the parts of a function of one symbol have values: which must be positive, which may vanish.

use super::pieces;
use super::shares::{is_logarithm, is_never_zero};
use super::zero::Ends;
use crate::expr::{Assumptions, Expr, ExprKind, Function, Symbol, deep};
use crate::number::Rational;
use crate::poly::{Budget, NormalForm, RealPolynomial, Term, normal_form};

/// Polynomials of a higher degree are not looked at.
const MOST_DEGREE: usize = 64;

/// What the parts of a function need.
#[derive(Default)]
pub(super) struct Parts {
    /// What must be positive.
    positive: Vec<RealPolynomial>,
    /// Where one of these is 0, a part may have no value.
    cuts: Vec<RealPolynomial>,
}

impl Parts {
    /// Where a part may have no value, in ascending order; `None` where one such place is irrational.
    pub(super) fn places(&self) -> Option<Vec<Rational>> {
        let mut places = Vec::new();
        for polynomial in self.cuts.iter().chain(&self.positive) {
            for root in polynomial.roots().ok()? {
                places.push(root.rational()?.clone());
            }
        }
        places.sort();
        places.dedup();
        Some(places)
    }

    /// Whether all parts have a value between two such places.
    pub(super) fn has_value(&self, ends: &Ends) -> bool {
        let inside = ends.inside();
        self.positive.iter().all(|part| part.sign_at(&inside) > 0)
    }
}

/// The symbol of a function, and what is known of others.
pub(super) struct Reading<'a> {
    pub(super) symbol: &'a Symbol,
    pub(super) given: &'a Assumptions,
    pub(super) budget: &'a Budget,
}

impl Reading<'_> {
    /// Notes what the functions in a form need; `None` where one is not known.
    pub(super) fn parts_of(&self, form: &NormalForm, parts: &mut Parts) -> Option<()> {
        let terms = form.terms();
        let below = form.denominator_terms();
        let own = Expr::symbol(self.symbol.clone());
        let powers = terms.iter().chain(&below).flat_map(|term| &term.powers);
        for (base, times) in powers {
            if *base == own {
                if *times < 0 {
                    parts
                        .cuts
                        .push(RealPolynomial::new(&[Rational::ZERO, Rational::ONE])?);
                }
            } else if base.mentions(self.symbol) {
                deep(|| self.part_of(base, parts))?;
            }
        }
        if !form.is_polynomial() {
            parts.cuts.push(self.polynomial_of(&below)?);
        }
        Some(())
    }

    fn part_of(&self, part: &Expr, parts: &mut Parts) -> Option<()> {
        if let ExprKind::Call(Function::Sqrt | Function::Root, arguments) = part.kind() {
            let inner = arguments.first().filter(|_| is_never_zero(part))?;
            return deep(|| self.part_of(inner, parts));
        }
        let argument = match part.kind() {
            ExprKind::Power(_, exponent) if pieces::is_exponential(part) => exponent,
            ExprKind::Call(_, arguments) if pieces::is_exponential(part) || is_logarithm(part) => {
                arguments.first()?
            }
            _ => return None,
        };
        let inner = normal_form(argument, self.given, self.budget).ok()?;
        if !is_logarithm(part) {
            return self.parts_of(&inner, parts);
        }
        // p/q is positive where p·q is.
        let terms = inner.terms();
        let least = terms.iter().map(|term| self.power_in(term)).min()?.min(0);
        let above = self.polynomial_times(&terms, -least)?;
        let below = inner.denominator_terms();
        let below = if inner.is_polynomial() {
            let mut power = vec![Rational::ZERO; usize::try_from(-least).ok()?];
            power.push(Rational::ONE);
            RealPolynomial::new(&power)?
        } else {
            self.polynomial_of(&below)?
        };
        parts.positive.push(product(&above, &below)?);
        Some(())
    }

    fn power_in(&self, term: &Term) -> i64 {
        let mut powers = term.powers.iter();
        let own = powers.find(|(base, _)| base.as_symbol() == Some(self.symbol));
        own.map_or(0, |(_, power)| *power)
    }

    fn polynomial_of(&self, terms: &[Term]) -> Option<RealPolynomial> {
        self.polynomial_times(terms, 0)
    }

    /// Terms times a power of the unknown, as a polynomial with numbers for coefficients.
    fn polynomial_times(&self, terms: &[Term], by: i64) -> Option<RealPolynomial> {
        let mut coefficients: Vec<Rational> = Vec::new();
        for term in terms {
            let is_own = |(base, _): &(Expr, i64)| base.as_symbol() == Some(self.symbol);
            let place = self.power_in(term).checked_add(by)?;
            let place = usize::try_from(place)
                .ok()
                .filter(|place| *place <= MOST_DEGREE)?;
            if !term.powers.iter().all(is_own) {
                return None;
            }
            if coefficients.len() <= place {
                coefficients.resize(place + 1, Rational::ZERO);
            }
            *coefficients.get_mut(place)? += &term.coefficient;
        }
        RealPolynomial::new(&coefficients)
    }
}

fn product(a: &RealPolynomial, b: &RealPolynomial) -> Option<RealPolynomial> {
    let (a, b) = (a.coefficients(), b.coefficients());
    let mut found = vec![Rational::ZERO; a.len() + b.len()];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            *found.get_mut(i + j)? += Rational::from_integer(x * y);
        }
    }
    RealPolynomial::new(&found)
}
