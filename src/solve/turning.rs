//! Equations in powers, logarithms and roots of the unknown that nothing undoes: `ln(x) = x - 2`. Where all parts
//! have a value, the zeros of the difference of the sides are found from turn to turn.

use std::cell::Cell;

use super::SolveError;
use super::monotone::Monotone;
use super::pieces;
use super::roots::RootValue;
use super::span::Affine;
use super::stretches::{Parts, Reading};
use super::undo::{Candidate, Search, put};
use super::undone::{Impossible, Undoing};
use super::zero::{Ends, Zero};
use crate::eval::{Enclosure, Environment, EvalError, evaluate};
use crate::expr::{Assumptions, Bindings, Domain, Expr, ExprKind, Function, Symbol};
use crate::number::{Integer, Rational};
use crate::poly::{NormalForm, Term, normal_form};

/// More digits of a root are not worked out.
const MOST_DIGITS: u32 = 200;

/// So often what holds a root is halved.
const MOST_HALVINGS: usize = 2_000;

/// Higher roots are not looked at.
const MOST_DEGREE: i64 = 12;

/// The unknown as (tⁿ − b)/a, so that the n-th root of a·x + b is t; with n = 1 it is t.
struct Written {
    symbol: Symbol,
    degree: i32,
    slope: Rational,
    constant: Rational,
}

impl Written {
    fn value(&self, t: &Rational) -> Option<Rational> {
        (t.pow(self.degree)? - &self.constant).checked_div(&self.slope)
    }

    fn expr(&self) -> Expr {
        let symbol = Expr::symbol(self.symbol.clone());
        let power = Expr::power(symbol, Expr::integer(i64::from(self.degree)));
        let above = Expr::difference(power, Expr::number(&self.constant));
        Expr::quotient(above, Expr::number(&self.slope))
    }
}

/// Values that are zeros, and in how many stretches they were looked for.
#[derive(Default)]
struct Found {
    values: Vec<RootValue>,
    pieces: usize,
}

impl Search<'_> {
    /// Finds all zeros from turn to turn; `None` where the equation is of another form, or not all are told apart.
    /// The search takes one of so many shares of the work that is left.
    pub(super) fn by_turns(
        &mut self,
        form: &NormalForm,
        of: usize,
        shares: u64,
    ) -> Result<Option<bool>, SolveError> {
        if self.turned.contains(&of) {
            return Ok(None);
        }
        let whole = Expr::sum(form.terms().iter().map(Term::to_expr));
        let given = self.under(&[]);
        let missing = Environment::from_assumptions(&given).missing(&whole);
        if missing.iter().any(|symbol| symbol != self.unknown()) {
            return Ok(None);
        }
        let Some(written) = self.written(form, &given) else {
            return Ok(None);
        };
        let share = self.work.get() / shares;
        let left = Cell::new(share);
        let found = self.zeros_of(&whole, &written, given, &left);
        self.work.set(self.work.get() - (share - left.get()));
        let Some(found) = found else {
            if left.get() > 0 {
                self.turned.push(of);
            } else {
                self.is_short = true;
            }
            return Ok(None);
        };
        let is_held = |value: &RootValue| matches!(value, RootValue::Enclosed(_));
        if self.wanted.digits > MOST_DIGITS && found.values.iter().any(is_held) {
            let message = format!("{MOST_DIGITS} digits of a root beside functions of the unknown");
            return Err(SolveError::Limit(message));
        }
        let how = Undoing::Turns(u32::try_from(found.pieces).unwrap_or(u32::MAX));
        let at = self.stage([&whole, &Expr::zero()], how, of, None, Vec::new())?;
        if found.values.is_empty() {
            let is_one = found.pieces == 1;
            self.never(
                at,
                if is_one {
                    Impossible::Apart
                } else {
                    Impossible::NoRealRoot
                },
            );
        }
        self.values
            .extend(found.values.into_iter().map(|value| Candidate {
                value,
                of: at,
                conditions: Vec::new(),
            }));
        Ok(Some(true))
    }

    /// The unknown so that its roots vanish; `None` where there are roots of different arguments.
    fn written(&self, form: &NormalForm, given: &Assumptions) -> Option<Written> {
        let mut written = Written {
            symbol: self.unknown().clone(),
            degree: 1,
            slope: Rational::ONE,
            constant: Rational::ZERO,
        };
        let mut roots = Vec::new();
        for part in pieces::hidden(form, self.unknown()) {
            pieces::roots_in(&part, self.unknown(), &mut roots);
        }
        for part in roots {
            let ExprKind::Call(function, arguments) = part.kind() else {
                continue;
            };
            let degree = match function {
                Function::Sqrt => Integer::from(2),
                Function::Root => arguments.get(1)?.as_number()?.to_integer()?,
                _ => continue,
            };
            let line = Affine::of(arguments.first()?, self.unknown(), given, self.budget())?;
            let is_same = (line.slope(), line.constant()) == (&written.slope, &written.constant);
            if written.degree > 1 && !is_same {
                return None;
            }
            let degree = degree
                .lcm(&Integer::from(i64::from(written.degree)))
                .to_i64()?;
            let degree = Some(degree).filter(|degree| (2..=MOST_DEGREE).contains(degree))?;
            written = Written {
                symbol: pieces::fresh(form, self.unknown()),
                degree: i32::try_from(degree).ok()?,
                slope: line.slope().clone(),
                constant: line.constant().clone(),
            };
        }
        Some(written)
    }

    /// Between the places where a part may have no value, the zeros; and these places, where they are zeros.
    fn zeros_of(
        &self,
        whole: &Expr,
        written: &Written,
        mut given: Assumptions,
        work: &Cell<u64>,
    ) -> Option<Found> {
        let is_even = written.degree % 2 == 0;
        if is_even {
            given
                .domains
                .insert(written.symbol.clone(), Domain::from_zero(true));
        }
        let expr = match written.degree {
            1 => whole.clone(),
            _ => put(whole, self.unknown(), &written.expr()).ok()?,
        };
        let form = normal_form(&expr, &given, self.budget()).ok()?;
        let expr = Expr::sum(form.terms().iter().map(Term::to_expr));
        let reading = Reading {
            symbol: &written.symbol,
            given: &given,
            budget: self.budget(),
        };
        let mut parts = Parts::default();
        reading.parts_of(&form, &mut parts)?;
        let mut places = parts.places()?;
        if is_even {
            places.retain(Rational::is_positive);
            places.insert(0, Rational::ZERO);
        }
        let mut found = Found::default();
        for place in &places {
            let value = written.value(place)?;
            if self.is_solved_at(&value)? {
                found.values.push(RootValue::Exact(Expr::number(&value)));
            }
        }
        let lows = std::iter::once(None).chain(places.iter().cloned().map(Some));
        let highs = places.iter().cloned().map(Some).chain([None]);
        for (low, high) in lows.zip(highs).skip(usize::from(is_even)) {
            let ends = Ends { low, high };
            if !parts.has_value(&ends) {
                continue;
            }
            found.pieces += 1;
            let mut under = given.clone();
            if ends.low.as_ref().is_some_and(|low| !low.is_negative()) {
                let positive = Domain::from_zero(true);
                under.domains.insert(written.symbol.clone(), positive);
            }
            let monotone = Monotone::new(&written.symbol, &under, self.budget(), work);
            for mut zero in monotone.zeros(&expr, &ends, 0)? {
                found
                    .values
                    .push(self.value_of(&monotone, &mut zero, written)?);
            }
        }
        Some(found)
    }

    /// Whether a number solves the equation; `None` where that is not told.
    fn is_solved_at(&self, at: &Rational) -> Option<bool> {
        let apart = Expr::difference(self.equation.lhs.clone(), self.equation.rhs.clone());
        let mut bindings = Bindings::new();
        bindings.insert(self.unknown().clone(), Expr::number(at));
        let environment = Environment::from_assumptions(self.given()).with_bindings(&bindings);
        match evaluate(&apart, &environment) {
            Ok(value) => Some(value.as_real()?.signum()? == 0),
            Err(EvalError::Undefined { .. } | EvalError::DivisionByZero { .. }) => Some(false),
            Err(_) => None,
        }
    }

    /// A zero held so that the digits asked for are certain, or as the number that it is.
    fn value_of(
        &self,
        monotone: &Monotone<'_>,
        zero: &mut Zero,
        written: &Written,
    ) -> Option<RootValue> {
        let digits = self.wanted.digits.clamp(15, MOST_DIGITS) + 3;
        let share = Rational::dyadic(&Integer::ONE, -(i64::from(digits) * 10 / 3 + 2));
        for step in 0..MOST_HALVINGS {
            if step % 16 == 12 {
                monotone.settle(zero);
            }
            let (a, b) = (written.value(zero.low())?, written.value(zero.high())?);
            if matches!(zero, Zero::At(_)) {
                return Some(RootValue::Exact(Expr::number(&a)));
            }
            let (low, high) = if a <= b { (a, b) } else { (b, a) };
            let least = low.abs().min(high.abs());
            if &high - &low <= least * &share {
                return Enclosure::new(low, high).map(RootValue::Enclosed);
            }
            monotone.narrow(zero)?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Outcome, solve};
    use super::*;
    use crate::poly::Budget;
    use crate::syntax::parse_chain;

    /// The first nine decimals of each root, in order.
    fn decimals(text: &str) -> Vec<i64> {
        let chain = parse_chain(text).unwrap();
        let (symbol, under) = (Symbol::new("x"), Assumptions::none());
        let (lhs, rhs) = (&chain.first, &chain.links[0].expr);
        let solution = solve(lhs, rhs, &symbol, &under, &Budget::default()).unwrap();
        let Outcome::Undone(undone) = solution.outcome else {
            return Vec::new();
        };
        let mut found: Vec<i64> = Vec::new();
        for root in &undone.found {
            let low = match &root.value {
                RootValue::Exact(exact) => exact.as_number().unwrap(),
                RootValue::Enclosed(held) => held.low().clone(),
            };
            let shifted = (low * Rational::from(1_000_000_000)).floor();
            found.push(shifted.to_i64().unwrap());
        }
        found.sort_unstable();
        found
    }

    /// By Lambert's W: ln x = x − 2 at −W₀(−e⁻²) and −W₋₁(−e⁻²), eˣ = x + 2 two below these, x·ln x = 1 at 1/W(1)
    /// (OEIS A030797); √x = ln x + 1 at 1 and, by mpmath, 12.340202362543948…; eˣ touches 1 + x at 0 and is above x.
    #[test]
    fn all_zeros_are_found() {
        for (text, expected) in [
            ("ln(x) = x - 2", vec![158_594_339, 3_146_193_220]),
            ("exp(x) = x + 2", vec![-1_841_405_661, 1_146_193_220]),
            ("x*ln(x) = 1", vec![1_763_222_834]),
            ("sqrt(x) = ln(x) + 1", vec![1_000_000_000, 12_340_202_362]),
            ("exp(x) = 1 + x", vec![0]),
            ("exp(x) = x", vec![]),
            ("ln(x) = x", vec![]),
        ] {
            assert_eq!(decimals(text), expected, "{text}");
        }
    }
}
