//! Logarithms to different bases in one claim, written to one base: log₂(n) is ln(n)/ln(2), a number times ln(n).

use std::collections::BTreeSet;

use crate::expr::{Expr, ExprKind, Function, deep};

/// The sides with all logarithms as natural ones, where more than one base occurs.
pub(super) fn in_one_base(lhs: &Expr, rhs: &Expr) -> Option<(Expr, Expr)> {
    let mut bases = BTreeSet::new();
    for side in [lhs, rhs] {
        collect(side, &mut bases);
    }
    (bases.len() > 1).then(|| (natural(lhs), natural(rhs)))
}

/// The base of a logarithm, 0 for Euler's, and what it is of.
fn base(expr: &Expr) -> Option<(i64, &Expr)> {
    let ExprKind::Call(function, arguments) = expr.kind() else {
        return None;
    };
    let base = match function {
        Function::Ln => 0,
        Function::Log2 => 2,
        Function::Log10 => 10,
        _ => return None,
    };
    Some((base, arguments.first()?))
}

fn collect(expr: &Expr, found: &mut BTreeSet<i64>) {
    found.extend(base(expr).map(|(base, _)| base));
    deep(|| {
        for part in expr.children() {
            collect(part, found);
        }
    });
}

fn natural(expr: &Expr) -> Expr {
    let inner = deep(|| expr.map_children(natural));
    let Some((base, of)) = base(&inner).filter(|(base, _)| *base > 0) else {
        return inner;
    };
    let ln = |of: Expr| Expr::call(Function::Ln, [of]);
    Expr::quotient(ln(of.clone()), ln(Expr::integer(base)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::verdict;

    /// By hand: log₂(n) = ln(n)/ln(2), and ln(2) is neither 0 nor 1.
    #[test]
    fn bases_differ_by_a_factor() {
        for (claim, holds, fails) in [
            ("n*log2(n) ~ n*ln(n)", false, true),
            ("log2(n) ~ ln(n)", false, true),
            ("log2(n) ~ ln(n)/ln(2)", true, false),
            ("n*log2(n) + n ~ n*log10(n)/log10(2)", true, false),
            ("n*log10(2) ~ n*ln(2)/ln(10)", true, false),
            ("n^2*log2(10)*log10(2) + n ~ n^2", true, false),
            ("n*log2(3)*ln(2) ~ 2*n*ln(3)", false, true),
            ("log2(n)^2 << n*ln(n)", true, false),
            ("log10(n) << log2(n)", false, true),
            ("log10(n) ≍ log2(n)", true, false),
            ("log2(n) + ln(n) ≍ log10(n)", true, false),
        ] {
            let found = verdict(claim, "");
            assert_eq!(
                (found.holds(), found.fails()),
                (holds, fails),
                "{claim}: {found:?}"
            );
        }
    }
}
