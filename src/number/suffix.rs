//! The letters that scale a number.

use super::{Integer, Rational};

/// What a letter or sign behind the digits multiplies by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Suffix {
    /// `%`: 1/100.
    Percent,
    /// `k` or `K`: 10³.
    Thousand,
    /// `M`: 10⁶.
    Million,
    /// `B`: 10⁹.
    Billion,
    /// `T`: 10¹².
    Trillion,
}

impl Suffix {
    /// The suffixes for large numbers, the greatest first.
    pub const LARGE: [Self; 4] = [Self::Trillion, Self::Billion, Self::Million, Self::Thousand];

    /// The suffix that a letter or sign means.
    pub fn from_letter(letter: char) -> Option<Self> {
        match letter {
            '%' => Some(Self::Percent),
            'k' | 'K' => Some(Self::Thousand),
            'M' => Some(Self::Million),
            'B' => Some(Self::Billion),
            'T' => Some(Self::Trillion),
            _ => None,
        }
    }

    /// The letter or sign that is printed.
    pub fn letter(self) -> char {
        match self {
            Self::Percent => '%',
            Self::Thousand => 'K',
            Self::Million => 'M',
            Self::Billion => 'B',
            Self::Trillion => 'T',
        }
    }

    /// The power of ten it stands for.
    pub fn exponent10(self) -> i64 {
        match self {
            Self::Percent => -2,
            Self::Thousand => 3,
            Self::Million => 6,
            Self::Billion => 9,
            Self::Trillion => 12,
        }
    }

    /// The number it multiplies by.
    pub fn factor(self) -> Rational {
        super::ten::decimal_fraction(Integer::ONE, self.exponent10())
    }
}
