//! Names of truth values where numbers stand: in a document `[tied]` reads like a bracket, so a name
//! that means true or false, or is asked whether it holds, counts as 1 or 0 there.

use std::collections::BTreeSet;

use crate::expr::{Assumptions, Expr, ExprKind, Predicate, Symbol, deep};

/// Two sides with such names as numbers; none where they hold none.
pub(super) fn as_numbers(sides: [&Expr; 2], assumptions: &Assumptions) -> Option<[Expr; 2]> {
    let mut names = BTreeSet::new();
    for side in sides {
        asked(side, &mut names);
        let met = side.free_symbols().into_iter();
        names.extend(met.filter(|name| {
            let meaning = assumptions.definitions.get(name);
            meaning.is_some_and(is_truth)
        }));
    }
    let is_about_truth = sides.into_iter().any(is_truth);
    (!names.is_empty() && !is_about_truth).then(|| sides.map(|side| numeric(side, &names)))
}

/// The names that are asked whether they hold: `if tied then …`.
fn asked(expr: &Expr, names: &mut BTreeSet<Symbol>) {
    deep(|| {
        match expr.kind() {
            ExprKind::Bracket(condition) => truths(condition, names),
            ExprKind::Conditional(conditional) => truths(&conditional.condition, names),
            _ => {}
        }
        for child in expr.children() {
            asked(child, names);
        }
    });
}

fn truths(condition: &Predicate, names: &mut BTreeSet<Symbol>) {
    match condition {
        Predicate::Truth(name) => names.extend(name.as_symbol().cloned()),
        Predicate::Not(inner) => truths(inner, names),
        Predicate::And(all) | Predicate::Or(all) => {
            for one in all {
                truths(one, names);
            }
        }
        _ => {}
    }
}

fn is_truth(value: &Expr) -> bool {
    matches!(value.kind(), ExprKind::Boolean(_))
}

/// Conditions are left alone: there a truth value is at home.
fn numeric(expr: &Expr, names: &BTreeSet<Symbol>) -> Expr {
    deep(|| match expr.kind() {
        ExprKind::Symbol(name) if names.contains(name) => {
            Expr::bracket(Predicate::Truth(expr.clone()))
        }
        ExprKind::Bracket(_) | ExprKind::Call(..) => expr.clone(),
        ExprKind::Conditional(conditional) => Expr::conditional(
            conditional.condition.clone(),
            numeric(&conditional.then, names),
            numeric(&conditional.otherwise, names),
        ),
        _ => expr.map_children(|child| numeric(child, names)),
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
