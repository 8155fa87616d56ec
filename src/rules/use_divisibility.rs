//! `use-divisibility`: where n divides h, or `h mod n = 0` is assumed, `floor(h/n)`, `ceil(h/n)` and `h // n` are `h/n`,
//! `h mod n` is 0 and `round_up(h, n)` is h.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Comparison, Expr, ExprKind, Function, Predicate};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Call(function, arguments) = expr.kind() else {
        return None;
    };
    let (dividend, divisor) = match (function, arguments.as_slice()) {
        (Function::Floor | Function::Ceil, [argument]) => match argument.kind() {
            ExprKind::Quotient(a, b) => (a, b),
            _ => return None,
        },
        (Function::FloorDiv | Function::Mod | Function::RoundUp, [a, b]) => (a, b),
        _ => return None,
    };
    let rest = Expr::call(Function::Mod, [dividend.clone(), divisor.clone()]);
    let stated = [
        Predicate::Divides(divisor.clone(), dividend.clone()),
        Predicate::Compare(rest, Comparison::Equal, Expr::zero()),
    ];
    let conditions = &context.assumptions.conditions;
    let known = stated
        .into_iter()
        .find(|known| conditions.contains(known))?;
    let to = match function {
        Function::Mod => Expr::zero(),
        Function::RoundUp => dividend.clone(),
        _ => Expr::quotient(dividend.clone(), divisor.clone()),
    };
    let rewrite = Rewrite::from_to(expr, to);
    let facts = rewrite.facts.clone();
    let facts = facts
        .with("divisor", divisor.clone())
        .with("dividend", dividend.clone());
    Some(rewrite.telling(facts).using(known))
}
