//! Where an elementary function of one symbol is 0, between two ends: from one zero of its derivative to the next it
//! only rises or only falls, so that it has one zero there if its sign changes, and none if not. The zeros of the
//! derivative are found alike; divided by what is never 0, each derivative is simpler than the one before, down
//! to polynomials.

use std::cell::Cell;

use super::shares::{self, Shares};
use super::undo::put;
use super::zero::{Ends, Zero, between, half, of_polynomial, simplest};
use crate::eval::{Enclosure, Environment, evaluate_over_within, evaluate_within};
use crate::expr::{Assumptions, Bindings, Expr, Symbol};
use crate::number::Rational;
use crate::poly::{Budget, NormalForm, derivative, normal_form};

/// So many derivatives are taken one after the other.
const MOST_DERIVATIVES: usize = 12;

/// Longer functions are not looked at: their derivatives only grow.
const MOST_SIZE: u64 = 2_000;

/// The steps of all evaluations in one search, stretch after stretch.
pub(super) const MOST_WORK: u64 = 8_000_000;

/// A normal form, or a derivative, costs so many steps for each part of a function.
const FORM: u64 = 10;

/// So often the place of a turn is halved to see the sign there.
const MOST_HALVINGS: usize = 48;

/// Steps of one evaluation.
const MOST_STEPS: u64 = 200_000;

/// The search for the zeros of functions of one symbol.
pub(super) struct Monotone<'a> {
    pub(super) symbol: &'a Symbol,
    pub(super) given: &'a Assumptions,
    pub(super) budget: &'a Budget,
    /// What is left of the work.
    left: &'a Cell<u64>,
}

impl<'a> Monotone<'a> {
    pub(super) fn new(
        symbol: &'a Symbol,
        given: &'a Assumptions,
        budget: &'a Budget,
        left: &'a Cell<u64>,
    ) -> Self {
        Self {
            symbol,
            given,
            budget,
            left,
        }
    }

    /// Takes the work for a function; `None` where too little is left, and nothing is from then on.
    fn spend(&self, expr: &Expr) -> Option<()> {
        let left = self.left.get().checked_sub(expr.size() * FORM);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ())
    }

    /// The sign of an expression at a number; `None` where it is not told.
    pub(super) fn sign_at(&self, expr: &Expr, at: &Rational) -> Option<i32> {
        let mut bindings = Bindings::new();
        bindings.insert(self.symbol.clone(), Expr::number(at));
        let environment = Environment::from_assumptions(self.given).with_bindings(&bindings);
        let value = evaluate_within(expr, &limited(environment), self.left).ok();
        let sign = value.and_then(|value| value.as_real()?.signum());
        sign.or_else(|| self.is_zero_at(expr, at).then_some(0))
    }

    /// Whether an expression is 0 at a number in its normal form.
    fn is_zero_at(&self, expr: &Expr, at: &Rational) -> bool {
        let there = self.spend(expr);
        let there = there.and_then(|()| put(expr, self.symbol, &Expr::number(at)).ok());
        let form = there.and_then(|there| normal_form(&there, self.given, self.budget).ok());
        form.is_some_and(|form| form.is_zero())
    }

    /// The sign that an expression has all over an interval.
    fn sign_over(&self, expr: &Expr, low: &Rational, high: &Rational) -> Option<i32> {
        let held = Enclosure::new(low.clone(), high.clone())?;
        let environment = limited(Environment::from_assumptions(self.given));
        let over = (self.symbol, &held);
        let value = evaluate_over_within(expr, &environment, over, self.left).ok()?;
        value.as_real()?.signum().filter(|sign| *sign != 0)
    }

    /// All zeros between two ends, in ascending order, of an expression that has a derivative there; `None`
    /// where they are not all told apart.
    pub(super) fn zeros(&self, expr: &Expr, ends: &Ends, depth: usize) -> Option<Vec<Zero>> {
        if depth > MOST_DERIVATIVES || expr.size() > MOST_SIZE {
            return None;
        }
        self.spend(expr)?;
        let form = normal_form(expr, self.given, self.budget).ok()?;
        if !self.is_never_zero(&form, ends) {
            return None;
        }
        let mut shares = Shares::of(&form.terms(), self.symbol)?;
        let zero = Rational::ZERO;
        let power = shares.strip(ends.holds(&zero))?;
        let mut zeros = self.of_shares(&shares, ends, depth)?;
        if power > 0 && ends.holds(&zero) {
            for other in &mut zeros {
                self.leave(other, &zero)?;
            }
            let is_zero = |other: &Zero| matches!(other, Zero::At(value) if value.is_zero());
            zeros.retain(|other| !is_zero(other));
            zeros.push(Zero::At(zero));
        }
        zeros.sort_by(|a, b| a.low().cmp(b.low()));
        Some(zeros)
    }

    /// Narrows a zero until a number is not inside.
    fn leave(&self, zero: &mut Zero, number: &Rational) -> Option<()> {
        for _ in 0..MOST_HALVINGS {
            let is_exact = matches!(zero, Zero::At(_));
            if is_exact || number < zero.low() || zero.high() < number {
                return Some(());
            }
            self.narrow(zero)?;
        }
        None
    }

    /// Whether the denominator of a form has no zero between the ends.
    fn is_never_zero(&self, form: &NormalForm, ends: &Ends) -> bool {
        let terms = form.denominator_terms();
        if form.is_polynomial() {
            return true;
        }
        let Some(mut shares) = Shares::of(&terms, self.symbol) else {
            return false;
        };
        let holds_zero = ends.holds(&Rational::ZERO);
        if shares
            .strip(holds_zero)
            .is_none_or(|power| power > 0 && holds_zero)
        {
            return false;
        }
        let zeros = self.of_shares(&shares, ends, MOST_DERIVATIVES);
        zeros.is_some_and(|zeros| zeros.is_empty())
    }

    fn of_shares(&self, shares: &Shares, ends: &Ends, depth: usize) -> Option<Vec<Zero>> {
        if let Some(constant) = shares.constant() {
            let sign = self.sign_at(&constant, &Rational::ZERO)?;
            return (sign != 0).then(Vec::new);
        }
        if let Some(polynomial) = shares.polynomial() {
            return of_polynomial(&polynomial, ends);
        }
        let is_above = ends.low.as_ref().is_some_and(|low| !low.is_negative());
        let is_below = ends.high.as_ref().is_some_and(|high| !high.is_positive());
        let sign = |coefficient: &Expr| self.sign_at(coefficient, &Rational::ZERO);
        let side = match (is_above, is_below) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        };
        if shares.has_one_sign(side, sign) {
            return Some(Vec::new());
        }
        let choices = shares::divisors(shares, ends.holds(&Rational::ZERO));
        choices.iter().find_map(|divisor| {
            let divided = shares.over(divisor);
            self.between_turns(&divided, ends, depth)
        })
    }

    /// The zeros of an expression between the zeros of its derivative.
    fn between_turns(&self, expr: &Expr, ends: &Ends, depth: usize) -> Option<Vec<Zero>> {
        self.spend(expr)?;
        let slope = derivative(expr, self.symbol, self.given, self.budget).ok()?;
        let mut turns = self.zeros(&slope, ends, depth + 1)?;
        let mut signs = Vec::new();
        for turn in &mut turns {
            signs.push(self.sign_at_turn(expr, turn)?);
        }
        let mut zeros = Vec::new();
        if turns.is_empty() {
            turns.push(Zero::At(ends.inside()));
            signs.push(self.sign_at(expr, &ends.inside())?);
        }
        let (first, last) = (turns.first()?, turns.last()?);
        zeros.extend(self.beyond(expr, &slope, ends, (first.low(), *signs.first()?), false)?);
        for (at, (turn, sign)) in turns.iter().zip(&signs).enumerate() {
            if *sign == 0 {
                zeros.push(turn.clone());
            }
            if let (Some(next), Some(other)) = (turns.get(at + 1), signs.get(at + 1))
                && sign * other < 0
            {
                zeros.push(Zero::Between {
                    low: turn.high().clone(),
                    high: next.low().clone(),
                    of: expr.clone(),
                    rises: *sign < 0,
                });
            }
        }
        zeros.extend(self.beyond(expr, &slope, ends, (last.high(), *signs.last()?), true)?);
        Some(zeros)
    }

    /// The sign at a zero of the derivative; 0 only at one that is known exactly.
    fn sign_at_turn(&self, expr: &Expr, turn: &mut Zero) -> Option<i32> {
        for _ in 0..MOST_HALVINGS {
            if let Zero::At(value) = turn {
                return self.sign_at(expr, value);
            }
            if let Some(sign) = self.sign_over(expr, turn.low(), turn.high()) {
                return Some(sign);
            }
            self.narrow(turn)?;
            self.settle(turn);
        }
        None
    }

    /// The zero between the last turn on one side and the end there, if there is one; `None` where neither is seen.
    #[expect(clippy::option_option, reason = "no zero is known, or it is not known")]
    fn beyond(
        &self,
        expr: &Expr,
        slope: &Expr,
        ends: &Ends,
        (from, sign): (&Rational, i32),
        upward: bool,
    ) -> Option<Option<Zero>> {
        if sign == 0 {
            return Some(None);
        }
        let places = ends.towards(upward, from);
        let rise = self.sign_at(slope, places.first()?)?;
        let away = if upward { rise } else { -rise };
        if away == 0 {
            return None;
        }
        if away == sign {
            return Some(None);
        }
        let end = if upward { &ends.high } else { &ends.low };
        let there = match end {
            Some(end) => self.sign_at(expr, end),
            None => self.sign_far(expr, upward),
        };
        // Monotone up to an end at which the sign is the same, or the value 0.
        if there.is_some_and(|there| there == sign || (end.is_some() && there == 0)) {
            return Some(None);
        }
        let mut near = from.clone();
        for place in places {
            let there = self.sign_at(expr, &place)?;
            if there == 0 {
                return Some(Some(Zero::At(place)));
            }
            if there != sign {
                let (low, high) = if upward { (near, place) } else { (place, near) };
                let of = expr.clone();
                let rises = rise > 0;
                return Some(Some(Zero::Between {
                    low,
                    high,
                    of,
                    rises,
                }));
            }
            near = place;
        }
        None
    }

    /// The sign far out, where one term outgrows all others.
    fn sign_far(&self, expr: &Expr, upward: bool) -> Option<i32> {
        let form = normal_form(expr, self.given, self.budget).ok()?;
        if !form.is_polynomial() {
            return None;
        }
        let shares = Shares::of(&form.terms(), self.symbol)?;
        let rate = |base: &Expr| {
            let slope = derivative(base, self.symbol, self.given, self.budget).ok()?;
            let rate = Expr::quotient(slope, base.clone());
            let rate = normal_form(&rate, self.given, self.budget).ok()?.to_expr();
            (!rate.mentions(self.symbol)).then_some(rate)
        };
        shares.sign_far(upward, rate, |value| self.sign_at(value, &Rational::ZERO))
    }

    /// Halves what holds a zero.
    pub(super) fn narrow(&self, zero: &mut Zero) -> Option<()> {
        let found = match zero {
            Zero::At(_) => return Some(()),
            Zero::Polynomial(root) => {
                let width = half(&(root.high() - root.low()));
                root.narrow(&width);
                root.rational().cloned().map(Zero::At)
            }
            Zero::Between {
                low,
                high,
                of,
                rises,
            } => {
                let middle = between(low, high);
                let sign = self.sign_at(of, &middle)?;
                if sign == 0 {
                    Some(Zero::At(middle))
                } else {
                    let is_left = (sign > 0) == *rises;
                    *(if is_left { high } else { low }) = middle;
                    None
                }
            }
        };
        if let Some(found) = found {
            *zero = found;
        }
        Some(())
    }

    /// Recognises a zero that is a rational number with a small denominator.
    pub(super) fn settle(&self, zero: &mut Zero) {
        if let Zero::Between { low, high, of, .. } = &*zero {
            let simple = simplest(low, high);
            if simple.denominator().bits() <= MOST_BITS && self.is_zero_at(of, &simple) {
                *zero = Zero::At(simple);
            }
        }
    }
}

/// Zeros with longer denominators are not recognised.
const MOST_BITS: u64 = 16;

/// One evaluation does not go on for ever, and tells no more than a sign.
fn limited(mut environment: Environment<'_>) -> Environment<'_> {
    environment.limits.max_steps = environment.limits.max_steps.min(MOST_STEPS);
    environment.with_digits(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_expression;

    fn found(text: &str, work: u64) -> (Option<Vec<Zero>>, u64) {
        let (symbol, given, budget) = (Symbol::new("x"), Assumptions::none(), Budget::default());
        let left = Cell::new(work);
        let monotone = Monotone::new(&symbol, &given, &budget, &left);
        let all = Ends {
            low: None,
            high: None,
        };
        let zeros = monotone.zeros(&parse_expression(text).unwrap(), &all, 0);
        (zeros, left.get())
    }

    /// By bisection: e^x = 3x at 0.619… and 1.512…; e^x > x everywhere; (e^x − 1)² touches 0 at 0 alone.
    #[test]
    fn zeros_lie_between_turns() {
        let around = |zero: &Zero, low: i64, high: i64| {
            let per_mille = |n: i64| Rational::new(n.into(), 1000.into()).unwrap();
            zero.low() <= &per_mille(high) && &per_mille(low) <= zero.high()
        };
        let zeros = found("exp(x) - 3*x", MOST_WORK).0.unwrap();
        let [first, second] = zeros.as_slice() else {
            panic!("{zeros:?}");
        };
        assert!(around(first, 619, 620) && around(second, 1512, 1513));
        assert!(first.high() <= second.low());
        assert!(found("exp(x) - x", MOST_WORK).0.unwrap().is_empty());
        let touching = found("exp(2*x) - 2*exp(x) + 1", MOST_WORK).0.unwrap();
        assert!(matches!(touching.as_slice(), [Zero::At(zero)] if zero.is_zero()));
    }

    #[test]
    fn too_little_work_finds_nothing() {
        assert_eq!(found("exp(x) - 3*x", 100).1, 0);
        assert!(found("exp(x) - 3*x", 100).0.is_none());
    }
}
