//! Which words are units, as far as reading goes.

use crate::units::{dtype, unit};

/// Whether a word is a unit where it stands behind an amount. Single letters never are.
pub(super) fn is_unit(word: &str) -> bool {
    unit(word).is_some_and(|unit| !unit.is_counting_label())
}

/// Whether a word is a counting label, a unit only behind a number.
pub(super) fn is_label(word: &str) -> bool {
    unit(word).is_some_and(crate::units::Unit::is_counting_label)
}

/// Whether a word is a unit even where it stands alone: a size, `4 * bytes`.
pub(super) fn is_size(word: &str) -> bool {
    let byte = unit("byte").map(|unit| unit.dimension);
    unit(word).is_some_and(|unit| Some(unit.dimension) == byte)
}

/// Whether a value can be converted to it: a unit, or the format in which numbers are stored.
pub(super) fn is_target(word: &str) -> bool {
    unit(word).is_some() || dtype(word).is_some()
}
