//! Remainders of powers: 2^n modulo 3 is 1, 2, 1, 2 and so on, as 2² leaves 1.

use super::positive::{Proved, sign};
use super::symbols::is_integer;
use crate::expr::{Assumptions, Expr, ExprKind};
use crate::number::Integer;
use crate::poly::{self, Term};

/// Longer periods are not looked at.
const LONGEST: i64 = 64;

/// The least number of times that the base of a power has to be multiplied with itself so that it leaves 1 by a
/// divisor; `None` for what is no power of numbers, or where that number is large or there is none.
pub(super) fn order(term: &Term, divisor: &Integer) -> Option<Integer> {
    let (base, _) = base_of(term, divisor)?;
    let mut power = base.clone();
    for count in 1..=LONGEST {
        if power.is_one() {
            return Some(Integer::from(count));
        }
        power = (power * &base).div_rem_floor(divisor)?.1;
    }
    None
}

/// Whether a term is a number times powers of numbers with one exponent, an integer from 0 on, and these powers
/// leave 1 by the divisor of that number.
pub(super) fn leaves_one(term: &Term, under: &Assumptions) -> bool {
    let Some((base, exponent)) = base_of(term, term.coefficient.denominator()) else {
        return false;
    };
    base.is_one() && is_natural(&exponent, under)
}

/// What the bases of the powers in a term together leave by a divisor, and the exponent that they have in common.
fn base_of(term: &Term, divisor: &Integer) -> Option<(Integer, Expr)> {
    let mut found: Option<Expr> = None;
    let mut product = Integer::ONE;
    if *divisor <= Integer::ONE {
        return None;
    }
    for (power, times) in &term.powers {
        let ExprKind::Power(base, exponent) = power.kind() else {
            return None;
        };
        if found.as_ref().is_some_and(|known| known != exponent) {
            return None;
        }
        found = Some(exponent.clone());
        let times = u32::try_from(*times)
            .ok()
            .filter(|n| i64::from(*n) <= LONGEST)?;
        let base = base.as_number()?.to_integer()?;
        product = (product * base.pow(times)).div_rem_floor(divisor)?.1;
    }
    Some((product, found?))
}

/// Whether an exponent is made of integers by sums and products, and not negative.
fn is_natural(exponent: &Expr, under: &Assumptions) -> bool {
    let Ok(form) = poly::normal_form(exponent, under, &poly::Budget::default()) else {
        return false;
    };
    let is_whole = form.is_polynomial()
        && form.terms().iter().all(|term| {
            term.coefficient.is_integer()
                && term.powers.iter().all(|(base, times)| {
                    let symbol = base.as_symbol();
                    *times > 0 && symbol.is_some_and(|symbol| is_integer(symbol, under))
                })
        });
    is_whole && sign(exponent, under, &poly::Budget::default()) >= Proved::NonNegative
}

#[cfg(test)]
mod tests {
    use super::super::tests::verdict;

    /// By Fermat's little theorem and by hand: 2^n is 1, 2, 1, 2 … by 3 and 1, 2, 4, 1 … by 7; 3^n is 1, 3 … by 8.
    #[test]
    fn remainders_of_powers() {
        for (claim, under, holds) in [
            ("2^n mod 3 = 1 + n mod 2", "n in N", true),
            ("3^n mod 8 = 1 + 2*(n mod 2)", "n in N", true),
            ("2^n mod 7 = 2^(n mod 3)", "n in N", true),
            ("2^n mod 3 = 2", "n in N, n mod 2 = 1", true),
            ("6^n mod 5 = 1", "n in N", true),
            ("2^n mod 3 = 1", "n in N", false),
            ("2^n mod 7 = 1 + n mod 3", "n in N", false),
        ] {
            assert_eq!(verdict(claim, under).holds(), holds, "{claim}");
        }
    }
}
