//! A formula with its roundings left out. A rounding is a staircase around what it rounds: on a step the
//! derivative is 0, at a jump there is none, and neither tells how the formula grows over many steps.

use crate::expr::{Expr, ExprKind, Function, Symbol, deep};

/// A rounding, and what it was taken as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smoothed {
    /// The rounding: `round_up(8h/3, 256)`.
    pub rounding: Expr,
    /// What it rounds: `8h/3`.
    pub as_if: Expr,
    /// The two are less than this apart: 256.
    pub apart: Expr,
}

/// The expression with each rounding in which a symbol stands replaced by what it rounds, and what was
/// replaced. A rounding in a condition or in the body of a sum stays: there it decides or is added up.
#[must_use]
pub fn smoothed(expr: &Expr, by: &Symbol) -> (Expr, Vec<Smoothed>) {
    let mut found = Vec::new();
    (replaced(expr, by, &mut found), found)
}

fn replaced(expr: &Expr, by: &Symbol, found: &mut Vec<Smoothed>) -> Expr {
    let stays = matches!(
        expr.kind(),
        ExprKind::Conditional(_) | ExprKind::Bracket(_) | ExprKind::BigOperator(_)
    );
    if stays || !expr.mentions(by) {
        return expr.clone();
    }
    deep(|| {
        if let Some((as_if, apart)) = rounded(expr) {
            let as_if = replaced(&as_if, by, found);
            let one = Smoothed {
                rounding: expr.clone(),
                as_if: as_if.clone(),
                apart,
            };
            if !found.contains(&one) {
                found.push(one);
            }
            return as_if;
        }
        expr.map_children(|part| replaced(part, by, found))
    })
}

/// What a rounding rounds, and how far from it it stays.
fn rounded(expr: &Expr) -> Option<(Expr, Expr)> {
    let ExprKind::Call(function, arguments) = expr.kind() else {
        return None;
    };
    match (function, arguments.as_slice()) {
        (Function::Floor | Function::Ceil, [x]) => Some((x.clone(), Expr::one())),
        (Function::FloorDiv, [x, y]) => Some((Expr::quotient(x.clone(), y.clone()), Expr::one())),
        (Function::RoundUp, [x, m]) => Some((x.clone(), m.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_expression;

    /// By hand: x ≤ ⌈x⌉ < x + 1, `x ≤ round_up(x, m) < x + m`.
    #[test]
    fn roundings_are_left_out() {
        let read = |text: &str| parse_expression(text).unwrap();
        for (expr, smooth, apart) in [
            ("3*h*round_up(8h/3, 256)", "3*h*(8h/3)", &["256"][..]),
            ("h//n + ceil(h/2)", "h/n + h/2", &["1", "1"]),
            ("floor(V/2)*h", "floor(V/2)*h", &[]),
            ("h mod 4", "h mod 4", &[]),
            ("round_up(floor(h/3), 8)", "h/3", &["1", "8"]),
        ] {
            let (found, told) = smoothed(&read(expr), &Symbol::new("h"));
            assert_eq!(found, read(smooth), "{expr}");
            let told: Vec<Expr> = told.into_iter().map(|one| one.apart).collect();
            let apart: Vec<Expr> = apart.iter().map(|text| read(text)).collect();
            assert_eq!(told, apart, "{expr}");
        }
    }
}
