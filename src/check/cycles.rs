//! Cycles of a clock, in each of which something is done: `1.2 GHz × 2 = 2.4 GFLOPS`.

use super::compared::Need;
use super::readings::{Reading, power_of_units};
use super::unit_marks::Marks;
use crate::expr::Expr;
use crate::units::{Dimension, Unit, units};

/// A side that counts cycles by the second, beside one that tells operations by the second, in these.
pub(super) fn by_cycle(lhs: &Expr, rhs: &Expr, left: &Marks, right: &Marks) -> Option<Reading> {
    let counts_cycles = |marks: &Marks| {
        let mut measuring = marks.measuring();
        measuring.next().is_some() && marks.measuring().all(is_frequency)
    };
    if counts_cycles(left) {
        let (unit, need) = done_in_a_cycle(rhs)?;
        let lhs = Expr::product([lhs.clone(), Expr::quantity(Expr::one(), unit)]);
        let (rhs, needs) = (rhs.clone(), vec![need]);
        return Some(Reading { lhs, rhs, needs });
    }
    if counts_cycles(right) {
        let (unit, need) = done_in_a_cycle(lhs)?;
        let rhs = Expr::product([rhs.clone(), Expr::quantity(Expr::one(), unit)]);
        let (lhs, needs) = (lhs.clone(), vec![need]);
        return Some(Reading { lhs, rhs, needs });
    }
    None
}

fn is_frequency(unit: &Unit) -> bool {
    unit.dimension == Dimension::FREQUENCY
}

/// What a side tells by the second, and that so much of it is done in a cycle.
fn done_in_a_cycle(side: &Expr) -> Option<(&'static str, Need)> {
    let done = power_of_units(side)?.over(Dimension::FREQUENCY)?;
    let mut bases = units().filter(|unit| unit.dimension == done && unit.factor().is_one());
    // So many bytes a cycle would be told.
    let base = bases.find(|_| done == Dimension::OPERATIONS)?;
    Some((base.name, Need::InUnit(format!("{}/s", base.name))))
}
