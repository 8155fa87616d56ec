//! The check of a proof that a term is of lower order. The search that found it is not asked.

use std::collections::BTreeSet;

use super::inequality::is_shown;
use super::positive::{Proved, sign};
use crate::eval::{Environment, Value, evaluate};
use crate::expr::{Assumptions, Comparison, Expr, ExprKind, Function, Monomial, Symbol, deep};
use crate::growth::{
    Certificate, Coordinate, Exponential, Exponents, GrowingMonomial, Rank, Scale, Strictness,
};
use crate::number::Rational;
use crate::poly::Budget;

/// Whether a certificate proves that `term` is of lower order than (or, where no strictness is
/// asked for, not above) the leading terms, under the scale.
///
/// Checked are a few linear facts: the weights are positive, name leading terms and add up to 1; the
/// surplus is positive, made of what grows, and not nothing; and the sides balance. Exponents of
/// products of symbol powers are read off the terms again. A part of unknown growth must stand on both
/// sides alike, so that it leaves the quotient.
pub(super) fn proves(
    certificate: &Certificate,
    term: (&Expr, &Exponents),
    leading: &[(&Expr, &Exponents)],
    strictness: Strictness,
    scale: &Scale,
    under: &Assumptions,
) -> bool {
    checks(certificate, term, leading, strictness, scale, under).is_some()
}

fn checks(
    certificate: &Certificate,
    term: (&Expr, &Exponents),
    leading: &[(&Expr, &Exponents)],
    strictness: Strictness,
    scale: &Scale,
    under: &Assumptions,
) -> Option<()> {
    let large: BTreeSet<&Symbol> = scale.large.iter().collect();
    let mut total = Rational::ZERO;
    let mut balance = Exponents::constant();
    for (kept, weight) in &certificate.weights {
        let (expr, exponents) = leading.get(*kept)?;
        agree(expr, exponents, &large)?;
        weight.is_positive().then_some(())?;
        total += weight;
        balance.add(exponents, weight);
    }
    total.is_one().then_some(())?;
    agree(term.0, term.1, &large)?;
    let minus = Rational::from(-1);
    balance.add(term.1, &minus);
    let strict = strictness == Strictness::LowerOrder;
    (!strict || !certificate.surplus.is_empty()).then_some(())?;
    for (monomial, amount) in &certificate.surplus {
        amount.is_positive().then_some(())?;
        let exponents = grows(monomial, scale, &large, under)?;
        balance.add(&exponents, &-amount);
    }
    for (relation, amount) in &certificate.balance {
        let declared = under.growth.get(*relation)?;
        (declared.sign == crate::expr::GrowthSign::SameOrder).then_some(())?;
        balance.add(scale.ratio_of(*relation)?, &-amount);
    }
    balance.is_constant().then_some(())
}

/// The exponents of something that grows without bound; `None` where it does not.
fn grows(
    monomial: &GrowingMonomial,
    scale: &Scale,
    large: &BTreeSet<&Symbol>,
    under: &Assumptions,
) -> Option<Exponents> {
    let is_growing = |argument: &Exponents| is_growing(argument, large);
    match monomial {
        GrowingMonomial::Symbol(symbol) => large
            .contains(symbol)
            .then(|| Exponents::of(Coordinate::Symbol(symbol.clone()))),
        GrowingMonomial::Logarithm(argument) => {
            is_growing(argument).then(|| Exponents::of(Coordinate::Logarithm(argument.clone())))
        }
        GrowingMonomial::PowerOverLogarithm { argument, power } => {
            (is_growing(argument) && power.is_positive()).then_some(())?;
            let mut exponents = argument.times(power);
            let logarithm = Exponents::of(Coordinate::Logarithm(argument.clone()));
            exponents.add(&logarithm, &Rational::from(-1));
            Some(exponents)
        }
        GrowingMonomial::Exponential(found) => {
            is_exponential(found, large, under)?;
            scale.exponents_of(monomial)
        }
        GrowingMonomial::ExponentialOverPower { upper, .. } => {
            is_exponential(upper, large, under)?;
            scale.exponents_of(monomial)
        }
        GrowingMonomial::ExponentialOverExponential {
            upper,
            lower,
            power,
        } => {
            is_exponential(upper, large, under)?;
            is_exponential(lower, large, under)?;
            let exceeds = power.is_positive() && upper.exceeds(lower, power);
            exceeds.then(|| scale.exponents_of(monomial))?
        }
        GrowingMonomial::Relation(_) => scale.exponents_of(monomial),
    }
}

/// Whether a product of powers of large symbols, and of logarithms of such products, grows.
fn is_growing(argument: &Exponents, large: &BTreeSet<&Symbol>) -> bool {
    let known = |(coordinate, exponent): (&Coordinate, &Rational)| {
        let grows = match coordinate {
            Coordinate::Symbol(symbol) => large.contains(symbol),
            Coordinate::Logarithm(inner) => deep(|| is_growing(inner, large)),
            _ => false,
        };
        grows && exponent.is_positive()
    };
    !argument.is_constant() && argument.iter().all(known)
}

/// Whether a constant above 1 is raised to what grows.
fn is_exponential(
    found: &Exponential,
    large: &BTreeSet<&Symbol>,
    under: &Assumptions,
) -> Option<()> {
    let is_above = match found.rank()? {
        // The base itself grows.
        Rank::Factorial | Rank::SelfPower => true,
        Rank::Constant => {
            // e^x is above 1 where x is above 0.
            let excess = match found.base.kind() {
                ExprKind::Call(Function::Exp, parts) => parts.first()?.clone(),
                // a/b is where a > b and b > 0.
                ExprKind::Quotient(a, b) if is_positive(b, under) => {
                    Expr::difference(a.clone(), b.clone())
                }
                _ => Expr::difference(found.base.clone(), Expr::one()),
            };
            let symbols = found.base.free_symbols();
            if !symbols.is_empty() {
                let is_steady = symbols.iter().all(|symbol| !large.contains(symbol));
                let is_above = is_positive(&excess, under);
                return (is_steady && is_above && argument_grows(found, large)).then_some(());
            }
            match evaluate(&excess, &Environment::new()).ok()? {
                Value::Number(number) => number.is_positive(),
                Value::Enclosure(held) => held.low().is_positive(),
                _ => false,
            }
        }
    };
    (is_above && argument_grows(found, large)).then_some(())
}

fn is_positive(expr: &Expr, under: &Assumptions) -> bool {
    let budget = super::claim::Budget::default().with_limited_attempts();
    sign(expr, under, &Budget::default()) == Proved::Positive
        || is_shown(expr, Comparison::Greater, under, &budget)
}

fn argument_grows(found: &Exponential, large: &BTreeSet<&Symbol>) -> bool {
    is_growing(&found.argument, large)
}

/// Exponents read off a product of powers of symbols; other terms are taken as they were measured.
fn agree(term: &Expr, measured: &Exponents, large: &BTreeSet<&Symbol>) -> Option<()> {
    let monomial = Monomial::read(term)?;
    let mut read = Exponents::constant();
    for (base, exponent) in &monomial.powers {
        match base.as_symbol() {
            Some(symbol) if large.contains(symbol) => {
                let one = Exponents::of(Coordinate::Symbol(symbol.clone()));
                read.add(&one, &Rational::from(*exponent));
            }
            Some(_) => {}
            None if base
                .free_symbols()
                .iter()
                .all(|symbol| !large.contains(symbol)) => {}
            None => return Some(()),
        }
    }
    (read == *measured).then_some(())
}
