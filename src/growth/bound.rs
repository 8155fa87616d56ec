//! A bound of the relative error, in symbols.
//!
//! With kept terms of one sign, the error over the kept sum is at most the largest, over the kept
//! terms, of the sum of ratios charged to it (the mediant inequality). What is taken from the kept
//! sum makes the exact value smaller, which `validity` proves and conditions.

use super::Certificate;
use super::gap::bound_gaps;
use super::group::Group;
use super::ratio::Ratio;
use super::sign::{Sign, Signs};
use crate::expr::{Expr, Function, Monomial};
use crate::number::Rational;

/// What a dropped term charges to a kept one.
#[derive(Clone, Debug)]
pub(super) struct Charge {
    /// The kept term, by index.
    pub kept: usize,
    /// At most this share of the kept term.
    pub ratio: Ratio,
    /// The sign of the dropped term.
    pub sign: Sign,
    /// Whether the dropped term may add to the kept sum.
    pub adds: bool,
    /// Whether the dropped term may take from the kept sum.
    pub takes: bool,
}

impl Charge {
    /// What a term of this sign charges to a kept term, in a sum of that sign.
    fn new(kept: usize, ratio: Ratio, sign: Sign, whole: Sign) -> Self {
        let same = sign.times(whole);
        Self {
            kept,
            ratio,
            sign,
            adds: !same.is_down() || same == Sign::Unknown,
            takes: !same.is_up(),
        }
    }

    /// The same, where the kept sum has a sign of its own and is at least this part of the sum of the
    /// sizes of its terms.
    pub(super) fn of_part(&self, part: &Rational, whole: Sign) -> Option<Self> {
        let mut ratio = self.ratio.clone();
        ratio.coefficient = ratio.coefficient.checked_div(part)?;
        Some(Self::new(self.kept, ratio, self.sign, whole))
    }
}

/// The ratio by which a dropped term falls short, and its charges to the kept terms.
pub(super) fn charge(
    term: &Monomial,
    group: &Group,
    kept: &[&Group],
    certificate: &Certificate,
    signs: &mut Signs<'_>,
) -> (Expr, Vec<Charge>) {
    let named: Vec<(usize, &Group, &Rational)> = certificate
        .weights
        .iter()
        .filter_map(|(at, weight)| Some((*at, *kept.get(*at)?, weight)))
        .collect();
    // The growing parts: m / (m₁^λ₁ m₂^λ₂ ⋯).
    let mut growing = Ratio::one();
    growing.multiply_powers(&group.growing, &Rational::ONE);
    for (_, kept, weight) in &named {
        growing.multiply_powers(&kept.growing, &-*weight);
    }
    let constant = constant_part(term, group);
    let term_sign = signs.term(&constant);
    let charges = named.iter().filter_map(|(at, kept, weight)| {
        let mut ratio = Ratio::one();
        ratio.coefficient = constant.coefficient.abs() * *weight;
        multiply_absolute(&mut ratio, &constant, 1, signs);
        kept.divide_into(&mut ratio, signs)?;
        for (base, exponent) in &growing.powers {
            ratio.multiply(base, exponent);
        }
        match named.as_slice() {
            [_] => ratio.arrange(&term.powers, &kept.whole.powers),
            _ => ratio.arrange(&term.powers, &term.powers),
        }
        bound_gaps(&mut ratio);
        Some(Charge::new(*at, ratio, term_sign, kept.sign))
    });
    let charges: Vec<Charge> = charges.collect();
    let ratio = if let [(_, kept, _)] = named.as_slice() {
        kept.quotient_of(term).map(|ratio| ratio.to_expr())
    } else {
        let mut whole = growing;
        whole.coefficient = constant.coefficient.clone();
        whole.multiply_powers(&constant.powers, &Rational::ONE);
        Some(whole.to_expr())
    };
    (ratio.unwrap_or_else(Expr::zero), charges)
}

/// The factors of a term that do not grow.
fn constant_part(term: &Monomial, group: &Group) -> Monomial {
    let constant = term
        .powers
        .iter()
        .filter(|power| !group.growing.contains(power));
    Monomial {
        coefficient: term.coefficient.clone(),
        powers: constant.cloned().collect(),
    }
}

/// Multiplies by the absolute values of powers, each to the given sign.
fn multiply_absolute(ratio: &mut Ratio, constant: &Monomial, sign: i64, signs: &mut Signs<'_>) {
    for (base, exponent) in &constant.powers {
        let power = Monomial {
            coefficient: Rational::ONE,
            powers: vec![(base.clone(), *exponent)],
        };
        let exponent = Rational::from(exponent * sign);
        if signs.term(&power).is_up() {
            ratio.multiply(base, &exponent);
        } else {
            ratio.multiply(&Expr::call(Function::Abs, [base.clone()]), &exponent);
        }
    }
}

impl Group {
    /// Divides a ratio by the absolute value of the constant part; `None` where that is 0.
    fn divide_into(&self, ratio: &mut Ratio, signs: &mut Signs<'_>) -> Option<()> {
        if let [only] = self.coefficients.as_slice() {
            ratio.coefficient = ratio.coefficient.checked_div(&only.coefficient.abs())?;
            multiply_absolute(ratio, only, -1, signs);
        } else {
            let coefficient = match self.sign {
                Sign::Positive | Sign::NonNegative => self.coefficient(),
                Sign::Negative | Sign::NonPositive => {
                    let flipped = self.coefficients.iter().map(|monomial| Monomial {
                        coefficient: -&monomial.coefficient,
                        powers: monomial.powers.clone(),
                    });
                    Expr::sum(flipped.map(|monomial| monomial.to_expr()))
                }
                Sign::Unknown => Expr::call(Function::Abs, [self.coefficient()]),
            };
            ratio.multiply(&coefficient, &Rational::from(-1));
        }

        Some(())
    }

    /// A term over this group.
    pub(super) fn quotient_of(&self, term: &Monomial) -> Option<Ratio> {
        Ratio::between(term, &self.whole)
    }
}

/// Whether every dropped term adds to the kept sum.
pub(super) fn all_add(charges: &[Charge]) -> bool {
    charges.iter().all(|charge| charge.adds && !charge.takes)
}

/// The larger of the candidates.
pub(super) fn largest(candidates: &[Expr]) -> Option<Expr> {
    match candidates {
        [] => None,
        [only] => Some(only.clone()),
        _ => Some(Expr::call(Function::Max, candidates.iter().cloned())),
    }
}

/// The expressions of which the relative error is at most the largest, as long as none of them is
/// negative.
pub(super) fn bound_candidates(charges: &[Charge]) -> Vec<Expr> {
    let mut candidates: Vec<Expr> = Vec::new();
    let Some(last) = charges.iter().map(|charge| charge.kept).max() else {
        return candidates;
    };
    for kept in 0..=last {
        let ratios = |wanted: fn(&Charge) -> bool| -> Vec<Ratio> {
            let own = charges.iter().filter(|charge| charge.kept == kept);
            joined(own.filter(|c| wanted(c)).map(|charge| &charge.ratio))
        };
        let adding = ratios(|charge| charge.adds);
        let taking = ratios(|charge| charge.takes);
        // s/(1 − s) is above s: what takes all that adds bounds both.
        let covered = adding.is_empty() || adding == taking;
        let found = (!covered)
            .then(|| sum_of(&adding))
            .into_iter()
            .chain(shrunk(&taking));
        for candidate in found {
            if !candidates.contains(&candidate) {
                candidates.push(candidate);
            }
        }
    }
    candidates
}

/// Ratios with the same powers as one.
fn joined<'a>(ratios: impl Iterator<Item = &'a Ratio>) -> Vec<Ratio> {
    let mut found: Vec<Ratio> = Vec::new();
    for ratio in ratios {
        match found.iter_mut().find(|known| known.powers == ratio.powers) {
            Some(known) => known.coefficient += &ratio.coefficient,
            None => found.push(ratio.clone()),
        }
    }
    found
}

fn sum_of(ratios: &[Ratio]) -> Expr {
    Expr::sum(ratios.iter().map(Ratio::to_expr))
}

/// `s / (1 − s)` for the sum s of the ratios: what is taken makes the exact sum smaller.
fn shrunk(ratios: &[Ratio]) -> Option<Expr> {
    match ratios {
        [] => None,
        [only] => {
            let (above, below) = only.above_and_below();
            Some(Expr::quotient(
                above.clone(),
                Expr::difference(below, above),
            ))
        }
        _ => {
            let sum = sum_of(ratios);
            Some(Expr::quotient(
                sum.clone(),
                Expr::difference(Expr::one(), sum),
            ))
        }
    }
}
