//! Numbers put in for names: `V × d = 50257 × 768`.

use super::walk::Walk;
use crate::document::{Link, Place, Side};
use crate::expr::{Expr, ExprKind, Relation, Symbol, deep};

impl Walk<'_> {
    /// The names for which a line puts numbers in, `V × d = 50257 × 768`, where no other number was said
    /// for one of them.
    pub(super) fn puts_in(&self, left: &Side, link: &Link, place: &Place) -> Option<String> {
        if link.relation != Relation::Equal {
            return None;
        }
        let pairs = put_in(&left.expr, &link.side.expr)?;
        // Of another place the letter may mean something else here.
        let is_open = |symbol: &Symbol, value: &Expr| {
            let meaning = self.context.meaning(symbol, place, false);
            meaning.is_none_or(|(entry, _)| {
                !entry.is_number || entry.value == *value || self.is_afar(entry.span, left.span)
            })
        };
        let names: Vec<&str> = pairs.iter().map(|(symbol, _)| symbol.name()).collect();
        let is_bare = left.expr.as_symbol().is_none();
        (is_bare && pairs.iter().all(|(symbol, value)| is_open(symbol, value)))
            .then(|| names.join(", "))
    }
}

/// What was put in for each name, where the right side is the left one with numbers in place of names.
fn put_in(lhs: &Expr, rhs: &Expr) -> Option<Vec<(Symbol, Expr)>> {
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
