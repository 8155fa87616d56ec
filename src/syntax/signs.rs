//! Signs between operands, in all their spellings.

use crate::expr::Relation;

/// A sign inside an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Infix {
    /// `+`.
    Plus,
    /// `-`.
    Minus,
    /// `*`.
    Times,
    /// `/`.
    Over,
    /// `//`.
    FloorDiv,
    /// `mod`.
    Mod,
    /// `^`.
    Power,
    /// `in`.
    In,
}

impl Infix {
    /// The sign of a spelling that the grammar takes for one.
    pub(super) fn of(text: &str) -> Self {
        match text {
            "+" => Self::Plus,
            "-" | "−" => Self::Minus,
            "/" | "÷" => Self::Over,
            "//" => Self::FloorDiv,
            "mod" => Self::Mod,
            "^" | "**" => Self::Power,
            "in" | "∈" => Self::In,
            _ => Self::Times,
        }
    }

    /// Whether it stands at the level of products.
    pub(super) fn is_multiplicative(self) -> bool {
        matches!(self, Self::Times | Self::Over | Self::FloorDiv | Self::Mod)
    }

    /// Whether it rounds, so that a sign may not be moved past it.
    pub(super) fn is_rounding(self) -> bool {
        matches!(self, Self::FloorDiv | Self::Mod)
    }
}

/// A sign between expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Connective {
    /// `=`, `≈`, `≪`, …
    Relation(Relation),
    /// `..`.
    Range,
    /// `divides`, `∣`.
    Divides,
    /// `and`.
    And,
    /// `or`.
    Or,
}

impl Connective {
    /// The sign of a spelling that the grammar takes for one.
    pub(super) fn of(text: &str) -> Self {
        Self::Relation(match text {
            ".." => return Self::Range,
            "divides" | "∣" => return Self::Divides,
            "and" => return Self::And,
            "or" => return Self::Or,
            "!=" | "≠" => Relation::NotEqual,
            "<" => Relation::Less,
            "<=" | "≤" | "⩽" | "≦" => Relation::LessEqual,
            ">" => Relation::Greater,
            ">=" | "≥" | "⩾" | "≧" => Relation::GreaterEqual,
            "≈" | "~=" | "≃" | "≅" => Relation::Approx,
            "<<" | "≪" => Relation::MuchLess,
            ">>" | "≫" => Relation::MuchGreater,
            "≍" => Relation::SameOrder,
            "~" | "∼" => Relation::Asymptotic,
            "=>" | "⇒" | "⟹" => Relation::Implies,
            "<=>" | "⟺" | "⇔" => Relation::Equivalent,
            _ => Relation::Equal,
        })
    }

    /// The relation, if it is one.
    pub(super) fn relation(self) -> Option<Relation> {
        match self {
            Self::Relation(relation) => Some(relation),
            _ => None,
        }
    }
}
