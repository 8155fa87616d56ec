//! What a reader may want different, the same for every notation.

use std::collections::BTreeMap;

use crate::units::unit;

/// How expressions are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether the digits of large integers stand in groups: `6,573,522,944`.
    pub grouping: bool,
    /// The words inside formulas, in the reader's language.
    pub words: FormulaWords,
}

impl Style {
    /// Digits of large integers in groups, as people read them.
    pub fn grouped() -> Self {
        Self {
            grouping: true,
            ..Self::default()
        }
    }
}

/// The words inside formulas. What the formula language has a word for reads as that language does,
/// unless a reader's own language has another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaWords {
    /// Before a condition: `if`.
    pub before: String,
    /// After a condition.
    pub after: String,
    /// For all other cases: `otherwise`.
    pub otherwise: String,
    /// Between a divisor and what it divides: `divides`.
    pub divides: String,
    /// Between conditions that hold together: `and`.
    pub and: String,
    /// Between conditions of which one holds: `or`.
    pub or: String,
    /// Before and after a condition that does not hold: `not`, and nothing.
    pub not: [String; 2],
    /// Before and after the unit in which a value is given: `in`, and nothing.
    pub conversion: [String; 2],
    /// The names of units that are words, by those of the formula language.
    pub units: BTreeMap<String, String>,
}

impl FormulaWords {
    /// A unit by the name that readers know.
    pub(crate) fn unit<'a>(&'a self, name: &'a str) -> &'a str {
        let known = unit(name).map_or(name, |unit| unit.name);
        self.units.get(known).map_or(name, String::as_str)
    }

    /// ` in GB`.
    pub(crate) fn in_unit(&self, name: &str) -> String {
        let [before, after] = &self.conversion;
        format!("{before}{}{after}", self.unit(name))
    }
}

impl Default for FormulaWords {
    fn default() -> Self {
        Self {
            before: "if".to_owned(),
            after: String::new(),
            otherwise: "otherwise".to_owned(),
            divides: " divides ".to_owned(),
            and: " and ".to_owned(),
            or: " or ".to_owned(),
            not: ["not ".to_owned(), String::new()],
            conversion: ["in ".to_owned(), String::new()],
            units: BTreeMap::new(),
        }
    }
}
