//! What kind of name a name is.

use crate::expr::Symbol;

/// Whether it is a word or several rather than a letter with an index: `Memory per token`,
/// `parameter(MLP)`, `총 파라미터 수`.
pub(super) fn is_word(symbol: &Symbol) -> bool {
    let name = symbol.name();
    let letters = name.chars().take_while(|c| c.is_alphabetic()).count();
    name.contains([' ', '(']) || letters >= 4 || !name.is_ascii()
}

/// Whether a name is one of those that texts solve for: `x`, `y_1`.
pub(super) fn is_solved_for(symbol: &Symbol) -> bool {
    let letter = symbol.name().split('_').next().unwrap_or_default();
    matches!(letter, "x" | "y" | "z" | "t" | "u" | "w")
}
