//! Quotients of powers as people write derivatives: n·xⁿ/x is n·x^(n − 1).

use crate::expr::{Expr, ExprKind, deep};
use crate::number::{Integer, Rational};

/// An expression with each power of a symbol that is divided by the same symbol written as one power, where
/// the exponent is no number.
#[must_use]
pub fn joined_powers(expr: &Expr) -> Expr {
    deep(|| match expr.kind() {
        ExprKind::Sum(_) | ExprKind::Neg(_) => expr.map_children(joined_powers),
        ExprKind::Quotient(above, below) => joined(above, below).unwrap_or_else(|| expr.clone()),
        _ => expr.clone(),
    })
}

fn joined(above: &Expr, below: &Expr) -> Option<Expr> {
    let (base, count) = match below.kind() {
        ExprKind::Symbol(_) => (below, Integer::ONE),
        ExprKind::Power(base, count) if base.as_symbol().is_some() => (
            base,
            count.as_number().filter(Rational::is_integer)?.floor(),
        ),
        _ => return None,
    };
    let mut factors = above.factors().to_vec();
    let at = factors.iter().position(|factor| match factor.kind() {
        ExprKind::Power(of, exponent) => of == base && exponent.as_number().is_none(),
        _ => false,
    })?;
    let power = factors.remove(at);
    let ExprKind::Power(_, exponent) = power.kind() else {
        return None;
    };
    let less = Expr::difference(exponent.clone(), Expr::integer(count));
    factors.push(Expr::power(base.clone(), less));
    Some(Expr::product(factors))
}

#[cfg(test)]
mod tests {
    use crate::expr::Expr;
    use crate::syntax::parse_expression;

    /// As every table of derivatives writes them.
    #[test]
    fn powers_over_their_base() {
        let read = |text: &str| -> Expr { parse_expression(text).unwrap() };
        for (given, expected) in [
            ("x^n*n/x", "n*x^(n - 1)"),
            ("x^n*n/x + x^m*m/x", "n*x^(n - 1) + m*x^(m - 1)"),
            ("x^n*n/x^2", "n*x^(n - 2)"),
            ("x^n*n/y", "x^n*n/y"),
            ("x^3/x", "x^3/x"),
        ] {
            assert_eq!(
                super::joined_powers(&read(given)),
                read(expected),
                "{given}"
            );
        }
    }
}
