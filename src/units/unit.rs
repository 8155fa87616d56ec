//! Units and how they are found by name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Dimension;
use super::unit_table::UNITS;
use crate::number::Rational;

/// A unit with a known relation to the base units.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    /// The name as it is printed.
    pub name: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// Which powers its prefix stands for.
    pub prefix: Prefix,
    pub(super) scale: Scale,
    /// Spellings in which upper and lower case matter, apart from the name.
    pub(super) symbols: &'static [&'static str],
    /// Words, which may begin with a capital; English ones may end in `s`.
    pub(super) words: &'static [&'static str],
}

/// Which powers the prefix of a unit stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prefix {
    /// No prefix: `byte`, `hour`.
    Plain,
    /// Powers of 1000: `GB`, `PFLOP`.
    Decimal,
    /// Powers of 1024: `GiB`.
    Binary,
}

/// The factor to the base unit, as data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// A power of ten.
    Ten(i32),
    /// A power of two.
    Two(i32),
    /// A whole number.
    Whole(i64),
    /// A power of ten bits, in bytes.
    TenBits(i32),
    /// A power of two bits, in bytes.
    TwoBits(i32),
}

impl Unit {
    /// How many base units one of these is, exactly.
    ///
    /// ```
    /// use longhand::units::unit;
    /// assert_eq!(unit("GiB").unwrap().factor().to_string(), "1073741824");
    /// assert_eq!(unit("bit").unwrap().factor().to_string(), "1/8");
    /// ```
    pub fn factor(&self) -> Rational {
        match self.scale {
            Scale::Ten(exponent) => power(10, exponent),
            Scale::Two(exponent) => power(2, exponent),
            Scale::Whole(value) => Rational::from(value),
            Scale::TenBits(exponent) => power(10, exponent) * power(2, -3),
            Scale::TwoBits(exponent) => power(2, exponent - 3),
        }
    }

    /// Whether it only says what was counted: parameters, tokens, experts, layers.
    pub fn is_counting_label(&self) -> bool {
        self.dimension.is_none()
    }

    /// The unit that people sometimes mean when they write this one: `GiB` for `GB`. It is
    /// `None` for units without a decimal prefix of bytes or bits.
    pub fn binary_reading(&self) -> Option<&'static Self> {
        let scale = match self.scale {
            Scale::Ten(exponent) if self.is_decimal_size() => Scale::Two(exponent / 3 * 10),
            Scale::TenBits(exponent) if self.is_decimal_size() => Scale::TwoBits(exponent / 3 * 10),
            _ => return None,
        };
        units().find(|unit| unit.dimension == Dimension::DATA && unit.scale == scale)
    }

    fn is_decimal_size(&self) -> bool {
        self.dimension == Dimension::DATA && self.prefix == Prefix::Decimal
    }

    fn is_spelled(&self, name: &str) -> bool {
        self.name == name
            || self.symbols.contains(&name)
            || self.words.iter().any(|word| is_word(word, name))
    }
}

fn power(base: i64, exponent: i32) -> Rational {
    Rational::from(base).pow(exponent).unwrap_or_default()
}

/// Whether the name is this word, capitalised or not, or its plural.
fn is_word(word: &str, name: &str) -> bool {
    let mut letters = name.chars();
    let mut expected = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    if first != expected.next() {
        return false;
    }
    match letters.as_str().strip_prefix(expected.as_str()) {
        Some("") => true,
        Some("s") => word.is_ascii(),
        _ => false,
    }
}

/// The unit of this name, in any of its spellings. Single Latin letters are never units.
///
/// ```
/// use longhand::units::unit;
///
/// assert_eq!(unit("gigabytes").unwrap().name, "GB");
/// assert_eq!(unit("바이트").unwrap().name, "byte");
/// assert!(unit("B").is_none());
/// ```
pub fn unit(name: &str) -> Option<&'static Unit> {
    let first = name.chars().next()?.to_ascii_lowercase();
    let mut near = BY_LETTER.get(&first)?.iter().copied();
    near.find(|unit| unit.is_spelled(name))
}

/// The units by the letters that their spellings begin with: every word of a text is looked up.
static BY_LETTER: LazyLock<BTreeMap<char, Vec<&'static Unit>>> = LazyLock::new(|| {
    let mut by_letter: BTreeMap<char, Vec<&'static Unit>> = BTreeMap::new();
    for unit in units() {
        let spellings = unit.symbols.iter().chain(unit.words).copied();
        for spelling in spellings.chain([unit.name]) {
            let first = spelling.chars().next().unwrap_or(' ');
            let near = by_letter.entry(first.to_ascii_lowercase()).or_default();
            if near.last().is_none_or(|last| !std::ptr::eq(*last, unit)) {
                near.push(unit);
            }
        }
    }
    by_letter
});

/// Whether this is a spelling of a unit.
pub fn is_unit(name: &str) -> bool {
    unit(name).is_some()
}

/// All units.
pub fn units() -> impl Iterator<Item = &'static Unit> {
    UNITS.iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_by_every_spelling() {
        for (spelling, name, factor) in [
            ("byte", "byte", "1"),
            ("bytes", "byte", "1"),
            ("Bytes", "byte", "1"),
            ("字节", "byte", "1"),
            ("バイト", "byte", "1"),
            ("bits", "bit", "1/8"),
            ("비트", "bit", "1/8"),
            ("kB", "kB", "1000"),
            ("KB", "kB", "1000"),
            ("GB", "GB", "1000000000"),
            ("기가바이트", "GB", "1000000000"),
            ("EB", "EB", "1000000000000000000"),
            ("KiB", "KiB", "1024"),
            ("gibibytes", "GiB", "1073741824"),
            ("Gbit", "Gbit", "125000000"),
            ("Mibit", "Mibit", "131072"),
            ("FLOPs", "FLOP", "1"),
            ("flops", "FLOP", "1"),
            ("PFLOPs", "PFLOP", "1000000000000000"),
            ("ZFLOP", "ZFLOP", "1000000000000000000000"),
            ("FLOPS", "FLOPS", "1"),
            ("TFLOPS", "TFLOPS", "1000000000000"),
            ("hours", "hour", "3600"),
            ("ms", "ms", "1/1000"),
            ("days", "day", "86400"),
            ("parameters", "parameter", "1"),
            ("params", "parameter", "1"),
            ("파라미터", "parameter", "1"),
            ("トークン", "token", "1"),
            ("layers", "layer", "1"),
        ] {
            let unit = unit(spelling).unwrap_or_else(|| panic!("{spelling}"));
            assert_eq!(unit.name, name, "{spelling}");
            assert_eq!(unit.factor().to_string(), factor, "{spelling}");
        }
    }

    #[test]
    fn what_is_no_unit() {
        for name in [
            "",
            "B",
            "b",
            "s",
            "K",
            "M",
            "G",
            "T",
            "h",
            "gb",
            "Gb",
            "BYTES",
            "byt",
            "bytess",
            "GBs",
            "FLO",
            "바",
            "바이트s",
        ] {
            assert!(!is_unit(name), "{name}");
        }
    }

    #[test]
    fn no_spelling_means_two_units_or_is_a_single_latin_letter() {
        for row in units() {
            let spellings = std::iter::once(&row.name)
                .chain(row.symbols)
                .chain(row.words);
            for spelling in spellings {
                let found: Vec<_> = units().filter(|unit| unit.is_spelled(spelling)).collect();
                assert_eq!(found.len(), 1, "{spelling} is {found:?}");
                assert!(!spelling.is_empty());
                assert!(spelling.len() > 1, "{spelling} is a single letter");
            }
        }
    }

    #[test]
    fn binary_readings() {
        let reading = |name| unit(name).unwrap().binary_reading().map(|unit| unit.name);
        assert_eq!(reading("KB"), Some("KiB"));
        assert_eq!(reading("GB"), Some("GiB"));
        assert_eq!(reading("EB"), Some("EiB"));
        assert_eq!(reading("Gbit"), Some("Gibit"));
        for name in ["byte", "bit", "GiB", "GFLOP", "ms", "token"] {
            assert_eq!(reading(name), None, "{name}");
        }
    }
}
