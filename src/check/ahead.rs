//! A unit that stands only further on in a chain: `4N + 12N/d = 5.2 + 1.95 = 7.15 GB`.

use super::pair::Pair;
use super::unit_marks::Marks;
use super::walk::Walk;
use crate::document::{Link, Place, Side};
use crate::expr::Expr;

impl Walk<'_> {
    /// The same two sides with the unit of the chain behind the second one, where that has none and
    /// the sides do not agree as they stand.
    pub(super) fn in_unit_ahead(
        &self,
        found: Pair,
        left: &Side,
        link: &Link,
        ahead: &[&Side],
        place: &Place,
    ) -> Pair {
        let bare = &link.side.expr;
        if !found.compared.verdict.is_wrong() || !Marks::of(bare).units.is_empty() {
            return found;
        }
        let units = ahead.iter().map(|side| Marks::of(&side.expr));
        let Some(unit) = units.into_iter().find_map(|marks| marks.measuring().next()) else {
            return found;
        };
        let measured = Side {
            expr: Expr::quantity(bare.clone(), unit.name),
            ..link.side.clone()
        };
        let carried = self.pair(left, link.relation, &measured, place);
        if carried.is_right() { carried } else { found }
    }
}
