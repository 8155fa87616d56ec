//! `split-into-factors`: a sum that a person sees to be a product is written as one.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Expr, ExprKind};
use crate::poly::{self, Pattern};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    if !matches!(expr.kind(), ExprKind::Sum(_)) {
        return None;
    }
    let form = poly::normal_form(expr, context.assumptions, context.budget).ok()?;
    let (pattern, to) = form.split()?;
    let rewrite = Rewrite::from_to(expr, to);
    let facts = rewrite.facts.clone();
    Some(rewrite.telling(told(facts, pattern)))
}

/// What the sentence names of the pattern.
fn told(facts: Facts, pattern: Pattern) -> Facts {
    match pattern {
        Pattern::Repeated => facts,
        Pattern::Powers { a, b, degree, plus } => {
            let name = match (degree, plus) {
                (2, _) => "squares",
                (3, false) => "cubes",
                (3, true) => "sum_of_cubes",
                (_, false) => "powers",
                (_, true) => "sum_of_powers",
            };
            facts.with_list(name, vec![a, b])
        }
        Pattern::Grouped { common } => facts.with("common", common),
        Pattern::Quadratic {
            variable,
            discriminant,
        } => facts
            .with("variable", variable)
            .with("discriminant", discriminant),
        Pattern::Root { variable, root } => facts
            .with("variable", variable)
            .with("root", Expr::number(&root)),
        Pattern::Completed { square, less } => facts.with_list("completed", vec![square, less]),
    }
}
