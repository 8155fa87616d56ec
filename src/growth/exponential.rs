//! Powers with a growing exponent: `2^n` exceeds every power of `n`, `3^n` exceeds `2^n`, and `2^(n²)`
//! exceeds both; between them stand `n!` and `n^n`.

use super::certificate::plain_surplus;
use super::sign::is_declared_above_one;
use super::{Coordinate, Exponents, GrowingMonomial};
use crate::eval::{Environment, Value, evaluate};
use crate::expr::{Assumptions, Expr, ExprKind, Function, Symbol};
use crate::number::{Integer, Rational};

/// The power of an argument that is set against its exponential in a search.
const LARGE_POWER: i64 = 64;

/// A positive constant above 1 to a power that grows, or a factorial, or a symbol to its own power.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exponential {
    /// The constant: a number, `exp(1)` or a symbol that is declared to be above 1; for `n^n` the symbol, for `n!` the factorial.
    pub base: Expr,
    /// How the exponent grows, in large symbols alone.
    pub argument: Exponents,
}

impl Exponential {
    /// A base that is above 1.
    pub(super) fn new(base: &Expr, argument: Exponents, assumptions: &Assumptions) -> Option<Self> {
        let symbols_only =
            |(coordinate, _): (&Coordinate, &Rational)| matches!(coordinate, Coordinate::Symbol(_));
        let fits = argument.is_growing() && argument.iter().all(symbols_only);
        let base = base.clone();
        let is_above_one =
            is_above(&base, &Expr::one()) || is_declared_above_one(&base, assumptions);
        (fits && is_above_one).then_some(Self { base, argument })
    }

    /// `n!` or `n^n` for a symbol that grows.
    pub(super) fn special(base: Expr, symbol: &Symbol) -> Self {
        let argument = Exponents::of(Coordinate::Symbol(symbol.clone()));
        Self { base, argument }
    }

    /// How fast the base itself grows: not at all, as n/e in `n!`, as n in `n^n`. `None` where it is
    /// no base of an exponential.
    pub fn rank(&self) -> Option<Rank> {
        let is_argument = |expr: &Expr| {
            let symbol = expr.as_symbol();
            symbol.is_some_and(|symbol| {
                self.argument == Exponents::of(Coordinate::Symbol(symbol.clone()))
            })
        };
        match self.base.kind() {
            ExprKind::Symbol(_) if is_argument(&self.base) => Some(Rank::SelfPower),
            ExprKind::Call(Function::Factorial, arguments) => {
                let fits = matches!(arguments.as_slice(), [n] if is_argument(n));
                fits.then_some(Rank::Factorial)
            }
            // That a symbol is above 1 is for the assumptions to say.
            _ if !self.base.free_symbols().is_empty() => Some(Rank::Constant),
            _ if is_above(&self.base, &Expr::one()) => Some(Rank::Constant),
            _ => None,
        }
    }

    /// Whether this over a power of the other one grows without bound.
    ///
    /// With `ln n! = n ln n − n + …`: `n!` and `n^n` exceed every power of `c^n`; `n^n` exceeds `n!`, and `n!`
    /// every power of `n^n` below the first. `c^f` exceeds all their powers where f over a power of n above
    /// the first still grows.
    pub fn exceeds(&self, other: &Self, power: &Rational) -> bool {
        let more = self.argument.minus(&other.argument);
        let grows = |more: &Exponents| plain_surplus(more).is_some();
        match (self.rank(), other.rank()) {
            (Some(Rank::Constant), Some(Rank::Constant)) => {}
            (Some(Rank::Constant), Some(_)) => {
                let Some(extra) = Rational::from(LARGE_POWER).recip() else {
                    return false;
                };
                return grows(&more.minus(&other.argument.times(&extra)));
            }
            (Some(_), Some(Rank::Constant)) => return more.is_constant() || grows(&more),
            (Some(own), Some(others)) => {
                let most = match own.cmp(&others) {
                    std::cmp::Ordering::Greater => *power <= Rational::ONE,
                    _ => *power < Rational::ONE,
                };
                return more.is_constant() && most;
            }
            _ => return false,
        }
        if !more.is_constant() {
            return grows(&more);
        }
        // b > c^(p/q) exactly where b^q > c^p.
        let small = |n: &Integer| n.abs() <= Integer::from(MOST_POWER);
        if !small(power.numerator()) || !small(power.denominator()) {
            return false;
        }
        let raised =
            |base: &Expr, by: &Integer| Expr::power(base.clone(), Expr::integer(by.clone()));
        is_above(
            &raised(&self.base, power.denominator()),
            &raised(&other.base, power.numerator()),
        )
    }
}

impl Exponential {
    /// How much of what is held is used up, and over which power of the other one, so that so much of
    /// the other one is paid for; as little as is seen to be enough.
    fn share_over(
        &self,
        held: &Rational,
        lower: &Self,
        amount: &Rational,
    ) -> Option<(Rational, Rational)> {
        [2_i64, 4, 8, 16, 64]
            .into_iter()
            .chain([1])
            .find_map(|part| {
                let kept = match part {
                    1 => Rational::ZERO,
                    part => Rational::from(part).recip()?,
                };
                let used = held * (Rational::ONE - kept);
                let power = amount.checked_div(&used)?;
                self.exceeds(lower, &power).then_some((used, power))
            })
    }
}

/// How fast the base of an exponential grows, the slowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// A constant: `2^n`.
    Constant,
    /// `n!`.
    Factorial,
    /// `n^n`.
    SelfPower,
}

/// Higher powers of bases are not compared.
const MOST_POWER: i64 = 1_000;

fn is_above(a: &Expr, b: &Expr) -> bool {
    let difference = Expr::difference(a.clone(), b.clone());
    match evaluate(&difference, &Environment::new()) {
        Ok(Value::Number(number)) => number.is_positive(),
        Ok(Value::Enclosure(held)) => held.low().is_positive(),
        _ => false,
    }
}

/// e, the base of `exp`.
pub(super) fn e() -> Expr {
    Expr::call(Function::Exp, [Expr::one()])
}

/// What grows of exponentials that occur: each, over powers of its argument, and over others.
pub(super) fn growing_exponentials(occurring: &[&Exponential]) -> Vec<GrowingMonomial> {
    let mut found = Vec::new();
    for upper in occurring {
        found.push(GrowingMonomial::Exponential((*upper).clone()));
        found.push(GrowingMonomial::ExponentialOverPower {
            upper: (*upper).clone(),
            power: Rational::from(LARGE_POWER),
        });
        for lower in occurring {
            let high = Rational::from(LARGE_POWER);
            let half = Rational::from(2).recip().unwrap_or_default();
            let mut powers = [high, Rational::ONE, half].into_iter();
            let Some(power) = powers.find(|power| upper.exceeds(lower, power)) else {
                continue;
            };
            found.push(GrowingMonomial::ExponentialOverExponential {
                upper: (*upper).clone(),
                lower: (*lower).clone(),
                power,
            });
        }
    }
    found
}

/// A difference of exponents with exponentials as what grows; `None` where that is not seen.
pub(super) fn exponential_surplus(
    difference: &Exponents,
) -> Option<Vec<(GrowingMonomial, Rational)>> {
    let mut surplus = Vec::new();
    let mut uppers: Vec<(Exponential, Rational)> = Vec::new();
    let mut owed: Vec<(Exponential, Rational)> = Vec::new();
    let mut rest = Exponents::constant();
    for (coordinate, exponent) in difference.iter() {
        match coordinate {
            Coordinate::Exponential(found) if exponent.is_positive() => {
                uppers.push((found.clone(), exponent.clone()));
            }
            Coordinate::Exponential(found) => owed.push((found.clone(), exponent.abs())),
            Coordinate::Unknown(_) => return None,
            _ => rest.add(&Exponents::of(coordinate.clone()), exponent),
        }
    }
    for (lower, amount) in owed {
        let (at, used, power) = uppers.iter().enumerate().find_map(|(at, (upper, held))| {
            let (used, power) = upper.share_over(held, &lower, &amount)?;
            Some((at, used, power))
        })?;
        let (upper, held) = uppers.get_mut(at)?;
        *held = &*held - &used;
        surplus.push((
            GrowingMonomial::ExponentialOverExponential {
                upper: upper.clone(),
                lower,
                power,
            },
            used,
        ));
    }
    pay(&mut rest, &mut uppers, &mut surplus)?;
    let left = uppers.into_iter().filter(|(_, held)| held.is_positive());
    surplus.extend(left.map(|(upper, held)| (GrowingMonomial::Exponential(upper), held)));
    if !rest.is_constant() {
        surplus.extend(plain_surplus(&rest)?);
    }
    (!surplus.is_empty()).then_some(surplus)
}

/// Pays what powers and logarithms are missing by exponentials of them.
fn pay(
    rest: &mut Exponents,
    uppers: &mut [(Exponential, Rational)],
    surplus: &mut Vec<(GrowingMonomial, Rational)>,
) -> Option<()> {
    // A logarithm is paid for by its argument.
    let logarithms: Vec<(Exponents, Rational)> = rest
        .iter()
        .filter_map(|(coordinate, exponent)| match coordinate {
            Coordinate::Logarithm(argument) if exponent.is_negative() => {
                // n^(k − 2) is an exponential of ln(n).
                let is_own = |(upper, _): &(Exponential, Rational)| {
                    upper.argument.get(coordinate).is_positive()
                };
                let is_own = uppers.iter().any(is_own);
                (!is_own).then(|| (argument.clone(), exponent.abs()))
            }
            _ => None,
        })
        .collect();
    for (argument, amount) in logarithms {
        let logarithm = Exponents::of(Coordinate::Logarithm(argument.clone()));
        rest.add(&logarithm, &amount);
        rest.add(&argument, &-&amount);
        surplus.push((
            GrowingMonomial::PowerOverLogarithm {
                argument,
                power: Rational::ONE,
            },
            amount,
        ));
    }
    let missing: Vec<(Coordinate, Rational)> = rest
        .iter()
        .filter(|(_, exponent)| exponent.is_negative())
        .map(|(coordinate, exponent)| (coordinate.clone(), exponent.abs()))
        .collect();
    let half = Rational::from(2).recip()?;
    for (coordinate, amount) in missing {
        let able = |(upper, held): &&mut (Exponential, Rational)| {
            held.is_positive() && upper.argument.get(&coordinate).is_positive()
        };
        let (upper, held) = uppers.iter_mut().find(able)?;
        let used = &*held * &half;
        let per = upper.argument.get(&coordinate) * &used;
        let power = amount.checked_div(&per)?;
        // The symbols of the argument that are paid beyond what is missing are left over.
        rest.add(&upper.argument, &(&used * &power));
        *held = &*held - &used;
        let upper = upper.clone();
        surplus.push((GrowingMonomial::ExponentialOverPower { upper, power }, used));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::approximate;
    use crate::expr::{Assumptions, Symbol};
    use crate::poly::Budget;
    use crate::syntax::{parse_condition, parse_expression};

    /// What is left of sums with powers of constants, by the rules of every textbook on growth.
    #[test]
    fn leading_exponentials() {
        for (sum, leading) in [
            ("2^n + n^3", "2^n"),
            ("2^n + 100*n^50 + ln(n)", "2^n"),
            ("3^n + 2^n", "3^n"),
            ("n*2^n + 2^n", "n*2^n"),
            ("2^(n^2) + 3^n*n^7", "2^(n^2)"),
            ("exp(n) + 2^n", "exp(n)"),
            ("3^n + exp(n)", "3^n"),
            ("2^n + m^3", "2^n + m^3"),
            ("2^n*m + m*n^2", "2^n*m"),
            ("4^n + 3^n", "4^n"),
            ("2^(2*n) + 3^n*n^5", "4^n"),
            ("n! + 2^n + n^7", "n!"),
            ("n! + n^n", "n^n"),
            ("n^n + n! + 5^n", "n^n"),
            ("(n!)^2 + n^n", "(n!)^2"),
            ("2^(n^2) + n^n + n!", "2^(n^2)"),
            ("n!*n^2 + n!", "n!*n^2"),
            ("(n + 1)! + n!", "(n + 1)!"),
            ("n^(2*n) + n!*n^n", "n^(2*n)"),
            ("2^(n*m) + n!", "2^(n*m) + n!"),
            ("n^(k + 1) + n^k", "n*n^k"),
            // a > 1 is assumed, of b nothing is.
            ("a^n + n^5 + n!", "n!"),
            ("n*a^n + a^n + n^5", "n*a^n"),
            ("a^n + 2^n", "a^n + 2^n"),
            ("b^n + n^5", "b^n + n^5"),
            ("a^(n^2) + 2^n", "a^(n^2)"),
            // (2n)! is between (n!)² and (n!)²·4^n.
            ("(2*n)! + n! + 4^n", "(2*n)!"),
            ("(2*n)! + (n!)^2*4^n", "(n!)^2*4^n"),
            ("(2*n)! + (n!)^2*4^n/n", "(2*n)!"),
            ("(3*n + 1)! + n*n!*(2*n)!", "(3*n + 1)!"),
            // Their ratio grows as (e²/4)^n, for which n! and n^n would have to be told apart by constants.
            ("(2*n)! + n^(2*n)", "(2*n)! + n^(2*n)"),
        ] {
            let read = |text: &str| parse_expression(text).unwrap();
            let mut given = Assumptions::none();
            given.large = vec![Symbol::new("n"), Symbol::new("m")];
            given.conditions.push(parse_condition("a > 1").unwrap());
            let found = approximate(&read(sum), &given, &Budget::default()).unwrap();
            let under = Assumptions::none();
            let same = crate::poly::difference(
                &found.approximation,
                &read(leading),
                &under,
                &Budget::default(),
            );
            assert!(same.unwrap().is_zero(), "{sum}: {:?}", found.approximation);
        }
    }
}
