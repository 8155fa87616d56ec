//! `evaluate-integers`: a sum, product, quotient or power of numbers is computed, exactly; units stay.

use super::Context;
use crate::derivation::Rewrite;
use crate::eval::{Environment, Value, evaluate};
use crate::expr::{Expr, ExprKind, Symbol};

pub(super) fn apply(expr: &Expr, _: &Context<'_>) -> Option<Rewrite> {
    if !is_arithmetic(expr) {
        return None;
    }
    let children = expr.children();
    if children.iter().all(|child| child.as_number().is_some()) {
        return rewrite(expr);
    }
    let (amounts, unit) = without_units(expr)?;
    let Ok(Value::Number(amount)) = evaluate(&amounts, &Environment::new()) else {
        return None;
    };
    let amount = Expr::number(&amount);
    let to = unit.map_or(amount.clone(), |unit| Expr::quantity(amount, unit));
    (to != *expr).then(|| Rewrite::from_to(expr, to))
}

fn is_arithmetic(expr: &Expr) -> bool {
    matches!(
        expr.kind(),
        ExprKind::Sum(_) | ExprKind::Product(_) | ExprKind::Quotient(..) | ExprKind::Power(..)
    )
}

/// The amounts of quantities without their unit, and the unit of the whole: a product or quotient
/// with one quantity has its unit, a sum that of its terms, and what is divided by its like none.
fn without_units(expr: &Expr) -> Option<(Expr, Option<Symbol>)> {
    let mut units: Vec<&Symbol> = Vec::new();
    let mut amounts = Vec::new();
    let children = expr.children();
    for child in &children {
        let amount = match child.kind() {
            ExprKind::Quantity(amount, unit) => {
                units.push(unit);
                amount.clone()
            }
            _ => (*child).clone(),
        };
        amount.as_number()?;
        amounts.push(amount);
    }
    let is_like =
        units.len() == amounts.len() && units.iter().all(|unit| units.first() == Some(unit));
    let unit = units.first().map(|unit| (*unit).clone());
    match (expr.kind(), amounts.as_slice()) {
        (ExprKind::Sum(_), _) if is_like => Some((Expr::sum(amounts), unit)),
        (ExprKind::Product(_), _) if units.len() == 1 => Some((Expr::product(amounts), unit)),
        (ExprKind::Quotient(above, _), [a, b]) => {
            let is_above = matches!(above.kind(), ExprKind::Quantity(..));
            let unit = match units.len() {
                1 if is_above => unit,
                2 if is_like => None,
                _ => return None,
            };
            Some((Expr::quotient(a.clone(), b.clone()), unit))
        }
        _ => None,
    }
}

/// The value in place of an expression without symbols; `None` where there is no exact one or it
/// already stands there.
pub(super) fn rewrite(expr: &Expr) -> Option<Rewrite> {
    let Ok(Value::Number(value)) = evaluate(expr, &Environment::new()) else {
        return None;
    };
    let to = Expr::number(&value);
    (to != *expr).then(|| Rewrite::from_to(expr, to))
}
