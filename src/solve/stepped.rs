//! Equations in which a rounding stands beside the unknown itself: `x mod 7 = 3`, `x + floor(x/2) = 10`. The
//! rounding is an integer n; the equation gives x by n, and the rounding says which n go with that.

use super::SolveError;
use super::roots::RootValue;
use super::span::Affine;
use super::undo::{Candidate, Search, put};
use super::undone::{Family, Impossible, Undoing};
use crate::expr::{Domain, Expr, ExprKind, Function, Relation, Symbol};
use crate::number::{Integer, Rational};
use crate::poly::NormalForm;

/// More integers are not tried one by one.
const MOST_INTEGERS: i64 = 1_000;

/// α·x + β·n + γ = 0.
struct Line {
    unknown: Rational,
    rounding: Rational,
    constant: Rational,
}

impl Line {
    /// A form with a rounding and the unknown in it, each with a number before it.
    fn of(form: &NormalForm, part: &Expr, unknown: &Symbol) -> Option<Self> {
        if !form.is_polynomial() {
            return None;
        }
        let mut line = Self {
            unknown: Rational::ZERO,
            rounding: Rational::ZERO,
            constant: Rational::ZERO,
        };
        for term in form.terms() {
            match term.powers.as_slice() {
                [] => line.constant = term.coefficient,
                [(base, 1)] if base == part => line.rounding = term.coefficient,
                [(base, 1)] if base.as_symbol() == Some(unknown) => line.unknown = term.coefficient,
                _ => return None,
            }
        }
        Some(line)
    }

    /// What the unknown is at an integer n: slope·n + constant.
    fn solved(&self) -> Option<(Rational, Rational)> {
        let slope = (-&self.rounding).checked_div(&self.unknown)?;
        let constant = (-&self.constant).checked_div(&self.unknown)?;
        Some((slope, constant))
    }
}

/// Whether a part is rounded down, and what is rounded.
fn rounding(part: &Expr) -> Option<(bool, Expr)> {
    match part.kind() {
        ExprKind::Call(Function::Floor, inner) => Some((true, inner.first()?.clone())),
        ExprKind::Call(Function::Ceil, inner) => Some((false, inner.first()?.clone())),
        ExprKind::Call(Function::FloorDiv, parts) => match parts.as_slice() {
            [a, b] => Some((true, Expr::quotient(a.clone(), b.clone()))),
            _ => None,
        },
        _ => None,
    }
}

impl Search<'_> {
    /// Solves a linear equation of the unknown and one rounding of it; `None` where it is none.
    pub(super) fn by_integers(
        &mut self,
        form: &NormalForm,
        parts: &[Expr],
        of: usize,
    ) -> Result<Option<bool>, SolveError> {
        let [part] = parts else {
            return Ok(None);
        };
        let found = rounding(part).and_then(|(is_floor, inner)| {
            let inner = Affine::of(&inner, self.unknown(), self.given(), self.budget())?;
            let solved = Line::of(form, part, self.unknown())?.solved()?;
            Some((is_floor, inner, solved))
        });
        let Some((is_floor, inner, (slope, constant))) = found else {
            return Ok(None);
        };
        // What is rounded lies from n to below n + 1, or above n − 1 up to n: 0 ≤ a·n + b < 1, or −1 < … ≤ 0.
        let a = inner.slope() * &slope - Rational::ONE;
        let b = inner.slope() * &constant + inner.constant();
        if a.is_zero() {
            let end = if is_floor {
                Rational::ONE
            } else {
                -Rational::ONE
            };
            let is_inside = b.is_zero() || (b.signum() == end.signum() && b.abs() < Rational::ONE);
            if is_inside {
                return Ok(Some(self.family(&slope, constant)?));
            }
            self.never(of, Impossible::NoInteger);
            return Ok(Some(true));
        }
        let (first, second) = if is_floor {
            (Rational::ZERO, Rational::ONE)
        } else {
            (-Rational::ONE, Rational::ZERO)
        };
        let ends = [first, second].map(|end| (end - &b).checked_div(&a).unwrap_or_default());
        let [one, other] = ends;
        let (low, high) = (one.clone().min(other.clone()), one.max(other));
        let (low, high) = (low.floor(), high.ceil());
        let count = (&high - &low).to_i64().unwrap_or(i64::MAX);
        if count > MOST_INTEGERS {
            return Ok(None);
        }
        let values = self.values.len();
        for step in 0..=count {
            let n = Rational::from_integer(&low + &Integer::from(step));
            let left = &a * &n + &b;
            let is_there = if is_floor {
                !left.is_negative() && left < Rational::ONE
            } else {
                !left.is_positive() && left > -Rational::ONE
            };
            if !is_there {
                continue;
            }
            let whole = Expr::number(&n);
            let at = self.stage([part, &whole], Undoing::Integer, of, None, Vec::new())?;
            let value = &slope * &n + &constant;
            self.values.push(Candidate {
                value: RootValue::Exact(Expr::number(&value)),
                of: at,
                conditions: Vec::new(),
            });
        }
        if self.values.len() == values {
            self.never(of, Impossible::NoInteger);
        }
        Ok(Some(true))
    }

    /// Notes values at equal steps; `false` where the judge does not see that they solve the equation.
    fn family(&mut self, step: &Rational, start: Rational) -> Result<bool, SolveError> {
        if step.is_zero() {
            return Ok(false);
        }
        let step = step.abs();
        let turns = start.checked_div(&step).unwrap_or_default().floor();
        let family = Family {
            parameter: self.parameter(),
            start: start - Rational::from_integer(turns) * &step,
            step,
            low: None,
            high: None,
        };
        let value = family.value();
        let lhs = put(self.equation.lhs, self.unknown(), &value)?;
        let rhs = put(self.equation.rhs, self.unknown(), &value)?;
        let mut under = self.under(&[]);
        let any = Domain::Integer {
            min: None,
            max: None,
        };
        under.domains.insert(family.parameter.clone(), any);
        let verdict = self.word_on([&lhs, &rhs], Relation::Equal, &under);
        if !verdict.holds() || !verdict.conditions().is_empty() {
            return Ok(false);
        }
        self.families.push(family);
        Ok(true)
    }

    /// A name for an integer that stands nowhere in the equation.
    fn parameter(&self) -> Symbol {
        let stands = |symbol: &Symbol| {
            let sides = [self.equation.lhs, self.equation.rhs];
            symbol == self.unknown() || sides.iter().any(|side| side.mentions(symbol))
        };
        let mut name = "k".to_owned();
        while stands(&Symbol::new(&name)) {
            name.push('\'');
        }
        Symbol::new(&name)
    }

    /// The values of families that the unknown may have: as a family again, or one by one where they are few.
    pub(super) fn admissible(&self, families: Vec<Family>) -> (Vec<Family>, Vec<Rational>) {
        let declared = self.given().domains.get(self.unknown());
        let positive = Domain::positive_integer();
        let domain = match (declared, &self.wanted.multiple) {
            (Some(domain), _) => Some(domain),
            (None, Some(_)) => Some(&positive),
            (None, None) => None,
        };
        let is_whole = matches!(domain, Some(Domain::Integer { .. }));
        let divisor = match &self.wanted.multiple {
            Some(multiple) => Some(multiple.clone()),
            None => is_whole.then_some(Integer::ONE),
        };
        let (mut kept, mut values) = (Vec::new(), Vec::new());
        for family in families {
            let multiples = match &divisor {
                Some(divisor) => multiples_in(&family, divisor),
                None => Some(family),
            };
            let Some(mut family) = multiples else {
                continue;
            };
            if let Some(domain) = domain {
                bound(&mut family, domain);
            }
            let count = match (&family.low, &family.high) {
                (Some(low), Some(high)) => Some((high - low).to_i64().unwrap_or(i64::MAX)),
                _ => None,
            };
            match count {
                Some(count) if count <= MOST_INTEGERS => {
                    let low = family.low.clone().unwrap_or_default();
                    values.extend((0..=count).map(|at| {
                        let n = Rational::from_integer(&low + &Integer::from(at));
                        &family.step * n + &family.start
                    }));
                }
                _ => kept.push(family),
            }
        }
        (kept, values)
    }
}

/// The values of a family that are multiples of a number, as a family again; `None` where there are none.
fn multiples_in(family: &Family, divisor: &Integer) -> Option<Family> {
    let whole = Rational::from_integer(divisor.clone());
    let (step, start) = (
        family.step.checked_div(&whole)?,
        family.start.checked_div(&whole)?,
    );
    // (p·k + q)/d is an integer for one k in d/gcd(p, d) that follow each other, or for none.
    let below = step.denominator().lcm(start.denominator());
    let scale = Rational::from_integer(below.clone());
    let (p, q) = (
        (&step * &scale).to_integer()?,
        (&start * &scale).to_integer()?,
    );
    let turns = below.div_exact(&p.gcd(&below))?;
    let count = turns.to_i64().filter(|count| *count <= MOST_INTEGERS)?;
    let first = (0..count)
        .map(Integer::from)
        .find(|k| (&p * k + &q).is_multiple_of(&below))?;
    let first = Rational::from_integer(first);
    Some(Family {
        step: &family.step * Rational::from_integer(turns),
        start: &family.step * first + &family.start,
        ..family.clone()
    })
}

/// Leaves of a family what lies in a domain.
fn bound(family: &mut Family, domain: &Domain) {
    let place = |end: &Rational| {
        (end - &family.start)
            .checked_div(&family.step)
            .unwrap_or_default()
    };
    let (low, high) = match domain {
        Domain::Integer { min, max } => (
            min.as_ref().map(|min| place(min).ceil()),
            max.as_ref().map(|max| place(max).floor()),
        ),
        Domain::Real { min, max } => (
            min.as_ref().map(|min| {
                let place = place(&min.value);
                let first = place.ceil();
                let is_end = min.strict && place.is_integer();
                if is_end { first + Integer::ONE } else { first }
            }),
            max.as_ref().map(|max| {
                let place = place(&max.value);
                let last = place.floor();
                let is_end = max.strict && place.is_integer();
                if is_end { last - Integer::ONE } else { last }
            }),
        ),
        Domain::Boolean | Domain::Text | Domain::List => (None, None),
    };
    (family.low, family.high) = (low, high);
}
