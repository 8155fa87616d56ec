//! Lines that put numbers in for names, `V × d = 50257 × 768`.

use crate::expr::{Expr, ExprKind, Symbol, deep};

/// What was put in for each name, where the right side is the left one with numbers in place of names.
pub(super) fn put_in(lhs: &Expr, rhs: &Expr) -> Option<Vec<(Symbol, Expr)>> {
    let mut pairs = Vec::new();
    let matches = compare(lhs, rhs, &mut pairs);
    (matches && !pairs.is_empty()).then_some(pairs)
}

fn compare(lhs: &Expr, rhs: &Expr, pairs: &mut Vec<(Symbol, Expr)>) -> bool {
    deep(|| {
        if lhs == rhs {
            return true;
        }
        if let Some(symbol) = lhs.as_symbol() {
            let is_number = rhs.as_number().is_some();
            let known = pairs.iter().find(|(name, _)| name == symbol);
            let agrees = known.is_none_or(|(_, value)| value == rhs);
            if is_number && known.is_none() {
                pairs.push((symbol.clone(), rhs.clone()));
            }
            return is_number && agrees;
        }
        let (left, right) = (lhs.children(), rhs.children());
        let same_kind = match (lhs.kind(), rhs.kind()) {
            (ExprKind::Call(a, _), ExprKind::Call(b, _)) => a == b,
            (ExprKind::Quantity(_, a), ExprKind::Quantity(_, b)) => a == b,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        };
        let is_whole = same_kind && left.len() == right.len() && !left.is_empty();
        is_whole
            && left
                .into_iter()
                .zip(right)
                .all(|(left, right)| compare(left, right, pairs))
    })
}
