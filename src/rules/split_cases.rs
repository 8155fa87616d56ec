//! `split-cases`: a line with a condition that is not decided is worked out once where it holds and once
//! where it does not; where both come to the same, that is the line.

use super::Context;
use super::series::normal;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Assumptions, Comparison, Expr, ExprKind, Function, Predicate, deep};
use crate::poly;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let condition = first_condition(expr)?;
    let branch = |known: Predicate| {
        let mut assumptions = Assumptions::clone(context.assumptions);
        assumptions.conditions.push(known.clone());
        let inner = Context {
            assumptions: &assumptions,
            ..*context
        };
        let resolved = resolve(expr, &inner);
        Some(normal(&resolved, &inner)?.to_expr())
    };
    let opposite = condition
        .opposite()
        .unwrap_or_else(|| Predicate::Not(Box::new(condition.clone())));
    let (then, otherwise) = (branch(condition.clone())?, branch(opposite)?);
    let same = poly::same(&then, &otherwise, context.assumptions, context.budget);
    let to = if same.is_ok_and(|same| same == Some(true)) {
        then
    } else {
        Expr::conditional(condition.clone(), then, otherwise)
    };
    if to.size() > expr.size() {
        return None;
    }
    let facts = Facts::none()
        .with("from", expr.clone())
        .with("to", to.clone())
        .with("condition", Expr::bracket(condition));
    Some(Rewrite::equal(to).telling(facts))
}

/// The condition on which the first part with cases depends; parts inside sums over ranges, whose
/// conditions may be about the index, are left alone.
fn first_condition(expr: &Expr) -> Option<Predicate> {
    let at_least =
        |a: &Expr, b: &Expr| Predicate::Compare(a.clone(), Comparison::GreaterEqual, b.clone());
    deep(|| match expr.kind() {
        ExprKind::BigOperator(_) => None,
        ExprKind::Conditional(conditional) => Some(conditional.condition.clone()),
        ExprKind::Bracket(condition) => Some(condition.clone()),
        ExprKind::Call(Function::Max | Function::Min, arguments) => match arguments.as_slice() {
            [a, b] => Some(at_least(a, b)),
            _ => None,
        },
        ExprKind::Call(Function::Abs, arguments) => {
            Some(at_least(arguments.first()?, &Expr::zero()))
        }
        _ => expr.children().into_iter().find_map(first_condition),
    })
}

/// The same expression with the parts that the condition decides.
fn resolve(expr: &Expr, context: &Context<'_>) -> Expr {
    deep(|| {
        if matches!(expr.kind(), ExprKind::BigOperator(_)) {
            return expr.clone();
        }
        let found = super::choose_branch::apply(expr, context)
            .or_else(|| super::take_extremum::apply(expr, context));
        match found {
            Some(rewrite) => resolve(&rewrite.to, context),
            None => expr.map_children(|child| resolve(child, context)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    #[test]
    fn both_cases() {
        let rule = super::apply;
        for (expr, expected) in [
            ("max(a, b) + min(a, b)", Some("a + b")),
            ("max(a, b)*min(a, b)", Some("a*b")),
            ("if x > 0 then abs(x) else -abs(x)", Some("x")),
            ("abs(x)^2", Some("x^2")),
            ("a + b", None),
        ] {
            assert_eq!(applied(rule, expr), expected.map(read), "{expr}");
        }
    }
}
