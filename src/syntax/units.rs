//! Which words are units, as far as reading goes.

use crate::units::{dtype, unit};

/// Whether a word is a unit where it stands behind an amount. Single letters never are.
pub(super) fn is_unit(word: &str) -> bool {
    may_be_unit(word) && unit(word).is_some_and(|unit| !unit.is_counting_label())
}

/// Whether a word behind a number is a unit, a counting label among them.
pub(crate) fn is_unit_word(word: &str) -> bool {
    is_unit(word) || is_label(word)
}

/// Whether a word is a counting label, a unit only behind a number.
pub(crate) fn is_label(word: &str) -> bool {
    may_be_unit(word) && unit(word).is_some_and(crate::units::Unit::is_counting_label)
}

/// Whether a word is a unit even where it stands alone: a size, `4 * bytes`.
pub(super) fn is_size(word: &str) -> bool {
    if !may_be_unit(word) {
        return false;
    }
    let byte = unit("byte").map(|unit| unit.dimension);
    unit(word).is_some_and(|unit| Some(unit.dimension) == byte)
}

/// Whether a value can be converted to it: a unit, or the format in which numbers are stored.
pub(super) fn is_target(word: &str) -> bool {
    unit(word).is_some() || dtype(word).is_some()
}

/// Whether a word is long enough to be looked up: most names are single letters.
fn may_be_unit(word: &str) -> bool {
    word.len() > 1
}

/// The unit or format that is spelled nearly like a word.
pub(super) fn nearest_target(word: &str) -> Option<&'static str> {
    let formats = crate::units::dtypes().map(|dtype| dtype.name);
    let units = crate::units::units().map(|unit| unit.name);
    super::names::nearest(word, formats.chain(units))
}

/// The unit that a word spells but for upper and lower case.
pub(super) fn in_another_case(word: &str) -> Option<&'static str> {
    let is_same = |name: &&str| name.eq_ignore_ascii_case(word);
    let names = crate::units::units().map(|unit| unit.name);
    names
        .into_iter()
        .find(is_same)
        .filter(|_| may_be_unit(word))
}
