//! What can be said of one relation.

use crate::expr::{Expr, Symbol};
use crate::judge::{self, Reason, Witness};
use crate::number::Rational;

/// The word on a relation between two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is true.
    Holds,
    /// It is true except where a side is not defined.
    HoldsExcept,
    /// It is true under an assumption or in one of the readings that the text allows.
    HoldsIf,
    /// `=` stands before a correct rounding.
    Rounded,
    /// `≈` is off by more than half and less than one unit of the last digit.
    Loose,
    /// It disagrees with an earlier statement about the same quantity.
    Contradicts,
    /// The sides have a constant ratio.
    OffByConstant,
    /// It is false.
    Fails,
    /// Neither was proved.
    Undecided,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Holds,
        Self::HoldsExcept,
        Self::HoldsIf,
        Self::Rounded,
        Self::Loose,
        Self::Contradicts,
        Self::OffByConstant,
        Self::Fails,
        Self::Undecided,
    ];

    /// The word as it is printed: `holds-if`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::HoldsExcept => "holds-except",
            Self::HoldsIf => "holds-if",
            Self::Rounded => "rounded",
            Self::Loose => "loose",
            Self::Contradicts => "contradicts",
            Self::OffByConstant => "off-by-constant",
            Self::Fails => "fails",
            Self::Undecided => "undecided",
        }
    }

    /// Whether the relation is true, conditions or not.
    pub fn holds(self) -> bool {
        matches!(self, Self::Holds | Self::HoldsExcept | Self::HoldsIf)
    }

    /// Whether it is wrong: the document needs another line.
    pub fn is_wrong(self) -> bool {
        matches!(self, Self::Contradicts | Self::OffByConstant | Self::Fails)
    }

    /// Whether it is right as far as it goes, but should be written otherwise.
    pub fn is_warning(self) -> bool {
        matches!(self, Self::Rounded | Self::Loose)
    }
}

/// What a relation needs so that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// A condition of the judge.
    Condition(judge::Condition),
    /// The unit written is meant as the other: `GB` as `GiB`.
    Binary {
        /// The unit as written.
        written: &'static str,
        /// The unit meant.
        meant: &'static str,
    },
    /// A side without a unit or multiplier is meant in that of the other side: `GB`, `M`.
    InUnit(String),
    /// One side counts by this unit of time.
    Per(&'static str),
    /// These factors only turn one unit into the other: `3000 bytes × 8 = 24,000 bits`.
    Converted(String),
    /// The numbers are compared as they stand, whatever their units.
    AsTheyStand,
    /// These symbols are large.
    Large(Vec<Symbol>),
    /// This symbol is small.
    Small(Symbol),
    /// An ambiguous side was read so.
    ReadAs(Expr),
    /// This name stands for a number that the line puts in and nothing else says.
    Is((Symbol, Expr)),
}

/// Two sides compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The word.
    pub verdict: Verdict,
    /// The left side in the reading that was judged.
    pub lhs: Expr,
    /// The right side in the reading that was judged.
    pub rhs: Expr,
    /// What it needs.
    pub needs: Vec<Need>,
    /// Whether only what grows lies between the sides, so that `≈` is no rounding.
    pub is_asymptotic: bool,
    /// Where it can be seen to be false.
    pub witness: Option<Witness>,
    /// The constant that the left side is times the right one.
    pub factor: Option<Rational>,
    /// Whether the left side is the one that was rounded.
    pub is_left_rounded: bool,
    /// Why it was not decided.
    pub because: Option<Reason>,
}

impl Compared {
    /// A verdict on two sides without further evidence.
    pub(super) fn new(verdict: Verdict, lhs: &Expr, rhs: &Expr) -> Self {
        Self {
            verdict,
            lhs: lhs.clone(),
            rhs: rhs.clone(),
            needs: Vec::new(),
            is_asymptotic: false,
            witness: None,
            factor: None,
            is_left_rounded: false,
            because: None,
        }
    }

    /// Whether it holds only if some symbols are large and the others are not.
    pub(super) fn is_for_few_large(&self, all: &[Symbol]) -> bool {
        let is_few = |need: &Need| matches!(need, Need::Large(set) if set.len() < all.len());
        self.needs.iter().any(is_few)
    }

    /// The same with more needs; what held without any now holds if they are met.
    #[must_use]
    pub(super) fn needing(mut self, needs: impl IntoIterator<Item = Need>) -> Self {
        self.needs.extend(needs);
        let only_exceptions =
            |need: &Need| matches!(need, Need::Condition(judge::Condition::Except(_)));
        if self.verdict.holds() && !self.needs.is_empty() {
            self.verdict = if self.needs.iter().all(only_exceptions) {
                Verdict::HoldsExcept
            } else {
                Verdict::HoldsIf
            };
        }
        self
    }
}
