//! Constant factors that are numbers, told from 0: roots and logarithms may add up to nothing, as in
//! √(5 + 2√6) − √2 − √3, and what they are multiplied by then does not grow.

use std::cmp::Ordering;

use super::expansion::written;
use super::sign::Sign;
use crate::eval::{Environment, algebraic_sign, evaluate};
use crate::expr::{Expr, ExprKind, Function, Monomial};

/// What is known of a sum of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ConstantSign {
    /// It is 0.
    Zero,
    /// It is not 0.
    Of(Sign),
    /// Whether it is 0 could not be seen.
    Unknown,
}

/// The sign of a sum of constant parts where these are numbers that are no plain fractions; `None` for others.
pub(super) fn sign(parts: &[Monomial]) -> Option<ConstantSign> {
    let mut bases = parts.iter().flat_map(|part| &part.powers);
    let is_number = |base: &Expr| base.free_symbols().is_empty();
    if !bases.clone().all(|(base, _)| is_number(base)) {
        return None;
    }
    let is_plain = parts.len() == 1 && bases.all(|(base, _)| is_plain(base));
    if is_plain || parts.iter().all(|part| part.powers.is_empty()) {
        return None;
    }
    let whole = Expr::sum(parts.iter().map(written));
    let environment = Environment::new();
    let order = match evaluate(&whole, &environment) {
        Ok(value) => value.as_real().and_then(|real| real.signum()),
        Err(_) => None,
    };
    let order = order.map(|sign| sign.cmp(&0));
    let order = order.or_else(|| algebraic_sign(&whole, &environment));
    Some(match order {
        Some(Ordering::Greater) => ConstantSign::Of(Sign::Positive),
        Some(Ordering::Less) => ConstantSign::Of(Sign::Negative),
        Some(Ordering::Equal) => ConstantSign::Zero,
        None => ConstantSign::Unknown,
    })
}

/// A root or a logarithm of a number, which the normal form would have written as 0 were it 0.
fn is_plain(base: &Expr) -> bool {
    match base.kind() {
        ExprKind::Number(_) => true,
        ExprKind::Call(
            Function::Sqrt
            | Function::Root
            | Function::Ln
            | Function::Log2
            | Function::Log10
            | Function::Exp,
            parts,
        ) => parts.iter().all(|part| part.as_number().is_some()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Assumptions;
    use crate::growth::expansion::expand;
    use crate::poly::Budget;
    use crate::syntax::parse_expression;

    /// Bombelli: ∛(7 + 5√2) = 1 + √2; Ramanujan: √(∛28 − 3) = (∛98 − ∛28 − 1)/3; log₂(10)·log₁₀(2) = 1, which
    /// no value tells;
    /// √2 + √3 = 3.146… < √10 = 3.162….
    #[test]
    fn sums_that_are_nothing() {
        use ConstantSign as S;
        for (text, expected) in [
            ("root(7 + 5*sqrt(2), 3) - 1 - sqrt(2)", Some(S::Zero)),
            (
                "sqrt(root(28, 3) - 3) - (root(98, 3) - root(28, 3) - 1)/3",
                Some(S::Zero),
            ),
            ("log2(10)*log10(2) - 1", Some(S::Unknown)),
            ("sqrt(2) + sqrt(3) - sqrt(10)", Some(S::Of(Sign::Negative))),
            ("1/ln(2) - 1", Some(S::Of(Sign::Positive))),
            ("3*sqrt(2)", None),
            ("a*sqrt(2) - a", None),
            ("7", None),
        ] {
            let expr = parse_expression(text).unwrap();
            let expansion = expand(&expr, &Assumptions::none(), &Budget::default()).unwrap();
            assert_eq!(sign(&expansion.terms), expected, "{text}");
        }
    }
}
