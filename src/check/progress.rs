//! How far a chain of sides has been judged.

use super::compared::Verdict;
use super::pair::Pair;
use crate::document::Link;
use crate::expr::Relation;

/// How far a chain has been judged.
pub(super) struct Progress {
    /// The last side that is right.
    pub(super) last_right: usize,
    /// The last side before anything was rounded or dropped.
    pub(super) last_exact: usize,
    /// Whether a number was rounded since the last exact side.
    pub(super) is_rounded: bool,
    /// Whether the side before is wrong.
    pub(super) is_wrong: bool,
}

impl Progress {
    /// A chain that is right up to a side.
    pub(super) fn from(side: usize) -> Self {
        Self {
            last_right: side,
            last_exact: side,
            is_rounded: false,
            is_wrong: false,
        }
    }

    /// The side that a number is measured by where the one before it was rounded.
    pub(super) fn measure(&self, at: usize, found: &Pair) -> Option<usize> {
        if self.is_wrong {
            return None;
        }
        if self.is_rounded {
            return Some(self.last_exact);
        }
        // `12 × 100 = 1.2K = 1,249`: the one before only reads as rounded.
        (found.compared.is_left_rounded && at > 0).then_some(0)
    }

    /// A side that is right; it is exact as long as only `=` led to it.
    pub(super) fn pass(&mut self, at: usize, link: &Link, verdict: Verdict) {
        self.last_right = at + 1;
        let is_exact = link.relation == Relation::Equal && !link.restated && verdict.holds();
        if is_exact && self.last_exact == at {
            self.last_exact = at + 1;
        }
    }

    /// What stands at a side is taken as it is.
    pub(super) fn go_on_from(&mut self, side: usize) {
        self.last_right = side;
        self.last_exact = side;
    }
}
