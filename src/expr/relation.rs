//! Relations between two expressions.

use super::Comparison;

/// The sign between two sides of a claim or two lines of a derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// `=`: the same value for all admissible values of the symbols.
    Equal,
    /// `≠`.
    NotEqual,
    /// `<`.
    Less,
    /// `≤`.
    LessEqual,
    /// `>`.
    Greater,
    /// `≥`.
    GreaterEqual,
    /// `≈`: a rounding, or equal up to lower-order terms.
    Approx,
    /// `≪`: the ratio tends to 0.
    MuchLess,
    /// `≫`: the ratio grows without bound.
    MuchGreater,
    /// `≍`: the ratio stays between two positive constants.
    SameOrder,
    /// `~`: the ratio tends to 1.
    Asymptotic,
    /// `⇒`.
    Implies,
    /// `⟺`.
    Equivalent,
}

impl Relation {
    /// The sign in Unicode.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "≠",
            Self::Less => "<",
            Self::LessEqual => "≤",
            Self::Greater => ">",
            Self::GreaterEqual => "≥",
            Self::Approx => "≈",
            Self::MuchLess => "≪",
            Self::MuchGreater => "≫",
            Self::SameOrder => "≍",
            Self::Asymptotic => "~",
            Self::Implies => "⇒",
            Self::Equivalent => "⟺",
        }
    }

    /// The comparison of values that it states, if it is one.
    pub fn comparison(self) -> Option<Comparison> {
        match self {
            Self::Equal => Some(Comparison::Equal),
            Self::NotEqual => Some(Comparison::NotEqual),
            Self::Less => Some(Comparison::Less),
            Self::LessEqual => Some(Comparison::LessEqual),
            Self::Greater => Some(Comparison::Greater),
            Self::GreaterEqual => Some(Comparison::GreaterEqual),
            _ => None,
        }
    }
}
