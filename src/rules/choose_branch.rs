//! `choose-branch`: a condition that is decided leaves one branch; a decided bracket is 1 or 0.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::eval::{Environment, decide};
use crate::expr::{Expr, ExprKind, Predicate};
use crate::judge::{Budget, Claim, judge};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let condition = match expr.kind() {
        ExprKind::Conditional(conditional) => &conditional.condition,
        ExprKind::Bracket(condition) => condition,
        _ => return None,
    };
    let environment = Environment::from_assumptions(context.assumptions);
    let holds = match decide(condition, &environment) {
        Ok(holds) => holds,
        Err(_) if known_by(condition, context).is_some() => true,
        Err(_) => {
            known_by(&condition.opposite()?, context)?;
            false
        }
    };
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
    let facts = match expr.kind() {
        ExprKind::Bracket(_) => facts.with("bracket", expr.clone()),
        _ => facts,
    };
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

/// The assumptions by which a comparison is known to hold: itself, or another about the same sides.
/// `None` where it is not seen to hold.
pub(super) fn known_by(condition: &Predicate, context: &Context<'_>) -> Option<Vec<Predicate>> {
    let Predicate::Compare(a, comparison, b) = condition else {
        let known = context.assumptions.conditions.contains(condition);
        return known.then(|| vec![condition.clone()]);
    };
    if a.free_symbols().is_empty() && b.free_symbols().is_empty() {
        return None;
    }
    let budget = Budget {
        poly: context.budget.clone(),
        max_points: 0,
        ..Budget::default()
    };
    let claim = Claim {
        lhs: a,
        relation: comparison.relation(),
        rhs: b,
        under: context.assumptions,
    };
    let verdict = judge(&claim, &budget);
    if !verdict.holds() || !verdict.open_conditions(context.assumptions).is_empty() {
        return None;
    }
    let symbols: Vec<_> = a
        .free_symbols()
        .into_iter()
        .chain(b.free_symbols())
        .collect();
    let is_about = |known: &&Predicate| {
        let mentions = |part: &&Expr| symbols.iter().any(|symbol| part.mentions(symbol));
        known.operands().iter().any(mentions)
    };
    Some(
        context
            .assumptions
            .conditions
            .iter()
            .filter(is_about)
            .cloned()
            .collect(),
    )
}
