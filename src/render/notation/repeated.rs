//! Products that name the same thing twice.

use crate::expr::{Expr, ExprKind};

/// Whether a base occurs in two factors: `h·h` side by side would read as one name, `hh`.
pub(super) fn repeats_a_base(factors: &[Expr]) -> bool {
    let mut bases: Vec<&Expr> = factors.iter().map(base).collect();
    bases.retain(|base| matches!(base.kind(), ExprKind::Symbol(_)));
    bases.sort();
    bases
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a == b))
}

fn base(factor: &Expr) -> &Expr {
    match factor.kind() {
        ExprKind::Power(base, _) => base,
        _ => factor,
    }
}
