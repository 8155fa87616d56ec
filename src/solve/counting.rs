//! Polynomials beside powers with the unknown in the exponent: `x^2 = 2^x`. A sum Σ p(x)·bˣ over different
//! positive numbers b has at most Σ (deg p + 1) − 1 real zeros, each counted as often as it is one (Pólya and Szegő,
//! Problems and Theorems in Analysis, part V, 75). As many changes of sign, or one fewer, are then all zeros.

use std::collections::BTreeMap;

use super::SolveError;
use super::roots::RootValue;
use super::span::Affine;
use super::undo::{Candidate, Search, put};
use super::undone::{Impossible, Undoing};
use crate::eval::{Enclosure, Environment, evaluate};
use crate::expr::{Expr, ExprKind, Function, Relation};
use crate::judge::{Budget, Claim, judge};
use crate::number::{Integer, Rational};
use crate::poly::{NormalForm, RealPolynomial, RealRoot, Term};

/// So many steps between whole numbers are looked at.
const STEPS: i64 = 4;

/// Zeros are looked for up to here on either side.
const FARTHEST: i64 = 32;

/// Larger exponents are not looked at.
const MOST_SLOPE: i64 = 16;

/// More digits of a root are not worked out.
const MOST_DIGITS: u32 = 200;

/// bˣ·e^(c·x), by b and c.
type Base = (Rational, Rational);

/// The numbers that a zero lies between, or that it is.
type Zero = (Rational, Rational);

/// The highest power of x beside a base, and its coefficient.
type Leading = (i64, Rational);

impl Search<'_> {
    /// Whether one side is greater than the other everywhere, so that there is nothing to find.
    pub(super) fn keeps_apart(&mut self, form: &NormalForm, of: usize) -> bool {
        let (difference, zero) = (form.to_expr(), Expr::zero());
        let is_apart = [Relation::Greater, Relation::Less]
            .into_iter()
            .any(|relation| {
                let claim = Claim {
                    lhs: &difference,
                    relation,
                    rhs: &zero,
                    under: self.given(),
                };
                let verdict = judge(&claim, &Budget::default());
                verdict.holds() && verdict.open_conditions(self.given()).is_empty()
            });
        if is_apart {
            self.never(of, Impossible::Apart);
        }
        is_apart
    }

    /// Finds all zeros by counting them; `None` where the equation is of another form, or not all are seen.
    pub(super) fn by_counting(
        &mut self,
        form: &NormalForm,
        of: usize,
    ) -> Result<Option<bool>, SolveError> {
        let Some(groups) = self.groups(form) else {
            return Ok(None);
        };
        let most: i64 = groups.values().map(|(degree, _)| degree + 1).sum::<i64>() - 1;
        let (Some(low), Some(high)) = (self.far_out(&groups, false), self.far_out(&groups, true))
        else {
            return Ok(None);
        };
        let expr = form.to_expr();
        let Some(zeros) = self.changes(&expr, low, high)? else {
            return Ok(None);
        };
        let found = i64::try_from(zeros.len()).unwrap_or(i64::MAX);
        let most = if most - found < 2 {
            most
        } else if self.most_different(form, &groups) == Some(found) {
            found
        } else {
            return Ok(None);
        };
        if self.wanted.digits > MOST_DIGITS && zeros.iter().any(|(low, high)| low != high) {
            let message = format!("{MOST_DIGITS} digits of a root beside powers of the unknown");
            return Err(SolveError::Limit(message));
        }
        let how = Undoing::AtMost(u32::try_from(most).unwrap_or(u32::MAX));
        let at = self.stage([&expr, &Expr::zero()], how, of, None, Vec::new())?;
        for (low, high) in zeros {
            let value = if low == high {
                RootValue::Exact(Expr::number(&low))
            } else {
                match self.narrowed(&expr, low, high)? {
                    Some(held) => RootValue::Enclosed(held),
                    None => return Ok(None),
                }
            };
            self.values.push(Candidate {
                value,
                of: at,
                conditions: Vec::new(),
            });
        }
        Ok(Some(true))
    }

    /// A bound of the different real zeros of p(x)·bˣ + c·dˣ: over dˣ its derivative is p′ + λp up to a positive
    /// factor, with a number λ. That has the zeros of s, the greatest common divisor of p and p′, and no more
    /// than deg p − deg s others; between zeros lies one of them. `None` where the sum is of another form.
    fn most_different(&self, form: &NormalForm, groups: &BTreeMap<Base, Leading>) -> Option<i64> {
        let terms = form.terms();
        let mut based = Vec::new();
        for term in &terms {
            based.push((self.base_of(term)?, term.coefficient.clone()));
        }
        let (varied, (degree, _)) = groups.iter().max_by_key(|(_, (degree, _))| *degree)?;
        let others = based.iter().filter(|((base, _), _)| base != varied);
        let mut others = others.map(|((_, degree), _)| *degree);
        if groups.len() != 2 || others.next() != Some(0) || others.next().is_some() {
            return None;
        }
        let mut coefficients = vec![Rational::ZERO; usize::try_from(degree + 1).ok()?];
        for ((base, power), coefficient) in based {
            if base == *varied {
                *coefficients.get_mut(usize::try_from(power).ok()?)? = coefficient;
            }
        }
        let roots = RealPolynomial::new(&coefficients)?.roots().ok()?;
        // Only real zeros are looked through; others may be repeated as well.
        let all: u64 = roots.iter().map(RealRoot::multiplicity).sum();
        if i64::try_from(all).ok()? != *degree {
            return None;
        }
        let repeated = roots.iter().filter(|root| root.multiplicity() > 1).count();
        i64::try_from(repeated + roots.len() + 1).ok()
    }

    /// The leading powers beside each base; `None` where a term is of another form.
    fn groups(&self, form: &NormalForm) -> Option<BTreeMap<Base, Leading>> {
        if !form.is_polynomial() {
            return None;
        }
        let mut groups: BTreeMap<Base, Leading> = BTreeMap::new();
        for term in form.terms() {
            let (base, degree) = self.base_of(&term)?;
            let leading = groups.entry(base).or_insert((-1, Rational::ZERO));
            if degree > leading.0 {
                *leading = (degree, term.coefficient.clone());
            } else if degree == leading.0 {
                // Numbers under roots beside each other: which is larger is not looked at.
                return None;
            }
        }
        (groups.len() > 1).then_some(groups)
    }

    fn base_of(&self, term: &Term) -> Option<(Base, i64)> {
        let symbol = Expr::symbol(self.unknown().clone());
        let (mut base, mut share, mut degree) = (Rational::ONE, Rational::ZERO, 0);
        for (part, times) in &term.powers {
            if *part == symbol {
                degree = *times;
                continue;
            }
            let slope = |exponent: &Expr| -> Option<Rational> {
                let line = Affine::of(exponent, self.unknown(), self.given(), self.budget())?;
                let slope = line.slope() * Rational::from(*times);
                line.constant().is_zero().then_some(slope)
            };
            match part.kind() {
                ExprKind::Power(number, exponent) => {
                    let number = number.as_number().filter(Rational::is_positive)?;
                    let slope = slope(exponent)?.to_integer()?.to_i64()?;
                    let slope = i32::try_from(slope).ok();
                    let slope = slope.filter(|slope| i64::from(slope.abs()) <= MOST_SLOPE)?;
                    base *= number.pow(slope)?;
                }
                ExprKind::Call(Function::Exp, inner) => share += slope(inner.first()?)?,
                _ => return None,
            }
        }
        (degree >= 0).then_some(((base, share), degree))
    }

    /// The sign of the sum far out, below or above: that of the base which grows most there.
    fn far_out(&self, groups: &BTreeMap<Base, Leading>, upward: bool) -> Option<i32> {
        let mut best: Option<(&Base, &Leading)> = None;
        for (base, leading) in groups {
            let is_more = match best {
                Some((other, _)) => self.grows_more(base, other)? == upward,
                None => true,
            };
            if is_more {
                best = Some((base, leading));
            }
        }
        let (_, (degree, coefficient)) = best?;
        let sign = coefficient.signum();
        Some(if upward || degree % 2 == 0 {
            sign
        } else {
            -sign
        })
    }

    /// Whether ln(b) + c of one base is more than that of another.
    fn grows_more(&self, (b, c): &Base, (d, e): &Base) -> Option<bool> {
        let share = b.checked_div(d)?;
        let logarithm = Expr::call(Function::Ln, [Expr::number(&share)]);
        let rest = Expr::number(&(c - e));
        let sign = self.sign(&Expr::sum([logarithm, rest]))?;
        (sign != 0).then_some(sign > 0)
    }

    fn sign(&self, expr: &Expr) -> Option<i32> {
        let environment = Environment::from_assumptions(self.given());
        evaluate(expr, &environment).ok()?.as_real()?.signum()
    }

    fn sign_at(&self, expr: &Expr, at: &Rational) -> Result<Option<i32>, SolveError> {
        let there = put(expr, self.unknown(), &Expr::number(at))?;
        Ok(self.sign(&there))
    }

    /// Where the sign changes, between two numbers or at one; `None` where the signs far out are not reached, or 0 is
    /// met without a change of sign.
    fn changes(&self, expr: &Expr, low: i32, high: i32) -> Result<Option<Vec<Zero>>, SolveError> {
        let mut found = Vec::new();
        let mut zero: Option<Rational> = None;
        let mut before: Option<(Rational, i32)> = None;
        for place in -FARTHEST * STEPS..=FARTHEST * STEPS {
            let Some(at) = Rational::new(Integer::from(place), Integer::from(STEPS)) else {
                continue;
            };
            match self.sign_at(expr, &at)? {
                None => {}
                Some(0) if before.is_none() || zero.is_some() => return Ok(None),
                Some(0) => zero = Some(at),
                Some(sign) => {
                    let last = before.replace((at.clone(), sign));
                    let is_change = last.as_ref().is_none_or(|(_, last)| *last != sign);
                    match (last, zero.take()) {
                        (None, _) if sign != low => return Ok(None),
                        (Some(_), Some(zero)) if is_change => {
                            found.push((zero.clone(), zero));
                        }
                        // It touches 0 here, or crosses it once more nearby.
                        (Some(_), Some(_)) => return Ok(None),
                        (Some((last, _)), None) if is_change => found.push((last, at)),
                        _ => {}
                    }
                }
            }
        }
        let is_reached = zero.is_none() && before.is_some_and(|(_, sign)| sign == high);
        Ok(is_reached.then_some(found))
    }

    /// A zero held between numbers so near each other that the digits asked for are certain.
    fn narrowed(
        &self,
        expr: &Expr,
        mut low: Rational,
        mut high: Rational,
    ) -> Result<Option<Enclosure>, SolveError> {
        let Some(first) = self.sign_at(expr, &low)? else {
            return Ok(None);
        };
        let digits = i32::try_from(self.wanted.digits.saturating_add(3)).unwrap_or(i32::MAX);
        let Some(width) = Rational::from(10).pow(-digits) else {
            return Ok(None);
        };
        let two = Rational::from(2);
        while &high - &low > width {
            let middle = (&low + &high).checked_div(&two).unwrap_or_default();
            match self.sign_at(expr, &middle)? {
                Some(sign) if sign == first => low = middle,
                Some(0) | None => return Ok(None),
                Some(_) => high = middle,
            }
        }
        Ok(Enclosure::new(low, high))
    }
}
