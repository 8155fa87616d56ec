//! Names of truth values where numbers stand: in a document `[tied]` reads like a bracket, so a name
//! that means true or false counts as 1 or 0 there.

use crate::expr::{Assumptions, Bindings, Expr, ExprKind, Predicate, deep};

/// Two sides with such names as numbers; none where they hold none.
pub(super) fn as_numbers(sides: [&Expr; 2], assumptions: &Assumptions) -> Option<[Expr; 2]> {
    let known = &assumptions.definitions;
    let is_met = sides.into_iter().flat_map(Expr::free_symbols).any(|name| {
        let meaning = known.get(&name);
        meaning.is_some_and(is_truth)
    });
    let is_about_truth = sides.into_iter().any(is_truth);
    (is_met && !is_about_truth).then(|| sides.map(|side| numeric(side, known)))
}

fn is_truth(value: &Expr) -> bool {
    matches!(value.kind(), ExprKind::Boolean(_))
}

/// Conditions are left alone: there a truth value is at home.
fn numeric(expr: &Expr, known: &Bindings) -> Expr {
    deep(|| match expr.kind() {
        ExprKind::Symbol(name) if known.get(name).is_some_and(is_truth) => {
            Expr::bracket(Predicate::Truth(expr.clone()))
        }
        ExprKind::Bracket(_) | ExprKind::Call(..) => expr.clone(),
        ExprKind::Conditional(conditional) => Expr::conditional(
            conditional.condition.clone(),
            numeric(&conditional.then, known),
            numeric(&conditional.otherwise, known),
        ),
        _ => expr.map_children(|child| numeric(child, known)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With b = false: b + 1 is [b] + 1, conditions stay, and so does what is about truth.
    #[test]
    fn numbers_only_where_numbers_stand() {
        let b = Expr::symbol("b");
        let mut known = Assumptions::none();
        known.definitions.insert("b", Expr::boolean(false));
        let bracket = Expr::bracket(Predicate::Truth(b.clone()));
        let one = Expr::one();
        let plus = |part: &Expr| Expr::sum([part.clone(), one.clone()]);
        assert_eq!(
            as_numbers([&plus(&b), &one], &known),
            Some([plus(&bracket), one.clone()])
        );
        let chosen = |then| Expr::conditional(Predicate::Truth(b.clone()), then, one.clone());
        assert_eq!(
            as_numbers([&chosen(b.clone()), &one], &known),
            Some([chosen(bracket), one.clone()])
        );
        assert_eq!(as_numbers([&b, &Expr::boolean(false)], &known), None);
        assert_eq!(as_numbers([&Expr::symbol("c"), &one], &known), None);
    }
}
