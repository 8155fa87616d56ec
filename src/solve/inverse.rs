//! Functions undone: what their argument is where their value is known.

use super::undo::not_negative;
use crate::eval::{Environment, evaluate};
use crate::expr::{Assumptions, Comparison, Expr, ExprKind, Function, Predicate, Symbol};
use crate::number::{Integer, Rational};

/// What an equation f(g) = r says of g.
pub(super) enum Inverse {
    /// No value does it.
    Never,
    /// One of these equations holds, under conditions on other symbols; with each what must be the
    /// same for it to be so: f of the value and r.
    Equations(Vec<(Expr, Expr, (Expr, Expr))>, Vec<Predicate>),
    /// g lies between, with the lower end (`true`) or the upper end in it.
    Range {
        inner: Expr,
        low: (Expr, bool),
        high: (Expr, bool),
    },
}

/// Factorials of larger numbers are not looked for.
const MOST_FACTORIAL: i64 = 500;

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
        ExprKind::Power(base, exponent) if !base.mentions(unknown) => {
            let logarithm = logarithm_to(base, value);
            let back = Expr::power(base.clone(), logarithm.clone());
            undo.positive(exponent, logarithm, back)
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
            (Function::Floor, [g]) => undo.rounded(g, 0),
            (Function::Ceil, [g]) => undo.rounded(g, -1),
            (Function::Factorial, [g]) => undo.factorial(g),
            _ => None,
        },
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
    /// The sign of the value, where it is a number.
    fn sign(&self) -> Option<i32> {
        if !self.value.free_symbols().is_empty() {
            return None;
        }
        let environment = Environment::from_assumptions(self.given);
        let value = evaluate(self.value, &environment).ok()?.as_real()?;
        value
            .signum()
            .or_else(|| value.exact().map(Rational::signum))
    }

    fn plain(&self, inner: &Expr, to: Expr, back: Expr) -> Inverse {
        let check = (back, self.value.clone());
        Inverse::Equations(vec![(inner.clone(), to, check)], Vec::new())
    }

    /// A power with a fractional or an even root: the value is not negative, and so is what is raised.
    fn root_of(&self, part: &Expr, inner: &Expr, degree: &Rational) -> Option<Inverse> {
        let conditions = match self.sign() {
            Some(sign) if sign < 0 => return Some(Inverse::Never),
            Some(_) => Vec::new(),
            None if self.value.free_symbols().is_empty() => return None,
            None => vec![not_negative(self.value)],
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
            Some(sign) if sign <= 0 => return Some(Inverse::Never),
            Some(_) => Vec::new(),
            None if self.value.free_symbols().is_empty() => return None,
            None => vec![Predicate::Compare(
                self.value.clone(),
                Comparison::Greater,
                Expr::zero(),
            )],
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
            Some(sign) if sign < 0 => Inverse::Never,
            Some(0) => Inverse::Equations(vec![one(self.value.clone())], Vec::new()),
            Some(_) => Inverse::Equations(vec![one(negated), one(self.value.clone())], Vec::new()),
            None if self.value.free_symbols().is_empty() => return None,
            None => Inverse::Equations(
                vec![one(negated), one(self.value.clone())],
                vec![not_negative(self.value)],
            ),
        })
    }

    /// A floor is r from r to below r + 1, a ceiling from above r − 1 to r.
    fn rounded(&self, inner: &Expr, from: i64) -> Option<Inverse> {
        if let Some(number) = self.value.as_number() {
            if !number.is_integer() {
                return Some(Inverse::Never);
            }
        } else if !self.value.free_symbols().is_empty() {
            return None;
        }
        let moved = |by: i64| Expr::sum([self.value.clone(), Expr::integer(Integer::from(by))]);
        let is_floor = from == 0;
        Some(Inverse::Range {
            inner: inner.clone(),
            low: (
                if is_floor {
                    self.value.clone()
                } else {
                    moved(from)
                },
                is_floor,
            ),
            high: (
                if is_floor {
                    moved(1)
                } else {
                    self.value.clone()
                },
                !is_floor,
            ),
        })
    }

    fn factorial(&self, inner: &Expr) -> Option<Inverse> {
        let wanted = self.value.as_number()?;
        let mut product = Rational::ONE;
        let mut found = Vec::new();
        for n in 0..=MOST_FACTORIAL {
            if n > 0 {
                product *= Rational::from(n);
            }
            if product == wanted {
                let n = Expr::integer(n);
                let back = Expr::call(Function::Factorial, [n.clone()]);
                found.push((inner.clone(), n, (back, self.value.clone())));
            }
            if product > wanted {
                break;
            }
        }
        Some(if found.is_empty() {
            Inverse::Never
        } else {
            Inverse::Equations(found, Vec::new())
        })
    }
}
