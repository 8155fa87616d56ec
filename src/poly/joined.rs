//! Roots of exponentials as exponentials: the sixth root of exp(x) is exp(x/6), and its fifth power exp(5x/6).

use crate::expr::{Expr, ExprKind, Function, Monomial};
use crate::number::Rational;

/// A constant to a power with one term: its base, none for e, and the exponent.
struct Exponential {
    base: Option<Expr>,
    exponent: Monomial,
}

impl Exponential {
    fn read(expr: &Expr) -> Option<Self> {
        let (base, exponent) = match expr.kind() {
            ExprKind::Call(Function::Exp, parts) => (None, parts.first()?),
            ExprKind::Power(base, exponent) if exponent.as_number().is_none() => {
                (Some(base.clone()), exponent)
            }
            _ => return None,
        };
        let exponent = Monomial::read(exponent)?;
        Some(Self { base, exponent })
    }

    fn to_expr(&self) -> Expr {
        let exponent = self.exponent.to_expr();
        match &self.base {
            Some(base) => Expr::power(base.clone(), exponent),
            None => Expr::call(Function::Exp, [exponent]),
        }
    }

    /// Whether both are powers of the same, with exponents that differ by a number as a factor.
    fn joins(&self, other: &Self) -> bool {
        let sorted = |exponent: &Monomial| {
            let mut powers = exponent.powers.clone();
            powers.sort();
            powers
        };
        self.base == other.base && sorted(&self.exponent) == sorted(&other.exponent)
    }
}

/// The root of an exponential as one; `None` for another expression.
pub(super) fn root_of_exponential(expr: &Expr, order: u64) -> Option<Expr> {
    let mut found = Exponential::read(expr)?;
    let order = Rational::from(i64::try_from(order).ok()?);
    found.exponent.coefficient = found.exponent.coefficient.checked_div(&order)?;
    Some(found.to_expr())
}

/// The powers of a term in which roots of exponentials are joined with what they are roots of: exp(x/2)/exp(x) is
/// exp(−x/2).
pub(super) fn joined(mut powers: Vec<(Expr, i64)>) -> Vec<(Expr, i64)> {
    let is_root = |(part, _): &(Expr, i64)| {
        let found = Exponential::read(part);
        found.filter(|found| !found.exponent.coefficient.is_integer())
    };
    let mut place = 0;
    while let Some(part) = powers.get(place) {
        place += 1;
        let Some(mut root) = is_root(part) else {
            continue;
        };
        let mut total = Rational::ZERO;
        let mut first = None;
        let mut kept = Vec::new();
        for (part, times) in std::mem::take(&mut powers) {
            match Exponential::read(&part).filter(|found| found.joins(&root)) {
                Some(found) => {
                    total += &found.exponent.coefficient * Rational::from(times);
                    first.get_or_insert(kept.len());
                }
                None => kept.push((part, times)),
            }
        }
        let at = first.unwrap_or_default();
        if !total.is_zero() {
            root.exponent.coefficient = total;
            kept.insert(at, (root.to_expr(), 1));
        }
        powers = kept;
        place = at + 1;
    }
    powers
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, show};
    use crate::expr::Assumptions;
    use crate::poly::{Budget, normal_form};

    /// By the laws of powers.
    #[test]
    fn roots_of_exponentials() {
        for (text, expected) in [
            ("exp(x/2)*exp(x/3)", "exp(5*x/6)"),
            ("exp(-x^2/2)*x", "exp(-(x^2/2))*x"),
            ("sqrt(exp(x))", "exp(x/2)"),
            ("2^(n/2)", "2^(n/2)"),
            ("2^(n/2)*2^(n/2)", "2^n"),
            ("exp(x/2)*exp(-x/2)", "1"),
            ("3*exp(x/2)/exp(x)", "3*exp(-(x/2))"),
            ("exp(x)^2", "exp(x)^2"),
        ] {
            let form = normal_form(&read(text), &Assumptions::none(), &Budget::default()).unwrap();
            assert_eq!(show(&form.to_expr()), show(&read(expected)), "{text}");
        }
    }
}
