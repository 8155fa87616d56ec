//! Differences of logarithms as logarithms of quotients, which have bounds that shrink with the difference.

use crate::expr::{Expr, ExprKind, Function, Monomial, deep};
use crate::number::Rational;

/// A sum with each c·ln(u) − c·ln(v) in it as c·ln(u/v); `None` where there is no such pair.
pub(super) fn joined(expr: &Expr) -> Option<Expr> {
    let mut rest = Vec::new();
    let mut open: Vec<(Rational, Expr)> = Vec::new();
    let mut pairs = Vec::new();
    let mut terms = Vec::new();
    flatten(expr, false, &mut terms);
    for term in terms {
        let Some((coefficient, argument)) = multiple(&term) else {
            rest.push(term);
            continue;
        };
        let opposite = -&coefficient;
        match open.iter().position(|(own, _)| *own == opposite) {
            Some(at) => {
                let (own, other) = open.remove(at);
                let (size, above, below) = if own.is_positive() {
                    (own, other, argument)
                } else {
                    (coefficient, argument, other)
                };
                let quotient = Expr::quotient(above, below);
                let logarithm = Expr::call(Function::Ln, [quotient]);
                pairs.push(Expr::product([Expr::number(&size), logarithm]));
            }
            None => open.push((coefficient, argument)),
        }
    }
    if pairs.is_empty() {
        return None;
    }
    let logarithm = |(coefficient, argument): (Rational, Expr)| {
        Expr::product([
            Expr::number(&coefficient),
            Expr::call(Function::Ln, [argument]),
        ])
    };
    rest.extend(open.into_iter().map(logarithm));
    rest.extend(pairs);
    Some(Expr::sum(rest))
}

/// A term as a multiple of a logarithm.
fn multiple(term: &Expr) -> Option<(Rational, Expr)> {
    let monomial = Monomial::read(term)?;
    let [(base, 1)] = monomial.powers.as_slice() else {
        return None;
    };
    let ExprKind::Call(Function::Ln, arguments) = base.kind() else {
        return None;
    };
    Some((monomial.coefficient, arguments.first()?.clone()))
}

/// The terms of sums in sums.
fn flatten(expr: &Expr, is_negated: bool, terms: &mut Vec<Expr>) {
    deep(|| match expr.kind() {
        ExprKind::Sum(parts) => {
            let parts = parts.iter();
            parts.for_each(|part| flatten(part, is_negated, terms));
        }
        ExprKind::Neg(inner) => flatten(inner, !is_negated, terms),
        _ if is_negated => terms.push(Expr::negative(expr.clone())),
        _ => terms.push(expr.clone()),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_expression;

    /// c·ln u − c·ln v = c·ln(u/v); what has no partner with the opposite coefficient stays.
    #[test]
    fn opposite_logarithms_are_joined() {
        let read = |text: &str| parse_expression(text).unwrap();
        for (text, expected) in [
            ("ln(x + 1) - ln(x)", Some("1*ln((x + 1)/x)")),
            ("ln(x) - ln(x + 1)", Some("1*ln(x/(x + 1))")),
            ("2*ln(x) - 2*ln(y)", Some("2*ln(x/y)")),
            ("-(ln(x) - ln(y))", Some("1*ln(y/x)")),
            ("ln(x) + ln(y)", None),
            ("2*ln(x) - ln(y)", None),
            ("x - y", None),
        ] {
            assert_eq!(joined(&read(text)), expected.map(read), "{text}");
        }
    }
}
