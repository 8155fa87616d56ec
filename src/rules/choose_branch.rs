//! `choose-branch`: a condition that is decided leaves one branch; a decided bracket is 1 or 0.

use super::Context;
use crate::derivation::{Facts, Rewrite};
use crate::eval::{Environment, decide};
use crate::expr::{Expr, ExprKind, Predicate, Symbol};
use crate::judge::{Budget, Claim, judge};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    match expr.kind() {
        ExprKind::Conditional(_) => branch(expr, context),
        ExprKind::Bracket(condition) => {
            let holds = decided(condition, context)?;
            let to = if holds { Expr::one() } else { Expr::zero() };
            let told = told(condition, holds);
            let facts = facts(expr, &to, told).with("bracket", expr.clone());
            Some(using(
                Rewrite::equal(to).telling(facts),
                &[condition],
                context,
            ))
        }
        _ => None,
    }
}

/// The branch that applies, past all those in front of it that are known not to.
fn branch(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let mut to = expr;
    let mut refuted: Vec<&Predicate> = Vec::new();
    let mut applies = None;
    while let ExprKind::Conditional(conditional) = to.kind() {
        let condition = &conditional.condition;
        match decided(condition, context) {
            Some(true) => {
                applies = Some(condition);
                to = &conditional.then;
                break;
            }
            Some(false) => {
                refuted.push(condition);
                to = &conditional.otherwise;
            }
            None => break,
        }
    }
    let said = match (applies, refuted.as_slice()) {
        (Some(condition), _) => condition.clone(),
        (None, []) => return None,
        (None, [only]) => told(only, false),
        (None, _) => Predicate::And(refuted.iter().map(|one| told(one, false)).collect()),
    };
    let rewrite = Rewrite::equal(to.clone()).telling(facts(expr, to, said));
    refuted.extend(applies);
    Some(using(rewrite, &refuted, context))
}

/// Whether a condition holds, where that is known.
fn decided(condition: &Predicate, context: &Context<'_>) -> Option<bool> {
    let environment = Environment::from_assumptions(context.assumptions);
    if let Ok(holds) = decide(condition, &environment) {
        return Some(holds);
    }
    if known_by(condition, context).is_some() {
        return Some(true);
    }
    known_by(&condition.opposite()?, context).map(|_| false)
}

fn told(condition: &Predicate, holds: bool) -> Predicate {
    if holds {
        condition.clone()
    } else {
        Predicate::Not(Box::new(condition.clone()))
    }
}

fn facts(from: &Expr, to: &Expr, told: Predicate) -> Facts {
    Facts::none()
        .with("from", from.clone())
        .with("to", to.clone())
        .with("condition", Expr::bracket(told))
}

/// With the assumptions that speak of what the conditions speak of.
fn using(rewrite: Rewrite, conditions: &[&Predicate], context: &Context<'_>) -> Rewrite {
    let asked = |name: &Symbol| {
        let parts = conditions.iter().flat_map(|condition| condition.operands());
        parts.into_iter().any(|part| part.mentions(name))
    };
    let shares_a_name = |known: &&Predicate| {
        let names = known.operands().into_iter().flat_map(Expr::free_symbols);
        names.into_iter().any(|name| asked(&name))
    };
    let used = context.assumptions.conditions.iter().filter(shares_a_name);
    used.fold(rewrite, |rewrite, known| rewrite.using(known.clone()))
}

/// Longer sides are not compared: as a branch is looked for, the judge would be asked many times.
const MOST_SIZE: u64 = 400;

/// The assumptions by which a comparison is known to hold: itself, or another about the same sides.
/// `None` where it is not seen to hold.
pub(super) fn known_by(condition: &Predicate, context: &Context<'_>) -> Option<Vec<Predicate>> {
    let Predicate::Compare(a, comparison, b) = condition else {
        let known = context.assumptions.conditions.contains(condition);
        return known.then(|| vec![condition.clone()]);
    };
    let is_long = a.size() + b.size() > MOST_SIZE;
    if is_long || a.free_symbols().is_empty() && b.free_symbols().is_empty() {
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

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    /// What applies is taken past what does not; what is open stays.
    #[test]
    fn taken_at_once() {
        let rule = super::apply;
        let table = [
            (
                "if 2 < 1 then a else if 3 < 2 then b else if 1 < 2 then c else e",
                Some("c"),
            ),
            ("if 2 < 1 then a else if 3 < 2 then b else c", Some("c")),
            (
                "if 2 < 1 then a else if x < 2 then b else if 1 < 2 then c else e",
                Some("if x < 2 then b else if 1 < 2 then c else e"),
            ),
            ("if x < 2 then b else c", None),
            ("[3 in list(1, 3)]", Some("1")),
        ];
        for (line, next) in table {
            assert_eq!(applied(rule, line), next.map(read), "{line}");
        }
    }
}
