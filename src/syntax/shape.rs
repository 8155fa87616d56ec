//! The shape of an expression as text, for tables of tests: `(* 12 (^ h 2))`.

use crate::expr::{BigOperatorKind, Expr, ExprKind, Predicate, Range};

use super::scope::Chain;

/// The shape of an expression.
pub(super) fn shape(expr: &Expr) -> String {
    match expr.kind() {
        ExprKind::Number(number) => format!("{number:?}"),
        ExprKind::Symbol(symbol) => symbol.to_string(),
        ExprKind::Boolean(value) => value.to_string(),
        ExprKind::Text(text) => format!("{text:?}"),
        ExprKind::Sum(parts) => list("+", parts),
        ExprKind::Product(parts) => list("*", parts),
        ExprKind::Neg(a) => format!("(- {})", shape(a)),
        ExprKind::Quotient(a, b) => format!("(/ {} {})", shape(a), shape(b)),
        ExprKind::Power(a, b) => format!("(^ {} {})", shape(a), shape(b)),
        ExprKind::Call(function, parts) => list(function.name(), parts),
        ExprKind::BigOperator(operator) => {
            let word = match operator.kind {
                BigOperatorKind::Sum => "sum",
                BigOperatorKind::Product => "prod",
            };
            let range = match &operator.range {
                Range::Interval(a, b) => format!("{}..{}", shape(a), shape(b)),
                Range::Elements(list) => shape(list),
            };
            format!(
                "({word} {} {range} {})",
                operator.index,
                shape(&operator.body)
            )
        }
        ExprKind::Conditional(c) => format!(
            "(if {} {} {})",
            condition(&c.condition),
            shape(&c.then),
            shape(&c.otherwise)
        ),
        ExprKind::Bracket(p) => format!("[{}]", condition(p)),
        ExprKind::Quantity(a, unit) => format!("(unit {} {unit})", shape(a)),
        ExprKind::Conversion(a, unit) => format!("(in {} {unit})", shape(a)),
        ExprKind::Order(a) => format!("(O {})", shape(a)),
        ExprKind::List(parts) => list("list", parts),
    }
}

fn list(head: &str, parts: &[Expr]) -> String {
    let parts: Vec<String> = parts.iter().map(shape).collect();
    format!("({head} {})", parts.join(" "))
}

/// The shape of a condition.
pub(super) fn condition(predicate: &Predicate) -> String {
    let all = |head: &str, parts: &[Predicate]| {
        let parts: Vec<String> = parts.iter().map(condition).collect();
        format!("({head} {})", parts.join(" "))
    };
    match predicate {
        Predicate::Compare(a, sign, b) => format!("({} {} {})", sign.sign(), shape(a), shape(b)),
        Predicate::Member(a, b) => format!("(member {} {})", shape(a), shape(b)),
        Predicate::Divides(a, b) => format!("(divides {} {})", shape(a), shape(b)),
        Predicate::Truth(a) => shape(a),
        Predicate::Not(p) => format!("(not {})", condition(p)),
        Predicate::And(parts) => all("and", parts),
        Predicate::Or(parts) => all("or", parts),
    }
}

/// The shape of a chain: its sides with the signs between them.
pub(super) fn chain(chain: &Chain) -> String {
    let mut text = shape(&chain.first);
    for link in &chain.links {
        text = format!("{text} {} {}", link.relation.sign(), shape(&link.expr));
    }
    text
}
