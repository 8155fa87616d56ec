//! What a token may be to its neighbours.

use super::pairs::Kind;
use super::signs::Infix;

/// Whether it is the sign of a sum.
pub(super) fn is_additive(kind: Kind) -> bool {
    matches!(kind, Kind::Infix(Infix::Plus | Infix::Minus))
}

/// Whether it stands behind its operand.
pub(super) fn is_postfix(kind: Kind) -> bool {
    matches!(kind, Kind::Superscript | Kind::Factorial)
}

/// Whether an operand may stand behind another without a sign.
pub(super) fn begins_operand(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Number | Kind::Name | Kind::Group | Kind::Iverson | Kind::Absolute | Kind::Root
    )
}
