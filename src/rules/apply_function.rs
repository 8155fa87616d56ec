//! `apply-function`: a call of a declared function is its body with the arguments put in.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::expr::{Expr, ExprKind, Function};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Call(function @ Function::Declared(name), arguments) = expr.kind() else {
        return None;
    };
    let lambda = context.assumptions.functions.get(name)?;
    if lambda.parameters.len() != arguments.len() {
        return None;
    }
    let result = lambda.apply(arguments).ok()?;
    let parameters = lambda.parameters.iter().cloned().map(Expr::symbol);
    let facts = Facts::none()
        .with("call", expr.clone())
        .with("head", Expr::call(function.clone(), parameters))
        .with("body", lambda.body.clone())
        .with("value", result.clone());
    Some(Rewrite::equal(result).telling(facts))
}
