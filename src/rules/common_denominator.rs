//! `common-denominator`: fractions are added over the least common multiple of what they are divided
//! by.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind, Monomial};
use crate::number::Rational;
use crate::poly;

/// More terms are not put over one line by hand.
const MOST_TERMS: usize = 8;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Sum(terms) = expr.kind() else {
        return None;
    };
    if terms.len() > MOST_TERMS {
        return None;
    }
    let fractions: Vec<Fraction> = terms
        .iter()
        .map(|term| Fraction::read(term, context))
        .collect::<Option<_>>()?;
    // What is divided by numbers and monomials alone is written term by term.
    if !fractions.iter().any(|fraction| fraction.below.has_sum()) {
        return None;
    }
    let common = fractions.iter().fold(Monomial::one(), |common, fraction| {
        multiple(common, &fraction.below)
    });
    let above: Option<Vec<Expr>> = fractions
        .iter()
        .map(|fraction| fraction.raised_to(&common))
        .collect();
    let below = common.to_expr();
    let rewrite = Rewrite::from_to(expr, Expr::quotient(Expr::sum(above?), below.clone()));
    let facts = rewrite.facts.clone().with("denominator", below);
    Some(rewrite.telling(facts))
}

/// A term: what stands above the line, and the factors below it.
struct Fraction {
    above: Monomial,
    below: Monomial,
}

impl Fraction {
    /// The term with its denominator factored.
    fn read(term: &Expr, context: &Context<'_>) -> Option<Self> {
        let whole = Monomial::read(term)?;
        let mut above = Monomial::one();
        let mut below = Monomial::one();
        above.coefficient = Rational::from(whole.coefficient.numerator().clone());
        below.coefficient = Rational::from(whole.coefficient.denominator().clone());
        for (base, exponent) in &whole.powers {
            if *exponent > 0 {
                above.powers.push((base.clone(), *exponent));
                continue;
            }
            let form = poly::normal_form(base, context.assumptions, context.budget).ok()?;
            let factored = Monomial::read(&form.factored())?.pow(exponent.checked_neg()?)?;
            // A sign or a fraction goes up, so that the common multiple has whole factors.
            let number = factored.coefficient.clone();
            let down = Rational::from(number.numerator().abs());
            above.coefficient = &above.coefficient * &down.checked_div(&number)?;
            let factor = Monomial {
                coefficient: down,
                powers: factored.powers,
            };
            below = below.times(&factor)?;
        }
        if below.powers.iter().any(|(_, exponent)| *exponent < 0) {
            return None;
        }
        Some(Self { above, below })
    }

    /// The numerator over a multiple of the denominator.
    fn raised_to(&self, common: &Monomial) -> Option<Expr> {
        let missing = common.times(&self.below.pow(-1)?)?;
        let number = Monomial {
            coefficient: &self.above.coefficient * &missing.coefficient,
            powers: self.above.powers.clone(),
        };
        if missing.powers.is_empty() {
            return Some(number.to_expr());
        }
        let factor = Monomial {
            coefficient: Rational::ONE,
            powers: missing.powers,
        };
        if number.is_constant() && number.coefficient.is_one() {
            return Some(factor.to_expr());
        }
        Some(number.times(&factor)?.to_expr())
    }
}

/// The least common multiple of products of powers with positive exponents.
fn multiple(mut common: Monomial, other: &Monomial) -> Monomial {
    let numbers = (
        common.coefficient.numerator(),
        other.coefficient.numerator(),
    );
    common.coefficient = Rational::from(numbers.0.lcm(numbers.1));
    for (base, exponent) in &other.powers {
        match common.powers.iter_mut().find(|(known, _)| known == base) {
            Some((_, known)) => *known = (*known).max(*exponent),
            None => common.powers.push((base.clone(), *exponent)),
        }
    }
    common
}
