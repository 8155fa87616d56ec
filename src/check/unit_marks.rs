//! What stands behind the numbers of a side: units, suffixes, percent signs.

use crate::expr::{Expr, ExprKind, deep};
use crate::number::{Suffix, Written};
use crate::units::{Dimension, Unit, unit};

/// What stands behind the numbers of a side.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) units: Vec<&'static Unit>,
    pub(super) suffix: Option<Suffix>,
    pub(super) has_percent: bool,
}

impl Marks {
    pub(super) fn of(expr: &Expr) -> Self {
        let mut units = Vec::new();
        collect_units(expr, &mut units);
        Self {
            units,
            suffix: suffix_in(expr),
            has_percent: has_percent(expr),
        }
    }

    /// The units that measure something.
    pub(super) fn measuring(&self) -> impl Iterator<Item = &'static Unit> {
        self.units
            .iter()
            .copied()
            .filter(|unit| !unit.is_counting_label())
    }

    /// Whether time is measured in two units.
    pub(super) fn mixes_times(&self) -> bool {
        let times = self
            .units
            .iter()
            .filter(|unit| unit.dimension == Dimension::TIME);
        times.count() > 1
    }

    pub(super) fn has_binary_reading(&self) -> bool {
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

/// Whether a percentage stands somewhere.
fn has_percent(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Number(literal) => {
            literal.written().and_then(Written::suffix) == Some(Suffix::Percent)
        }
        _ => expr.children().into_iter().any(has_percent),
    })
}

/// Whether a number with a suffix stands somewhere.
fn suffix_in(expr: &Expr) -> Option<Suffix> {
    deep(|| match expr.kind() {
        ExprKind::Number(literal) => literal
            .written()
            .and_then(Written::suffix)
            .filter(|suffix| *suffix != Suffix::Percent),
        _ => expr.children().into_iter().find_map(suffix_in),
    })
}
