//! How fast an indeterminate of the normal form grows.

use std::collections::BTreeSet;

use super::expansion::expand;
use super::exponential::{self, Exponential};
use super::gap::gap_bound;
use super::symbolic;
use super::{Coordinate, Exponents};
use crate::expr::{
    Assumptions, Expr, ExprKind, Function, GrowthRelation, GrowthSign, Monomial, Symbol, deep,
};
use crate::number::Rational;
use crate::poly::Budget;

/// What measuring needs to know: which symbols grow, and what is assumed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure<'a> {
    /// The symbols that grow without bound.
    pub large: &'a BTreeSet<Symbol>,
    /// Domains, conditions and definitions.
    pub assumptions: &'a Assumptions,
    /// Limits of the normal form of arguments.
    pub budget: &'a Budget,
    /// Whether remainders stay below what is divided by, and no more is asked of them.
    pub remainders: bool,
}

/// Factorials of larger multiples are not measured.
const MOST_TIMES: i64 = 64;

/// The primes of a small number and their powers.
fn prime_powers(number: i64) -> Vec<(i64, i64)> {
    let (mut found, mut left) = (Vec::new(), number);
    for prime in 2..=number {
        let mut power = 0;
        while left > 1 && left % prime == 0 {
            left /= prime;
            power += 1;
        }
        if power > 0 {
            found.push((prime, power));
        }
    }
    found
}

/// Whether a remainder stands in an expression: it is below its divisor, and may come as near to 0 as it likes, so
/// that nothing is known of what is divided by it.
fn has_remainder(expr: &Expr) -> bool {
    deep(|| {
        matches!(expr.kind(), ExprKind::Call(Function::Mod, _))
            || expr.children().into_iter().any(has_remainder)
    })
}

impl Measure<'_> {
    /// The exponents of a product of powers; its coefficient is a constant.
    pub(super) fn term(&self, term: &Monomial) -> Exponents {
        let mut result = Exponents::constant();
        for (indeterminate, power) in &term.powers {
            let exponents = if *power < 0 && has_remainder(indeterminate) {
                Exponents::of(Coordinate::Unknown(indeterminate.clone()))
            } else {
                self.indeterminate(indeterminate)
            };
            result.add(&exponents, &Rational::from(*power));
        }
        result
    }

    /// The exponents of an indeterminate: a symbol, or a part that the normal form keeps whole.
    pub(super) fn indeterminate(&self, expr: &Expr) -> Exponents {
        let symbols = expr.free_symbols();
        if symbols.is_disjoint(self.large) {
            return Exponents::constant();
        }
        let known = match expr.kind() {
            ExprKind::Symbol(symbol) => Some(Exponents::of(Coordinate::Symbol(symbol.clone()))),
            ExprKind::Call(Function::Mod, _) => {
                (self.remainders && gap_bound(expr).is_some()).then(Exponents::constant)
            }
            ExprKind::Call(function, arguments) => deep(|| self.call(function, arguments)),
            ExprKind::Sum(_) if gap_bound(expr).is_some() => Some(Exponents::constant()),
            ExprKind::Bracket(condition) if self.at_last(condition) == Some(true) => {
                Some(Exponents::constant())
            }
            ExprKind::Power(base, exponent) => match exponent.as_number() {
                Some(power) if power.is_negative() && has_remainder(base) => None,
                Some(power) => deep(|| self.leading(base)).map(|base| base.times(&power)),
                None => self.exponential(base, exponent),
            },
            _ => None,
        };
        known.unwrap_or_else(|| Exponents::of(Coordinate::Unknown(expr.clone())))
    }

    fn call(&self, function: &Function, arguments: &[Expr]) -> Option<Exponents> {
        match (function, arguments) {
            (Function::Abs, [x]) => self.leading(x),
            (Function::Sqrt, [x]) => Some(self.leading(x)?.times(&Rational::from(2).recip()?)),
            (Function::Root, [x, degree]) => {
                Some(self.leading(x)?.times(&degree.as_number()?.recip()?))
            }
            (Function::Floor | Function::Ceil, [x]) => {
                self.leading(x).filter(Exponents::is_growing)
            }
            (Function::FloorDiv, [x, y]) => {
                let quotient = self.leading(x)?.minus(&self.leading(y)?);
                Some(quotient).filter(Exponents::is_growing)
            }
            (Function::RoundUp, [x, multiple]) => {
                let steady = multiple.free_symbols().is_disjoint(self.large);
                self.leading(x).filter(|x| steady && x.is_growing())
            }
            (Function::Factorial, [x]) => self.factorial(x),
            (Function::Binom, [n, k]) => self.binomial(n, k),
            (Function::Max, parts) => self.extremum(parts, true),
            (Function::Min, parts) => self.extremum(parts, false),
            (Function::Exp, [x]) => self.exponential(&exponential::e(), x),
            (Function::Ln | Function::Log2 | Function::Log10, [x]) => {
                let argument = self.leading(x)?;
                let is_power = |(coordinate, _): (&Coordinate, &Rational)| {
                    matches!(coordinate, Coordinate::Symbol(_))
                };
                let is_logarithm = |(coordinate, _): (&Coordinate, &Rational)| {
                    matches!(coordinate, Coordinate::Logarithm(_))
                };
                // ln(ln(n)) is below ln(n); beside powers a logarithm adds nothing that is kept apart.
                let is_seen = argument.iter().all(is_power)
                    || (argument.iter().count() == 1 && argument.iter().all(is_logarithm));
                (is_seen && argument.is_growing())
                    .then(|| Exponents::of(Coordinate::Logarithm(argument.normalized())))
            }
            _ => None,
        }
    }

    /// (k·n + c)! grows as (n!)^k times (k^k)^n times n^((1 − k)/2 + c): by Stirling's formula (k·n)! over
    /// (n!)^k is k^(k·n)·√(2πkn)/(2πn)^(k/2) up to a factor that tends to 1.
    fn factorial(&self, argument: &Expr) -> Option<Exponents> {
        let (symbol, times, constant) = self.symbol_and_constant(argument)?;
        let base = Expr::call(Function::Factorial, [Expr::symbol(symbol.clone())]);
        let own = Exponential::special(base, &symbol);
        let mut found = Exponents::of(Coordinate::Exponential(own)).times(&times);
        let linear = Exponents::of(Coordinate::Symbol(symbol));
        // By primes, as the normal form writes powers.
        for (prime, power) in prime_powers(times.to_integer()?.to_i64()?) {
            let base = Expr::integer(prime);
            let factor = Exponential::new(&base, linear.clone(), self.assumptions)?;
            let factor = Exponents::of(Coordinate::Exponential(factor));
            found.add(&factor, &(&times * Rational::from(power)));
        }
        let half = Rational::from(2).recip()?;
        found.add(&linear, &((Rational::ONE - times) * half + constant));
        Some(found)
    }

    /// n over k: a power of n for a number k, else as n!/(k!·(n − k)!).
    fn binomial(&self, n: &Expr, k: &Expr) -> Option<Exponents> {
        if let Some(k) = k.as_number() {
            let is_count = k.is_integer() && !k.is_negative();
            return self
                .leading(n)
                .filter(|n| is_count && n.is_growing())
                .map(|n| n.times(&k));
        }
        let rest = Expr::difference(n.clone(), k.clone());
        let rest = crate::poly::normal_form(&rest, self.assumptions, self.budget).ok()?;
        let below = [k.clone(), rest.to_expr()];
        let mut found = self.factorial(n)?;
        for part in below {
            let is_steady = part.as_number().is_some_and(|part| !part.is_negative());
            if !is_steady {
                found = found.minus(&self.factorial(&part)?);
            }
        }
        Some(found)
    }

    /// The greatest or the least of positive parts, where one is so wherever large symbols are large enough.
    fn extremum(&self, parts: &[Expr], greatest: bool) -> Option<Exponents> {
        let measured: Option<Vec<Exponents>> =
            parts.iter().map(|part| self.positive(part)).collect();
        let measured = measured?;
        let is_it = |own: &&Exponents| {
            measured.iter().all(|other| {
                let more = if greatest {
                    own.minus(other)
                } else {
                    other.minus(own)
                };
                self.never_falls(&more)
            })
        };
        measured.iter().find(is_it).cloned()
    }

    /// How a part grows that is a sum of products of large symbols, so that it is positive.
    fn positive(&self, part: &Expr) -> Option<Exponents> {
        let expansion = expand(part, self.assumptions, self.budget).ok()?;
        let is_large = |(base, _): &(Expr, i64)| {
            base.as_symbol()
                .is_some_and(|symbol| self.large.contains(symbol))
        };
        let is_positive =
            |term: &Monomial| term.coefficient.is_positive() && term.powers.iter().all(is_large);
        let is_seen = expansion.is_sum() && expansion.terms.iter().all(is_positive);
        self.leading_of(&expansion.terms).filter(|_| is_seen)
    }

    /// Whether a ratio stays above a positive constant: alike, growing, or by one declared relation.
    fn never_falls(&self, ratio: &Exponents) -> bool {
        let grows = |ratio: &Exponents| {
            ratio.is_constant() || super::certificate::plain_surplus(ratio).is_some()
        };
        let declared = |relation: &GrowthRelation| {
            let (left, right) = (
                self.leading(&relation.left)?,
                self.leading(&relation.right)?,
            );
            let known = left.minus(&right);
            let is_same = relation.sign == GrowthSign::SameOrder;
            let back = known.times(&Rational::from(-1));
            Some(grows(&ratio.minus(&known)) || (is_same && grows(&ratio.minus(&back))))
        };
        grows(ratio)
            || self
                .assumptions
                .growth
                .iter()
                .any(|known| declared(known) == Some(true))
    }

    /// n^(a·n + k + c) grows as (n^n)^a times n^k times n^c.
    fn self_power(&self, base: &Symbol, exponent: &Expr) -> Option<Exponents> {
        let expansion = expand(exponent, self.assumptions, self.budget).ok()?;
        let mut found = Exponents::constant();
        for term in &expansion.terms {
            let exponents = match term.powers.as_slice() {
                [] => Exponents::of(Coordinate::Symbol(base.clone())),
                [(power, 1)] if power.as_symbol().is_some_and(|k| !self.large.contains(k)) => {
                    symbolic::steady_power(base, power.as_symbol()?, self.assumptions)?
                }
                [(power, 1)] if power.as_symbol() == Some(base) => {
                    let own = Exponential::special(Expr::symbol(base.clone()), base);
                    Exponents::of(Coordinate::Exponential(own))
                }
                _ => return None,
            };
            found.add(&exponents, &term.coefficient);
        }
        expansion.is_sum().then_some(found)
    }

    /// n, k and c of k·n + c, where n is a growing symbol, k a positive whole number and c any.
    fn symbol_and_constant(&self, expr: &Expr) -> Option<(Symbol, Rational, Rational)> {
        let expansion = expand(expr, self.assumptions, self.budget).ok()?;
        let (mut found, mut constant) = (None, Rational::ZERO);
        for term in &expansion.terms {
            match term.powers.as_slice() {
                [] => constant = term.coefficient.clone(),
                [(base, 1)] if found.is_none() => {
                    let symbol = base
                        .as_symbol()
                        .filter(|symbol| self.large.contains(*symbol))?;
                    found = Some((symbol.clone(), term.coefficient.clone()));
                }
                _ => return None,
            }
        }
        let (symbol, times) = found?;
        let is_count = times.is_integer() && times.is_positive() && times <= MOST_TIMES.into();
        let fits = expansion.is_sum() && constant.is_integer() && is_count;
        fits.then_some((symbol, times, constant))
    }

    /// A constant above 1 to a power with one growing term, which is positive.
    fn exponential(&self, base: &Expr, exponent: &Expr) -> Option<Exponents> {
        if let Some(symbol) = base
            .as_symbol()
            .filter(|symbol| self.large.contains(*symbol))
        {
            return self.self_power(symbol, exponent);
        }
        if !base.free_symbols().is_disjoint(self.large) {
            return None;
        }
        let expansion = expand(exponent, self.assumptions, self.budget).ok()?;
        let [only] = expansion.terms.as_slice() else {
            return None;
        };
        let is_known = |(base, _): &(Expr, i64)| {
            base.as_symbol()
                .is_some_and(|symbol| self.large.contains(symbol))
        };
        if !expansion.is_sum() || !only.powers.iter().all(is_known) {
            return None;
        }
        if let Some(found) = symbolic::over_assumed(base, &self.term(only), self.assumptions) {
            return Some(found);
        }
        // b^(c·n) is (b^c)^n.
        let base = Expr::power(base.clone(), Expr::number(&only.coefficient));
        let base = crate::poly::normal_form(&base, self.assumptions, self.budget).ok()?;
        let found = Exponential::new(&base.to_expr(), self.term(only), self.assumptions)?;
        Some(Exponents::of(Coordinate::Exponential(found)))
    }

    /// The exponents of the one term that all others of an expression are small against.
    pub(super) fn leading(&self, expr: &Expr) -> Option<Exponents> {
        let expansion = expand(expr, self.assumptions, self.budget).ok()?;
        let below = |term: &Monomial| term.powers.iter().any(|(part, _)| has_remainder(part));
        if expansion.denominator.iter().any(below) {
            return None;
        }
        let numerator = self.leading_of(&expansion.terms)?;
        let denominator = self.leading_of(&expansion.denominator)?;
        let quotient = numerator.minus(&denominator);
        quotient.is_measured().then_some(quotient)
    }

    pub(super) fn leading_of(&self, terms: &[Monomial]) -> Option<Exponents> {
        let measured: Vec<Exponents> = terms.iter().map(|term| self.term(term)).collect();
        let dominates = |candidate: &Exponents| {
            let rivals = measured.iter().filter(|other| *other != candidate);
            rivals
                .map(|other| candidate.minus(other))
                .all(|difference| super::certificate::plain_surplus(&difference).is_some())
        };
        let leading = measured.iter().find(|candidate| dominates(candidate))?;
        // Terms that grow alike may cancel, unless they add up.
        let alike: Vec<&Monomial> = (terms.iter().zip(&measured))
            .filter(|(_, exponents)| *exponents == leading)
            .map(|(term, _)| term)
            .collect();
        let certain = alike.len() == 1 || alike.iter().all(|term| term.coefficient.is_positive());
        certain.then(|| leading.clone())
    }
}
