//! Products in LaTeX: where factors may stand side by side.

use super::latex::{function_name, level};
use super::latex_name::symbol_name;
use super::level::Level;
use super::repeated::repeats_a_base;
use crate::expr::{Expr, ExprKind};

/// Whether a sign must stand between the factors of a product: before digits, beside names of
/// several letters, and around a product inside it. Since side by side binds tighter than the
/// sign, a product has it everywhere or nowhere.
pub(super) fn needs_dots(factors: &[Expr]) -> bool {
    let Some((first, rest)) = factors.split_first() else {
        return false;
    };
    // Behind a number a fraction would read as a mixed number, 2½; a name O as an O-form.
    let is_mixed = is_digits(first) && rest.first().is_some_and(is_fraction);
    let has_order = factors.iter().any(is_order_name);
    let first_is_wordy = is_wordy(first) && !is_digits(first);
    is_mixed || has_order || first_is_wordy || rest.iter().any(is_wordy) || repeats_a_base(factors)
}

fn is_wordy(factor: &Expr) -> bool {
    match factor.kind() {
        ExprKind::Product(_)
        | ExprKind::Quantity(..)
        | ExprKind::Number(_)
        | ExprKind::Boolean(_)
        | ExprKind::Text(_)
        | ExprKind::List(_)
        | ExprKind::Order(_) => true,
        ExprKind::Symbol(symbol) => is_upright(&symbol_name(symbol)),
        ExprKind::Call(function, _) => is_upright(&function_name(function)),
        ExprKind::Power(base, _) => match base.kind() {
            ExprKind::Symbol(symbol) => is_upright(&symbol_name(symbol)),
            ExprKind::Number(_) => true,
            ExprKind::Call(function, _) => is_upright(&function_name(function)),
            _ => false,
        },
        _ => false,
    }
}

fn is_upright(name: &str) -> bool {
    name.starts_with("\\mathrm") || name.starts_with("\\text")
}

/// Whether a factor begins with digits and stands without brackets.
fn is_digits(factor: &Expr) -> bool {
    let is_number =
        |expr: &Expr| matches!(expr.kind(), ExprKind::Number(_)) && level(expr) == Level::Atom;
    match factor.kind() {
        ExprKind::Power(base, _) => is_number(base),
        _ => is_number(factor),
    }
}

fn is_fraction(factor: &Expr) -> bool {
    matches!(factor.kind(), ExprKind::Quotient(..))
}

fn is_order_name(factor: &Expr) -> bool {
    factor
        .as_symbol()
        .is_some_and(|symbol| symbol.name() == "O")
}
