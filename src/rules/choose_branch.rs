//! `choose-branch`: a condition that is decided leaves one branch; a decided bracket is 1 or 0.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::eval::{Environment, decide};
use crate::expr::{Expr, ExprKind, Predicate};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let condition = match expr.kind() {
        ExprKind::Conditional(conditional) => &conditional.condition,
        ExprKind::Bracket(condition) => condition,
        _ => return None,
    };
    let environment = Environment::from_assumptions(context.assumptions);
    let holds = decide(condition, &environment).ok()?;
    let to = match expr.kind() {
        ExprKind::Conditional(conditional) if holds => conditional.then.clone(),
        ExprKind::Conditional(conditional) => conditional.otherwise.clone(),
        _ if holds => Expr::one(),
        _ => Expr::zero(),
    };
    let told = if holds {
        condition.clone()
    } else {
        Predicate::Not(Box::new(condition.clone()))
    };
    let facts = Facts::none()
        .with("from", expr.clone())
        .with("to", to.clone())
        .with("condition", Expr::bracket(told));
    let rewrite = Rewrite::equal(to).telling(facts);
    let shares_a_name = |known: &&Predicate| {
        let names = known.operands().into_iter().flat_map(Expr::free_symbols);
        names
            .into_iter()
            .any(|name| condition.operands().iter().any(|part| part.mentions(&name)))
    };
    let used = context.assumptions.conditions.iter().filter(shares_a_name);
    Some(used.fold(rewrite, |rewrite, known| rewrite.using(known.clone())))
}
