//! `take-extremum`: of two values whose order is known, the greater is their maximum; the absolute
//! value of what is not negative is itself.

use super::Context;
use super::choose_branch::known_by;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Comparison, Expr, ExprKind, Function, Predicate};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Call(function, arguments) = expr.kind() else {
        return None;
    };
    let at_least = |a: &Expr, b: &Expr| {
        let condition = Predicate::Compare(a.clone(), Comparison::GreaterEqual, b.clone());
        known_by(&condition, context).map(|used| (condition, used))
    };
    let (to, (condition, used)) = match (function, arguments.as_slice()) {
        (Function::Max | Function::Min, [a, b]) => {
            let is_max = *function == Function::Max;
            let (first, second) = if is_max { (a, b) } else { (b, a) };
            match at_least(a, b) {
                Some(found) => (first.clone(), found),
                None => (second.clone(), at_least(b, a)?),
            }
        }
        (Function::Abs, [a]) => match at_least(a, &Expr::zero()) {
            Some(found) => (a.clone(), found),
            None => (Expr::negative(a.clone()), at_least(&Expr::zero(), a)?),
        },
        _ => return None,
    };
    let facts = Facts::none()
        .with("from", expr.clone())
        .with("to", to.clone())
        .with("condition", Expr::bracket(condition));
    let rewrite = Rewrite::equal(to).telling(facts);
    Some(used.into_iter().fold(rewrite, Rewrite::using))
}
