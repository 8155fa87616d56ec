//! A refuted line that may mean something else than what was refuted: it is not called wrong, and what it may mean is
//! told.

mod afar;
mod bases;
mod divides;
mod hedges;
mod layout;
mod notation;
mod numerals;
mod operators;
mod parts;
mod prefixes;
mod restated;
mod rings;
mod rounded;
mod said;
mod things;
mod unknowns;
mod words;
mod written;

pub(super) use self::rings::Named;
use super::report::Judged;
use super::walk::Walk;
use crate::document::{Link, Side, Statement};
use crate::expr::{Expr, ExprKind};

/// A line that was refuted.
pub(super) struct Refuted<'a> {
    pub(super) statement: &'a Statement,
    pub(super) left: &'a Side,
    pub(super) link: &'a Link,
    pub(super) judged: &'a Judged,
}

/// What to do with a refuted line that may mean something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// It is an equation or a comparison that limits what its names may be.
    Suppose,
    /// It is not judged, and this is why: it goes on behind "as it reads it is wrong, but".
    Tell(&'static str),
}

/// A question that is asked of every refuted line, and what is done where the answer is yes.
#[derive(Clone, Copy)]
struct Doubt {
    asks: fn(&Walk<'_>, &Refuted<'_>) -> bool,
    then: Then,
}

/// A doubt that tells what else the line may mean.
const fn means(asks: fn(&Walk<'_>, &Refuted<'_>) -> bool, reason: &'static str) -> Doubt {
    let then = Then::Tell(reason);
    Doubt { asks, then }
}

/// A doubt that makes of the line an equation for its names.
const fn supposes(asks: fn(&Walk<'_>, &Refuted<'_>) -> bool) -> Doubt {
    let then = Then::Suppose;
    Doubt { asks, then }
}

/// All doubts in the order in which they are asked for: the first one that applies is told.
const ALL: [&[Doubt]; 16] = [
    said::DOUBTS,
    afar::DOUBTS,
    things::DOUBTS,
    notation::DOUBTS,
    operators::DOUBTS,
    numerals::DOUBTS,
    layout::DOUBTS,
    rings::DOUBTS,
    prefixes::DOUBTS,
    hedges::DOUBTS,
    parts::DOUBTS,
    rounded::DOUBTS,
    written::DOUBTS,
    unknowns::DOUBTS,
    words::DOUBTS,
    divides::DOUBTS,
];

impl Walk<'_> {
    /// What is to be done with a refuted line that may mean something else; `None` where it is wrong.
    pub(super) fn doubt(&self, line: &Refuted<'_>) -> Option<Then> {
        let mut all = ALL.iter().copied().flatten();
        let found = all.find(|doubt| (doubt.asks)(self, line));
        found.map(|doubt| doubt.then)
    }
}

/// Whether a side is one number, with its unit or without.
pub(super) fn is_one_number(expr: &Expr) -> bool {
    match expr.kind() {
        ExprKind::Quantity(amount, _) => amount.as_number().is_some(),
        _ => expr.as_number().is_some(),
    }
}

/// Whether a side is a number.
fn is_closed(expr: &Expr) -> bool {
    expr.free_symbols().is_empty()
}
