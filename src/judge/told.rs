//! Comparisons with 0 as short as they are said: `a ≥ 0` rather than `4a ≥ 0`, `x ≥ 5` rather than `x − 5 ≥ 0`.

use crate::eval::{Environment, enclosed_sign};
use crate::expr::{Assumptions, Comparison, Expr, Predicate};
use crate::number::Rational;
use crate::poly::{self, Term};

/// How an expression compares with 0, without the factors that are numbers.
///
/// ```
/// use longhand::expr::{Assumptions, Comparison};
/// use longhand::judge::compared_with_zero;
/// use longhand::syntax::parse_expression;
///
/// let quarter = parse_expression("4*ln(2)*a").unwrap();
/// let under = Assumptions::none();
/// let known = compared_with_zero(&quarter, Comparison::GreaterEqual, &under, &Default::default());
/// assert_eq!(known.operands()[0], &parse_expression("a").unwrap());
/// ```
pub fn compared_with_zero(
    written: &Expr,
    comparison: Comparison,
    under: &Assumptions,
    budget: &poly::Budget,
) -> Predicate {
    let whole = || Predicate::Compare(written.clone(), comparison, Expr::zero());
    let Ok(form) = poly::normal_form(written, under, budget) else {
        return whole();
    };
    if !form.is_polynomial() {
        return whole();
    }
    let mut terms = form.terms();
    match terms.as_mut_slice() {
        [term] => {
            let is_negative = term.coefficient.is_negative() != without_constants(term);
            let comparison = if is_negative {
                comparison.mirrored()
            } else {
                comparison
            };
            let left = match term.powers.as_slice() {
                [] => return whole(),
                [(base, exponent)] if exponent % 2 != 0 => base.clone(),
                _ => term.to_expr(),
            };
            Predicate::Compare(left, comparison, Expr::zero())
        }
        [term, number] if number.powers.is_empty() => {
            let bound = (-&number.coefficient).checked_div(&term.coefficient);
            match (term.powers.as_slice(), bound) {
                ([(base, 1)], Some(bound)) if base.as_symbol().is_some() => {
                    let comparison = if term.coefficient.is_negative() {
                        comparison.mirrored()
                    } else {
                        comparison
                    };
                    Predicate::Compare(base.clone(), comparison, Expr::number(&bound))
                }
                _ => whole(),
            }
        }
        _ => whole(),
    }
}

/// Takes the number and the constants out of a term; tells whether the product of these constants is negative.
fn without_constants(term: &mut Term) -> bool {
    let mut is_negative = false;
    term.coefficient = Rational::ONE;
    term.powers.retain(|(base, exponent)| {
        if !base.free_symbols().is_empty() {
            return true;
        }
        match enclosed_sign(base, &Environment::new()) {
            Some(order) => {
                is_negative ^= order.is_lt() && exponent % 2 != 0;
                false
            }
            None => true,
        }
    });
    is_negative
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{parse_condition, parse_expression};

    /// Worked by hand; ln(1/2) is negative.
    #[test]
    fn factors_that_are_numbers_are_left_out() {
        for (written, comparison, expected) in [
            ("4*a", Comparison::GreaterEqual, "a >= 0"),
            ("-a/2", Comparison::GreaterEqual, "a <= 0"),
            ("ln(1/2)*a", Comparison::Greater, "a < 0"),
            ("-ln(1/2)*a^3", Comparison::Greater, "a > 0"),
            ("4*a*b", Comparison::GreaterEqual, "a*b >= 0"),
            ("2*x - 10", Comparison::Greater, "x > 5"),
            ("3 - x", Comparison::GreaterEqual, "x <= 3"),
            ("b^2 - 4*c", Comparison::GreaterEqual, "b^2 - 4*c >= 0"),
        ] {
            let written = parse_expression(written).unwrap();
            let found = compared_with_zero(
                &written,
                comparison,
                &Assumptions::none(),
                &poly::Budget::default(),
            );
            assert_eq!(found, parse_condition(expected).unwrap(), "{expected}");
        }
    }
}
