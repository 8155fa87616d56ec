//! Functions undone: what their argument is where their value is known.

use super::undo::negated;
use super::undone::Impossible;
use crate::eval::{Environment, Real, evaluate};
use crate::expr::{Assumptions, Bound, Comparison, Expr, ExprKind, Function, Predicate, Symbol};
use crate::judge::{self, compared_with_zero, judge_predicate};
use crate::number::Rational;
use crate::poly::Budget;

/// What an equation f(g) = r says of g.
pub(super) enum Inverse {
    /// No value does it; why.
    Never(Impossible),
    /// One of these equations holds, under conditions on other symbols; with each what must be the
    /// same for it to be so: f of the value and r.
    Equations(Vec<(Expr, Expr, (Expr, Expr))>, Vec<Predicate>),
    /// A condition holds, or does not.
    Truth(Predicate),
    /// g lies between.
    Range {
        inner: Expr,
        low: Bound,
        high: Bound,
    },
}

/// Factorials of larger numbers are not looked for.
const MOST_FACTORIAL: i64 = 5_000;

/// Smaller whole numbers are not tried as x of x^x.
const MOST_SELF_POWER: i64 = 60;

/// Undoes the outermost function of a part; `None` where it is not one that is undone.
pub(super) fn inverse(
    part: &Expr,
    value: &Expr,
    unknown: &Symbol,
    given: &Assumptions,
) -> Option<Inverse> {
    let undo = Undo { value, given };
    match part.kind() {
        ExprKind::Power(base, exponent) if !exponent.mentions(unknown) => {
            let degree = exponent.as_number()?.recip()?;
            undo.root_of(part, base, &degree)
        }
        ExprKind::Power(base, exponent) if !base.mentions(unknown) => undo.power_of(base, exponent),
        ExprKind::Power(base, exponent)
            if base == exponent && base.as_symbol() == Some(unknown) =>
        {
            undo.self_power(base)
        }
        ExprKind::Call(function, parts) => match (function, parts.as_slice()) {
            (Function::Sqrt, [g]) => undo.root_of(part, g, &Rational::from(2)),
            (Function::Root, [g, n]) => {
                let degree = n.as_number().filter(Rational::is_integer)?;
                if degree.numerator().is_even() {
                    undo.root_of(part, g, &degree)
                } else {
                    let power = Expr::power(value.clone(), n.clone());
                    let back = Expr::call(Function::Root, [power.clone(), n.clone()]);
                    Some(undo.plain(g, power, back))
                }
            }
            (Function::Exp, [g]) => {
                let logarithm = Expr::call(Function::Ln, [value.clone()]);
                let back = Expr::call(Function::Exp, [logarithm.clone()]);
                undo.positive(g, logarithm, back)
            }
            (Function::Ln, [g]) => {
                let power = Expr::call(Function::Exp, [value.clone()]);
                let back = Expr::call(Function::Ln, [power.clone()]);
                Some(undo.plain(g, power, back))
            }
            (Function::Log2 | Function::Log10, [g]) => {
                let base = if *function == Function::Log2 { 2 } else { 10 };
                let power = Expr::power(Expr::integer(base), value.clone());
                let back = Expr::call(function.clone(), [power.clone()]);
                Some(undo.plain(g, power, back))
            }
            (Function::Abs, [g]) => undo.absolute(g),
            (Function::Floor, [g]) => undo.rounded(g, true),
            (Function::FloorDiv, [a, b]) => {
                undo.rounded(&Expr::quotient(a.clone(), b.clone()), true)
            }
            (Function::Ceil, [g]) => undo.rounded(g, false),
            (Function::Factorial, [g]) => undo.factorial(g),
            _ => None,
        },
        ExprKind::Bracket(known) => Some(match value.as_number()? {
            number if number.is_one() => Inverse::Truth(known.clone()),
            number if number.is_zero() => Inverse::Truth(negated(known)),
            _ => Inverse::Never(Impossible::Truth),
        }),
        _ => None,
    }
}

/// The logarithm of a value to a base.
fn logarithm_to(base: &Expr, value: &Expr) -> Expr {
    let number = base
        .as_number()
        .and_then(|base| base.to_integer()?.to_i64());
    match number {
        Some(2) => Expr::call(Function::Log2, [value.clone()]),
        Some(10) => Expr::call(Function::Log10, [value.clone()]),
        _ => {
            let ln = |of: &Expr| Expr::call(Function::Ln, [of.clone()]);
            Expr::quotient(ln(value), ln(base))
        }
    }
}

struct Undo<'a> {
    value: &'a Expr,
    given: &'a Assumptions,
}

impl Undo<'_> {
    /// What the value is, where it is a number.
    fn number(&self) -> Option<Real> {
        if !self.value.free_symbols().is_empty() {
            return None;
        }
        let environment = Environment::from_assumptions(self.given);
        evaluate(self.value, &environment).ok()?.as_real()
    }

    /// How it has to compare with 0.
    fn compared(&self, comparison: Comparison) -> Predicate {
        compared_with_zero(self.value, comparison, self.given, &Budget::default())
    }

    /// Its sign, where it is a number.
    fn sign(&self) -> Option<i32> {
        self.number()?.signum()
    }

    /// A power is undone by a logarithm where its base is positive and not 1.
    fn power_of(&self, base: &Expr, exponent: &Expr) -> Option<Inverse> {
        let logarithm = logarithm_to(base, self.value);
        let back = Expr::power(base.clone(), logarithm.clone());
        let undone = self.positive(exponent, logarithm, back)?;
        let compared = |comparison, to: Expr| Predicate::Compare(base.clone(), comparison, to);
        let is_unlike =
            |known: &Predicate| matches!(known, Predicate::Compare(_, Comparison::NotEqual, _));
        let mut needed = Vec::new();
        for known in [
            compared(Comparison::Greater, Expr::zero()),
            compared(Comparison::NotEqual, Expr::one()),
        ] {
            match judge_predicate(&known, self.given, &judge::Budget::default()) {
                verdict if verdict.holds() && verdict.conditions().is_empty() => {}
                verdict if verdict.fails() && base.free_symbols().is_empty() => return None,
                _ => needed.push(known),
            }
        }
        match undone {
            Inverse::Equations(equations, mut conditions) => {
                conditions.extend(needed);
                Some(Inverse::Equations(equations, conditions))
            }
            // Powers of a base of either sign may be negative, those of 1 are not.
            _ => needed.iter().all(is_unlike).then_some(undone),
        }
    }

    /// x^x = r says x·ln(x) = ln(r) for x above 0; below, x^x has a value at whole numbers, and 0^0 is 1.
    fn self_power(&self, symbol: &Expr) -> Option<Inverse> {
        let value = self.number()?;
        let whole = |n: i64| {
            let n = Rational::from(-n);
            let exponent = i32::try_from(n.to_integer()?.to_i64()?).ok()?;
            let there = if n.is_zero() {
                Rational::ONE
            } else {
                n.pow(exponent)?
            };
            Some((n, there))
        };
        let mut found = Vec::new();
        for n in 0..=MOST_SELF_POWER {
            let (n, there) = whole(n)?;
            if there.abs() < value.low().abs().min(value.high().abs()) {
                break;
            }
            if -&n == Rational::from(MOST_SELF_POWER) {
                return None;
            }
            if value.exact().is_some_and(|value| *value == there) {
                let root = Expr::number(&n);
                let back = Expr::power(root.clone(), root.clone());
                found.push((symbol.clone(), root, (back, self.value.clone())));
            }
        }
        if self.sign()? > 0 {
            let ln = |of: &Expr| Expr::call(Function::Ln, [of.clone()]);
            let product = Expr::product([symbol.clone(), ln(symbol)]);
            let back = Expr::call(Function::Exp, [ln(self.value)]);
            found.push((product, ln(self.value), (back, self.value.clone())));
        }
        Some(Inverse::Equations(found, Vec::new()))
    }

    fn plain(&self, inner: &Expr, to: Expr, back: Expr) -> Inverse {
        let check = (back, self.value.clone());
        Inverse::Equations(vec![(inner.clone(), to, check)], Vec::new())
    }

    /// A power with a fractional or an even root: the value is not negative, and so is what is raised.
    fn root_of(&self, part: &Expr, inner: &Expr, degree: &Rational) -> Option<Inverse> {
        let conditions = match self.sign() {
            Some(sign) if sign < 0 => return Some(Inverse::Never(Impossible::NotNegative)),
            Some(_) => Vec::new(),
            None if self.value.free_symbols().is_empty() => return None,
            None => vec![self.compared(Comparison::GreaterEqual)],
        };
        let power = Expr::power(self.value.clone(), Expr::number(degree));
        let back = match part.kind() {
            ExprKind::Call(Function::Sqrt, _) => Expr::call(Function::Sqrt, [power.clone()]),
            ExprKind::Call(Function::Root, parts) => {
                Expr::call(Function::Root, [power.clone(), parts.get(1)?.clone()])
            }
            ExprKind::Power(_, exponent) => Expr::power(power.clone(), exponent.clone()),
            _ => return None,
        };
        let check = (back, self.value.clone());
        Some(Inverse::Equations(
            vec![(inner.clone(), power, check)],
            conditions,
        ))
    }

    /// A function whose values are positive.
    fn positive(&self, inner: &Expr, to: Expr, back: Expr) -> Option<Inverse> {
        let conditions = match self.sign() {
            Some(sign) if sign <= 0 => return Some(Inverse::Never(Impossible::Positive)),
            Some(_) => Vec::new(),
            None if self.value.free_symbols().is_empty() => return None,
            None => vec![self.compared(Comparison::Greater)],
        };
        let check = (back, self.value.clone());
        Some(Inverse::Equations(
            vec![(inner.clone(), to, check)],
            conditions,
        ))
    }

    fn absolute(&self, inner: &Expr) -> Option<Inverse> {
        let size = |value: &Expr| Expr::call(Function::Abs, [value.clone()]);
        let one = |value: Expr| {
            (
                inner.clone(),
                value.clone(),
                (size(&value), self.value.clone()),
            )
        };
        let negated = Expr::negative(self.value.clone());
        Some(match self.sign() {
            Some(sign) if sign < 0 => Inverse::Never(Impossible::NotNegative),
            Some(0) => Inverse::Equations(vec![one(self.value.clone())], Vec::new()),
            Some(_) => Inverse::Equations(vec![one(negated), one(self.value.clone())], Vec::new()),
            None if self.value.free_symbols().is_empty() => return None,
            None => Inverse::Equations(
                vec![one(negated), one(self.value.clone())],
                vec![self.compared(Comparison::GreaterEqual)],
            ),
        })
    }

    /// A floor is r from r to below r + 1, a ceiling from above r − 1 to r.
    fn rounded(&self, inner: &Expr, is_floor: bool) -> Option<Inverse> {
        let Some(number) = self.value.as_number() else {
            let held = self.number()?.enclosure();
            // Between two integers, it is none.
            let is_between = held.low().floor() == held.high().floor()
                && Rational::from_integer(held.low().floor()) != *held.low();
            return is_between.then_some(Inverse::Never(Impossible::Whole));
        };
        if !number.is_integer() {
            return Some(Inverse::Never(Impossible::Whole));
        }
        let end = |value: Rational, strict: bool| Bound { value, strict };
        let (low, high) = if is_floor {
            (
                end(number.clone(), false),
                end(number + Rational::ONE, true),
            )
        } else {
            (end(&number - Rational::ONE, true), end(number, false))
        };
        Some(Inverse::Range {
            inner: inner.clone(),
            low,
            high,
        })
    }

    /// The factorials up to the value; `None` where there are too many of them.
    fn factorial(&self, inner: &Expr) -> Option<Inverse> {
        let wanted = self.value.as_number()?;
        let mut product = Rational::ONE;
        let mut found = Vec::new();
        for n in 0.. {
            if n > MOST_FACTORIAL {
                return None;
            }
            if n > 0 {
                product *= Rational::from(n);
            }
            if product > wanted {
                break;
            }
            if product == wanted {
                let n = Expr::integer(n);
                let back = Expr::call(Function::Factorial, [n.clone()]);
                found.push((inner.clone(), n, (back, self.value.clone())));
            }
        }
        Some(if found.is_empty() {
            Inverse::Never(Impossible::Factorial)
        } else {
            Inverse::Equations(found, Vec::new())
        })
    }
}
