//! The readings that two sides allow: units as written, one side in the unit of the other, and
//! prefixes of bytes in powers of 1024.

use std::collections::BTreeSet;

use super::compared::Need;
use super::stated::suffix_in;
use crate::expr::{Expr, ExprKind, deep};
use crate::number::Suffix;
use crate::units::{Unit, unit};

/// Two sides in one reading.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) lhs: Expr,
    pub(super) rhs: Expr,
    pub(super) needs: Vec<Need>,
}

/// All readings of two sides, the plainest first.
pub(super) fn readings(lhs: &Expr, rhs: &Expr) -> Vec<Reading> {
    let plain = Reading {
        lhs: lhs.clone(),
        rhs: rhs.clone(),
        needs: Vec::new(),
    };
    let mut found = vec![plain];
    let (left, right) = (Marks::of(lhs), Marks::of(rhs));
    for factor in factors(&right, &left) {
        found.push(Reading {
            lhs: factor.times(lhs),
            rhs: rhs.clone(),
            needs: vec![Need::InUnit(factor.name)],
        });
    }
    for factor in factors(&left, &right) {
        found.push(Reading {
            lhs: lhs.clone(),
            rhs: factor.times(rhs),
            needs: vec![Need::InUnit(factor.name)],
        });
    }
    if left.has_binary_reading() || right.has_binary_reading() {
        let decimal = found.clone();
        let both = [(true, true), (true, false), (false, true)];
        for (in_left, in_right) in both {
            found.extend(
                decimal
                    .iter()
                    .filter_map(|reading| binary(reading, in_left, in_right)),
            );
        }
    }
    found
}

/// What stands behind the numbers of a side.
#[derive(Debug, Default)]
struct Marks {
    units: Vec<&'static Unit>,
    suffix: Option<Suffix>,
}

impl Marks {
    fn of(expr: &Expr) -> Self {
        let mut units = Vec::new();
        collect_units(expr, &mut units);
        Self {
            units,
            suffix: suffix_in(expr),
        }
    }

    /// The units that measure something.
    fn measuring(&self) -> impl Iterator<Item = &'static Unit> {
        self.units
            .iter()
            .copied()
            .filter(|unit| !unit.is_counting_label())
    }

    fn has_binary_reading(&self) -> bool {
        self.units
            .iter()
            .any(|unit| unit.binary_reading().is_some())
    }
}

fn collect_units(expr: &Expr, found: &mut Vec<&'static Unit>) {
    deep(|| {
        if let ExprKind::Quantity(_, name) = expr.kind()
            && let Some(unit) = unit(name.name())
            && !found.contains(&unit)
        {
            found.push(unit);
        }
        expr.children()
            .into_iter()
            .for_each(|child| collect_units(child, found));
    });
}

/// What a side without a mark is multiplied by so that it reads like the other.
struct Factor {
    name: String,
    suffix: Option<Suffix>,
    unit: Option<&'static str>,
}

impl Factor {
    fn times(&self, expr: &Expr) -> Expr {
        let scaled = match self.suffix.and_then(|suffix| suffix.factor().to_integer()) {
            Some(factor) => Expr::product([expr.clone(), Expr::integer(factor)]),
            None => expr.clone(),
        };
        match self.unit {
            Some(unit) => Expr::quantity(scaled, unit),
            None => scaled,
        }
    }
}

/// In which units a bare side may be meant beside a marked one.
fn factors(marked: &Marks, bare: &Marks) -> Vec<Factor> {
    let unit_is_open = bare.measuring().next().is_none();
    let suffix = marked.suffix.filter(|_| bare.suffix.is_none());
    let mut units: Vec<Option<&'static str>> = vec![None];
    if unit_is_open {
        for unit in marked.measuring() {
            // One base unit first: `7B * 4 = 28 GB` counts bytes.
            units.extend([base_of(unit), Some(unit.name)]);
        }
        if units.len() > 1 {
            units.remove(0);
        }
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for unit in units {
        for suffix in [None, suffix] {
            if (unit.is_none() && suffix.is_none()) || !seen.insert((unit, suffix)) {
                continue;
            }
            let letter = suffix.map(|suffix| suffix.letter().to_string());
            let name = [letter, unit.map(str::to_owned)].into_iter().flatten();
            found.push(Factor {
                name: name.collect::<Vec<_>>().join(" "),
                suffix,
                unit,
            });
        }
    }
    found
}

/// The base unit of a unit, where it has one name.
fn base_of(unit: &Unit) -> Option<&'static str> {
    let mut bases = unit.dimension.exponents().into_iter();
    let only = bases.find(|(_, exponent)| *exponent != 0)?;
    (only.1 == 1 && bases.all(|(_, exponent)| exponent == 0)).then_some(only.0)
}

/// The reading with prefixes of bytes as powers of 1024 on these sides; `None` where that
/// changes nothing, or nothing on a side where it should.
fn binary(reading: &Reading, in_left: bool, in_right: bool) -> Option<Reading> {
    let mut needs = reading.needs.clone();
    let mut change = |expr: &Expr, here: bool| {
        if !here {
            return Some(expr.clone());
        }
        let mut met = Vec::new();
        let changed = in_binary(expr, &mut met);
        let is_changed = !met.is_empty();
        for (written, meant) in met {
            let need = Need::Binary { written, meant };
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
        is_changed.then_some(changed)
    };
    let (lhs, rhs) = match (in_left, in_right) {
        (true, true) => {
            let (left, right) = (change(&reading.lhs, true), change(&reading.rhs, true));
            if left.is_none() && right.is_none() {
                return None;
            }
            (
                left.unwrap_or_else(|| reading.lhs.clone()),
                right.unwrap_or_else(|| reading.rhs.clone()),
            )
        }
        _ => (
            change(&reading.lhs, in_left)?,
            change(&reading.rhs, in_right)?,
        ),
    };
    Some(Reading { lhs, rhs, needs })
}

fn in_binary(expr: &Expr, met: &mut Vec<(&'static str, &'static str)>) -> Expr {
    deep(|| {
        let changed = expr.map_children(|child| in_binary(child, met));
        let ExprKind::Quantity(amount, name) = changed.kind() else {
            return changed;
        };
        let Some(written) = unit(name.name()) else {
            return changed;
        };
        match written.binary_reading() {
            Some(meant) => {
                met.push((written.name, meant.name));
                Expr::quantity(amount.clone(), meant.name)
            }
            None => changed,
        }
    })
}
