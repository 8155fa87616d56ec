//! Names that stand for one of several cases: `if tied then 0 else V h`.

use super::report::{Judged, Used};
use crate::expr::{Expr, ExprKind, Symbol, deep};

/// Whether a name that was used stands for one of several cases, and nothing says which: `if tied then 0
/// else V h`.
pub(super) fn chooses_openly(judged: &Judged, is_open: bool) -> bool {
    let chooses = |used: &Used| has_cases(&used.value);
    is_open && judged.slip.is_none() && judged.used.iter().any(chooses)
}

/// Whether such a name stands on one side only.
pub(super) fn drops_choice(
    lhs: &Expr,
    rhs: &Expr,
    meaning: impl Fn(&Symbol) -> Option<Expr>,
) -> bool {
    let (left, right) = (lhs.free_symbols(), rhs.free_symbols());
    let mut apart = left.symmetric_difference(&right);
    apart.any(|symbol| meaning(symbol).is_some_and(|value| has_cases(&value)))
}

fn has_cases(expr: &Expr) -> bool {
    deep(|| {
        matches!(expr.kind(), ExprKind::Conditional(_))
            || expr.children().into_iter().any(has_cases)
    })
}
